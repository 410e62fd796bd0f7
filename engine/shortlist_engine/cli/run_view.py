"""How `shortlist run` shows its work to people, with colours where there are any."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TextIO

from rich.console import Console
from rich.status import Status
from rich.text import Text

from shortlist_engine.cli.run_outcome import StressResult
from shortlist_engine.execution.checking.checkers import describe_checker
from shortlist_engine.practice.difference import printable
from shortlist_engine.practice.messages import explain
from shortlist_engine.practice.report import MOST_LINES, Report
from shortlist_engine.problem import Problem, Program, Run, Verdict
from shortlist_engine.protocol import EngineError
from shortlist_engine.testfiles.tests import NamedTest

PLAIN_WIDTH = 100
INPUT_LINES = 100


class TerminalRunView:
    """Shows a run to people; `mode` is `example`, `test`, `input` or `stress`. What was found goes
    to `output`, progress, on a terminal only, to `errors`."""

    def __init__(
        self,
        problem: Problem,
        file_name: str,
        source: str,
        mode: str,
        *,
        custom_checker: str = "",
        everything: bool = False,
        output: TextIO | None = None,
        errors: TextIO | None = None,
    ) -> None:
        self._problem = problem
        self._mode = mode
        self._custom_checker = custom_checker
        self._out = console(output or sys.stdout)
        self._err = console(errors or sys.stderr)
        self._report = Report(
            self._out,
            problem,
            file_name,
            source,
            everything=everything,
            marked=not custom_checker,
            one={"stress": "", "input": "run"}.get(mode, mode),
            lines=INPUT_LINES if mode == "input" else MOST_LINES,
        )
        self._status: Status | None = None

    def progress(self, text: str) -> None:
        """Shows the text as a live line, on a terminal only."""
        if not self._err.is_terminal:
            return
        line = Text(text, no_wrap=True, overflow="ellipsis")
        if self._status is None:
            self._status = self._err.status(line)
            self._status.start()
        self._status.update(line)

    def results(self, tests: Sequence[NamedTest], runs: Sequence[Run], *, cancelled: bool) -> None:
        """Prints the table of tests, what went wrong, and the rules of judging."""
        self.close()
        self._out.print(self._report.results(tests, runs))
        if not {run.verdict for run in runs} <= {Verdict.CE, Verdict.SE}:
            self._print_rules(any(test.expected is not None for test in tests))
        if cancelled:
            self._out.print(Text("Stopped early", style="bold"))

    def stress(self, result: StressResult) -> None:
        """Prints the smallest difference, or that there was none, and the rules of judging."""
        self.close()
        search, best = result.search, result.best
        tried = f"{search.tried:,} {'input' if search.tried == 1 else 'inputs'}"
        took = f"{tried} in {search.seconds:.1f} s"
        if best is None:
            ended = " (stopped early)" if result.cancelled else ""
            style = "bold" if result.cancelled else "bold green"
            self._out.print(Text(f"No difference on {took}{ended}", style=style))
        else:
            seed = f", seed {search.seed}" if search.seed is not None else ""
            self._out.print(Text(f"A difference after {took}{seed}", style="bold red"))
            self._out.print()
            self._out.print(
                self._report.detail(NamedTest("", best.input, best.reference.output), best.run)
            )
            self._out.print()
        self._print_rules(True)
        for note in result.notes:
            self._out.print(Text(note), soft_wrap=True)

    def fail(self, error: EngineError, name: str, program: Program | None, run: Run | None) -> None:
        """Prints the message, and below it what the program at fault wrote."""
        self.close()
        self._err.print(Text(printable(error.message)), soft_wrap=True)
        if program is not None and run is not None:
            said = explain(run, name, program.source).strip("\n")
            if said:
                self._err.print(Text(printable(said)), soft_wrap=True)

    def close(self) -> None:
        """Ends the live line."""
        status, self._status = self._status, None
        if status is not None:
            status.stop()

    def _print_rules(self, compared: bool) -> None:
        limits = self._problem.limits
        text = f"Limits: {limits.time_s:g} s CPU, {limits.memory_mib} MiB"
        if compared and self._custom_checker:
            text += f" · judged by {printable(self._custom_checker)}"
        elif compared and self._problem.kind == "function":
            text += " · compared as values; floats within 1e-6"
        elif compared:
            text += f" · compared by {describe_checker(self._problem.checker)}"
        self._out.print(Text(text, style="dim"), soft_wrap=True)
        if compared and self._problem.several_answers:
            self._out.print(
                Text("The statement accepts several answers: a different one may be right too."),
                soft_wrap=True,
            )


def console(file: TextIO) -> Console:
    """Makes the console that prints to `file`. Without a terminal there is no width to keep to,
    unless COLUMNS says one."""
    made = Console(file=file, highlight=False, markup=False, emoji=False)
    if not made.is_terminal and not os.environ.get("COLUMNS", "").isdigit():
        made.width = PLAIN_WIDTH
    return made
