"""How `shortlist explain --json` shows its work to programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from shortlist_engine import __version__
from shortlist_engine.assist.explain import Explanation
from shortlist_engine.assist.tracing.trace import RunFacts, Trace
from shortlist_engine.cli.assist_file import AssistFile
from shortlist_engine.practice.document import of_problem
from shortlist_engine.protocol import to_wire


def print_document(file: AssistFile, facts: RunFacts | None, told: Explanation) -> None:
    """Prints one document."""
    trace = facts.trace if facts is not None else None
    document = {
        "version": __version__,
        "file": file.name,
        "language": file.language,
        "problem": None if file.problem is None else of_problem(file.problem),
        "model": told.model or None,
        "run": None if facts is None else {"input": facts.input, **to_wire(facts.run)},
        "trace": None if trace is None else of_trace(trace),
        "words": told.words,
        "claims": [asdict(claim) for claim in told.claims],
        "notes": list(told.notes),
        "error": None,
    }
    print(json.dumps(document, ensure_ascii=False, indent=2), flush=True)


def of_trace(trace: Trace) -> dict[str, Any]:
    """Returns a trace as a map."""
    return {
        "complete": trace.complete,
        "events": trace.events,
        "times": {str(line): count for line, count in sorted(trace.times.items())},
        "changes": [asdict(change) for change in trace.changes],
        "steps": [asdict(step) for step in trace.steps],
        "calls": [asdict(call) for call in trace.calls],
    }
