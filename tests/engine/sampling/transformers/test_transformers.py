"""Folders of transformers weights: tiny random models of real architectures, computed here."""

from __future__ import annotations

import json
import os
import shutil
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.engine.sampling.transformers.tiny import (
    END,
    TEMPLATE,
    WINDOW,
    needs_transformers,
    write_folder,
)
from tests.fakes import DOUBLE

from shortlist_engine.concurrency import Cancelled
from shortlist_engine.host.exclusive_sampler import ExclusiveSampler
from shortlist_engine.model.errors import ModelError, WindowError
from shortlist_engine.sampling import ModelChoice, SamplingParams, backend_of, load_sampler
from shortlist_engine.sampling.base import likelihood_of
from shortlist_engine.sampling.model_folder import BACKEND as OURS
from shortlist_engine.sampling.text.model import Chat, Completion, CompletionRequest, Message, Raw
from shortlist_engine.sampling.text.sampler import TextSampler
from shortlist_engine.sampling.transformers import loading
from shortlist_engine.sampling.transformers.backend import BACKEND
from shortlist_engine.sampling.transformers.model import TransformersModel

needs_transformers()

PROMPT = "### Problem\n\nGiven two integers, print their sum.\n\n" * 6
ASKED = CompletionRequest(Raw(PROMPT), n=4, max_tokens=24, temperature=1.0, top_p=0.95, seed=7)
FAMILIES = ["llama", "gpt2", "mistral", "mamba"]


@pytest.fixture(scope="module", params=FAMILIES)
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_folder(tmp_path_factory.mktemp("models") / request.param, request.param)


@pytest.fixture(scope="module")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_folder(tmp_path_factory.mktemp("models") / "llama")


@pytest.fixture
def broken(llama: Path, tmp_path: Path) -> Path:
    """A copy to spoil."""
    return Path(shutil.copytree(llama, tmp_path / "broken"))


def answers(model: TransformersModel, request: CompletionRequest) -> list[Completion]:
    found = list(model.complete(request, threading.Event()))
    return sorted(found, key=lambda each: each.index)


def counted(model: TransformersModel) -> list[tuple[int, int]]:
    """Rows and length of every step that the network computes from now on."""
    steps: list[tuple[int, int]] = []
    model._network.register_forward_pre_hook(
        lambda _, args, named: steps.append(tuple(named["input_ids"].shape)), with_kwargs=True
    )
    return steps


def test_the_greedy_answer_is_that_of_the_library(folder: Path) -> None:
    import torch

    model = TransformersModel(folder)
    request = replace(ASKED, n=1, temperature=0.0)
    ids = torch.tensor([model._encode(request.prompt, "auto")])
    assert ids.shape[1] > 128  # several pieces
    made = model._network.generate(ids, max_new_tokens=24, do_sample=False, return_dict_in_generate
                                   =True, output_logits=True)  # fmt: skip
    tokens = made.sequences[0, ids.shape[1] :]
    logits = torch.cat(made.logits).log_softmax(1)
    (answer,) = answers(model, request)
    assert answer.text == model._tokenizer.decode(tokens, skip_special_tokens=True)
    assert answer.logprob == pytest.approx(logits.gather(1, tokens[:, None]).sum().item(), abs=1e-3)


def test_answers_of_a_batch_are_those_that_each_seed_gives_alone(folder: Path) -> None:
    model = TransformersModel(folder)
    together = answers(model, ASKED)
    alone = [answers(model, replace(ASKED, n=1, seed=ASKED.seed + place))[0] for place in range(4)]
    assert [each.text for each in together] == [each.text for each in alone]
    assert len({each.text for each in together}) == 4
    assert answers(model, ASKED) == together
    assert [each.index for each in together] == [0, 1, 2, 3]


def test_the_prompt_is_computed_once_for_all_answers(folder: Path) -> None:
    model = TransformersModel(folder)
    steps = counted(model)
    prompt = model.count_tokens(ASKED.prompt)
    found = answers(model, ASKED)
    assert sum(rows * length for rows, length in steps if length > 1) == prompt
    assert all(rows == 1 for rows, length in steps if length > 1)
    written = sum(each.num_tokens or 0 for each in found)
    # The first token of each answer comes from the prompt's logits.
    assert sum(rows for rows, length in steps if length == 1) == written - 4


def test_what_two_prompts_share_is_not_computed_again(llama: Path) -> None:
    model = TransformersModel(llama)
    fresh = answers(model, replace(ASKED, prompt=Raw(PROMPT + "a hint")))
    answers(model, ASKED)
    steps = counted(model)
    again = answers(model, replace(ASKED, prompt=Raw(PROMPT + "a hint")))
    assert [each.text for each in again] == [each.text for each in fresh]
    assert sum(length for _, length in steps if length > 1) < 12
    steps.clear()
    answers(model, replace(ASKED, prompt=Raw(PROMPT + "a hint"), n=1, max_tokens=1))
    assert steps == []


def test_every_field_of_sampling_counts(llama: Path) -> None:
    model = TransformersModel(llama)
    warm = [each.text for each in answers(model, ASKED)]
    greedy = answers(model, replace(ASKED, n=1, temperature=0.0))[0]
    for narrow in ({"top_k": 1}, {"top_p": 1e-6}, {"min_p": 1.0}, {"temperature": 1e-4}):
        found = answers(model, replace(ASKED, **narrow))  # type: ignore[arg-type]
        assert {each.text for each in found} == {greedy.text}, narrow
    penalised = answers(model, replace(ASKED, n=1, temperature=0.0, repetition_penalty=5.0))[0]
    assert penalised.text not in (greedy.text, *warm)
    assert [each.text for each in answers(model, replace(ASKED, seed=99))] != warm


def test_an_answer_ends_at_a_stop_text_or_the_limit(llama: Path) -> None:
    model = TransformersModel(llama)
    whole = answers(model, replace(ASKED, n=1))[0]
    assert (whole.finish_reason, whole.num_tokens) == ("length", 24)
    stop = whole.text[8:11]
    cut = answers(model, replace(ASKED, n=1, stop=(stop, "never")))[0]
    assert cut.text == whole.text[: whole.text.index(stop)]
    assert cut.finish_reason == "stop" and (cut.num_tokens or 0) < 24


def test_an_answer_ends_with_the_mark_of_the_model(broken: Path) -> None:
    whole = answers(TransformersModel(broken), replace(ASKED, n=1))[0]
    model = TransformersModel(broken)
    mark = model._tokenizer(whole.text)["input_ids"][5]
    config = json.loads((broken / "generation_config.json").read_text())
    (broken / "generation_config.json").write_text(
        json.dumps({**config, "eos_token_id": [config["eos_token_id"], mark]})
    )
    ended = answers(TransformersModel(broken), replace(ASKED, n=1))[0]
    assert ended.finish_reason == "stop"
    assert whole.text.startswith(ended.text) and len(ended.text) < len(whole.text)


def test_more_answers_than_rows_come_in_batches(llama: Path) -> None:
    model = TransformersModel(llama)
    wanted = answers(model, replace(ASKED, n=6))
    model.facts = replace(model.facts, parallel=4)
    steps = counted(model)
    found = answers(model, replace(ASKED, n=6))
    assert [each.text for each in found] == [each.text for each in wanted]
    assert max(rows for rows, _ in steps) == 4


def test_what_is_known_of_a_model(llama: Path, tmp_path: Path) -> None:
    facts = TransformersModel(llama).facts
    assert (facts.name, facts.window, facts.chat, facts.logprobs) == ("llama", WINDOW, True, True)
    assert facts.parallel == 16 and not facts.reasoning
    thinks = TEMPLATE + "{% if enable_thinking is defined and not enable_thinking %}-{% endif %}"
    model = TransformersModel(write_folder(tmp_path / "thinks", template=thinks))
    assert model.facts.reasoning
    chat = Chat((Message("user", "hi"),))
    assert len(model._encode(chat, "off")) == len(model._encode(chat, "auto")) + 1


def test_chats_go_through_the_template(llama: Path, tmp_path: Path) -> None:
    model = TransformersModel(llama)
    chat = Chat((Message("system", "be brief"), Message("user", "hi")))
    said = model._tokenizer.decode(model._encode(chat, "auto"))
    assert said == f"<|system|>be brief{END}<|user|>hi{END}<|assistant|>"
    strict = "{% set strict = true %}" + TEMPLATE
    model = TransformersModel(write_folder(tmp_path / "strict", template=strict))
    said = model._tokenizer.decode(model._encode(chat, "auto"))
    assert said == f"<|user|>be brief\n\nhi{END}<|assistant|>"
    base = TransformersModel(write_folder(tmp_path / "base", template=None))
    assert not base.facts.chat
    with pytest.raises(ModelError, match="no chat template: take an instruct model"):
        base.count_tokens(chat)


def test_a_prompt_beyond_the_window_is_refused_with_both_numbers(llama: Path) -> None:
    model = TransformersModel(llama)
    long = Raw("sum 1 2 " * 400)
    with pytest.raises(WindowError, match=f"has {WINDOW}: shorten the problem") as refused:
        answers(model, replace(ASKED, prompt=long))
    assert refused.value.prompt_tokens == model.count_tokens(long)
    assert refused.value.window == WINDOW
    full = answers(model, replace(ASKED, n=1, max_tokens=10_000))[0]
    assert (full.num_tokens or 0) <= WINDOW - model.count_tokens(ASKED.prompt)


@pytest.mark.parametrize("when", ["in the prompt", "in an answer"])
def test_cancelling_ends_it_within_a_step(llama: Path, when: str) -> None:
    model = TransformersModel(llama)
    cancelled, layers = threading.Event(), 0
    at = 3 if when == "in the prompt" else 40

    def count(*_: Any) -> None:
        nonlocal layers
        layers += 1
        if layers == at:
            cancelled.set()

    model._network.model.layers[0].register_forward_pre_hook(count)
    endless = replace(ASKED, prompt=Raw(PROMPT * 2), max_tokens=200)
    began = time.monotonic()
    list(model.complete(endless, cancelled))
    assert layers == at  # not one step more
    assert time.monotonic() - began < 60
    fresh = answers(TransformersModel(llama), ASKED)
    assert [each.text for each in answers(model, ASKED)] == [each.text for each in fresh]


def test_a_solve_draws_programs_from_a_folder(llama: Path) -> None:
    said: list[str] = []
    sampler = load_sampler(ModelChoice(str(llama), on_status=said.append))
    assert isinstance(sampler, TextSampler) and sampler.name == "llama"
    assert said == ["loading llama …"]
    assert {"java", "cpp", "python"} & set(sampler.capabilities.languages)
    params = SamplingParams(num_samples=3, languages=("python",), max_tokens=8)
    batches = list(sampler.sample(DOUBLE, params, threading.Event()))
    found = [sample for batch in batches for sample in batch]
    assert sorted(sample.index for sample in found) == [0, 1, 2]
    assert all(sample.cumulative_logprob for sample in found)
    sampler.close()


def test_folders_are_told_apart_by_their_files(
    llama: Path, tiny_model_dir: Path, tmp_path: Path
) -> None:
    assert backend_of(ModelChoice(str(llama))) is BACKEND
    for other in (None, "default", "mine", str(tiny_model_dir), str(tmp_path)):
        assert backend_of(ModelChoice(other)) is OURS
    found = BACKEND.describe(ModelChoice(str(llama)))
    assert (found.name, found.device, found.logprobs) == ("llama", "cpu", True)


def test_a_model_is_identified_by_its_files(broken: Path) -> None:
    before = BACKEND.identify(ModelChoice(str(broken)))
    assert before == BACKEND.identify(ModelChoice(str(broken)))
    os.utime(broken / "model.safetensors", ns=(1, 1))
    assert before != BACKEND.identify(ModelChoice(str(broken)))


def test_doctor_tries_a_folder(llama: Path) -> None:
    found = BACKEND.examine(ModelChoice(str(llama)))
    assert [each.about for each in found][:3] == ["Model", "Window", "Answer"]
    assert not [each for each in found if each.status == "error"]


def spoil(folder: Path, how: str) -> None:
    weights = folder / "model.safetensors"
    if how == "cut off":
        weights.write_bytes(weights.read_bytes()[:-1000])
    elif how == "pointer":
        weights.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
    elif how == "pickle":
        weights.rename(folder / "pytorch_model.bin")
    elif how == "no weights":
        weights.unlink()
    elif how == "shard":
        index = {"weight_map": {"a": "model-00001-of-00002.safetensors"}}
        (folder / "model.safetensors.index.json").write_text(json.dumps(index))
    elif how == "tensors":
        from safetensors.torch import load_file, save_file

        tensors = load_file(weights)
        del tensors["model.layers.1.mlp.up_proj.weight"]
        save_file(tensors, weights, {"format": "pt"})
    elif how == "no tokenizer":
        for name in ("tokenizer.json", "tokenizer_config.json"):
            (folder / name).unlink()
    elif how == "tokenizer":
        (folder / "tokenizer.json").write_text("{")
    elif how == "config":
        (folder / "config.json").write_text("{")
    elif how == "adapter":
        (folder / "config.json").rename(folder / "adapter_config.json")
    else:
        config = json.loads((folder / "config.json").read_text())
        config |= {
            "own code": {"model_type": "own", "auto_map": {"AutoConfig": "a.B"}},
            "unknown": {"model_type": "of_tomorrow"},
            "no writer": {"model_type": "vit", "architectures": ["ViTModel"]},
        }[how]
        (folder / "config.json").write_text(json.dumps(config))


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ("cut off", "weights of .* are damaged .*: download them again"),
        ("pointer", "weights of .* are damaged .*Git LFS pointer"),
        ("pickle", "in pickle, which can run code .* refused: get the model in safetensors"),
        ("no weights", r"no weights \(\*\.safetensors\): download the model whole"),
        ("shard", "lacks model-00001-of-00002.safetensors: download the model whole"),
        ("tensors", "lack 1 tensors, such as model.layers.1.mlp.up_proj.weight"),
        ("no tokenizer", "has no tokenizer: put tokenizer.json"),
        ("tokenizer", "the tokenizer of .* cannot be loaded .*: download"),
        ("config", "config.json is damaged .*: download it again"),
        ("adapter", "is an adapter, not a model: merge it"),
        ("own code", "needs code of its own, which is never run"),
        ("unknown", "cannot be loaded .*of_tomorrow"),
        ("no writer", "cannot be loaded .*: give the folder of a whole model that writes text"),
    ],
)
def test_what_is_wrong_with_a_folder_is_said(broken: Path, how: str, message: str) -> None:
    spoil(broken, how)
    with pytest.raises(ModelError, match=message):
        load_sampler(ModelChoice(str(broken)))


def test_too_little_memory_is_said_before_loading(
    llama: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "free_memory", lambda: 1000)
    with pytest.raises(MemoryError, match=r"takes .* GiB of memory .* a GGUF file of it in 4 bits"):
        load_sampler(ModelChoice(str(llama)))


def test_doctor_says_what_to_do_about_too_little_memory(
    llama: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "free_memory", lambda: 1000)
    (found,) = BACKEND.examine(ModelChoice(str(llama)))
    assert (found.about, found.status) == ("Model", "error")
    assert "GiB of memory and 0.0 GiB are free" in found.text
    assert found.advice.startswith("Close other programs, take a smaller model")


def test_loading_ends_between_its_steps_when_it_is_cancelled(llama: Path) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        load_sampler(ModelChoice(str(llama), cancelled=stop))


def test_the_user_says_that_it_is_a_base_model(llama: Path) -> None:
    choice = ModelChoice(str(llama), prompt="base")
    sampler = load_sampler(choice)
    assert sampler.capabilities.tasks == ("solve", "continue", "translate")
    sampler.close()
    assert BACKEND.identify(choice) != BACKEND.identify(ModelChoice(str(llama)))


def test_memory_that_runs_out_while_it_writes_is_said(
    llama: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = TransformersModel(llama)

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: 9 bytes")

    monkeypatch.setattr(model._network, "forward", fail)
    with pytest.raises(MemoryError, match="llama ran out of memory: close other programs"):
        answers(model, ASKED)


def test_without_the_library_the_extra_is_named(
    llama: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = loading.importlib.util.find_spec
    monkeypatch.setattr(
        loading.importlib.util,
        "find_spec",
        lambda name, *rest: None if name == "transformers" else find(name, *rest),
    )
    with pytest.raises(ModelError, match=r'pip install "shortlist\[transformers\]"'):
        load_sampler(ModelChoice(str(llama)))


def test_nothing_is_fetched_and_nothing_told(llama: Path) -> None:
    TransformersModel(llama)
    assert os.environ["HF_HUB_OFFLINE"] == "1"
    assert os.environ["HF_HUB_DISABLE_TELEMETRY"] == "1"


def test_how_likely_a_text_is_agrees_with_what_was_drawn(llama: Path) -> None:
    model = TransformersModel(llama)
    try:
        whole = model.likelihood("", PROMPT[:80])
        end = PROMPT.index("\n\n") + 2
        first = model.likelihood("", PROMPT[:end])
        rest = model.likelihood(PROMPT[:end], PROMPT[end:80])
        assert rest.tokens > 0 and rest.logprob < 0
        assert first.tokens + rest.tokens == whole.tokens
        assert first.logprob + rest.logprob == pytest.approx(whole.logprob, abs=1e-3)
        with pytest.raises(WindowError, match="the text has"):
            model.likelihood("", "word " * WINDOW)
        sampler = TextSampler(model)
        ask = likelihood_of(ExclusiveSampler(sampler))
        assert ask is not None and ask(PROMPT[:end], PROMPT[end:80]) == rest
    finally:
        model.close()
