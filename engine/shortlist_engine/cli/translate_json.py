"""How `shortlist translate --json` shows its work to programs."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from shortlist_engine import __version__
from shortlist_engine.assist.translate import TranslateDone
from shortlist_engine.assist.translation import Mismatch, Translation
from shortlist_engine.cli.assist_file import AssistFile
from shortlist_engine.cli.exit_codes import CommandFailed
from shortlist_engine.practice.document import of_problem


def print_document(
    options: argparse.Namespace,
    file: AssistFile,
    done: TranslateDone,
    written: Path | None,
    failure: CommandFailed | None,
) -> None:
    """Prints one document."""
    document = {
        "version": __version__,
        "file": file.name,
        "language": file.language,
        "to": options.to,
        "problem": None if file.problem is None else of_problem(file.problem),
        "model": done.model,
        "reason": done.reason,
        "inputs": done.inputs,
        "examples": done.examples,
        "translations": [of_translation(each) for each in done.translations],
        "written": None if written is None else str(written),
        "notes": list(done.notes),
        "error": None if failure is None else {"kind": failure.kind, "message": str(failure)},
    }
    print(json.dumps(document, ensure_ascii=False, indent=2), flush=True)


def of_translation(translation: Translation) -> dict[str, Any]:
    """Returns a translation as a map."""
    return {
        "id": translation.program.id,
        "program": {
            "language": translation.program.language,
            "source": translation.program.source,
        },
        "proved": translation.proved,
        "headline": translation.headline,
        "equal": translation.equal,
        "total": translation.total,
        "samples": translation.samples,
        "cpu_ms": translation.cpu_ms,
        "difference": _of_mismatch(translation.mismatch),
        "unusual": {
            "equal": translation.unusual_equal,
            "total": translation.unusual,
            "difference": _of_mismatch(translation.unusual_mismatch),
        },
        "said": translation.error,
    }


def _of_mismatch(mismatch: Mismatch | None) -> dict[str, Any] | None:
    if mismatch is None:
        return None
    return {
        "input": mismatch.input,
        "original": mismatch.mine,
        "translation": mismatch.other,
        "example": mismatch.example or None,
        "minimal": mismatch.minimal,
    }
