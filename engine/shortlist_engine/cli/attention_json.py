"""How `shortlist attention --json` shows its work to programs."""

from __future__ import annotations

import json

from shortlist_engine import __version__
from shortlist_engine.problem import Problem, Program
from shortlist_engine.protocol import AttentionMap, of_problem, to_wire


def print_document(problem: Problem, program: Program, origin: str, found: AttentionMap) -> None:
    """Prints one document."""
    document = {
        "version": __version__,
        "problem": of_problem(problem),
        "program": {"language": program.language, "source": program.source, "from": origin},
        **to_wire(found),
        "error": None,
    }
    print(json.dumps(document, ensure_ascii=False), flush=True)
