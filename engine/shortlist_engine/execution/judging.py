"""The verdict on what a run left: by the problem's rule, or by a custom checker, in the sandbox."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from shortlist_engine.execution.builds import Builder
from shortlist_engine.execution.checking.checkers import Comparison
from shortlist_engine.execution.checking.custom_checker import (
    CHECKERS,
    LIMITS,
    CustomChecker,
    checker_call,
    comparison,
    failed,
)
from shortlist_engine.execution.checking.verdicts import Ended
from shortlist_engine.execution.compiling.compiler import CompileFailed, executable_file
from shortlist_engine.execution.isolation.sandbox import Layers, SandboxUnavailable
from shortlist_engine.execution.isolation.zygote import Zygote, ZygoteDied
from shortlist_engine.execution.job import Job, ended
from shortlist_engine.execution.tool_runs import missing
from shortlist_engine.execution.worker import Worker
from shortlist_engine.problem import Run, Verdict

_ENCODING = ("utf-8", "replace")


class Judge:
    def __init__(self, builder: Builder, layers: Layers) -> None:
        self._builder = builder
        self._layers = layers

    async def judge(self, worker: Worker, job: Job, end: Ended, index: int | None = None) -> Run:
        """The verdict on input `index`, by default the next one without a run."""
        run = job.judge(end, index)
        if (
            job.request.checker is None
            or job.request.expected is None
            or run.verdict is not Verdict.OK
        ):
            return run
        if index is None:
            index = len(job.runs)
        found = await self.check(
            worker,
            job.request.checker,
            job.request.inputs[index],
            end.output,
            job.request.expected[index],
        )
        return replace(run, verdict=found.verdict, detail=found.detail)

    async def check(
        self, worker: Worker, checker: CustomChecker, input: str, output: bytes, answer: str
    ) -> Comparison:
        """What the checker says; SE, with its name, when it is the checker that fails."""
        request, call, files = checker_call(
            checker, input.encode(*_ENCODING), output, answer.encode(*_ENCODING)
        )

        async def consult(executable: int) -> Ended:
            async def attempt(zygote: Zygote) -> Ended:
                outcomes = await zygote.exchange(request, call.pack(), files, executable=executable)
                return ended(zygote, outcomes[0], 0, LIMITS)

            return await worker.use(CHECKERS, attempt)

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
