"""A `TextModel` of a folder of transformers weights, computed in this process.

All answers to a request are drawn together, a token for each at a time, each with random numbers of
its own. An answer that has ended leaves the batch.
"""

from __future__ import annotations

import itertools
import random
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shortlist_engine.concurrency import Cancelled
from shortlist_engine.machine import free_memory
from shortlist_engine.model.errors import ModelError, WindowError
from shortlist_engine.sampling.base import FinishReason, Likelihood
from shortlist_engine.sampling.devices import Device
from shortlist_engine.sampling.text.model import (
    Chat,
    Completion,
    CompletionRequest,
    Prompt,
    Raw,
    Reasoning,
    TextModelFacts,
)
from shortlist_engine.sampling.transformers.decoding import Decoder, Prefix
from shortlist_engine.sampling.transformers.drawing import draw, penalise
from shortlist_engine.sampling.transformers.loading import load, out_of_memory

if TYPE_CHECKING:
    import torch

MOST_ROWS: dict[Device, int] = {"cpu": 16, "cuda": 64}
_ROW_TOKENS = 6144
"""A prompt of 4,096 and an answer of 2,048: what a row may take in memory."""
_MEMORY_SHARE = 0.25


class TransformersModel:
    """Answers prompts with the weights of a folder."""

    def __init__(
        self,
        folder: Path,
        device: Device = "cpu",
        *,
        threads: int | None = None,
        on_status: Callable[[str], None] | None = None,
        cancelled: threading.Event | None = None,
    ) -> None:
        """Raises ModelError, which names the fix, when the folder is no whole model or the library
        is not installed; MemoryError when it does not fit; Cancelled at the end of the step of
        loading in which `cancelled` is set."""
        if on_status is not None:
            on_status(f"loading {folder.name} …")
        self._cancelled = cancelled or threading.Event()
        self._network, self._tokenizer = load(folder, device, self._look)
        if threads is not None and device == "cpu":
            import torch

            torch.set_num_threads(threads)
        self._decoder: Decoder | None = Decoder(self._network, self._look)
        self._watch_layers()
        config = self._network.config.get_text_config(decoder=True)
        template = str(self._tokenizer.chat_template or "")
        self._ends = _ends(self._network, self._tokenizer)
        self.facts = TextModelFacts(
            name=folder.name,
            where=str(folder),
            window=_window(config, self._tokenizer),
            chat=bool(template),
            reasoning="enable_thinking" in template or "<think>" in template,
            logprobs=True,
            parallel=_rows(config, self._network, device),
        )

    def count_tokens(self, prompt: Prompt, cancelled: threading.Event | None = None) -> int:
        """Returns how many tokens the prompt has, by the model's own tokenizer and template. Raises
        ModelError when the template refuses it."""
        return len(self._encode(prompt, "auto"))

    def complete(
        self, request: CompletionRequest, cancelled: threading.Event
    ) -> Iterator[Completion]:
        """Does as `TextModel.complete` says; MemoryError when the answers do not fit."""
        if self._decoder is None:
            raise RuntimeError("the model is closed")
        if request.n == 0 or cancelled.is_set():
            return
        tokens = self._encode(request.prompt, request.reasoning)
        most = request.max_tokens
        window = self.facts.window
        if window is not None:
            most = min(most, window - len(tokens))
            if most < 1:
                raise WindowError(
                    f"the prompt has {len(tokens)} tokens, and the window of {self.facts.name} has "
                    f"{window}: shorten the problem, or take a model with a larger window",
                    len(tokens),
                    window,
                )
        self._cancelled = cancelled
        try:
            with out_of_memory(self.facts.name):
                prefix = self._decoder.prefix(tokens)
            for start in range(0, request.n, self.facts.parallel):
                indices = range(start, min(start + self.facts.parallel, request.n))
                yield from self._answers(prefix, request, indices, most)
        except Cancelled:
            return

    def likelihood(self, before: str, text: str) -> Likelihood:
        """Returns how likely `text` is after `before`, at temperature 1. Where the end of the one
        and the beginning of the other make one token, it counts as a part of the text. Raises
        WindowError when both together do not fit."""
        import torch

        if self._network is None:
            raise RuntimeError("the model is closed")
        tokens = self._encode(Raw(before + text), "auto")
        known_before = self._encode(Raw(before), "auto") if before else []
        pairs = zip(known_before, tokens, strict=False)
        alike = itertools.takewhile(lambda both: both[0] == both[1], pairs)
        start = max(1, sum(1 for _ in alike))
        window = self.facts.window
        if window is not None and len(tokens) > window:
            raise WindowError(
                f"the text has {len(tokens)} tokens, and the window of {self.facts.name} has "
                f"{window}: take a model with a larger window",
                len(tokens),
                window,
            )
        with out_of_memory(self.facts.name), torch.inference_mode():
            ids = torch.tensor([tokens], device=self._network.device)
            logits = self._network(input_ids=ids, use_cache=False).logits[0].float()
            known = logits.log_softmax(dim=-1)[:-1].gather(1, ids[0, 1:, None])[:, 0]
            return Likelihood(float(known[start - 1 :].sum()), len(tokens) - start)

    def close(self) -> None:
        """Lets go of the weights."""
        self._network = self._decoder = None

    def _answers(
        self, prefix: Prefix, request: CompletionRequest, indices: Sequence[int], most: int
    ) -> Iterator[Completion]:
        assert self._decoder is not None
        writing = [_Writing(index, random.Random(request.seed + index)) for index in indices]
        with out_of_memory(self.facts.name):
            rows = self._decoder.rows(prefix, len(writing))
        while True:
            with out_of_memory(self.facts.name):
                drawn, logprobs = self._draw(rows.logits, prefix, request, writing)
            kept = []
            for place, (row, token, logprob) in enumerate(
                zip(writing, drawn, logprobs, strict=True)
            ):
                row.add(token, logprob)
                done = self._finished(row, request, most)
                if done is None:
                    kept.append(place)
                else:
                    yield done
            if not kept:
                return
            writing = [writing[place] for place in kept]
            with out_of_memory(self.facts.name):
                rows.step([row.tokens[-1] for row in writing], kept)

    def _draw(
        self,
        logits: torch.Tensor,
        prefix: Prefix,
        request: CompletionRequest,
        writing: Sequence[_Writing],
    ) -> tuple[list[int], list[float]]:
        """A token for each row, and its logarithm of probability at temperature 1."""
        import torch

        with torch.inference_mode():
            shaped = logits
            if request.repetition_penalty != 1:
                seen = [[*prefix.tokens, *row.tokens] for row in writing]
                ids = torch.tensor(seen, device=logits.device)
                shaped = penalise(logits, ids, request.repetition_penalty)
            tokens = draw(
                shaped,
                [row.rng.random() for row in writing],
                temperature=request.temperature,
                top_p=request.top_p,
                top_k=request.top_k,
                min_p=request.min_p,
            )
            known = logits.gather(1, tokens[:, None])[:, 0] - logits.logsumexp(dim=1)
            return tokens.tolist(), known.tolist()

    def _finished(self, row: _Writing, request: CompletionRequest, most: int) -> Completion | None:
        """The answer when it has ended: by the model's mark, a text at which to stop, or the limit
        of tokens."""
        reason: FinishReason = "stop"
        if row.tokens[-1] in self._ends:
            text = _before(self._decode(row.tokens[:-1]), request.stop)
        elif (stopped := self._stopped(row.tokens, request.stop)) is not None:
            text = stopped
        elif len(row.tokens) >= most:
            text, reason = self._decode(row.tokens), "length"
        else:
            return None
        return Completion(
            row.index, text, reason, num_tokens=len(row.tokens), logprob=sum(row.logprobs)
        )

    def _stopped(self, tokens: Sequence[int], stops: Sequence[str]) -> str | None:
        """The text before the first of `stops`, None where none has come."""
        if not stops:
            return None
        # What was written last is looked at first: a token has one byte at least.
        tail = self._decode(tokens[-(4 * max(map(len, stops)) + 4) :])
        if not any(stop in tail for stop in stops):
            return None
        whole = self._decode(tokens)
        text = _before(whole, stops)
        return text if len(text) < len(whole) else None

    def _decode(self, tokens: Sequence[int]) -> str:
        return str(
            self._tokenizer.decode(
                tokens, skip_special_tokens=True, clean_up_tokenization_spaces=False
            )
        )

    def _encode(self, prompt: Prompt, reasoning: Reasoning) -> list[int]:
        if not isinstance(prompt, Chat):
            tokens = self._tokenizer(prompt.text)["input_ids"]
        else:
            # The template writes the mark of the beginning itself.
            text = self._templated(prompt, reasoning)
            tokens = self._tokenizer(text, add_special_tokens=False)["input_ids"]
        if not tokens:
            raise ModelError("the prompt is empty: give the problem a statement")
        return list(tokens)

    def _templated(self, chat: Chat, reasoning: Reasoning) -> str:
        from jinja2 import TemplateError

        if not self.facts.chat:
            raise ModelError(
                f"{self.facts.name} has no chat template: take an instruct model, or ask it as a "
                "base model (--prompt base)"
            )
        turns = [{"role": turn.role, "content": turn.content} for turn in chat.messages]
        thinks = {} if reasoning == "auto" else {"enable_thinking": reasoning != "off"}

        def apply(turns: list[dict[str, str]]) -> str:
            return str(
                self._tokenizer.apply_chat_template(
                    turns, add_generation_prompt=True, tokenize=False, **thinks
                )
            )

        try:
            try:
                return apply(turns)
            except TemplateError:
                if len(turns) < 2 or turns[0]["role"] != "system":
                    raise
                # Some families know no such turn: its text goes before the first one then.
                first = {**turns[1], "content": f"{turns[0]['content']}\n\n{turns[1]['content']}"}
                return apply([first, *turns[2:]])
        except TemplateError as error:
            raise ModelError(
                f"the chat template of {self.facts.name} refuses the prompt ({error}): take the "
                "template of the model's publisher"
            ) from error

    def _watch_layers(self) -> None:
        """A step of a large model takes longer than cancelling may: it looks in each layer."""
        from torch.nn import ModuleList

        for module in self._network.modules():
            for layer in module if isinstance(module, ModuleList) else ():
                layer.register_forward_pre_hook(lambda *_: self._look())

    def _look(self) -> None:
        if self._cancelled.is_set():
            raise Cancelled


@dataclass
class _Writing:
    """One answer while it is written, with the random numbers that draw it."""

    index: int
    rng: random.Random
    tokens: list[int] = field(default_factory=list)
    logprobs: list[float] = field(default_factory=list)

    def add(self, token: int, logprob: float) -> None:
        """Adds a token that was drawn."""
        self.tokens.append(token)
        self.logprobs.append(logprob)


def _before(text: str, stops: Sequence[str]) -> str:
    """The text up to the first of `stops`."""
    return text[: min((at for stop in stops if (at := text.find(stop)) >= 0), default=len(text))]


def _ends(network: Any, tokenizer: Any) -> frozenset[int]:
    """The tokens that end an answer."""
    named = getattr(network.generation_config, "eos_token_id", None)
    found = named if isinstance(named, list) else [named]
    return frozenset(each for each in (*found, tokenizer.eos_token_id) if each is not None)


def _window(config: Any, tokenizer: Any) -> int | None:
    """The length that positions reach, or that the tokenizer names where it is a real one."""
    lengths = [getattr(config, "max_position_embeddings", None), tokenizer.model_max_length]
    known = [int(each) for each in lengths if each and each < 10**8]
    return min(known, default=None)


def _rows(config: Any, network: Any, device: Device) -> int:
    """How many answers are written together: their keys and values take a share of the memory that
    the weights leave."""
    import torch

    heads = getattr(config, "num_attention_heads", None)
    if not heads:
        return MOST_ROWS[device]  # a state that does not grow with the answer
    size = getattr(config, "head_dim", None) or config.hidden_size // heads
    kv_heads = getattr(config, "num_key_value_heads", None) or heads
    token = 2 * config.num_hidden_layers * kv_heads * size * network.dtype.itemsize
    longest = min(_ROW_TOKENS, getattr(config, "max_position_embeddings", None) or _ROW_TOKENS)
    free = torch.cuda.mem_get_info()[0] if device == "cuda" else free_memory()
    return max(1, min(MOST_ROWS[device], int(free * _MEMORY_SHARE / (token * longest))))
