"""An input with more or fewer lines than its statement says is named; nothing else is."""

from __future__ import annotations

import gzip
import json

import pytest

from benchmarks.statements import counts
from shortlist_engine.statement.form import read_input_form
from shortlist_engine.statement.labels import find_labels

GRAPH = """\
Roads

Count the roads.

Input
The first line contains two integers $n$ and $m$ ($1 \\le n, m \\le 100$) — the number of towns and
roads. Each of the next $m$ lines contains two integers $u$ and $v$. The last line contains a word.

Output
Print one number.

Sample Input 1
{first}

Sample Output 1
2

Sample Input 2
2 2
1 2
1 2
abc

Sample Output 2
2
"""
FORMAT = """\
Roads

Input

Input is given from Standard Input in the following format:

> $N$ $Q$
> $c_1$ $c_2$ $\\cdots$ $c_N$
> $l_1$ $r_1$
> $l_2$ $r_2$
> $:$
> $l_Q$ $r_Q$

Output

Print it.

Sample Input 1

{first}

Sample Output 1

2
"""


def said(find, text: str) -> list[tuple[int, str]]:
    block = find(text, "plaintext")
    assert block.problem is not None
    return [(issue.line, issue.message) for issue in block.issues]


@pytest.mark.parametrize("page", [GRAPH, FORMAT])
def test_a_line_that_is_missing_is_named(find, page) -> None:
    text = page.format(first="3 2\n1 2 3\n2 3")
    assert said(find, text) == [
        (
            text.split("\n").index("Sample Input 1"),
            "the input of example 1 has 3 lines, and by the statement it has 4: add what is "
            "missing, or take out what does not belong to it",
        )
    ]


@pytest.mark.parametrize("page", [GRAPH, FORMAT])
def test_a_line_too_many_is_named(find, page) -> None:
    ((_, message),) = said(find, page.format(first="3 2\n1 2 3\n2 3\n3 4\n4 5"))
    assert message.startswith("the input of example 1 has 5 lines, and by the statement it has 4")


@pytest.mark.parametrize("page", [GRAPH, FORMAT])
def test_as_many_lines_as_the_statement_says(find, page) -> None:
    assert said(find, page.format(first="3 2\n1 2 3\n2 3\nabc")) == []


def test_a_statement_that_no_example_keeps_to_is_not_believed(find) -> None:
    text = GRAPH.format(first="3 2\n1 2 3\n2 3").replace("\nabc\n", "\n")
    assert said(find, text) == []


@pytest.mark.parametrize(
    "section",
    [
        "The first line contains $t$, the number of test cases. $t$ lines follow.",
        "The first line contains an integer n. The next line has n integers, if n is even.",
        "The first line contains an integer n. Then the towns are described.",
        "The first line contains an integer n.",
        "The first line contains an integer n. Each of the next 2(n-1) lines contains a number.",
        "The first line contains an integer n. The second line may be empty.",
        "The input has some lines.",
    ],
)
def test_what_is_not_understood_has_no_form(section) -> None:
    lines = ("Sum", "", "Input", section, "", "Output", "Print it.")
    assert read_input_form(lines, find_labels(lines)) is None


@pytest.mark.parametrize(
    ("section", "rows", "expected"),
    [
        ("The only line contains two integers a and b.", ["3 2"], 1),
        ("The first line contains an integer n. The next n - 1 lines describe roads.", ["4"], 4),
        (
            "The first line contains integers n and m. The next n lines contain m letters each. "
            "Then follow m lines, the i-th of which contains one number.",
            ["2 3"],
            None,  # "integers" does not say that there are two
        ),
        (
            "The first line contains two integers n and m. The next n lines contain m letters "
            "each. Then m lines follow, one number per line.",
            ["2 3"],
            6,
        ),
        (
            "The first line contains an integer n. The next n lines describe the roads. Each of "
            "the n lines contains two integers.",
            ["3"],
            4,
        ),
    ],
)
def test_forms_of_sentences(section, rows, expected) -> None:
    lines = ("Sum", "", "Input", section, "", "Output", "Print it.")
    form = read_input_form(lines, find_labels(lines))
    assert (None if form is None else form.lines_of(rows)) == expected


def test_a_list_that_may_be_empty_says_nothing(find) -> None:
    text = FORMAT.replace("> $l_1$ $r_1$\n> $l_2$ $r_2$\n> $:$\n> $l_Q$ $r_Q$\n", "")
    assert said(find, text.format(first="0 5")) == []


def test_benchmark(tmp_path, capsys) -> None:
    statement, _, _ = FORMAT.partition("\nSample Input 1")
    whole = {"input": "3 2\n1 2 3\n2 3\n3 4\n", "output": "2\n"}
    row = {"id": "made/1", "statement": statement, "examples": [whole, whole]}
    with gzip.open(tmp_path / "made.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.write(json.dumps(row) + "\n")
    found = counts.measure(tmp_path / "made.jsonl.gz")
    assert (found["examples"], found["checked"], found["named"]) == (2, 2, 0)
    assert (found["named with a line less"], found["of"]) == (2, 2)
    counts.main(["--data", str(tmp_path), "--files", "made"])
    assert "made" in capsys.readouterr().out
