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

from shortlist_engine.concurrency import for_each
from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.problem import Problem, Run
from shortlist_engine.selection import Outcome, Survivor, outcome
from shortlist_engine.solve.behaviour import LATE, PATIENCE
from shortlist_engine.solve.candidates import Candidate
from shortlist_engine.solve.differences import Comparison, SeenOutputs

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
INPUTS_AT_ONCE = 8
PROGRAMS_PER_WORKER = 2


class Trials:
    """Runs survivors on the inputs `texts`. `kept` are the indices of those that count, and
    `outputs` remembers what was printed."""

    def __init__(self, problem: Problem, pool: Runner, texts: Iterable[str] = ()) -> None:
        self._problem = problem
        self._pool = pool
        self._programs_at_once = programs_at_once(pool)
        self._limits = replace(problem.limits, time_s=min(problem.limits.time_s, GENERATED_TIME_S))
        self._interned: dict[Outcome, Outcome] = {}
        self._ran: Counter[int] = Counter()
        self._late: Counter[int] = Counter()
        self.outputs = SeenOutputs()
        self.texts: list[str] = []
        self.kept: list[int] = []
        self.kept = self.add(texts)

    def add(self, texts: Iterable[str]) -> list[int]:
        """Numbers more inputs and returns the numbers; they do not count before they are in
        `kept`."""
        start = len(self.texts)
        self.texts += texts
        return list(range(start, len(self.texts)))

    def survivor(self, candidate: Candidate) -> Survivor:
        """Returns the program with its outcomes on the inputs that count, as far as they are
        known."""
        behaviour = candidate.behaviour
        return Survivor(
            candidate.program,
            candidate.samples,
            candidate.first,
            behaviour.on(self.kept),
            behaviour.stable(self.kept),
            candidate.pace,
            candidate.voice,
        )

    def comparison(self, survivors: Sequence[Survivor]) -> Callable[[], Comparison]:
        """Returns what compares `survivors`, as `survivor` gives them now; it may take a moment,
        and may be called in a thread."""
        texts = [self.texts[index] for index in self.kept]
        return lambda: Comparison(survivors, texts, self.outputs)

    def missing(self, candidate: Candidate) -> list[int]:
        """Returns the inputs that `run` would run the program on: those that count. There are
        none when too many runs were too slow; `settle` decides then."""
        return [] if self._too_late() else candidate.behaviour.missing(self.kept)

    async def run(self, candidate: Candidate) -> None:
        """Runs the program on the inputs that count. One that turns out to be too slow for most no
        longer counts, until `settle` decides."""
        await self._run(candidate, lambda: [] if self._too_late() else self.kept)
        await self._repeat(candidate, self.kept)

    async def settle(self, survivors: Sequence[Candidate]) -> None:
        """Decides which inputs count, by the earliest survivors, and runs them on everyone. It
        is to be called when no more survivors come."""
        everything = range(len(self.texts))
        in_order = sorted(survivors, key=lambda candidate: candidate.first)
        asked = 0
        while asked < min(PROBED_AT_MOST, len(in_order)):
            gave_up = await self._probe(in_order[asked : asked + PROBES], everything)
            asked += PROBES
            if gave_up < PROBES:
                await self._probe(in_order[asked : asked + gave_up], everything)
                asked += gave_up
                break
        probes = in_order[:asked]
        rows = [candidate.behaviour.known(everything, PROBE_PATIENCE)[0] for candidate in probes]
        wanted = []
        for index in everything:
            known = [row[index] for row in rows if index < len(row)]
            if known and known.count(LATE) * 2 <= len(known):
                wanted.append(index)
        self.kept = [index for index in self.kept if index in wanted]
        await self.keep(survivors, wanted)

    async def _probe(self, probes: Sequence[Candidate], inputs: Sequence[int]) -> int:
        """Runs them on `inputs`; returns how many came to the end of their patience."""
        await self.run_all(probes, inputs, PROBE_PATIENCE)
        return sum(candidate.behaviour.known(inputs, PROBE_PATIENCE)[1] for candidate in probes)

    async def keep(self, survivors: Sequence[Candidate], inputs: list[int]) -> None:
        """Has exactly `inputs` count, as soon as all survivors have run them."""
        await self.run_all(survivors, inputs)
        await for_each(
            survivors, lambda candidate: self._repeat(candidate, inputs), self._programs_at_once
        )
        self.kept = inputs

    async def run_all(
        self, survivors: Iterable[Candidate], inputs: Sequence[int], patience: int = PATIENCE
    ) -> None:
        """Runs each survivor on what it has not run of `inputs`."""
        await for_each(
            survivors,
            lambda candidate: self._run(candidate, lambda: inputs, patience),
            self._programs_at_once,
        )

    async def _run(
        self, candidate: Candidate, inputs: Callable[[], Sequence[int]], patience: int = PATIENCE
    ) -> None:
        behaviour = candidate.behaviour
        while missing := behaviour.missing(inputs(), patience):
            at_once = INPUTS_AT_ONCE if behaviour.outcomes and not behaviour.late else PATIENCE
            batch = missing[:at_once]
            outcomes = await self._outcomes(candidate, batch, 0)
            for index, found in zip(batch, outcomes, strict=True):
                behaviour.outcomes[index] = found
                self._count(index, found)

    async def _repeat(self, candidate: Candidate, inputs: Sequence[int]) -> None:
        again = candidate.behaviour.to_repeat(inputs)
        if again:
            outcomes = await self._outcomes(candidate, again, 1)
            candidate.behaviour.repeats.update(zip(again, outcomes, strict=True))

    def _count(self, index: int, found: Outcome | None) -> None:
        """Leaves an input out as soon as it is known to be too slow for most programs."""
        self._ran[index] += found is not None
        self._late[index] += found == LATE
        too_slow = self._late[index] * 2 > max(self._ran[index], PROBES)
        if too_slow and index in self.kept:
            self.kept.remove(index)

    def _too_late(self) -> bool:
        late = self._late.total()
        return late >= LATE_RUNS and late > LATE_SHARE * self._ran.total()

    async def _outcomes(
        self, candidate: Candidate, inputs: list[int], variation: int
    ) -> list[Outcome | None]:
        texts = [self.texts[index] for index in inputs]
        runs = await self._pool.run(
            RunRequest(
                self._problem, candidate.program, texts, limits=self._limits, variation=variation
            )
        )
        if not variation:
            candidate.behaviour.cpu_ms += sum(run.cpu_ms for run in runs)
        return [self._outcome(run) for run in runs]

    def _outcome(self, run: Run) -> Outcome | None:
        """One object for equal outcomes: thousands of survivors share a few behaviours."""
        found = outcome(run, self._problem.checker)
        if found is None:
            return None
        self.outputs.note(found, run.output)
        return self._interned.setdefault(found, found)


def programs_at_once(pool: Runner) -> int:
    """Says how many programs to hand to the pool at a time."""
    return PROGRAMS_PER_WORKER * pool.workers
