"""The solutions view: what clients that draw it themselves read, and when they are told to."""

from __future__ import annotations

import asyncio
import itertools

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

VIEW = {"clientFeatures": {"solutionsView": True}}
MISSED = {
    "source": "a, b = map(int, input().split())\nprint(a * b)\n",
    "passed": 1,
    "example": 1,
    "output": "30\n",
}


def view_of(session, result):
    digest = result if isinstance(result, str) else result["problem"]["digest"]
    return session.request("shortlist/solutions", {"problemId": digest})


async def digest_of(session, uri):
    at = {"textDocument": {"uri": uri}, "position": {"line": 4, "character": 0}}
    return (await session.request("shortlist/parseProblem", at))["problem"]["digest"]


async def solved(sessions, comment, **scenario):
    sessions.engine.set(**scenario)
    session = await sessions.start("vscode", options=VIEW)
    uri = session.open("sum.py", comment())
    return session, uri, await session.solve(uri)


async def test_each_solution_with_its_proof_and_each_group_with_what_tells_it_apart(
    sessions, comment, sources
):
    found = [
        {"source": sources[0], "cluster": "a", "size": 157, "share": 0.9, "compared": 50},
        {"source": sources[1], "cluster": "a", "size": 157, "share": 0.9, "compared": 50},
        {
            "source": sources[2],
            "cluster": "b",
            "size": 12,
            "share": 0.1,
            "compared": 50,
            "differs": {"input": "5 5\n", "first": "1\n", "other": "0\n"},
        },
    ]
    session, uri, result = await solved(sessions, comment, solutions=found)
    view = await view_of(session, result)
    assert (view["state"], view["uri"]) == ("done", uri)
    assert view["headline"].startswith("3 solutions in ")
    assert view["problem"] == result["problem"]
    assert view["budget"] == {"samples": 1000, "seconds": 60}
    assert view["stats"]["sampled"] == 1000
    assert [item["source"] for item in view["solutions"]] == sources
    first = view["solutions"][0]
    assert first["proof"] == "passes 2 of 2 examples · 31 ms · 8.0 MiB"
    assert (first["label"], first["inserted"], first["group"]) == ("Solution 1", False, "a")
    assert first["examples"] == {"passed": 2, "total": 2} and len(first["runs"]) == 2
    one, other = view["groups"]
    assert (one["first"], other["first"]) == (True, False)
    assert one["text"] == "157 samples agree (90 %), compared on 50 generated inputs"
    assert other["text"] == (
        "12 samples agree (10 %); differs from the first on input `5 5`: `0` against `1`"
    )
    assert other["differs"] == {"input": "5 5\n", "first": "1\n", "other": "0\n"}
    assert view["nearMisses"] == [] and "advice" not in view


async def test_no_share_where_nothing_was_compared(sessions, comment):
    session, _, result = await solved(sessions, comment)
    view = await view_of(session, result)
    assert {group["compared"] for group in view["groups"]} == {0}
    assert {group["text"] for group in view["groups"]} == {
        "nothing was compared beyond the examples"
    }


async def test_a_near_miss_says_which_example_it_fails_and_what_to_do_next(sessions, comment):
    session, _, result = await solved(sessions, comment, solutions=[], near_misses=[MISSED])
    view = await view_of(session, result)
    assert (view["state"], view["solutions"]) == ("done", [])
    assert view["headline"] == "No program passed all examples (best 1/2)."
    (missed,) = view["nearMisses"]
    assert missed["text"] == (
        "passes 1 of 2 examples · fails example 2 with input `5 6`: expected `11`, got `30`"
    )
    shown = missed["example"]
    assert (shown["index"], shown["verdict"], shown["detail"]) == (2, "WA", "")
    assert (shown["input"], shown["expected"], shown["got"]) == ("5 6\n", "11\n", "30\n")
    for words in ("shortlist.solve.samples", "model list", "library add", "check the example"):
        assert words in view["advice"], words
    assert view["model"] == "fake-model"
    assert result["message"] == (
        "No program passed all examples (best 1/2) · "
        "the nearest fails example 2: expected `11`, got `30`"
    )


async def test_advice_is_about_what_ended_the_solve(sessions, comment):
    sessions.engine.set(solutions=[], near_misses=[], steps=1, samples_drawn=12)
    session = await sessions.start("vscode", options=VIEW)
    result = await session.solve(session.open("sum.py", comment()))
    advice = (await view_of(session, result))["advice"]
    assert "The 60 seconds allowed 12 samples" in advice and "maxSeconds" in advice
    assert "even one example" in advice


async def test_inserting_a_near_miss_says_which_example_it_fails(sessions, comment):
    session, uri, result = await solved(sessions, comment, solutions=[], near_misses=[MISSED])
    view = await view_of(session, result)
    program = {
        "uri": uri,
        "problemId": result["problem"]["digest"],
        "solutionId": view["nearMisses"][0]["id"],
    }
    answer = await session.command("accept", program)
    assert answer["applied"] is True and answer["warning"] is True
    assert MISSED["source"] in session.texts[uri]
    assert answer["message"].endswith("; it fails example 2: expected `11`, got `30`")
    (message,) = session.client.messages
    assert (message.type, message.message) == (types.MessageType.Warning, answer["message"] + ".")
    assert (await view_of(session, result))["nearMisses"][0]["inserted"] is True


async def test_a_near_miss_can_be_run(sessions, comment):
    sessions.engine.set(solutions=[], near_misses=[MISSED], run=["AC", "WA"])
    session = await sessions.start("vscode", options=VIEW)
    uri = session.open("sum.py", comment())
    result = await session.solve(uri)
    missed = (await view_of(session, result))["nearMisses"][0]["id"]
    arguments = {"uri": uri, "problemId": result["problem"]["digest"], "solutionId": missed}
    await session.command("run", arguments)
    await session.until(lambda: session.client.messages)
    assert sessions.engine.requests("run")[0]["params"]["program"]["source"] == MISSED["source"]
    assert session.client.messages[0].message.startswith("1/2 examples passed")


async def test_the_view_lives_while_a_solve_goes_on(sessions, comment):
    sessions.engine.set(steps=60, step_s=0.05, partial=[0] * 20 + [1] * 20 + [3])
    session = await sessions.start("vscode", options=VIEW)
    uri = session.open("sum.py", comment())
    digest = await digest_of(session, uri)
    await session.command("solve", {"uri": uri})
    seen = []
    while (await session.request("shortlist/status", {}))["busy"]:
        seen.append(await view_of(session, digest))
        await asyncio.sleep(0.1)
    running = [view for view in seen if view["state"] == "running"]
    assert [len(view["solutions"]) for view in running] == sorted(
        len(view["solutions"]) for view in running
    )
    assert {0, 1} <= {len(view["solutions"]) for view in running}
    assert all(view["solveId"] for view in running)
    assert any(view["headline"].startswith("Sampling ") for view in running)
    versions = [view["version"] for view in seen]
    assert versions == sorted(versions)
    done = await view_of(session, digest)
    assert done["state"] == "done" and "solveId" not in done
    chart = done["chart"]
    assert chart[-1]["sampled"] == 1000 and chart[-1]["passed"] == 3
    assert [point["seconds"] for point in chart] == sorted({point["seconds"] for point in chart})


async def test_clients_are_told_of_changes_four_times_a_second_at_most(sessions, comment):
    sessions.engine.set(steps=100, step_s=0.02)
    session = await sessions.start("vscode", options=VIEW)
    uri = session.open("sum.py", comment())
    result = await session.solve(uri)
    digest, view = result["problem"]["digest"], await view_of(session, result)
    await session.until(lambda: session.changed_solutions[-1][0]["version"] == view["version"])
    told = list(session.changed_solutions)
    assert {entry["problemId"] for entry, _ in told} == {digest}
    gaps = [b - a for (_, a), (_, b) in itertools.pairwise(told)]
    assert len(told) > 2 and sum(gap < 0.2 for gap in gaps) == 0
    # Accepting is a change, and so is closing the document.
    accept = {"uri": uri, "problemId": digest, "solutionId": result["items"][0]["id"]}
    await session.command("accept", accept)
    await session.until(lambda: len(session.changed_solutions) > len(told))
    count = len(session.changed_solutions)
    await asyncio.sleep(0.6)
    assert len(session.changed_solutions) <= count + 1
    count = len(session.changed_solutions)
    session.close(uri)
    await session.until(lambda: len(session.changed_solutions) > count)


async def test_a_client_without_a_view_is_not_told(sessions, comment):
    session = await sessions.start("vscode")
    await session.solve(session.open("sum.py", comment()))
    await asyncio.sleep(0.4)
    assert session.changed_solutions == []


async def test_a_failed_solve_keeps_what_was_found_before(sessions, comment):
    session, uri, result = await solved(sessions, comment)
    sessions.engine.set(error={"kind": "modelNotFound", "message": "There is no model: get one."})
    # The scenario is read when the engine starts.
    await session.command("restartEngine")
    await session.until(lambda: sessions.engine.requests("shutdown"))
    with pytest.raises(JsonRpcException):
        await session.solve(uri)
    view = await view_of(session, result)
    assert view["state"] == "failed"
    assert view["headline"] == "There is no model: get one. 3 solutions kept."
    assert len(view["solutions"]) == 3
    assert "shortlist model list" in view["advice"]


async def test_nothing_is_known_before_a_solve_and_nothing_shown_in_contest_mode(sessions, comment):
    session = await sessions.start("vscode", options=VIEW)
    uri = session.open("sum.py", comment())
    digest = await digest_of(session, uri)
    with pytest.raises(JsonRpcException) as failure:
        await view_of(session, digest)
    assert failure.value.data["kind"] == "noProblem"
    result = await session.solve(uri)
    await session.command("pause", {"contestMode": True})
    for method, extra in (("solutions", {}), ("attention", {"solutionId": "x"})):
        with pytest.raises(JsonRpcException) as failure:
            await session.request(f"shortlist/{method}", {"problemId": digest, **extra})
        assert failure.value.data["kind"] == "paused"
    assert result["items"]


async def test_a_view_outlives_its_document(sessions, comment):
    session, uri, result = await solved(sessions, comment)
    session.change(uri, comment().replace("their sum", "their product"))
    view = await view_of(session, result)
    assert view["notes"] == [
        "The statement was edited since: these programs are for the one before."
    ]
    session.close(uri)
    view = await view_of(session, result)
    assert view["notes"] == [] and len(view["solutions"]) == 3
    assert view["problem"]["range"]["end"] == {"line": 0, "character": 0}


async def test_the_mark_follows_undo_and_redo(sessions, comment):
    session, uri, result = await solved(sessions, comment)
    digest = result["problem"]["digest"]
    accept = {"uri": uri, "problemId": digest}

    async def marks():
        view = await view_of(session, digest)
        return [item["inserted"] for item in view["solutions"]]

    before = session.texts[uri]
    await session.command("accept", {**accept, "solutionId": result["items"][0]["id"]})
    first = session.texts[uri]
    assert await marks() == [True, False, False]
    await session.command("accept", {**accept, "solutionId": result["items"][1]["id"]})
    assert await marks() == [False, True, False]
    second = session.texts[uri]
    for text, expected in (
        (first, [True, False, False]),
        (before, [False] * 3),
        (first, [True, False, False]),
        (second, [False, True, False]),
        (second.replace("print", "prints"), [False] * 3),
    ):
        version = (await view_of(session, digest))["version"]
        session.change(uri, text)
        assert await marks() == expected
        assert (await view_of(session, digest))["version"] > version
    # What stands there after an undo is ours, and the next solution takes its place.
    session.change(uri, first)
    await session.command("accept", {**accept, "solutionId": result["items"][2]["id"]})
    assert result["items"][0]["source"] not in session.texts[uri]
    assert session.message_requests == []


async def test_attention_of_a_line(sessions, comment):
    answer = {"text": "sum 🎉 it", "words": [[0, 3], [4, 5], [6, 8]], "lines": [[0.5, 0, 0.5], []]}
    session, _, result = await solved(sessions, comment, attention=answer)
    asked = {"problemId": result["problem"]["digest"], "solutionId": result["items"][0]["id"]}
    assert await session.request("shortlist/attention", asked) == answer
    sent = sessions.engine.requests("attention")[0]["params"]
    assert sent["program"]["source"] == result["items"][0]["source"]
    assert sent["problem"]["examples"] and sent["model"] is None


@pytest.mark.parametrize(
    ("error", "message"),
    [
        ({"kind": "unsupported", "message": "qwen is not a model of ours."}, "qwen is not"),
        ({"kind": "invalidRequest", "message": "There is no method."}, "The engine is older"),
    ],
)
async def test_attention_that_cannot_be_had_is_unsupported(sessions, comment, error, message):
    session, _, result = await solved(sessions, comment, attention={"error": error})
    asked = {"problemId": result["problem"]["digest"], "solutionId": result["items"][0]["id"]}
    with pytest.raises(JsonRpcException) as failure:
        await session.request("shortlist/attention", asked)
    assert failure.value.code == -32803
    assert failure.value.data["kind"] == "unsupported"
    assert failure.value.message.startswith(message)
