"""The configuration of docs/other-editors.md in a real Emacs: solve, show, insert, complete."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from .conftest import SOURCE, STATEMENT, Place, documented

pytestmark = pytest.mark.editor

EMACS = shutil.which("emacs")


@pytest.mark.skipif(EMACS is None, reason="Emacs is not there: apt install emacs-nox elpa-eglot")
def test_a_problem_is_solved_in_emacs_and_a_solution_inserted(place: Place) -> None:
    configuration = place.folder / "documented.el"
    configuration.write_text(documented("elisp"))
    environment = place.environment | {
        "SHORTLIST_CONFIG": str(configuration),
        "SHORTLIST_FILE": str(place.problem),
        "SHORTLIST_ENGINE": json.dumps(place.engine),
    }
    assert EMACS is not None
    script = Path(__file__).with_name("smoke.el")
    done = subprocess.run(
        [EMACS, "-q", "--batch", "-l", str(script)],
        env=environment,
        cwd=place.folder,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    assert 'offered: ("Solve from this comment"' in done.stderr
    assert 'completion: ("Solution 1 · 1/1' in done.stderr
    assert place.problem.read_text().startswith(STATEMENT + SOURCE)
