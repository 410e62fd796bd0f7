"""Whether the user wants programs of their own run without the sandbox: asked once, and kept in a
file of the user's on the machine where they run. No workspace can write it.

It is about nothing but that: what a model proposed is never run so.
"""

from __future__ import annotations

import json
from pathlib import Path

from shortlist_engine.files import write_whole
from shortlist_engine.places import config_dir
from shortlist_engine.protocol import EngineError

VERSION = 1


class NeedsConsent(EngineError):
    """Says that the user's own programs could only be run without isolation, and that the user has
    not agreed to that. `why` is what keeps them from being isolated, `chosen` that this is a choice
    of the user's; with `denied`, the user was asked before."""

    def __init__(self, why: str, *, denied: bool, chosen: bool = False) -> None:
        text = why if chosen else f"Programs cannot be isolated here. {why}"
        if denied:
            text += (
                " You did not want your own programs to be run without isolation. To be asked "
                f"again, delete {consent_file()}."
            )
        else:
            text += " Your own programs can be run without, as in a terminal, if you agree to it."
        super().__init__("needsConsent", text, reason=why, denied=denied)


def consent_file() -> Path:
    """Returns where the answer is kept."""
    return config_dir() / "unisolated.json"


def read_consent() -> bool | None:
    """Returns what the user answered; None where nobody asked yet, or the file cannot be read."""
    try:
        data = json.loads(consent_file().read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(data, dict) or data.get("version") != VERSION:
        return None
    allowed = data.get("allowed")
    return allowed if isinstance(allowed, bool) else None


def write_consent(allowed: bool) -> None:
    """Remembers the answer. Raises OSError."""
    document = {"version": VERSION, "allowed": allowed}
    write_whole(consent_file(), json.dumps(document).encode() + b"\n", mode=0o600)
