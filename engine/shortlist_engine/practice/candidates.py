"""The user's program against what many candidates agree on, none of which is known to be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from shortlist_engine.concurrency import all_of, for_each
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.practice.differential import (
    Judgement,
    StressError,
    Trial,
    judged,
    run_spread,
)
from shortlist_engine.practice.examples import Runner
from shortlist_engine.problem import Problem, Program, Run, Verdict
from shortlist_engine.selection import Outcome, outcome, same_outcome

ASKED = 16
"""How many candidates are run on each input of a search; all of them on the one that is found."""
_DISAGREE = Run(Verdict.SK, detail="fewer than half of the candidates agree")


@dataclass(frozen=True)
class Agreement:
    """Says what most candidates print on an input: `run` is of one of them, `agreeing` of `of`
    candidates do the same. Where fewer than half agree, `run` is SK."""

    run: Run
    agreeing: int
    of: int


@dataclass(frozen=True)
class CandidatesTest:
    """Compares a program with what more than half of the `candidates` do, all under the problem's
    limits. Of many, a few are asked that stand for all."""

    pool: Runner
    problem: Problem
    program: Program
    candidates: tuple[Program, ...]
    judgement: Judgement | None = None

    @property
    def other(self) -> Program:
        """Returns the first candidate."""
        return self.candidates[0]

    @property
    def other_name(self) -> str:
        """Returns what to call them."""
        return "what the candidates agree on"

    def refused(self, trial: Trial, tried: int) -> str:
        """Says that the candidates agreed on none of the inputs."""
        return f"on none of {tried} inputs more than half of the candidates print the same"

    @property
    def asked(self) -> tuple[Program, ...]:
        """Returns the candidates that are run on each input: every so many of the ranked ones, so
        that each behaviour has about its share."""
        count = len(self.candidates)
        if count <= ASKED:
            return self.candidates
        return tuple(self.candidates[index * count // ASKED] for index in range(ASKED))

    async def judge(self, inputs: Sequence[str]) -> list[Trial]:
        """Returns one Trial for each input, in order. Raises StressError when Shortlist itself
        failed."""
        limits = self.problem.limits
        share = max(1, self.pool.workers // 2)
        runs: list[Run] = []
        agreements: list[Agreement] = []

        async def run_own() -> None:
            runs.extend(
                await run_spread(self.pool, self.problem, self.program, inputs, limits, share)
            )

        async def run_asked() -> None:
            agreements.extend(await self._agreements(inputs, self.asked))

        await all_of([run_own(), run_asked()])
        return [
            await self._trial(text, run, agreement)
            for text, run, agreement in zip(inputs, runs, agreements, strict=True)
        ]

    async def confirmed(self, trial: Trial) -> Trial:
        """Returns a trial of the same input against all candidates; one that counts those that were
        asked before where all together agree on nothing else."""
        agreement = (await self._agreements([trial.input], self.candidates))[0]
        bare = replace(trial.run, verdict=Verdict.OK, detail="")
        compared = trial.run.verdict in (Verdict.WA, Verdict.PE)
        again = await self._trial(trial.input, bare if compared else trial.run, agreement)
        return again if again.failed else trial

    async def _trial(self, text: str, run: Run, agreement: Agreement) -> Trial:
        found = await judged(self.problem, self.judgement, text, run, agreement.run)
        return Trial(text, found, agreement.run, agreement.agreeing, agreement.of)

    async def _agreements(self, inputs: Sequence[str], asked: Sequence[Program]) -> list[Agreement]:
        """What most of those that were asked do on each input."""
        runs: list[tuple[Run, ...]] = [()] * len(asked)

        async def run_one(index: int) -> None:
            request = RunRequest(self.problem, asked[index], inputs)
            runs[index] = await self.pool.run(request)

        await for_each(range(len(asked)), run_one, max(1, self.pool.workers))
        broken = next((run for each in runs for run in each if run.verdict is Verdict.SE), None)
        if broken is not None:
            raise StressError(f"Shortlist failed: {broken.detail}.", None, broken)
        return [
            _agreement([each[index] for each in runs], self.problem.checker)
            for index in range(len(inputs))
        ]


def _agreement(runs: Sequence[Run], checker: str) -> Agreement:
    groups: list[tuple[Outcome, list[Run]]] = []
    for run in runs:
        shown = outcome(run, checker)
        if shown is None:
            continue
        for known, group in groups:
            if same_outcome(known, shown):
                group.append(run)
                break
        else:
            groups.append((shown, [run]))
    largest = max((group for _, group in groups), key=len, default=[])
    if not largest or 2 * len(largest) <= len(runs):
        return Agreement(_DISAGREE, len(largest), len(runs))
    return Agreement(largest[0], len(largest), len(runs))
