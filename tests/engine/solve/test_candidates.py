from __future__ import annotations

from shortlist_engine.problem import Program
from shortlist_engine.solve.candidates import (
    KNOWN_VOICE,
    MAX_SLOW,
    MAX_SLOW_KNOWN,
    Candidate,
    Candidates,
)


def added(candidates: Candidates, name: str, index: int) -> Candidate:
    candidate = candidates.add(Program("python", name), index).candidate
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
        answer = candidates.add(wrong, 0, (right,)).candidate
        assert answer is not None
        if answer_first:
            settled = candidates.settle_on(answer, right)
            candidates.survive(settled, ())
            assert candidates.add(right, 1) == (settled, False)
        else:
            plain = candidates.add(right, 1).candidate
            assert plain is not None
            settled = candidates.settle_on(answer, right)
            assert settled is plain
            candidates.survive(settled, ())
        assert candidates.add(wrong, 2, (right,)) == (settled, False)
        assert candidates.add(wrong, 3).new, "the first reading alone is another answer"
        assert candidates.add(wrong, 4, (right, other)).new
        (survivor,) = candidates.survivors.values()
        assert (survivor.program, survivor.samples, survivor.first) == (right, 3, 0)
        assert (candidates.sampled, candidates.unique) == (5, 4)


def test_slow_known_programs_take_no_place_of_a_sample_and_few_get_time() -> None:
    candidates = Candidates(max_survivors=2)
    for index in range(-150, 0):
        known = candidates.add_known(Program("python", f"known {index}"), index).candidate
        assert known is not None
        candidates.set_aside(known)
    for index in range(MAX_SLOW):
        candidates.set_aside(added(candidates, f"slow {index}", index))
    sampled_too = added(candidates, "known -1", MAX_SLOW)
    taken = candidates.take_slow()
    nearest = [*range(-150, MAX_SLOW_KNOWN - 150), -1]
    assert [each.first for each in taken] == [*nearest, *range(MAX_SLOW)]
    assert sampled_too in taken and all(each.patient for each in taken)
    assert candidates.take_slow() == []
    assert candidates.add_known(Program("python", "known -2"), -2).candidate is None


def test_what_is_no_sample_has_a_voice_and_solves_nothing() -> None:
    candidates = Candidates(max_survivors=9)
    known = candidates.add_known(Program("python", "a", origin="from your library: a.py"), -1)
    assert known.new and known.candidate is not None
    candidates.survive(known.candidate, ())
    voice = candidates.add_voice(Program("python", "a"), 3)
    assert voice == (known.candidate, False)
    assert (known.candidate.samples, known.candidate.weight) == (0, KNOWN_VOICE + 3)
    assert not candidates.solved and candidates.sampled == 0
    assert added(candidates, "a", 5) is known.candidate
    assert (known.candidate.samples, known.candidate.first) == (1, -1)
    assert known.candidate.program.origin and candidates.solved


def test_a_known_program_that_was_sampled_before_gets_its_origin() -> None:
    candidates = Candidates(max_survivors=9)
    sampled = added(candidates, "a", 3)
    program = Program("python", "a", origin="from your library: a.py")
    assert candidates.add_known(program, -1) == (sampled, False)
    assert sampled.known and sampled.program.origin
    assert (sampled.samples, sampled.weight) == (1, 1 + KNOWN_VOICE)
