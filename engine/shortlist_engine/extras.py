"""The packages that only some uses need, which pip calls extras."""

from __future__ import annotations

import shlex
import sys


def install_command(extra: str) -> str:
    """Returns the command that adds an extra to the environment that this program runs in."""
    return f'{shlex.quote(sys.executable)} -m pip install "shortlist[{extra}]"'
