"""The report says what the facts say, opens without anything from elsewhere, and compares."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from tests.engine.evaluation.samples import LUCKY, RIGHT, WRONG, row, run
from tests.fakes import FakeSampler

from shortlist_engine.datasets.generated_tests import GeneratedTest
from shortlist_engine.evaluation.plan import RunError
from shortlist_engine.evaluation.report.comparison import compare_reports
from shortlist_engine.evaluation.report.document import load_report, make_report, write_report
from shortlist_engine.evaluation.report.figures import figure_names, write_figures
from shortlist_engine.evaluation.report.page import render_page
from shortlist_engine.evaluation.report.summary import render_summary
from shortlist_engine.evaluation.scoring import budgets, methods, score


class Page(HTMLParser):
    """Checks that elements close in order, and collects texts and attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        closed = self.get_starttag_text() or ""
        if not closed.endswith("/>") and tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def report(
    folder: Path, sources: list[str], count: int = 3, planned: int = 3, **changes: object
) -> dict[str, Any]:
    """One problem is solved by each draw of the sampler, the others are not."""
    tags = ("<math> & more", "other")
    rows = [row(number, tags=tags, **changes) for number in range(1, planned + 1)]
    plan, ended = run(folder, rows, FakeSampler(sources))
    ks = budgets(plan.settings.samples)
    scores = [
        score(item.entry, item.samples, item.measured, ks, tested=item.tested)
        for item in ended[:count]
    ]
    write_report(make_report(plan, scores), folder)
    return load_report(folder)


def test_the_document_has_what_was_measured(tmp_path: Path) -> None:
    document = report(tmp_path, [RIGHT, LUCKY, LUCKY, WRONG])
    assert document["problems_measured"] == 3 and document["samples"][-1] == 40
    assert set(document["curves"]) == set(methods({"outcomes", "logprob"}))
    last = document["curves"]["filter"]["1"][-1]
    assert last["mean"] == pytest.approx(1 / 3) and last["problems"] == 3
    assert document["filter"]["pass_rate"]["mean"] == pytest.approx(0.75)
    assert document["filter"]["false_positives"] == pytest.approx(2 / 3)
    assert document["filter"]["with_survivor"]["mean"] == 1.0
    assert [group["name"] for group in document["groups"]["rating"]] == [
        "1200 to 1500", "1600 to 1900", "2000 to 2300",
    ]  # fmt: skip
    assert document["groups"]["tag"][0]["problems"] == 3
    assert document["cost"]["samples"] == 120 and document["cost"]["unique"] == 9


def test_the_page_opens_and_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    document = report(tmp_path, [RIGHT, LUCKY, LUCKY, WRONG])
    text = render_page(document)
    page = Page(text)
    names = {tag for tag, _ in page.tags}
    assert {"svg", "polyline", "polygon", "rect", "table", "style"} <= names
    assert not {"script", "link", "img", "iframe", "object"} & names
    assert not re.search(r"(?:src|href)\s*=|url\(|@import", text)
    assert set(re.findall(r"https?://[^\"'\s<]+", text)) == {"http://www.w3.org/2000/svg"}
    assert "prefers-color-scheme: dark" in text
    words = " ".join(page.texts)
    for expected in ("10@40", "pass@10", "By rating", "By tag", "Filter", "Time and cost",
                     "rows: x/2", "<math> & more", "33.3%"):  # fmt: skip
        assert expected in words
    lines = [attributes for tag, attributes in page.tags if tag == "polyline"]
    assert len(lines) == 10
    points = [len((line["points"] or "").split()) for line in lines]
    assert points == [len(document["samples"])] * 10
    for attributes in lines:
        for pair in (attributes["points"] or "").split():
            x, y = map(float, pair.split(","))
            assert 0 <= x <= 760 and 0 <= y <= 340


def test_an_unfinished_run_and_one_of_nothing_say_so(tmp_path: Path) -> None:
    document = report(tmp_path / "a", [RIGHT], count=2)
    assert "Problems not measured yet: 1." in " ".join(Page(render_page(document)).texts)
    document = report(tmp_path / "b", [RIGHT], count=0)
    assert document["curves"]["filter"]["1"][0]["mean"] is None
    Page(render_page(document))
    json.dumps(document, allow_nan=False)


def test_comparing_runs(tmp_path: Path) -> None:
    poor = report(tmp_path / "a", [LUCKY, WRONG])
    good = report(tmp_path / "b", [RIGHT, WRONG])
    found = compare_reports(poor, good)
    lines = {(line.method, line.attempts): line for line in found.lines}
    assert lines["alphacode", 10].difference.mean == 1.0 and lines["alphacode", 10].samples == 40
    assert lines["filter", 1].a == 0.0 and lines["filter", 1].b == 1.0
    assert [change.name for change in found.changes] == ["rows: x/1", "rows: x/2", "rows: x/3"]
    assert not compare_reports(good, good).changes
    assert all(line.difference.mean == 0 for line in compare_reports(good, good).lines)


def test_runs_are_compared_on_what_they_share(tmp_path: Path) -> None:
    small = report(tmp_path / "a", [RIGHT], count=2)
    large = report(tmp_path / "b", [RIGHT])
    found = compare_reports(small, large)
    assert found.only_b == ("rows: x/3",) and not found.only_a
    assert found.lines[0].difference.problems == 2
    assert any("first run is not finished" in note for note in found.notes)
    other = {**large, "problems": [{**item, "set": "other"} for item in large["problems"]]}
    with pytest.raises(RunError, match="no problem in common: the first measured rows, the second"):
        compare_reports(small, other)
    with pytest.raises(RunError, match="--samples 40"):
        compare_reports(small, {**large, "samples": [100]})


def test_rules_that_one_run_cannot_use_are_named(tmp_path: Path) -> None:
    without = report(tmp_path / "a", [RIGHT, LUCKY])
    tests = ((GeneratedTest("50\n", "100\n"), 1),)
    with_tests = report(tmp_path / "b", [RIGHT, LUCKY], generated=tests)
    assert with_tests["with_tests"] == 3
    found = compare_reports(without, with_tests)
    assert "codet" not in {line.method for line in found.lines}
    assert found.notes == (
        "Only the second run knows what these rules need: codet, srank, b4, aces.",
    )
    words = " ".join(Page(render_page(with_tests)).texts)
    assert "many samples that pass many of the same tests" in words
    assert "generated tests (" in words and "Problems with tests that a model wrote: 3" in words


def test_problems_with_several_answers_stand_apart(tmp_path: Path) -> None:
    rows = [row(1), row(2), row(3, problem=replace(row(3).problem, several_answers=True))]
    plan, ended = run(tmp_path, rows, FakeSampler([RIGHT, WRONG]))
    ks = budgets(plan.settings.samples)
    scores = [score(item.entry, item.samples, item.measured, ks) for item in ended]
    write_report(make_report(plan, scores), tmp_path)
    document = load_report(tmp_path)
    assert document["several_answers"] == 1
    groups = {group["name"]: group["problems"] for group in document["groups"]["answers"]}
    assert groups == {"one answer": 2, "several answers accepted": 1}
    words = " ".join(Page(render_page(document)).texts)
    assert "By number of answers" in words and "Problems that accept several answers: 1" in words


def test_figures_are_files_that_draw_themselves(tmp_path: Path) -> None:
    document = report(tmp_path, [RIGHT, LUCKY, LUCKY, WRONG])
    write_figures(document, tmp_path / "images", "a")
    files = {file.name for file in (tmp_path / "images").iterdir()}
    assert files == set(figure_names(document, "a"))
    assert {"a-1-of-k.svg", "a-10-of-k.svg", "a-rating.svg", "a-examples.svg"} <= files
    for file in (tmp_path / "images").iterdir():
        root = ElementTree.parse(file).getroot()
        assert root.get("width") and root.get("height")
        style = root.find("{http://www.w3.org/2000/svg}style")
        assert style is not None and "prefers-color-scheme: dark" in (style.text or "")
        shapes = [child for child in root if child.get("class")]
        assert shapes[0].get("class") == "sheet" and len(shapes) > 5


def test_a_summary_has_a_row_for_each_run(tmp_path: Path) -> None:
    good = report(tmp_path / "good", [RIGHT, WRONG])
    nothing = report(tmp_path / "nothing", [RIGHT], count=0)
    place = tmp_path / "docs" / "results.md"
    text = render_summary({"good": good, "no|thing": nothing}, place, tmp_path / "docs" / "images")
    lines = text.splitlines()
    (row,) = [line for line in lines if line.startswith("| good |")]
    assert row.count("|") == 10 and "100.0% (100.0 to 100.0)" in row and "| 3 | 40 |" in row
    (row,) = [line for line in lines if line.startswith("| no\\|thing |")]
    assert row.count("–") == 6
    shown = re.findall(r"\]\((.*?)\)", text)
    assert "images/good-10-of-k.svg" in shown
    write_figures(good, tmp_path / "docs" / "images", "good")
    assert all((place.parent / file).exists() for file in shown if "good" in file)
    assert "## good" in lines and "](" not in render_summary({"good": good}, place)
    assert "No problem has been measured yet." in lines


def test_links_to_figures_work_whatever_the_folders_are_called(tmp_path: Path) -> None:
    good = report(tmp_path / "good", [RIGHT, WRONG])
    place, images = tmp_path / "results.md", tmp_path / "my images (new)"
    write_figures(good, images, "my run")
    shown = re.findall(r"\]\((\S*?)\)", render_summary({"my run": good}, place, images))
    assert {place.parent / unquote(link) for link in shown} == set(images.iterdir())


def test_a_run_with_nothing_right_has_no_charts_of_zeros(tmp_path: Path) -> None:
    wrong = report(tmp_path, [WRONG])
    text = render_summary({"wrong": wrong}, tmp_path / "results.md", tmp_path)
    assert "No sample of any problem was right" in text and "| choice |" not in text
    shown = set(figure_names(wrong, "wrong"))
    assert "wrong-examples.svg" in shown and "wrong-10-of-k.svg" not in shown


def test_what_is_no_report_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="holds no report"):
        load_report(tmp_path)
    for text in ("{", "[]", '{"version": 1}', '{"version": 0}'):
        (tmp_path / "report.json").write_text(text)
        with pytest.raises(RunError, match="report"):
            load_report(tmp_path)
