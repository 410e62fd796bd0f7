"""Programs, and what they read and print, in Markdown and on one line."""

from __future__ import annotations

from shortlist_engine import languages

LONGEST = 40


def one_line(text: str, longest: int = LONGEST) -> str:
    """Returns a text on one line, its line breaks as ⏎, cut where it is long."""
    line = " ⏎ ".join(part.strip() for part in text.strip().splitlines())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def is_whole(text: str) -> bool:
    """Tells whether `one_line` shows a text as it is."""
    return one_line(text) == text.strip()


def quoted(text: str) -> str:
    """Returns a text on one line, as a span of code; `nothing` where there is none."""
    line = one_line(text)
    if not line:
        return "nothing"
    fence = "`"
    while fence in line:
        fence += "`"
    space = " " if "`" in (line[0], line[-1]) else ""
    return f"{fence}{space}{line}{space}{fence}"


def fenced(source: str, language: str = "") -> str:
    """Returns a Markdown block of code, whatever fences the source itself holds; without a language
    it is plain text."""
    fence = "```"
    while fence in source:
        fence += "`"
    name = languages.fence(language) if language else ""
    return f"{fence}{name}\n{source.rstrip()}\n{fence}"
