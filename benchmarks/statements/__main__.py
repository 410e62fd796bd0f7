"""Statement parsing on real problems.

Every row of each data file is rendered as its judge shows it (a random layout, seeded by the row's
id), wrapped in a comment of Python, C++ and Java, and parsed. A row counts as exact when all its
examples come back: same number, same text but for white space at line ends and blank lines around.

    python -m benchmarks.statements --data DATA [--failures 5] [--judge kattis]
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, get_args

from rich.console import Console

from benchmarks.data import add_sets, check_sets, read_rows, set_file
from benchmarks.statements.comparing import normalised
from benchmarks.tables import new_table
from shortlist_engine.problem import Example, Limits, Problem
from shortlist_engine.statement import find_problems
from shortlist_engine.statement.render import Judge, random_layout, render_statement
from shortlist_engine.statement.wrapping import Style, wrap_comment

FILES = (
    "codeforces_statements",
    "atcoder_statements",
    "codecontests_valid",
    "codenet_statements",
    "leetcode_stdin_train",
    "taco_test",
    "apps_test",
)
LANGUAGES: dict[str, tuple[Style, ...]] = {
    "python": ("docstring", "line"),
    "cpp": ("block", "line"),
    "java": ("block", "line"),
}
CODE = {
    "python": "import sys\n\n\ndef main():\n    pass  # read, solve, print\n",
    "cpp": '#include <bits/stdc++.h>\nint main() { std::string s = "/* no */"; }\n',
    "java": 'class Main { public static void main(String[] a) { String s = "//"; } }\n',
}


@dataclass
class Score:
    rows: int = 0
    exact: int = 0
    milliseconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(description="Statement parsing on real problems.")
    add_sets(command, FILES)
    command.add_argument("--failures", type=int, default=0, metavar="N", help="print N per file")
    command.add_argument("--judge", choices=get_args(Judge), help="render all rows so")
    command.add_argument("--limit", type=int, default=0, metavar="N", help="the first N rows only")
    command.add_argument("--seed", type=int, default=0)
    return command


def main(arguments: Sequence[str] | None = None) -> None:
    command = parser()
    options = command.parse_args(arguments)
    check_sets(command, options)
    table = new_table(
        "Examples recovered from rendered statements",
        ("file", "language"),
        ("rows", "exact", "% exact", "CPU ms (median)", "CPU ms (p99)"),
    )
    console = Console(width=110)
    for name in options.files:
        scores = measure(set_file(options.data, name), options.judge, options.limit, options.seed)
        for language, score in scores.items():
            times = sorted(score.milliseconds) or [0.0]
            table.add_row(
                name,
                language,
                str(score.rows),
                str(score.exact),
                f"{100 * score.exact / max(1, score.rows):.2f}",
                f"{times[len(times) // 2]:.2f}",
                f"{times[min(len(times) - 1, len(times) * 99 // 100)]:.2f}",
            )
        for language, score in scores.items():
            for failure in score.failures[: options.failures]:
                print(f"--- {name} {language} {failure}\n")
    console.print(table)


def measure(path: Path, judge: Judge | None, limit: int, seed: int) -> dict[str, Score]:
    scores = {language: Score() for language in LANGUAGES}
    with_examples = (
        row
        for row in read_rows(path)
        if row.get("examples") and not any(map(explains, row["examples"]))
    )
    for row in islice(with_examples, limit or None):
        problem = problem_of(row)
        rng = random.Random(f"{seed}:{row['id']}")
        shown_by = judge or judge_of(row)
        explanations = explanations_for(row, len(problem.examples), rng)
        text = render_statement(problem, shown_by, random_layout(shown_by, rng, explanations))
        for language, styles in LANGUAGES.items():
            style = rng.choice(styles)
            source = wrap_comment(text, language, style) + CODE[language]
            begin = time.thread_time()
            blocks = find_problems(source, language)
            score = scores[language]
            score.milliseconds.append(1000 * (time.thread_time() - begin))
            score.rows += 1
            found = [b.problem.examples for b in blocks if b.problem is not None]
            if len(found) == 1 and normalised(found[0]) == normalised(problem.examples):
                score.exact += 1
            else:
                score.failures.append(
                    f"{row['id']} ({shown_by}, {style})\n{source}\nexpected "
                    f"{normalised(problem.examples)}\ngot      {[normalised(e) for e in found]}"
                )
    return scores


def explains(example: dict[str, str]) -> bool:
    """Says whether a set has an explanation within an example: the column in which HackerRank
    explains an input, in the output sentences below a number, or nothing but sentences below a
    word."""
    if example["input"].split()[:2] == ["STDIN", "Function"]:
        return True
    first, *rest = example["output"].strip().split("\n")
    sentences = [len(line.split()) > 5 and line.rstrip().endswith((".", ":")) for line in rest]
    if first.strip("-").isdigit():
        return any(sentences)
    return len(first.split()) == 1 and bool(rest) and all(sentences)


def problem_of(row: dict[str, Any]) -> Problem:
    return Problem(
        title=row.get("name", ""),
        statement=row["statement"],
        examples=tuple(Example(e["input"], e["output"]) for e in row["examples"]),
        limits=Limits(
            time_s=float(row.get("time_limit_s") or 2), memory_mib=row.get("memory_limit_mb") or 256
        ),
    )


def judge_of(row: dict[str, Any]) -> Judge:
    """The judge that a row comes from; data sets of several judges name it only for some."""
    origin = f"{row['id']} {row.get('match_id', '')}"
    if "codeforces/" in origin or row["source"] == "codecontests_valid":
        return "codeforces"
    if "atcoder/" in origin or row.get("name", "").startswith("AtCoder"):
        return "atcoder"
    if row["source"].startswith("leetcode"):
        return "leetcode"
    if row["source"].startswith("codenet"):
        return "aizu"
    if row["source"] == "apps_test":
        return "codeforces"
    return "codechef"


def explanations_for(row: dict[str, Any], count: int, rng: random.Random) -> tuple[str, ...]:
    """Sentences of the statement itself stand in for the judge's explanations, which the data
    lack: below some outputs, as AtCoder, CodeChef and LeetCode print them."""
    prose = [
        line
        for line in row["statement"].split("\n")
        if len(line) > 30 and line[0].isupper() and line.rstrip().endswith(".")
    ]
    if not prose:
        return ()
    return tuple(rng.choice(prose) if rng.random() < 0.4 else "" for _ in range(count))


if __name__ == "__main__":
    main()
