"""A sampler that serves one solve at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

from shortlist_engine.problem import Problem
from shortlist_engine.sampling.base import (
    Capabilities,
    Likelihood,
    Sample,
    Sampler,
    SamplingParams,
    likelihood_of,
)

LOOK_S = 0.05


class ExclusiveSampler:
    """Lends a sampler to a solve only after the one before has let go of it: a cancelled solve
    answers before its sampler has stopped."""

    def __init__(self, sampler: Sampler) -> None:
        self._sampler = sampler
        self._free = threading.Lock()

    @property
    def name(self) -> str:
        """Returns the name of the sampler within."""
        return self._sampler.name

    @property
    def capabilities(self) -> Capabilities:
        """Returns what the sampler within can do."""
        return self._sampler.capabilities

    def sample(
        self, problem: Problem, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        """Does as `Sampler.sample` says. Waits for its turn until `cancelled` is set."""
        while not self._free.acquire(timeout=LOOK_S):
            if cancelled.is_set():
                return
        try:
            yield from self._sampler.sample(problem, params, cancelled)
        finally:
            self._free.release()

    @property
    def likelihood(self) -> Callable[[str, str], Likelihood] | None:
        """Returns what says how likely a text is, None for a sampler that cannot."""
        ask = likelihood_of(self._sampler)
        if ask is None:
            return None

        def alone(before: str, text: str) -> Likelihood:
            with self._free:
                return ask(before, text)

        return alone

    def close(self) -> None:
        """Blocks until the last solve has let go."""
        with self._free:
            self._sampler.close()
