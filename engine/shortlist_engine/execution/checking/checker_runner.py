"""Running custom checkers, in the sandbox."""

from __future__ import annotations

import asyncio

from shortlist_engine.execution.checking.checkers import Comparison
from shortlist_engine.execution.checking.custom_checker import (
    LIMITS,
    CustomChecker,
    checker_call,
    checker_zygote,
    comparison,
    failed,
)
from shortlist_engine.execution.compiling.builder import Builder
from shortlist_engine.execution.compiling.compiler import executable_file
from shortlist_engine.execution.compiling.messages import CompileFailed
from shortlist_engine.execution.compiling.starting import missing
from shortlist_engine.execution.isolation.layers import Layers, SandboxUnavailable
from shortlist_engine.execution.isolation.process_result import ProcessResult, read_result
from shortlist_engine.execution.isolation.worker import Worker
from shortlist_engine.execution.isolation.zygote import Zygote, ZygoteDied

_ENCODING = ("utf-8", "replace")


class CheckerRunner:
    """Runs checkers in a worker's zygote; those that are compiled are built by `builder`."""

    def __init__(self, builder: Builder, layers: Layers) -> None:
        self._builder = builder
        self._layers = layers

    async def check(
        self, worker: Worker, checker: CustomChecker, input: str, output: bytes, answer: str
    ) -> Comparison:
        """Returns what the checker says; SE, with its name, when it is the checker that fails."""
        request, call, files = checker_call(
            checker, input.encode(*_ENCODING), output, answer.encode(*_ENCODING)
        )

        async def consult(executable: int) -> ProcessResult:
            async def attempt(zygote: Zygote) -> ProcessResult:
                (exit,) = await zygote.exchange(request, call.pack(), files, executable=executable)
                return read_result(zygote, exit, 0, LIMITS.output_kib << 10)

            return await worker.use(checker_zygote(), attempt)

        try:
            if not checker.is_compiled:
                return comparison(checker, await consult(-1))
            refusal = await asyncio.to_thread(missing, self._layers, checker.language)
            if refusal:
                return failed(checker, refusal)
            built = await self._builder.build(worker, checker.program, checker.headers)
            with executable_file(built) as executable:
                return comparison(checker, await consult(executable))
        except CompileFailed as error:
            return failed(checker, f"it does not compile: {error}")
        except (ZygoteDied, SandboxUnavailable, OSError) as error:
            return failed(checker, f"the sandbox worker failed twice: {error}")
