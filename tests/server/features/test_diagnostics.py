"""Hints for what can be fixed in a statement; nothing in ordinary files."""

from __future__ import annotations

import asyncio

from lsprotocol import types


async def test_an_ordinary_file_has_nothing(sessions):
    session = await sessions.start("vscode")
    uri = session.open("plain.py", "# a comment\n# of two lines\nprint(1)\n")
    assert await session.actions(uri) == []
    assert await session.lenses(uri) == []
    assert await session.completions(uri, 2) is None
    await asyncio.sleep(0.5)
    assert session.client.diagnostics == {}


async def test_hints_name_what_can_be_fixed(sessions, comment):
    session = await sessions.start("neovim-0.10")
    broken = comment().replace("# Sample Output 2\n# 11\n", "")
    uri = session.open("half.py", broken)
    await session.until(lambda: session.client.diagnostics.get(uri))
    hint = session.client.diagnostics[uri][0]
    assert hint.severity == types.DiagnosticSeverity.Hint
    assert hint.source == "shortlist"
    session.change(uri, comment())
    await session.until(lambda: not session.client.diagnostics[uri])
    session.change(uri, broken)
    await session.until(lambda: session.client.diagnostics[uri])
    session.close(uri)
    await session.until(lambda: not session.client.diagnostics[uri])
