"""The pages of the extension alone in Chromium: the checks of each are in page/NAME_checks.mjs."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
EXTENSION = HERE.parents[2] / "editors" / "vscode"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
AUDITED = ("light", "dark", "high-contrast", "high-contrast-light")
THEMES = list(json.loads((HERE / "page" / "themes.json").read_text()))
PAGE_LIMITS = {
    "solutions": 40 * 1024,
    "assist": 40 * 1024,
    "tests": 60 * 1024,
    "progress": 20 * 1024,
}
"""The pages, and how large the script of each may be."""
HIGHLIGHTER_LIMIT = 110 * 1024
"""The script that the pages with programs share."""


def checks_of(page: str) -> Path:
    return HERE / "page" / f"{page}_checks.mjs"


def names(page: str) -> list[str]:
    """The checks by name; those in a loop over themes once for each of them."""
    listed = re.findall(r"check\(\s*[\"`](.+?)[\"`],", checks_of(page).read_text())
    loops = [(name, AUDITED if "audit" in name else THEMES) for name in listed if "${" in name]
    plain = [name for name in listed if "${" not in name]
    return plain + [name.replace("${theme}", theme) for name, themes in loops for theme in themes]


pytestmark = [pytest.mark.editor, pytest.mark.timeout(600)]


@cache
def built() -> None:
    build = ["npm", "run", "--silent", "build:pages"]
    subprocess.run(build, cwd=EXTENSION, check=True, capture_output=True, timeout=120)


@cache
def results_of(page: str) -> dict[str, dict[str, Any]]:
    """One run of all checks of a page: their results by name."""
    installed = EXTENSION / "node_modules" / "axe-core"
    if not installed.exists() or not Path(CHROMIUM).exists() or not shutil.which("node"):
        pytest.skip("chromium or npm packages not installed: run tests/editors/setup-vscode.sh")
    built()
    shots = os.environ.get("SHORTLIST_SHOTS", "")
    ended = subprocess.run(
        ["node", str(checks_of(page)), *([shots] if shots else [])],
        env=os.environ | {"CHROMIUM": CHROMIUM},
        capture_output=True,
        text=True,
        timeout=600,
    )
    found = re.search(r"^RESULT (\{.*\})", ended.stdout, re.MULTILINE)
    assert found, ended.stdout + ended.stderr
    for line in re.findall(r"^MEASURED .*", ended.stdout, re.MULTILINE):
        print(line)
    return {result["name"]: result for result in json.loads(found[1])["results"]}


@pytest.mark.parametrize(
    ("page", "name"), [(page, name) for page in PAGE_LIMITS for name in names(page)]
)
def test_the_page(page: str, name: str) -> None:
    result = results_of(page)[name]
    assert result["ok"], result.get("error")


@pytest.mark.parametrize("page", PAGE_LIMITS)
def test_every_check_is_listed_and_the_page_is_light(page: str) -> None:
    assert set(names(page)) == set(results_of(page))
    scripts = EXTENSION / "dist" / "pages"
    assert (scripts / f"{page}.js").stat().st_size < PAGE_LIMITS[page]
    assert (scripts / "highlight.js").stat().st_size < HIGHLIGHTER_LIMIT
