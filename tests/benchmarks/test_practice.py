"""The benchmark of practice on a few problems, and that it sees what is wrong."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.practice import measuring
from benchmarks.practice.measuring import check, drawn
from shortlist_engine.execution import ExecutionPool
from shortlist_engine.practice.session.desk import Desk
from shortlist_engine.practice.session.opening import Opened
from shortlist_engine.problem import Program

FEW = 6


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.at(tmp_path / "progress.sqlite")


def test_problems_are_drawn_across_ratings_each_family_once(desk: Desk) -> None:
    found = drawn(desk, 60, random.Random(4))
    assert len({entry.item for entry, _, _ in found}) == 60
    ratings = [entry.rating for entry, _, _ in found]
    assert all(ratings.count(each) >= 5 for each in set(ratings)) and len(set(ratings)) >= 9
    assert found == drawn(desk, 60, random.Random(4))
    everything = drawn(desk, 10_000, random.Random(4))
    assert len(everything) == len(desk.catalogue.bank.entries())


async def test_a_few_problems_are_without_fault(desk: Desk, tmp_path: Path) -> None:
    async with ExecutionPool(2) as pool:
        for entry, name, language in drawn(desk, FEW, random.Random(11)):
            found = await check(desk, pool, entry, name, language, tmp_path, wrong=False)
            assert found.faults == [], found.problem
            assert found.programs >= 1 and found.tests > 20


async def test_faults_are_seen(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = measuring.open_problem

    def spoilt(*arguments: object, **more: object) -> Opened:
        opened = whole(*arguments, **more)  # type: ignore[arg-type]
        opened.file.write_text(opened.file.read_text().partition("Output")[0])
        problem = opened.problem
        wrong = (Program("python", "print(0)\n"),)
        return replace(opened, problem=replace(problem, hints=problem.hints[:2], solutions=wrong))

    monkeypatch.setattr(measuring, "open_problem", spoilt)
    entry = desk.catalogue.entry("lifeboats")
    async with ExecutionPool(1) as pool:
        found = await check(
            desk, pool, entry, "bank/lifeboats/1/exam", "python", tmp_path, wrong=True
        )
    assert len(found.faults) == 3
    assert any("a python solution has WA" in fault for fault in found.faults)
    assert any("not read back" in fault for fault in found.faults)
    assert any("lacks hints" in fault for fault in found.faults)
    assert found.caught == found.wrong >= 1
