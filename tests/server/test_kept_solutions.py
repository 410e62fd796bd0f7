"""What solves found is there again after the server has ended, however it did."""

from __future__ import annotations

import os
import re
import signal
import stat

import msgpack
import pytest
from pygls.exceptions import JsonRpcException

from shortlist_engine.problem import Budget, Example, NearMiss, Problem, Program, Run, Verdict
from shortlist_server.kept_solutions import MOST_BYTES, MOST_PROBLEMS, KeptSolutions
from shortlist_server.solves import KnownSolutions

VIEW = {"clientFeatures": {"solutionsView": True}}


def files_of(sessions):
    return sorted((sessions.folder / "state" / "shortlist" / "solutions").glob("*"))


async def view_of(session, digest):
    return await session.request("shortlist/solutions", {"problemId": digest})


async def solve_and_kill(sessions, comment, **scenario):
    """Solve in one server, kill it when that is on disk; returns the view and the next server."""
    sessions.engine.set(**scenario)
    session = await sessions.start("vscode", options=VIEW)
    uri = session.open("sum.py", comment())
    digest = (await session.solve(uri))["problem"]["digest"]
    before = await view_of(session, digest)
    await session.until(lambda: files_of(sessions))
    os.kill(session.pid, signal.SIGKILL)
    await session.reading
    session = await sessions.start("vscode", options=VIEW)
    return before, session, session.open("sum.py", comment())


async def test_a_killed_server_knows_the_solutions_when_it_is_back(sessions, comment, sources):
    before, session, uri = await solve_and_kill(sessions, comment)
    lenses = [lens.command.title for lens in await session.lenses(uri)]
    assert lenses[0].startswith("3 solutions") and "Solve again" in lenses
    after = await view_of(session, before["problem"]["digest"])
    assert re.fullmatch(
        r"Found on \d{4}-\d\d-\d\d \d\d:\d\d; Shortlist was started again since\.",
        after["notes"][0],
    )
    same = ("problem", "headline", "state", "solutions", "groups", "budget", "stats", "model")
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    assert (await session.completions(uri, comment().count("\n") - 1)).items
    first = after["solutions"][0]["id"]
    wanted = {"uri": uri, "problemId": before["problem"]["digest"], "solutionId": first}
    assert (await session.command("accept", wanted))["applied"]
    assert sources[0] in session.texts[uri]


async def test_the_files_are_the_users_alone(sessions, comment):
    await solve_and_kill(sessions, comment)
    (file,) = files_of(sessions)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


async def test_a_server_killed_in_the_middle_keeps_what_was_found_by_then(sessions, comment):
    sessions.engine.set(steps=2, step_s=0.2, wait=True)
    session = await sessions.start("vscode", options=VIEW)
    uri = session.open("sum.py", comment())
    await session.command("solve", {"uri": uri, "position": {"line": 0, "character": 0}})
    await session.until(lambda: files_of(sessions))
    os.kill(session.pid, signal.SIGKILL)
    await session.reading
    session = await sessions.start("vscode", options=VIEW)
    session.open("sum.py", comment())
    (file,) = files_of(sessions)
    view = await view_of(session, file.stem)
    assert view["state"] == "cancelled" and len(view["solutions"]) == 3
    assert "before the solve had ended" in view["notes"][0]


async def test_a_server_that_is_told_to_end_leaves_the_newest_on_disk(sessions, comment):
    session = await sessions.start("vscode", options=VIEW)
    uri = session.open("sum.py", comment())
    digest = (await session.solve(uri))["problem"]["digest"]
    await session.client.shutdown_session()
    await session.reading
    session = await sessions.start("vscode", options=VIEW)
    assert (await view_of(session, digest))["state"] == "done"


async def test_nothing_is_shown_in_contest_mode(sessions, comment):
    before, session, _ = await solve_and_kill(sessions, comment)
    await session.command("pause", {"contestMode": True})
    with pytest.raises(JsonRpcException) as failure:
        await view_of(session, before["problem"]["digest"])
    assert failure.value.data["kind"] == "paused"


async def test_a_newer_solve_takes_the_place_of_what_was_kept(sessions, comment, sources):
    before, session, uri = await solve_and_kill(sessions, comment)
    sessions.engine.set(solutions=[{"source": sources[1]}])
    await session.command("restartEngine")
    await session.solve(uri)
    after = await view_of(session, before["problem"]["digest"])
    assert [each["source"] for each in after["solutions"]] == [sources[1]]
    assert after["notes"] == []


async def test_a_place_that_cannot_be_written_is_done_without(sessions, comment):
    blocked = sessions.folder / "state"
    blocked.write_text("a file where a folder should be")
    session = await sessions.start("vscode", options=VIEW)
    assert (await session.solve(session.open("sum.py", comment())))["items"]


async def test_a_damaged_file_is_no_solution(sessions, comment):
    await solve_and_kill(sessions, comment)
    (file,) = files_of(sessions)
    for damaged in (b"", b"\xc1", msgpack.packb({"format": 2}), file.read_bytes()[:-20]):
        file.write_bytes(damaged)
        session = await sessions.start("vscode", options=VIEW)
        uri = session.open("sum.py", comment())
        assert [lens.command.title for lens in await session.lenses(uri)] == ["Solve"]


async def test_a_problem_that_is_no_digest_names_no_file(sessions, comment):
    before, session, _ = await solve_and_kill(sessions, comment)
    for wanted in ("../solutions/" + before["problem"]["digest"], "", "/etc/passwd"):
        with pytest.raises(JsonRpcException):
            await view_of(session, wanted)


def known(number, output="4\n"):
    problem = Problem("A + B", f"Add {number}.", examples=(Example("2 2\n", "4\n"),))
    missed = NearMiss(Program("python", "print(5)\n"), 0, 1, 0, Run(Verdict.WA, output=output))
    return KnownSolutions(problem, "file:///a.py", near_misses=(missed,), budget=Budget())


def test_beyond_the_bound_the_oldest_are_removed(tmp_path):
    kept = KeptSolutions(lambda: tmp_path)
    for number in range(MOST_PROBLEMS + 3):
        each = known(number)
        kept.write(each.problem.digest, kept.packed(each))
        os.utime(tmp_path / f"{each.problem.digest}.msgpack", (number, number))
    assert len(list(tmp_path.iterdir())) == MOST_PROBLEMS
    assert kept.read(known(0).problem.digest) is None
    assert kept.read(known(MOST_PROBLEMS).problem.digest) is not None


def test_what_is_too_much_or_nothing_is_not_kept(tmp_path):
    kept = KeptSolutions(lambda: tmp_path)
    assert kept.packed(known(1, "4" * MOST_BYTES)) is None
    assert kept.packed(KnownSolutions(known(1).problem, "file:///a.py")) is None
