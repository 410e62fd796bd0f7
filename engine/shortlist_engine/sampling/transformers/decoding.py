"""A prompt computed once, and rows that go on from it: the part that knows of keys and values.

Rows of one prompt are equally long at every step, so that nothing is padded; one that has ended is
taken out of the batch. A prompt is computed in pieces, so that it can be cancelled in between, and
what it has in common with the one before is not computed again: questions about one problem differ
only at their ends.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

PIECE = 128
"""How many tokens of a prompt are computed between two looks at whether to go on."""


@dataclass(frozen=True)
class Prefix:
    """Holds a computed prompt: its tokens, the keys and values of each layer, and the logits [1, V]
    of the token that comes next."""

    tokens: tuple[int, ...]
    cache: Any
    logits: torch.Tensor


class Decoder:
    """Computes the steps of a network of transformers. `look` is called before each piece of work
    and may raise to end it."""

    def __init__(self, network: Any, look: Callable[[], None]) -> None:
        self._network, self._look = network, look
        self._last: Prefix | None = None
        # A state that is no keys and values cannot be cut, nor surely be carried on by a piece.
        self._stateful = bool(getattr(network, "_is_stateful", False))

    def prefix(self, tokens: Sequence[int]) -> Prefix:
        """Returns the computed prompt, which has one token at least. The next one may begin with
        it: it is kept until then."""
        import torch
        from transformers import DynamicCache

        tokens = tuple(tokens)
        if self._last is not None and self._last.tokens == tokens:
            return self._last
        cache, done = self._common(tokens)
        cache = DynamicCache(config=self._network.config) if cache is None else cache
        piece = len(tokens) if self._stateful else PIECE
        with torch.inference_mode():
            for start in range(done, len(tokens), piece):
                logits = self._step([list(tokens[start : start + piece])], cache)
        self._last = Prefix(tokens, cache, logits)
        return self._last

    def rows(self, prefix: Prefix, count: int) -> Rows:
        """Returns `count` rows that go on from a prompt."""
        import torch

        with torch.inference_mode():
            cache = copy.deepcopy(prefix.cache)
            cache.reorder_cache(torch.zeros(count, dtype=torch.long, device=self._network.device))
            return Rows(self._step, cache, prefix.logits.expand(count, -1))

    def _common(self, tokens: tuple[int, ...]) -> tuple[Any, int]:
        """What of the last prompt's keys and values can be taken, and for how many tokens: the last
        token is computed in any case, since its logits are needed."""
        last, self._last = self._last, None
        if last is None or self._stateful or any(last.cache.is_sliding):
            return None, 0
        most = min(len(last.tokens), len(tokens) - 1)
        same = next((n for n in range(most) if last.tokens[n] != tokens[n]), most)
        if not same:
            return None, 0
        if same < len(last.tokens):
            last.cache.crop(same - len(last.tokens))
        return last.cache, same

    def _step(self, tokens: list[list[int]], cache: Any) -> torch.Tensor:
        """The logits [B, V] after the last of the tokens [B, T], in float32."""
        import torch

        self._look()
        ids = torch.tensor(tokens, device=self._network.device)
        out = self._network(input_ids=ids, cache=cache, use_cache=True, logits_to_keep=1)
        return out.logits[:, -1].float()


class Rows:
    """Rows of a batch, one for each answer that is still written. `logits` [B, V] are those of the
    tokens that come next."""

    def __init__(
        self,
        step: Callable[[list[list[int]], Any], torch.Tensor],
        cache: Any,
        logits: torch.Tensor,
    ) -> None:
        self._compute, self._cache, self.logits = step, cache, logits

    def step(self, tokens: Sequence[int], kept: Sequence[int]) -> None:
        """Goes on with a token for each of the rows `kept`, by their places; the others are left
        out from here on."""
        import torch

        with torch.inference_mode():
            if len(kept) < len(self.logits):
                places = torch.tensor(kept, device=self.logits.device)
                self._cache.reorder_cache(places)
            self.logits = self._compute([[token] for token in tokens], self._cache)
