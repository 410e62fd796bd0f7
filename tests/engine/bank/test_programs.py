"""Programs as they are printed from a family's functions."""

from __future__ import annotations

import math
import random
import subprocess
import sys
import textwrap
from typing import Any

import pytest

from shortlist_engine.bank.programs import cpp, python
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.programs.folding import folded
from shortlist_engine.bank.programs.parameters import cpp_text, python_function
from shortlist_engine.bank.task import Story, Task, Value
from shortlist_engine.bank.values import Count, Ints


def total_of(keep: Expr, factor: int, what: str) -> Any:
    def solve(n: int, a: list[int]) -> int:
        result = 0
        for x in a:
            if keep(x, factor) and what != "none":
                result += math.gcd(x, factor)
        if what == "negative":
            return -result
        elif what == "double":
            return 2 * result
        return result

    return solve


def body(keep: Expr, factor: int = 6, what: str = "plain") -> str:
    return python_function(total_of(keep, factor, what)).body


def test_parameters_stand_as_their_values_and_expressions_as_themselves() -> None:
    text = body(Expr("x d", "x % d == 0 or x > 9"))
    assert "if x % 6 == 0 or x > 9:" in text
    assert "math.gcd(x, 6)" in text
    assert "keep" not in text and "factor" not in text


def test_what_parameters_decide_is_decided() -> None:
    always = Expr("x d", "x > d")
    assert "if x > 6:" in body(always)  # `what != "none"` is known
    assert body(always).endswith("        result += math.gcd(x, 6)\nreturn result")
    # What stands behind a return is left out.
    assert body(always, what="negative").endswith("math.gcd(x, 6)\nreturn -result")
    assert "2 * result" in body(always, what="double")
    assert "what" not in body(always, what="double")


def test_expressions_in_a_tuple_need_no_parentheses() -> None:
    step = Expr("x", "2 * x + 1")

    def solve(x: int) -> int:
        return max(y for y in (step(x), x - 1, 3 * step(x)))

    assert (
        python_function(solve).body == "return max(y for y in (2 * x + 1, x - 1, 3 * (2 * x + 1)))"
    )


MOD = 10**9 + 7


def test_constants_of_the_module_stand_as_their_values() -> None:
    def solve(n: int) -> int:
        return pow(2, n, MOD)

    assert python_function(solve).body == "return pow(2, n, 1000000007)"


def test_what_a_program_could_not_import_is_refused() -> None:
    def solve(n: int) -> int:
        return len(folded("", {})) + n

    with pytest.raises(TypeError, match="cannot use folded"):
        python_function(solve)


def test_imports_follow_what_is_used() -> None:
    assert python_function(total_of(Expr("x d", "x"), 2, "plain")).imports == ("import math",)


FOLDED = {
    "return a if deep else 0": "return a",
    "if k > 2 and a:\n    return 1": "if a:\n    return 1",
    "if not k:\n    pass\nelse:\n    a = 1\nreturn a": "a = 1\nreturn a",
    "for x in a:\n    if k == 0:\n        x = 1": "for x in a:\n    pass",
    "if a:\n    b = 1\nelif k == 3:\n    b = 2\nelse:\n    b = 3": (
        "if a:\n    b = 1\nelse:\n    b = 2"
    ),
    "if a:\n    return k": "if a:\n    return k",
}


@pytest.mark.parametrize("source", FOLDED)
def test_folding(source: str) -> None:
    def function(lines: str) -> str:
        return "def f(a):\n" + textwrap.indent(lines, "    ") + "\n"

    assert folded(function(source), {"k": 3, "deep": True}) == function(FOLDED[source])


def test_cpp_parameters() -> None:
    values = {"keep": Expr("x", "x % 2 == 0 and x > 3"), "step": 4, "big": 10**10, "op": "<="}
    text = cpp_text("if ($keep(a[i]) || a[i] $op $step) s += $big;", values)
    assert text == "if ((a[i] % 2 == 0 && a[i] > 3) || a[i] <= 4) s += 10000000000LL;"
    lines = cpp_text("for (int x : a) {\n    $body\n}", {"body": "n++;\ns += x;"})
    assert lines == "for (int x : a) {\n    n++;\n    s += x;\n}"
    with pytest.raises(KeyError):
        cpp_text("$other", values)


def make_task() -> Task:
    def solve(n: int, a: list[int]) -> int:
        best = 0
        for x in a:
            best = max(best, x)
        return best

    return Task(
        titles=("T",), given=[Count("n", 1, 9), Ints("a", "n")], ask=Value("the largest"),
        stories=[Story("S."), Story("R.")], solve=solve,
        cpp=["int solve(int n, vector<int> a) {\n    return *max_element(a.begin(), a.end());\n}"],
        hints=("a", "b", "c"), explanation="e",
    )  # fmt: skip


@pytest.mark.parametrize("tests", [False, True])
def test_printed_programs_run_and_agree(tests: bool) -> None:
    task = make_task()
    text = "3\n2 9 4\n"
    text = f"2\n{text}1\n7\n" if tests else text
    for seed in range(40):
        program = python.stdin_program(
            task, python_function(task.solve), tests, random.Random(seed)
        )
        assert _printed(program, text) == (["9", "7"] if tests else ["9"]), program


def _printed(program: str, text: str) -> list[str]:

    done = subprocess.run(
        [sys.executable, "-c", program], input=text, capture_output=True, text=True
    )
    return done.stdout.split()


def test_a_function_takes_its_sizes_from_its_lists() -> None:
    def solve(n: int, a: list[int]) -> int:
        return a[n - 1]

    task = Task(
        titles=("T",), given=[Count("n", 1, 9), Ints("a", "n")], ask=Value("the last"),
        stories=[], solve=solve, cpp=[], hints=("a", "b", "c"), explanation="e",
    )  # fmt: skip
    source = python.function_program(task, python_function(solve), "last", False)
    names: dict[str, Any] = {}
    exec(source, names)
    assert names["last"]([4, 5]) == 5
    assert "def last(a: List[int]) -> int:" in source
    parsed = cpp.parse("int solve(int n, vector<int> a) {\n    return a[n - 1];\n}")
    assert "int last(vector<int>& a)" in cpp.function_program(task, parsed, "last", True)
