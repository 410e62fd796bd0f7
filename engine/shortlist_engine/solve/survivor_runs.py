"""Survivors on generated inputs, while samples still come and after the last one."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable

from shortlist_engine.concurrency import within
from shortlist_engine.problem import Problem
from shortlist_engine.solve.candidate_queue import CandidateQueue
from shortlist_engine.solve.candidates import Candidate, Candidates
from shortlist_engine.solve.deadline import Deadline
from shortlist_engine.solve.distinguishing import distinguish
from shortlist_engine.solve.generated import GeneratedInputs
from shortlist_engine.solve.trials import Trials

# Looking for further inputs may take this part of the whole time and this part of what is left, and
# is not begun when that is less than `LEAST_SEEKING_S`.
SEEKING_SHARE, SEEKING_SHARE_LEFT, LEAST_SEEKING_S = 0.25, 0.5, 0.2


class SurvivorRuns:
    """Runs the survivors among `candidates` on `count` generated inputs, and on further ones in the
    end. `changed` is called when what is known of them has changed."""

    def __init__(
        self,
        problem: Problem,
        trials: Trials,
        candidates: Candidates,
        queue: CandidateQueue,
        count: int,
        changed: Callable[[], None],
    ) -> None:
        self._problem = problem
        self._trials = trials
        self._candidates = candidates
        self._queue = queue
        self._count = count
        self._changed = changed
        self._inputs: GeneratedInputs | None = None
        self._prepared = asyncio.Event()

    @property
    def prepared(self) -> bool:
        """Says whether there are inputs of our own."""
        return self._prepared.is_set()

    async def prepare(self, seed: int) -> None:
        """Generates inputs of our own, in a thread: some statements take long to read."""
        self._inputs = await asyncio.to_thread(GeneratedInputs, self._problem, self._count, seed)
        self._add_inputs(self._inputs)
        self._prepared.set()

    async def complete(self, texts: Iterable[str]) -> None:
        """Adds the inputs that the model wrote."""
        inputs = await self._generated()
        inputs.complete(texts)
        self._add_inputs(inputs)

    def put(self, candidate: Candidate) -> None:
        """Queues a survivor when there are inputs that it has to run."""
        if candidate.busy or candidate.dropped or not self._trials.missing(candidate):
            return
        candidate.busy = True
        self._queue.put_for_inputs(candidate)

    async def run(self, candidate: Candidate) -> None:
        """Runs a survivor that was queued, and queues it again when inputs came meanwhile."""
        if not candidate.dropped:
            await self._trials.run(candidate)
            self._changed()
        candidate.busy = False
        self.put(candidate)

    async def finish(self, deadline: Deadline) -> None:
        """Decides which inputs count, has all survivors run them, and looks for inputs that tell
        the leading ones apart for a part of the time that is left."""
        survivors = sorted(self._candidates.survivors.values(), key=lambda each: each.first)
        await self._trials.settle(survivors)
        self._changed()
        allowed = min(SEEKING_SHARE * deadline.seconds, SEEKING_SHARE_LEFT * deadline.left)
        if allowed < LEAST_SEEKING_S:
            return
        inputs = await self._generated()
        with contextlib.suppress(asyncio.TimeoutError):
            await within(allowed, distinguish(self._trials, inputs, survivors, self._count // 2))
            self._changed()

    async def _generated(self) -> GeneratedInputs:
        await self._prepared.wait()
        assert self._inputs is not None
        return self._inputs

    def _add_inputs(self, inputs: GeneratedInputs) -> None:
        new = inputs.texts[len(self._trials.texts) :]
        self._trials.kept += self._trials.add(new)
        for candidate in self._candidates.survivors.values():
            self.put(candidate)
