"""Survivors on generated inputs, while samples still come and after the last one."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Sequence

from shortlist_engine.concurrency import for_each, within
from shortlist_engine.execution.runner import Runner
from shortlist_engine.problem import Problem
from shortlist_engine.solve.candidate_queue import CandidateQueue
from shortlist_engine.solve.candidates import Candidate, Candidates
from shortlist_engine.solve.deadline import Deadline
from shortlist_engine.solve.distinguishing import distinguish
from shortlist_engine.solve.generated import GeneratedInputs
from shortlist_engine.solve.pace import PACED, find_pace, large_inputs
from shortlist_engine.solve.ranking import apply_rule, offload
from shortlist_engine.solve.trials import Trials, programs_at_once

# Looking for further inputs may take this part of the whole time and this part of what is left, and
# is not begun when that is less than `LEAST_SEEKING_S`.
SEEKING_SHARE, SEEKING_SHARE_LEFT, LEAST_SEEKING_S = 0.25, 0.5, 0.2
# So may seeing how fast the leading programs are.
PACING_SHARE, PACING_SHARE_LEFT = 0.25, 0.8


class SurvivorRuns:
    """Runs the survivors among `candidates` on `count` generated inputs, and on further ones and
    large ones in the end. `changed` is called when what is known of them has changed."""

    def __init__(
        self,
        problem: Problem,
        pool: Runner,
        trials: Trials,
        candidates: Candidates,
        queue: CandidateQueue,
        count: int,
        changed: Callable[[], None],
    ) -> None:
        self._problem = problem
        self._pool = pool
        self._seed = 0
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
        self._seed = seed
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
        allowed = min(PACING_SHARE * deadline.seconds, PACING_SHARE_LEFT * deadline.left)
        with contextlib.suppress(asyncio.TimeoutError):
            await within(max(allowed, 0.0), self._find_pace(survivors))

    async def _find_pace(self, survivors: Sequence[Candidate]) -> None:
        """Sees whether the leading survivors are fast enough for large inputs, best first."""
        inputs = await asyncio.to_thread(large_inputs, self._problem, self._seed)
        if not inputs or not survivors:
            return
        shown = [self._trials.survivor(candidate) for candidate in survivors]
        _, ranking = await offload(len(survivors), lambda: apply_rule(shown))

        async def run(candidate: Candidate) -> None:
            candidate.pace = await find_pace(self._problem, candidate.program, inputs, self._pool)
            self._changed()

        leading = [survivors[index] for index in ranking.order[:PACED].tolist()]
        await for_each(leading, run, programs_at_once(self._pool))

    async def _generated(self) -> GeneratedInputs:
        await self._prepared.wait()
        assert self._inputs is not None
        return self._inputs

    def _add_inputs(self, inputs: GeneratedInputs) -> None:
        new = inputs.texts[len(self._trials.texts) :]
        self._trials.kept += self._trials.add(new)
        for candidate in self._candidates.survivors.values():
            self.put(candidate)
