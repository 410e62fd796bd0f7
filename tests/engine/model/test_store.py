"""A model whose files are missing, cut short or changed is refused with the file's name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.session import ModelSession
from shortlist_engine.model.store import (
    DECODER_INT8,
    RUNTIME_FILES,
    find_model,
    sampling_bytes,
    write_manifest,
)
from shortlist_engine.sampling import ModelChoice, load_sampler


@pytest.fixture
def model(tiny_model_dir: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_model_dir, tmp_path / "copy"))


@pytest.mark.parametrize("name", RUNTIME_FILES)
@pytest.mark.parametrize("fault", ["missing", "truncated", "flipped", "empty"])
def test_damage_is_found_and_named(model: Path, name: str, fault: str) -> None:
    file = model / name
    data = bytearray(file.read_bytes())
    if fault == "missing":
        file.unlink()
    elif fault == "truncated":
        file.write_bytes(data[: len(data) // 2])
    elif fault == "empty":
        file.write_bytes(b"")
    else:
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
    with pytest.raises(ModelError, match="reinstall shortlist") as caught:
        load_sampler(ModelChoice(str(model)))
    assert str(file) in str(caught.value)


@pytest.mark.parametrize("text", [None, "", "{}", '{"files": {"config.json": 3}}', "[" * 100_000])
def test_a_bad_manifest_is_named(model: Path, text: str | None) -> None:
    if text is None:
        (model / "manifest.json").unlink()
    else:
        (model / "manifest.json").write_text(text)
    with pytest.raises(ModelError, match=r"manifest\.json"):
        load_sampler(ModelChoice(str(model)))


@pytest.mark.parametrize("name", ["encoder.onnx", "decoder.onnx", "tokenizer.model"])
def test_a_file_that_is_whole_but_not_a_model_is_named(model: Path, name: str) -> None:
    (model / name).write_bytes(b"hello")
    write_manifest(model)
    with pytest.raises(ModelError, match=name):
        ModelSession(model)


def test_files_of_two_models_do_not_mix(model: Path) -> None:
    text = (model / "config.json").read_text()
    (model / "config.json").write_text(text.replace('"vocab_size": 700', '"vocab_size": 699'))
    write_manifest(model)
    with pytest.raises(ModelError, match="700 pieces"):
        ModelSession(model)
    more = text.replace('"decoder_layers": 2', '"decoder_layers": 3')
    assert more != text
    (model / "config.json").write_text(more)
    write_manifest(model)
    with pytest.raises(ModelError, match=r"decoder\.onnx does not fit"):
        ModelSession(model)


def test_an_unknown_model_says_how_to_give_one(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="path of a folder"):
        find_model(str(tmp_path / "absent"))
    with pytest.raises(ModelError, match="path of a folder"):
        find_model("~nobody-has-this-name/model")


def test_the_size_of_a_model_is_that_of_what_sampling_reads(model: Path) -> None:
    size = sampling_bytes(model)
    (model / "model.safetensors").write_bytes(b"1234")
    assert sampling_bytes(model) == size
    (model / DECODER_INT8).unlink()
    assert sampling_bytes(model) < size
