"""What signatures of functions have in common, whatever the language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shortlist_engine.statement.text import split_top

CLASS = re.compile(r"^\s*(?:public\s+|export\s+|final\s+|abstract\s+)*class\s+(?P<name>\w+)")
# What may stand between a comment and the function that it documents.
BETWEEN = re.compile(
    r"\s*(?:#\s*(?:include|define|pragma|if|endif|ifdef|ifndef|import)\b.*|using\b.*;|typedef\b.*;|import\b.*|from\b.*import\b.*"
    r"|package\b.*|use\b.*;|@\w+.*|public:|private:|protected:|template\s*<.*>|\{|#\[.*\])?\s*$"
)
_IMPORT = re.compile(
    r"(?:#\s*include\b|#\s*define\b|using\s|import\s|from\s+\S+\s+import\b|package\s|use\s)"
)
MOST_LINES = 12


@dataclass(frozen=True)
class Function:
    """Describes a function that a comment documents. `source` is the code up to the body: imports,
    the enclosing class's head, comment and signature. `call` is how an example calls it,
    `Solution().name` for a method. `parameters` are their names, without `self`. `inside` says that
    the comment stands in the function's body; `has_body` that there is more in it than a
    placeholder."""

    name: str
    call: str
    source: str
    parameters: tuple[str, ...]
    inside: bool
    has_body: bool = False


def imports_above(lines: Sequence[str], before: int) -> list[str]:
    """Returns the lines of imports above line `before`."""
    return [line for line in lines[:before] if line[:1] in "#uifp" and _IMPORT.match(line)]


def is_comment(text: str, *markers: str) -> bool:
    """Says whether a line begins with one of the markers."""
    return text.lstrip().startswith(markers)


def parameters_of(signature: str, name: str) -> tuple[str, ...]:
    """Returns the names of the parameters, without `self`."""
    start = signature.index("(", signature.index(name)) + 1 if "(" in signature else 0
    depth, end = 1, start
    while end < len(signature) and depth:
        depth += {"(": 1, ")": -1}.get(signature[end], 0)
        end += 1
    parts = [part.strip() for part in split_top(signature[start : end - 1])]
    return tuple(
        _parameter_name(part)
        for part in parts
        if part and part not in ("self", "cls", "void", "*", "/")
    )


def _parameter_name(declaration: str) -> str:
    """`a` of `a: list[int] = 1`, `int a[]`, `const vector<int>& a` and `mut a: i32`."""
    head = declaration.partition("=")[0].partition(":")[0].strip()
    if ":" in declaration and "::" not in declaration:
        return head.split()[-1] if head.split() else head
    whole = re.sub(r"(?:\[[^\]]*\]|=.*)\s*$", "", declaration).strip()
    names = re.findall(r"[A-Za-z_]\w*", whole)
    return names[-1] if names else whole
