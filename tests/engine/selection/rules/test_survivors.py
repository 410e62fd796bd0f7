"""The rules on what a solve knows of its survivors."""

from __future__ import annotations

import random
from itertools import zip_longest

import pytest

from shortlist_engine.problem import Cluster, Program, Run, Verdict
from shortlist_engine.selection import Outcome, Survivor, cluster, outcome
from shortlist_engine.selection.rules import RULES, from_survivors, rank
from shortlist_engine.selection.rules.evidence import is_output


def shown(text: str) -> Outcome | None:
    if text == "?":
        return None
    verdict = Verdict.RE if text == "!" else Verdict.OK
    return outcome(Run(verdict, output=text))


def survivor(name: str, outputs: str, **more) -> Survivor:
    program = Program("python", name, more.pop("logprob", -1.0), more.pop("tokens", 1))
    first = more.pop("first", 0)
    return Survivor(
        program, more.pop("count", 1), first, tuple(shown(text) for text in outputs), **more
    )


def in_turns(clusters: list[Cluster]) -> list[str]:
    """Li et al. 2022, section 4.6: one program of each cluster, largest first, then again from the
    largest."""
    layers = zip_longest(*(item.programs for item in clusters))
    return [program.source for layer in layers for program in layer if program is not None]


@pytest.mark.parametrize("likelihoods", ["known", "some", "unknown"])
@pytest.mark.parametrize("seed", range(20))
def test_alphacode_is_the_order_that_clusters_give(seed: int, likelihoods: str) -> None:
    rng = random.Random(seed)
    behaviours = ["".join(rng.choice("abc!") for _ in range(4)) + "z" for _ in range(6)]
    firsts = rng.sample(range(200), 30)
    survivors = [
        survivor(
            f"p{first}", rng.choice(behaviours), count=rng.randint(1, 4), first=first,
            logprob=None if likelihoods == "unknown" or (likelihoods == "some" and first % 2)
            else -rng.randint(1, 9),
            tokens=rng.randint(1, 3),
        )
        for first in firsts
    ]  # fmt: skip
    ranking = rank("alphacode", from_survivors(survivors))
    assert [survivors[i].program.source for i in ranking.order] == in_turns(cluster(survivors))


def test_inputs_that_most_fail_on_or_some_have_not_reached_are_left_out() -> None:
    survivors = [survivor("p0", "a!bx"), survivor("p1", "a!c"), survivor("p2", "aab")]
    known = from_survivors(survivors)
    assert known.outcomes.shape == (3, 2)
    assert is_output(known.outcomes).all()
    assert known.outcomes[0, 1] == known.outcomes[2, 1] != known.outcomes[1, 1]


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if "outcomes" in rule.needs])
def test_survivors_not_run_yet_follow_and_unstable_ones_are_last(name: str) -> None:
    survivors = [
        survivor("unstable", "ab", count=9, first=0, stable=False),
        survivor("pending", "", count=9, first=1),
        survivor("known", "ab", first=2),
    ]
    ranking = rank(name, from_survivors(survivors))
    assert [survivors[i].program.source for i in ranking.order] == ["known", "pending", "unstable"]


def test_a_missing_outcome_is_no_difference_in_length() -> None:
    known = from_survivors([survivor("p0", "a?"), survivor("p1", "ab"), survivor("p2", "ab")])
    assert known.outcomes.shape == (3, 2)
    assert known.outcomes[0, 1] == 0


def test_no_survivor_is_no_error() -> None:
    assert len(from_survivors([])) == 0
    assert list(rank("shortlist", from_survivors([])).order) == []


def test_what_the_model_thought_is_taken_over() -> None:
    known = from_survivors(
        [survivor("abc", "a", logprob=-4.0, tokens=2), survivor("d", "a", tokens=0)]
    )
    assert known.mean_logprob[0] == -2.0
    assert known.mean_logprob[1] != known.mean_logprob[1]  # NaN: the tokens are not known
    assert list(known.length) == [3, 1]
