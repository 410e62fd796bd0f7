"""What a run is reported as: a document, its page and figures, and what sets two runs apart."""

from __future__ import annotations

from typing import Any

Document = dict[str, Any]
"""A report as plain values, as JSON holds it; `document.make_report` says what is in it."""
