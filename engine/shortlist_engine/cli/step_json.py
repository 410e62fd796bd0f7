"""How `shortlist step --json` shows its work to programs: one document at the end."""

from __future__ import annotations

import json
from typing import Any

from shortlist_engine import __version__
from shortlist_engine.assist.steps.document import StepDocument
from shortlist_engine.assist.steps.search import AllDone, AllProgress, told
from shortlist_engine.assist.steps.writing import Continuation, StepDone, StepProgress
from shortlist_engine.protocol import to_wire


class JsonStepView:
    """Prints one JSON document; docs/assist.md has its fields."""

    def __init__(self, file: str) -> None:
        self._file = file

    def status(self, text: str) -> None:
        """Says nothing before the end."""

    def progress(self, event: StepProgress | AllProgress) -> None:
        """Says nothing before the end."""

    def finish(self, document: StepDocument, done: StepDone | AllDone, written: str) -> None:
        """Prints the document."""
        fields = _all(done) if isinstance(done, AllDone) else _one(done)
        print(
            json.dumps(
                {
                    "version": __version__,
                    "file": self._file,
                    **fields,
                    "model": done.model,
                    "reason": done.reason,
                    "written": bool(written),
                    "error": None,
                },
                ensure_ascii=False,
                indent=2,
            )
        )

    def close(self) -> None:
        """Has nothing to end."""


def _one(done: StepDone) -> dict[str, Any]:
    step = {
        "number": done.step.number,
        "line": done.step.line + 1,
        "text": done.step.text,
        "code": done.step.code,
        "continuations": [_continuation(each) for each in done.continuations],
    }
    return {"steps": [step], "sampled": done.sampled, "empty": done.empty}


def _all(done: AllDone) -> dict[str, Any]:
    steps = [
        {
            "number": each.step.number,
            "line": each.step.line + 1,
            "text": each.step.text,
            "code": each.code,
            "chosen": _continuation(each.chosen) if each.chosen is not None else None,
            "alternatives": [_continuation(other) for other in each.alternatives],
        }
        for each in done.steps
    ]
    return {
        "steps": steps,
        "draws": done.draws,
        "went_back": done.went_back,
        "failed": done.failed or None,
        "why": done.why,
    }


def _continuation(found: Continuation) -> dict[str, Any]:
    wire: dict[str, Any] = to_wire(found)
    wire["trial"]["told"] = told(found.trial)
    return wire
