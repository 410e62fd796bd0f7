"""How `shortlist run --json` shows its work to programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any, TextIO

from shortlist_engine import __version__
from shortlist_engine.cli.run_outcome import StressResult
from shortlist_engine.practice import document
from shortlist_engine.problem import Problem, Program, Run
from shortlist_engine.protocol import EngineError
from shortlist_engine.testfiles.tests import NamedTest


class JsonRunView:
    """Prints one JSON document for each run; on one line with `compact`."""

    def __init__(
        self,
        problem: Problem,
        file_name: str,
        language: str,
        mode: str,
        rule: str,
        *,
        compact: bool = False,
        output: TextIO | None = None,
    ) -> None:
        self._head = {
            "version": __version__,
            "mode": mode,
            **document.head(problem, file_name, language, rule),
        }
        self._compact = compact
        self._output = output or sys.stdout

    def progress(self, text: str) -> None:
        """Shows nothing: programs read the end only."""

    def results(self, tests: Sequence[NamedTest], runs: Sequence[Run], *, cancelled: bool) -> None:
        """Prints one Run for each test."""
        self._write(cancelled=cancelled, **document.of_tests(tests, runs), error=None)

    def stress(self, result: StressResult) -> None:
        """Prints the result of a stress test."""
        fields = document.of_stress(
            result.search,
            result.best,
            minimal=result.minimal,
            reason=result.reason,
            saved=result.saved,
        )
        self._write(cancelled=result.cancelled, **fields, notes=list(result.notes), error=None)

    def fail(self, error: EngineError, name: str, program: Program | None, run: Run | None) -> None:
        """Prints the error, with what `run` said where it is known."""
        wire = error.to_wire()
        if run is not None:
            wire.update(file=name, verdict=run.verdict.value, said=run.errors)
        self._write(cancelled=error.kind == "cancelled", error=wire)

    def close(self) -> None:
        """Flushes the output."""
        self._output.flush()

    def _write(self, **fields: Any) -> None:
        text = json.dumps(
            {**self._head, **fields}, ensure_ascii=False, indent=None if self._compact else 2
        )
        self._output.write(text + "\n")
        self._output.flush()
