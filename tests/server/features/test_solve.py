"""`shortlist/solve` and the command, from the first sample to the answer."""

from __future__ import annotations

import asyncio

import pytest
from pygls.exceptions import JsonRpcException

from shortlist_engine.problem import SolveOptions
from shortlist_engine.protocol import from_wire

EDITORS = ["neovim-0.10", "neovim-0.11", "vscode"]


@pytest.mark.parametrize("editor", EDITORS)
async def test_solve_answers_with_verified_solutions(sessions, comment, below, sources, editor):
    session = await sessions.start(editor)
    uri = session.open("sum.py", comment())
    result = await session.solve(uri)
    assert [item["source"] for item in result["items"]] == sources
    first = result["items"][0]
    assert first["label"] == "Solution 1 · 2/2 · 31 ms"
    assert first["examples"] == {"passed": 2, "total": 2}
    assert first["runs"][0] == {"verdict": "AC", "timeMs": 31, "wallMs": 40, "memoryKiB": 8192}
    assert first["range"]["start"] == {"line": below, "character": 0}
    assert first["model"] == "fake-model"
    assert result["isIncomplete"] is False
    assert result["message"].startswith("3 solutions in ")
    assert result["problem"]["examples"] == 2
    assert result["problem"]["timeLimitMs"] == 1000
    assert result["problem"]["memoryLimitMiB"] == 256
    assert first["command"]["arguments"][0]["problemId"] == result["problem"]["digest"]


async def test_partial_results_have_the_shape_of_the_result(sessions, comment):
    sessions.engine.set(steps=3, step_s=0.4, partial=[1, 2, 3])
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    result = await session.solve(uri, partialResultToken="parts", workDoneToken="work")
    assert len(session.partials) >= 2
    assert {token for token, _ in session.partials} == {"parts"}
    for _, partial in session.partials:
        assert set(partial) <= set(result)
        assert partial["isIncomplete"] is True
        assert set(partial["items"][0]) == set(result["items"][0])
    # Each partial result holds only what is new or changed.
    assert [item["rank"] for item in session.partials[0][1]["items"]] == [1]
    assert 1 not in [item["rank"] for item in session.partials[1][1]["items"]]
    assert len(result["items"]) == 3


async def test_the_clients_progress_token_is_used(sessions, comment):
    sessions.engine.set(steps=4, step_s=0.3)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    await session.solve(uri, workDoneToken="work")
    await session.until(lambda: session.progress_of_kind("end"))
    assert {token for token, _, _ in session.progress} == {"work"}
    assert session.progress[0][1]["kind"] == "begin"
    assert session.progress[0][1]["title"] == "Solving A + B 🎉"
    assert session.progress[0][1]["cancellable"] is True
    texts = session.progress_texts()
    assert any(text.startswith("Sampling ") and text.endswith("/1000 · 3 pass") for text in texts)
    assert texts[-1].startswith("3 solutions in ")
    percentages = [value["percentage"] for _, value, _ in session.progress if "percentage" in value]
    assert percentages == sorted(percentages)


async def test_progress_is_reported_four_times_a_second_at_most(sessions, comment):
    sessions.engine.set(steps=100, step_s=0.01)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    await session.solve(uri, workDoneToken="work")
    await session.until(lambda: session.progress_of_kind("end"))
    times = [when for _, value, when in session.progress if value["kind"] == "report"]
    seconds = session.progress[-1][2] - session.progress[0][2]
    assert len(times) <= seconds / 0.25 + 2


async def test_the_command_answers_at_once_and_shows_its_own_progress(sessions, comment):
    sessions.engine.set(steps=2, step_s=0.3)
    session = await sessions.start("neovim-0.10")
    uri = session.open("sum.py", comment())
    answer = await session.command("solve", {"uri": uri, "position": {"line": 3, "character": 0}})
    assert set(answer) == {"solveId"}
    assert not session.progress_of_kind("end")
    await session.until(lambda: session.progress_of_kind("end"))
    assert session.progress[0][0].startswith("shortlist-")


async def test_a_client_without_progress_can_solve(sessions, comment):
    session = await sessions.start("bare")
    uri = session.open("sum.py", comment())
    await session.command("solve", {"uri": uri, "position": {"line": 3, "character": 0}})
    await session.until(lambda: sessions.engine.requests("solve"))

    async def solved():
        return (await session.request("shortlist/status", {}))["solves"][0]["active"] is False

    for _ in range(200):
        if await solved():
            break
        await asyncio.sleep(0.02)
    assert not session.progress


async def test_nothing_passed_is_not_an_error(sessions, comment):
    sessions.engine.set(solutions=[])
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    result = await session.solve(uri)
    assert result["items"] == []
    assert result["message"] == "No program passed all examples (best 0/2)"
    titles = [lens.command.title for lens in await session.lenses(uri)]
    assert titles == ["No program passed (best 0/2)", "Solve again"]
    assert not session.client.messages


async def test_budget_count_language_and_seed_reach_the_engine(sessions, comment):
    session = await sessions.start(
        "vscode", options={"solve": {"samples": 77, "maxSeconds": 5, "count": 4}}
    )
    uri = session.open("sum.py", comment())
    await session.solve(uri)
    request = sessions.engine.requests("solve")[-1]["params"]
    assert request["budget"] == {"samples": 77, "seconds": 5.0}
    options = from_wire(SolveOptions, request["options"])
    assert options == SolveOptions(count=4, languages=("python",))
    await session.solve(uri, budget={"samples": 9, "seconds": 2}, count=2, language="cpp", seed=5)
    request = sessions.engine.requests("solve")[-1]["params"]
    assert request["budget"] == {"samples": 9, "seconds": 2.0}
    options = from_wire(SolveOptions, request["options"])
    assert options == SolveOptions(count=2, languages=("cpp",), seed=5)


async def test_the_library_can_be_left_out(sessions, comment):
    session = await sessions.start("vscode", options={"library": {"enabled": False}})
    await session.solve(session.open("sum.py", comment()))
    options = sessions.engine.requests("solve")[-1]["params"]["options"]
    assert options["library"] is False


async def test_a_known_program_is_shown_with_its_origin(sessions, comment, below, sources):
    origin = "from your library: cf/71A.py"
    sessions.engine.set(solutions=[{"source": sources[0], "origin": origin}])
    session = await sessions.start("neovim-0.11")
    uri = session.open("sum.py", comment())
    (item,) = (await session.solve(uri))["items"]
    assert item["origin"] == origin and item["label"].endswith(f" · {origin}")
    (completion,) = (await session.completions(uri, below)).items
    shown = await session.client.completion_item_resolve_async(completion)
    assert f"{origin} · passes 2 of 2 examples" in shown.documentation.value


async def test_a_markdown_statement_is_solved_in_all_languages(sessions, comment):
    session = await sessions.start("vscode")
    text = "\n".join(line[2:] for line in comment().splitlines())
    uri = session.open("sum.md", text, "markdown")
    await session.solve(uri)
    assert sessions.engine.requests("solve")[-1]["params"]["options"]["languages"] is None


@pytest.mark.parametrize(
    ("extra", "named"),
    [
        ({"count": 11}, "count"),
        ({"count": "many"}, "count"),
        ({"language": "cobol"}, "language"),
        ({"budget": {"samples": 0}}, "budget.samples"),
        ({"budget": {"seconds": 0}}, "budget.seconds"),
        ({"textDocument": 3}, "textDocument"),
    ],
)
async def test_bad_parameters_are_named(sessions, comment, extra, named):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    with pytest.raises(JsonRpcException) as failure:
        await session.solve(uri, **extra)
    assert failure.value.code == -32602
    assert named in failure.value.message
    assert not sessions.engine.requests("solve")


async def test_no_problem_says_what_to_do(sessions):
    session = await sessions.start("vscode")
    uri = session.open("plain.py", "x = 1\n")
    with pytest.raises(JsonRpcException) as failure:
        await session.solve(uri)
    assert failure.value.code == -32803
    assert failure.value.data["kind"] == "noProblem"
    assert "at least one example" in failure.value.message


async def test_an_incomplete_statement_names_its_line(sessions, comment):
    session = await sessions.start("vscode")
    text = comment().replace("# Sample Output 2\n# 11\n", "")
    uri = session.open("half.py", text.replace("# Sample Output 1\n# 3\n", ""))
    with pytest.raises(JsonRpcException) as failure:
        await session.solve(uri)
    assert failure.value.data["kind"] == "noProblem"
    assert failure.value.message.startswith("Line ")


async def test_a_new_solve_of_a_document_cancels_the_old(sessions, comment):
    sessions.engine.set(wait=True)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    first = asyncio.ensure_future(session.solve(uri))
    await session.until(lambda: sessions.engine.requests("solve"))
    second = asyncio.ensure_future(session.solve(uri))
    with pytest.raises(JsonRpcException) as failure:
        await first
    assert failure.value.code == -32800
    await session.until(lambda: len(sessions.engine.requests("solve")) == 2)
    await session.command("cancel", {"uri": uri})
    with pytest.raises(JsonRpcException):
        await second


async def test_documents_are_solved_beside_each_other(sessions, comment):
    sessions.engine.set(step_s=0.2)
    session = await sessions.start("vscode")
    uris = [session.open(f"sum{index}.py", comment()) for index in range(3)]
    results = await asyncio.gather(*(session.solve(uri) for uri in uris))
    assert [len(result["items"]) for result in results] == [3, 3, 3]


async def test_editing_the_statement_marks_a_solve_as_stale(sessions, comment):
    sessions.engine.set(steps=5, step_s=0.3)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    running = asyncio.ensure_future(session.solve(uri))
    await session.until(lambda: sessions.engine.requests("solve"))
    session.change(uri, comment().replace("print their sum", "print the sum of both"))
    result = await running
    assert result["message"].endswith("the statement has changed since")
    assert len(result["items"]) == 3


async def test_editing_elsewhere_does_not_cancel(sessions, comment, below):
    sessions.engine.set(steps=5, step_s=0.3)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    running = asyncio.ensure_future(session.solve(uri))
    await session.until(lambda: sessions.engine.requests("solve"))
    session.change(uri, "import os\n\n" + comment())
    result = await running
    assert "changed" not in result["message"]
    assert result["problem"]["range"]["start"]["line"] == 2
    assert result["items"][0]["range"]["start"]["line"] == below + 2
