"""What a rule gives: an order of candidates, and how it is made from scored groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shortlist_engine.selection.rules.evidence import Evidence, Flags, Floats, Ints

OUT = -1
"""The group of candidates that the rule does not put forward."""


@dataclass(frozen=True, eq=False)
class CandidateRanking:
    """Orders candidates, best first: the first k of `order` are the submission for n@k.

    - `order` (N,): indices of all candidates; those that the rule does not put forward are last.
    - `scores` (N,): higher is better, comparable within one problem only; -inf for the same.
    - `groups` (N,): which group each candidate was taken from, numbered from the best; the rule
      knows no difference between members of one. `OUT` for those not put forward.
    """

    order: Ints
    scores: Floats
    groups: Ints

    @property
    def put_forward(self) -> int:
        """Says how many candidates at the front of `order` the rule stands for."""
        return int(np.count_nonzero(self.groups != OUT))


def from_groups(
    evidence: Evidence,
    labels: Ints,
    scores: Floats,
    *,
    eligible: Flags | None = None,
    ties: Floats | None = None,
    lead: Sequence[int] = (),
    within: tuple[Floats, ...] | None = None,
    merge_equal: bool = False,
) -> CandidateRanking:
    """Takes one candidate from each group, best group first, then round again (AlphaCode, section
    4.6).

    `labels` (N,) number the groups from 0, `scores` (G,) belong to the groups. Those in `lead` come
    first, in this order whatever their scores; without `lead` the scores decide. Groups of equal
    score stand in the order of `ties` (G,), highest first, then of their earliest samples; or they
    count as one with `merge_equal`. Those not `eligible` (G,) are not put forward, unless no group
    is eligible: then nothing is known against any. Inside a group the smallest of the `within` keys
    (each (N,), the first decides) comes first, then the earliest; by default the most sampled, then
    the one that the model finds most likely for each token.
    """
    keys = within if within is not None else _usual(evidence)
    if eligible is None or not eligible.any():
        eligible = np.ones(len(scores), np.bool_)
    places = _places(evidence, labels, scores, ties, lead, merge_equal)[labels]
    kept = np.flatnonzero(eligible[labels])
    inside = tuple(key[kept] for key in reversed(keys))
    by_place = kept[np.lexsort((evidence.first[kept], *inside, places[kept]))]
    depth = _positions(places[by_place])
    order = by_place[np.lexsort((places[by_place], depth))]
    rest = np.flatnonzero(~eligible[labels])
    rest = rest[np.argsort(evidence.first[rest], kind="stable")]
    groups = np.full(len(evidence), OUT, np.int64)
    groups[kept] = np.unique(places[kept], return_inverse=True)[1]
    return CandidateRanking(
        np.concatenate([order, rest]).astype(np.int64),
        np.where(eligible, scores, -np.inf)[labels],
        groups,
    )


def from_scores(evidence: Evidence, scores: Floats) -> CandidateRanking:
    """Ranks the best score (N,) first, then the earliest; each candidate is a group of its own."""
    return from_groups(evidence, np.arange(len(evidence)), scores)


def _usual(evidence: Evidence) -> tuple[Floats, ...]:
    likely = np.nan_to_num(evidence.mean_logprob, nan=-np.inf)
    return (-evidence.counts.astype(np.float64), -likely)


def _places(
    evidence: Evidence,
    labels: Ints,
    scores: Floats,
    ties: Floats | None,
    lead: Sequence[int],
    merge_equal: bool,
) -> Ints:
    """(G,): where each group stands, from 0."""
    if merge_equal:
        return np.unique(-scores, return_inverse=True)[1].astype(np.int64)
    earliest = np.full(len(scores), np.iinfo(np.int64).max)
    np.minimum.at(earliest, labels, evidence.first)
    places = np.empty(len(scores), np.int64)
    second = np.zeros(len(scores)) if ties is None else -ties
    ahead = np.full(len(scores), len(lead))
    ahead[np.asarray(lead, np.int64)] = np.arange(len(lead))
    places[np.lexsort((earliest, second, -scores, ahead))] = np.arange(len(scores))
    return places


def _positions(places: Ints) -> Ints:
    """The position of each entry among its equals, for sorted `places`."""
    if len(places) == 0:
        return places
    starts = np.flatnonzero(np.r_[True, places[1:] != places[:-1]])
    lengths = np.diff(np.r_[starts, len(places)])
    return np.arange(len(places)) - np.repeat(starts, lengths)
