"""The queue between the stages of a solve."""

from __future__ import annotations

import asyncio

from shortlist_engine.concurrency import within
from shortlist_engine.problem import Program
from shortlist_engine.solve.candidate_queue import MAX_WAITING, CandidateQueue, InputSet
from shortlist_engine.solve.candidates import Candidate


def candidate(index: int, *, patient: bool = False) -> Candidate:
    return Candidate(index, Program("python", str(index)), index, patient=patient)


async def test_both_queues_move_in_turn_each_in_its_order() -> None:
    queue = CandidateQueue()
    for index in range(3):
        await queue.put(candidate(index))
        queue.put_for_inputs(candidate(10 + index))
    taken = [await queue.take() for _ in range(6)]
    assert [(each.key, inputs) for each, inputs in taken] == [
        (0, InputSet.EXAMPLES),
        (10, InputSet.GENERATED),
        (1, InputSet.EXAMPLES),
        (11, InputSet.GENERATED),
        (2, InputSet.EXAMPLES),
        (12, InputSet.GENERATED),
    ]


async def test_a_full_queue_makes_new_candidates_wait_but_not_patient_ones() -> None:
    queue = CandidateQueue()
    for index in range(MAX_WAITING):
        await queue.put(candidate(index))
    waiting = asyncio.ensure_future(queue.put(candidate(MAX_WAITING)))
    await asyncio.sleep(0)
    assert not waiting.done()
    queue.put_again([candidate(1000, patient=True)])
    await queue.take()
    await within(10, waiting)


async def test_it_is_idle_when_everything_taken_has_been_given_back() -> None:
    queue = CandidateQueue()
    assert queue.idle and queue.examples_idle
    await queue.put(candidate(0))
    assert not queue.idle and not queue.examples_idle
    await queue.take()
    assert not queue.examples_idle
    queue.put_for_inputs(candidate(0))
    queue.examples_done()
    queue.done()
    assert queue.examples_idle and not queue.idle
    await queue.take()
    assert not queue.idle
    queue.done()
    assert queue.idle
