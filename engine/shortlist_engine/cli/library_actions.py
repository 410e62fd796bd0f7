"""What `shortlist library list | add | remove | update | search` do."""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Any

from shortlist_engine.cli.exit_codes import (
    BAD_INPUT,
    DONE,
    FAILED,
    INTERRUPTED,
    UNAVAILABLE,
    CommandFailed,
    Interrupted,
)
from shortlist_engine.cli.library_json import print_document
from shortlist_engine.cli.library_view import (
    UpdateView,
    show_matches,
    show_sources,
)
from shortlist_engine.cli.solving import refuse_practice
from shortlist_engine.cli.user_files import problem_in, read_text
from shortlist_engine.library import (
    Library,
    Match,
    SourceError,
    Update,
    source_of,
    user_library,
    user_sources,
)
from shortlist_engine.library.index import IndexUnusable


def run_action(options: argparse.Namespace) -> int:
    """Does what is asked and returns the exit code. Raises CommandFailed."""
    action = {"list": _list, "add": _add, "remove": _remove, "update": _update}
    try:
        return action.get(options.action, _search)(options)
    except SourceError as error:
        raise _failed(str(error), BAD_INPUT) from error
    except IndexUnusable as error:
        raise _failed(str(error), UNAVAILABLE) from error
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise _failed(f"{where}{error.strerror or error}", UNAVAILABLE) from error


def _list(options: argparse.Namespace) -> int:
    library = user_library()
    sizes = library.sizes()
    rows = [_row(source.kind, source.name, sizes) for source in library.sources]
    if options.json:
        print_document({"sources": rows})
    else:
        show_sources(rows)
    return DONE


def _row(kind: str, name: str, sizes: dict[str, tuple[int, int]]) -> dict[str, Any]:
    problems, programs = sizes.get(name, (None, None))
    return {"kind": kind, "name": name, "problems": problems, "programs": programs}


def _add(options: argparse.Namespace) -> int:
    source = source_of(options.source)
    if not user_sources().add(source):
        print(f"{source.name} is in the library already", file=sys.stderr)
    return _bring_up_to_date(user_library(), options)


def _remove(options: argparse.Namespace) -> int:
    source = user_sources().remove(options.source)
    # What is known of it is forgotten now, not at the next solve: the user may be after that.
    user_library().update(seconds=0)
    print(f"removed {source.name}; its files are as they were")
    return DONE


def _update(options: argparse.Namespace) -> int:
    return _bring_up_to_date(user_library(), options)


def _bring_up_to_date(library: Library, options: argparse.Namespace) -> int:
    with _cancelled() as cancelled, UpdateView(quiet=options.json) as view:
        done = library.update(cancelled=cancelled, progress=view.progress)
    if options.json:
        print_document(_of_update(done))
    else:
        view.finish(done)
    return DONE if done.complete else INTERRUPTED


def _of_update(done: Update) -> dict[str, Any]:
    return {
        "complete": done.complete,
        "seen": done.seen,
        "read": done.read,
        "gone": done.gone,
        "left_out": done.left_out,
        "unreadable": [{"where": each.where, "reason": each.reason} for each in done.unreadable],
    }


def _search(options: argparse.Namespace) -> int:
    text = read_text(options.file)
    refuse_practice(text, options.file)  # the library has the bank's own programs
    problem, _, _ = problem_in(text, options.file, options.line)
    library = user_library()
    with _cancelled() as cancelled, UpdateView(quiet=options.json) as view:
        library.update(cancelled=cancelled, progress=view.progress)
    if cancelled.is_set():
        raise Interrupted
    found = library.nearest(problem, count=options.count, languages=options.language)
    if options.json:
        print_document({"programs": [_of_match(match) for match in found]})
    else:
        show_matches(found, sources=options.show)
    return DONE if found else FAILED


def _of_match(match: Match) -> dict[str, Any]:
    return {
        "title": match.title,
        "score": round(match.score, 3),
        "language": match.program.language,
        "origin": match.program.origin,
        "source": match.program.source,
    }


@contextlib.contextmanager
def _cancelled() -> Iterator[threading.Event]:
    """An event that the first Ctrl-C sets; a second one interrupts as usual."""
    event = threading.Event()

    def interrupt(number: int, frame: FrameType | None) -> None:
        event.set()
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield event
    finally:
        signal.signal(signal.SIGINT, before)


def _failed(message: str, code: int) -> CommandFailed:
    return CommandFailed(f"shortlist library: {message}", code)
