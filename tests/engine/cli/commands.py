"""The command line as a process."""

from __future__ import annotations

import subprocess
import sys


def shortlist(*arguments: str, **more) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "shortlist_engine.cli", *arguments],
        capture_output=True,
        text=True,
        timeout=200,
        **more,
    )
