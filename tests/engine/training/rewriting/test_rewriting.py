"""Rewritten programs do what they did, and rewritten statements say what they said."""

from __future__ import annotations

import ast
import contextlib
import io
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.engine.training.rewriting.programs import CPP
from tests.engine.training.rewriting.programs import PYTHON as PROGRAMS

from shortlist_engine.problem import Example, Problem
from shortlist_engine.training.rewriting import rewrite
from shortlist_engine.training.rewriting.cpp import rewrite_cpp
from shortlist_engine.training.rewriting.python import rewrite_python
from shortlist_engine.training.rewriting.statements import rewrite_problem
from shortlist_engine.training.rewriting.tex import written_out


def output(source: str, text: str) -> str:
    """What one of `PROGRAMS` prints; they are ours, so they may run here."""
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(io.StringIO()) as printed,
    ):
        patch.setattr("sys.stdin", io.StringIO(text))
        with contextlib.suppress(SystemExit):
            exec(compile(source, "program", "exec"), {"__name__": "__main__"})
    return printed.getvalue()


@pytest.mark.parametrize("name", PROGRAMS)
def test_python_programs_print_what_they_printed(name: str) -> None:
    source, text = PROGRAMS[name]
    wanted = output(source, text)
    assert wanted
    seen = {rewrite_python(source, random.Random(seed)) for seed in range(100)}
    for changed in seen:
        assert output(changed, text) == wanted, changed
    assert len(seen) > (20 if name in ("plain", "functions", "append") else 0)


def test_every_kind_of_change_is_made() -> None:
    source = PROGRAMS["plain"][0]
    seen = [rewrite_python(source, random.Random(seed)) for seed in range(200)]
    for part in (
        "[int(x) for x in input().split()]",
        "def main():",
        ".append(",
        "int(input().st",
        "int(sys.stdin.readline())",
    ):
        assert any(part in text for text in seen), part
    assert any("# reads" not in text for text in seen)
    assert any("total" not in text for text in seen)
    loops = [rewrite_python(PROGRAMS["append"][0], random.Random(seed)) for seed in range(100)]
    assert any(" * m for i in range(n)]" in text for text in loops)
    assert any("def " not in text for text in loops)


def test_what_does_not_parse_or_looks_up_names_stays() -> None:
    assert rewrite_python("print 1\n", random.Random(1)) == "print 1\n"
    dynamic = "value = 3\nprint(eval('value'))\n"
    for seed in range(50):
        assert "value = 3" in rewrite_python(dynamic, random.Random(seed))


def test_the_same_seed_gives_the_same_text() -> None:
    source = PROGRAMS["functions"][0]
    assert rewrite_python(source, random.Random(5)) == rewrite_python(source, random.Random(5))


def test_a_function_keeps_the_names_that_were_asked_for() -> None:
    prompt = 'def twice(value: int) -> int:\n    """Doubles."""\n'
    problem = Problem(
        "twice", "", kind="function", language="python", signature=prompt, entry_point="twice"
    )
    source = "def twice(value: int) -> int:\n    result = value + value\n    return result\n"
    seen = {rewrite(problem, "python", source, random.Random(seed)) for seed in range(60)}
    assert len(seen) > 3
    assert all(text.startswith("def twice(value: int) -> int:") for text in seen)


def test_cpp_variables_are_renamed_and_others_stay() -> None:
    seen = {rewrite_cpp(CPP["library"], random.Random(seed)) for seed in range(100)}
    assert len(seen) > 10
    assert any("cin >> amount" not in text for text in seen)
    for text in seen:
        assert '"amount // not a comment"' in text and ".size()" in text and '"a"s' in text
        assert "#define all(v) v.begin(), v.end()" in text and "int main()" in text
    assert any("// read" not in text for text in seen)
    for name in ("raw", "continued", "shown"):
        assert all(rewrite_cpp(CPP[name], random.Random(seed)) == CPP[name] for seed in range(20))


@pytest.mark.skipif(not shutil.which("g++"), reason="needs g++")
@pytest.mark.parametrize("name", CPP)
def test_cpp_programs_still_compile(name: str, tmp_path: Path) -> None:
    seen = {rewrite_cpp(CPP[name], random.Random(seed)) for seed in range(3)}
    files = [tmp_path / f"{index}.cpp" for index in range(len(seen))]
    for file, text in zip(files, sorted(seen), strict=True):
        file.write_text(text)
    command = ["g++", "-std=c++17", "-fsyntax-only", *map(str, files)]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_statements_change_words_and_show_some_of_the_examples() -> None:
    statement = (
        "Problem Statement\n\nYou are given $N$ numbers.\n\n"
        "Constraints\n\n- $1 \\leq N \\leq 9$\n\nInput\n\nThe numbers.\n\nOutput\n\nTheir sum."
    )
    problem = Problem("Sum", statement, (Example("1", "1"), Example("2", "2")))
    more = [Example("3", "3"), Example("4", "4")]
    seen = [rewrite_problem(problem, more, random.Random(seed)) for seed in range(200)]
    assert all("numbers." in one.statement and "Their sum." in one.statement for one in seen)
    assert {len(one.examples) for one in seen} == {1, 2, 3}
    assert {one.input for each in seen for one in each.examples} == {"1", "2", "3", "4"}
    for part in ("1 <= N <= 9", "Input Format", "Output:"):
        assert any(part in one.statement for one in seen), part
    assert any("9" not in one.statement for one in seen)
    function = Problem(
        "f", "", kind="function", language="python", signature="def f():\n", entry_point="f"
    )
    assert rewrite_problem(function, (), random.Random(1)).signature == function.signature


@pytest.mark.parametrize(
    ("formula", "plain"),
    [
        ("$1 \\leq N \\leq 2\\times 10^{5}$", "1 <= N <= 2 * 10^5"),
        ("$$$a_{i+1}\\le b_{ij}^{-9}$$$", "a_(i+1) <= b_ij^-9"),
        ("$\\mathrm{lcm}(x_{i_{j}})$", "lcm(x_(i_j))"),
        ("$\\{1, 2\\}$ and $\\frac{a+b}{2}$", "{1, 2} and (a+b)/2"),
        ("$\\lfloor \\frac{n}{2} \\rfloor$", "floor( n/2 )"),
    ],
)
def test_formulas_are_written_out(formula: str, plain: str) -> None:
    assert written_out(f"Given {formula}.") == f"Given {plain}."


@pytest.mark.parametrize(
    "text",
    [
        "$\\sum_{i=1}^{n} a_i$",
        "$\\underbrace{a, a}_{x}$",
        "It costs $5 and then $6.",
        "A cell is '$' or '.', $n$ of them.",
        "One $n$ and a lone $ sign",
        "${a$",
    ],
)
def test_what_has_no_plain_form_stays_whole(text: str) -> None:
    assert written_out(text) == text


def test_programs_of_the_bank_still_parse() -> None:
    from shortlist_engine.bank import families

    for name, family in list(families().items())[::6]:
        for language, source in family.instance(1).programs:
            if language == "python":
                for seed in range(5):
                    ast.parse(rewrite_python(source, random.Random(f"{name}{seed}")))
