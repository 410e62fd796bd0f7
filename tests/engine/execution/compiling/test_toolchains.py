"""Where the engine finds the languages' tools, against what the PATH itself says."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from shortlist_engine.execution.compiling.toolchains import tool
from shortlist_engine.languages import runnable, toolchain

WITH_TOOL = [name for name in runnable() if toolchain(name).tool is not None]


def answers(command: list[str]) -> bool:
    """Whether a tool is more than a stub, such as rustup's without a toolchain."""
    return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL).returncode == 0


@pytest.mark.parametrize("language", WITH_TOOL)
def test_a_tool_that_answers_is_found(language: str) -> None:
    """Tests of a language are skipped where the engine says that its tool is missing."""
    chain = toolchain(language)
    assert chain.tool is not None
    found = [shutil.which(name) for name in (chain.tool.name, *chain.needs)]
    if all(found) and answers([str(found[0]), *chain.version]):
        assert tool(language) is not None
