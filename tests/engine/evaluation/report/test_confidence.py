"""The report's section on confidence, from facts to page."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.engine.evaluation.samples import LUCKY, RIGHT, WRONG, row, run
from tests.fakes import FakeSampler

from shortlist_engine.evaluation.reliability import reliability
from shortlist_engine.evaluation.report.confidence import confidence_chart, confidence_section
from shortlist_engine.evaluation.report.document import load_report, make_report, write_report
from shortlist_engine.evaluation.report.page import render_page
from shortlist_engine.evaluation.report.reliability_chart import reliability_chart
from shortlist_engine.evaluation.report.svg import standalone
from shortlist_engine.evaluation.scoring import Score, budgets, score

SVG = "{http://www.w3.org/2000/svg}"


def scores(folder: Path, sources: list[str], samples: int = 40) -> list[Score]:
    rows = [row(1), row(2), row(3, problem=replace(row(3).problem, several_answers=True))]
    _, ended = run(folder, rows, FakeSampler(sources), samples=samples)
    return [score(item.entry, item.samples, item.measured, budgets(samples)) for item in ended]


def test_a_score_has_what_a_solve_would_state(tmp_path: Path) -> None:
    for stated in scores(tmp_path / "a", [RIGHT]):
        assert stated.confidence is not None and stated.confidence > 0.5 and stated.top_right
    for stated in scores(tmp_path / "b", [WRONG] * 39 + [LUCKY]):
        assert stated.confidence is not None and not stated.top_right
        assert stated.confidence < 0.9


def test_without_a_survivor_nothing_is_stated(tmp_path: Path) -> None:
    found = scores(tmp_path, [WRONG])
    assert [each.confidence for each in found] == [None] * 3
    assert not any(each.top_right for each in found)


def test_the_document_counts_problems_with_one_right_answer(tmp_path: Path) -> None:
    rows = [row(1), row(2), row(3, problem=replace(row(3).problem, several_answers=True))]
    plan, ended = run(tmp_path, rows, FakeSampler([RIGHT, WRONG]))
    found = [score(item.entry, item.samples, item.measured, budgets(40)) for item in ended]
    write_report(make_report(plan, found), tmp_path)
    document = load_report(tmp_path)
    figures = document["confidence"]
    assert figures["problems"] == 2 and figures["right"] == 1.0
    assert figures["auc"] is None
    expected = reliability([each.confidence or 0.0 for each in found[:2]], [True, True])
    assert figures["brier"]["mean"] == pytest.approx(expected.brier.mean)
    problem = document["problems"][0]
    assert problem["confidence"] == pytest.approx(found[0].confidence) and problem["top_right"]
    assert "2 problems with a solution and one right answer, 100.0% of them right" in (
        render_page(document)
    )
    json.dumps(document, allow_nan=False)


def test_a_run_without_solutions_has_no_section(tmp_path: Path) -> None:
    plan, ended = run(tmp_path, [row(1)], FakeSampler([WRONG]))
    write_report(
        make_report(plan, [score(i.entry, i.samples, i.measured, budgets(40)) for i in ended]),
        tmp_path,
    )
    document = load_report(tmp_path)
    assert confidence_section(document) == "" and confidence_chart(document) == ""
    assert "Confidence" not in render_page(document)


def test_the_diagram_shows_every_bin_of_every_series_inside_its_frame() -> None:
    one = reliability([0.02, 0.5, 0.98, 0.98], [False, True, True, True])
    other = reliability([0.7, 0.7], [False, True])
    root = ElementTree.fromstring(standalone(reliability_chart({"a & b": one, "c": other})))
    dots = root.findall(f"{SVG}circle")
    assert len(dots) == 4
    assert {dot.get("class") for dot in dots} == {"dot s1", "dot s2"}
    width, height = float(root.get("width") or 0), float(root.get("height") or 0)
    for dot in dots:
        assert 0 < float(dot.get("cx") or 0) < width and 0 < float(dot.get("cy") or 0) < height
    titles = [dot.findtext(f"{SVG}title") for dot in dots]
    assert "a & b: 2 problems, stated 98%, right 100% (34% to 100%)" in titles
    lowest, highest = dots[0], dots[2]
    assert float(lowest.get("cy") or 0) > float(highest.get("cy") or 0)


def test_an_empty_series_is_left_out() -> None:
    assert reliability_chart({"nothing": reliability([], [])}) == ""
