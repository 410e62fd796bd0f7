"""Whether inputs have as many lines as their statements say: false alarms on real examples, and how
many examples are named of which one line was left out.

    python -m benchmarks.statements.counts --data DATA

`checked`: examples of statements whose form is plain. `contradict`: those that differ from it, none
of which may be named where the example is right. `named`: examples with another number of lines of
which the reader says so, whole and with a line of the input left out.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks.data import add_sets, check_sets, read_rows, set_file
from benchmarks.tables import new_table
from shortlist_engine.problem import Example
from shortlist_engine.statement.constraints import wrong_counts
from shortlist_engine.statement.form import read_input_form
from shortlist_engine.statement.judging import is_interactive
from shortlist_engine.statement.labels import find_labels

FILES = (
    "codeforces_statements",
    "atcoder_statements",
    "condefects_atcoder",
    "codenet_statements",
    "codecontests_valid",
    "codecontests_train_python",
    "taco_test",
    "apps_test",
    "apps_train",
    "xcodeeval_val",
    "codeelo",
    "contest_packages",
    "cpsta",
    "judged_cpp_samples",
    "google_competitions",
)
FIGURES = ("examples", "checked", "contradict", "named", "named with a line less", "of")


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    add_sets(command, FILES)
    return command


def main(arguments: Sequence[str] | None = None) -> None:
    command = parser()
    options = command.parse_args(arguments)
    check_sets(command, options)
    table = new_table("Lines of inputs against their statements", ("file",), FIGURES)
    total: Counter[str] = Counter()
    for name in options.files:
        counts = measure(set_file(options.data, name))
        table.add_row(name, *(str(counts[figure]) for figure in FIGURES))
        total += counts
    table.add_row("all", *(str(total[figure]) for figure in FIGURES))
    Console(width=110).print(table)


def measure(path: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    for row in read_rows(path):
        examples = [Example(e["input"], e["output"]) for e in row.get("examples") or ()]
        counts["examples"] += len(examples)
        if examples and not is_interactive(row["statement"]):
            counts += measure_row(row, examples)
    return counts


def measure_row(row: dict[str, Any], examples: list[Example]) -> Counter[str]:
    counts: Counter[str] = Counter()
    lines = tuple(row["statement"].split("\n"))
    labels = find_labels(lines)
    form = read_input_form(lines, labels)
    if form is None:
        return counts
    at = range(len(examples))
    counts["named"] += len(wrong_counts(lines, labels, examples, at))
    rng = random.Random(str(row["id"]))
    for number, example in enumerate(examples):
        rows = example.input.rstrip().split("\n")
        stated = form.lines_of(rows)
        if stated is None or not all(each.strip() for each in rows):
            continue
        counts["checked"] += 1
        counts["contradict"] += stated != len(rows)
        if stated == len(rows) > 1:
            left_out = rng.randrange(1, len(rows))
            less = "\n".join([*rows[:left_out], *rows[left_out + 1 :]]) + "\n"
            changed = [*examples[:number], Example(less, example.output), *examples[number + 1 :]]
            counts["of"] += 1
            issues = wrong_counts(lines, labels, changed, at)
            counts["named with a line less"] += any(issue.line == number for issue in issues)
    return counts


if __name__ == "__main__":
    main()
