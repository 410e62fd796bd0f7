from __future__ import annotations

from shortlist_engine.problem import Program
from shortlist_engine.solve.candidates import MAX_SLOW, Candidate, Candidates


def added(candidates: Candidates, name: str, index: int) -> Candidate:
    candidate = candidates.add(Program("python", name), index)
    assert candidate is not None
    return candidate


def test_an_earlier_copy_that_comes_later_keeps_a_survivor() -> None:
    candidates = Candidates(max_survivors=2)
    candidates.survive(added(candidates, "a", 10), ())
    added(candidates, "a", 1)
    candidates.survive(added(candidates, "b", 5), ())
    candidates.survive(added(candidates, "c", 7), ())
    assert sorted(each.first for each in candidates.survivors.values()) == [1, 5]


def test_slow_programs_are_kept_and_taken_by_their_earliest_copies() -> None:
    candidates = Candidates(max_survivors=2)
    for index in range(100, 100 + MAX_SLOW):
        candidates.set_aside(added(candidates, f"slow {index}", index))
    added(candidates, f"slow {99 + MAX_SLOW}", 3)
    candidates.set_aside(added(candidates, "one more", 50))
    firsts = [each.first for each in candidates.take_slow()]
    assert firsts == [3, 50, *range(100, 98 + MAX_SLOW)]


def test_an_answer_takes_the_place_of_the_reading_that_passed() -> None:
    wrong, right, other = (Program("python", name) for name in ("wrong", "right", "other"))
    for answer_first in (True, False):
        candidates = Candidates(max_survivors=9)
        answer = candidates.add(wrong, 0, (right,))
        assert answer is not None
        if answer_first:
            settled = candidates.settle_on(answer, right)
            candidates.survive(settled, ())
            assert candidates.add(right, 1) is settled
        else:
            plain = candidates.add(right, 1)
            assert plain is not None
            settled = candidates.settle_on(answer, right)
            assert settled is plain
            candidates.survive(settled, ())
        assert candidates.add(wrong, 2, (right,)) is settled
        assert candidates.add(wrong, 3) is not None, "the first reading alone is another answer"
        assert candidates.add(wrong, 4, (right, other)) is not answer
        (survivor,) = candidates.survivors.values()
        assert (survivor.program, survivor.count, survivor.first) == (right, 3, 0)
        assert (candidates.sampled, candidates.unique) == (5, 4)
