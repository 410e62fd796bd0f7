"""Clusters of survivors: programs with equal outputs on the same inputs.

AlphaCode, section 4.6: two programs are in one cluster if and only if all their outputs are equal.
Outputs are compared as a checker would compare them (numbers by value), and a failure is
an outcome of its own kind, not a missing one.
"""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shortlist_engine.problem import Cluster, Program, Run, Verdict

PENDING = "pending"
UNSTABLE = "unstable"

DEFAULT_TOLERANCE = 1e-6
# Above this many decimals in one output they are rounded into the digest: tolerance matters for
# answers, and an answer with more decimals than this would cost memory for every survivor.
MAX_DECIMALS = 64

_FAILURES = frozenset({Verdict.TLE, Verdict.MLE, Verdict.OLE, Verdict.RE, Verdict.CE})
_UNKNOWN = frozenset({Verdict.SE, Verdict.SK})


@dataclass(frozen=True)
class Outcome:
    """Says what a program did with one input: a digest of its output, apart from its decimal
    numbers, which `cluster` compares within a tolerance; or the symbol of its failure."""

    symbol: str
    decimals: tuple[float, ...] = ()

    @property
    def failed(self) -> bool:
        """Says whether it is a failure."""
        return self.symbol.isupper()


@dataclass(frozen=True)
class Pace:
    """Says how fast a program is on inputs as large as the statement allows: how many it `ended`
    on within the limits, and whether it is `late`, out of time or memory on one. Of one that was
    not run nothing is known: 0, not late."""

    ended: int = 0
    late: bool = False


UNPACED = Pace()


@dataclass(frozen=True)
class Survivor:
    """Describes a program that passed all examples.

    `count` is the number of samples equal to it, `first` the index of the earliest, and `voice` for
    how many more it counts where behaviours are compared; see `Evidence`. `outcomes` has
    one entry for each generated input, None where the outcome is not known; survivors may have
    different lengths while runs are under way. A program whose output changes between two runs on
    the same input is not `stable`. `pace` is known of the leading ones at the end of a solve.
    """

    program: Program
    count: int
    first: int
    outcomes: tuple[Outcome | None, ...] = ()
    stable: bool = True
    pace: Pace = UNPACED
    voice: int = 0

    @property
    def weight(self) -> int:
        """Returns how much it counts where behaviours are compared."""
        return self.count + self.voice


def outcome(run: Run, checker: str = "tokens") -> Outcome | None:
    """Returns the outcome that `run` shows, canonical under `checker`; None when it shows nothing
    (our own failure, or not run)."""
    if run.verdict in _UNKNOWN:
        return None
    if run.verdict in _FAILURES:
        return Outcome(run.verdict.value)
    if checker == "exact":
        return Outcome(_digest([run.output]))
    any_case = checker in ("case_insensitive", "alphacode")
    text = run.output.lower() if any_case else run.output
    tokens: list[str] = []
    decimals: list[float] = []
    any_number = checker.startswith("float") or checker == "alphacode"
    for token in text.split():
        canonical, decimal = _canonical(token, any_number)
        tokens.append(canonical)
        if decimal is not None:
            decimals.append(decimal)
    if len(decimals) > MAX_DECIMALS:
        tokens += [f"{value:.6g}" for value in decimals]
        decimals = []
    return Outcome(_digest(tokens), tuple(decimals))


def cluster(
    survivors: Sequence[Survivor], *, tolerance: float = DEFAULT_TOLERANCE
) -> list[Cluster]:
    """Returns the clusters, those of most weight first, though their sizes count samples only; the
    earliest sample breaks ties, so that the order depends on the survivors only and not on the
    order they are given in.

    Inputs that some survivor has not reached yet are left out, and so are inputs on which more than
    half of the survivors fail: such an input is most likely invalid. Survivors without any outcome
    yet form the cluster `pending`, after all others; unstable ones form `unstable`, last of all.
    Within a cluster the most sampled program comes first, then the one the model finds most likely
    for each token, then the earliest.
    """
    known, pending, unstable = _by_what_is_known(survivors)
    inputs = valid_inputs(known)
    groups = _group(known, inputs, tolerance)
    groups.sort(key=lambda group: (-_weight(group), min(survivor.first for survivor in group)))
    named = [(_cluster_id(group, inputs), group) for group in groups]
    named += [(PENDING, pending)] * bool(pending) + [(UNSTABLE, unstable)] * bool(unstable)
    total = max(_size(survivors), 1)
    return [
        Cluster(name, _size(group), _size(group) / total, _ordered(group)) for name, group in named
    ]


def compared_inputs(survivors: Sequence[Survivor]) -> list[int]:
    """Returns the indices of the inputs that the clusters of `survivors` rest on: none where there
    are no two of them to compare."""
    known, _, _ = _by_what_is_known(survivors)
    return valid_inputs(known) if len(known) > 1 else []


def same_outcome(one: Outcome, other: Outcome, tolerance: float = DEFAULT_TOLERANCE) -> bool:
    """Says whether two outcomes on one input are equal, where no others are in between."""
    same = equal_outcomes((one, other), tolerance)
    return same[one] == same[other]


def valid_inputs(survivors: Sequence[Survivor]) -> list[int]:
    """Returns the indices of the inputs that every survivor has an outcome for and at most half
    fail on."""
    length = min((len(survivor.outcomes) for survivor in survivors), default=0)
    valid = []
    for index in range(length):
        outcomes = [survivor.outcomes[index] for survivor in survivors]
        known = [item for item in outcomes if item is not None]
        failed = sum(item.failed for item in known)
        # A missing outcome here is our own failure on one run: it must not cost all programs the
        # input, so up to half may be missing; a missing outcome is then equal only to another.
        if len(known) * 2 >= len(outcomes) and failed * 2 <= len(known):
            valid.append(index)
    return valid


def equal_outcomes(
    outcomes: Iterable[Outcome | None], tolerance: float
) -> dict[Outcome | None, Outcome | None]:
    """Returns each outcome on one input with what stands for it and all equal ones: those whose
    text is equal and whose decimal numbers are equal within `tolerance`, relative or absolute,
    pairwise or through others in between. So it does not depend on the order of the outcomes."""
    representatives: dict[Outcome | None, Outcome | None] = {}
    with_decimals: dict[tuple[str, int], list[Outcome]] = defaultdict(list)
    for item in dict.fromkeys(outcomes):
        if item is None or not item.decimals:
            representatives[item] = item
        else:
            with_decimals[item.symbol, len(item.decimals)].append(item)
    for (symbol, _), alike in with_decimals.items():
        columns = zip(*(item.decimals for item in alike), strict=True)
        nearest = [_representatives(values, tolerance) for values in columns]
        for item in alike:
            decimals = zip(nearest, item.decimals, strict=True)
            representatives[item] = Outcome(
                symbol, tuple(known[value] for known, value in decimals)
            )
    return representatives


def _representatives(values: Iterable[float], tolerance: float) -> dict[float, float]:
    """Each value with the smallest that it is equal to within the tolerance, step by step."""
    representatives: dict[float, float] = {}
    previous = start = -math.inf
    for value in sorted(set(values)):
        if value - previous > tolerance * max(1.0, abs(value), abs(previous)):
            start = value
        representatives[value] = start
        previous = value
    return representatives


def _by_what_is_known(
    survivors: Sequence[Survivor],
) -> tuple[list[Survivor], list[Survivor], list[Survivor]]:
    """Those that can be compared, the pending and the unstable ones."""
    known, pending, unstable = [], [], []
    for survivor in survivors:
        if not survivor.stable:
            unstable.append(survivor)
        elif all(outcome is None for outcome in survivor.outcomes):
            pending.append(survivor)
        else:
            known.append(survivor)
    return known, pending, unstable


def _group(
    survivors: Sequence[Survivor], inputs: Sequence[int], tolerance: float
) -> list[list[Survivor]]:
    keys: list[list[int]] = [[] for _ in survivors]
    for index in inputs:
        same = equal_outcomes((each.outcomes[index] for each in survivors), tolerance)
        numbers: dict[Outcome | None, int] = {}
        known = {item: numbers.setdefault(one, len(numbers)) for item, one in same.items()}
        for key, survivor in zip(keys, survivors, strict=True):
            key.append(known[survivor.outcomes[index]])
    groups: dict[tuple[int, ...], list[Survivor]] = {}
    for key, survivor in zip(keys, survivors, strict=True):
        groups.setdefault(tuple(key), []).append(survivor)
    return list(groups.values())


def _rounded(item: Outcome | None) -> object:
    if item is None:
        return None
    return (item.symbol, tuple(f"{value:.6g}" for value in item.decimals))


def _size(group: Sequence[Survivor]) -> int:
    return sum(survivor.count for survivor in group)


def _weight(group: Sequence[Survivor]) -> int:
    return sum(survivor.weight for survivor in group)


def _ordered(group: Sequence[Survivor]) -> tuple[Program, ...]:
    def key(survivor: Survivor) -> tuple[float, float, int]:
        program = survivor.program
        return (-survivor.count, -_mean_logprob(program), survivor.first)

    return tuple(survivor.program for survivor in sorted(group, key=key))


def _mean_logprob(program: Program) -> float:
    """For each token; unknown ones are equal to each other, and come last."""
    if program.logprob is None:
        return -math.inf
    return program.logprob / max(program.tokens, 1)


def _cluster_id(group: Sequence[Survivor], inputs: Sequence[int]) -> str:
    first = min(group, key=lambda survivor: survivor.first)
    return _digest([str(_rounded(first.outcomes[index])) for index in inputs])[:12]


def _canonical(token: str, any_number: bool) -> tuple[str, float | None]:
    """The token as a checker sees it, and its value when it is a decimal number.

    Integers of any length stay exact: through floating point 2**53 and 2**53 + 1 would be equal.
    With `any_number` (the checkers `float` and `alphacode`) integers count as decimals.
    """
    digits = token.lstrip("+-")
    if digits.isascii() and digits.isdigit() and len(token) - len(digits) <= 1:
        # Text, not value: the answers 0011 and 11 are two strings.
        return ("#", float(token)) if any_number and len(digits) < 300 else (token, None)
    if digits[:1].isdigit() or digits[:1] == ".":
        try:
            value = float(token)
        except ValueError:
            return token, None
        if math.isfinite(value) and "_" not in token:
            return "#", value + 0.0
    return token, None


def _digest(parts: Sequence[str]) -> str:
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=8).hexdigest()
