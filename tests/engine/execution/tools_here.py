"""What tests may excuse in the languages' tools of this machine, seen without the engine's help."""

from __future__ import annotations

from pathlib import Path

import pytest

from shortlist_engine.execution.compiling.toolchains import tool
from shortlist_engine.problem import Run, Verdict


def skip_where_out_of_reach(language: str, run: Run) -> None:
    """Skips when the engine could not use the language's tool because programs run as a user who
    cannot read it, and when that is true."""
    refused = run.verdict is Verdict.SE and "cannot be read by the user" in run.detail
    if refused and _below_a_private_directory(tool(language)):
        pytest.skip(run.detail)


def _below_a_private_directory(path: str | None) -> bool:
    """Whether others cannot enter a directory above the path, or above what a link leads to."""
    assert path is not None
    above = {*Path(path).parents, *Path(path).resolve().parents}
    return not all(parent.stat().st_mode & 0o001 for parent in above)
