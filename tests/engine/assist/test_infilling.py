"""Filling in at the cursor: what is parsed, what is run, and in which order it is offered."""

from __future__ import annotations

import asyncio

import pytest
from tests.fakes import FakePool, FakeSampler

from shortlist_engine.assist.gap import fitting, parses
from shortlist_engine.assist.infilling import Filling, InfillRequest, infill
from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.isolation.layers import probe
from shortlist_engine.problem import Example, Problem
from shortlist_engine.protocol import EngineError

SUM = Problem("Sum", "Print the sum.", (Example("1 2\n", "3\n"), Example("4 -1\n", "3\n")))
BEFORE = "a, b = map(int, input().split())\nprint("
NEEDS_SANDBOX = pytest.mark.skipif(not probe().usable, reason="programs cannot be confined here")


def filled(texts, before=BEFORE, after="\n", language="python", problem=SUM):
    sampler = FakeSampler(texts, tasks=("solve", "infill"))

    async def work() -> tuple[Filling, ...]:
        request = InfillRequest(before, after, language, problem, samples=len(texts))
        async with ExecutionPool(workers=1) as pool:
            return await infill(request, sampler=sampler, pool=pool)

    return asyncio.run(work())


@pytest.mark.parametrize(
    ("before", "text", "after", "fits"),
    [
        ("x = ", "1", "\n", "1"),
        ("print(", "a)\nprint(b", "\n", "a)"),  # the second line is left out
        ("print(", "a", ")\n", "a"),
        ("print(", "a)\n", ")\n", "a"),  # what follows anyway is not repeated
        ("for i in ", "range(3):\n    print(i)\n\n", "\nx = 1\n", "range(3):\n    print(i)"),
        ("for i in ", "range(3", "\n", ""),
        ("x = ", "  \n", "\n", ""),
        ("def f():\n    return ", "(((", "\n", ""),
    ],
)
def test_no_more_is_kept_than_can_be_parsed(before, text, after, fits) -> None:
    assert fitting(before, text, after, "python") == fits


def test_repeating_what_follows() -> None:
    after = "\nprint(total)\n"
    assert fitting("total = ", "a + b\nprint(total)\n", after, "python") == "a + b"


@pytest.mark.parametrize(
    ("source", "language", "whole"),
    [
        ("int main() { return 0; }", "cpp", True),
        ("int main() { return (0; }", "cpp", False),
        ('int main() { puts("("); }', "cpp", True),
        ('int main() { puts("); }', "cpp", False),
        ("fn main() { /* } */ }", "rust", True),
        ("func main() { x := []int{1 }", "go", False),
    ],
)
def test_brackets_and_strings_of_other_languages(source, language, whole) -> None:
    assert parses(source, language) is whole


def test_hostile_python_is_no_reason_to_fall_over() -> None:
    assert not parses("(" * 100_000, "python")
    assert not parses("x = 1\0", "python")


@NEEDS_SANDBOX
def test_what_passes_the_examples_comes_first() -> None:
    found = filled(["a - b)", "a - b)", "a + b)", "a +"])
    assert found == (Filling("a + b)", 1, 2, 2), Filling("a - b)", 2, 0, 2))


@NEEDS_SANDBOX
def test_what_does_not_compile_is_left_out() -> None:
    before = '#include <cstdio>\nint main() { int a, b; scanf("%d%d", &a, &b); printf("%d", '
    found = filled(["a + c); }", "a + b); }"], before, "\n", "cpp", Problem("", ""))
    assert found == (Filling("a + b); }", 1),)


def test_most_answers_first_where_nothing_is_run() -> None:
    pool = FakePool()
    request = InfillRequest(BEFORE, "\n", "python", samples=3)
    sampler = FakeSampler(["a)", "b)", "b)"], tasks=("infill",))
    found = asyncio.run(infill(request, sampler=sampler, pool=pool))
    assert not pool.runs
    assert [(each.text, each.count) for each in found] == [("b)", 2), ("a)", 1)]


def test_a_model_that_does_not_fill_in_says_so() -> None:
    request = InfillRequest("x = ", "\n", "python")
    with pytest.raises(EngineError, match=r"does not have the task 'infill'.*llama.cpp") as failure:
        asyncio.run(infill(request, sampler=FakeSampler(["1"]), pool=FakePool()))
    assert failure.value.kind == "unsupported"
