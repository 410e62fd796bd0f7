"""The decoder in 8 bits: close to float32, and as independent of its batch."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import numpy as np
import pytest

from shortlist_engine.bank import families
from shortlist_engine.model import session as sessions
from shortlist_engine.model.encoding import encode_problem
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.session import ModelSession
from shortlist_engine.model.store import (
    DECODER_INT8,
    DEFAULT_MODEL,
    RUNTIME_FILES,
    write_manifest,
)
from shortlist_engine.problem import Example, Problem
from shortlist_engine.sampling import ModelChoice, SamplingParams, load_sampler
from shortlist_engine.sampling.compute_options import ComputeOptions
from shortlist_engine.sampling.onnx import OnnxSampler
from shortlist_engine.statement.prompt import Metadata, decoder_prompt

PROBLEM = Problem("Sum", "Print the sum of two integers.", (Example("1 2\n", "3\n"),))


def texts(sampler: OnnxSampler, count: int, batch_size: int) -> dict[int, str]:
    params = SamplingParams(num_samples=count, batch_size=batch_size, seed=4, temperature=0.7)
    return {
        s.index: s.text for some in sampler.sample(PROBLEM, params, threading.Event()) for s in some
    }


def test_a_sample_depends_on_neither_neighbours_nor_batches(tiny_model_dir: Path) -> None:
    one = OnnxSampler(tiny_model_dir, threads=1, options=ComputeOptions("int8"))
    two = ComputeOptions("int8", parallel_batches=2)
    more = OnnxSampler(tiny_model_dir, threads=2, options=two)
    few, many, spread = texts(one, 12, 3), texts(one, 40, 20), texts(more, 40, 20)
    assert {index: many[index] for index in few} == few
    assert spread == many
    assert len(set(many.values())) > 20


def test_the_default_precision_is_the_reference(tiny_model_dir: Path) -> None:
    sampler = load_sampler(ModelChoice(str(tiny_model_dir), threads=1))
    assert isinstance(sampler, OnnxSampler) and sampler.options.precision == "float32"


def test_log_probabilities_stay_close(tiny_model_dir: Path) -> None:
    exact = ModelSession(tiny_model_dir, 1)
    rounded = ModelSession(tiny_model_dir, 1, "int8")
    rng = np.random.default_rng(3)
    source = rng.integers(4, 700, 40).tolist()
    cross = exact.encode(source)
    one, other = exact.batch(cross, 8), rounded.batch(cross, 8)
    for position in range(30):
        tokens = rng.integers(4, 700, 8)
        expected = one.step(tokens, np.full(8, position)).copy()
        found = other.step(tokens, np.full(8, position))
        assert expected.std() > 0.5
        assert np.abs(found - expected).mean() < 0.03 * expected.std()


def test_the_shipped_model_writes_the_same_programs() -> None:
    """Greedy programs of bank problems; near ties may be decided otherwise (docs/models.md)."""
    exact, rounded = ModelSession(DEFAULT_MODEL, 2), ModelSession(DEFAULT_MODEL, 2, "int8")
    same = 0
    family = families()["chosen_total"]  # like what the model has learnt
    for seed in range(12):
        problem = family.instance(seed, "atcoder").problem(random.Random(seed))
        source = encode_problem(problem, exact.tokenizer, exact.config.encoder_tokens)
        cross = exact.encode(source)
        same += greedy(exact, cross) == greedy(rounded, cross)
    assert same >= 7


@pytest.mark.parametrize(
    ("machine", "flags", "overflows"),
    [
        ("x86_64", "flags : avx2 avx512f", True),
        ("AMD64", "flags : avx2 avx_vnni", False),
        ("x86_64", "flags : avx512f avx512_vnni", False),
        ("x86_64", None, True),
        ("aarch64", "Features : asimd", False),
    ],
)
def test_processors_whose_8_bit_products_overflow_are_known(
    monkeypatch: pytest.MonkeyPatch, machine: str, flags: str | None, overflows: bool
) -> None:
    def read(*_: object) -> str:
        if flags is None:
            raise FileNotFoundError
        return flags

    monkeypatch.setattr(sessions.platform, "machine", lambda: machine)
    monkeypatch.setattr(sessions.Path, "read_text", read)
    assert sessions._overflows.__wrapped__() == overflows


def test_products_that_do_not_overflow_give_the_same_samples(
    tiny_model_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where they are needed the samples are those of every other machine; where they are not,
    asking for them changes nothing either."""
    int8 = ComputeOptions("int8")
    usual = texts(OnnxSampler(tiny_model_dir, threads=1, options=int8), 12, 4)
    other = not sessions._overflows()
    monkeypatch.setattr(sessions, "_overflows", lambda: other)
    assert texts(OnnxSampler(tiny_model_dir, threads=1, options=int8), 12, 4) == usual


def greedy(session: ModelSession, cross: object) -> list[int]:
    batch = session.batch(cross, 1)  # type: ignore[arg-type]
    tags = session.config.tags[0]
    tokens = session.tokenizer.encode(decoder_prompt(Metadata("python", 1200, tags)))
    header = len(tokens)
    for position in range(120):
        logits = batch.step(np.array([tokens[position]]), np.array([position]))
        if position + 1 >= header:
            tokens.append(int(logits.argmax()))
            if tokens[-1] == 1:
                break
    return tokens


def test_a_model_without_it_says_so(tiny_model_dir: Path, tmp_path: Path) -> None:
    import shutil

    folder = Path(shutil.copytree(tiny_model_dir, tmp_path / "old"))
    (folder / DECODER_INT8).unlink()
    with pytest.raises(ModelError, match=DECODER_INT8):
        load_sampler(ModelChoice(str(folder)))  # the manifest names it, so the folder is damaged
    write_manifest(folder, RUNTIME_FILES)
    load_sampler(ModelChoice(str(folder), threads=1)).close()
    with pytest.raises(ModelError, match="sample in float32"):
        load_sampler(ModelChoice(str(folder), threads=1, precision="int8"))
    load_sampler(ModelChoice(str(folder), threads=1, precision="auto")).close()


def test_a_damaged_one_is_named(tiny_model_dir: Path, tmp_path: Path) -> None:
    import shutil

    folder = Path(shutil.copytree(tiny_model_dir, tmp_path / "damaged"))
    data = bytearray((folder / DECODER_INT8).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / DECODER_INT8).write_bytes(data)
    with pytest.raises(ModelError, match=DECODER_INT8):
        load_sampler(ModelChoice(str(folder), precision="int8"))
