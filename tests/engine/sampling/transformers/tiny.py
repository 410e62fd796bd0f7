"""Folders of transformers weights, tiny and random, of real architectures."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

WINDOW = 512
END = "<|end|>"
TEMPLATE = (
    "{% for m in messages %}{% if m.role == 'system' and strict is defined %}"
    "{{ raise_exception('no system turn') }}{% endif %}"
    "<|{{ m.role }}|>{{ m.content }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
_TEXT = [
    "Print twice the number. def solve(n): return 2 * n\nprint(solve(int(input())))\n```python\n",
    "### Problem\n\nGiven two integers, print their sum.\n\nInput:\n1 2\n\nOutput:\n3\n",
]


def needs_transformers() -> None:
    """Skips a module where transformers is not installed; a machine of CI has to have it."""
    if os.environ.get("CI"):
        import transformers  # noqa: F401
    else:
        pytest.importorskip("transformers")


def write_folder(folder: Path, family: str = "llama", *, template: str | None = TEMPLATE) -> Path:
    """A model of a family: `llama` with grouped heads, `gpt2` with a key for each head, `mistral`
    with a sliding window, `mamba` with a state in place of keys."""
    import torch
    import transformers

    tokenizer = _tokenizer()
    torch.manual_seed(1)
    about: dict[str, Any] = {
        "vocab_size": len(tokenizer),
        "bos_token_id": None,
        "eos_token_id": tokenizer.eos_token_id,
    }
    grouped = {
        "hidden_size": 32,
        "intermediate_size": 48,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "max_position_embeddings": WINDOW,
    }
    if family == "llama":
        config = transformers.LlamaConfig(**grouped, **about)
    elif family == "mistral":
        config = transformers.MistralConfig(**grouped, **about, sliding_window=24)
    elif family == "mamba":
        config = transformers.MambaConfig(hidden_size=32, num_hidden_layers=2, **about)
    else:
        config = transformers.GPT2Config(
            n_embd=32, n_layer=2, n_head=4, n_positions=WINDOW, **about
        )
    network = transformers.AutoModelForCausalLM.from_config(config)
    with torch.no_grad():
        for weight in network.parameters():
            weight.mul_(3)  # so that tokens differ in how likely they are
    network.save_pretrained(folder)
    if template is not None:
        tokenizer.chat_template = template
    tokenizer.save_pretrained(folder)
    return folder


def _tokenizer() -> Any:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=300,
        special_tokens=[END],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    made.train_from_iterator(_TEXT, trainer)
    return PreTrainedTokenizerFast(tokenizer_object=made, eos_token=END)
