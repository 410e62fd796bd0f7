"""How `shortlist step` shows its work to people."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Protocol

from rich.console import Console
from rich.status import Status
from rich.syntax import Syntax
from rich.text import Text

from shortlist_engine.assist.steps.document import Step, StepDocument
from shortlist_engine.assist.steps.search import AllDone, AllProgress, WrittenStep, told
from shortlist_engine.assist.steps.trial import Trial
from shortlist_engine.assist.steps.writing import Continuation, StepDone, StepProgress
from shortlist_engine.cli.run_view import console
from shortlist_engine.practice.difference import printable

_MOST_VALUES, _MOST_LINES = 8, 6
_STYLES = {"good": "green", "changes": "yellow", "idle": "yellow", "later": "yellow"}


class StepView(Protocol):
    """Receives what is waited for and the progress, then `finish` with the last event."""

    def status(self, text: str) -> None:
        """Shows what the model is waited for."""
        ...

    def progress(self, event: StepProgress | AllProgress) -> None:
        """Shows how far it is."""
        ...

    def finish(self, document: StepDocument, done: StepDone | AllDone, written: str) -> None:
        """Shows what was found; `written` says what was put into the file, empty for nothing."""
        ...

    def close(self) -> None:
        """Ends what is still being shown. It may be called again."""
        ...


class TerminalStepView:
    """Shows one live line on a terminal, and the result on standard output."""

    def __init__(self) -> None:
        self._errors = Console(file=sys.stderr, highlight=False, soft_wrap=True)
        self._live: Status | None = None

    def status(self, text: str) -> None:
        """Shows what the model is waited for."""
        self._show(text)

    def progress(self, event: StepProgress | AllProgress) -> None:
        """Shows how far it is."""
        if isinstance(event, StepProgress):
            self._show(f"step {event.step}: {event.sampled} drawn, {event.ran} run")
            return
        now = f", {event.now.ran} run" if event.now is not None else ""
        back = f", went back {event.went_back} times" if event.went_back else ""
        self._show(f"step {event.step} of {event.steps}{now}{back}")

    def finish(self, document: StepDocument, done: StepDone | AllDone, written: str) -> None:
        """Prints the continuations, or the steps that were written."""
        self.close()
        out = console(sys.stdout)
        for line in _all(document, done) if isinstance(done, AllDone) else _one(done):
            out.print(line, soft_wrap=True)
        if written:
            print(written, file=sys.stderr)

    def close(self) -> None:
        """Ends the live line."""
        if self._live is not None:
            self._live.stop()
            self._live = None

    def _show(self, text: str) -> None:
        if not self._errors.is_terminal:
            return
        if self._live is None:
            self._live = self._errors.status(Text(printable(text)))
            self._live.start()
        else:
            self._live.update(Text(printable(text)))


def _one(done: StepDone) -> Iterator[Text]:
    yield _heading(done.step)
    yield Text()
    for number, each in enumerate(done.continuations, 1):
        yield _proof(f"{number}  ", each, done.sampled)
        yield from _code(each.code)
        yield from _facts(each.trial)
        yield Text()
    if not done.continuations:
        yield Text(f"Nothing was found: {done.sampled} drawn, {done.empty} of them without code.")
    elif done.empty:
        yield Text(f"{done.empty} of {done.sampled} samples held no code.", style="dim")
    if done.error is not None:
        yield Text(f"The model stopped early: {printable(done.error.message)}", style="yellow")


def _all(document: StepDocument, done: AllDone) -> Iterator[Text]:
    for each in done.steps:
        if each.code:
            yield _heading(each.step)
            yield from _code(each.code)
            yield from _chosen(each)
            yield Text()
    back = f" It went back {done.went_back} times." if done.went_back else ""
    written = sum(bool(each.code) for each in done.steps)
    if done.reason == "written":
        yield Text(f"All {len(done.steps)} steps are written and were run.{back}", style="green")
    elif done.reason == "cancelled":
        yield Text(f"Interrupted: {written} of {len(done.steps)} steps have code.{back}")
    else:
        step = document.steps[done.failed - 1] if done.failed else None
        what = "Enough was tried" if done.reason == "draws" else "No way leads further"
        where = f" at step {step.number} (line {step.line + 1})" if step is not None else ""
        yield Text(f"{what}{where}: {printable(done.why)}.{back}", style="yellow")


def _chosen(step: WrittenStep) -> Iterator[Text]:
    if step.chosen is None:
        yield Text("  yours, kept", style="dim")
        return
    yield from _facts(step.chosen.trial)
    if (said := told(step.chosen.trial)) != "":
        yield Text(f"  note: {printable(said)}", style="yellow")
    usable = sum(each.trial.usable for each in step.alternatives)
    if step.alternatives:
        count = len(step.alternatives)
        others = "1 other continuation" if count == 1 else f"{count} other continuations"
        yield Text(f"  {others}, {usable} of them can be gone on from", style="dim")


def _heading(step: Step) -> Text:
    return Text(f"Step {step.number} (line {step.line + 1}): {printable(step.text)}", style="bold")


def _proof(number: str, found: Continuation, sampled: int) -> Text:
    trial = found.trial
    said = told(trial)
    words = {"good": "runs", "changes": "runs, but", "idle": "runs, but", "later": "runs, but"}
    shown = words.get(trial.status, "fails:" if trial.status == "fails" else "wrong:")
    text = Text(number, style="bold")
    text.append(f"{shown} {printable(said)}".strip(), style=_STYLES.get(trial.status, "red"))
    if trial.total:
        text.append(f" · {trial.passed} of {trial.total} examples")
    if sampled > 1:
        text.append(f" · {found.agree} of {sampled} samples do this", style="dim")
    return text


def _code(code: str) -> Iterator[Text]:
    shown = Syntax("", "python", theme="ansi_dark").highlight(printable(code))
    for line in shown.split("\n"):
        line.rstrip()
        yield Text("    ").append_text(line) if line.plain else Text()


def _facts(trial: Trial) -> Iterator[Text]:
    for value in trial.values[:_MOST_VALUES]:
        yield Text(f"  → {value.name} = {printable(value.text)}", style="cyan")
    if len(trial.values) > _MOST_VALUES:
        yield Text(f"  → and {len(trial.values) - _MOST_VALUES} more", style="cyan")
    lines = trial.output.splitlines()
    for line in lines[:_MOST_LINES]:
        yield Text(f"  prints {printable(line)}", style="cyan")
    if len(lines) > _MOST_LINES:
        yield Text(f"  prints {len(lines) - _MOST_LINES} lines more", style="cyan")
    for change in trial.changes:
        yield Text(
            f"  {change.name} was {printable(change.before)}, is {printable(change.after)}",
            style="yellow",
        )
