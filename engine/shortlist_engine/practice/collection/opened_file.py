"""The file that a practice problem is opened as: a mark, the statement as a comment, and what the
user's template adds."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from shortlist_engine import places
from shortlist_engine.fairness import Mark
from shortlist_engine.languages import CPP, LANGUAGES, file_suffix
from shortlist_engine.practice.collection.practice_problem import PracticeProblem
from shortlist_engine.statement.render import Judge, render_statement
from shortlist_engine.statement.wrapping import wrap_comment
from shortlist_engine.texts import decode

STATEMENT = "{{statement}}"
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
    filled = _filled(template, problem, today)
    if STATEMENT in filled:
        return filled.replace(STATEMENT, stated.rstrip("\n"), 1)
    return f"{stated}\n{filled}"


def user_template(language: str) -> str:
    """Returns the user's template for new files in a language: `template` with the language's
    suffix, in the folder of templates; empty when there is none. Raises OSError, and
    UnknownEncoding when it cannot be read as text."""
    path = places.templates_dir() / f"template{file_suffix(language)}"
    return decode(path.read_bytes(), str(path)) if path.is_file() else ""


def file_name(problem: PracticeProblem, language: str) -> str:
    """Returns what to call a new file: after its problem, in characters that every system takes.
    Java finds a class by any name of its file here."""
    parts = problem.id.split("/")
    words = parts[1:3] if problem.entry.voices else parts[1:]
    stem = re.sub(r"[^A-Za-z0-9]+", "_", "_".join(words)).strip("_") or "problem"
    return f"{stem[:80]}{file_suffix(language)}"


def free_path(folder: Path, name: str) -> Path:
    """Returns a path in `folder` where nothing is: `name`, or with a number behind its stem."""
    path = folder / name
    number = 2
    while path.exists() or path.is_symlink():
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
        number += 1
    return path


def opens_in(language: str) -> bool:
    """Says whether problems can be opened in a language: one whose programs are run."""
    return language in LANGUAGES and LANGUAGES[language].toolchain is not None


def _filled(template: str, problem: PracticeProblem, today: date) -> str:
    known = {"title": problem.title, "problem": problem.id, "date": today.isoformat()}
    return re.sub(r"\{\{(title|problem|date)\}\}", lambda found: known[found[1]], template)


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
