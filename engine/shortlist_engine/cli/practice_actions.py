"""What the actions of `shortlist practice` do. Those that run programs are in
`practice_submit.py`."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from shortlist_engine.cli import practice_view as view
from shortlist_engine.cli.exit_codes import DONE, FAILED, UNAVAILABLE, BadInput, CommandFailed
from shortlist_engine.cli.practice_json import print_document
from shortlist_engine.cli.practice_target import named_target, read_filter
from shortlist_engine.practice.collection.practice_problem import UnknownProblem
from shortlist_engine.practice.journal.database import ProgressUnusable
from shortlist_engine.practice.session import documents
from shortlist_engine.practice.session.desk import Desk, PracticeError

if TYPE_CHECKING:
    from shortlist_engine.practice.session.helping import Explanation
    from shortlist_engine.practice.session.opening import Opened

Action = Callable[[Desk, argparse.Namespace], int]


def run_action(options: argparse.Namespace) -> int:
    """Does what is asked and returns the exit code. Raises CommandFailed."""
    progress = Path(options.progress_file) if options.progress_file else None
    desk = Desk.at(progress)
    try:
        return _ACTIONS[options.action](desk, options)
    except PracticeError as error:
        raise BadInput(f"{error} {error.terminal}".rstrip()) from error
    except UnknownProblem as error:
        raise BadInput(str(error)) from error
    except ProgressUnusable as error:
        raise CommandFailed(str(error), UNAVAILABLE, "progressUnusable") from error
    finally:
        for note in desk.notes:
            print(note, file=sys.stderr)


def _list(desk: Desk, options: argparse.Namespace) -> int:
    from shortlist_engine.practice.session.browsing import listed, tags_of

    rows = listed(desk, read_filter(options))
    if options.json:
        document = documents.of_list(rows, options.limit)
        print_document(desk, {**document, "tags": tags_of(rows)})
    else:
        view.show_list(rows, options.limit)
    return DONE if rows else FAILED


def _next(desk: Desk, options: argparse.Namespace) -> int:
    from shortlist_engine.practice.session.browsing import next_problem

    wanted = read_filter(options)
    chosen = next_problem(desk, wanted, like=options.like, seed=options.seed)
    opened = None
    if options.open is not None:
        opened = _opened(desk, options, chosen.problem, Path(options.open))
    if options.json:
        fields = {**documents.of_next(chosen), "opened": None}
        if opened is not None:
            fields["opened"] = documents.of_opened(opened)
        print_document(desk, fields)
        return DONE
    with desk.journal.reading() as reader:
        contest = reader.open_contest()
    if contest is not None and desk.now < contest.ends:
        print("A contest goes on: `shortlist practice contest` shows it.", file=sys.stderr)
    view.show_next(chosen)
    if opened is not None:
        view.show_opened(opened)
    return DONE


def _open(desk: Desk, options: argparse.Namespace) -> int:
    place = Path(options.place) if options.place is not None else None
    opened = _opened(desk, options, options.id, place)
    if options.json:
        print_document(desk, documents.of_opened(opened))
    else:
        view.show_opened(opened)
    return DONE


def _opened(desk: Desk, options: argparse.Namespace, identity: str, place: Path | None) -> Opened:
    from shortlist_engine.cli.user_files import read_text
    from shortlist_engine.practice.session.opening import open_problem

    template = getattr(options, "template", None)
    return open_problem(
        desk,
        identity,
        language=options.language,
        place=place,
        wanted=read_filter(options),
        template=None if template is None else read_text(template),
    )


def _submit(desk: Desk, options: argparse.Namespace) -> int:
    from shortlist_engine.cli.practice_submit import run_submit

    return run_submit(desk, options)


def _hint(desk: Desk, options: argparse.Namespace) -> int:
    from shortlist_engine.practice.session.helping import next_hint

    named, language = named_target(desk, options.target)
    hints = next_hint(desk, named, language, again=options.again)
    if options.json:
        print_document(desk, documents.of_hints(hints))
    else:
        view.show_hints(hints, everything=options.again)
    return DONE


def _give_up(desk: Desk, options: argparse.Namespace) -> int:
    from shortlist_engine.practice.session.helping import give_up

    named, language = named_target(desk, options.target)
    return _explained(desk, options, give_up(desk, named, language))


def _explain(desk: Desk, options: argparse.Namespace) -> int:
    from shortlist_engine.practice.session.helping import explain

    named, language = named_target(desk, options.target)
    return _explained(desk, options, explain(desk, named, language))


def _explained(desk: Desk, options: argparse.Namespace, told: Explanation) -> int:
    if options.json:
        print_document(desk, documents.of_explanation(told))
    else:
        view.show_explanation(told)
    return DONE


def _contest(desk: Desk, options: argparse.Namespace) -> int:
    from shortlist_engine.practice.session import contests

    if options.what == "start":
        if options.problems > contests.MOST_PROBLEMS or options.minutes > contests.MOST_MINUTES:
            raise BadInput(
                f"A contest has at most {contests.MOST_PROBLEMS} problems and "
                f"{contests.MOST_MINUTES} minutes."
            )
        found: contests.ContestView | None = contests.start_contest(
            desk,
            count=options.problems,
            minutes=options.minutes,
            rating=options.at,
            wanted=read_filter(options),
            language=options.language,
            folder=Path(options.folder) if options.folder else None,
            seed=options.seed,
        )
    elif options.what == "finish":
        found = contests.finish_contest(desk)
    else:
        found = contests.contest_status(desk)
    if options.json:
        print_document(desk, documents.of_contest_view(found))
    else:
        view.show_contest(found)
    return DONE


def _progress(desk: Desk, options: argparse.Namespace) -> int:
    from shortlist_engine.practice.session.overview import overview, set_rating

    if options.set_rating is not None:
        if not 0 <= options.set_rating <= 4000:
            raise BadInput("--set-rating must be from 0 to 4000.")
        set_rating(desk, options.set_rating)
    progress = overview(desk)
    if options.json:
        print_document(desk, documents.of_overview(progress))
    else:
        view.show_overview(progress)
    return DONE


def _import(desk: Desk, options: argparse.Namespace) -> int:
    from shortlist_engine.practice.collection.importing import UnusableSet, import_set

    report = view.ImportProgress(quiet=options.json)
    try:
        done = import_set(
            Path(options.source).expanduser(),
            desk.catalogue.folder,
            options.name,
            replace=options.replace,
            on_problem=report.read,
        )
    except UnusableSet as error:
        raise BadInput(str(error)) from error
    except OSError as error:
        raise CommandFailed(
            f"The set cannot be written: {error.strerror or error}.", UNAVAILABLE
        ) from error
    finally:
        report.close()
    if options.json:
        print_document(desk, documents.of_import(done))
    else:
        view.show_imported(done)
    return DONE


def _sets(desk: Desk, options: argparse.Namespace) -> int:
    if options.remove is not None:
        try:
            desk.catalogue.remove(options.remove)
        except OSError as error:
            raise CommandFailed(
                f"The set cannot be removed: {error.strerror}.", UNAVAILABLE
            ) from error
    counts = Counter(entry.set for entry in desk.catalogue.entries())
    found = [(each.name, counts[each.name]) for each in desk.catalogue.sets()]
    if options.json:
        print_document(desk, documents.of_sets(found))
    else:
        view.show_sets(found)
    return DONE


def _export(desk: Desk, options: argparse.Namespace) -> int:
    from shortlist_engine.practice.session.exporting import as_csv, rows, write_csv

    found = rows(desk, options.table)
    if options.file is not None:
        write_csv(Path(options.file), found, options.table)
    if options.json:
        print_document(desk, {"table": options.table, "rows": found, "file": options.file})
    elif options.file is None:
        sys.stdout.write(as_csv(found, options.table))
    else:
        print(f"Wrote {len(found)} rows to {options.file}.", file=sys.stderr)
    return DONE


_ACTIONS: dict[str, Action] = {
    "list": _list,
    "next": _next,
    "open": _open,
    "submit": _submit,
    "hint": _hint,
    "give-up": _give_up,
    "explain": _explain,
    "contest": _contest,
    "progress": _progress,
    "import": _import,
    "sets": _sets,
    "export": _export,
}
