"""A tiny model with random weights, for every test that needs a sampler but not its skill."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from shortlist_engine.sampling.onnx import OnnxSampler

TINY_SHAPE: dict[str, Any] = {
    "d_model": 32,
    "head_size": 16,
    "query_heads": 4,
    "encoder_layers": 1,
    "decoder_layers": 2,
    "ffn_multiple": 2,
    "encoder_tokens": 96,
    "decoder_tokens": 64,
}


@pytest.fixture(scope="session")
def tiny_tokenizer_model() -> bytes:
    """A SentencePiece model of 700 pieces trained on a few bank problems."""
    from shortlist_engine.bank import families
    from shortlist_engine.model.tokenizer import train_tokenizer
    from shortlist_engine.statement.prompt import encoder_prompt

    texts = []
    for seed, family in enumerate(families().values()):
        instance = family.instance(seed)
        texts.append(encoder_prompt(instance.problem(random.Random(seed))))
        texts += [source for _, source in instance.programs]
    return train_tokenizer(texts, 700)


@pytest.fixture(scope="session")
def tiny_model_dir(tmp_path_factory: pytest.TempPathFactory, tiny_tokenizer_model: bytes) -> Path:
    """The folder of an exported tiny model with fixed random weights. Do not write to it."""
    torch = pytest.importorskip("torch", reason="needs the extra `train`")
    pytest.importorskip("onnx", reason="needs the extra `train`")
    pytest.importorskip("safetensors", reason="needs the extra `train`")
    from shortlist_engine.model.checkpoint import save_model
    from shortlist_engine.model.config import ModelConfig
    from shortlist_engine.model.export import export_model
    from shortlist_engine.model.transformer import EncoderDecoder

    torch.manual_seed(7)
    config = ModelConfig(
        vocab_size=700, tags=(("math",), ("greedy", "dp")), name="tiny", **TINY_SHAPE
    )
    model = EncoderDecoder(config)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.ndim == 2:
                # Half-precision values, so that exported and original weights are equal, and
                # large enough for attention to matter.
                parameter.copy_((parameter * 6).half().float())
    folder = tmp_path_factory.mktemp("model") / "tiny"
    save_model(model, tiny_tokenizer_model, folder)
    export_model(model, tiny_tokenizer_model, folder)
    return folder


@pytest.fixture
def tiny_sampler(tiny_model_dir: Path) -> Iterator[OnnxSampler]:
    from shortlist_engine.sampling.onnx import OnnxSampler

    sampler = OnnxSampler(tiny_model_dir, threads=1)
    yield sampler
    sampler.close()


@pytest.fixture
def one_torch_thread() -> Iterator[None]:
    """For products this small, threads on a busy machine only wait for each other."""
    torch = pytest.importorskip("torch", reason="needs the extra `train`")
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)
