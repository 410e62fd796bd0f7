"""The page that `shortlist attention` writes, audited as the solutions view is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
AXE = ROOT / "editors" / "vscode" / "node_modules" / "axe-core"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
PROGRAM = "a, b, c = map(int, input().split())\nprint('Yes' if a < b < c else 'No')\n"

pytestmark = [pytest.mark.editor, pytest.mark.timeout(300)]


@pytest.mark.skipif(
    not AXE.exists() or not Path(CHROMIUM).exists() or not shutil.which("node"),
    reason="chromium or npm packages not installed: run tests/editors/setup-vscode.sh",
)
def test_it_is_without_violations_in_every_colour_scheme(tmp_path: Path) -> None:
    program, page = tmp_path / "range.py", tmp_path / "page.html"
    program.write_text(PROGRAM)
    command = [sys.executable, "-m", "shortlist_engine.cli", "attention"]
    command += [str(ROOT / "examples" / "range.py"), "--program", str(program)]
    subprocess.run([*command, "--html", str(page)], check=True, capture_output=True, timeout=120)
    audited = subprocess.run(
        ["node", str(HERE / "audit.mjs"), str(page)],
        env=os.environ | {"CHROMIUM": CHROMIUM},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert audited.returncode == 0, audited.stderr
    assert json.loads(audited.stdout) == {"light": [], "dark": [], "active": []}
