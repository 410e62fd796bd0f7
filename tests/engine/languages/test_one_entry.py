"""A language is added by an entry: no other place has to know of it."""

from __future__ import annotations

import pytest
from tests.engine.sampling.text.scripted_model import text_of

from shortlist_engine.cli.user_files import language_of, problem_in, program_in
from shortlist_engine.datasets.common import problem_of_row
from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.compiling.toolchains import available_languages, tool
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.languages import LANGUAGES
from shortlist_engine.languages.language import Language, Tool, Toolchain
from shortlist_engine.languages.syntax import Syntax
from shortlist_engine.problem import Problem, Program
from shortlist_engine.sampling.base import SamplingParams
from shortlist_engine.sampling.text.answers import readings
from shortlist_engine.sampling.text.prompts import solve_question
from shortlist_engine.solve import usable_languages
from shortlist_engine.statement.prompt import Metadata, decoder_prompt
from shortlist_server.documents import OpenDocument
from shortlist_server.presentation.excerpts import fenced

TOY = Language(
    "toy",
    "Toy",
    (".toy",),
    Syntax(("#",)),
    other_names=("toyscript",),
    toolchain=Toolchain(
        "tool",
        # What is called sh is a link to the shell.
        Tool("sh", ("-c", 'readlink -f "$(command -v sh)"'), r"(.+)", "{home}"),
        file=lambda source: "prog.toy",
        compile=("{tool}", "-n", "{file}"),
        result="{file}",
        run=("{tool}", "{file}"),
        crashed=r"^toy trouble: .*",
        version=("-c", "echo 1"),
        fix="install a shell",
    ),
    written=True,
)
FILE = """\
# Sum
#
# Print the sum of two numbers.
#
# Input
# 1 2
# Output
# 3
read a b
echo $((a + b))
"""


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LANGUAGES, TOY.name, TOY)


def test_its_files_are_known_and_their_comments_read() -> None:
    found = problem_in(FILE, "sum.toy", None)
    assert found.languages == ("toy",)
    assert [(example.input, example.output) for example in found.problem.examples] == [
        ("1 2\n", "3\n")
    ]
    assert language_of("sum.toy", None) == language_of("-", "toy") == "toy"
    assert program_in(FILE, "toy", None) == FILE


def test_it_is_asked_for_and_proposed() -> None:
    assert usable_languages(Problem("p", ""), None, available_languages())[0][-1] == "toy"
    assert SamplingParams().languages[-1] == "toy"
    assert "# LANGUAGE IS toy\n" in decoder_prompt(Metadata("toy", 800))


def test_models_that_answer_in_text_are_asked_for_it() -> None:
    problem = problem_in(FILE, "sum.toy", None).problem
    for chat in (True, False):
        asked = text_of(solve_question(problem, "toy", chat=chat).prompt)
        assert "Toy" in asked and "```toy" in asked
    (read,) = readings("```toy\nread a b\necho $((a + b))\n```", problem, "toy")
    assert (read.language, read.source) == ("toy", "read a b\necho $((a + b))")


def test_programs_of_data_sets_are_read() -> None:
    row = {"id": "a", "statement": "s", "solutions": [{"language": "ToyScript", "code": FILE}]}
    assert problem_of_row(row, "rows").solutions == (Program("toy", FILE),)


def test_the_server_knows_it() -> None:
    assert OpenDocument("file:///sum.toy", FILE, 1, "toy").language == "toy"
    assert fenced("read a", "toy") == "```toy\nread a\n```"


@pytest.mark.parametrize("disable", [(), ("namespaces",)], ids=["all", "no-namespaces"])
async def test_its_programs_run_in_the_sandbox(disable: tuple[str, ...]) -> None:
    problem = problem_in(FILE, "sum.toy", None).problem
    wrong = "read a b\necho $((a - b))\n"
    broken = "if read a\n"
    failing = "echo 'toy trouble: oh' >&2\necho more >&2\nexit 3\n"
    async with ExecutionPool(1, disable=disable) as pool:
        assert "toy" in await pool.languages()
        found = {}
        for source in (FILE, wrong, broken, failing):
            request = RunRequest(problem, Program("toy", source), ["1 2\n"], ["3\n"])
            (found[source],) = await pool.run(request)
    assert [run.verdict.value for run in found.values()] == ["AC", "WA", "CE", "RE"]
    assert "prog.toy" in found[broken].detail
    assert found[failing].detail == "exit status 3: toy trouble: oh"


def test_its_tool_is_looked_for() -> None:
    assert tool("toy")
