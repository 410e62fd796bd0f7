"""Which problem, and which problems, the arguments of `shortlist practice` mean."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from shortlist_engine.cli.exit_codes import BadInput
from shortlist_engine.languages import PYTHON, find_suffix
from shortlist_engine.practice.collection.bank_problems import FUNCTION_LANGUAGES
from shortlist_engine.practice.session.browsing import Filter
from shortlist_engine.practice.session.desk import Desk, Named, named_in, usual_language

_AROUND = 100
_RANGE = re.compile(r"(\d+)?\s*(-|\.\.)\s*(\d+)?")


def named_target(desk: Desk, target: str) -> tuple[Named, str]:
    """Returns the problem that FILE|ID means, and the language that it is solved in. The name of a
    family of the bank stands for its problem that was opened last. Raises BadInput and
    UnknownProblem."""
    # Not above: it reads statements, which to list and to choose need not wait for.
    from shortlist_engine.cli.user_files import language_of, read_source

    path = Path(target)
    suffix = find_suffix(path.suffix)
    if path.is_file() or (path.suffix and suffix is not None and suffix.toolchain is not None):
        return named_in(read_source(target), target), language_of(target, None)
    with desk.journal.reading() as reader:
        language = usual_language(reader)
        entry = desk.catalogue.entry(target)
        rounds = reader.rounds_of_item(entry.item)
    if entry.voices and target.strip().rpartition("bank/")[2].count("/") == 0:
        if not rounds:
            raise BadInput(f"No problem of {entry.item} was opened yet.")
        return Named(rounds[-1].problem.id), rounds[-1].language
    if entry.voices and language not in FUNCTION_LANGUAGES:
        language = PYTHON.name  # every voice exists in it
    return Named(desk.catalogue.problem(target, language).id), language


def read_filter(options: argparse.Namespace) -> Filter:
    """Returns what the options look for; an action need not have all of them. Raises BadInput."""
    lowest, highest = _ratings(getattr(options, "rating", None))
    return Filter(
        tuple(getattr(options, "tag", None) or ()),
        lowest,
        highest,
        getattr(options, "voice", None),
        getattr(options, "kind", None),
        getattr(options, "set", None),
        getattr(options, "state", None),
        getattr(options, "search", ""),
    )


def _ratings(text: str | None) -> tuple[float | None, float | None]:
    if text is None:
        return None, None
    if text.strip().isdecimal():
        return float(text) - _AROUND, float(text) + _AROUND
    found = _RANGE.fullmatch(text.strip())
    if found is None or not (found[1] or found[3]):
        raise BadInput(f"--rating: {text} is neither a rating nor a range such as 1000-1400.")
    return (float(found[1]) if found[1] else None), (float(found[3]) if found[3] else None)
