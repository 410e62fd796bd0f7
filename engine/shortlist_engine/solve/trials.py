"""Running survivors on generated inputs, and which of these are worth it.

An input on which most of the first survivors run out of time is left out: it tells no programs
apart and would take most of the time. A program that runs out of time on `PATIENCE` of the others
is taken to do so on all after these. Both follow from what programs do with inputs in their order,
never from the order in which runs end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from shortlist_engine.concurrency import for_each
from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.problem import Problem, Program
from shortlist_engine.selection import Outcome, Survivor, outcome
from shortlist_engine.solve.behaviour import LATE, PATIENCE, Behaviour

# Generated inputs are about as large as the examples: slower than this is an endless loop.
GENERATED_TIME_S = 1.0
# Survivors that decide which inputs take too long, and on how many they may run out of time. When
# all of them do, the next ones decide, up to so many survivors.
PROBES = 5
PROBE_PATIENCE = 8
PROBED_AT_MOST = 3 * PROBES
# So many runs out of time, and so large a part of all, are enough before the probes are known.
LATE_RUNS, LATE_SHARE = 30, 0.1
# So many inputs are run before it is looked whether the program is too slow for more.
AT_ONCE = 8
JOBS_PER_WORKER = 2

T = TypeVar("T")


class Tried(Protocol):
    """A survivor under trial. `count` samples are equal to it, `first` is the index of the
    earliest."""

    @property
    def program(self) -> Program: ...
    @property
    def count(self) -> int: ...
    @property
    def first(self) -> int: ...
    @property
    def behaviour(self) -> Behaviour: ...


class Trials:
    """Runs survivors on the inputs `texts`. `kept` are the indices of those that count."""

    def __init__(self, problem: Problem, pool: Runner, texts: Iterable[str] = ()) -> None:
        self._problem = problem
        self._pool = pool
        self._limits = replace(problem.limits, time_s=min(problem.limits.time_s, GENERATED_TIME_S))
        self._interned: dict[Outcome, Outcome] = {}
        self._ran: Counter[int] = Counter()
        self._late: Counter[int] = Counter()
        self.texts: list[str] = []
        self.kept: list[int] = []
        self.kept = self.add(texts)

    def add(self, texts: Iterable[str]) -> list[int]:
        """Numbers more inputs; they do not count before they are in `kept`."""
        start = len(self.texts)
        self.texts += texts
        return list(range(start, len(self.texts)))

    def survivor(self, tried: Tried) -> Survivor:
        """The program with its outcomes on the inputs that count, as far as they are known."""
        behaviour = tried.behaviour
        return Survivor(
            tried.program,
            tried.count,
            tried.first,
            behaviour.on(self.kept),
            behaviour.stable(self.kept),
        )

    def missing(self, tried: Tried) -> list[int]:
        """The inputs that `run` would run the program on: those that count. None of them when too
        many runs were too slow; `settle` decides then."""
        return [] if self._too_late() else tried.behaviour.missing(self.kept)

    async def run(self, tried: Tried) -> None:
        """Runs the program on the inputs that count. One that turns out to be too slow for most no
        longer counts, until `settle` decides."""
        await self._run(tried, lambda: [] if self._too_late() else self.kept)
        await self._repeat(tried, self.kept)

    async def settle(self, survivors: Sequence[Tried]) -> None:
        """Decides which inputs count, by the earliest survivors, and runs them on everyone. To be
        called when no more survivors come."""
        everything = range(len(self.texts))
        in_order = sorted(survivors, key=lambda tried: tried.first)
        asked = 0
        while asked < min(PROBED_AT_MOST, len(in_order)):
            gave_up = await self._probe(in_order[asked : asked + PROBES], everything)
            asked += PROBES
            if gave_up < PROBES:
                await self._probe(in_order[asked : asked + gave_up], everything)
                asked += gave_up
                break
        probes = in_order[:asked]
        rows = [tried.behaviour.seen(everything, PROBE_PATIENCE)[0] for tried in probes]
        wanted = []
        for index in everything:
            known = [row[index] for row in rows if index < len(row)]
            if known and known.count(LATE) * 2 <= len(known):
                wanted.append(index)
        self.kept = [index for index in self.kept if index in wanted]
        await self.count_in(survivors, wanted)

    async def _probe(self, probes: Sequence[Tried], inputs: Sequence[int]) -> int:
        """Runs them on `inputs`; returns how many came to the end of their patience."""
        await self.run_all(probes, inputs, PROBE_PATIENCE)
        return sum(tried.behaviour.seen(inputs, PROBE_PATIENCE)[1] for tried in probes)

    async def count_in(self, survivors: Sequence[Tried], inputs: list[int]) -> None:
        """Has exactly `inputs` count, as soon as all survivors have run them."""
        await self.run_all(survivors, inputs)
        await for_each(survivors, lambda tried: self._repeat(tried, inputs), jobs(self._pool))
        self.kept = inputs

    async def run_all(
        self, survivors: Iterable[Tried], inputs: Sequence[int], patience: int = PATIENCE
    ) -> None:
        """Runs each survivor on what it has not run of `inputs`."""
        await for_each(
            survivors, lambda tried: self._run(tried, lambda: inputs, patience), jobs(self._pool)
        )

    async def _run(
        self, tried: Tried, inputs: Callable[[], Sequence[int]], patience: int = PATIENCE
    ) -> None:
        behaviour = tried.behaviour
        while missing := behaviour.missing(inputs(), patience):
            at_once = AT_ONCE if behaviour.outcomes and not behaviour.late else PATIENCE
            some = missing[:at_once]
            for index, item in zip(some, await self._outcomes(tried, some, 0), strict=True):
                behaviour.outcomes[index] = item
                self._note(index, item)

    async def _repeat(self, tried: Tried, inputs: Sequence[int]) -> None:
        again = tried.behaviour.to_repeat(inputs)
        if again:
            found = await self._outcomes(tried, again, 1)
            tried.behaviour.repeats.update(zip(again, found, strict=True))

    def _note(self, index: int, item: Outcome | None) -> None:
        self._ran[index] += item is not None
        self._late[index] += item == LATE
        too_slow = self._late[index] * 2 > max(self._ran[index], PROBES)
        if too_slow and index in self.kept:
            self.kept.remove(index)

    def _too_late(self) -> bool:
        late = self._late.total()
        return late >= LATE_RUNS and late > LATE_SHARE * self._ran.total()

    async def _outcomes(
        self, tried: Tried, inputs: list[int], variation: int
    ) -> list[Outcome | None]:
        texts = [self.texts[index] for index in inputs]
        runs = await self._pool.run(
            RunRequest(
                self._problem, tried.program, texts, limits=self._limits, variation=variation
            )
        )
        if not variation:
            tried.behaviour.cpu_ms += sum(run.cpu_ms for run in runs)
        found = [outcome(run, self._problem.checker) for run in runs]
        # One object for equal outcomes: thousands of survivors share a few behaviours.
        return [None if item is None else self._interned.setdefault(item, item) for item in found]


def jobs(pool: Runner) -> int:
    """How many programs to hand to the pool at a time."""
    return JOBS_PER_WORKER * pool.workers
