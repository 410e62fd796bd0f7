"""The function that a comment documents, where bodies have an end: a brace or `end`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shortlist_engine.languages import LANGUAGES
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

_C_LIKE_STUB = re.compile(
    r"(?:return\b[^;]*;?|pass;?|todo!\(.*\);?|unimplemented!\(.*\);?|panic\(.*\);?"
    r"|throw\s+new\s+\w+\(.*\);?|//.*|/\*.*\*/|\{|\}\s*[;)]*)$"
)
# `return 0;` may be a placeholder, `return a;` and `return a + b;` are bodies.
_RETURNS_NOTHING = re.compile(
    r"return\s*(?:-?\d[\w.]*|true|false|null|nullptr|NULL|nil|undefined|[\w.:]+(?:\(\)|\{\})"
    r"|\w+(?:::|\.)\w+|\"\"|''|\[\]|\{\})?\s*;?"
)
_KEYWORDS = frozenset({
    "if", "for", "while", "switch", "catch", "return", "else", "do", "sizeof", "new", "delete",
    "throw", "assert", "synchronized", "using", "namespace", "class", "struct", "enum", "union",
    "interface", "match", "when", "until", "unless", "defer", "go", "select",
})  # fmt: skip
_C_LIKE = (
    # JavaScript, TypeScript: function name(...), name = function(...), const name = (...) =>
    re.compile(
        r"^\s*(?:export\s+)?(?:default\s+)?(?:async\s+)?function\s*\*?\s*(?P<name>\w+)\s*(?:<[^>]*>)?\("
    ),
    re.compile(
        r"^\s*(?:export\s+)?(?:var|let|const)\s+(?P<name>\w+)\s*(?::[^=]+)?=\s*(?:async\s+)?"
        r"(?:function\b|\([^)]*\)\s*(?::[^=]+)?=>|\w+\s*=>)"
    ),
    # Rust, Go, Kotlin, Swift, Zig
    re.compile(
        r"^\s*(?:pub(?:\([^)]*\))?\s+|export\s+|override\s+|private\s+|public\s+|suspend\s+|inline\s+)*"
        r"(?:fn|func|fun|def)\s+(?:\([^)]*\)\s*)?(?P<name>\w+)\s*(?:<[^>]*>)?(?:\[[^\]]*\])?\("
    ),
    # C, C++, Java, C#, D: type name(
    re.compile(
        r"^\s*(?:[\w:]+(?:\s*<[^;={}]*>)?(?:\s*\[\s*\])*[\s*&]+)+(?P<name>[A-Za-z_]\w*)\s*\((?!\s*\*)"
    ),
)
_LUA = re.compile(r"^\s*(?:local\s+)?function\s+(?:\w+[.:])?(?P<name>\w+)\s*\(")
_RUBY = re.compile(r"^\s*def\s+(?:self\.)?(?P<name>\w+[?!]?)")
_LABEL = re.compile(r"\s*(?:public|private|protected)\s*:")
_MAX_SIGNATURE_COLUMNS = 300


def brace_around(comment: Comment, lines: Sequence[str]) -> Function | None:
    """Returns the function in whose body the comment comes first."""
    above = comment.start_line - 1
    while above >= 0 and not lines[above].strip():
        above -= 1
    if above < 0 or not lines[above].rstrip().endswith("{"):
        return None
    found = _first(_C_LIKE, lines[above])
    if found is None or found.group("name") in _KEYWORDS:
        return None
    has_body = not _brace_stub(lines[comment.end_line + 1 :], "}")
    name = found.group("name")
    source = [*imports_above(lines, above), *lines[above : comment.end_line + 1]]
    parameters = parameters_of(lines[above], name)
    return Function(name, name, "\n".join(source) + "\n", parameters, True, has_body)


def brace_below(comment: Comment, lines: Sequence[str], language_id: str) -> Function | None:
    """Returns the first function below a comment, in a language whose bodies are in braces."""
    return _below(comment, lines, _C_LIKE, "}", language_id)


def lua_below(comment: Comment, lines: Sequence[str]) -> Function | None:
    """Returns the first function below a comment, in Lua."""
    return _below(comment, lines, (_LUA,), "end")


def ruby_below(comment: Comment, lines: Sequence[str]) -> Function | None:
    """Returns the first method below a comment, in Ruby or Crystal."""
    return _below(comment, lines, (_RUBY,), "end")


def _below(
    comment: Comment,
    lines: Sequence[str],
    patterns: Sequence[re.Pattern[str]],
    closing: str,
    language_id: str = "",
) -> Function | None:
    start, outer = comment.end_line + 1, None
    found: re.Match[str] | None = None
    while start < len(lines):
        text = lines[start]
        klass = CLASS.match(text)
        if klass:
            outer, outer_line = klass, start
        elif not (BETWEEN.match(text) or is_comment(text, "//", "--", "#", "*", "/*")):
            found = _first(patterns, text)
            if found is None or found.group("name") in _KEYWORDS:
                return None
            if text.split(None, 1)[0] in _KEYWORDS:
                return None
            break
        start += 1
    if found is None:
        return None
    end, depth = start, 0
    while end < len(lines) and end < start + MOST_LINES:
        depth += lines[end].count("(") - lines[end].count(")")
        if depth <= 0 and (closing == "end" or re.search(r"[{;]", lines[end]) or depth < 0):
            break
        end += 1
    end = min(end, len(lines) - 1)
    signature = list(lines[start : end + 1])
    if ";" in signature[-1] and "{" not in signature[-1]:
        return None  # a declaration: the function is finished elsewhere
    opened = closing == "end" or any("{" in line for line in signature)
    rest, has_body = list(lines[end + 1 :]), False
    if opened and "{" in signature[-1]:
        inner = signature[-1][signature[-1].index("{") + 1 :].strip()
        if inner:  # int f(int a) { return a; }
            has_body = bool(inner.rstrip("}; ").strip())
            signature[-1] = signature[-1][: signature[-1].index("{") + 1]
            opened = False
    if opened:
        has_body = not _brace_stub(rest, closing)
    name = found.group("name")
    documentation = lines[comment.start_line : comment.end_line + 1]
    head: list[str] = []
    if outer:
        labels = [line for line in lines[outer_line + 1 : start] if _LABEL.match(line)]
        head = [*documentation, lines[outer_line], *labels]
    else:
        outer = _class_above(lines, comment)
        head = [*([outer.string] if outer else []), *documentation]
    source = [*imports_above(lines, start), *head, *signature]
    language = LANGUAGES.get(language_id)
    new = "new " if language is not None and language.new_keyword else ""
    call = f"{new}{outer.group('name')}().{name}" if outer else name
    parameters = parameters_of("\n".join(signature), name)
    return Function(name, call, "\n".join(source) + "\n", parameters, False, has_body)


def _first(patterns: Sequence[re.Pattern[str]], line: str) -> re.Match[str] | None:
    if len(line) > _MAX_SIGNATURE_COLUMNS:
        return None
    return next((m for m in (pattern.match(line) for pattern in patterns) if m), None)


def _class_above(lines: Sequence[str], comment: Comment) -> re.Match[str] | None:
    """The head of the class in whose body the comment stands."""
    for above in range(comment.start_line - 1, -1, -1):
        found = CLASS.match(lines[above])
        if found:
            margin = len(lines[above]) - len(lines[above].lstrip())
            return found if margin < len(comment.indent) else None
        if lines[above].strip() and not lines[above][0].isspace():
            return None
    return None


def _brace_stub(rest: Sequence[str], closing: str) -> bool:
    """True when nothing but a placeholder stands before the body's end or the file's."""
    statements = 0
    for line in rest:
        text = line.strip()
        if text in ("", "{"):
            continue
        if text.startswith(closing):
            return True
        if not _C_LIKE_STUB.match(text) and not is_comment(text, "//", "--", "#", "*", "/*"):
            return False
        if text.startswith("return") and not _RETURNS_NOTHING.fullmatch(text):
            return False
        statements += not is_comment(text, "//", "--", "#", "*", "/*")
        if statements > 1:
            return False
    return True
