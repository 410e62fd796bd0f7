"""The rules by name, and applying one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from shortlist_engine.selection.rules.aces import aces
from shortlist_engine.selection.rules.b4 import b4
from shortlist_engine.selection.rules.chance import random_order
from shortlist_engine.selection.rules.clusters_by_size import alphacode, shortest
from shortlist_engine.selection.rules.codet import codet
from shortlist_engine.selection.rules.evidence import Evidence
from shortlist_engine.selection.rules.likelihood import likelihood_mean, likelihood_sum
from shortlist_engine.selection.rules.mbr_exec import mbr_exec, mbr_exec_soft
from shortlist_engine.selection.rules.order import given_order
from shortlist_engine.selection.rules.ranking import OUT, CandidateRanking
from shortlist_engine.selection.rules.shortlist import shortlist
from shortlist_engine.selection.rules.srank import srank

Need = Literal["outcomes", "tests", "logprob"]


@dataclass(frozen=True)
class Rule:
    """Describes a rule: `needs` is what it cannot do without: where that is missing for a problem,
    it knows no better than chance or the order of sampling. With `filtered` it sees only stable
    candidates that pass all examples."""

    name: str
    summary: str
    apply: Callable[[Evidence], CandidateRanking]
    needs: frozenset[Need] = frozenset()
    filtered: bool = True


def _rule(
    name: str,
    summary: str,
    apply: Callable[[Evidence], CandidateRanking],
    *needs: Need,
    filtered: bool = True,
) -> Rule:
    return Rule(name, summary, apply, frozenset(needs), filtered)


RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        _rule("random", "any sample", random_order, filtered=False),
        _rule("filter", "any sample that passes the examples", random_order),
        _rule("order", "in the order in which they came", given_order),
        _rule("likelihood_mean", "most likely for each token", likelihood_mean, "logprob"),
        _rule("likelihood_sum", "most likely as a whole", likelihood_sum, "logprob"),
        _rule("alphacode", "largest cluster of equal outputs", alphacode, "outcomes"),
        _rule("shortest", "the same, shortest source first", shortest, "outcomes"),
        _rule("mbr_exec", "equal outputs on all inputs, no failure", mbr_exec, "outcomes"),
        _rule("mbr_exec_soft", "equal outputs on most inputs", mbr_exec_soft, "outcomes"),
        _rule("codet", "many samples that pass many of the same tests", codet, "tests"),
        _rule("srank", "clusters that overlap and pass tests", srank, "outcomes", "tests"),
        _rule("b4", "most probable set of programs and tests", b4, "tests"),
        _rule("aces", "tests weighted by their agreement", aces, "tests"),
        _rule("shortlist", "everything that is known", shortlist, "outcomes"),
    )
}


def rank(name: str, evidence: Evidence) -> CandidateRanking:
    """Returns the candidates in the order of the rule `name`, as `rank_by` gives it.

    Raises ValueError for a name that is not in `RULES`.
    """
    rule = RULES.get(name)
    if rule is None:
        raise ValueError(f"unknown ranking rule {name!r}: known are {', '.join(RULES)}")
    return rank_by(rule, evidence)


def rank_by(rule: Rule, evidence: Evidence) -> CandidateRanking:
    """Returns the candidates in the order of `rule`. Those that fail an example, or whose output
    changes from run to run, come after all others, the more examples they pass the earlier, and are
    not put forward; only `random` knows no such thing."""
    if not rule.filtered:
        return rule.apply(evidence)
    survives = evidence.passes_examples & evidence.stable
    if survives.all():
        return rule.apply(evidence)
    kept = np.flatnonzero(survives)
    rest = np.flatnonzero(~survives)
    passed = evidence.examples[rest].sum(axis=1)
    rest = rest[np.lexsort((evidence.first[rest], -passed))]
    ranking = rule.apply(evidence.take(kept))
    scores = np.full(len(evidence), -np.inf)
    groups = np.full(len(evidence), OUT, np.int64)
    scores[kept], groups[kept] = ranking.scores, ranking.groups
    return CandidateRanking(np.concatenate([kept[ranking.order], rest]), scores, groups)
