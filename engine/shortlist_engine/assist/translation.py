"""A translation, and how it compares with the program that it is of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from shortlist_engine.assist.reference import Reference, check_sandbox, make_further, told
from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.problem import Problem, Program, Run, Verdict

_BATCH = 12
_PATIENCE, _HURRIED_PATIENCE, _HURRIED_S = 2, 8, 0.25
"""After so many runs out of time a translation has only a moment for each other input, and after so
many more it is taken to run out of time on all of them."""
FURTHER, MOST_LEADERS = 120, 8
"""On how many further inputs, and at most how many, translations are compared that are equal."""
_LEAST_MS = 50.0  # below this, times say nothing


@dataclass(frozen=True)
class Mismatch:
    """Holds an input on which a translation does something else: `mine` is what the original
    printed, `other` what the translation did, by its output or else by how it ended. `example` is
    its number, from 1, among the inputs that were given; 0 for a generated one. `minimal` says that
    nothing smaller was found near it."""

    input: str
    mine: str
    other: str
    example: int = 0
    minimal: bool = False


@dataclass(frozen=True)
class Translation:
    """Holds a translation with its proof: it did the same as the original on `equal` of `total`
    inputs; with a `total` of 0 nothing was compared. `samples` answers held it, the first of them
    was number `first`. `cpu_ms` is its time for all inputs that it ended on. `mismatch` is the
    smallest input on which it differs, and `error` what the compiler said when it does not
    compile. `given_equal` counts the equal ones among the inputs that were given with the problem
    or by the user, and `different` those inputs on which it ended well and printed something else.
    Of `unusual` further inputs, which the problem may not allow, it did the same on
    `unusual_equal`; `unusual_mismatch` is the smallest other one."""

    program: Program
    samples: int
    first: int
    equal: int = 0
    total: int = 0
    cpu_ms: float = 0.0
    mismatch: Mismatch | None = None
    error: str = ""
    given_equal: int = 0
    different: int = 0
    unusual: int = 0
    unusual_equal: int = 0
    unusual_mismatch: Mismatch | None = None

    @property
    def proved(self) -> bool:
        """Says whether it did the same on all inputs, and there were some."""
        return 0 < self.total == self.equal

    @property
    def headline(self) -> str:
        """Returns its proof in a few words, for people."""
        if self.error:
            return "does not compile"
        if not self.total:
            return "not compared"
        noun = "input" if self.total == 1 else "inputs"
        return f"equal on {self.equal} of {self.total} {noun}"

    @property
    def caution(self) -> str:
        """Returns a sentence about inputs that the problem may not allow, empty where it did the
        same on all of them."""
        count = self.unusual - self.unusual_equal
        if self.error or not count:
            return ""
        which = f"{count} of {self.unusual} inputs"
        return (
            f"It differs on {which} beyond what the examples show, such as negative or very large "
            "numbers: see whether the problem allows them."
        )


def in_order(translations: Sequence[Translation]) -> tuple[Translation, ...]:
    """Returns them best first: those equal on most inputs that were given, then on most of all,
    then those that print something else on fewest (one that ends with an error may do so because
    the input is none that the problem allows), then those equal on most unusual ones, then the
    faster, as far as times say something, then what more answers held, then what came first."""

    def key(each: Translation) -> tuple[float, ...]:
        pace = math.floor(math.log2(max(each.cpu_ms, _LEAST_MS)))
        return (*_evidence(each), pace, -each.samples, each.first)

    return tuple(sorted(translations, key=key))


def _evidence(each: Translation) -> tuple[float, ...]:
    """What runs say of a translation: less is better."""
    equal = (-each.given_equal, -each.equal, each.different, -each.unusual_equal)
    return (bool(each.error), *equal)


async def told_apart(
    pool: Runner, reference: Reference, found: Sequence[Translation], seed: int = 0
) -> tuple[Translation, ...]:
    """Returns the translations, of which no runs tell the first ones apart, compared on `FURTHER`
    more inputs, best first. Raises EngineError `internal` when the sandbox fails."""
    found = in_order(found)
    leaders = [each for each in found if _evidence(each) == _evidence(found[0])][:MOST_LEADERS]
    if len(leaders) < 2 or leaders[0].error or not leaders[0].total:
        return found
    further = await make_further(pool, reference, FURTHER, seed + 1)
    again = {each.program.id: await _on_further(pool, further, each) for each in leaders}
    return in_order([again.get(each.program.id, each) for each in found])


async def _on_further(pool: Runner, further: Reference, before: Translation) -> Translation:
    after = await compared(pool, further, replace(before, mismatch=None))
    return replace(
        before,
        equal=before.equal + after.equal,
        total=before.total + after.total,
        different=before.different + after.different,
        cpu_ms=before.cpu_ms + after.cpu_ms,
        mismatch=before.mismatch or after.mismatch,
    )


async def compared(pool: Runner, reference: Reference, translation: Translation) -> Translation:
    """Returns the translation with its proof. It runs on all inputs of `reference`, unless it does
    not compile or keeps running out of time.

    Raises EngineError `internal` when the sandbox fails.
    """
    program, usual = translation.program, reference.usual
    runs = await _runs(pool, reference, program)
    if runs and runs[0].verdict is Verdict.CE:
        said = runs[0].errors.strip() or runs[0].detail
        return replace(translation, total=usual, error=said or "it does not compile")
    same = [
        run.verdict is Verdict.OK
        and reference.compare(index, run.output, program.language).verdict is Verdict.AC
        for index, run in enumerate(runs)
    ]

    def smallest(first: int, end: int) -> Mismatch | None:
        different = [index for index in range(first, end) if not same[index]]
        if not different:
            return None
        index = min(different, key=lambda index: (len(reference.inputs[index]), index))
        return Mismatch(
            reference.inputs[index],
            reference.outputs[index],
            shown_end(runs[index]),
            index + 1 if index < reference.examples else 0,
        )

    return replace(
        translation,
        equal=sum(same[:usual]),
        different=sum(
            run.verdict is Verdict.OK and not equal
            for run, equal in zip(runs[:usual], same[:usual], strict=True)
        ),
        given_equal=sum(same[: reference.examples]),
        total=usual,
        cpu_ms=sum(run.cpu_ms for run in runs[:usual]),
        mismatch=smallest(0, min(usual, len(runs))),
        unusual=len(reference.inputs) - usual,
        unusual_equal=sum(same[usual:]),
        unusual_mismatch=smallest(usual, len(runs)),
    )


async def _runs(pool: Runner, reference: Reference, program: Program) -> list[Run]:
    """What the program did with the inputs, up to where it does not compile or keeps running out of
    time."""
    problem = _in_language(reference.problem, program.language)
    limits = reference.limits
    total = len(reference.inputs)
    runs: list[Run] = []
    while len(runs) < total:
        late = sum(run.verdict is Verdict.TLE for run in runs)
        if late >= _PATIENCE + _HURRIED_PATIENCE:
            break
        if late >= _PATIENCE:
            limits = replace(limits, time_s=min(limits.time_s, _HURRIED_S))
        size = _batch(len(runs), late)
        part = reference.inputs[len(runs) : len(runs) + size]
        runs += await pool.run(RunRequest(problem, program, part, limits=limits))
        if runs[0].verdict is Verdict.CE:
            break
    check_sandbox(runs)
    return runs


def _batch(ran: int, late: int) -> int:
    """How many inputs to run at once: one first, to see whether it compiles, and few when each may
    take its whole time."""
    return 1 if not ran else _BATCH if not late else 2


def shown_end(run: Run) -> str:
    """Returns what a run printed, or in brackets how it ended."""
    return run.output if run.verdict is Verdict.OK else f"({told(run)})"


def _in_language(problem: Problem, language: str) -> Problem:
    """The same problem for programs in another language."""
    if problem.kind != "function":
        return problem
    return replace(problem, language=language, signature="")
