"""A program on a terminal, as a user sees it."""

from __future__ import annotations

import os
import pty
import subprocess
from collections.abc import Sequence
from pathlib import Path


def run_on_terminal(
    command: Sequence[str], *, columns: int = 100, folder: Path | None = None, **environment: str
) -> tuple[int, str]:
    """The exit code, and all that the program wrote to a terminal of this width."""
    leader, follower = pty.openpty()
    size = {"TERM": "xterm-256color", "COLUMNS": str(columns), "LINES": "40"}
    process = subprocess.Popen(
        command,
        stdout=follower,
        stderr=follower,
        cwd=folder,
        env={**os.environ, **size, **environment},
    )
    os.close(follower)
    seen = b""
    while True:
        try:
            data = os.read(leader, 65536)
        except OSError:  # the end, on Linux
            break
        if not data:
            break
        seen += data
    os.close(leader)
    return process.wait(60), seen.decode()
