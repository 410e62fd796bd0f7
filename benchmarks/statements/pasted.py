"""Real examples on the pages of judges, pasted with explanations, copy buttons, missing blank lines
and mixed indentation.

    python -m benchmarks.statements.pasted --data DATA [--rows 400] [--layouts boj luogu]
        [--delete 5] [--failures 3]

`exact`: one problem, with all examples as they were. `named`: another reading, and an issue says
so; `not found`: no problem, and nothing is said in a source file. `silent`: another reading without
a word. `limits`: right, of the pages that state them. With `--delete N`, each line of N pages of a
layout is deleted in turn: the examples must be read as they stand then, or an issue says so.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from benchmarks import data as sets
from benchmarks.data import add_sets, check_sets, read_rows, set_file
from benchmarks.statements.comparing import normalised
from benchmarks.statements.pasting import Layout, Page, layouts, paste, random_noise, without_line
from benchmarks.tables import new_table
from shortlist_engine.problem import Example
from shortlist_engine.statement import ProblemBlock, find_problems
from shortlist_engine.statement.wrapping import Style, wrap_comment

FILES = (
    "codeforces_statements",
    "atcoder_statements",
    "codenet_statements",
    "codecontests_valid",
    "taco_test",
    "contest_packages",
    "leetcode_stdin_train",
)
WRAPPINGS: tuple[tuple[str, Style, str], ...] = (
    ("plaintext", "block", ""),
    ("python", "docstring", "\nprint(1)\n"),
    ("python", "line", "\nprint(1)\n"),
    ("cpp", "block", "\nint main() {}\n"),
    ("java", "line", "\nclass Main {}\n"),
)
LIMITS = ((1, 64), (2, 128), (3, 256), (5, 512), (10, 1024))
MOST_CHARACTERS = 20_000


@dataclass
class Score:
    """Counts outcomes on one layout."""

    counts: Counter[str] = field(default_factory=Counter)
    milliseconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    add_sets(command, FILES)
    command.add_argument("--rows", type=int, default=400, metavar="N", help="for each layout")
    command.add_argument("--layouts", nargs="+", choices=sorted(layouts()), metavar="LAYOUT")
    command.add_argument("--delete", type=int, default=0, metavar="N", help="pages to mutate")
    command.add_argument("--failures", type=int, default=0, metavar="N", help="print N per layout")
    command.add_argument("--silent", action="store_true", help="print only what is silent")
    command.add_argument("--seed", type=int, default=0)
    return command


def main(arguments: Sequence[str] | None = None) -> None:
    command = parser()
    options = command.parse_args(arguments)
    check_sets(command, options)
    problems = read_problems([set_file(options.data, name) for name in options.files])
    figures = ("rows", "exact", "% exact", "named", "not found", "silent", "limits", "ms (median)")
    table = new_table("Examples recovered from pasted pages", ("layout",), figures)
    deleted = new_table(
        "A line deleted", ("layout",), ("lines", "as it stands", "named", "not found", "silent")
    )
    for name in options.layouts or layouts():
        layout = layouts()[name]
        score = measure(layout, problems, options.rows, options.seed)
        table.add_row(name, *row_of(score))
        report(score, name, options)
        if options.delete:
            lost = mutate(layout, problems, options.delete, options.seed)
            counts = lost.counts
            deleted.add_row(
                name,
                str(counts.total()),
                *(str(counts[key]) for key in ("exact", "named", "not found", "silent")),
            )
            report(lost, f"{name}, a line deleted", options)
    console = Console(width=120)
    console.print(table)
    if options.delete:
        console.print(deleted)


def report(score: Score, name: str, options: argparse.Namespace) -> None:
    shown = [text for text in score.failures if text.startswith("silent") or not options.silent]
    for text in shown[: options.failures]:
        print(f"--- {name}: {text}\n")


def row_of(score: Score) -> list[str]:
    counts = score.counts
    rows = sum(counts[key] for key in ("exact", "named", "not found", "silent"))
    times = sorted(score.milliseconds) or [0.0]
    limits = f"{counts['limits']} of {counts['stated']}" if counts["stated"] else ""
    return [
        str(rows),
        str(counts["exact"]),
        f"{100 * counts['exact'] / max(1, rows):.2f}",
        str(counts["named"]),
        str(counts["not found"]),
        str(counts["silent"]),
        limits,
        f"{times[len(times) // 2]:.2f}",
    ]


def read_problems(paths: Sequence[Path]) -> list[tuple[str, tuple[Example, ...]]]:
    """Returns identity and examples of all rows, in an order that does not depend on the files."""
    found = []
    for path in paths:
        for row in read_rows(path):
            examples = tuple(
                Example(e["input"], e["output"]) for e in row.get("examples") or () if e["output"]
            )
            size = sum(len(e.input) + len(e.output) for e in examples)
            # On a page a space that may not be broken stands for any space.
            clean = not any(
                "\r" in e.input or "\u00a0" in e.input + e.output or "xplanation" in e.output
                for e in examples
            )
            if examples and clean and size < MOST_CHARACTERS:
                found.append((str(row["id"]), examples))
    return sorted(found, key=lambda each: sets.place(each[0]))


def pages(
    layout: Layout, problems: Sequence[tuple[str, tuple[Example, ...]]], rows: int, seed: int
) -> Iterator[tuple[str, Page, str, Style, str, tuple[int, int]]]:
    """Yields pages of a layout with what they are wrapped in; another seed takes other problems."""
    start = sets.place(f"{seed}:{layout.name}")
    shift = int.from_bytes(start[:4], "big") % max(1, len(problems))
    made = 0
    for identity, examples in [*problems[shift:], *problems[:shift]]:
        if made == rows:
            return
        if not layout.takes(examples[:1] if layout.sections[1][0] == "once" else examples):
            continue
        rng = random.Random(f"{seed}:{layout.name}:{identity}")
        limits = rng.choice(LIMITS)
        page = paste(layout, "Lantern Street", examples, limits, random_noise(layout, rng), rng)
        language, style, code = rng.choice(WRAPPINGS)
        if layout.kind == "markdown" and rng.random() < 0.7:
            language, style, code = "markdown", "block", ""
        made += 1
        yield identity, page, language, style, code, limits


def measure(
    layout: Layout, problems: Sequence[tuple[str, tuple[Example, ...]]], rows: int, seed: int
) -> Score:
    score = Score()
    for identity, page, language, style, code, limits in pages(layout, problems, rows, seed):
        source = wrap_comment(page.text, language, style) + code
        begin = time.thread_time()
        blocks = find_problems(source, language)
        score.milliseconds.append(1000 * (time.thread_time() - begin))
        outcome = judge(blocks, page.examples)
        score.counts[outcome] += 1
        if outcome != "exact":
            score.failures.append(describe(outcome, identity, source, page, blocks))
        elif page.states_limits:
            stated = blocks[0].problem.limits if blocks[0].problem else None
            score.counts["stated"] += 1
            right = stated is not None and (stated.time_s, stated.memory_mib) == limits
            score.counts["limits"] += right
            if not right:
                score.failures.append(f"limits {limits}, read {stated}\n{source[:600]}")
    return score


def mutate(
    layout: Layout, problems: Sequence[tuple[str, tuple[Example, ...]]], count: int, seed: int
) -> Score:
    score = Score()
    short = [each for each in problems if sum(len(e.input) for e in each[1]) < 400]
    for identity, page, language, style, code, _ in pages(layout, short, count, seed):
        if judge(find_problems(page.text, "markdown"), page.examples) != "exact":
            continue
        for number in page.deletable:
            less = without_line(page, number)
            source = wrap_comment(less.text, language, style) + code
            blocks = find_problems(source, language)
            outcome = judge(blocks, less.examples)
            score.counts[outcome] += 1
            if outcome != "exact":
                about = f"{identity} without {page.lines[number]!r}"
                score.failures.append(describe(outcome, about, source, less, blocks))
    return score


def judge(blocks: Sequence[ProblemBlock], examples: Sequence[Example]) -> str:
    found = [block.problem.examples for block in blocks if block.problem is not None]
    if len(found) == 1 and normalised(found[0]) == normalised(examples):
        return "exact"
    if not blocks:
        return "not found"
    return "named" if any(block.issues for block in blocks) else "silent"


def describe(
    outcome: str, identity: str, source: str, page: Page, blocks: Sequence[ProblemBlock]
) -> str:
    got = [normalised(block.problem.examples) for block in blocks if block.problem]
    issues = [(issue.line + 1, issue.message) for block in blocks for issue in block.issues]
    return (
        f"{outcome} {identity}\n{source}\nexpected {normalised(page.examples)}\n"
        f"got      {got}\nissues   {issues}"
    )


if __name__ == "__main__":
    main()
