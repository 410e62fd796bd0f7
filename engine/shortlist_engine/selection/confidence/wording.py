"""The sentence that a user reads."""

from __future__ import annotations

from shortlist_engine.problem import ConfidenceLevel
from shortlist_engine.selection.confidence.support import Support

_VERDICTS: dict[ConfidenceLevel, str] = {
    "high": "Likely right",
    "fair": "Uncertain",
    "low": "Probably wrong",
}


def sentence(found: Support, chance: float, level: ConfidenceLevel) -> str:
    """What to think of the first solution, and why."""
    return f"{_VERDICTS[level]} ({odds(chance)}): {_reason(found, level)}."


def odds(chance: float) -> str:
    """The chance with no more precision than it has."""
    if chance < 0.04:
        return "less than 1 in 20"
    if chance < 0.075:
        return "about 1 in 20"
    if chance > 0.95:
        return "more than 9 in 10"
    tenths = min(max(round(chance * 10), 1), 9)
    return "about 1 in 2" if tenths == 5 else f"about {tenths} in 10"


def _reason(found: Support, level: ConfidenceLevel) -> str:
    if not found.stable:
        return "its output changes from run to run"
    comparison = _comparison(found)
    return f"{_filtered(found, level)}{', and ' if comparison else ''}{comparison}"


def _filtered(found: Support, level: ConfidenceLevel) -> str:
    samples = _count(found.samples, "sample")
    if not found.examples:
        return f"there are no examples to check the {samples} with"
    few = level == "low" and found.passing * 4 < found.samples
    examples = "the example" if found.examples == 1 else "the examples"
    return f"{'only ' if few else ''}{found.passing:,} of {samples} passed {examples}"


def _comparison(found: Support) -> str:
    """How those that passed compare with the first; empty where it stands alone."""
    if found.passing < 2:
        return ""
    if found.several_answers:
        return "several answers are accepted, so that agreement says little"
    if not found.inputs or found.compared < 2:
        return "they have not been compared on other inputs"
    if found.agreeing < 2:
        return "the first agrees with no other on all other inputs"
    who = f"{found.agreeing:,} of them"
    if found.agreeing == found.passing:
        who = "both" if found.passing == 2 else f"all {found.agreeing:,}"
    elif found.compared < found.passing:
        who = f"{found.agreeing:,} of the {found.compared:,} compared"
    same = "the same output on all of" if found.constant else "the same outputs on"
    return f"{who} give {same} {_count(found.inputs, 'other input')}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
