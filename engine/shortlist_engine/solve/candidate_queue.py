"""Candidates that wait for their runs: on the examples, and on generated inputs."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable
from enum import Enum, auto

from shortlist_engine.solve.candidates import Candidate

# Programs that may wait for the examples; beyond that the sampler pauses.
MAX_WAITING = 256


class InputSet(Enum):
    """Says what a candidate is to be run on."""

    EXAMPLES = auto()
    GENERATED = auto()


class CandidateQueue:
    """Serves two queues in turn, so that both new programs and the clusters of those that passed
    move. Each candidate taken is given back with `done`."""

    def __init__(self) -> None:
        self._for_examples: deque[Candidate] = deque()
        self._for_inputs: deque[Candidate] = deque()
        self._ready = asyncio.Semaphore(0)
        self._room = asyncio.Semaphore(MAX_WAITING)
        self._examples_turn = False
        self._running_examples = 0
        self._under_way = 0

    @property
    def idle(self) -> bool:
        """Says whether nothing waits and nothing runs."""
        return not self._under_way

    @property
    def examples_idle(self) -> bool:
        """Says whether no candidate waits for the examples or runs on them."""
        return not self._for_examples and not self._running_examples

    async def put(self, candidate: Candidate) -> None:
        """Queues a new candidate for the examples, as soon as there is room."""
        await self._room.acquire()
        self._put(self._for_examples, candidate)

    def put_again(self, candidates: Iterable[Candidate]) -> None:
        """Queues patient candidates for the examples once more; they need no room."""
        for candidate in candidates:
            self._put(self._for_examples, candidate)

    def put_for_inputs(self, candidate: Candidate) -> None:
        """Queues a survivor for generated inputs."""
        self._put(self._for_inputs, candidate)

    async def take(self) -> tuple[Candidate, InputSet]:
        """Waits for the next candidate and returns it, and what to run it on."""
        await self._ready.acquire()
        self._examples_turn = not self._examples_turn
        if self._for_examples and (self._examples_turn or not self._for_inputs):
            candidate = self._for_examples.popleft()
            if not candidate.patient:
                self._room.release()
            self._running_examples += 1
            return candidate, InputSet.EXAMPLES
        return self._for_inputs.popleft(), InputSet.GENERATED

    def examples_done(self) -> None:
        """A candidate has run on the examples; `done` is still to be called."""
        self._running_examples -= 1

    def done(self) -> None:
        """Gives back a candidate that was taken, when what follows from its runs has been
        queued."""
        self._under_way -= 1

    def _put(self, queue: deque[Candidate], candidate: Candidate) -> None:
        self._under_way += 1
        queue.append(candidate)
        self._ready.release()
