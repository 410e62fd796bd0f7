"""Several batches of one call, each decoded by a thread of its own.

A thread that computes whole steps alone waits for nobody. Threads that share each product of a
step meet after every one, some hundred times a step, and where other programs run on the same
cores the slowest decides each time.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Sequence

from shortlist_engine.sampling.base import Sample
from shortlist_engine.sampling.continuous_batching import BatchDecoder, ContinuousBatch, Flag

_AHEAD = 4  # lists of samples that wait for their reader, for each batch


def run_parallel(
    batches: Sequence[tuple[ContinuousBatch, BatchDecoder]], cancelled: Flag
) -> Iterator[list[Sample]]:
    """Yields what `ContinuousBatch.run` yields, of all batches as it comes. Raises what one of them
    raises. No thread is left when it ends, also when its reader goes away."""
    if len(batches) == 1:
        batch, decoder = batches[0]
        yield from batch.run(decoder, cancelled)
        return
    ready: queue.Queue[list[Sample] | BaseException | None] = queue.Queue(_AHEAD * len(batches))
    stop = _Stop(cancelled)
    threads = [
        threading.Thread(target=_work, args=(*each, ready, stop), name="sampling", daemon=True)
        for each in batches
    ]
    for thread in threads:
        thread.start()
    working = len(threads)
    try:
        while working:
            item = ready.get()
            if isinstance(item, BaseException):
                raise item
            if item is None:
                working -= 1
            else:
                yield item
    finally:
        stop.set()
        for thread in threads:
            thread.join()


class _Stop:
    """Set when the caller cancels, or when nobody reads any more."""

    def __init__(self, cancelled: Flag) -> None:
        self._cancelled = cancelled
        self._left = threading.Event()

    def is_set(self) -> bool:
        return self._left.is_set() or self._cancelled.is_set()

    def set(self) -> None:
        self._left.set()

    @property
    def left(self) -> bool:
        return self._left.is_set()


def _work(
    batch: ContinuousBatch,
    decoder: BatchDecoder,
    ready: queue.Queue[list[Sample] | BaseException | None],
    stop: _Stop,
) -> None:
    end: BaseException | None = None
    try:
        for samples in batch.run(decoder, stop):
            _put(ready, samples, stop)
    except BaseException as error:
        end = error
    _put(ready, end, stop)


def _put(
    ready: queue.Queue[list[Sample] | BaseException | None],
    item: list[Sample] | BaseException | None,
    stop: _Stop,
) -> None:
    """Waits for room as long as somebody reads."""
    while not stop.left:
        try:
            ready.put(item, timeout=0.05)
            return
        except queue.Full:
            continue
