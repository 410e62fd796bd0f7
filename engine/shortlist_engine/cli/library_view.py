"""How `shortlist library` shows its work to people: progress on standard error, results on standard
output."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.text import Text

from shortlist_engine.languages import display_name
from shortlist_engine.library import Match, Update

EVERY_S = 0.1
UNREADABLE_SHOWN = 5


class UpdateView:
    """Shows how the sources are read: a live line on a terminal, nothing elsewhere until the
    end."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._console = Console(file=sys.stderr, highlight=False, soft_wrap=True, quiet=quiet)
        self._live: Live | None = None
        self._next = time.monotonic() + EVERY_S

    def __enter__(self) -> UpdateView:
        if self._console.is_terminal:
            self._live = Live(console=self._console, transient=True, auto_refresh=False)
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def progress(self, done: Update) -> None:
        """Shows the counts so far."""
        now = time.monotonic()
        if self._live is not None and now >= self._next:
            self._next = now + EVERY_S
            counts = f"{done.seen:,} looked at, {done.read:,} read"
            self._live.update(Text(f"Reading {done.source}: {counts}"), refresh=True)

    def finish(self, done: Update) -> None:
        """Says what was done, and what could not be read."""
        for each in done.unreadable[:UNREADABLE_SHOWN]:
            self._console.print(Text(f"{each.where} was left out: {each.reason}"))
        if done.left_out > UNREADABLE_SHOWN:
            more = done.left_out - UNREADABLE_SHOWN
            self._console.print(Text(f"and {more:,} more (--json names up to 100)"))
        print(
            f"{done.seen:,} looked at: {done.read:,} new or changed, {done.gone:,} gone, "
            f"{done.left_out:,} left out"
        )
        if not done.complete:
            self._console.print("Interrupted: what was read is kept, `update` goes on.")


def show_sources(rows: Sequence[dict[str, Any]]) -> None:
    """Prints a line for each source."""
    print(f"{'KIND':6}  {'PROBLEMS':>8}  {'PROGRAMS':>8}  SOURCE")
    for row in rows:
        counts = [f"{row[name]:,}" if row[name] is not None else "-" for name in _COUNTS]
        print(f"{row['kind']:6}  {counts[0]:>8}  {counts[1]:>8}  {row['name']}")
    if not rows:
        print("The library is empty: see `shortlist library add --help`.", file=sys.stderr)
    elif any(row["problems"] is None for row in rows):
        print("- not read yet: the next solve does, or `shortlist library update`", file=sys.stderr)


_COUNTS = ("problems", "programs")


def show_matches(found: Sequence[Match], *, sources: bool) -> None:
    """Prints a line for each program, with `sources` the program below it."""
    for match in found:
        language = display_name(match.program.language)
        print(f"{match.score:6.1f}  {language:10}  {match.title}  ({match.program.origin})")
        if sources:
            print(f"\n{match.program.source.rstrip()}\n")
    if not found:
        print("The library has nothing like this problem.", file=sys.stderr)
