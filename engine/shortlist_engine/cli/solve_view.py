"""How `shortlist solve` shows its work to people: live on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Protocol, TextIO

from rich.console import Console, Group
from rich.live import Live
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from shortlist_engine.languages import display_name
from shortlist_engine.problem import (
    Confidence,
    Done,
    Event,
    Problem,
    Progress,
    Ranking,
    Solution,
)
from shortlist_engine.protocol import EngineError

PLAIN_EVERY_S = 2.0
CHECK = "`shortlist run FILE --stress OTHER` looks for an input on which a program is wrong."
STAGES = {
    "queued": "Queued",
    "loading": "Loading the model",
    "sampling": "Sampling",
    "clustering": "Clustering",
}


class View(Protocol):
    """Receives the events of a solve, then `finish` with the last one or `fail`."""

    def event(self, event: Event) -> None: ...

    def finish(self, done: Done) -> None: ...

    def fail(self, error: EngineError) -> None: ...

    def close(self) -> None: ...


def counts(progress: Progress, samples: int) -> str:
    """The counts of a progress in words, in the order in which the work is done."""
    if progress.stage in ("queued", "loading"):
        return STAGES[progress.stage]
    return (
        f"{STAGES[progress.stage]} {progress.sampled}/{samples}"
        f" · {progress.unique} unique · {progress.ran} ran · {progress.passed} passed"
        f" · {progress.clusters} {_plural('cluster', progress.clusters)}"
    )


def summary(done: Done, problem: Problem) -> str:
    """One line about how it ended, honest when nothing passed."""
    progress = done.progress
    took = f"in {progress.seconds:.1f} s"
    drawn = f"{progress.sampled} {_plural('sample', progress.sampled)}"
    if done.solutions:
        number = len(done.solutions)
        text = f"{number} {_plural('solution', number)} from {drawn} {took}"
    else:
        text = f"No program passed all examples: {drawn} {took}"
        if progress.ran:
            text += f", the best passed {progress.best_passed} of {len(problem.examples)}"
    return text + (" (stopped early)" if done.reason == "cancelled" else "")


def advice(done: Done) -> str:
    """What may help when nothing passed, or when what passed is probably wrong; else empty."""
    if done.solutions and not is_low(done.confidence):
        return ""
    more = {
        "seconds": "More time (--seconds) or another seed (--seed) may help.",
        "samples": "More samples (--samples) or another seed (--seed) may help.",
        "cancelled": "",
    }[done.reason]
    return f"{more} {CHECK}".strip() if done.solutions else more


def is_low(confidence: Confidence | None) -> bool:
    return confidence is not None and confidence.level == "low"


def proof_table(solutions: Sequence[Solution]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("#", "Language", "Examples", "Time", "Memory", "Agree", "Cluster"):
        table.add_column(name, justify="left" if name in ("Language", "Cluster") else "right")
    for solution in solutions:
        table.add_row(
            str(solution.rank),
            display_name(solution.program.language),
            f"{solution.passed}/{solution.total}",
            f"{solution.time_ms:.0f} ms",
            f"{solution.memory_kib / 1024:.1f} MiB",
            f"{solution.cluster_size} ({solution.cluster_share:.0%})",
            solution.cluster_id,
        )
    return table


class TerminalView:
    """For people: a live line on a terminal, plain lines elsewhere. Progress goes to `errors`, what
    was found to `output`."""

    def __init__(
        self,
        problem: Problem,
        samples: int,
        *,
        output: TextIO | None = None,
        errors: TextIO | None = None,
    ) -> None:
        self._problem = problem
        self._samples = samples
        self._out = Console(file=output or sys.stdout, highlight=False, soft_wrap=True)
        self._err = Console(file=errors or sys.stderr, highlight=False, soft_wrap=True)
        self._live: Live | None = None
        self._progress = Progress("loading")
        self._best: Solution | None = None
        self._confidence: Confidence | None = None
        self._said = -PLAIN_EVERY_S
        self._stage = ""

    def event(self, event: Event) -> None:
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
        self.close()
        for note in done.notes:
            self._print_error(f"Note: {note}")
        found = Text(summary(done, self._problem), style="bold")
        for line in _with_confidence(found, done.confidence):
            self._out.print(line)
        if advice(done):
            self._out.print(Text(advice(done)))
        if done.solutions:
            self._out.print()
            self._out.print(proof_table(done.solutions), crop=False)
            self._out.print()
            self._print_program(done.solutions[0])

    def fail(self, error: EngineError) -> None:
        self.close()
        self._print_error(error.message)

    def close(self) -> None:
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
        if progress.stage != self._stage or progress.seconds - self._said >= PLAIN_EVERY_S:
            self._stage, self._said = progress.stage, progress.seconds
            self._print_error(f"{counts(progress, self._samples)} · {progress.seconds:.1f} s")

    def _picture(self) -> Group:
        progress = self._progress
        title = Text(f"Solving {self._problem.title or 'the problem'}", style="bold")
        line = Text(f"{counts(progress, self._samples)} · {progress.seconds:.1f} s")
        if self._best is None:
            total = len(self._problem.examples)
            best = f"Best so far: {progress.best_passed} of {total} examples"
            return Group(title, line, Text(best if progress.ran else "", style="dim"))
        agree = f"{self._best.cluster_size} {_plural('sample', self._best.cluster_size)}"
        found = Text(f"A solution, agreed on by {agree} (Ctrl-C keeps it)", style="green")
        head = _with_confidence(found, self._confidence, short=True)
        room = self._err.height - 5 - len(head)
        return Group(title, line, *head, _highlighted(self._best, room))

    def _print_program(self, solution: Solution) -> None:
        if self._out.is_terminal:
            self._out.print(_highlighted(solution, None))
        else:
            self._out.file.write(solution.program.source.rstrip("\n") + "\n")

    def _print_error(self, text: str) -> None:
        self._err.print(Text(text))


def _with_confidence(
    found: Text, confidence: Confidence | None, *, short: bool = False
) -> list[Text]:
    """What was found, and below it how sure that is; a low confidence goes first."""
    if confidence is None:
        return [found]
    text = confidence.short if short else confidence.text
    if is_low(confidence):
        return [Text(text, style="yellow"), found]
    return [found, Text(text)]


def _highlighted(solution: Solution, lines: int | None) -> Syntax:
    source = solution.program.source.rstrip("\n")
    shown = source.split("\n")
    if lines is not None and len(shown) > max(lines, 1):
        source = "\n".join([*shown[: max(lines, 1) - 1], "…"])
    return Syntax(source, solution.program.language, background_color="default", word_wrap=False)


def _plural(word: str, number: int) -> str:
    return word if number == 1 else word + "s"
