"""Code blocks in Markdown as models write it, which is not always as CommonMark defines it.

Section 4.5 of CommonMark 0.31 (fenced code blocks) says how long a closing fence is and how much
indentation is removed. Beyond it, blocks are found whose fence stands behind other text, whose
closing fence is missing or stands behind code, and whose tag stands on a line of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from shortlist_engine import languages

_FENCE = re.compile(r"`{3,}|~{3,}")
_MARGIN = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?")
_TAG = re.compile(r"\{?\.?([A-Za-z][\w+#.-]*)")
_ATTRIBUTES = re.compile(r"[\w-]+\s*=\s*[\"'\w].*|\{.*\}|[\w./-]+\.\w{1,5}|:.*", re.S)
_VERSION = re.compile(r"[\d.]+$")


@dataclass(frozen=True)
class Block:
    """Holds the text between two fences, without the last line's end. `tag` is the word behind the
    opening one, in lower case; without a closing fence the block is not `closed`."""

    tag: str
    text: str
    closed: bool


@dataclass(frozen=True)
class _Opening:
    fence: str
    tag: str
    first_line: str
    indent: int
    quoted: bool


def find_blocks(text: str) -> tuple[list[Block], int | None]:
    """Returns the code blocks of an answer in their order, and where the first of them begins, None
    when there is none. Lines end in a line feed."""
    found: list[Block] = []
    opening: _Opening | None = None
    lines: list[str] = []
    start: int | None = None
    position = 0
    for line in text.split("\n"):
        if opening is not None:
            ended, rest = _closing(line, opening.fence)
            again = None if ended else _opened_again(line, opening)
            if ended or again:
                if rest is not None:
                    lines.append(_without_margin(rest, opening))
                if ended or "".join(lines).strip():
                    found.append(_block(opening, lines, closed=True))
                opening, lines = again, []
            else:
                lines.append(_without_margin(line, opening))
        else:
            opened = _opening(line)
            if opened is not None and start is None:
                start = position
            if isinstance(opened, Block):
                found.append(opened)
            else:
                opening = opened
        position += len(line) + 1
    if opening is not None:
        found.append(_block(opening, lines, closed=False))
    return [block for block in found if block.text.strip()], start


def language_of_tag(tag: str) -> languages.Language | None:
    """Returns the language that a tag names, with or without a version: `python3.11`, `c++17`."""
    return languages.find(tag) or languages.find(_VERSION.sub("", tag))


def _opening(line: str) -> _Opening | Block | None:
    """What a line opens: a block that goes on below it, or one that it holds whole."""
    match = _FENCE.search(line)
    if match is None:
        return None
    before, fence, info = line[: match.start()], match[0], line[match.end() :]
    margin = _MARGIN.match(before)
    alone = margin is not None and margin.end() == len(before)
    if not alone and (fence[0] == "~" or "`" in before):
        return None
    if fence[0] == "`" and "`" in info:
        inside, closing, _ = info.partition(fence)
        return Block("", inside, True) if closing and alone else None
    tag, first_line = _tag_and_code(info.strip())
    indent = len(before) if alone else 0
    return _Opening(fence, tag, first_line, indent, alone and ">" in before)


def _tag_and_code(info: str) -> tuple[str, str]:
    """What stands behind an opening fence: a tag, or code that a model wrote on the same line."""
    match = _TAG.match(info)
    if match is None:
        return "", info
    rest = info[match.end() :].strip()
    if not rest or rest == "}":
        return match[1].lower(), ""
    if language_of_tag(match[1]) is None:
        return "", info
    return match[1].lower(), "" if _ATTRIBUTES.fullmatch(rest) else rest


def _opened_again(line: str, opening: _Opening) -> _Opening | None:
    """A fence with the tag of a language inside an open block: the first one was never closed."""
    again = _opening(line)
    if not isinstance(again, _Opening) or not again.tag or again.fence[0] != opening.fence[0]:
        return None
    return again if language_of_tag(again.tag) and len(again.fence) >= len(opening.fence) else None


def _closing(line: str, fence: str) -> tuple[bool, str | None]:
    """Whether a line closes the block, and the code before the fence, None when there is none."""
    bare = line.strip().lstrip("> ")
    if len(bare) >= len(fence) and not bare.strip(fence[0]):
        return True, None
    if bare.endswith(fence) and fence[0] == "`" and "`" not in bare.rstrip("`"):
        return True, line.rstrip().rstrip("`")
    return False, None


def _without_margin(line: str, opening: _Opening) -> str:
    if opening.quoted:
        line = re.sub(r"^[ \t]{0,3}>[ \t]?", "", line)
        return line
    width = len(line) - len(line.lstrip(" \t"))
    return line[min(width, opening.indent) :]


def _block(opening: _Opening, lines: list[str], closed: bool) -> Block:
    lines = [*filter(None, [opening.first_line]), *lines]
    tag = opening.tag
    first = next((index for index, line in enumerate(lines) if line.strip()), None)
    if not tag and first is not None and len(lines) > first + 1:
        word = lines[first].strip().lower()
        if language_of_tag(word) is not None:  # a tag that slipped to the next line
            tag, lines = word, lines[first + 1 :]
    return Block(tag, "\n".join(lines), closed)
