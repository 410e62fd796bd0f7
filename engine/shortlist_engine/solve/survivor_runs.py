"""Survivors on generated inputs, while samples still come and after the last one."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Sequence

from shortlist_engine.concurrency import within
from shortlist_engine.selection import Pace
from shortlist_engine.solve.candidate_queue import CandidateQueue
from shortlist_engine.solve.candidates import Candidate, Candidates
from shortlist_engine.solve.distinguishing import distinguish
from shortlist_engine.solve.generated import GeneratedInputs
from shortlist_engine.solve.job import Job
from shortlist_engine.solve.pace import paces_of_leading
from shortlist_engine.solve.ranking import apply_rule, offload
from shortlist_engine.solve.trials import Trials

# Looking for further inputs may take this part of the whole time and this part of what is left, and
# is not begun when that is less than `LEAST_SEEKING_S`.
SEEKING_SHARE, SEEKING_SHARE_LEFT, LEAST_SEEKING_S = 0.25, 0.5, 0.2
# So may seeing how fast the leading programs are.
PACING_SHARE, PACING_SHARE_LEFT = 0.25, 0.8


class SurvivorRuns:
    """Runs the survivors among `candidates` on generated inputs, and on further ones and large ones
    in the end. `changed` is called when what is known of them has changed."""

    def __init__(
        self,
        job: Job,
        trials: Trials,
        candidates: Candidates,
        queue: CandidateQueue,
        changed: Callable[[], None],
    ) -> None:
        self._job = job
        self._count = job.options.generated_inputs
        self._trials = trials
        self._candidates = candidates
        self._queue = queue
        self._changed = changed
        self._inputs: GeneratedInputs | None = None
        self._prepared = asyncio.Event()

    @property
    def prepared(self) -> bool:
        """Says whether there are inputs of our own."""
        return self._prepared.is_set()

    async def prepare(self) -> None:
        """Generates inputs of our own, in a thread: some statements take long to read."""
        job = self._job
        self._inputs = await asyncio.to_thread(GeneratedInputs, job.problem, self._count, job.seed)
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

    async def finish(self) -> None:
        """Decides which inputs count and has all survivors run them. For parts of the time that is
        left it looks for inputs that tell the leading ones apart, and sees how fast these are."""
        deadline = self._job.deadline
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
        shown = [self._trials.survivor(candidate) for candidate in survivors]
        _, ranking = await offload(len(survivors), lambda: apply_rule(shown))

        def found(index: int, pace: Pace) -> None:
            survivors[index].pace = pace
            self._changed()

        programs = [candidate.program for candidate in survivors]
        job = self._job
        await paces_of_leading(job.problem, programs, ranking, job.pool, job.seed, found)

    async def _generated(self) -> GeneratedInputs:
        await self._prepared.wait()
        assert self._inputs is not None
        return self._inputs

    def _add_inputs(self, inputs: GeneratedInputs) -> None:
        new = inputs.texts[len(self._trials.texts) :]
        self._trials.kept += self._trials.add(new)
        for candidate in self._candidates.survivors.values():
            self.put(candidate)
