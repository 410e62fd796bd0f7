"""What the options of `shortlist run` say by themselves, before a file is read."""

from __future__ import annotations

import argparse
from typing import Any


def blank_document(options: argparse.Namespace | None) -> dict[str, Any]:
    """Returns the fields of the JSON document where nothing has been read."""
    mode = file = None
    if options is not None:
        mode, file = mode_of(options), options.file
    fields = dict.fromkeys(("language", "problem", "checker", "limits"))
    return {"mode": mode, "file": file, **fields, "cancelled": False}


def mode_of(options: argparse.Namespace) -> str:
    """Returns what the program is run on: `example`, `test`, `input` or `stress`."""
    if options.stress is not None:
        return "stress"
    if options.input is not None:
        return "input"
    return "test" if options.tests is not None else "example"
