"""Translations, explanations, comments, hints, prompts and steps: what the engine is asked, and
what becomes of its answers in the editor."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest
from pygls.exceptions import JsonRpcException

from shortlist_engine.fairness import Mark

PROGRAM = "print(3)\n"
TRANSLATED = {
    "file": "sum.py", "language": "python", "to": "cpp", "model": "qwen", "notes": [],
    "translations": [
        {
            "proved": True, "headline": "equal on 60 of 60 inputs", "difference": None,
            "program": {"language": "cpp", "source": "int main() {}\n"},
            "unusual": {"difference": None},
        }
    ],
}  # fmt: skip
MISMATCH = {"input": "1 1\n", "original": "2\n", "translation": "3\n"}
UNPROVED = {
    **TRANSLATED,
    "translations": [
        {
            **TRANSLATED["translations"][0], "proved": False, "difference": MISMATCH,
            "headline": "equal on 3 of 60 inputs",
        }
    ],
}  # fmt: skip
EXPLAINED = {
    "file": "sum.py", "words": "`x` becomes 7.", "notes": ["A note."], "trace": None,
    "claims": [{"start": 0, "end": 13, "agrees": False, "fact": "x was 3"}],
    "run": {"verdict": "OK", "cpu_ms": 4.0, "input": "1 2\n", "output": "3\n"},
}  # fmt: skip
COMMENTED = {
    "text": "", "insertions": [{"line": 1, "lines": ["# Twice."]}],
    "notes": ["1 comment put in; the code is the same (proved)."],
}  # fmt: skip
HINTED = {"grade": 2, "hint": "Look twice.", "source": "bank", "left_out": []}
STEPPED = {
    "steps": [
        {
            "number": 1, "place": [1, 2],
            "continuations": [{"code": "x = 3", "trial": {"usable": True}}],
        }
    ]
}  # fmt: skip


@pytest.fixture
async def session(sessions):
    return await sessions.start("vscode", options={"clientFeatures": {"assistView": True}})


@pytest.fixture
def uri(session, comment):
    return session.open("sum.py", comment(below=PROGRAM))


def lines(first, last):
    return {
        "start": {"line": first, "character": 0},
        "end": {"line": last, "character": 0},
    }


async def failing(session, method, **params):
    with pytest.raises(JsonRpcException) as failure:
        await session.request(f"shortlist/{method}", params)
    return failure.value.data["kind"], failure.value.message


def asked(sessions):
    return sessions.engine.requests("assist")[-1]["params"]


async def test_a_translation_is_compared_on_the_own_tests_too(
    sessions, session, comment, tmp_path: Path
) -> None:
    path = tmp_path / "sum.py"
    path.write_text(comment(below=PROGRAM))
    uri = session.open(path.as_uri(), path.read_text())
    added = {"op": "add", "input": "7 8\n", "expected": "15\n"}
    await session.request("shortlist/editTests", {"uri": uri, "changes": [added]})
    sessions.engine.set(assist=TRANSLATED)
    await session.request("shortlist/translate", {"uri": uri, "to": "cpp"})
    assert asked(sessions)["arguments"]["given"] == ["7 8\n"]
    (tmp_path / "sum.py.tests.json").write_text("{")
    kind, message = await failing(session, "translate", uri=uri, to="cpp")
    assert kind == "testsUnreadable" and "sum.py.tests.json" in message


async def test_a_translation_of_the_program(sessions, session, uri):
    sessions.engine.set(assist=TRANSLATED)
    params = {"uri": uri, "to": "cpp", "samples": 4, "workDoneToken": "t"}
    answer = await session.request("shortlist/translate", params)
    assert answer["message"] == "1 translation, the first equal on 60 of 60 inputs"
    assert answer["document"]["translations"] == TRANSLATED["translations"]
    assert answer["text"].startswith("// Translated from Python (sum.py) by qwen: equal on 60")
    assert answer["text"].endswith("\n\nint main() {}\n")
    assert "edit" not in answer
    request = asked(sessions)
    assert (request["task"], request["model"]) == ("translate", None)
    arguments = request["arguments"]
    assert (arguments["to"], arguments["samples"]) == ("cpp", 4)
    file = arguments["file"]
    assert (file["name"], file["lines"], file["text"]) == ("sum.py", None, session.texts[uri])
    assert len(file["problem"]["examples"]) > 0
    assert {each["task"] for each in session.assisted} == {"translate"}
    assert any((each.get("document") or {}).get("translations") for each in session.assisted)
    assert "1 translation, the best equal on 60 of 60 inputs" in [
        each["message"] for each in session.assisted
    ]
    assert "1 of 8 answers, 1 run" in session.progress_texts()


async def test_in_place_only_what_is_proved(sessions, session, uri):
    sessions.engine.set(assist=UNPROVED)
    params = {"uri": uri, "to": "cpp", "inPlace": True}
    answer = await session.request("shortlist/translate", params)
    assert "edit" not in answer
    assert "It differs on this input:" in answer["text"] and "// 1 1\n" in answer["text"]
    params["unproved"] = True
    edit = (await session.request("shortlist/translate", params))["edit"]
    (changed,) = edit["documentChanges"]
    assert changed["textDocument"] == {"uri": uri, "version": session.versions[uri]}
    (text,) = changed["edits"]
    assert text["range"]["start"]["line"] == 0
    # The statement goes along, as a comment of the new language.
    assert text["newText"].startswith("/*\nA + B") and text["newText"].endswith(
        "\n*/\n\nint main() {}\n"
    )


async def test_selected_lines(sessions, session):
    uri = session.open("a.py", "def f():\n    x = 1\n    return x\n")
    sessions.engine.set(assist=EXPLAINED)
    answer = await session.request("shortlist/explain", {"uri": uri, "range": lines(1, 3)})
    file = asked(sessions)["arguments"]["file"]
    assert file["lines"] == [1, 3] and file["problem"] is None
    assert file["program"]["source"] == "x = 1\nreturn x\n"
    assert "`x` becomes 7 **[wrong: x was 3]**" in answer["text"]
    assert answer["message"] == "Explained, 1 statement wrong in this run"


async def test_comments_are_an_edit_of_this_version(sessions, session, uri, below):
    sessions.engine.set(assist=COMMENTED)
    answer = await session.request("shortlist/comment", {"uri": uri, "docstrings": True})
    assert asked(sessions)["arguments"]["docstrings"] is True
    (changed,) = answer["edit"]["documentChanges"]
    assert changed["textDocument"]["version"] == session.versions[uri]
    assert changed["edits"] == [{"range": lines(1, 1), "newText": "# Twice.\n"}]
    sessions.engine.set(assist=COMMENTED, run_s=0.5)
    await session.command("restartEngine")
    running = asyncio.ensure_future(session.request("shortlist/comment", {"uri": uri}))
    seen = len(session.assisted)
    await session.until(lambda: len(session.assisted) > seen)
    session.change(uri, session.texts[uri] + "print(4)\n")
    with pytest.raises(JsonRpcException) as failure:
        await running
    assert failure.value.data["kind"] == "staleProblem"


async def test_a_hint_needs_a_problem(sessions, session, uri):
    sessions.engine.set(assist=HINTED)
    answer = await session.request("shortlist/hint", {"uri": uri, "grade": 2})
    assert answer["message"] == "Hint 2 of 3, the problem bank's"
    assert "Look twice." in answer["text"]
    assert asked(sessions)["arguments"]["grade"] == 2
    other = session.open("b.py", "print(1)\n")
    assert (await failing(session, "hint", uri=other))[0] == "noProblem"


async def test_a_hint_for_a_problem_that_has_no_program_yet(sessions, session, comment):
    sessions.engine.set(assist=HINTED)
    uri = session.open("begun.py", comment())
    answer = await session.request("shortlist/hint", {"uri": uri, "grade": 2})
    assert "Look twice." in answer["text"]
    assert (await failing(session, "explain", uri=uri))[0] == "noCode"


async def test_prompts(sessions, session, uri):
    sessions.engine.set(assist={"prompts": ["review"], "answers": [{"text": "Fine."}]})
    assert (await session.request("shortlist/prompts", {}))["prompts"] == ["review"]
    answer = await session.request("shortlist/prompt", {"uri": uri, "name": "review"})
    assert answer["text"] == "Fine."
    assert asked(sessions)["arguments"]["name"] == "review"
    assert answer["message"] == "1 answer"


async def test_a_step_is_an_edit_below_its_comment(sessions, session):
    uri = session.open("s.py", "# Let x be three.\n")
    sessions.engine.set(assist=STEPPED)
    at = {"line": 0, "character": 3}
    answer = await session.request("shortlist/step", {"uri": uri, "position": at})
    assert asked(sessions)["arguments"]["line"] == 1
    assert answer["message"] == "1 of 1 continuation can be used"
    (changed,) = answer["edit"]["documentChanges"]
    assert changed["edits"][0]["newText"] == "x = 3\n\n"
    chosen = STEPPED["steps"][0]["continuations"][0]
    every = {"number": 1, "place": [1, 2], "code": "x = 3", "chosen": chosen}
    later = {"number": 2, "place": [1, 2], "code": "", "chosen": None}
    sessions.engine.set(assist={"steps": [every, later]})
    await session.command("restartEngine")
    answer = await session.request("shortlist/step", {"uri": uri, "every": True})
    assert answer["message"] == "1 of 2 steps with code"


async def test_refused_where_no_model_may_help(sessions, comment):
    session = await sessions.start("vscode", options={"contestMode": True})
    uri = session.open("sum.py", comment(below=PROGRAM))
    for method, more in (("translate", {"to": "cpp"}), ("explain", {}), ("hint", {})):
        assert (await failing(session, method, uri=uri, **more))[0] == "paused"
    session = await sessions.start("vscode")
    mark = f"# {Mark('bank/lifeboats/42/codeforces', '3fa9c01d')}\n"
    uri = session.open("lifeboats.py", mark + comment(below=PROGRAM))
    kind, message = await failing(session, "explain", uri=uri)
    assert (kind, "practice" in message) == ("practice", True)
    assert sessions.engine.requests("assist") == []


async def test_what_the_model_lacks_is_said(sessions, session, uri):
    lacks = {"kind": "unsupported", "message": "This model only solves problems."}
    sessions.engine.set(assist={"error": lacks})
    assert await failing(session, "explain", uri=uri) == ("unsupported", lacks["message"])
    assert (await failing(session, "explain", uri=session.uri("none.py")))[0] == "noCode"


async def test_cancelled_at_once(sessions, session, uri):
    sessions.engine.set(assist=TRANSLATED, run_s=600)
    params = {"uri": uri, "to": "cpp"}
    running = asyncio.ensure_future(session.request("shortlist/translate", params))
    await session.until(lambda: session.assisted and session.assisted[-1]["runId"])
    began = time.monotonic()
    assert await session.command("cancel", {"uri": uri}) == {"cancelled": 1}
    with pytest.raises(JsonRpcException) as failure:
        await running
    assert time.monotonic() - began < 0.25
    assert failure.value.code == -32800
    await session.until(lambda: sessions.engine.requests("cancel"))


async def test_commands_show_the_outcome(sessions, comment):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below=PROGRAM))
    sessions.engine.set(assist=TRANSLATED)
    session.choose = "C++"
    await session.command("translate", {"uri": uri})
    await session.until(lambda: session.message_requests)
    titles = [action.title for action in session.message_requests[0].actions]
    assert "C++" in titles and "Python" not in titles
    opened = await session.until(
        lambda: next((each for each in session.texts if each.startswith("untitled:")), None)
    )
    assert opened == "untitled:sum-translated.cpp"
    assert session.texts[opened].endswith("int main() {}\n")
    sessions.engine.set(assist=COMMENTED)
    await session.command("restartEngine")
    await session.command("comment", {"uri": uri})
    await session.until(lambda: "# Twice.\n" in session.texts[uri])


async def test_actions_on_code_and_not_elsewhere(session, comment, below):
    uri = session.open("sum.py", comment(below="\n" + PROGRAM))
    last = len(session.texts[uri].splitlines()) - 1
    names = ["Translate to …", "Explain", "Comment"]
    assert [each.title for each in await session.actions(uri, last)] == names
    assert not set(names) & {each.title for each in await session.actions(uri, 0)}
    (action, *_) = await session.actions(uri, last)
    assert action.command.command == "shortlist.server.translate"
    steps = session.open("s.py", "# Let x be three.\n")
    assert [each.title for each in await session.actions(steps, 0)] == ["Write this step"]
    between = session.open("b.py", "# Read n.\n\n# Print it.\nprint(1)\n# 3. Say so.\nprint(2)\n")
    offered = [len(await session.actions(between, line)) for line in (0, 2, 4)]
    assert offered == [1, 0, 1]  # its code is to come; it is there; it has a number
    plain = session.open("p.py", PROGRAM)
    assert not await session.actions(plain, 0)


async def test_actions_say_why_not(sessions, comment):
    session = await sessions.start("vscode")
    mark = f"# {Mark('bank/lifeboats/42/codeforces', '3fa9c01d')}\n"
    uri = session.open("lifeboats.py", mark + comment(below="\n" + PROGRAM))
    last = len(session.texts[uri].splitlines()) - 1
    actions = await session.actions(uri, last)
    assert actions and all("practice" in each.disabled.reason for each in actions)
    session = await sessions.start("vscode", options={"contestMode": True})
    uri = session.open("sum.py", comment(below="\n" + PROGRAM))
    assert not await session.actions(uri, last - 1)


async def test_a_hint_where_no_program_can_stand(sessions, session):
    sessions.engine.set(assist=HINTED)
    text = "# Sum\n\nPrint the sum.\n\n## Input\n\n1 2\n\n## Output\n\n3\n"
    uri = session.open("sum.md", text, "markdown")
    position = {"line": 1, "character": 0}
    await session.request("shortlist/hint", {"uri": uri, "position": position})
    assert asked(sessions)["arguments"]["problem"]["examples"]
