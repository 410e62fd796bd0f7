from __future__ import annotations

import json
from pathlib import Path

import pytest

from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.errors import ModelError


def test_json_round_trip(tmp_path: Path) -> None:
    config = ModelConfig(vocab_size=500, tags=(("dp", "math"), ()), temperature=0.5, name="x")
    path = tmp_path / "config.json"
    path.write_text(config.to_json())
    assert ModelConfig.load(path) == config


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"d_model": 0}, "d_model"),
        ({"d_model": "big"}, "d_model"),
        ({"activation": "swish"}, "activation"),
        ({"vocab_size": 70000}, "vocab_size"),
        ({"speed": 3}, "speed"),
        ({"tasks": ["inputs"]}, "tasks must be solve and others of"),
        ({"tasks": ["solve", "dance"]}, "tasks must be"),
        ({"format_version": 99}, "install the matching Shortlist"),
    ],
)
def test_a_bad_field_is_named(change: dict[str, object], message: str) -> None:
    data = json.loads(ModelConfig(vocab_size=500).to_json())
    with pytest.raises(ModelError, match=message):
        ModelConfig.from_dict({**data, **change})


def test_a_model_from_before_tasks_were_named_solves_and_writes_inputs() -> None:
    data = json.loads(ModelConfig(vocab_size=500, tasks=("solve", "translate")).to_json())
    assert ModelConfig.from_dict(data).tasks == ("solve", "translate")
    del data["tasks"]
    assert ModelConfig.from_dict(data).tasks == ("solve", "inputs")


def test_a_missing_field_is_named() -> None:
    with pytest.raises(ModelError, match="vocab_size"):
        ModelConfig.from_dict({})


@pytest.mark.parametrize("text", ["", "{", "[]", "\udcff", "[" * 100_000])
def test_an_unreadable_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ModelError, match=r"config\.json"):
        ModelConfig.load(path)
    with pytest.raises(ModelError, match="missing"):
        ModelConfig.load(tmp_path / "absent.json")
