"""The progress of a measurement, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

Self = TypeVar("Self", bound="EvalProgress")


class EvalProgress:
    """Shows the progress over what is measured, such as `Problems`: a bar on a terminal, a line for
    each elsewhere."""

    def __init__(
        self,
        what: str,
        total: int,
        left_out: Sequence[tuple[str, str]],
        *,
        quiet: bool = False,
    ) -> None:
        self._console = Console(file=sys.stderr, highlight=False, soft_wrap=True, quiet=quiet)
        self._what, self._total, self._done, self._reused = what, total, 0, 0
        self._bar: Progress | None = None
        if self._console.is_terminal and not quiet:
            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=self._console,
            )
        if left_out:
            name, reason = left_out[0]
            self._console.print(
                f"{what} left out: {len(left_out)}, such as {name}: {reason}", markup=False
            )

    def __enter__(self: Self) -> Self:
        if self._bar is not None:
            self._bar.start()
            self._task = self._bar.add_task("Starting", total=self._total)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
        if self._reused:
            self._console.print(f"{self._what} measured before: {self._reused}")

    def step(self, words: str, line: str = "", *, reused: bool = False) -> None:
        """Shows that one more is done: `words` beside the bar, `line` where there is none. One that
        was `reused` is only counted."""
        self._done += 1
        self._reused += reused
        if self._bar is not None:
            self._bar.update(self._task, completed=self._done, description=words)
        elif line and not reused:
            self._console.print(f"{self._done}/{self._total} {line}", markup=False)

    def interrupted(self) -> None:
        """Says that what was measured is kept."""
        self._console.print("Interrupted: what was measured is kept, the same command goes on.")

    def damaged(self, files: Sequence[Path]) -> None:
        """Names files of facts that could not be read."""
        for file in files:
            self._console.print(f"{file} was damaged and is made again", markup=False)
