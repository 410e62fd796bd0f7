"""How sure the user may be of the first solution: said wherever solutions are, and when it is low
before anything else. An engine that does not say it changes nothing."""

from __future__ import annotations

import asyncio

import pytest
from lsprotocol import types

from shortlist_engine.problem import Confidence, Progress
from shortlist_server.presentation import wording
from shortlist_server.solves import KnownSolutions

WRONG = "Probably wrong (about 1 in 10)"
LOW = {
    "chance": 0.12,
    "level": "low",
    "text": f"{WRONG}: only 3 of 1,000 samples passed the examples, and they disagree.",
}
FAIR = {"chance": 0.52, "level": "fair", "text": "Uncertain (about 1 in 2): nothing was compared."}
HIGH = {"chance": 0.9, "level": "high", "text": "Likely right (about 9 in 10): they all agree."}


@pytest.fixture
def solved(sessions, comment):
    """A session whose engine is as sure as told, after a solve."""

    async def solve(confidence, editor="vscode", **scenario):
        sessions.engine.set(confidence=confidence, **scenario)
        session = await sessions.start(editor, options={"clientFeatures": {}})
        uri = session.open("sum.py", comment())
        return session, uri, await session.solve(uri)

    return solve


async def digest_of(session, uri):
    at = {"textDocument": {"uri": uri}, "position": {"line": 4, "character": 0}}
    return (await session.request("shortlist/parseProblem", at))["problem"]["digest"]


async def panel_of(session, result):
    identity = {"problemId": result["problem"]["digest"]}
    return await session.request("shortlist/panelContent", identity)


async def test_the_result_the_status_and_the_panel_carry_it(solved):
    session, _, result = await solved(LOW)
    expected = {**LOW, "short": WRONG}
    assert result["confidence"] == expected
    status = await session.request("shortlist/status", {})
    assert status["solves"][0]["confidence"] == expected
    assert (await panel_of(session, result))["confidence"] == expected


async def test_a_low_one_is_said_first(solved, below):
    session, uri, result = await solved(LOW)
    assert result["message"].startswith(f"{WRONG} · 3 solutions in ")
    assert (await session.lenses(uri))[0].command.title == "Probably wrong · 3 solutions"
    lines = (await panel_of(session, result))["text"].splitlines()
    assert lines[2] == f"**{LOW['text']}**"
    assert lines[4].startswith("3 solutions in ")
    assert "--stress" in lines[6]
    items = (await session.completions(uri, below)).items
    for item in items:
        assert " · probably wrong · 2/2 · " in item.label
        resolved = await session.client.completion_item_resolve_async(item)
        assert resolved.documentation.value.startswith(f"**{WRONG}")
    # Nothing is kept from the user, and nothing pops up.
    assert len(items) == 3
    assert not session.client.messages


@pytest.mark.parametrize(
    ("confidence", "later", "short"),
    [
        (FAIR, ", the first uncertain (about 1 in 2)", "uncertain"),
        (HIGH, ", the first likely right (about 9 in 10)", "likely right"),
    ],
)
async def test_any_other_stands_after_what_was_found(solved, below, confidence, later, short):
    session, uri, result = await solved(confidence)
    assert result["message"].startswith("3 solutions in ")
    assert result["message"].endswith(later)
    assert (await session.lenses(uri))[0].command.title == f"3 solutions · {short}"
    lines = (await panel_of(session, result))["text"].splitlines()
    assert lines[2].startswith("3 solutions in ")
    assert lines[4] == confidence["text"]
    first, second, _ = (await session.completions(uri, below)).items
    assert first.label == "Solution 1 · 2/2 · 31 ms"
    said = []
    for item in (first, second):
        resolved = await session.client.completion_item_resolve_async(item)
        said.append(resolved.documentation.value.startswith(confidence["text"]))
    assert said == [True, False]  # it is the first one's


@pytest.mark.parametrize("scenario", [{}, {"confidence": None}])
async def test_without_it_nothing_is_said(sessions, comment, below, scenario):
    sessions.engine.set(**scenario)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    result = await session.solve(uri)
    assert "confidence" not in result
    assert result["message"].startswith("3 solutions in ") and "," not in result["message"]
    titles = [lens.command.title for lens in await session.lenses(uri)]
    assert titles[0] == "3 solutions"
    assert await session.hints(uri) == []
    content = await panel_of(session, result)
    assert "confidence" not in content
    assert content["text"].splitlines()[4].startswith("1000 samples")
    item = (await session.completions(uri, below)).items[0]
    assert item.label == "Solution 1 · 2/2 · 31 ms"
    resolved = await session.client.completion_item_resolve_async(item)
    assert resolved.documentation.value.startswith("passes 2 of 2 examples")


async def test_solutions_keep_their_lenses_and_anchors_below_a_longer_head(solved):
    session, _, result = await solved({**LOW, "text": f"{WRONG}: for two\nreasons."})
    content = await panel_of(session, result)
    lines = content["text"].splitlines()
    for anchor, item in zip(content["anchors"], result["items"], strict=True):
        assert lines[anchor["range"]["start"]["line"]].startswith(f"## Solution {item['rank']} ·")
    document = session.open(content["uri"], content["text"], "markdown")
    assert len(await session.lenses(document)) == 2 * len(result["items"])


async def test_a_hint_stands_above_the_place_of_ghost_text(solved, comment, below):
    session, uri, _ = await solved(LOW)
    (hint,) = await session.hints(uri)
    assert hint.label == "Shortlist: probably wrong (about 1 in 10)"
    assert hint.position == types.Position(below - 1, len(comment().splitlines()[below - 1]))
    assert LOW["text"] in hint.tooltip.value
    await session.until(lambda: session.hint_refreshes)
    # There is nothing to warn of once something stands there, and none for a file without AI.
    session.change(uri, comment(below="print(3)\n"))
    assert await session.hints(uri) == []
    session.change(uri, comment())
    assert await session.hints(uri)
    await session.command("pause", {"contestMode": True})
    assert await session.hints(uri) == []


async def test_no_hint_unless_it_is_low_or_with_ghost_text_off(solved, sessions, comment):
    session, uri, _ = await solved(FAIR)
    assert await session.hints(uri) == []
    sessions.engine.set(confidence=LOW)
    session = await sessions.start("vscode", options={"inline": {"show": "off"}})
    uri = session.open("sum.py", comment())
    await session.solve(uri)
    assert await session.hints(uri) == []


async def test_a_hint_that_an_editor_would_cut_leaves_the_odds_out(solved):
    """VS Code shows 43 characters: `less than 1 in 2…` would be another chance."""
    text = "Probably wrong (less than 1 in 20): only 3 of 1,000 samples passed the example."
    session, uri, _ = await solved({"chance": 0.02, "level": "low", "text": text})
    (hint,) = await session.hints(uri)
    assert hint.label == "Shortlist: probably wrong"
    assert text in hint.tooltip.value


@pytest.mark.parametrize(("early", "sent_again"), [(FAIR, 0), (LOW, 3)])
async def test_a_change_of_confidence_alone_is_streamed(sessions, comment, early, sent_again):
    """With the solutions whose labels it changes."""
    sessions.engine.set(confidence=HIGH, early_confidence=early, steps=3, step_s=0.4, partial=[3])
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    result = await session.solve(uri, partialResultToken="parts")
    streamed = [(len(part["items"]), part["confidence"]["level"]) for _, part in session.partials]
    assert streamed == [(3, early["level"]), (sent_again, "high")]
    assert result["confidence"]["level"] == "high"


async def test_what_was_found_before_a_cancel_keeps_it(sessions, comment):
    sessions.engine.set(confidence=LOW, wait=True, partial=[2])
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    await session.command("solve", {"uri": uri})
    while not (await session.lenses(uri))[-1].command.title.startswith(
        "Probably wrong · 2 solutions"
    ):
        await asyncio.sleep(0.02)
    await session.command("cancel", {"uri": uri})
    await session.until(lambda: session.progress_of_kind("end"))
    assert session.progress_texts()[-1] == (
        "Cancelled · 2 solutions kept, the first probably wrong (about 1 in 10)"
    )
    assert (await session.lenses(uri))[0].command.title == (
        "Probably wrong · 2 solutions (incomplete)"
    )


async def test_a_client_without_a_panel_is_warned_in_the_question(solved):
    session, uri, result = await solved(LOW, editor="neovim-0.10")
    await session.command("showSolutions", {"uri": uri, "problemId": result["problem"]["digest"]})
    await session.until(lambda: session.message_requests)
    assert session.message_requests[0].message == (f"{WRONG}. Insert a solution of A + B 🎉?")


async def test_what_the_user_chooses_is_inserted_though_labels_changed_meanwhile(
    sessions, comment, sources
):
    sessions.engine.set(confidence=LOW, early_confidence=HIGH, partial=[3], wait=True)
    session = await sessions.start("neovim-0.10")
    uri = session.open("sum.py", comment())
    solving = asyncio.ensure_future(session.solve(uri))
    while not (await session.lenses(uri))[-1].command.title.startswith("3 solutions · likely"):
        await asyncio.sleep(0.02)
    session.decided = asyncio.Event()
    session.choose = "Solution 2 · 2/2 · 62 ms"
    await session.command("showSolutions", {"uri": uri, "problemId": await digest_of(session, uri)})
    await session.until(lambda: session.message_requests)
    await session.command("cancel", {"uri": uri})
    while not (await session.lenses(uri))[0].command.title.startswith("Probably wrong"):
        await asyncio.sleep(0.02)
    session.decided.set()
    await session.until(lambda: session.edits)
    assert sources[1] in session.texts[uri]
    await asyncio.gather(solving, return_exceptions=True)


async def test_a_solve_that_finds_nothing_says_only_that(solved):
    _, _, result = await solved(LOW, solutions=[])
    assert result["message"] == "No program passed all examples (best 0/2)"
    assert "confidence" not in result


def test_one_solution_is_not_called_the_first():
    confidence = Confidence(**HIGH)
    known = KnownSolutions(None, "", solutions=(object(),), confidence=confidence)  # type: ignore[arg-type]
    known.progress = Progress("clustering", seconds=2.0)
    assert wording.outcome(known) == "1 solution in 2.0 s, likely right (about 9 in 10)"
