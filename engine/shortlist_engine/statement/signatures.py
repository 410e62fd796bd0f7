"""The function that a comment belongs to: its signature, its name, and whether it has a body.

The signature is the same text before and after the user fills in the body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shortlist_engine.languages import LANGUAGES, PYTHON
from shortlist_engine.statement.comments import Comment
from shortlist_engine.statement.text import split_top

_PYTHON_DEF = re.compile(r"^(?P<indent>[ \t]*)(?:async[ \t]+)?def[ \t]+(?P<name>\w+)[ \t]*\(")
_PYTHON_STUB = re.compile(
    r"(?:pass|\.\.\.|return|return None|raise NotImplementedError(?:\(.*\))?|#.*|"
    r"\"\"\".*\"\"\"|'''.*''')\s*(?:#.*)?$"
)
_CLASS = re.compile(r"^\s*(?:public\s+|export\s+|final\s+|abstract\s+)*class\s+(?P<name>\w+)")
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
_BETWEEN = re.compile(
    r"\s*(?:#\s*(?:include|define|pragma|if|endif|ifdef|ifndef|import)\b.*|using\b.*;|typedef\b.*;|import\b.*|from\b.*import\b.*"
    r"|package\b.*|use\b.*;|@\w+.*|public:|private:|protected:|template\s*<.*>|\{|#\[.*\])?\s*$"
)
_LABEL = re.compile(r"\s*(?:public|private|protected)\s*:")
_IMPORT = re.compile(
    r"(?:#\s*include\b|#\s*define\b|using\s|import\s|from\s+\S+\s+import\b|package\s|use\s)"
)
_MAX_SIGNATURE_LINES = 12
_MAX_SIGNATURE_COLUMNS = 300


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


def find_function(comment: Comment, lines: Sequence[str], language_id: str) -> Function | None:
    """Returns the function that `comment` documents, from inside or from above; never `main`."""
    function = _find(comment, lines, language_id)
    return None if function is None or function.name in ("main", "Main") else function


def _find(comment: Comment, lines: Sequence[str], language_id: str) -> Function | None:
    if language_id == PYTHON.name:
        if comment.style == "docstring":
            function = _python_around(comment, lines)
            if function is not None:
                return function
        return _python_below(comment, lines)
    if language_id == "lua":
        return _below(comment, lines, (_LUA,), "end")
    if language_id in ("ruby", "crystal"):
        return _below(comment, lines, (_RUBY,), "end")
    return _brace_around(comment, lines) or _below(comment, lines, _C_LIKE, "}", language_id)


def _python_around(comment: Comment, lines: Sequence[str]) -> Function | None:
    """The `def` whose docstring this is."""
    above = comment.start_line - 1
    while above >= 0 and not lines[above].strip():
        above -= 1
    if above < 0 or not re.search(r":\s*(?:#.*)?$", lines[above]):
        return None
    for start in range(above, max(-1, above - _MAX_SIGNATURE_LINES), -1):
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


def _python_below(comment: Comment, lines: Sequence[str]) -> Function | None:
    """The first `def` below a comment, with only imports, decorators and a class head between."""
    start = comment.end_line + 1
    while start < len(lines):
        text = lines[start]
        found = _PYTHON_DEF.match(text)
        if found:
            break
        if not (_BETWEEN.match(text) or _CLASS.match(text) or _is_comment(text, "#")):
            return None
        start += 1
    else:
        return None
    end = start
    while end < len(lines) and end < start + _MAX_SIGNATURE_LINES:
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
        outer = _CLASS.match(lines[above])
        if outer and len(lines[above]) - len(lines[above].lstrip()) < len(indent):
            head = [lines[above]]
            call = f"{outer.group('name')}().{name}"
            break
    imports = _imports(lines, start)
    documentation = (
        [] if comment is None else list(lines[comment.start_line : comment.end_line + 1])
    )
    source = [*imports, *documentation, *head, *lines[start : end + 1]]
    parameters = _parameters("\n".join(lines[start : end + 1]), name)
    return Function(name, call, "\n".join(source) + "\n", parameters, comment is None, has_body)


def _parameters(signature: str, name: str) -> tuple[str, ...]:
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


def _brace_around(comment: Comment, lines: Sequence[str]) -> Function | None:
    """The function in whose body the comment comes first."""
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
    source = [*_imports(lines, above), *lines[above : comment.end_line + 1]]
    parameters = _parameters(lines[above], name)
    return Function(name, name, "\n".join(source) + "\n", parameters, True, has_body)


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
        klass = _CLASS.match(text)
        if klass:
            outer, outer_line = klass, start
        elif not (_BETWEEN.match(text) or _is_comment(text, "//", "--", "#", "*", "/*")):
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
    while end < len(lines) and end < start + _MAX_SIGNATURE_LINES:
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
    source = [*_imports(lines, start), *head, *signature]
    language = LANGUAGES.get(language_id)
    new = "new " if language is not None and language.new_keyword else ""
    call = f"{new}{outer.group('name')}().{name}" if outer else name
    parameters = _parameters("\n".join(signature), name)
    return Function(name, call, "\n".join(source) + "\n", parameters, False, has_body)


def _first(patterns: Sequence[re.Pattern[str]], line: str) -> re.Match[str] | None:
    if len(line) > _MAX_SIGNATURE_COLUMNS:
        return None
    return next((m for m in (pattern.match(line) for pattern in patterns) if m), None)


def _class_above(lines: Sequence[str], comment: Comment) -> re.Match[str] | None:
    """The head of the class in whose body the comment stands."""
    for above in range(comment.start_line - 1, -1, -1):
        found = _CLASS.match(lines[above])
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
        if not _C_LIKE_STUB.match(text) and not _is_comment(text, "//", "--", "#", "*", "/*"):
            return False
        if text.startswith("return") and not _RETURNS_NOTHING.fullmatch(text):
            return False
        statements += not _is_comment(text, "//", "--", "#", "*", "/*")
        if statements > 1:
            return False
    return True


def _imports(lines: Sequence[str], before: int) -> list[str]:
    return [line for line in lines[:before] if line[:1] in "#uifp" and _IMPORT.match(line)]


def _is_comment(text: str, *markers: str) -> bool:
    return text.lstrip().startswith(markers)
