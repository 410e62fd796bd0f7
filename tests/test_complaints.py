"""docs/complaints.md names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROWS = re.findall(
    r"^\| (\d+) \|.*\| ([^|]*) \|$", (ROOT / "docs" / "complaints.md").read_text(), re.MULTILINE
)


def test_every_theme_is_answered():
    assert [int(number) for number, _ in ROWS] == list(range(1, 36))


@pytest.mark.parametrize(("number", "shown"), ROWS)
def test_the_named_tests_exist(number: str, shown: str):
    path = None
    named = re.findall(r"`([^`]*)`", shown)
    assert named or shown == "none"
    for name in named:
        file, _, test = name.partition("::")
        path = ROOT / file if file else path
        assert path is not None and path.exists(), name
        if test:
            assert re.search(
                rf"\b(?:def {test}\(|test\(\"{re.escape(test)}\")", path.read_text()
            ), name
