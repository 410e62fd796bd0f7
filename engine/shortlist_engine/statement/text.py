"""Small readers of expressions, shared by signatures and examples."""

from __future__ import annotations


def split_top(text: str) -> list[str]:
    """Splits at commas that are in no bracket and no string."""
    parts, depth, quote, start = [], 0, "", 0
    for index, letter in enumerate(text):
        if quote:
            if letter == quote and text[index - 1] != "\\":
                quote = ""
        elif letter in "\"'":
            quote = letter
        elif letter in "([{":
            depth += 1
        elif letter in ")]}":
            depth -= 1
        elif letter == "," and depth == 0:
            parts.append(text[start:index])
            start = index + 1
    return [*parts, text[start:]]
