"""What holds for every rule."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from shortlist_engine.selection.rules import OUT, RULES, Evidence, evidence, rank

from .pools import codes, drawn, flags

BY_BEHAVIOUR = [name for name, rule in RULES.items() if rule.needs & {"outcomes", "tests"}]
BY_SAMPLES = ["alphacode", "shortest", "mbr_exec", "mbr_exec_soft", "codet", "b4", "aces"]


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("seed", range(5))
def test_every_candidate_has_one_place_and_those_put_forward_come_first(
    name: str, seed: int
) -> None:
    known = drawn(seed)
    found = rank(name, known)
    assert sorted(found.order) == list(range(len(known)))
    assert (found.groups[found.order[: found.put_forward]] != OUT).all()
    assert (found.groups[found.order[found.put_forward :]] == OUT).all()
    assert not np.isnan(found.scores).any()


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("seed", range(5))
def test_the_order_depends_on_the_candidates_and_not_on_how_they_are_listed(
    name: str, seed: int
) -> None:
    known = drawn(seed)
    shuffled = np.random.default_rng(seed + 100).permutation(len(known))
    assert (shuffled[rank(name, known.take(shuffled)).order] == rank(name, known).order).all()


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("seed", range(3))
def test_log_probabilities_that_are_not_known_are_equal_for_all(name: str, seed: int) -> None:
    known = replace(drawn(seed), tokens=np.ones(40, np.int64))
    unknown = rank(name, replace(known, logprob=np.full(40, np.nan)))
    equal = rank(name, replace(known, logprob=np.full(40, -3.0)))
    assert (unknown.order == equal.order).all()
    assert (unknown.groups == equal.groups).all()


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.filtered])
def test_candidates_that_fail_an_example_come_last_the_better_ones_first(name: str) -> None:
    known = evidence(
        codes("aa", "aa", "aa", "bb"),
        tests=flags("11", "11", "11", "01"),
        examples=flags("00", "10", "10", "11"),
        counts=[9, 9, 9, 1],
    )
    found = rank(name, known)
    assert list(found.order) == [3, 1, 2, 0]
    assert found.put_forward == 1


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.filtered])
def test_an_unstable_candidate_is_never_put_forward(name: str) -> None:
    known = evidence(
        codes("a", "a", "b"), tests=flags("1", "1", "0"), stable=[False, True, True],
        counts=[9, 1, 1], examples=flags("1", "1", "1"),
    )  # fmt: skip
    found = rank(name, known)
    assert found.order[-1] == 0
    assert 0 not in found.order[: found.put_forward]


@pytest.mark.parametrize("name", RULES)
def test_no_candidate_passing_the_examples_is_no_error(name: str) -> None:
    known = evidence(codes("a", "b"), examples=flags("0", "0"), tests=flags("1", "0"))
    found = rank(name, known)
    assert sorted(found.order) == [0, 1]
    assert found.put_forward == (0 if RULES[name].filtered else 2)


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("n", [0, 1, 3])
def test_without_inputs_and_tests_there_is_still_an_order(name: str, n: int) -> None:
    found = rank(name, evidence(np.zeros((n, 0))))
    assert sorted(found.order) == list(range(n))
    assert found.put_forward == n


@pytest.mark.parametrize("name", BY_BEHAVIOUR)
def test_when_all_fail_everywhere_the_earliest_come_first(name: str) -> None:
    known = evidence(codes("!!", "!!", "!!"), tests=flags("0", "0", "0"), first=[5, 3, 4])
    assert list(rank(name, known).order) == [1, 2, 0]


@pytest.mark.parametrize("name", BY_BEHAVIOUR)
def test_ties_go_to_the_earliest_sample(name: str) -> None:
    known = evidence(codes("ab", "cd", "ef"), tests=flags("100", "010", "001"), first=[7, 2, 4])
    assert list(rank(name, known).order) == [1, 2, 0]


@pytest.mark.parametrize("name", BY_BEHAVIOUR)
def test_the_cluster_that_is_best_in_everything_leads(name: str) -> None:
    """Most samples, all tests that anyone passes, no failure: nothing speaks against it."""
    known = evidence(
        codes("xy!", "abc", "abd", "abc", "abc", "x--"),
        tests=flags("0010", "1110", "1010", "1110", "1110", "0000"),
        logprob=[-9, -2, -9, -2, -2, -9],
        tokens=[3] * 6,
        length=[50, 20, 50, 21, 22, 50],
    )
    found = rank(name, known)
    assert found.order[0] == 1
    assert set(np.flatnonzero(found.groups == 0)) == {1, 3, 4}


@pytest.mark.parametrize("name", BY_SAMPLES)
@pytest.mark.parametrize("seed", range(5))
def test_a_duplicated_sample_counts_the_same_listed_twice_or_counted_twice(
    name: str, seed: int
) -> None:
    known = drawn(seed)
    rows = np.repeat(np.arange(len(known)), known.counts)
    listed = known.take(rows)
    ones = evidence(
        listed.outcomes,
        first=np.arange(len(rows)),
        examples=listed.examples,
        tests=listed.tests,
        test_counts=listed.test_counts,
        logprob=listed.logprob,
        stable=listed.stable,
    )
    assert rank(name, ones).scores == pytest.approx(rank(name, known).scores[rows])


@pytest.mark.parametrize("name", BY_BEHAVIOUR)
@pytest.mark.parametrize("seed", range(5))
def test_the_first_submissions_behave_differently(name: str, seed: int) -> None:
    """n@k wants ten different attempts: no group gives its second before all have given one."""
    found = rank(name, drawn(seed))
    groups = found.groups[found.order[: found.put_forward]]
    distinct = len(set(groups))
    assert sorted(groups[:distinct]) == list(range(distinct))


@pytest.mark.parametrize("name", RULES)
def test_the_same_evidence_gives_the_same_order(name: str) -> None:
    assert (rank(name, drawn(1)).order == rank(name, drawn(1)).order).all()


def test_an_unknown_rule_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"unknown ranking rule 'best': known are random, .*codet"):
        rank("best", drawn(0))


def test_shapes_that_do_not_fit_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"counts must have the shape \(2\), not \(3,\)"):
        evidence(codes("a", "b"), counts=[1, 2, 3])
    with pytest.raises(ValueError, match="tests must have the shape"):
        evidence(codes("a", "b"), tests=flags("1"))
    with pytest.raises(ValueError, match=r"outcomes must have the shape \(candidates, inputs\)"):
        evidence([1, 2])
    with pytest.raises(ValueError, match="counts must be at least 1"):
        evidence(codes("a"), counts=[0])


def test_part_of_the_evidence_keeps_its_tests() -> None:
    known = drawn(2)
    part: Evidence = known.take(np.array([3, 1]))
    assert len(part) == 2
    assert list(part.first) == [known.first[3], known.first[1]]
    assert (part.test_counts == known.test_counts).all()
