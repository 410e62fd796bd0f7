"""The page of the solutions view alone in Chromium: its checks are in page/checks.mjs."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
EXTENSION = HERE.parents[2] / "editors" / "vscode"
CHECKS = HERE / "page" / "checks.mjs"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
AUDITED = ("light", "dark", "high-contrast", "high-contrast-light")
THEMES = list(json.loads((HERE / "page" / "themes.json").read_text()))
PAGE_LIMIT = 150 * 1024


def names() -> list[str]:
    """The checks by name; those in a loop over themes once for each of them."""
    listed = re.findall(r"check\(\s*[\"`](.+?)[\"`],", CHECKS.read_text())
    loops = [(name, AUDITED if "audit" in name else THEMES) for name in listed if "${" in name]
    plain = [name for name in listed if "${" not in name]
    return plain + [name.replace("${theme}", theme) for name, themes in loops for theme in themes]


pytestmark = [pytest.mark.editor, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def checked() -> dict[str, dict[str, Any]]:
    """One run of all checks: their results by name."""
    installed = EXTENSION / "node_modules" / "axe-core"
    if not installed.exists() or not Path(CHROMIUM).exists() or not shutil.which("node"):
        pytest.skip("chromium or npm packages not installed: run tests/editors/setup-vscode.sh")
    build = ["npm", "run", "--silent", "build:page"]
    subprocess.run(build, cwd=EXTENSION, check=True, capture_output=True, timeout=120)
    shots = os.environ.get("SHORTLIST_SHOTS", "")
    ended = subprocess.run(
        ["node", str(CHECKS), *([shots] if shots else [])],
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


@pytest.mark.parametrize("name", names())
def test_the_page(name: str, checked: dict[str, dict[str, Any]]) -> None:
    result = checked[name]
    assert result["ok"], result.get("error")


def test_every_check_is_listed(checked: dict[str, dict[str, Any]]) -> None:
    assert set(names()) == set(checked)


def test_the_page_is_light(checked: dict[str, dict[str, Any]]) -> None:
    assert (EXTENSION / "dist" / "page.js").stat().st_size < PAGE_LIMIT
