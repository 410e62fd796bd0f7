"""Comments for a program, by a model, as an edit that changes nothing else.

The model is asked for the whole program with comments. Only the comments are taken from what it
gives, and put where they belong in the user's own text, so that a line that it changed or left out
does no harm; what comes out is proved (`same_code`) before anybody sees it.
"""

from __future__ import annotations

import ast
import difflib
import re
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shortlist_engine.assist.lexing import Piece, Unclear, pieces
from shortlist_engine.assist.same_code import Documented, docstring_of, why_not_same
from shortlist_engine.languages import LANGUAGES, PYTHON

WIDTH = 100
_FEWEST = 0.5
"""Of the lines of code so large a part has to come again in an answer, or it is about another
program."""
_LEADING = re.compile(r"^[ \t]*")
# Words that a tool obeys, and marks that would end or begin something else.
_HARMFUL = re.compile(
    r"coding[:=]|^!|\\u|^\s*(?:go:|\+build|export\b|line\b|@ts-|type:|noqa|fmt:|pylint:|pragma)|"
    r"^[#@]\s*source|\\\s*$"
)


class NoComments(ValueError):
    """Says why an answer gives no comments."""


@dataclass(frozen=True)
class Insertion:
    """Holds lines to put in front of line `line` (from 0) of the original."""

    line: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Commented:
    """Holds a program with comments: `text` is the whole, made by `insertions`. `dropped` comments
    could not be put in without a change of the code, and `changed` lines of code in the answer were
    not those of the program; they were left out."""

    text: str
    insertions: tuple[Insertion, ...]
    dropped: int = 0
    changed: int = 0

    @property
    def count(self) -> int:
        """Counts the comments that were put in."""
        return len(self.insertions)


def commented(source: str, answer: str, language: str, *, docstrings: bool = False) -> Commented:
    """Returns `source` with the comments of `answer`, the same program as a model gave it back;
    with `docstrings` those of its functions and classes, and of the module.

    Raises NoComments where there is none to take, or none that can be proved to be one.
    """
    ends = "\r\n" if "\r\n" in source else "\n"
    before = source.replace("\r\n", "\n")
    answer = answer.replace("\r\n", "\n")
    if docstrings and language == PYTHON.name:
        wanted, changed = _docstrings(before, answer), 0
    else:
        wanted, changed = _comments(before, answer, language)
    if not wanted:
        raise NoComments("The answer has no comments that are not in the program already.")
    kept = _provable(before, wanted, language, docstrings)
    if not kept:
        why = why_not_same(before, with_insertions(before, wanted), language, docstrings=docstrings)
        raise NoComments(f"The comments cannot be put in. {why}")
    text = with_insertions(before, kept).replace("\n", ends)
    kept = sorted(kept, key=lambda each: each.line)
    return Commented(text, tuple(kept), len(wanted) - len(kept), changed)


def with_insertions(source: str, insertions: Iterable[Insertion]) -> str:
    """Returns the source with lines put in."""
    lines = source.split("\n")
    for each in sorted(insertions, key=lambda each: each.line, reverse=True):
        lines[each.line : each.line] = each.lines
    return "\n".join(lines)


def comment_lines(text: str, language: str, indent: str = "") -> tuple[str, ...]:
    """Returns words as lines of comments, long ones wrapped; none where there is nothing to say, or
    something that a comment must not say."""
    mark = LANGUAGES[language].comment
    lines: list[str] = []
    for line in text.split("\n"):
        words = " ".join(line.split())
        if _HARMFUL.search(words):
            continue
        width = max(30, WIDTH - len(indent) - len(mark) - 1)
        lines += _wrapped(words, width) if words else []
    return tuple(f"{indent}{mark} {line}" for line in lines)


def _wrapped(words: str, width: int) -> list[str]:
    lines = [""]
    for word in words.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [line for line in lines if not _HARMFUL.search(line)]


def _provable(
    source: str, wanted: Sequence[Insertion], language: str, docstrings: bool
) -> list[Insertion]:
    """All of them where that is proved, else those that can be put in one after the other."""

    def proved(chosen: Sequence[Insertion]) -> bool:
        after = with_insertions(source, chosen)
        return not why_not_same(source, after, language, docstrings=docstrings)

    if proved(wanted):
        return list(wanted)
    kept: list[Insertion] = []
    for each in wanted:
        if proved([*kept, each]):
            kept.append(each)
    return kept


# Comments

_Line = tuple[str, tuple[str, ...]]  # the code of a line, and the comments above and beside it


def _comments(source: str, answer: str, language: str) -> tuple[list[Insertion], int]:
    """The comments of the answer that the source has not, and how many of the answer's lines of
    code are not the source's."""
    try:
        mine = _lines_with_comments(source, language)
        theirs = _lines_with_comments(answer, language)
    except (Unclear, SyntaxError) as error:
        raise NoComments(f"The answer cannot be read as a program: {error}.") from error
    numbers = [number for number, (code, _) in enumerate(mine) if code]
    their_lines = [(code, said) for code, said in theirs if code]
    codes, their_codes = [mine[n][0] for n in numbers], [code for code, _ in their_lines]
    matcher = difflib.SequenceMatcher(None, codes, their_codes, autojunk=False)
    pairs = [
        (block.a + offset, block.b + offset)
        for block in matcher.get_matching_blocks()
        for offset in range(block.size)
    ]
    if len(pairs) < _FEWEST * len(codes):
        raise NoComments("The answer is another program than the one that was to be commented.")
    rows = source.split("\n")
    there = {_key(text) for _, said in mine for text in said}
    wanted = []
    for place, other in pairs:
        number = numbers[place]
        indent = _LEADING.match(rows[number])
        said = [text for text in their_lines[other][1] if text and _key(text) not in there]
        lines = comment_lines("\n".join(said), language, indent[0] if indent else "")
        if lines:
            wanted.append(Insertion(number, lines))
    return wanted, len(their_codes) - len(pairs)


def _key(text: str) -> str:
    return " ".join(text.split()).lower()


def _lines_with_comments(source: str, language: str) -> list[_Line]:
    """For each line its code without white space, and what the comments say that stand above it,
    since the line of code before, and on it."""
    codes, said = _split(source, language)
    lines: list[_Line] = []
    waiting: list[str] = []
    for code, here in zip(codes, said, strict=True):
        squeezed = "".join(code.split())
        if squeezed:
            lines.append((squeezed, (*waiting, *here)))
            waiting = []
        else:
            lines.append(("", ()))
            waiting += here
    return lines


def _split(source: str, language: str) -> tuple[list[str], list[list[str]]]:
    """The code and the comments of each line."""
    count = source.count("\n") + 1
    codes, said = [""] * count, [[] for _ in range(count)]  # type: list[str], list[list[str]]
    row = 0
    for piece in _pieces(source, language):
        if piece.comment:
            words = [_said(line) for line in piece.text.split("\n")]
            said[row] += [line for line in words if line]
            row += piece.text.count("\n")
            continue
        first, *rest = piece.text.split("\n")
        codes[row] += first
        for line in rest:
            row += 1
            codes[row] += line
    return codes, said


_MARKS = re.compile(r"^[ \t]*(?:/{2,}!?|/\*+!?|\*+(?!/)|#+)?[ \t]?|[ \t]*\*+/[ \t]*$")


def _said(line: str) -> str:
    """What a line of a comment says, without the marks."""
    return _MARKS.sub("", line).strip()


def _pieces(source: str, language: str) -> list[Piece]:
    if language != PYTHON.name:
        return pieces(source, language)
    return _python_pieces(source)


def _python_pieces(source: str) -> list[Piece]:
    import io
    import tokenize

    starts = [0]
    for line in source.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    found: list[Piece] = []
    end = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                at = starts[token.start[0] - 1] + token.start[1]
                found.append(Piece("code", end, source[end:at]))
                found.append(Piece("line comment", at, token.string))
                end = at + len(token.string)
    except (tokenize.TokenError, IndentationError) as error:
        raise SyntaxError(str(error)) from error
    found.append(Piece("code", end, source[end:]))
    return found


# Docstrings

_Node = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _docstrings(source: str, answer: str) -> list[Insertion]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Python says of the code
            mine = dict(_documented(ast.parse(source)))
            theirs = dict(_documented(ast.parse(answer)))
    except (SyntaxError, ValueError, RecursionError) as error:
        raise NoComments(f"The answer cannot be read as Python: {error}.") from error
    rows = source.split("\n")
    wanted = []
    for name, node in mine.items():
        other = theirs.get(name)
        said = docstring_of(other) if other is not None else None
        if said is None or docstring_of(node) is not None or not node.body:
            continue
        text = str(said.value).strip()
        place = _place(node, rows)
        if not text or place is None:
            continue
        line, indent = place
        wanted.append(Insertion(line, _as_docstring(text, indent)))
    return wanted


def _documented(tree: ast.AST, prefix: str = "") -> Iterable[tuple[str, _Node]]:
    """Modules, classes and functions with their names, which tell them apart."""
    if isinstance(tree, ast.Module):
        yield "", tree
    for node in ast.iter_child_nodes(tree):
        name = prefix
        if isinstance(node, Documented) and not isinstance(node, ast.Module):
            name = f"{prefix}.{node.name}"
            yield name, node
        yield from _documented(node, name)


def _place(node: _Node, rows: Sequence[str]) -> tuple[int, str] | None:
    """Where a docstring stands, and how far it is indented; None where there is no room for one on
    a line of its own."""
    first = node.body[0]
    decorators = getattr(first, "decorator_list", [])
    top = min([first.lineno, *(each.lineno for each in decorators)]) - 1
    if isinstance(node, ast.Module):
        while top > 0 and not rows[top - 1].strip():
            top -= 1
        return top, ""
    indent = rows[top][: first.col_offset]
    if indent.strip() or top < node.lineno:
        return None  # the body stands on the line of its head
    # Above the comments that belong to the first statement.
    while top > node.lineno and (not rows[top - 1].strip() or _is_comment(rows[top - 1])):
        top -= 1
    return top, indent


def _is_comment(row: str) -> bool:
    return row.lstrip().startswith("#")


def _as_docstring(text: str, indent: str) -> tuple[str, ...]:
    quoted = text.replace("\\", "\\\\").replace('"""', r"\"\"\"")
    if quoted.endswith('"'):
        quoted = quoted[:-1] + r"\""
    lines = [line.strip() and line.rstrip() for line in quoted.split("\n")]
    rest = [line for line in lines[1:]]
    margin = min((len(line) - len(line.lstrip()) for line in rest if line), default=0)
    shown = [f'{indent}"""{lines[0]}', *(indent + line[margin:] if line else "" for line in rest)]
    if len(shown) == 1:
        return (shown[0] + '"""',)
    return (*shown, f'{indent}"""')
