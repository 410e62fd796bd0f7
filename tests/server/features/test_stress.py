"""The stress test and the largest inputs: what the engine is asked, and what is said of it."""

from __future__ import annotations

import asyncio
import time

import pytest
from pygls.exceptions import JsonRpcException

from shortlist_engine.fairness import Mark

FOUND = {
    "tried": 9, "seconds": 1.25, "complete": True,
    "found": {
        "input": "1 1\n", "expected": "2\n", "agreeing": 0, "of": 0,
        "run": {"verdict": "WA", "output": "3\n", "detail": "line 1, token 1: expected '2'"},
    },
}  # fmt: skip


@pytest.fixture
async def session(sessions):
    return await sessions.start("vscode")


@pytest.fixture
def uri(session, comment):
    return session.open("sum.py", comment(below="print(3)\n"))


def against(path="brute.py"):
    return {"kind": "file", "path": path}


async def stress(session, uri, **params):
    return await session.request("shortlist/stress", {"uri": uri, "against": against(), **params})


async def failing(session, uri, **params):
    with pytest.raises(JsonRpcException) as failure:
        await stress(session, uri, **params)
    return failure.value.data["kind"], failure.value.message


async def test_against_another_file(sessions, session, uri, tmp_path):
    (tmp_path / "brute.py").write_text("import more\n")
    (tmp_path / "more.py").write_text("x = 1\n")
    sessions.engine.set(stress=FOUND)
    changes = [{"op": "add", "input": "7 7\n"}]
    await session.request("shortlist/editTests", {"uri": uri, "changes": changes})
    answer = await stress(session, uri, workDoneToken="t")
    assert (answer["outcome"], answer["tried"]) == ("found", 9)
    assert answer["message"] == "Your program and brute.py differ here"
    assert answer["test"] == {
        "input": "1 1\n", "expected": "2\n", "got": "3\n", "verdict": "WA",
        "detail": "line 1, token 1: expected '2'",
    }  # fmt: skip
    assert answer["notes"] == ["A note."]
    asked = sessions.engine.requests("stress")[0]["params"]
    assert [each["source"] for each in asked["against"]] == ["import more\n"]
    assert asked["against"][0]["files"] == [{"name": "more.py", "text": "x = 1\n"}]
    assert asked["first"] == ["7 7\n"]
    assert (asked["agree"], asked["name"], asked["seconds"]) == (False, "brute.py", 60.0)
    assert "A difference on 4 characters: making it smaller" in session.progress_texts()


async def test_the_other_file_counts_as_it_stands_in_the_editor(sessions, session, uri, tmp_path):
    (tmp_path / "brute.cpp").write_text("int main() {}\n")
    session.open("brute.cpp", "int main() { return 1; }\n", "cpp")
    answer = await stress(session, uri, against=against("brute.cpp"), seconds=5)
    assert answer["message"] == "No difference on 7 inputs in 0.5 s"
    assert (answer["outcome"], answer.get("test")) == ("none", None)
    asked = sessions.engine.requests("stress")[0]["params"]
    assert asked["against"][0]["source"] == "int main() { return 1; }\n"
    assert asked["seconds"] == 5.0


async def test_against_what_the_candidates_agree_on(sessions, session, uri, sources):
    kind, message = await failing(session, uri, against={"kind": "candidates"})
    assert (kind, "solve the problem first" in message) == ("noCandidates", True)
    agreed = {**FOUND, "found": {**FOUND["found"], "agreeing": 41, "of": 52}}
    sessions.engine.set(stress=agreed, candidates=[*sources, "print(7)\n"])
    await session.command("restartEngine")
    await session.solve(uri)
    answer = await stress(session, uri, against={"kind": "candidates"})
    assert answer["message"] == "Your program and 41 of 52 candidates differ here"
    assert (answer["test"]["agreeing"], answer["test"]["of"]) == (41, 52)
    asked = sessions.engine.requests("stress")[0]["params"]
    assert asked["agree"] is True
    assert [each["source"] for each in asked["against"]] == [*sources, "print(7)\n"]


async def test_an_older_engine_gives_the_solutions_only(sessions, session, uri, sources):
    await session.solve(uri)
    await stress(session, uri, against={"kind": "candidates"})
    asked = sessions.engine.requests("stress")[0]["params"]
    assert [each["source"] for each in asked["against"]] == sources


async def test_candidates_are_for_those_who_may_have_them(sessions, comment):
    session = await sessions.start("vscode", options={"contestMode": True})
    uri = session.open("sum.py", comment(below="print(3)\n"))
    assert (await failing(session, uri, against={"kind": "candidates"}))[0] == "paused"
    session = await sessions.start("vscode")
    mark = f"# {Mark('bank/lifeboats/42/codeforces', '3fa9c01d')}\n"
    uri = session.open("lifeboats.py", mark + comment(below="print(3)\n"))
    assert (await failing(session, uri, against={"kind": "candidates"}))[0] == "practice"


async def test_cancelling_keeps_what_was_found(sessions, session, uri, tmp_path):
    (tmp_path / "brute.py").write_text("print(1)\n")
    sessions.engine.set(stress=FOUND, run_s=600)
    running = asyncio.ensure_future(stress(session, uri, workDoneToken="t"))
    await session.until(lambda: "making it smaller" in " ".join(session.progress_texts()))
    began = time.monotonic()
    assert await session.command("cancel", {"uri": uri}) == {"cancelled": 1}
    answer = await running
    assert time.monotonic() - began < 0.25
    assert answer["outcome"] == "found"
    said = "Your program and brute.py differ here (not as small as it gets)"
    assert answer["message"] == said
    await session.until(lambda: sessions.engine.requests("cancel"))


async def test_a_search_that_found_nothing_yet(sessions, session, uri, tmp_path):
    (tmp_path / "brute.py").write_text("print(1)\n")
    sessions.engine.set(run_s=600)
    running = asyncio.ensure_future(stress(session, uri))
    await session.until(lambda: sessions.engine.requests("stress"))
    await asyncio.sleep(0.1)
    await session.command("cancel", {"uri": uri})
    answer = await running
    assert answer["outcome"] == "cancelled" and answer["message"].startswith("Cancelled: no diff")


async def test_what_cannot_be_compared_with(session, uri, tmp_path):
    (tmp_path / "empty.py").write_text("\n")
    (tmp_path / "odd.py").write_bytes(b"print('\xe9')\n")
    for path, said in (
        ("gone.py", "cannot be read"),
        ("notes.txt", "no program in this language"),
        ("empty.py", "is empty"),
        ("odd.py", "is not UTF-8"),
    ):
        kind, message = await failing(session, uri, against=against(path))
        assert kind == "noCode" and said in message
    assert (await failing(session, uri, against={"kind": "file"}))[0] == "invalidParams"
    (tmp_path / "brute.py").write_text("print(1)\n")
    assert (await failing(session, uri, seconds=0))[0] == "invalidParams"


async def test_inputs_need_something_to_be_like(session, tmp_path):
    (tmp_path / "brute.py").write_text("print(1)\n")
    uri = session.open("bare.py", "print(3)\n")
    assert (await failing(session, uri))[0] == "noTests"
    changes = [{"op": "add", "input": "7 7\n", "expected": "14\n"}]
    await session.request("shortlist/editTests", {"uri": uri, "changes": changes})
    assert (await stress(session, uri))["outcome"] == "none"


async def test_the_largest_inputs(sessions, session, uri):
    answer = await session.request("shortlist/largest", {"uri": uri})
    said = "At most 0.31 s of 1 s and 12 of 256 MiB on 2 inputs of the largest size"
    assert answer["message"] == said
    assert answer["runs"][0] == {
        "name": "200000 1", "verdict": "OK", "timeMs": 310.0, "memoryKiB": 12288,
        "inputBytes": 1_400_000, "detail": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        (["OK", "TLE"], "Slower than 1 s on 1 of 2 inputs of the largest size"),
        (["MLE", "MLE"], "More memory than 256 MiB on 2 of 2 inputs of the largest size"),
        (["RE", "OK"], "It fails (RE) on 1 of 2 inputs of the largest size"),
    ],
)
async def test_programs_that_are_too_slow_or_fail(sessions, session, uri, verdicts, said):
    sessions.engine.set(run=verdicts)
    answer = await session.request("shortlist/largest", {"uri": uri})
    assert answer["message"] == said
