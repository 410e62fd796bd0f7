"""Texts of programs as far as a client gets them."""

from __future__ import annotations


def shortened(text: str, most: int) -> str:
    """Returns the text, or of one that is longer its first characters and an ellipsis, `most` in
    all."""
    return text if len(text) <= most else text[: most - 1] + "…"
