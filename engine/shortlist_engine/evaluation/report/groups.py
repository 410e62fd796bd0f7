"""Solve rates of groups of problems: by data set, number of accepted answers, rating, tag, and
family of the bank; and by language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict

from shortlist_engine.evaluation.estimators import bootstrap
from shortlist_engine.evaluation.report import Document
from shortlist_engine.evaluation.scoring import ATTEMPTS, SHOWN, Score

_TAGS_SHOWN = 25
_ANSWERS = {False: "one answer", True: "several answers accepted"}
# The buckets of AlphaCode's table of solve rates by rating (appendix A.8).
_LOWEST, _HIGHEST, _STEP = 800, 3600, 400
_BELOW, _ABOVE = f"below {_LOWEST}", f"{_HIGHEST} and above"
_BUCKETS = [f"{low} to {low + _STEP - 100}" for low in range(_LOWEST, _HIGHEST, _STEP)]


def groups_of(scores: Sequence[Score]) -> dict[str, list[Document]]:
    """Returns solve rates at the whole budget and most attempts, the largest groups first; those of
    ratings in their order, those of families from the least solved to the most."""
    by_rating = _groups(scores, _bucket)
    by_family = _groups(scores, lambda score: [score.entry.family] if score.entry.family else [])
    order = [_BELOW, *_BUCKETS, _ABOVE]
    return {
        "set": _groups(scores, lambda score: [score.entry.source]),
        "answers": _groups(scores, lambda score: [_ANSWERS[score.entry.several_answers]]),
        "tag": _groups(scores, lambda score: score.entry.tags)[:_TAGS_SHOWN],
        "rating": sorted(by_rating, key=lambda group: order.index(group["name"])),
        "family": sorted(by_family, key=lambda group: (group["oracle"]["mean"], group["name"])),
    }


def languages_of(scores: Sequence[Score]) -> list[Document]:
    """Returns for each language the problems that were asked for in it, with the samples, those
    that are right, and the share of problems with a right one."""
    names = dict.fromkeys(name for score in scores for name in score.languages)
    found = []
    for name in names:
        counts = [score.languages[name] for score in scores if name in score.languages]
        found.append(
            {
                "name": name,
                "problems": len(counts),
                "samples": sum(count.samples for count in counts),
                "right": sum(count.right for count in counts),
                "solved": asdict(bootstrap([float(count.right > 0) for count in counts])),
            }
        )
    return found


def _groups(scores: Sequence[Score], names: Callable[[Score], Iterable[str]]) -> list[Document]:
    grouped: dict[str, list[Score]] = {}
    for score in scores:
        for name in names(score):
            grouped.setdefault(name, []).append(score)
    ordered = sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0]))
    return [
        {
            "name": name,
            "problems": len(group),
            "with_survivor": sum(score.passing > 0 for score in group),
            **{
                method: asdict(
                    bootstrap([score.values[method][ATTEMPTS[-1]][-1] for score in group])
                )
                for method in SHOWN
            },
        }
        for name, group in ordered
    ]


def _bucket(score: Score) -> list[str]:
    rating = score.entry.rating
    if rating is None:
        return []
    if rating < _LOWEST:
        return [_BELOW]
    if rating >= _HIGHEST:
        return [_ABOVE]
    return [_BUCKETS[int((rating - _LOWEST) // _STEP)]]
