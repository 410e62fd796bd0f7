"""What was copied from a page becomes a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from pygls.exceptions import JsonRpcException

from shortlist_engine import places
from shortlist_engine.languages import runnable
from shortlist_engine.statement import find_problems

TEXT = """\
B. Even Split
time limit per test
2.5 seconds
memory limit per test
512 megabytes

You are given n sweets. Say whether two friends can share them.

Input
One integer n (1 ≤ n ≤ 100).

Output
Print YES or NO.

Examples
Input
8
Output
YES
Input
3
Output
NO
"""
HTML = """<html><head><link rel="canonical" href="https://open.kattis.com/problems/split">
<script>alert("Input")</script></head><body><h1>Even Split</h1>
<p>Time limit: 1 second</p><p>Say whether two friends can share <b>n</b> sweets, 1 &le; n.</p>
<h2>Input</h2><p>One integer.</p><h2>Output</h2><p>YES or NO.</p>
<h3>Sample Input 1</h3><pre>8
</pre><h3>Sample Output 1</h3><pre>YES
</pre></body></html>"""
MARKDOWN = """# Even Split

Say whether two friends can share n sweets.

## Input

One integer.

## Output

YES or NO.

## Sample Input

```
8
```

## Sample Output

```
YES
```
"""


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    for name in ("DATA", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))
    return tmp_path


async def new(session, text, **more):
    return await session.request("shortlist/newProblem", {"text": text, **more})


def read(result, language, at=0):
    file = Path(result["uris"][at].removeprefix("file://"))
    return file, find_problems(file.read_text(), language)[0].problem


@pytest.mark.parametrize("language", runnable())
async def test_text_becomes_a_file_in_any_language(sessions, language):
    session = await sessions.start("vscode")
    result = await new(session, TEXT, language=language)
    file, found = read(result, language)
    assert file.stem == "Even_Split" and file.parent == session.folder
    assert [each.output for each in found.examples] == ["YES\n", "NO\n"]
    assert (found.limits.time_s, found.limits.memory_mib) == (2.5, 512)
    assert "share them" in found.statement and "1 ≤ n ≤ 100" in file.read_text()
    assert result["message"] == f"Even Split: {file.name}, with 2 examples."
    assert (result["uri"], result["tests"]) == (file.as_uri(), 2)


@pytest.mark.parametrize("end", ["\r\n", "\n", ""])
async def test_html_becomes_text_with_its_address(sessions, end):
    session = await sessions.start("vscode")
    text = HTML.replace("8\n", "8@").replace("YES\n", "YES@").replace("\n", end).replace("@", "\n")
    file, found = read(await new(session, text), "python")
    assert found.url == "https://open.kattis.com/problems/split"
    assert [each.input for each in found.examples] == ["8\n"] and found.limits.time_s == 1
    text = file.read_text()
    assert "<" not in text and "alert" not in text and "1 ≤ n" in text


async def test_markdown_and_the_users_template(sessions, home):
    templates = places.templates_dir()
    templates.mkdir(parents=True)
    (templates / "template.py").write_text("# {{title}}\n{{statement}}\nprint()\n")
    session = await sessions.start("vscode", options={"files": {"language": "python"}})
    file, found = read(await new(session, MARKDOWN, folder="sweets"), "python")
    assert file.parent == session.folder / "sweets"
    assert file.read_text().startswith("# Even Split\n") and file.read_text().endswith("print()\n")
    assert found.title == "Even Split" and len(found.examples) == 1


async def test_several_problems_become_a_file_each(sessions):
    session = await sessions.start("vscode")
    both = "".join(MARKDOWN.replace("# Even Split", title) for title in ("# A. Even", "# B. Odd"))
    result = await new(session, both)
    assert len(result["uris"]) == 2 == result["tests"]
    titles = [read(result, "python", at)[1].title for at in range(2)]
    assert titles == ["Even", "Odd"]
    assert result["message"] == f"2 problems in {session.folder}."


async def test_nothing_is_written_over(sessions):
    session = await sessions.start("vscode")
    first, _ = read(await new(session, TEXT), "python")
    assert "already" in (await new(session, TEXT))["message"]
    first.write_text(first.read_text() + "print(input())\n")
    second, _ = read(await new(session, TEXT), "python")
    assert second.name == "Even_Split-2.py" and first.read_text().endswith("print(input())\n")


@pytest.mark.parametrize("text", ["", "  \n", "Buy milk.", "x" * 2_000_001, "Input\n1\n"])
async def test_text_without_a_problem_is_refused_with_what_is_missing(sessions, text):
    session = await sessions.start("vscode")
    with pytest.raises(JsonRpcException) as failure:
        await new(session, text)
    assert failure.value.data["kind"] == "noProblem" and len(failure.value.message) > 20
    assert not list(session.folder.glob("*.py"))


async def test_what_cannot_be_done_is_said(sessions, home):
    session = await sessions.start("vscode")
    with pytest.raises(JsonRpcException) as failure:
        await new(session, TEXT, language="cobol")
    assert failure.value.data["kind"] == "unsupported"
    (home / "taken").write_text("a file")
    with pytest.raises(JsonRpcException) as failure:
        await new(session, TEXT, folder="taken")
    assert failure.value.data["kind"] == "noFolder" and "taken" in failure.value.message
    templates = places.templates_dir()
    templates.mkdir(parents=True)
    (templates / "template.py").write_bytes(b"# Gr\xfc\xdfe\n")
    with pytest.raises(JsonRpcException) as failure:
        await new(session, TEXT)
    assert "template.py" in failure.value.message
