from __future__ import annotations

import json
import shutil
import threading
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from shortlist_engine.model.encoding import encode_problem
from shortlist_engine.model.session import DecoderBatch, ModelSession
from shortlist_engine.model.store import write_manifest
from shortlist_engine.model.tokenizer import MASK, PAD, UNKNOWN
from shortlist_engine.problem import Example, Problem
from shortlist_engine.sampling import Sample, SamplingParams
from shortlist_engine.sampling.onnx import OnnxSampler
from shortlist_engine.statement.prompt import RATINGS, decoder_prompt

PROBLEM = Problem("Sum", "Print the sum of two integers.", (Example("1 2\n", "3\n"),))


def collect(
    sampler: OnnxSampler, params: SamplingParams, problem: Problem = PROBLEM
) -> list[Sample]:
    drawn = [s for batch in sampler.sample(problem, params, threading.Event()) for s in batch]
    return sorted(drawn, key=lambda sample: sample.index)


def test_every_sample_comes_once(tiny_sampler: OnnxSampler) -> None:
    samples = collect(tiny_sampler, SamplingParams(num_samples=45, batch_size=8))
    assert [sample.index for sample in samples] == list(range(45))
    assert len({sample.text for sample in samples}) > 30


def test_a_seed_reproduces_the_samples(tiny_sampler: OnnxSampler) -> None:
    params = SamplingParams(num_samples=20, batch_size=6, seed=3, temperature=0.9, top_p=0.9)
    first, second = collect(tiny_sampler, params), collect(tiny_sampler, params)
    assert first == second
    other = collect(tiny_sampler, SamplingParams(num_samples=20, batch_size=6, seed=4))
    assert [s.text for s in other] != [s.text for s in first]


def test_a_sample_does_not_depend_on_its_neighbours(tiny_sampler: OnnxSampler) -> None:
    few = collect(tiny_sampler, SamplingParams(num_samples=10, batch_size=3, temperature=0.5))
    many = collect(tiny_sampler, SamplingParams(num_samples=40, batch_size=16, temperature=0.5))
    assert [s.text for s in few] == [s.text for s in many[:10]]


def test_a_range_of_samples_is_what_it_is_in_the_whole(tiny_sampler: OnnxSampler) -> None:
    params = SamplingParams(num_samples=20, batch_size=6, seed=3)
    whole = collect(tiny_sampler, params)
    some = collect(tiny_sampler, replace(params, first=7, num_samples=9, batch_size=4))
    assert some == whole[7:16]


def test_languages_share_the_samples_and_metadata_varies(tiny_sampler: OnnxSampler) -> None:
    samples = collect(tiny_sampler, SamplingParams(num_samples=40, batch_size=16))
    assert Counter(sample.language for sample in samples) == {"python": 20, "cpp": 20}
    assert all(sample.metadata.language == sample.language for sample in samples)
    assert all(sample.metadata.correct for sample in samples)
    assert len({sample.metadata.rating for sample in samples}) > 8
    assert {sample.metadata.rating for sample in samples} <= set(RATINGS)
    assert {sample.metadata.tags for sample in samples} == {("math",), ("greedy", "dp")}
    only = collect(tiny_sampler, SamplingParams(num_samples=5, languages=("cpp",)))
    assert {sample.language for sample in only} == {"cpp"}


def test_temperature_one_is_what_was_trained(
    tiny_sampler: OnnxSampler, tiny_model_dir: Path, tmp_path: Path
) -> None:
    """A model that was trained with logits divided by 0.5: what another model draws at 0.5, it
    draws at 1, and its log-probabilities are of the distribution that was trained."""
    folder = Path(shutil.copytree(tiny_model_dir, tmp_path / "tempered"))
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"tempering": 0.5}))
    write_manifest(folder)
    tempered = OnnxSampler(folder, threads=1)
    found = collect(tempered, SamplingParams(num_samples=12, temperature=1.0, seed=3))
    plain = collect(tiny_sampler, SamplingParams(num_samples=12, temperature=0.5, seed=3))
    assert [sample.text for sample in found] == [sample.text for sample in plain]
    greedy = collect(tempered, SamplingParams(num_samples=1, temperature=0.0, max_tokens=1))[0]
    session = ModelSession(folder, 1)
    source = encode_problem(PROBLEM, session.tokenizer, session.config.encoder_tokens)
    batch = session.batch(session.encode(source), 1)
    for position, token in enumerate(session.tokenizer.encode(decoder_prompt(greedy.metadata))):
        logits = batch.step(np.array([token]), np.array([position]))[0].astype(np.float64)
    logits[[PAD, UNKNOWN, MASK]] = -np.inf
    scaled = (logits - logits.max()) / 0.5
    assert greedy.cumulative_logprob == pytest.approx(-np.log(np.exp(scaled).sum()), abs=1e-4)


def test_max_tokens_bounds_a_sample(tiny_sampler: OnnxSampler) -> None:
    samples = collect(tiny_sampler, SamplingParams(num_samples=30, batch_size=8, max_tokens=5))
    cut = [sample for sample in samples if sample.finish_reason == "length"]
    assert cut and all(sample.num_tokens == 5 for sample in cut)
    assert all(sample.num_tokens < 5 for sample in samples if sample.finish_reason == "stop")


def test_without_a_bound_the_decoder_length_ends_a_sample(tiny_sampler: OnnxSampler) -> None:
    samples = collect(tiny_sampler, SamplingParams(num_samples=30, batch_size=8))
    limit = tiny_sampler.session.config.decoder_tokens
    cut = [sample for sample in samples if sample.finish_reason == "length"]
    assert cut
    for sample in cut:
        header = tiny_sampler.session.tokenizer.encode(decoder_prompt(sample.metadata))
        assert len(header) + sample.num_tokens == limit + 1


def test_log_probability_and_tokens_are_those_of_the_torch_model(
    tiny_sampler: OnnxSampler, tiny_model_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sampled tokens, put through torch's forward pass, have the reported log-probability."""
    torch = pytest.importorskip("torch")
    from shortlist_engine.model.checkpoint import load_model
    from shortlist_engine.model.encoding import encode_problem
    from shortlist_engine.model.tokenizer import EOS, Tokenizer

    model, tokenizer = load_model(tiny_model_dir)
    source = encode_problem(PROBLEM, tokenizer, model.config.encoder_tokens)
    # The samples' token numbers instead of their text.
    monkeypatch.setattr(Tokenizer, "decode", lambda self, tokens: " ".join(map(str, tokens)))
    params = SamplingParams(num_samples=24, batch_size=5, seed=9, temperature=1.5)
    samples = collect(tiny_sampler, params)
    assert {sample.finish_reason for sample in samples} == {"stop", "length"}
    for sample in samples:
        header = tokenizer.encode(decoder_prompt(sample.metadata))
        body = [int(token) for token in sample.text.split()]
        assert len(body) == sample.num_tokens
        full = header + body + ([EOS] if sample.finish_reason == "stop" else [])
        with torch.no_grad():
            logits = model(torch.tensor([source]), torch.tensor([full[:-1]]))[0].numpy()
        logits[:, [0, 2, 3]] = -np.inf
        total = 0.0
        for position in range(len(header) - 1, len(full) - 1):
            row = logits[position].astype(np.float64)
            total += row[full[position + 1]] - np.log(np.exp(row).sum())
        assert sample.cumulative_logprob == pytest.approx(total, abs=1e-2)


def test_the_encoder_runs_once_per_problem(
    tiny_sampler: OnnxSampler, monkeypatch: pytest.MonkeyPatch
) -> None:
    passes = []
    encode = ModelSession.encode

    def counted(self: ModelSession, tokens: list[int]) -> object:
        passes.append(len(tokens))
        return encode(self, tokens)

    monkeypatch.setattr(ModelSession, "encode", counted)
    collect(tiny_sampler, SamplingParams(num_samples=50, batch_size=4))
    assert len(passes) == 1


def test_the_batch_stays_full(tiny_sampler: OnnxSampler, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are used until the samples run out: few steps in all, and only the last ones with
    fewer rows."""
    rows: list[int] = []
    step = DecoderBatch.step

    def counted(self: DecoderBatch, *arguments: object) -> object:
        rows.append(self.rows)
        return step(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(DecoderBatch, "step", counted)
    samples = collect(tiny_sampler, SamplingParams(num_samples=64, batch_size=8))
    assert rows == sorted(rows, reverse=True)
    headers = [
        len(tiny_sampler.session.tokenizer.encode(decoder_prompt(s.metadata))) for s in samples
    ]
    needed = sum(headers) - len(headers) + sum(s.num_tokens for s in samples)
    needed += sum(s.finish_reason == "stop" for s in samples)
    assert sum(rows) == needed  # not one row of one step was idle


def test_cancelling_ends_within_one_step(
    tiny_sampler: OnnxSampler, monkeypatch: pytest.MonkeyPatch
) -> None:
    cancelled = threading.Event()
    steps = []
    step = DecoderBatch.step

    def counted(self: DecoderBatch, *arguments: object) -> object:
        steps.append(1)
        if len(steps) == 20:
            cancelled.set()
        return step(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(DecoderBatch, "step", counted)
    params = SamplingParams(num_samples=100_000, batch_size=8)
    samples = [s for batch in tiny_sampler.sample(PROBLEM, params, cancelled) for s in batch]
    assert len(steps) == 20
    assert len(samples) < 100
    assert list(tiny_sampler.sample(PROBLEM, params, cancelled)) == []
    assert len(steps) == 20


def test_samples_stream(tiny_sampler: OnnxSampler) -> None:
    """A million samples cost no more before the first batch than a few."""
    params = SamplingParams(num_samples=1_000_000, batch_size=8)
    stream = tiny_sampler.sample(PROBLEM, params, threading.Event())
    assert 1 <= len(next(stream)) <= 8


def test_inputs_task(tiny_sampler: OnnxSampler) -> None:
    params = SamplingParams(num_samples=6, task="inputs", max_tokens=10)
    samples = collect(tiny_sampler, params)
    assert len(samples) == 6
    assert not any(sample.text.startswith("# TEST INPUT") for sample in samples)


def test_a_statement_longer_than_the_encoder_is_cut(tiny_sampler: OnnxSampler) -> None:
    long = Problem("Long", "word " * 20_000, PROBLEM.examples)
    assert len(collect(tiny_sampler, SamplingParams(num_samples=4, max_tokens=4), long)) == 4


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("num_samples", -1),
        ("temperature", -0.1),
        ("temperature", float("nan")),
        ("top_p", 0.0),
        ("top_p", 1.5),
        ("seed", -1),
        ("languages", ()),
        ("languages", ("cobol",)),
        ("max_tokens", 0),
        ("batch_size", 0),
        ("task", "poem"),
    ],
)
def test_a_bad_parameter_is_named(field: str, value: object) -> None:
    with pytest.raises(ValueError, match=field):
        SamplingParams(**{field: value})  # type: ignore[arg-type]


def test_no_samples_and_closed(tiny_model_dir: Path) -> None:
    sampler = OnnxSampler(tiny_model_dir, threads=1)
    assert collect(sampler, SamplingParams(num_samples=0)) == []
    sampler.close()
    with pytest.raises(RuntimeError, match="closed"):
        collect(sampler, SamplingParams(num_samples=1))
