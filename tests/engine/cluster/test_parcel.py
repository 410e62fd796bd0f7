"""A model is sent to a node once, and what is kept there is checked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shortlist_engine.cluster.crews import parcel_for
from shortlist_engine.cluster.node_sampler import NodeSampler
from shortlist_engine.cluster.parcel import can_be_sent
from shortlist_engine.host import local_resources
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.store import DECODER, WEIGHTS
from shortlist_engine.places import cache_dir
from shortlist_engine.problem import Problem
from shortlist_engine.sampling import ModelChoice
from shortlist_engine.sampling.base import SamplingParams


class Sent:
    """Carries values by number, and counts what is fetched."""

    def __init__(self) -> None:
        self.values: list[bytes] = []
        self.fetched = 0

    def put(self, value: Any) -> Any:
        self.values.append(value)
        return len(self.values) - 1

    def fetch(self, number: Any) -> Any:
        self.fetched += 1
        return self.values[number]


@pytest.fixture
def sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sent:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Sent()


async def test_a_model_is_sent_once_and_draws_the_same(tiny_model_dir: Path, sent: Sent) -> None:
    resources = local_resources(ModelChoice(str(tiny_model_dir)))
    assert can_be_sent(resources)
    parcel = parcel_for(resources, None, sent, sampling=True)  # type: ignore[arg-type]
    problem = Problem("Add", "Add two numbers.")
    params = SamplingParams(num_samples=6, seed=1)
    first = NodeSampler(parcel, 1)
    report = await first.open()
    assert report.name == tiny_model_dir.name and report.capabilities.ranges
    drawn = await first.draw(problem, params, None, 0)
    parts = [
        await first.samples(problem, replace(params, first=low, num_samples=3)) for low in (0, 3)
    ]
    assert sorted(each.index for part in parts for each in part) == list(range(6))
    assert len(drawn.sequence) == 6
    await first.close()
    with pytest.raises(OSError, match="no model is loaded"):
        await first.draw(problem, params, None, 0)
    files = sent.fetched
    assert 5 <= files <= 8
    second = NodeSampler(parcel, 1)
    await second.open()
    again = await second.draw(problem, params, None, 0)
    assert sent.fetched == files  # it was there
    assert replace(again, seconds=0) == replace(drawn, seconds=0)


async def test_what_is_damaged_on_a_node_is_sent_again(tiny_model_dir: Path, sent: Sent) -> None:
    resources = local_resources(ModelChoice(str(tiny_model_dir)))
    parcel = parcel_for(resources, None, sent, sampling=True)  # type: ignore[arg-type]
    assert parcel.model is not None and WEIGHTS not in parcel.model.files
    folder = Path(str(parcel.unpack(1).choice.model))
    assert cache_dir() in folder.parents
    (folder / DECODER).write_bytes(b"cut short")
    before = sent.fetched
    assert parcel.unpack(1).choice.model == str(folder) and sent.fetched == 2 * before
    assert [each.name for each in folder.parent.iterdir()] == [folder.name]


def test_a_damaged_model_is_not_sent(tmp_path: Path, tiny_model_dir: Path, sent: Sent) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    for file in tiny_model_dir.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / DECODER).write_bytes(b"")
    with pytest.raises(ModelError, match=DECODER):
        parcel_for(local_resources(ModelChoice(str(folder))), None, sent, sampling=True)  # type: ignore[arg-type]
    assert not sent.values


def test_what_stands_behind_a_server_is_asked_from_here(sent: Sent) -> None:
    resources = local_resources(ModelChoice("http://127.0.0.1:9/v1#x"))
    assert not can_be_sent(resources)
    parcel = parcel_for(resources, 3, sent, sampling=False)  # type: ignore[arg-type]
    assert parcel.model is None and not sent.values
