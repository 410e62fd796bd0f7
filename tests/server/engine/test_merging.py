"""One ranking of what two engines found."""

from __future__ import annotations

from shortlist_engine.problem import (
    Confidence,
    Difference,
    NearMiss,
    Program,
    Ranking,
    Run,
    Solution,
    Verdict,
)
from shortlist_server.engine.merging import merged

RUN = Run(Verdict.AC)
SURE = Confidence(0.9, "high", "Likely right: x.")
UNSURE = Confidence(0.1, "low", "Probably wrong: x.")
APART = Difference("5", "1", "0")


def solution(rank, source, group, size, differs=None):
    program = Program("python", source)
    return Solution(rank, program, 2, 2, (RUN,) * 2, group, size, size / 20, 50, differs)


def near_miss(source, passed):
    return NearMiss(Program("python", source), passed, 3, passed, Run(Verdict.WA))


BEFORE = Ranking(
    (solution(1, "a", "x", 15), solution(2, "b", "x", 15), solution(3, "c", "y", 5, APART)), SURE
)


def sources(ranking):
    return [each.program.source for each in ranking.solutions]


def test_until_the_next_has_found_something_all_stays():
    found = merged(BEFORE, Ranking((), None), newer_leads=True, count=10)
    assert (found.solutions, found.confidence) == (BEFORE.solutions, SURE)


def test_the_one_that_knows_more_leads_and_nothing_is_lost():
    now = Ranking((solution(1, "d", "x", 3), solution(2, "a", "y", 2)), UNSURE)
    first = merged(BEFORE, now, newer_leads=False, count=10)
    assert sources(first) == ["a", "b", "c", "d"]
    assert first.confidence == SURE
    second = merged(BEFORE, now, newer_leads=True, count=10)
    assert sources(second) == ["d", "a", "b", "c"]
    assert second.confidence == UNSURE
    for ranking in (first, second):
        assert [each.rank for each in ranking.solutions] == [1, 2, 3, 4]
        assert all(each.passed == each.total for each in ranking.solutions)
    assert len(merged(BEFORE, now, newer_leads=True, count=2).solutions) == 2


def test_groups_are_joined_by_a_program_that_both_found_and_by_nothing_else():
    """`x` of the one has nothing to do with `x` of the other."""
    now = Ranking((solution(1, "d", "x", 3), solution(2, "a", "y", 2, APART)), UNSURE)
    d, a, b, c = merged(BEFORE, now, newer_leads=True, count=10).solutions
    assert b.cluster_id == a.cluster_id == "y"
    assert (b.cluster_size, b.differs) == (a.cluster_size, APART)
    assert len({d.cluster_id, a.cluster_id, c.cluster_id}) == 3
    # Of a group that only the other engine has, nobody knows what tells it from the first here.
    assert (c.compared, c.differs) == (0, None)


def test_the_nearest_misses_of_both():
    before = Ranking((), None, (near_miss("a", 2), near_miss("b", 1)))
    now = Ranking((), None, (near_miss("c", 2), near_miss("a", 2)))
    found = merged(before, now, newer_leads=False, count=10)
    assert [each.program.source for each in found.near_misses] == ["a", "c"]
