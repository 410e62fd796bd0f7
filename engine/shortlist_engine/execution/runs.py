"""How a request is run on a worker: Python inside a zygote, other languages built and then
executed."""

from __future__ import annotations

import re
from dataclasses import replace

from shortlist_engine.execution.active_request import PASSED, ActiveRequest
from shortlist_engine.execution.checking.checker_runner import CheckerRunner
from shortlist_engine.execution.checking.verdicts import (
    compile_error,
    perhaps_killed_from_outside,
)
from shortlist_engine.execution.compiling.builder import Builder
from shortlist_engine.execution.compiling.cpp_calls import callable_program
from shortlist_engine.execution.compiling.messages import CompileFailed, without_place
from shortlist_engine.execution.compiling.starting import Start, start_of
from shortlist_engine.execution.isolation.batching import may_share_a_process
from shortlist_engine.execution.isolation.interpreter import numpy_available
from shortlist_engine.execution.isolation.jail import wire
from shortlist_engine.execution.isolation.jail.tool_call import ToolCall
from shortlist_engine.execution.isolation.process_result import ProcessResult
from shortlist_engine.execution.isolation.worker import Worker
from shortlist_engine.execution.isolation.zygote import Zygote
from shortlist_engine.execution.isolation.zygote_kind import ZygoteKind
from shortlist_engine.execution.work import needs_work, work_for
from shortlist_engine.problem import Run, Verdict

_NO_CALL = ToolCall([], {}, [])
_IMPORTS_NUMPY = re.compile(r"^[ \t\f]*(?:import|from)[ \t]+numpy\b", re.MULTILINE)


async def run_python(worker: Worker, active: ActiveRequest, checkers: CheckerRunner) -> None:
    """Runs it to the end. Raises ZygoteDied or SandboxUnavailable."""
    request = active.request
    source = request.program.source.encode("utf-8", "replace")
    flags = 0
    if request.problem.kind == "function":
        source = request.problem.entry_point.encode() + b"\n" + source
        flags = wire.FUNCTION
    numpy = bool(_IMPORTS_NUMPY.search(request.program.source)) and numpy_available()
    files = needs_work(request.problem, request.program)
    kind = ZygoteKind("programs", numpy=numpy, variation=request.variation, files=files)
    shared = not (numpy or files) and may_share_a_process(request.program.source)
    batch_size = wire.SLOTS if shared else 1

    async def batch(first: int, count: int) -> list[ProcessResult]:
        return await _run_batch(worker, kind, active, checkers, source, flags, first, count)

    while not active.done:
        first = len(active.runs)
        count = min(batch_size, len(request.inputs) - first)
        for position, result in enumerate(await batch(first, count)):
            index = first + position
            run = await _judge(worker, active, checkers, result, index)
            doubtful = position or (count > 1 and run.verdict is Verdict.MLE)
            if doubtful and run.verdict not in PASSED:
                # Only a process of its own is proof that the fault is the program's, and this
                # input's: the memory of a process is the most that any input needed.
                (result,) = await batch(index, 1)
                run = await _judge(worker, active, checkers, result, index)
            active.add(run)
            if active.done:
                return


async def _run_batch(
    worker: Worker,
    kind: ZygoteKind,
    active: ActiveRequest,
    checkers: CheckerRunner,
    source: bytes,
    flags: int,
    first: int,
    count: int,
) -> list[ProcessResult]:
    """Run `count` inputs from `first` in one process; the results of those that ran."""
    request = active.request
    if count > 1 and request.stop_at_first_failure and request.expected is not None:
        flags |= wire.ASK
    inputs = [text.encode("utf-8", "replace") for text in request.inputs[first : first + count]]
    if kind.files:
        work = work_for(request.problem, request.program, inputs[0])
        call, content = work.added_to(_NO_CALL, {})
        source = call.pack() + b"\n" + source
        inputs.append(content)
    asked = active.wire_request(wire.PYTHON, flags, first, count, len(source))

    async def attempt(zygote: Zygote) -> list[ProcessResult]:
        async def proceed(exits: list[wire.Exit]) -> bool:
            result = active.result(zygote, exits[0], first)
            return (await _judge(worker, active, checkers, result, first)).verdict in PASSED

        exits = await zygote.exchange(asked, source, inputs, proceed=proceed)
        results = [
            active.result(zygote, exit, first + slot, slot, alone=count == 1)
            for slot, exit in enumerate(exits)
            if exit.state != wire.NOT_RUN
        ]
        if kind.files:
            results = [replace(result, errors=without_place(result.errors)) for result in results]
        return results

    def again(results: list[ProcessResult]) -> bool:
        return any(perhaps_killed_from_outside(active.limits, result) for result in results)

    return await worker.use(kind, attempt, again)


async def run_built(
    worker: Worker, active: ActiveRequest, checkers: CheckerRunner, builder: Builder
) -> None:
    """Builds the program and runs it to the end. Raises ZygoteDied or SandboxUnavailable."""
    try:
        program = callable_program(active.request.problem, active.request.program)
        built = await builder.build(worker, program)
        with start_of(program, built, active.limits) as start:
            while not active.done:
                active.add(await _execute(worker, active, checkers, start))
    except CompileFailed as error:
        active.finish_with(compile_error(str(error), error.said))


async def _execute(
    worker: Worker, active: ActiveRequest, checkers: CheckerRunner, start: Start
) -> Run:
    """The next input, in a process of its own."""
    index, request = len(active.runs), active.request
    inputs = [request.inputs[index].encode("utf-8", "replace")]
    source, kind = b"", start.zygote
    if needs_work(request.problem, request.program):
        work = work_for(request.problem, request.program, inputs[0])
        call, content = work.added_to(start.call or _NO_CALL, start.files)
        source, inputs = call.pack(), [*inputs, content]
        kind = replace(kind, files=start.call is None)
    elif start.call is not None:
        source, inputs = start.call.pack(), [*inputs, b"".join(start.files.values())]
    asked = active.wire_request(start.operation, 0, index, 1, len(source))

    async def attempt(zygote: Zygote) -> ProcessResult:
        (exit,) = await zygote.exchange(asked, source, inputs, executable=start.executable)
        result = active.result(zygote, exit, index)
        return replace(result, errors=without_place(result.errors)) if source else result

    def again(result: ProcessResult) -> bool:
        return perhaps_killed_from_outside(active.limits, result)

    result = await worker.use(kind.varied(request.variation), attempt, again)
    used = result.exit.rss_kib
    counted = result.exit._replace(rss_kib=max(0, used - start.own_kib))
    run = await _judge(worker, active, checkers, replace(result, exit=counted), index)
    return replace(run, memory_kib=used)


async def _judge(
    worker: Worker,
    active: ActiveRequest,
    checkers: CheckerRunner,
    result: ProcessResult,
    index: int,
) -> Run:
    """The verdict on input `index`, by the problem's rule or by the request's checker."""
    run = active.judge(result, index)
    request = active.request
    if request.checker is None or request.expected is None or run.verdict is not Verdict.OK:
        return run
    found = await checkers.check(
        worker, request.checker, request.inputs[index], result.output, request.expected[index]
    )
    return replace(run, verdict=found.verdict, detail=found.detail)
