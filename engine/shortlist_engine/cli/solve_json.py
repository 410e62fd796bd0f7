"""How `shortlist solve --json` and `--json-stream` show its work to programs."""

from __future__ import annotations

import json
import sys
from typing import Any, TextIO

from shortlist_engine import __version__
from shortlist_engine.problem import Done, Event, Problem
from shortlist_engine.protocol import EngineError, of_problem, to_wire


class JsonSolveView:
    """Prints one JSON document at the end; with `stream` one line for each event as well."""

    def __init__(
        self, problem: Problem, *, stream: bool = False, output: TextIO | None = None
    ) -> None:
        self._problem = problem
        self._stream = stream
        self._output = output or sys.stdout

    def event(self, event: Event) -> None:
        """Prints a line for the event, with `stream` only."""
        if self._stream and not isinstance(event, Done):
            self._write({"event": type(event).__name__.lower(), **to_wire(event)})

    def finish(self, done: Done) -> None:
        """Prints the last event."""
        wire = to_wire(done)
        del wire["candidates"]  # for stress tests in an editor
        for fields, solution in zip(wire["solutions"], done.solutions, strict=True):
            fields.update(id=solution.id, time_ms=solution.time_ms, memory_kib=solution.memory_kib)
        for fields, near in zip(wire["near_misses"], done.near_misses, strict=True):
            example = self._problem.examples[near.example]
            fields.update(id=near.program.id, input=example.input, expected=example.output)
        self._write(self._document(solved=bool(done.solutions), **wire, error=None))

    def fail(self, error: EngineError) -> None:
        """Prints the error."""
        unknown = dict.fromkeys(("reason", "progress", "model", "confidence"))
        self._write(
            self._document(
                solved=False,
                **unknown,
                solutions=[],
                notes=[],
                near_misses=[],
                error=error.to_wire(),
            )
        )

    def close(self) -> None:
        """Flushes the output."""
        self._output.flush()

    def _document(self, **fields: Any) -> dict[str, Any]:
        head: dict[str, Any] = {"event": "done"} if self._stream else {}
        return {
            **head,
            "version": __version__,
            "problem": of_problem(self._problem),
            **fields,
        }

    def _write(self, document: dict[str, Any]) -> None:
        indent = None if self._stream else 2
        self._output.write(json.dumps(document, ensure_ascii=False, indent=indent) + "\n")
        self._output.flush()
