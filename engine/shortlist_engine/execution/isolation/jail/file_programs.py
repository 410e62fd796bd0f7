"""The zygote that runs programs which need files: modules beside the source, an input file that the
statement names, an output file.

The request's source is a call, of which only the files count, a line feed, and the program itself
where that is not executed.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence

from . import tool_call, wire
from .programs import ProgramZygote
from .work_files import WithWorkFiles


class FileProgramZygote(WithWorkFiles, ProgramZygote):
    def operations(self) -> dict[int, Callable[[wire.Request, Sequence[int]], None]]:
        return {
            operation: self._with_files(handler)
            for operation, handler in super().operations().items()
        }

    def _with_files(
        self, handler: Callable[[wire.Request, Sequence[int]], None]
    ) -> Callable[[wire.Request, Sequence[int]], None]:
        def handle(request: wire.Request, descriptors: Sequence[int]) -> None:
            packed, _, self._text = os.pread(self.source, request.source_size, 0).partition(b"\n")
            self._call = tool_call.unpack(packed)
            self.lay_out(self._call)
            handler(request, descriptors)

        return handle

    def enter_work(self) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)  # what this zygote does is for itself
        os.chdir(self.work)
        sys.path.insert(0, self.work)

    def program_text(self, request: wire.Request) -> bytes:
        return self._text

    def reply(self, exits: list[wire.Exit]) -> None:
        if exits[0].state == wire.EXITED:
            self.bring(self._call)
        super().reply(exits)
