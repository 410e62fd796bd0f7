"""A program on the hidden tests of a problem, group by group."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from shortlist_engine.concurrency import in_own_thread
from shortlist_engine.datasets.check_programs import checked_source
from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.practice.collection.practice_problem import PracticeProblem, TestGroup
from shortlist_engine.practice.session.desk import PracticeError
from shortlist_engine.problem import Example, Problem, Program, Run, Verdict

AT_ONCE = 16
"""How many tests go to a worker together."""
CHECK = "check"


@dataclass(frozen=True)
class GroupResult:
    """Holds what came of a group of tests: `verdict` is that of the first that failed, before which
    `passed` did. Time and memory are the largest of those that ran. It gives no test away."""

    name: str
    verdict: Verdict
    passed: int
    total: int
    time_ms: float
    memory_kib: int


@dataclass(frozen=True)
class Failure:
    """Holds the first test that failed: the `number`-th of its group, from 1, and what the program
    did there."""

    group: str
    number: int
    test: Example
    run: Run


@dataclass(frozen=True)
class Judgement:
    """Holds what came of a program: `message` is the compiler's, or why it was not judged."""

    groups: tuple[GroupResult, ...]
    failure: Failure | None = None
    message: str = ""

    @property
    def verdict(self) -> Verdict:
        """Returns AC, or the verdict of the first group that failed."""
        bad = (group.verdict for group in self.groups if group.verdict is not Verdict.AC)
        return next(bad, Verdict.AC if self.groups else Verdict.SE)


OnGroup = Callable[[GroupResult], None]


async def judge(
    pool: Runner, problem: PracticeProblem, program: Program, on_group: OnGroup = lambda _: None
) -> Judgement:
    """Runs a program on all groups of hidden tests, each until its first failure; on the first
    group only where it does not compile. `on_group` is told of each as it ends. Cancelling ends
    what runs. Raises PracticeError for a problem that is judged in another language, and what
    `pool.run` raises."""
    if problem.check is not None:
        return await _judged_by_check(pool, problem, program, on_group)
    return await _Judging(pool, problem, program, on_group).run()


@dataclass
class _Group:
    """A group under way: the runs of its tests as far as they are there."""

    group: TestGroup
    runs: list[Run | None] = field(default_factory=list)
    told: bool = False

    def failed_before(self, place: int) -> bool:
        return any(run is not None and run.verdict is not Verdict.AC for run in self.runs[:place])

    def first_failure(self) -> int | None:
        for place, run in enumerate(self.runs):
            if run is not None and run.verdict is not Verdict.AC:
                return place
        return None

    @property
    def ended(self) -> bool:
        """Whether all tests up to the first that failed have run."""
        first = self.first_failure()
        return None not in (self.runs if first is None else self.runs[:first])

    def result(self) -> GroupResult:
        first = self.first_failure()
        counted = self.runs if first is None else self.runs[: first + 1]
        ran = [run for run in counted if run is not None]
        return GroupResult(
            self.group.name,
            Verdict.AC if first is None else ran[-1].verdict,
            len(ran) if first is None else first,
            len(self.group.tests),
            max((run.cpu_ms for run in ran), default=0.0),
            max((run.memory_kib for run in ran), default=0),
        )

    def failure(self) -> Failure | None:
        first = self.first_failure()
        if first is None:
            return None
        run = self.runs[first]
        assert run is not None
        return Failure(self.group.name, first + 1, self.group.tests[first], run)


class _Judging:
    def __init__(
        self, pool: Runner, problem: PracticeProblem, program: Program, on_group: OnGroup
    ) -> None:
        self._pool = pool
        self._problem = problem
        self._program = program
        self._on_group = on_group
        self._groups: list[_Group] = []

    async def run(self) -> Judgement:
        """The tests are made while those before them run."""
        made = iter(self._problem.groups())
        running: set[asyncio.Task[None]] = set()
        try:
            while (group := await _next_of(made)) is not None:
                state = _Group(group, [None] * len(group.tests))
                self._groups.append(state)
                for start in range(0, len(group.tests), AT_ONCE):
                    running.add(asyncio.create_task(self._chunk(state, start)))
                    if len(self._groups) == 1 and start == 0:
                        await self._settle(running)
                        if self._stopped():
                            return self._judgement()
                    while len(running) > self._pool.workers:
                        running = await self._wait(running)
            await self._settle(running)
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
        return self._judgement()

    async def _settle(self, running: set[asyncio.Task[None]]) -> None:
        while running:
            running.intersection_update(await self._wait(running))

    async def _wait(self, running: set[asyncio.Task[None]]) -> set[asyncio.Task[None]]:
        done, left = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
        return left

    def _stopped(self) -> bool:
        first = self._groups[0].runs[0] if self._groups[0].runs else None
        return first is not None and first.verdict in (Verdict.CE, Verdict.SE)

    async def _chunk(self, state: _Group, start: int) -> None:
        tests = state.group.tests[start : start + AT_ONCE]
        if not state.failed_before(start):
            request = RunRequest(
                self._problem.problem,
                self._program,
                [test.input for test in tests],
                [test.output for test in tests],
                stop_at_first_failure=True,
                checker=self._problem.checker,
            )
            for place, run in enumerate(await self._pool.run(request), start):
                if run.verdict is not Verdict.SK:
                    state.runs[place] = run
        if state.ended and not state.told:
            state.told = True
            self._on_group(state.result())

    def _judgement(self) -> Judgement:
        failures = [failure for group in self._groups if (failure := group.failure())]
        first = failures[0] if failures else None
        message = ""
        if first is not None and first.run.verdict in (Verdict.CE, Verdict.SE):
            message = first.run.errors or first.run.detail
        return Judgement(tuple(group.result() for group in self._groups), first, message)


async def _next_of(made: Iterator[TestGroup]) -> TestGroup | None:
    """Large tests may take seconds to make: in a thread that nobody waits for who gives up."""
    return await in_own_thread("shortlist-hidden-tests", lambda: next(made, None))


async def _judged_by_check(
    pool: Runner, problem: PracticeProblem, program: Program, on_group: OnGroup
) -> Judgement:
    """The tests of a function benchmark: a program around the user's."""
    check = problem.check
    assert check is not None
    if check.language != program.language:
        raise PracticeError(f"The tests of {problem.id} are in {check.language}.")
    mark = f"all-passed-{secrets.token_hex(8)}"
    around = Program(program.language, checked_source(check, program.source, mark))
    whole = Problem(problem.title, "", limits=problem.problem.limits)
    run = (await pool.run(RunRequest(whole, around, [""])))[0]
    verdict = run.verdict
    if verdict is Verdict.OK:
        verdict = Verdict.AC if mark in run.output else Verdict.WA
    result = GroupResult(CHECK, verdict, int(verdict is Verdict.AC), 1, run.cpu_ms, run.memory_kib)
    on_group(result)
    if verdict is Verdict.AC:
        return Judgement((result,))
    message = run.errors or run.detail if verdict in (Verdict.CE, Verdict.SE) else ""
    return Judgement((result,), Failure(CHECK, 1, Example("", ""), run), message)
