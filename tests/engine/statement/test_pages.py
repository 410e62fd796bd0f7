"""Pages as people paste them, from `pages/`: each with what must be read from it.

A page is a file; what it is pasted into stands in its name (`NAME.py.page`, or a text). Its
expected reading is in `pages/expected.json`: for each problem its examples, and where they are
stated its limits. `guess` says that the reading must be marked as one of two.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shortlist_engine.languages import find_suffix
from shortlist_engine.statement import find_problems
from shortlist_engine.statement.wrapping import wrap_comment

FOLDER = Path(__file__).with_name("pages")
EXPECTED: dict[str, list[dict[str, Any]]] = json.loads(
    (FOLDER / "expected.json").read_text(encoding="utf-8")
)


def language_of(name: str) -> str:
    suffix = Path(name.removesuffix(".page")).suffix
    found = find_suffix(suffix)
    return "markdown" if suffix in (".md", ".txt") or found is None else found.name


def test_every_page_has_an_expected_reading() -> None:
    files = {path.name for path in FOLDER.iterdir()} - {"expected.json"}
    assert files == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_page(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    blocks = find_problems(text, language_of(name))
    check(blocks, EXPECTED[name])


@pytest.mark.parametrize("name", [name for name in sorted(EXPECTED) if name.endswith(".txt")])
@pytest.mark.parametrize(("language", "style"), [("python", "line"), ("cpp", "block")])
def test_the_same_in_a_comment(name: str, language: str, style: Any) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    if len(EXPECTED[name]) == 1:
        check(find_problems(wrap_comment(text, language, style), language), EXPECTED[name])


def check(blocks: Any, expected: list[dict[str, Any]]) -> None:
    assert len(blocks) == len(expected), blocks
    for block, want in zip(blocks, expected, strict=True):
        problem = block.problem
        assert problem is not None, block.issues
        assert [[e.input, e.output] for e in problem.examples] == want["examples"]
        assert (block.guess is not None) == want.get("guess", False), block.issues
        if "limits" in want:
            assert [problem.limits.time_s, problem.limits.memory_mib] == want["limits"]
        if "kind" in want:
            assert problem.kind == want["kind"]
        if "title" in want:
            assert problem.title == want["title"]
