"""Which problem, and which problems, the arguments of `shortlist practice` mean."""

from __future__ import annotations

import argparse
from pathlib import Path

from shortlist_engine.cli.exit_codes import BadInput
from shortlist_engine.languages import find_suffix
from shortlist_engine.practice.session.browsing import Filter, rating_range
from shortlist_engine.practice.session.desk import Desk, Named, PracticeError, named_in
from shortlist_engine.practice.session.naming import named_by_id


def named_target(desk: Desk, target: str) -> tuple[Named, str]:
    """Returns the problem that FILE|ID means, and the language that it is solved in. Raises
    BadInput, and what `named_by_id` raises."""
    # Not above: it reads statements, which to list and to choose need not wait for.
    from shortlist_engine.cli.user_files import language_of, read_source

    path = Path(target)
    suffix = find_suffix(path.suffix)
    if path.is_file() or (path.suffix and suffix is not None and suffix.toolchain is not None):
        return named_in(read_source(target), target), language_of(target, None)
    return named_by_id(desk, target)


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
    try:
        return rating_range(text)
    except PracticeError as error:
        raise BadInput(f"--rating: {error}") from error
