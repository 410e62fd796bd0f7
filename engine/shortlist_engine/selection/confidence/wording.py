"""The sentence that a user reads."""

from __future__ import annotations

from shortlist_engine.problem import ConfidenceLevel
from shortlist_engine.selection.confidence.support import Support

_VERDICTS: dict[ConfidenceLevel, str] = {
    "high": "Likely right",
    "fair": "Uncertain",
    "low": "Probably wrong",
}
CHANGING = "its output changes from run to run"
TOO_SLOW = "it is too slow, or needs too much memory, on an input of the size that is allowed"


def sentence(counts: Support, chance: float, level: ConfidenceLevel) -> str:
    """Returns what to think of the first solution, and why."""
    return f"{verdict(chance, level)}: {_reason(counts, level)}."


def verdict(chance: float, level: ConfidenceLevel) -> str:
    """Returns what to think of a solution with this chance: `Likely right (about 9 in 10)`."""
    return f"{_VERDICTS[level]} ({odds(chance)})"


def odds(chance: float) -> str:
    """Returns the chance with no more precision than it has."""
    if chance < 0.04:
        return "less than 1 in 20"
    if chance < 0.075:
        return "about 1 in 20"
    if chance > 0.95:
        return "more than 9 in 10"
    tenths = min(max(round(chance * 10), 1), 9)
    return "about 1 in 2" if tenths == 5 else f"about {tenths} in 10"


def _reason(counts: Support, level: ConfidenceLevel) -> str:
    if not counts.stable:
        return CHANGING
    if counts.late:
        return TOO_SLOW
    comparison = _comparison(counts)
    return f"{_filtered(counts, level)}{', and ' if comparison else ''}{comparison}"


def _filtered(counts: Support, level: ConfidenceLevel) -> str:
    samples = _count(counts.samples, "sample")
    if not counts.examples:
        return f"there are no examples to check the {samples} with"
    few = level == "low" and counts.passing * 4 < counts.samples
    passing = f"{'only ' if few else ''}{counts.passing:,}" if counts.passing else "none"
    examples = "the example" if counts.examples == 1 else "the examples"
    return f"{passing} of {samples} passed {examples}"


def _comparison(counts: Support) -> str:
    """How those that passed compare with the first; empty where it stands alone."""
    if counts.passing < 2:
        return ""
    if counts.several_answers:
        return "several answers are accepted, so that agreement says little"
    if not counts.inputs or counts.compared < 2:
        return "they have not been compared on other inputs"
    if counts.agreeing < 2:
        return "the first agrees with no other on all other inputs"
    who = f"{counts.agreeing:,} of them"
    if counts.agreeing == counts.passing:
        who = "both" if counts.passing == 2 else f"all {counts.agreeing:,}"
    elif counts.compared < counts.passing:
        who = f"{counts.agreeing:,} of the {counts.compared:,} compared"
    same = "the same output on all of" if counts.constant else "the same outputs on"
    return f"{who} give {same} {_count(counts.inputs, 'other input')}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
