"""Small judgements about the lines of an example."""

from __future__ import annotations

from shortlist_engine.statement.labels import is_fence, is_prose


def is_indented(text: str) -> bool:
    return all(not line.strip() or line.startswith("    ") for line in text.split("\n"))


def is_description(line: str) -> bool:
    text = line.strip()
    words = [word for word in text.split() if word.isalpha() and len(word) > 1]
    return is_prose(text) or len(words) >= 3


def is_data(lines: list[str]) -> bool:
    """Says whether the lines are numbers, or one word per line: what stands under "Input" when
    nothing calls it an example."""
    filled = [line.strip() for line in lines if line.strip()]
    return any(letter.isdigit() for line in filled for letter in line) or not any(
        " " in line or line.endswith(".") for line in filled
    )


def counterpart(style: str) -> str:
    for one, other in (("input", "output"), ("Input", "Output"), ("INPUT", "OUTPUT")):
        if one in style:
            return style.replace(one, other)
    return style


def without_fences(lines: list[str]) -> list[str]:
    return [line for line in lines if not is_fence(line)]


def join_example(lines: list[str]) -> str:
    """Returns the lines as a program reads them: no blank lines around, one newline at the end."""
    first, last = 0, len(lines)
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    return "\n".join(lines[first:last]) + "\n"
