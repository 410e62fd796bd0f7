"""The program as it is submitted."""

from __future__ import annotations

import pytest
from pygls.exceptions import JsonRpcException
from tests.engine.rpc.companion_browser import problem

from shortlist_engine.fairness import Mark
from shortlist_engine.languages import LANGUAGES, runnable
from shortlist_engine.statement.wrapping import wrap_comment
from shortlist_server.stated import of_companion

STATED = of_companion(problem()).texts[0]
MARK = str(Mark("bank/lifeboats/42/codeforces", "3fa9c01d"))


async def submission(session, text, language, **more):
    uri = session.open(f"a{LANGUAGES[language].suffixes[0]}", text, language)
    return await session.request("shortlist/submission", {"uri": uri, **more})


@pytest.mark.parametrize("language", runnable())
async def test_the_statement_and_the_mark_are_left_out(sessions, language):
    session = await sessions.start("vscode")
    code = {"python": "print(1)\n"}.get(language, "int a = 1;\n\nint b = 2; // mine\n")
    for style in ("block", "line"):
        head = wrap_comment(MARK, language, "line") + wrap_comment(STATED, language, style)
        found = await submission(session, f"{head}\n{code}", language)
        assert found["text"] == code and found["language"] == language
        assert (found["removed"], found["kept"]) == (0, [])
        assert found["url"] == "https://codeforces.com/contest/4/problem/A"
        assert found["submitUrl"] == "https://codeforces.com/contest/4/submit/A"


async def test_debug_output_is_left_out_of_what_the_editor_shows(sessions):
    session = await sessions.start("vscode")
    text = wrap_comment(STATED, "python") + (
        "import sys\r\nn = int(input())\r\nprint(n, file=sys.stderr)\r\n"
        "print(next(x), file=sys.stderr)\r\n"
    )
    found = await submission(session, text, "python")
    assert found["text"].startswith("import sys\nn = int(input())\nprint(next(x)")
    assert found["removed"] == 1 and "it calls next" in found["kept"][0]


async def test_of_several_problems_the_one_at_the_cursor(sessions):
    session = await sessions.start("vscode")
    first = wrap_comment(STATED, "python") + "print('first')\n"
    second = wrap_comment(STATED.replace("/4/", "/5/"), "python") + "print('second')\n"
    at = {"line": first.count("\n") + 2, "character": 0}
    found = await submission(session, first + second, "python", position=at)
    assert found["text"] == "print('second')\n" and "/5/" in found["submitUrl"]


async def test_a_program_without_a_problem_has_no_address(sessions):
    session = await sessions.start("vscode")
    found = await submission(session, "print(1)\n", "python")
    assert found["text"] == "print(1)\n" and "url" not in found and "submitUrl" not in found


async def test_what_is_no_program_is_said(sessions):
    session = await sessions.start("vscode")
    for text, language in ((wrap_comment(STATED, "python"), "python"), ("x", "markdown")):
        with pytest.raises(JsonRpcException) as failure:
            uri = session.open(f"b.{language}", text, language)
            await session.request("shortlist/submission", {"uri": uri})
        assert failure.value.data["kind"] == "noCode"
    with pytest.raises(JsonRpcException, match="Open the file"):
        await session.request("shortlist/submission", {"uri": session.uri("none.py")})
