"""Near misses: of the programs that failed an example, those that came closest, for the user.

A program stops at its first failing example, so all that is known of it there is how many it passed
before. The leading ones run on the examples behind that too; of the others nothing is kept.
"""

from __future__ import annotations

import bisect
import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.problem import NearMiss, Problem, Program, Run, Verdict
from shortlist_engine.solve.candidates import Candidate
from shortlist_engine.solve.shortened import shortened

SHOWN = 5
"""How many are shown."""
EXAMINED = 10
"""How many run on all examples before those that are shown are chosen."""
MAX_BEHAVIOURS = 256
"""How many ways to fail are kept, up to twice as many in between, and `MAX_ALIKE` programs of each,
the shortest."""
MAX_ALIKE = 4
MAX_TEXT = 2_000
"""Characters of an output or a detail; the rest is cut."""
_LEAST_BAD_FIRST = (
    Verdict.PE,
    Verdict.WA,
    Verdict.OLE,
    Verdict.RE,
    Verdict.MLE,
    Verdict.TLE,
    Verdict.CE,
)


class NearMisses:
    """Keeps the programs that came closest, some hundreds at most. Programs that do the same on the
    first example that they fail count as one, for which the most sampled speaks; `sampled` says how
    many samples are equal to a candidate, by its key. `version` grows when `best` may have changed,
    and `best_passed` is the most examples that one was seen to pass. As long as no way to fail has
    to make room, the order in which programs fail makes no difference."""

    def __init__(self, problem: Problem, pool: Runner, sampled: Callable[[int], int]) -> None:
        self._problem = problem
        self._pool = pool
        self._sampled = sampled
        self._behaviours: dict[tuple[object, ...], _Behaviour] = {}
        self.version = 0
        self.best_passed = 0

    def add(self, candidate: Candidate, program: Program, runs: tuple[Run, ...]) -> None:
        """Takes a program, which the candidate was taken for; `runs` end with its first failure, or
        it is left out."""
        failed = _first_failure(runs)
        if failed == len(runs) or runs[failed].verdict not in _LEAST_BAD_FIRST:
            return
        run = _cut(runs[failed])
        kind = (failed, run.verdict, run.output if run.verdict is Verdict.WA else run.detail)
        member = _Member(len(program.source), program.id, candidate.key, program, failed)
        behaviour = self._behaviours.get(kind)
        if behaviour is None:
            behaviour = self._behaviours[kind] = _Behaviour(failed, run)
        behaviour.add(member)
        if len(self._behaviours) > 2 * MAX_BEHAVIOURS:
            best = sorted(self._behaviours.items(), key=lambda each: self._worth(each[1]))
            self._behaviours = dict(best[:MAX_BEHAVIOURS])
        self.version += 1

    def best(self) -> tuple[NearMiss, ...]:
        """Returns at most `SHOWN`, best first: by how many examples they pass as far as is known,
        then how badly they fail, how often they were sampled, and their length."""
        leading = sorted(
            self._leading(), key=lambda each: (-each[1].passed, *self._worth(each[0])[1:])
        )
        total = len(self._problem.examples)
        return tuple(
            NearMiss(member.program, member.passed, total, behaviour.example, behaviour.run)
            for behaviour, member in leading[:SHOWN]
        )

    async def examine(self, count: int) -> None:
        """Runs the first `count`, one after the other, on the examples behind the first that each
        fails, up to one on which it runs out of time. Raises what the pool does."""
        for behaviour, member in self._leading()[:count]:
            if not member.examined:
                await self._examine(behaviour, member)

    async def _examine(self, behaviour: _Behaviour, member: _Member) -> None:
        inputs = [each.input for each in self._problem.examples[behaviour.example + 1 :]]
        expected = [each.output for each in self._problem.examples[behaviour.example + 1 :]]
        hopeless = behaviour.run.verdict in (Verdict.CE, Verdict.TLE)
        while inputs and not hopeless:
            request = RunRequest(
                self._problem, member.program, inputs, expected, stop_at_first_failure=True
            )
            runs = await self._pool.run(request)
            failed = _first_failure(runs)
            member.passed += failed
            hopeless = failed < len(runs) and runs[failed].verdict in (Verdict.TLE, Verdict.SE)
            inputs, expected = inputs[failed + 1 :], expected[failed + 1 :]
        member.examined = True
        if member.passed > behaviour.example:
            self.best_passed = max(self.best_passed, member.passed)
            self.version += 1

    def _leading(self) -> list[tuple[_Behaviour, _Member]]:
        """The first `EXAMINED` by what is known of all, each with the program that speaks for it.
        So it does not matter which others were examined meanwhile."""
        best = heapq.nsmallest(EXAMINED, self._behaviours.values(), key=self._worth)
        return [(each, self._speaker(each)) for each in best]

    def _speaker(self, behaviour: _Behaviour) -> _Member:
        return min(behaviour.members, key=lambda each: (-self._sampled(each.key), each))

    def _worth(self, behaviour: _Behaviour) -> tuple[int, int, int, _Member]:
        """Smaller for a better one: by what is known without running more."""
        alike = behaviour.programs + sum(self._sampled(each.key) - 1 for each in behaviour.members)
        return -behaviour.example, _badness(behaviour.run), -alike, behaviour.members[0]


@dataclass(order=True)
class _Member:
    """A program, the shortest first, with how many examples it is known to pass."""

    length: int
    identity: str
    key: int = field(compare=False)
    program: Program = field(compare=False)
    passed: int = field(compare=False)
    examined: bool = field(default=False, compare=False)


@dataclass(eq=False)
class _Behaviour:
    """What programs do that fail alike: `example` is the first that they fail, with what they did
    there. Time and memory are those of the one that came first. `programs` counts all, also those
    that are not among the `members`."""

    example: int
    run: Run
    programs: int = 0
    members: list[_Member] = field(default_factory=list)

    def add(self, member: _Member) -> None:
        self.programs += 1
        bisect.insort(self.members, member)
        del self.members[MAX_ALIKE:]


def _first_failure(runs: Sequence[Run]) -> int:
    """The index of the first run that failed, and their number when none did."""
    passed = (Verdict.AC, Verdict.SK)
    return next((i for i, run in enumerate(runs) if run.verdict not in passed), len(runs))


def _badness(run: Run) -> int:
    return _LEAST_BAD_FIRST.index(run.verdict)


def _cut(run: Run) -> Run:
    return replace(
        run, output=shortened(run.output, MAX_TEXT), detail=shortened(run.detail, MAX_TEXT)
    )
