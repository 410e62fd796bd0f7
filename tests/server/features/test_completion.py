"""Completion and ghost text: the known solutions below a solved block."""

from __future__ import annotations

import asyncio

from lsprotocol import types


async def test_completion_offers_cached_solutions_with_their_proof(
    sessions, comment, below, sources
):
    session = await sessions.start("neovim-0.11")
    uri = session.open("sum.py", comment(below="\n\nprint('mine')\n"))
    assert await session.completions(uri, below) is None
    await session.solve(uri)
    found = await session.completions(uri, below)
    assert found.is_incomplete is False
    assert [item.label for item in found.items][:1] == ["Solution 1 · 2/2 · 31 ms"]
    assert [item.sort_text for item in found.items] == ["00", "01", "02"]
    first = found.items[0]
    assert first.filter_text == ""
    assert first.insert_text_format == types.InsertTextFormat.PlainText
    assert first.text_edit.new_text == sources[0].strip("\n")
    assert first.text_edit.range.start == types.Position(below, 0)
    assert first.text_edit.range.end == types.Position(below, 0)
    assert first.documentation is None
    resolved = await session.client.completion_item_resolve_async(first)
    assert "```python\na, b = map" in resolved.documentation.value
    assert "| 1 | AC | 31 ms | 8.0 MiB |" in resolved.documentation.value
    # Not in the comment, not in the user's code.
    assert await session.completions(uri, below - 1) is None
    assert await session.completions(uri, below + 2) is None


async def test_completion_keeps_to_the_cursors_line(sessions, comment, below):
    session = await sessions.start("neovim-0.11")
    uri = session.open("sum.py", comment(below="    \n"))
    await session.solve(uri)
    found = await session.completions(uri, below, 4)
    assert found.items[0].filter_text == "    "
    edit = found.items[0].text_edit
    assert edit.range == types.Range(types.Position(below, 0), types.Position(below, 4))


async def test_completion_is_incomplete_while_a_solve_runs(sessions, comment, below):
    sessions.engine.set(wait=True, partial=[1])
    session = await sessions.start("neovim-0.11")
    uri = session.open("sum.py", comment())
    await session.command("solve", {"uri": uri})
    while True:
        found = await session.completions(uri, below)
        assert found.is_incomplete
        if found.items:
            break
        await asyncio.sleep(0.02)
    assert len(found.items) == 1


async def test_inline_completion_only_where_the_client_has_it(sessions, comment, below, sources):
    session = await sessions.start("vscode")
    assert session.result.capabilities.inline_completion_provider is not None
    uri = session.open("sum.py", comment())
    params = types.InlineCompletionParams(
        context=types.InlineCompletionContext(types.InlineCompletionTriggerKind.Automatic),
        text_document=types.TextDocumentIdentifier(uri),
        position=types.Position(below, 0),
    )
    assert await session.client.text_document_inline_completion_async(params) is None
    await session.solve(uri)
    found = await session.client.text_document_inline_completion_async(params)
    assert [item.insert_text for item in found.items] == [text.strip("\n") for text in sources]
    other = await sessions.start("neovim-0.10")
    assert other.result.capabilities.inline_completion_provider is None
