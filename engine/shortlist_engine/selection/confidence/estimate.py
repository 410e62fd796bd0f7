"""From what speaks for a solution to the chance that it is right: a logistic model."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shortlist_engine.problem import ConfidenceLevel
from shortlist_engine.selection.confidence.support import FEW_INPUTS, Support

LEAST, MOST = 0.02, 0.98
"""Nothing that was not proven is certain, and the data do not hold enough problems to say more."""
MOST_UNPROVEN = 0.2
"""Of a program that fails an example, whose output changes from run to run, or that is too slow for
a large input, and where no sample passes. Set by hand: the data have too few to fit it."""
FAIR, HIGH = 0.35, 0.75
_MANY_EXAMPLES = 3
FITTED = Path(__file__).with_name("fitted.json")

SIGNS: Mapping[str, int] = {
    "passing": 1,
    "copied": 1,
    "examples": 1,
    "unproven": -1,
    "compared": 0,
    "agreeing": 1,
    "constant": -1,
    "late": -1,
    "timely": 1,
}
"""The terms of the model, and which way each may count: a user who sees more agreement must not
see a lower figure. 0 for either way."""


@dataclass(frozen=True)
class Weights:
    """Holds a fitted model: the chance is the logistic function of `bias` plus the weighted sum of
    the terms."""

    bias: float
    terms: Mapping[str, float]


def load(path: Path) -> Weights:
    """Reads what `benchmarks.confidence` wrote. Raises OSError, ValueError or KeyError."""
    data = json.loads(path.read_text("utf-8"))
    return Weights(
        float(data["bias"]), {name: float(data["terms"][name]) for name in data["terms"]}
    )


@cache
def fitted() -> Weights:
    """Returns the weights that come with the program."""
    return load(FITTED)


def terms(counts: Support) -> dict[str, float]:
    """Returns the terms of the model, each 0 where it says nothing.

    - `passing`: the log odds of a sample to pass the examples.
    - `copied`: the square root of the share of samples that pass and are copies of others that do:
      a model that writes one right program again and again knows the problem.
    - `examples`, `unproven`: how many examples it had to pass, up to three, and that it had none.
    - `compared`: that outputs on generated inputs are known, from 0 to 1.
    - `agreeing`: the log odds of a sample that passed to do what the first solution does; never for
      one that does nothing, since all such programs agree.
    - `constant`: that the first solution does nothing.
    - `late`, `timely`: that it is too slow for a large input, or fast enough for all that were
      tried.
    """
    compared = counts.inputs / (counts.inputs + FEW_INPUTS)
    agreeing = compared * _log_odds(counts.agreeing, counts.compared)
    return {
        "passing": _log_odds(counts.passing, counts.samples) if counts.examples else 0.0,
        "copied": math.sqrt((counts.passing - counts.programs) / max(counts.samples, 1)),
        "examples": float(min(counts.examples, _MANY_EXAMPLES)),
        "unproven": float(not counts.examples),
        "compared": compared,
        "agreeing": min(agreeing, 0.0) if counts.constant else agreeing,
        "constant": float(counts.constant),
        "late": float(counts.late),
        "timely": float(counts.ended > 0 and not counts.late),
    }


def estimate(counts: Support, weights: Weights | None = None) -> float:
    """Returns the chance that the first solution is right, never certain. `weights` are those that
    come with the program unless given."""
    weights = weights or fitted()
    values = terms(counts)
    score = weights.bias + sum(weight * values[name] for name, weight in weights.terms.items())
    proven = counts.stable and counts.passing and not counts.late
    return min(max(logistic(score), LEAST), MOST if proven else MOST_UNPROVEN)


def if_late(chance: float) -> float:
    """Returns how likely a program that is too slow for a large input is right, when all else says
    `chance`, which is neither 0 nor 1."""
    score = math.log(chance / (1 - chance)) + fitted().terms["late"]
    return min(max(logistic(score), LEAST), MOST_UNPROVEN)


def level_of(chance: float) -> ConfidenceLevel:
    """Returns the level that a chance is called."""
    if chance >= HIGH:
        return "high"
    return "fair" if chance >= FAIR else "low"


def logistic(score: float) -> float:
    """Returns the logistic function of `score`."""
    return 1.0 / (1.0 + math.exp(-min(max(score, -500.0), 500.0)))


def _log_odds(part: float, whole: float) -> float:
    """As if half a sample more had been seen on each side, so that few samples say little."""
    return math.log((part + 0.5) / (whole - part + 0.5))
