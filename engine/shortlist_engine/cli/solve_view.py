"""How `shortlist solve` shows its work to people: live on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Protocol, TextIO

from rich.console import Console, Group
from rich.live import Live
from rich.syntax import Syntax
from rich.text import Text

from shortlist_engine.cli.solve_near_misses import failed_example, nearest_heading, others
from shortlist_engine.cli.solve_words import (
    advice,
    agreed,
    budget_words,
    counts,
    differences,
    proof_table,
    summary,
    with_confidence,
)
from shortlist_engine.problem import (
    Budget,
    Confidence,
    Done,
    Event,
    NearMiss,
    Problem,
    Program,
    Progress,
    Ranking,
    Solution,
)
from shortlist_engine.protocol import EngineError

PLAIN_EVERY_S = 2.0


class SolveView(Protocol):
    """Receives the events of a solve, then `finish` with the last one or `fail`."""

    def event(self, event: Event) -> None:
        """Shows an event as it comes."""
        ...

    def finish(self, done: Done) -> None:
        """Shows the last event, with the solutions."""
        ...

    def fail(self, error: EngineError) -> None:
        """Shows why there is no result."""
        ...

    def close(self) -> None:
        """Ends what is still being shown, such as a live line. It may be called again."""
        ...


class TerminalSolveView:
    """Shows a solve to people: a live line on a terminal, plain lines elsewhere. Progress goes to
    `errors`, what was found to `output`."""

    def __init__(
        self,
        problem: Problem,
        budget: Budget,
        *,
        output: TextIO | None = None,
        errors: TextIO | None = None,
    ) -> None:
        self._problem = problem
        self._budget = budget
        self._out = Console(file=output or sys.stdout, highlight=False, soft_wrap=True)
        self._err = Console(file=errors or sys.stderr, highlight=False, soft_wrap=True)
        self._live: Live | None = None
        self._progress = Progress("loading")
        self._best: Solution | None = None
        self._confidence: Confidence | None = None
        self._said = -PLAIN_EVERY_S
        self._stage = ("", "")

    def event(self, event: Event) -> None:
        """Updates the live line; without a terminal, prints a line for the first solution."""
        if isinstance(event, Progress):
            self._progress = event
            self._show_progress()
        elif isinstance(event, Ranking) and event.solutions:
            first = self._best is None
            self._best = event.solutions[0]
            self._confidence = event.confidence
            if self._err.is_terminal:
                self._show_progress()
            elif first:
                self._print_error(
                    f"First solution after {self._progress.seconds:.1f} s, still looking"
                )

    def finish(self, done: Done) -> None:
        """Prints notes, the summary, and the solutions with their proof."""
        self.close()
        for note in done.notes:
            self._print_error(f"Note: {note}")
        ended = Text(summary(done, self._problem), style="bold")
        for line in with_confidence(ended, done.confidence):
            self._out.print(line)
        helps = advice(done)
        if not done.solutions:
            helps = f"{budget_words(self._budget)} {helps}".strip()
        if helps:
            self._out.print(Text(helps))
        if done.solutions:
            self._out.print()
            self._out.print(proof_table(done.solutions), crop=False)
            self._out.print()
            if told_apart := differences(done.solutions):
                self._out.print(Text("\n".join(told_apart)))
                self._out.print()
            if origin := done.solutions[0].program.origin:
                self._out.print(Text(f"The first is {origin}."))
                self._out.print()
            self._print_program(done.solutions[0].program)
        elif done.near_misses:
            self._print_nearest(done.near_misses)

    def fail(self, error: EngineError) -> None:
        """Prints the message."""
        self.close()
        self._print_error(error.message)

    def close(self) -> None:
        """Ends the live line."""
        live, self._live = self._live, None
        if live is not None:
            live.stop()

    def _show_progress(self) -> None:
        progress = self._progress
        if self._err.is_terminal:
            if self._live is None:
                self._live = Live(console=self._err, transient=True, refresh_per_second=8)
                self._live.start()
            self._live.update(self._picture())
            return
        stage = (progress.stage, progress.status)
        if stage != self._stage or progress.seconds - self._said >= PLAIN_EVERY_S:
            self._stage, self._said = stage, progress.seconds
            self._print_error(self._counts())

    def _counts(self) -> str:
        return f"{counts(self._progress, self._budget.samples)} · {self._progress.seconds:.1f} s"

    def _picture(self) -> Group:
        progress = self._progress
        title = Text(f"Solving {self._problem.title or 'the problem'}", style="bold")
        line = Text(self._counts())
        if self._best is None:
            total = len(self._problem.examples)
            best = f"Best so far: {progress.best_passed} of {total} examples"
            return Group(title, line, Text(best if progress.ran else "", style="dim"))
        sentence = Text(f"A solution, {agreed(self._best)} (Ctrl-C keeps it)", style="green")
        head = with_confidence(sentence, self._confidence, short=True)
        room = self._err.height - 5 - len(head)
        return Group(title, line, *head, _highlighted(self._best.program, room))

    def _print_nearest(self, near_misses: Sequence[NearMiss]) -> None:
        nearest = near_misses[0]
        self._out.print()
        self._out.print(Text(nearest_heading(nearest), style="bold"))
        self._out.print()
        self._print_program(nearest.program)
        self._out.print()
        self._out.print(failed_example(self._out, self._problem, nearest))
        if behind := others(near_misses):
            self._out.print()
            self._out.print(Text(behind))

    def _print_program(self, program: Program) -> None:
        if self._out.is_terminal:
            self._out.print(_highlighted(program, None))
        else:
            self._out.file.write(program.source.rstrip("\n") + "\n")
            self._out.file.flush()

    def _print_error(self, text: str) -> None:
        self._err.print(Text(text))


def _highlighted(program: Program, lines: int | None) -> Syntax:
    source = program.source.rstrip("\n")
    shown = source.split("\n")
    if lines is not None and len(shown) > max(lines, 1):
        source = "\n".join([*shown[: max(lines, 1) - 1], "…"])
    return Syntax(source, program.language, background_color="default", word_wrap=False)
