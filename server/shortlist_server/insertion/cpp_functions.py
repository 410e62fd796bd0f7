"""Where the body of a C++ function stands in the user's file, and what a solution brings for it.

Nothing is parsed: brackets are matched in the text without comments and strings. Whatever is not
plainly safe is left to the caller, who then adds the program below.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass

_NOT_CODE = re.compile(
    r"//[^\n]*|/\*.*?(?:\*/|\Z)|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'", re.DOTALL
)
# A value that answers nothing: `return b;` may be the user's.
_PLACEHOLDER = re.compile(
    r"\s*(?:return(?:\s*\{\}|\s+(?:-?\d[\d.]*[fFlL]*|true|false|nullptr|NULL|\w[\w:<>]*(?:\(\)|\{\})))?"
    r"\s*;|throw\b[^;{}]*;)?\s*"
)
_UNTIL_BODY = re.compile(r"[\w\s:&>*-]*\{")
_LABEL = re.compile(r"\s*(?:public\s*:)?\s*")
_CLASS = re.compile(r"\b(?:class|struct)\s+(?P<name>\w+)[^;{}()]*\{")


@dataclass(frozen=True)
class Definition:
    """A definition is a function in a text: where its declaration starts, its parameters without
    white space, and the positions behind its opening brace and of its closing one (None: it is not
    closed)."""

    start: int
    parameters: str
    opening: int
    closing: int | None


@dataclass(frozen=True)
class Body:
    """A body says where a function's body stands in the user's file. `lines` are those from the
    opening brace to the closing one (from, up to but not including), `below` the first one behind
    the function and its class. `head` and `tail` are what stands before and behind the body in
    `lines`."""

    parameters: str
    lines: tuple[int, int]
    below: int
    head: str
    inner: str
    tail: str

    @property
    def is_empty(self) -> bool:
        """Tells whether there is no statement of the user's, or only a placeholder; comments may
        stand, but not beside a placeholder, which would be replaced with them."""
        code = without_comments(self.inner)
        if not code.strip():
            return True
        return code == self.inner and _PLACEHOLDER.fullmatch(code) is not None

    def filled(self, body: str, *, keep_comments: bool) -> str:
        """Returns the lines with the body filled in, and the user's comments where they are to
        stay."""
        margin = self.head[: len(self.head) - len(self.head.lstrip())]
        comments = self.inner.strip("\n").rstrip() if keep_comments else ""
        kept = comments + "\n" if comments and not _PLACEHOLDER.fullmatch(comments) else ""
        return f"{self.head}\n{kept}{textwrap.indent(body, margin + '    ')}\n{margin}{self.tail}\n"

    def holds(self, lines: list[str], inserted: list[str]) -> bool:
        """Tells whether what we inserted stands there unchanged."""
        return lines[self.lines[0] : self.lines[1]] == inserted


@dataclass(frozen=True)
class Filling:
    """A filling is the body for a function, and the lines that have to stand above it."""

    body: str
    above: str


def without_comments(text: str) -> str:
    """Returns the text with comments and strings blanked, letter for letter."""
    return _NOT_CODE.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def find_definition(code: str, name: str, start: int = 0) -> Definition | None:
    """Returns the first definition of `name` in `code`, which has no comments, from `start` on."""
    for found in re.compile(rf"\b{re.escape(name)}\s*\(").finditer(code, start):
        end = _closing(code, found.end() - 1)
        body = _UNTIL_BODY.match(code, end + 1) if end is not None else None
        if end is None or body is None:
            continue
        declaration = max(code.rfind(mark, 0, found.start()) for mark in ";{}:#") + 1
        line = code.rfind("\n", 0, found.start()) + 1
        return Definition(
            max(declaration, line),
            "".join(code[found.end() : end].split()),
            body.end(),
            _closing(code, body.end() - 1),
        )
    return None


def below_enclosing(lines: list[str], line: int) -> int | None:
    """Returns the first line below the function that `line` stands in, None when it stands in
    none."""
    code = without_comments("\n".join(lines))
    position = sum(len(each) + 1 for each in lines[:line])
    depth, opening = 0, 0
    for found in re.compile(r"[{}]").finditer(code, 0, position):
        depth += 1 if found.group() == "{" else -1
        if depth == 1 and found.group() == "{":
            opening = found.start()
    if depth <= 0:
        return None
    closing = _closing(code, opening)
    return len(lines) if closing is None else code.count("\n", 0, closing) + 1


def find_body(lines: list[str], start_line: int, name: str) -> Body | None:
    """Returns the body of the function `name` that a comment at `start_line` documents, from above
    or from the beginning of the body. None when it is not found."""
    text = "\n".join(lines)
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    code = without_comments(text)
    found = find_definition(code, name, offsets[max(0, start_line - 1)])
    if found is None:
        return None
    first = text.count("\n", 0, found.opening)
    closing = len(text) if found.closing is None else found.closing
    last = text.count("\n", 0, closing)
    tail = "}" if found.closing is None else text[closing : offsets[last + 1] - 1]
    below = last + 1
    for owner in _CLASS.finditer(code, 0, found.start):
        end = _closing(code, owner.end() - 1)
        if end is not None and end > closing:
            below = text.count("\n", 0, end) + 1
    head, inner = text[offsets[first] : found.opening], text[found.opening : closing]
    return Body(found.parameters, (first, last + 1), below, head, inner, tail)


def filling(source: str, name: str, parameters: str) -> Filling | None:
    """Returns what the program `source` brings for the function; None when it has more than a body
    and what may stand above it, or other parameters."""
    code = without_comments(source)
    found = find_definition(code, name)
    if found is None or found.closing is None or found.parameters != parameters:
        return None
    above, below = source[: found.start], code[found.closing + 1 :]
    owner = _CLASS.search(code, 0, found.start)
    if owner is not None:
        end = _closing(code, owner.end() - 1)
        if end is None or end < found.closing:
            return None
        members = code[owner.end() : found.start] + code[found.closing + 1 : end]
        if not _LABEL.fullmatch(members):
            return None
        above, below = source[: owner.start()], code[end + 1 :].lstrip(" ;\n")
    if below.strip():
        return None
    body = source[found.opening : found.closing]
    return Filling(textwrap.dedent(body.strip("\n")).rstrip(), above)


def is_balanced(text: str) -> bool:
    """Tells whether every brace of a program is closed."""
    depth = 0
    for found in re.finditer(r"[{}]", without_comments(text)):
        depth += 1 if found.group() == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def mains(text: str) -> int:
    """Returns how many `main` functions a program defines."""
    code = without_comments(text)
    count, found = 0, find_definition(code, "main")
    while found is not None:
        count += 1
        found = find_definition(code, "main", found.closing or len(code))
    return count


def _closing(code: str, opening: int) -> int | None:
    depth = 0
    for found in re.compile(r"[(){}\[\]]").finditer(code, opening):
        depth += 1 if found.group() in "({[" else -1
        if depth == 0:
            return found.start()
    return None
