"""The proof that an edit changes nothing but comments.

Python is compared by its syntax tree and by its tokens, languages with C's comments by their code
without these. An edit that cannot be proved is refused: there is no "probably".
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings

from shortlist_engine.assist.lexing import Unclear, known, plain_code
from shortlist_engine.languages import PYTHON, display_name

# PEP 263: on the first two lines such a comment says how the file is encoded.
_ENCODING = re.compile(r"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.M)
_LOOKS_AT_LINES = {
    "python": r"\b(?:inspect|linecache|traceback|f_lineno|tb_lineno|co_firstlineno|__file__)\b",
    "c": r"\b__LINE__\b",
    "cpp": r"\b(?:__LINE__|source_location|stacktrace)\b",
    "java": r"\bget(?:LineNumber|StackTrace)\b",
    "javascript": r"\b(?:e|err|error|\))\.stack\b|captureStackTrace|Function\.prototype\.toString",
    "go": r"\bruntime\s*\.\s*Callers?\b",
    "rust": r"\bline!|\bLocation\s*::\s*caller\b",
}
_LOOKS_AT_DOCSTRINGS = re.compile(r"\b(?:__doc__|doctest|getdoc|help)\b")
_NO_TOKENS = (tokenize.COMMENT, tokenize.NL, tokenize.ENCODING)


def can_be_compared(language: str) -> bool:
    """Says whether an edit of a source in the language can be proved."""
    return language == PYTHON.name or known(language)


def why_not_same(before: str, after: str, language: str, *, docstrings: bool = False) -> str:
    """Returns why `after` is not proved to be `before` with other comments, as a sentence; empty
    where it is. With `docstrings` it may also have docstrings, where there were none."""
    if not can_be_compared(language):
        return f"Comments in {display_name(language)} cannot be told from code."
    before, after = _with_line_feeds(before), _with_line_feeds(after)
    try:
        if language == PYTHON.name:
            why = _python(before, after, docstrings)
        elif plain_code(before, language) != plain_code(after, language):
            why = "The edit would change the code."
        else:
            why = ""
    except Unclear as error:
        return f"It cannot be told what is a comment: {error}."
    if why or before == after:
        return why
    return _looks_at_itself(before, after, language, docstrings)


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n")


def _looks_at_itself(before: str, after: str, language: str, docstrings: bool) -> str:
    if before.count("\n") != after.count("\n"):
        found = re.search(_LOOKS_AT_LINES[language], before)
        if found:
            return f"The program looks at its own lines ({found[0]}), which comments would move."
    if docstrings and (found := _LOOKS_AT_DOCSTRINGS.search(before)):
        return f"The program looks at its docstrings ({found[0]})."
    return ""


def _python(before: str, after: str, docstrings: bool) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Python says of the user's code
            old, new = ast.parse(before), ast.parse(after)
        old_tokens, new_tokens = python_tokens(before), python_tokens(after)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return f"It is no Python that can be read: {error}."
    if _first_lines(before) != _first_lines(after):
        return "The edit would change the line that says how the file is run or encoded."
    if docstrings:
        added = _added_docstrings(old, new)
        if added is None:
            return "The edit would change the code."
        new_tokens = _without(new_tokens, added)
    elif ast.dump(old, include_attributes=False) != ast.dump(new, include_attributes=False):
        return "The edit would change the code."
    return "" if old_tokens == new_tokens else "The edit would change the code."


def _first_lines(source: str) -> tuple[str, ...]:
    """What the first two lines say to others than Python's parser."""
    first = source.split("\n")[:2]
    shebang = first[0] if first[0].startswith("#!") else ""
    return (shebang, *(line for line in first if _ENCODING.match(line)))


def python_tokens(source: str) -> list[tuple[int, str, tuple[int, int]]]:
    """Returns the tokens of a source that are code: their kind, text and place. Raises SyntaxError
    for what cannot be read."""
    try:
        found = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, IndentationError) as error:
        raise SyntaxError(str(error)) from error
    return _Tokens(
        (token.type, "" if token.type == tokenize.NEWLINE else token.string, token.start)
        for token in found
        if token.type not in _NO_TOKENS
    )


class _Tokens(list[tuple[int, str, tuple[int, int]]]):
    """Tokens, which are equal wherever they stand."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, list) and [t[:2] for t in self] == [t[:2] for t in other]

    __hash__ = None  # type: ignore[assignment]


Documented = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _added_docstrings(old: ast.Module, new: ast.Module) -> set[tuple[int, int]] | None:
    """Where docstrings were added, None where anything else differs."""
    added = set()
    olds = [node for node in ast.walk(old) if isinstance(node, Documented)]
    news = [node for node in ast.walk(new) if isinstance(node, Documented)]
    if len(olds) != len(news):
        return None
    for one, other in zip(olds, news, strict=True):
        if docstring_of(one) is None and (found := docstring_of(other)) is not None:
            added.add((found.lineno, found.col_offset))
            other.body = other.body[1:]
    same = ast.dump(old, include_attributes=False) == ast.dump(new, include_attributes=False)
    return added if same else None


def docstring_of(node: ast.AST) -> ast.Constant | None:
    """Returns the docstring of a module, class or function, as it stands in the tree."""
    body = getattr(node, "body", None)
    if not body or not isinstance(body[0], ast.Expr):
        return None
    value = body[0].value
    return value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None


def _without(
    tokens: list[tuple[int, str, tuple[int, int]]], places: set[tuple[int, int]]
) -> list[tuple[int, str, tuple[int, int]]]:
    """The tokens without the strings at these places and the line end behind each."""
    kept = _Tokens()
    dropping = False
    for kind, text, (line, column) in tokens:
        if kind == tokenize.STRING and (line, column) in places:
            dropping = True
            continue
        if dropping and kind == tokenize.NEWLINE:
            dropping = False
            continue
        dropping = False
        kept.append((kind, text, (line, column)))
    return kept
