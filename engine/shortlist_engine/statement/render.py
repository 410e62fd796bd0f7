"""`Problem` to text: a statement as a judge's page shows it."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import Literal, get_args

from shortlist_engine.problem import Example, Problem

Judge = Literal[
    "codeforces", "atcoder", "kattis", "cses", "leetcode", "aizu", "codechef", "markdown"
]


@dataclass(frozen=True)
class PageLayout:
    """Says what differs between copies of one page: browsers, scripts and years.

    `fenced`: examples between code fences. `side_by_side`: one heading for both columns, as a table
    of Kattis is copied. `copy_buttons`: the text of the page's copy buttons. `spaced`: a blank line
    under headings. `header`: title and limits. `bold`: Markdown emphasis on headings. `lower`:
    lower-case "input" and "output" (Codeforces until 2018). `explanations`: text below each
    output, "" for none.
    """

    fenced: bool = False
    side_by_side: bool = False
    copy_buttons: bool = False
    spaced: bool = False
    header: bool = True
    bold: bool = False
    lower: bool = False
    explanations: tuple[str, ...] = ()


def random_layout(
    judge: Judge, rng: random.Random, explanations: tuple[str, ...] = ()
) -> PageLayout:
    """Draws a layout in which pages of `judge` are really found."""
    return PageLayout(
        fenced=judge == "markdown" or rng.random() < 0.15,
        side_by_side=judge == "kattis" and rng.random() < 0.5,
        copy_buttons=judge in ("codeforces", "atcoder") and rng.random() < 0.5,
        spaced=rng.random() < 0.3,
        header=rng.random() < 0.8,
        bold=judge in ("leetcode", "markdown") and rng.random() < 0.3,
        lower=judge == "codeforces" and rng.random() < 0.4,
        explanations=explanations,
    )


def render_statement(problem: Problem, judge: Judge, layout: PageLayout | None = None) -> str:
    """Returns the statement with its examples where and how the pages of `judge` show them.

    Ends with one newline. Raises ValueError for an unknown judge.
    """
    if judge not in get_args(Judge):
        raise ValueError(f"unknown judge {judge!r}: use one of {', '.join(get_args(Judge))}")
    layout = layout or PageLayout(fenced=judge == "markdown")
    body, tail = _split_tail(problem.statement.strip("\n"), judge)
    parts = [_header(problem, judge) if layout.header else "", body]
    parts.append(_EXAMPLES[judge](problem.examples, layout))
    parts.append(tail)
    return "\n\n".join(part for part in parts if part.strip()) + "\n"


_TAILS: dict[str, str] = {
    "codeforces": r"note|notes",
    "leetcode": r"constraints|note|notes|follow[ -]up",
    "codechef": r"explanation|note",
    "markdown": r"note|notes",
}


def _split_tail(statement: str, judge: Judge) -> tuple[str, str]:
    """The part that the judge shows after the examples: Note, Constraints (LeetCode)."""
    if judge not in _TAILS:
        return statement, ""
    heading = re.compile(rf"^[-# *]*(?:{_TAILS[judge]})\s*:?[-# *]*$", re.I | re.M)
    found = list(heading.finditer(statement))
    if not found:
        return statement, ""
    cut = found[0 if judge == "leetcode" else -1].start()
    return statement[:cut].rstrip("\n"), statement[cut:]


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _header(problem: Problem, judge: Judge) -> str:
    time_s, memory = problem.limits.time_s, problem.limits.memory_mib
    seconds = "second" if time_s == 1 else "seconds"
    title = problem.title
    if judge == "codeforces":
        return (
            f"{title}\ntime limit per test\n{_number(time_s)} {seconds}\n"
            f"memory limit per test\n{memory} megabytes\n"
            "input\nstandard input\noutput\nstandard output"
        ).lstrip("\n")
    if judge == "atcoder":
        limits = f"Time Limit: {_number(time_s)} sec / Memory Limit: {memory} MB"
    elif judge == "kattis":
        limits = f"CPU Time limit\n{_number(time_s)} {seconds}\nMemory limit\n{memory} MB"
    elif judge == "cses":
        limits = f"Time limit: {time_s:.2f} s\nMemory limit: {memory} MB"
    elif judge == "aizu":
        limits = f"Time Limit : {_number(time_s)} sec, Memory Limit : {memory * 1024} KB"
    elif judge == "markdown":
        limits = f"Time limit: {_number(time_s)} s. Memory limit: {memory} MB."
        title = f"# {title}" if title else ""
    else:
        limits = ""
    return "\n\n".join(part for part in (title, limits) if part)


def _body(text: str, layout: PageLayout) -> str:
    text = text.rstrip("\n")
    if layout.fenced:
        return f"```\n{text}\n```" if text else "```\n```"
    return ("\n" if layout.spaced else "") + text


def _explanation(layout: PageLayout, index: int) -> str:
    return layout.explanations[index] if index < len(layout.explanations) else ""


def _headed(heading: str, text: str, layout: PageLayout) -> str:
    if layout.copy_buttons:
        heading += "\nCopy"
    return f"{heading}\n{_body(text, layout)}"


def _codeforces(examples: tuple[Example, ...], layout: PageLayout) -> str:
    word_in, word_out = ("input", "output") if layout.lower else ("Input", "Output")
    copy = ("\nCopy" if layout.lower else "Copy") if layout.copy_buttons else ""
    parts = [("Example" if len(examples) == 1 else "Examples") + ("\n" if layout.spaced else "")]
    for example in examples:
        parts.append(f"{word_in}{copy}\n{_body(example.input, layout)}")
        parts.append(f"{word_out}{copy}\n{_body(example.output, layout)}")
    return ("\n\n" if layout.spaced else "\n").join(parts)


def _numbered(examples: tuple[Example, ...], layout: PageLayout, around: str = "{}") -> str:
    parts = []
    for index, example in enumerate(examples):
        for side, text in (("Input", example.input), ("Output", example.output)):
            parts.append(_headed(around.format(f"Sample {side} {index + 1}"), text, layout))
        parts.append(_explanation(layout, index))
    return "\n\n".join(part for part in parts if part)


def _codechef(examples: tuple[Example, ...], layout: PageLayout) -> str:
    return _numbered(examples, layout, "------ {} ------")


def _kattis(examples: tuple[Example, ...], layout: PageLayout) -> str:
    if not layout.side_by_side:
        return _numbered(examples, layout)
    parts = []
    for index, example in enumerate(examples):
        heading = f"Sample Input {index + 1}\tSample Output {index + 1}"
        parts.append(
            f"{heading}\n" + example.input.rstrip("\n") + "\n\t\n" + example.output.rstrip("\n")
        )
    return "\n\n".join(parts)


def _cses(examples: tuple[Example, ...], layout: PageLayout) -> str:
    parts = []
    for index, example in enumerate(examples):
        heading = "Example" if len(examples) == 1 else f"Example {index + 1}"
        parts.append(
            f"{heading}\n\nInput:\n{_body(example.input, layout)}\n\n"
            f"Output:\n{_body(example.output, layout)}"
        )
    return "\n\n".join(parts)


def _leetcode(examples: tuple[Example, ...], layout: PageLayout) -> str:
    mark = "**" if layout.bold else ""
    parts = []
    for index, example in enumerate(examples):
        rows = [f"{mark}Example {index + 1}:{mark}", ""]
        if layout.fenced:
            rows.append("```")
        for side, text in (("Input", example.input), ("Output", example.output)):
            value = text.rstrip("\n")
            separator = "\n" if "\n" in value or not value else " "
            rows.append(f"{mark}{side}:{mark}{separator}{value}".rstrip("\n"))
        if _explanation(layout, index):
            rows.append(f"{mark}Explanation:{mark} {_explanation(layout, index)}")
        if layout.fenced:
            rows.append("```")
        parts.append("\n".join(rows))
    return "\n\n".join(parts)


def _aizu(examples: tuple[Example, ...], layout: PageLayout) -> str:
    if len(examples) != 1:
        return _numbered(examples, layout)
    return "\n\n".join(
        [
            _headed("Sample Input", examples[0].input, layout),
            _headed("Output for the Sample Input", examples[0].output, layout),
            _explanation(layout, 0),
        ]
    ).rstrip("\n")


def _markdown(examples: tuple[Example, ...], layout: PageLayout) -> str:
    mark = "**" if layout.bold else ""
    parts = []
    for index, example in enumerate(examples):
        heading = "## Example" if len(examples) == 1 else f"## Example {index + 1}"
        parts.append(heading)
        for word, text in (("Input", example.input), ("Output", example.output)):
            parts.append(f"{mark}{word}{mark}\n\n{_body(text, layout)}")
        parts.append(_explanation(layout, index))
    return "\n\n".join(part for part in parts if part)


_EXAMPLES = {
    "codeforces": _codeforces,
    "atcoder": _numbered,
    "kattis": _kattis,
    "cses": _cses,
    "leetcode": _leetcode,
    "aizu": _aizu,
    "codechef": _codechef,
    "markdown": _markdown,
}
