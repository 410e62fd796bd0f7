"""Random problems, rendered as every judge shows them and wrapped in comments, come back."""

from __future__ import annotations

import gzip
import json
import random
from typing import get_args

import pytest

import benchmarks.statements.__main__ as statements
from shortlist_engine.problem import Example, Limits, Problem
from shortlist_engine.statement import find_problems
from shortlist_engine.statement.render import Judge, PageLayout, random_layout, render_statement
from shortlist_engine.statement.wrapping import Style, wrap_comment

WORDS = ["input", "output", "example", "sample", "note", "print", "the", "7", "of", "a", "lantern",
         "$n$", "is", "time", "limit", "case"]  # fmt: skip
STYLES: dict[str, tuple[Style, ...]] = {
    "python": ("docstring", "line"),
    "cpp": ("block", "line"),
    "java": ("block", "line"),
    "javascript": ("block", "line"),
    "rust": ("block", "line"),
    "lua": ("block", "line"),
    "haskell": ("block", "line"),
    "markdown": ("block",),
}


def random_text(rng: random.Random, words: list[str]) -> str:
    """Numbers, words and grids, sometimes with blank lines and leading spaces inside."""
    rows = []
    for _ in range(rng.randrange(1, 7)):
        kind = rng.randrange(5)
        if kind == 0:
            rows.append(
                " ".join(str(rng.randrange(-99, 10**6)) for _ in range(rng.randrange(1, 6)))
            )
        elif kind == 1:
            rows.append("".join(rng.choice("abcxyz") for _ in range(rng.randrange(1, 12))))
        elif kind == 2:
            rows.append("".join(rng.choice(".#*/\\@") for _ in range(rng.randrange(2, 9))))
        elif kind == 3:
            rows.append(
                rng.choice(
                    [*words, "YES", "NO", "-1", "0.5", "Impossible", "{1, 2}", "# 3", "// 4"]
                )
            )
        elif rows:
            rows.append(rng.choice(["", "  7", " x y"]))
    while rows and not rows[-1].strip():
        rows.pop()
    return "\n".join(rows or ["1"]) + "\n"


def random_problem(rng: random.Random, words: list[str] | None = None) -> Problem:
    def sentence() -> str:
        return " ".join(rng.choice(WORDS) for _ in range(rng.randrange(5, 14))).capitalize() + "."

    statement = (
        f"{sentence()} {sentence()}\n\nPrint the number of lanterns.\n\n"
        f"Input\nThe first line contains the integer n. {sentence()}\n\n"
        f"Output\nPrint it. {sentence()}"
    )
    if rng.random() < 0.5:
        statement += f"\n\nNote\nIn the first example the answer is clear. {sentence()}"
    examples = tuple(
        Example(random_text(rng, words or []), random_text(rng, words or []))
        for _ in range(rng.randrange(1, 5))
    )
    limits = Limits(rng.choice([0.5, 1.0, 2.0, 2.5, 10.0]), rng.choice([64, 256, 1024]))
    return Problem("Lantern Street", statement, examples, limits=limits)


@pytest.mark.parametrize("judge", get_args(Judge))
def test_round_trip(judge) -> None:
    rng = random.Random(judge)
    total = exact = 0
    # Where headings have no number, a line "input" in the data cannot be told from a heading.
    words = ["input", "output"] if judge in ("atcoder", "codechef") else []
    for _ in range(40):
        problem = random_problem(rng, words)
        text = render_statement(problem, judge, random_layout(judge, rng))
        for language, styles in STYLES.items():
            style = rng.choice(styles)
            indent = rng.choice(["", "    "]) if language != "markdown" else ""
            blocks = find_problems(wrap_comment(text, language, style, indent) + "\n", language)
            total += 1
            exact += (
                len(blocks) == 1
                and blocks[0].problem is not None
                and (blocks[0].problem.examples == problem.examples)
            )
    # Random examples are full of headings and blank lines where real ones have few.
    assert exact >= 0.98 * total, (judge, exact, total)


@pytest.mark.parametrize("judge", ["codeforces", "atcoder", "cses", "aizu", "codechef", "markdown"])
def test_fenced_examples_come_back_exactly(judge) -> None:
    rng = random.Random(judge)
    for _ in range(40):
        problem = random_problem(rng)
        text = render_statement(problem, judge, PageLayout(fenced=True, spaced=rng.random() < 0.5))
        (block,) = find_problems(wrap_comment(text, "cpp", "block"), "cpp")
        assert block.problem is not None
        assert block.problem.examples == problem.examples


@pytest.mark.parametrize("judge", get_args(Judge))
def test_title_limits_and_statement_come_back(judge) -> None:
    rng = random.Random(judge)
    problem = random_problem(rng)
    (block,) = find_problems(render_statement(problem, judge), "markdown")
    assert block.problem is not None
    assert block.problem.title == problem.title
    if judge not in ("leetcode", "codechef"):  # these pages show no limits with the statement
        assert block.problem.limits == problem.limits
    assert block.problem.statement.split() == problem.statement.split()


def test_rendering_a_parsed_problem_is_stable() -> None:
    problem = random_problem(random.Random(5))
    text = render_statement(problem, "atcoder")
    (block,) = find_problems(text, "plaintext")
    assert block.problem is not None
    assert render_statement(block.problem, "atcoder") == text


def test_what_the_judges_show() -> None:
    problem = Problem(
        "Sum", "Add.\n\nNote\nEasy.", (Example("1 2\n", "3\n"),), limits=Limits(1.0, 256)
    )
    assert render_statement(problem, "codeforces") == (
        "Sum\ntime limit per test\n1 second\nmemory limit per test\n256 megabytes\n"
        "input\nstandard input\noutput\nstandard output\n\nAdd.\n\n"
        "Example\nInput\n1 2\nOutput\n3\n\nNote\nEasy.\n"
    )
    assert "Time Limit: 1 sec / Memory Limit: 256 MB" in render_statement(problem, "atcoder")
    assert "Sample Input 1\n1 2\n\nSample Output 1\n3" in render_statement(problem, "atcoder")
    assert "Example 1:\n\nInput: 1 2\nOutput: 3" in render_statement(problem, "leetcode")
    assert "Sample Input 1\tSample Output 1\n1 2\n\t\n3" in render_statement(
        problem, "kattis", PageLayout(side_by_side=True)
    )
    assert "Time limit: 1.00 s" in render_statement(problem, "cses")
    assert "Output for the Sample Input" in render_statement(problem, "aizu")
    assert "```\n1 2\n```" in render_statement(problem, "markdown")
    with pytest.raises(ValueError, match="unknown judge 'topcoder': use one of codeforces"):
        render_statement(problem, "topcoder")  # type: ignore[arg-type]


def test_benchmark_on_generated_problems(tmp_path, capsys) -> None:
    rng = random.Random(1)
    data = tmp_path / "made.jsonl.gz"
    with gzip.open(data, "wt", encoding="utf-8") as stream:
        for number in range(30):
            problem = random_problem(rng)
            row = {
                "id": f"made/{number}",
                "source": "made",
                "name": problem.title,
                "statement": problem.statement,
                "examples": [
                    {"input": f"{number}\n", "output": f"{e.output}"} for e in problem.examples
                ],
            }
            stream.write(json.dumps(row) + "\n")
        stream.write(json.dumps({"id": "x", "source": "made", "statement": "none"}) + "\n")
    scores = statements.measure(data, None, 0, 0)
    assert set(scores) == {"python", "cpp", "java"}
    for score in scores.values():
        assert score.rows == 30
        assert score.exact >= 29
    statements.main(["--data", str(tmp_path), "--files", "made", "--limit", "5"])
    assert "made" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        statements.main(["--data", str(tmp_path), "--files", "missing"])
