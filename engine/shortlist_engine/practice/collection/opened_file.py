"""The file that a practice problem is opened as: a mark, the statement as a comment, and what the
user's template adds."""

from __future__ import annotations

import re
from datetime import date

from shortlist_engine.fairness import Mark
from shortlist_engine.languages import CPP, file_suffix
from shortlist_engine.newfiles import filled
from shortlist_engine.practice.collection.practice_problem import PracticeProblem
from shortlist_engine.statement.render import Judge, render_statement
from shortlist_engine.statement.wrapping import wrap_comment

_JUDGES: dict[str, Judge] = {"codeforces": "codeforces", "atcoder": "atcoder", "kattis": "kattis"}
_OF_OTHERS: Judge = "atcoder"


def file_text(problem: PracticeProblem, language: str, template: str, today: date) -> str:
    """Returns the text of a new file. In `template`, `{{statement}}` is replaced by the mark and
    the statement, `{{title}}`, `{{problem}}` and `{{date}}` by what they say; without
    `{{statement}}` both stand above it. A file that asks for a function has a head of its own, and
    takes no template."""
    mark = wrap_comment(str(Mark(problem.id, problem.digest)), language, "line")
    if problem.head:
        return f"{mark}\n{problem.head}{_end(problem, language)}"
    layout = _JUDGES.get(problem.voice, _OF_OTHERS)
    stated = f"{mark}\n" + wrap_comment(render_statement(problem.problem, layout), language)
    fields = {"title": problem.title, "problem": problem.id, "date": today.isoformat()}
    return filled(template, stated, fields)


def file_name(problem: PracticeProblem, language: str) -> str:
    """Returns what to call a new file: after its problem, in characters that every system takes.
    Java finds a class by any name of its file here."""
    parts = problem.id.split("/")
    words = parts[1:3] if problem.entry.voices else parts[1:]
    stem = re.sub(r"[^A-Za-z0-9]+", "_", "_".join(words)).strip("_") or "problem"
    return f"{stem[:80]}{file_suffix(language)}"


def _end(problem: PracticeProblem, language: str) -> str:
    """What makes a head a whole program, with nothing in it yet."""
    inside = problem.head.rstrip("\n").rpartition("\n")[2]
    indent = " " * (len(inside) - len(inside.lstrip()))
    if language == CPP.name:
        closing = f"{indent}}}\n"
        return f"{indent}    \n{closing}" + ("};\n" if indent else "")
    # A docstring stands in the body already; below a signature the body is one step further in.
    step = "" if inside.strip().endswith('"""') else "    "
    return f"{indent}{step}pass\n"
