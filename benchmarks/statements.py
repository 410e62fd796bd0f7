"""Statement parsing on real problems.

Every row of each data file is rendered as its judge shows it (a random layout, seeded by the row's
id), wrapped in a comment of Python, C++ and Java, and parsed. A row counts as exact when all its
examples come back: same number, same text but for white space at line ends and blank lines around.

    python benchmarks/statements.py --data DIRECTORY [--failures 5] [--judge kattis]
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from rich.console import Console
from rich.table import Table

from shortlist_engine.problem import Example, Limits, Problem
from shortlist_engine.statement import find_problems
from shortlist_engine.statement.render import (
    Judge,
    Style,
    random_layout,
    render_statement,
    wrap_comment,
)

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


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Statement parsing on real problems.")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--files", nargs="*", default=FILES, help="names without .jsonl.gz")
    parser.add_argument("--failures", type=int, default=0, metavar="N", help="print N per file")
    parser.add_argument("--judge", choices=get_args(Judge), help="render all rows so")
    parser.add_argument("--limit", type=int, default=0, metavar="N", help="the first N rows only")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)

    table = Table(title="Examples recovered from rendered statements")
    for column in (
        "file",
        "language",
        "rows",
        "exact",
        "% exact",
        "CPU ms (median)",
        "CPU ms (p99)",
    ):
        table.add_column(column, justify="left" if column in ("file", "language") else "right")
    console = Console(width=110)
    for name in options.files:
        path = options.data / f"{name}.jsonl.gz"
        if not path.exists():
            parser.error(f"{path} does not exist: pass the data directory with --data")
        scores = measure(path, options.judge, options.limit, options.seed)
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
    for row in read_rows(path, limit):
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


def read_rows(path: Path, limit: int = 0) -> Iterator[dict[str, Any]]:
    """Rows that have examples."""
    count = 0
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            if row.get("examples"):
                yield row
                count += 1
                if count == limit:
                    return


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


def normalised(examples: Sequence[Example]) -> list[tuple[str, str]]:
    return [(_trim(example.input), _trim(example.output)) for example in examples]


def _trim(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


if __name__ == "__main__":
    main()
