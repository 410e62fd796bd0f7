"""The `def` that a comment or a docstring documents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shortlist_engine.statement.comments import Comment
from shortlist_engine.statement.signature_text import (
    BETWEEN,
    CLASS,
    MOST_LINES,
    Function,
    imports_above,
    is_comment,
    parameters_of,
)

_PYTHON_DEF = re.compile(r"^(?P<indent>[ \t]*)(?:async[ \t]+)?def[ \t]+(?P<name>\w+)[ \t]*\(")
_PYTHON_STUB = re.compile(
    r"(?:pass|\.\.\.|return|return None|raise NotImplementedError(?:\(.*\))?|#.*|"
    r"\"\"\".*\"\"\"|'''.*''')\s*(?:#.*)?$"
)


def python_around(comment: Comment, lines: Sequence[str]) -> Function | None:
    """Returns the `def` whose docstring this is."""
    above = comment.start_line - 1
    while above >= 0 and not lines[above].strip():
        above -= 1
    if above < 0 or not re.search(r":\s*(?:#.*)?$", lines[above]):
        return None
    for start in range(above, max(-1, above - MOST_LINES), -1):
        found = _PYTHON_DEF.match(lines[start])
        if found:
            break
        if start != above and lines[start].rstrip().endswith(":"):
            return None
    else:
        return None
    if found is None or len(found.group("indent")) >= len(comment.indent.expandtabs(1)):
        return None
    has_body = not _python_stub(lines, comment.end_line + 1, len(found.group("indent")))
    return _python_function(found, lines, start, comment.end_line, has_body)


def python_below(comment: Comment, lines: Sequence[str]) -> Function | None:
    """Returns the first `def` below a comment, with only imports, decorators and a class head
    between."""
    start = comment.end_line + 1
    while start < len(lines):
        text = lines[start]
        found = _PYTHON_DEF.match(text)
        if found:
            break
        if not (BETWEEN.match(text) or CLASS.match(text) or is_comment(text, "#")):
            return None
        start += 1
    else:
        return None
    end = start
    while end < len(lines) and end < start + MOST_LINES:
        if re.search(r":\s*(?:#.*)?$", lines[end]):
            break
        end += 1
    else:
        return None
    has_body = not _python_stub(lines, end + 1, len(found.group("indent")))
    return _python_function(found, lines, start, end, has_body, comment)


def _python_function(
    found: re.Match[str],
    lines: Sequence[str],
    start: int,
    end: int,
    has_body: bool,
    comment: Comment | None = None,
) -> Function:
    name, indent = found.group("name"), found.group("indent")
    head: list[str] = []
    call = name
    for above in range(start - 1, -1, -1):
        outer = CLASS.match(lines[above])
        if outer and len(lines[above]) - len(lines[above].lstrip()) < len(indent):
            head = [lines[above]]
            call = f"{outer.group('name')}().{name}"
            break
    imports = imports_above(lines, start)
    documentation = (
        [] if comment is None else list(lines[comment.start_line : comment.end_line + 1])
    )
    source = [*imports, *documentation, *head, *lines[start : end + 1]]
    parameters = parameters_of("\n".join(lines[start : end + 1]), name)
    return Function(name, call, "\n".join(source) + "\n", parameters, comment is None, has_body)


def _python_stub(lines: Sequence[str], start: int, indent: int) -> bool:
    for line in lines[start:]:
        text = line.strip()
        if not text:
            continue
        if len(line) - len(line.lstrip()) <= indent:
            return not text.startswith(("elif", "else", ")"))
        if not _PYTHON_STUB.match(text):
            return False
    return True
