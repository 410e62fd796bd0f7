"""How `shortlist step --json` shows its work to programs: one document at the end."""

from __future__ import annotations

from shortlist_engine.assist.documents import of_steps
from shortlist_engine.assist.steps.document import StepDocument
from shortlist_engine.assist.steps.search import AllDone, AllProgress
from shortlist_engine.assist.steps.writing import StepDone, StepProgress
from shortlist_engine.cli.json_document import print_document


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
        print_document(of_steps(self._file, done, written=bool(written)))

    def close(self) -> None:
        """Has nothing to end."""
