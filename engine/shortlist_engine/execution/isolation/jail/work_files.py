"""The files of a run, in a private directory: those that it may read, in its working directory, and
the few that exist already and that it may fill. It can make no others, nor remove these.
"""

from __future__ import annotations

import os
import signal
from typing import Any, NoReturn

from . import landlock, private_directory, privileges
from .base import Rules, ZygoteServer
from .private_directory import PrivateDirectory
from .tool_call import ToolCall

_FILL = landlock.READ | landlock.WRITE_FILE | landlock.TRUNCATE


class WithWorkFiles(ZygoteServer):
    """Is a zygote that lays files out anew for each run. `work` is the working directory."""

    def prepare(self, config: dict[str, Any]) -> Rules:
        self.directory = PrivateDirectory(config)
        self.work, self._filled = self.directory.divide(["files", "feedback"])
        return [*super().prepare(config), (self.work, landlock.READ), (self._filled, _FILL)]

    def stay_until_parent_ends(self) -> None:
        if not self.directory.temporary:
            super().stay_until_parent_ends()
            return
        # Live long enough to remove the directory; what runs itself dies with this process.
        signal.signal(signal.SIGTERM, self._end)
        privileges.die_with_parent(signal.SIGTERM)

    def _end(self, *_: object) -> NoReturn:
        self.leave()

    def clear_up(self) -> None:
        self.directory.remove()

    def lay_out(self, call: ToolCall) -> None:
        """Makes the files of `call`, and no others. Raises OSError, and ValueError for a name that
        leads elsewhere."""
        for directory in (self.work, self._filled):
            os.chmod(directory, 0o700)
            private_directory.empty(directory)
        private_directory.fill(self.work, call.files, self.inputs[1])
        for name in call.filled:
            path = private_directory.below(self._filled, name)
            os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
        for name, target in call.links:
            path = private_directory.below(self.work, name)
            if not os.path.lexists(path):
                os.symlink(private_directory.below(self.directory.path, target), path)
        for directory in (self.work, self._filled):
            os.chmod(directory, 0o500)

    def bring(self, call: ToolCall) -> None:
        """Replaces what was printed by the content of the file that `call` calls its result, when
        there is any. Raises OSError."""
        if not call.result:
            return
        path = private_directory.below(self.directory.path, call.result)
        source = private_directory.open_regular(path)
        try:
            if os.fstat(source).st_size:
                os.ftruncate(self.outputs[0], 0)
                os.lseek(self.outputs[0], 0, os.SEEK_SET)
                while os.sendfile(self.outputs[0], source, None, 1 << 16):
                    pass
        finally:
            os.close(source)
