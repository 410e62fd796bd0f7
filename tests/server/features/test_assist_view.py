"""The view of a model's task: what a client is told while it goes on, and where an item can be
put."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

MISMATCH = {"input": "1 1\n", "original": "2\n", "translation": "3\n"}
RIGHT = {
    "id": "right", "proved": True, "headline": "equal on 60 of 60 inputs", "equal": 60, "total": 60,
    "samples": 3, "cpu_ms": 117.0, "difference": None, "unusual": {"difference": None}, "said": "",
    "program": {"language": "cpp", "source": "int main() {}\n"},
}  # fmt: skip
WRONG = {
    **RIGHT, "id": "wrong", "proved": False, "headline": "equal on 3 of 60 inputs", "equal": 3,
    "difference": MISMATCH, "program": {"language": "cpp", "source": "int main() { return 0; }\n"},
}  # fmt: skip
TRANSLATED = {
    "file": "sum.py", "language": "python", "to": "cpp", "model": "qwen", "notes": ["A note."],
    "translations": [RIGHT, WRONG],
}  # fmt: skip
EXPLAINED = {
    "file": "sum.py", "model": "qwen", "words": "So `x` becomes 7. It prints 3.", "notes": [],
    "claims": [
        {"start": 3, "end": 16, "agrees": False, "fact": "x was 3"},
        {"start": 18, "end": 30, "agrees": True, "fact": ""},
    ],
    "run": {"verdict": "OK", "cpu_ms": 4.0, "input": "1 2\n", "output": "3\n"},
    "trace": {"times": {"1": 1, "2": 3}},
}  # fmt: skip
STEPS = "# 1. Set x to 3.\n\n# 2. Print x.\nprint(x)\n"


def continuation(code, status="good", told="", **more):
    trial = {"status": status, "usable": status != "fails", "told": told, "values": [], **more}
    return {"code": code, "agree": 2, "trial": trial}


STEPPED = {
    "file": "a.py", "model": "qwen", "sampled": 4,
    "steps": [
        {
            "number": 1, "line": 1, "text": "Set x to 3.", "code": "", "place": [1, 2],
            "continuations": [
                continuation("x = 3", values=[{"name": "x", "text": "3"}]),
                continuation("x = 4\nx -= 1", "changes", "it changes y"),
                continuation("x = y", "fails", "NameError: y"),
            ],
        }
    ],
}  # fmt: skip


@pytest.fixture
async def session(sessions):
    return await sessions.start("vscode", options={"clientFeatures": {"assistView": True}})


async def view_of(session, uri):
    return await session.request("shortlist/assistView", {"uri": uri})


def applied(session, uri, edit):
    """Applies an edit of one document as the client would."""
    (changed,) = edit["documentChanges"]
    assert changed["textDocument"] == {"uri": uri, "version": session.versions[uri]}
    lines = session.texts[uri].split("\n")
    for each in sorted(changed["edits"], key=lambda each: -each["range"]["start"]["line"]):
        start, end = each["range"]["start"], each["range"]["end"]
        assert start["character"] == 0
        rest = lines[end["line"]][end["character"] :] if end["line"] < len(lines) else ""
        new = (each["newText"] + rest).split("\n")
        lines[start["line"] : end["line"] + 1] = new
    session.change(uri, "\n".join(lines))


async def failing(session, method, **params):
    with pytest.raises(JsonRpcException) as failure:
        await session.request(f"shortlist/{method}", params)
    return failure.value.data["kind"]


async def translated(sessions, session, text="print(3)\n"):
    uri = session.open("sum.py", text)
    sessions.engine.set(assist=TRANSLATED)
    await session.request("shortlist/translate", {"uri": uri, "to": "cpp"})
    return uri


async def stepped(sessions, session, text=STEPS):
    uri = session.open("a.py", text)
    sessions.engine.set(assist=STEPPED)
    position = {"line": 0, "character": 0}
    await session.request("shortlist/step", {"uri": uri, "position": position})
    return uri


async def test_what_is_told_while_it_goes_on(sessions, session):
    uri = await translated(sessions, session)
    views = [each["view"] for each in session.assisted if each.get("view")]
    assert [view["show"] for view in views] == [True] + [False] * (len(views) - 1)
    assert {view["title"] for view in views} == {"sum.py into C++"}
    assert views[0]["state"] == "running" and not views[0]["items"]
    assert any(view["state"] == "running" and view["items"] for view in views)
    assert [view["version"] for view in views] == sorted({view["version"] for view in views})
    last = views[-1]
    assert last["state"] == "done" and "runId" not in last and not last["stale"]
    assert last["headline"] == "2 translations, the first equal on 60 of 60 inputs"
    assert last["model"] == "qwen" and last["notes"] == ["A note."]
    right, wrong = last["items"]
    assert right["proof"] == "equal on 60 of 60 inputs · 117 ms · 3 answers"
    assert (right["tone"], wrong["tone"]) == ("good", "doubtful")
    assert right["puts"] == ["beside", "below", "inPlace"]
    assert [fact["text"] for fact in wrong["details"]] == ["1 1", "2", "3"]
    assert await view_of(session, uri) == {**last, "show": False}


async def test_clients_without_a_view_are_told_nothing(sessions):
    session = await sessions.start("vscode")
    await translated(sessions, session)
    assert session.assisted == []


async def test_an_explanation_is_cut_where_it_is_wrong(sessions, session):
    uri = session.open("sum.py", "print(3)\n")
    sessions.engine.set(assist=EXPLAINED)
    await session.request("shortlist/explain", {"uri": uri})
    view = await view_of(session, uri)
    assert view["passages"] == [
        {"text": "So "},
        {"text": "`x` becomes 7", "wrong": "x was 3"},
        {"text": ". It prints 3."},
    ]
    assert [fact["text"] for fact in view["facts"]] == [
        "OK, 4 ms",
        "1 2",
        "3",
        "line 1: 1\nline 2: 3",
    ]


async def test_a_failure_and_a_cancellation_stay_in_the_view(sessions, session):
    uri = session.open("sum.py", "print(3)\n")
    sessions.engine.set(assist={"error": {"kind": "unsupported", "message": "It cannot explain."}})
    assert await failing(session, "explain", uri=uri) == "unsupported"
    view = await view_of(session, uri)
    assert (view["state"], view["headline"]) == ("failed", "It cannot explain.")
    sessions.engine.set(assist=TRANSLATED, run_s=600)
    await session.command("restartEngine")
    request = session.request("shortlist/translate", {"uri": uri, "to": "cpp"})
    running = asyncio.ensure_future(request)
    await session.until(lambda: session.assisted[-1].get("document"))
    run_id = (await view_of(session, uri))["runId"]
    assert await session.command("cancel", {"runId": run_id}) == {"cancelled": 1}
    with pytest.raises(JsonRpcException):
        await running
    view = await view_of(session, uri)
    assert view["state"] == "cancelled" and len(view["items"]) == 2  # what there was is kept


async def test_a_translation_beside_below_and_in_place(sessions, session):
    uri = await translated(sessions, session)
    params = {"uri": uri, "item": "right"}
    beside = await session.request("shortlist/assistEdit", {**params, "how": "beside"})
    made, text = beside["edit"]["documentChanges"]
    assert (made["kind"], made["uri"]) == ("create", beside["file"])
    assert beside["file"].endswith("/sum.cpp")
    assert text["edits"][0]["newText"] == "int main() {}\n"
    placed = {"insertions": [{"line": 1, "lines": ["", "# In C++ (equal):", "# int main() {}"]}]}
    sessions.engine.set(assist=placed)
    await session.command("restartEngine")
    below = await session.request("shortlist/assistEdit", {**params, "how": "below"})
    request = sessions.engine.requests("assist")[-1]["params"]
    assert request["task"] == "place"
    assert request["arguments"]["headline"] == "equal on 60 of 60 inputs"
    assert request["arguments"]["program"]["source"] == RIGHT["program"]["source"]
    applied(session, uri, below["edit"])
    assert session.texts[uri] == "print(3)\n\n# In C++ (equal):\n# int main() {}\n"
    await session.until(lambda: (session.assisted[-1].get("view") or {}).get("stale"))
    assert await failing(session, "assistEdit", **params, how="inPlace") == "staleProblem"
    session.change(uri, "print(3)\n")
    in_place = await session.request("shortlist/assistEdit", {**params, "how": "inPlace"})
    applied(session, uri, in_place["edit"])
    assert session.texts[uri].strip() == "int main() {}"


async def test_what_is_not_proved_is_put_in_only_when_the_user_says_so(sessions, session):
    uri = await translated(sessions, session)
    params = {"uri": uri, "item": "wrong", "how": "inPlace"}
    assert await failing(session, "assistEdit", **params) == "unproved"
    assert (await session.request("shortlist/assistEdit", {**params, "unproved": True}))["edit"]
    assert await failing(session, "assistEdit", **{**params, "item": "none"}) == "unknownItem"
    assert await failing(session, "assistEdit", **{**params, "how": "step"}) == "unsupported"


async def test_a_new_file_needs_a_saved_one_and_takes_no_others_name(sessions, session, tmp_path):
    (tmp_path / "sum.cpp").write_text("mine")
    uri = (tmp_path / "sum.py").as_uri()
    session.open(uri, "print(3)\n")
    sessions.engine.set(assist=TRANSLATED)
    await session.request("shortlist/translate", {"uri": uri, "to": "cpp"})
    params = {"item": "right", "how": "beside"}
    found = await session.request("shortlist/assistEdit", {"uri": uri, **params})
    assert Path(found["file"]).name == "sum-2.cpp"


async def test_a_continuation_takes_the_place_of_another(sessions, session):
    uri = await stepped(sessions, session)
    view = await view_of(session, uri)
    assert view["steps"] == [{"number": 1, "line": 0, "text": "Set x to 3.", "code": ""}]
    first, second, third = view["items"]
    assert first["proof"] == "runs · 2 of 4 samples do this"
    assert first["details"] == [{"label": "Values after the step", "text": "x = 3"}]
    assert second["proof"] == "runs, but it changes y · 2 of 4 samples do this"
    assert [each["tone"] for each in view["items"]] == ["good", "doubtful", "bad"]
    for chosen, text in (
        (second, "# 1. Set x to 3.\nx = 4\nx -= 1\n\n# 2. Print x.\nprint(x)\n"),
        (first, "# 1. Set x to 3.\nx = 3\n\n# 2. Print x.\nprint(x)\n"),
    ):
        params = {"uri": uri, "item": chosen["id"], "how": "step"}
        applied(session, uri, (await session.request("shortlist/assistEdit", params))["edit"])
        assert session.texts[uri] == text
        view = await view_of(session, uri)
        assert view["steps"][0]["chosen"] == chosen["id"] and not view["stale"]
    session.change(uri, f"import math\n\n{text}")
    assert (await view_of(session, uri))["steps"][0]["line"] == 2
    session.change(uri, text.replace("x = 3\n", "x = 3  # mine\n"))
    params = {"uri": uri, "item": third["id"], "how": "step"}
    assert await failing(session, "assistEdit", **params) == "staleProblem"
    session.change(uri, "# 1. Set x to 3.\n\nx = 8\n\n# 2. Print x.\nprint(x)\n")
    assert await failing(session, "assistEdit", **params) == "staleProblem"
    assert (await view_of(session, uri))["stale"]


async def test_continuations_complete_below_their_step(sessions, session):
    uri = await stepped(sessions, session)
    items = (await session.completions(uri, 1)).items
    assert [each.label for each in items] == [f"Continuation {number}" for number in (1, 2, 3)]
    assert items[1].text_edit.new_text == "x = 4\nx -= 1"
    assert "x = 3" in items[0].documentation
    assert not await session.completions(uri, 3)


async def test_what_can_be_asked_for(sessions, session, comment):
    uri = session.open("sum.py", comment(below="print(3)\n"))
    sessions.engine.set(assist={"prompts": ["review"], "folder": "/prompts"})
    found = await session.request("shortlist/assistTargets", {"uri": uri})
    names = [each["name"] for each in found["languages"]]
    assert "cpp" in names and "python" not in names
    assert found["prompts"] == ["review"] and found["promptsFolder"] == "/prompts"
    assert "refused" not in found
    await session.command("pause", {"paused": True})
    found = await session.request("shortlist/assistTargets", {"uri": uri})
    assert "ontest" in found["refused"] and found["prompts"] == []


async def test_contest_mode_forgets_the_view(sessions, session):
    uri = await translated(sessions, session)
    await session.command("pause", {"paused": True})
    assert await failing(session, "assistView", uri=uri) == "paused"
    await session.command("pause", {"paused": False})
    assert await view_of(session, uri) is None


@pytest.mark.parametrize("scope", ["session", "folder"])
async def test_contest_mode_ends_what_goes_on(sessions, session, scope):
    uri = session.open("sum.py", "print(3)\n")
    sessions.engine.set(assist=TRANSLATED, run_s=600)
    request = session.request("shortlist/translate", {"uri": uri, "to": "cpp"})
    running = asyncio.ensure_future(request)
    await session.until(lambda: session.assisted[-1:] and session.assisted[-1].get("document"))
    if scope == "session":
        await session.command("pause", {"contestMode": True})
    else:
        folder = session.folder.as_uri()
        session.client.set_configuration(
            {"contestMode": True}, section="shortlist", scope_uri=folder
        )
        session.client.workspace_did_change_configuration(
            types.DidChangeConfigurationParams(settings=None)
        )
    with pytest.raises(JsonRpcException) as failure:
        await asyncio.wait_for(running, 10)
    assert failure.value.code == -32800
