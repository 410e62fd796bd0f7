"""Small readers of expressions, shared by signatures and examples."""

from __future__ import annotations

from collections.abc import Iterator


def outside_strings(text: str) -> Iterator[tuple[int, str, int]]:
    """Yields every letter that is in no string: its index, the letter, and how many brackets are
    open after it (below zero when more were closed than opened)."""
    depth, quote = 0, ""
    for index, letter in enumerate(text):
        if quote:
            if letter == quote and text[index - 1] != "\\":
                quote = ""
            continue
        if letter in "\"'":
            quote = letter
            continue
        depth += (letter in "([{") - (letter in ")]}")
        yield index, letter, depth


def split_top(text: str) -> list[str]:
    """Splits at commas that are in no bracket and no string."""
    parts, start = [], 0
    for index, letter, depth in outside_strings(text):
        if letter == "," and depth == 0:
            parts.append(text[start:index])
            start = index + 1
    return [*parts, text[start:]]
