"""Function problems: before and after their bodies are filled in."""

from __future__ import annotations

import pytest

EMPTY = 'def add(a, b):\n    """The sum.\n\n    >>> add(1, 2)\n    3\n    """\n'
PYTHON = [
    "import math\n\n\ndef add(a, b):\n    return int(math.fsum((a, b)))\n",
    "def add(a, b):\n    return a + b\n",
]
EMPTY_CPP = "// The sum.\n// add(1, 2) == 3\n// add(2, 2) == 4\nint add(int a, int b) {\n}\n"
CPP = [
    "#include <cmath>\nint add(int a, int b) {\n    return std::abs(a + b);\n}\n",
    "int add(int a, int b) { return a + b; }\n",
]
FILES = {"python": ("sum.py", EMPTY, PYTHON), "cpp": ("sum.cpp", EMPTY_CPP, CPP)}


def titles(lenses):
    return [lens.command.title for lens in lenses]


def accept(uri, result, index):
    return {
        "uri": uri,
        "problemId": result["problem"]["digest"],
        "solutionId": result["items"][index]["id"],
    }


async def solved(sessions, language):
    name, empty, sources = FILES[language]
    sessions.engine.set(solutions=[{"source": text, "language": language} for text in sources])
    session = await sessions.start("vscode")
    uri = session.open(name, empty, language)
    return session, uri, await session.solve(uri)


@pytest.mark.parametrize("language", FILES)
async def test_one_solution_after_the_other(sessions, language):
    session, uri, result = await solved(sessions, language)
    assert (await session.command("accept", accept(uri, result, 0)))["applied"] is True
    first = session.texts[uri]
    assert "math" in first
    # The import that came with it leaves the problem what it was.
    assert (await session.command("accept", accept(uri, result, 1)))["applied"] is True
    second = session.texts[uri]
    assert "return a + b" in second
    assert "fsum" not in second and "abs" not in second
    assert titles(await session.lenses(uri))[-1].startswith("Run ")


@pytest.mark.parametrize(
    ("language", "filled"),
    [
        ("python", EMPTY + "    return a - b  # mine\n"),
        ("cpp", EMPTY_CPP.replace("{\n}", "{\n    return a - b;  // mine\n}")),
    ],
)
async def test_a_body_of_the_users_is_run_and_never_written_over(sessions, language, filled):
    session, uri, result = await solved(sessions, language)
    session.change(uri, filled)
    answer = await session.command("accept", accept(uri, result, 0))
    assert answer["applied"] is False
    assert "add has a body of yours" in answer["failureReason"]
    assert answer["text"] == FILES[language][2][0]
    assert session.texts[uri] == filled
    assert session.edits == []
    shown = titles(await session.lenses(uri))
    assert any(title.startswith("Run ") for title in shown)


@pytest.mark.parametrize("language", FILES)
async def test_a_finished_function_asks_only_to_be_run(sessions, language):
    name = FILES[language][0]
    filled = {
        "python": EMPTY + "    return a - b\n",
        "cpp": EMPTY_CPP.replace("{\n}", "{\n    return a - b;\n}"),
    }[language]
    session = await sessions.start("vscode")
    uri = session.open(name, filled, language)
    (lens,) = await session.lenses(uri)
    assert lens.command.title.startswith("Run ")
    found = [action.title for action in await session.actions(uri, line=2)]
    assert found[0] == "Solve from this comment"


async def test_helpers_with_doctests_belong_to_the_program_of_a_statement(
    sessions, comment, sources
):
    session = await sessions.start("vscode")
    helper = (
        'def gcd(a, b):\n    """Divides both.\n\n    >>> gcd(4, 6)\n    2\n    """\n    return 2\n'
    )
    text = comment() + helper + "\n\nprint(gcd(1, 2))\n"
    uri = session.open("sum.py", text)
    await session.request(
        "shortlist/run",
        {
            "textDocument": {"uri": uri},
            "position": {"line": text.count("\n") - 1, "character": 0},
        },
    )
    (asked,) = session.engine.requests("run")
    program = asked["params"]["program"]
    assert program["source"] == text
    assert asked["params"]["problem"]["kind"] == "stdin"
