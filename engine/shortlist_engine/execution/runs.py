"""How a job runs on a worker: Python inside a zygote, other languages built and then executed."""

from __future__ import annotations

import re
from dataclasses import replace

from shortlist_engine.execution.builds import Builder
from shortlist_engine.execution.checking.verdicts import (
    Ended,
    compile_error,
    perhaps_killed_from_outside,
)
from shortlist_engine.execution.compiling.compiler import CompileFailed, without_place
from shortlist_engine.execution.compiling.cpp_calls import callable_program
from shortlist_engine.execution.isolation.jail import wire
from shortlist_engine.execution.isolation.sandbox import numpy_available
from shortlist_engine.execution.isolation.zygote import Zygote
from shortlist_engine.execution.job import PASSED, Job, ended
from shortlist_engine.execution.judging import Judge
from shortlist_engine.execution.together import keeps_to_itself
from shortlist_engine.execution.tool_runs import Start, start_of
from shortlist_engine.execution.worker import NUMPY, PLAIN, Worker, varied
from shortlist_engine.problem import Run, Verdict

_IMPORTS_NUMPY = re.compile(r"^[ \t\f]*(?:import|from)[ \t]+numpy\b", re.MULTILINE)


async def run_python(worker: Worker, job: Job, judge: Judge) -> None:
    """Raises ZygoteDied or SandboxUnavailable."""
    source = job.request.program.source.encode("utf-8", "replace")
    flags = 0
    if job.request.problem.kind == "function":
        source = job.request.problem.entry_point.encode() + b"\n" + source
        flags = wire.FUNCTION
    numpy = bool(_IMPORTS_NUMPY.search(job.request.program.source)) and numpy_available()
    kind = varied(NUMPY if numpy else PLAIN, job.request.variation)
    together = 1 if numpy or not keeps_to_itself(job.request.program.source) else wire.SLOTS

    async def batch(first: int, count: int) -> list[Ended]:
        return await _batch(worker, kind, job, judge, source, flags, first, count)

    while not job.done:
        first = len(job.runs)
        count = min(together, len(job.request.inputs) - first)
        for position, end in enumerate(await batch(first, count)):
            run = await judge.judge(worker, job, end)
            shared = position or (count > 1 and run.verdict is Verdict.MLE)
            if shared and run.verdict not in PASSED:
                # Only a process of its own is proof that the fault is the program's, and this
                # input's: the memory of a process is the most that any input needed.
                run = await judge.judge(worker, job, (await batch(first + position, 1))[0])
            job.add(run)
            if job.done:
                return


async def _batch(
    worker: Worker,
    kind: str,
    job: Job,
    judge: Judge,
    source: bytes,
    flags: int,
    first: int,
    count: int,
) -> list[Ended]:
    """Run `count` inputs from `first` in one process; the ends of those that ran."""
    if count > 1 and job.request.stop_at_first_failure and job.request.expected is not None:
        flags |= wire.ASK
    request = job.exchange(wire.PYTHON, flags, count, len(source))
    inputs = [text.encode("utf-8", "replace") for text in job.request.inputs[first : first + count]]

    async def attempt(zygote: Zygote) -> list[Ended]:
        async def go_on(outcomes: list[wire.Outcome]) -> bool:
            end = ended(zygote, outcomes[0], 0, job.limits)
            return (await judge.judge(worker, job, end, first)).verdict in PASSED

        outcomes = await zygote.exchange(request, source, inputs, go_on=go_on)
        return [
            ended(zygote, outcome, slot, job.limits, alone=count == 1)
            for slot, outcome in enumerate(outcomes)
            if outcome.state != wire.NOT_RUN
        ]

    def again(ends: list[Ended]) -> bool:
        return any(perhaps_killed_from_outside(job.limits, end) for end in ends)

    return await worker.use(kind, attempt, again)


async def run_built(worker: Worker, job: Job, judge: Judge, builder: Builder) -> None:
    """Raises ZygoteDied or SandboxUnavailable."""
    try:
        program = callable_program(job.request.problem, job.request.program)
        built = await builder.build(worker, program)
        with start_of(program, built, job.limits) as start:
            while not job.done:
                job.add(await _execute(worker, job, judge, start))
    except CompileFailed as error:
        job.fill(compile_error(str(error), error.said))


async def _execute(worker: Worker, job: Job, judge: Judge, start: Start) -> Run:
    """The next input, in a process of its own."""
    request = job.exchange(start.operation, 0, 1, len(start.source))
    inputs = [job.request.inputs[len(job.runs)].encode("utf-8", "replace"), *start.files]

    async def attempt(zygote: Zygote) -> Ended:
        outcomes = await zygote.exchange(request, start.source, inputs, executable=start.executable)
        end = ended(zygote, outcomes[0], 0, job.limits)
        return replace(end, errors=without_place(end.errors)) if start.files else end

    def again(end: Ended) -> bool:
        return perhaps_killed_from_outside(job.limits, end)

    end = await worker.use(varied(start.zygote, job.request.variation), attempt, again)
    used = end.outcome.rss_kib
    counted = end.outcome._replace(rss_kib=max(0, used - start.own_kib))
    run = await judge.judge(worker, job, replace(end, outcome=counted))
    return replace(run, memory_kib=used)
