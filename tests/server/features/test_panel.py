"""The panel document, its lenses, and the command that opens it."""

from __future__ import annotations

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException


def titles(lenses):
    return [lens.command.title for lens in lenses]


async def test_the_panel_lists_every_solution(sessions, comment, sources):
    session = await sessions.start("vscode")
    assert "workspace/textDocumentContent" in [item.method for item in session.registrations] or (
        await session.until(lambda: session.registrations)
    )
    assert {item.method for item in session.registrations} == {
        "workspace/didChangeConfiguration",
        "workspace/didChangeWatchedFiles",
        "workspace/textDocumentContent",
    }
    uri = session.open("sum.py", comment())
    result = await session.solve(uri)
    problem_id = result["problem"]["digest"]
    content = await session.request("shortlist/panelContent", {"problemId": problem_id})
    assert content["text"].startswith("# Solutions for A + B 🎉\n\n3 solutions in ")
    for source in sources:
        assert source in content["text"]
    lines = content["text"].splitlines()
    for anchor, item in zip(content["anchors"], result["items"], strict=True):
        assert anchor["id"] == item["id"]
        assert lines[anchor["range"]["start"]["line"]].startswith(
            f"## Solution {item['rank']} · Python"
        )
    served = await session.client.workspace_text_document_content_async(
        types.TextDocumentContentParams(content["uri"])
    )
    assert served.text == content["text"]


async def test_the_panel_counts_programs_apart_from_samples(sessions, comment):
    session = await sessions.start("vscode")
    result = await session.solve(session.open("sum.py", comment()))
    stats = result["stats"]
    content = await session.request(
        "shortlist/panelContent", {"problemId": result["problem"]["digest"]}
    )
    assert (
        f"{stats['sampled']} samples · {stats['unique']} distinct programs"
        f" · {stats['passed']} pass all examples · model fake-model" in content["text"]
    )


async def test_the_panel_says_each_thing_once(sessions, comment, sources):
    sure = {"chance": 0.9, "level": "high", "text": "Likely right (about 9 in 10): most agree."}
    group = {"size": 157, "share": 0.9, "compared": 50}
    other = {"size": 12, "share": 0.1, "compared": 50}
    differs = {"input": "5 5\n1\n", "first": "1\n", "other": "0\n"}
    sessions.engine.set(
        confidence=sure,
        notes=["One note."],
        solutions=[
            {"source": sources[0], "cluster": "a", **group},
            {"source": sources[1], "cluster": "a", **group, "origin": "from your library: a.py"},
            {"source": sources[2], "cluster": "b", **other, "differs": differs},
        ],
        near_misses=[{"source": "print(3)\n", "passed": 1, "output": "3\n4\n"}],
    )
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    result = await session.solve(uri, seed=5)
    asked = {"problemId": result["problem"]["digest"]}
    content = await session.request("shortlist/panelContent", asked)
    seconds = f"{result['stats']['seconds']:.1f}"
    counts = (
        "1000 samples · 1000 distinct programs · 3 pass all examples · model fake-model · seed 5"
        " · budget 1000 samples or 60 s"
    )
    apart = "12 samples agree (10 %); differs from the first on input `5 5 ⏎ 1`: `0` against `1`"
    assert (
        content["text"]
        == f"""\
# Solutions for A + B 🎉

3 solutions in {seconds} s.

Likely right (about 9 in 10): most agree.

{counts}

> One note.

## Solution 1 · Python

passes 2 of 2 examples · 31 ms · 8.0 MiB · 157 samples agree (90 %), compared on 50 generated inputs

```python
{sources[0].rstrip()}
```

## Solution 2 · Python

passes 2 of 2 examples · 62 ms · 8.0 MiB · from your library: a.py · does the same as solution 1

```python
{sources[1].rstrip()}
```

## Solution 3 · Python

passes 2 of 2 examples · 93 ms · 8.0 MiB · {apart}

```python
{sources[2].rstrip()}
```

## Nearest miss · Python

passes 1 of 2 examples · fails example 2 with input `5 6`: expected `11`, got `3 ⏎ 4`

```python
print(3)
```

Input:

```
5 6
```

Expected:

```
11
```

Got:

```
3
4
```
"""
    )
    assert [anchor["id"] for anchor in content["anchors"]][:3] == [
        item["id"] for item in result["items"]
    ]
    panel = session.open(content["uri"], content["text"], "markdown")
    assert titles(await session.lenses(panel)) == ["Insert", "Run"] * 4


async def test_a_panel_of_near_misses_says_what_to_do_next(sessions, comment):
    sessions.engine.set(solutions=[], near_misses=[{"source": "print(3)\n", "passed": 1}])
    session = await sessions.start("vscode")
    result = await session.solve(session.open("sum.py", comment()))
    asked = {"problemId": result["problem"]["digest"]}
    text = (await session.request("shortlist/panelContent", asked))["text"]
    paragraphs = text.split("\n\n")
    assert paragraphs[1] == "No program passed all examples (best 1/2)."
    assert paragraphs[2].startswith("All 1000 samples were drawn: allow more")
    assert paragraphs[3].endswith("model fake-model · budget 1000 samples or 60 s")
    assert paragraphs[4] == "## Nearest miss · Python"
    assert "%" not in text


async def test_the_panel_document_has_lenses_that_insert(sessions, comment, below, sources):
    session = await sessions.start("vscode", options={"clientFeatures": {"copy": True}})
    uri = session.open("sum.py", comment())
    result = await session.solve(uri)
    content = await session.request(
        "shortlist/panelContent", {"problemId": result["problem"]["digest"]}
    )
    panel = session.open(content["uri"], content["text"], "markdown")
    lenses = await session.lenses(panel)
    assert titles(lenses) == ["Insert", "Copy", "Run"] * 3
    insert = lenses[3].command
    await session.client.workspace_execute_command_async(
        types.ExecuteCommandParams(insert.command, insert.arguments)
    )
    assert session.texts[uri] == comment().rstrip("\n") + "\n" + sources[1] + "\n"
    await session.until(lambda: session.content_refreshes)
    assert session.content_refreshes[0] == content["uri"]
    content = await session.request(
        "shortlist/panelContent", {"problemId": result["problem"]["digest"]}
    )
    assert "## Solution 2 · Python · inserted" in content["text"]


async def test_showing_solutions_opens_the_panel_or_asks(sessions, comment, below, sources):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    result = await session.solve(uri)
    arguments = {"uri": uri, "problemId": result["problem"]["digest"]}
    assert await session.command("showSolutions", arguments) == {"shown": True}
    shown = session.client.shown_documents[0]
    assert shown.uri == f"shortlist-solutions:/{result['problem']['digest']}.md"

    session = await sessions.start("neovim-0.10")
    uri = session.open("sum.py", comment())
    result = await session.solve(uri)
    session.choose = result["items"][2]["label"]
    assert await session.command("showSolutions", {**arguments, "uri": uri}) == {"shown": True}
    await session.until(lambda: session.edits)
    assert sources[2] in session.texts[uri]
    assert len(session.message_requests[0].actions) == 3


async def test_showing_what_is_not_there_is_refused(sessions, comment):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    with pytest.raises(JsonRpcException) as failure:
        await session.command("showSolutions", {"uri": uri, "problemId": "0" * 16})
    assert failure.value.data["kind"] == "unknownSolution"
    with pytest.raises(JsonRpcException) as failure:
        await session.request("shortlist/panelContent", {"problemId": "0" * 16})
    assert failure.value.data["kind"] == "unknownSolution"
