"""Which inputs survivors are told apart with, the same in a solve and in its evaluation."""

from __future__ import annotations

import random
from collections.abc import Iterable

from shortlist_engine.inputs import clean_input, generate_inputs, merge_inputs
from shortlist_engine.problem import Problem
from shortlist_engine.solve.seeds import derive_seed


class GeneratedInputs:
    """Holds the generated inputs for `problem`, `count` at most, which depend on `seed` and on what
    the model writes, but never on when it does: half are our own and there at once, then come the
    model's, then more of our own."""

    def __init__(self, problem: Problem, count: int, seed: int) -> None:
        self._problem = problem
        self._count = count
        self._seed = seed
        self._own = generate_inputs(problem, count, random.Random(seed))
        self._written: list[str] = []
        self.texts = self._own[: (count + 1) // 2]

    def complete(self, written: Iterable[str]) -> None:
        """Fills `texts` up; `written` are the model's inputs as it wrote them."""
        cleaned = (clean_input(self._problem, text) for text in written)
        self._written = [text for text in cleaned if text is not None]
        self.texts = merge_inputs(self.texts, self._written, self._own, count=self._count)

    def others(self, count: int) -> list[str]:
        """Returns at most `count` inputs that are not among `texts`: what is left of the model's,
        then new ones of our own."""
        seed = derive_seed(self._seed, "other inputs")
        own = generate_inputs(self._problem, count + len(self.texts), random.Random(seed))
        known = len(self.texts)
        return merge_inputs(self.texts, self._written, own, count=known + count)[known:]
