"""Programs as text: where their code is, whether they can be whole, and what typography spoiled."""

from __future__ import annotations

import ast
import functools
import html
import re
import textwrap
import warnings
from collections.abc import Iterator

from shortlist_engine.languages import CPP, GO, JAVA, JAVASCRIPT, LANGUAGES, PYTHON, RUST, C

_STRINGS = r'"(?:[^"\\\n]|\\.)*"' + r"|'(?:[^'\\\n]|\\.)*'"
_SPACES = "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000"
_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\x00"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"),
    }
)
_SPOILED = re.compile(
    "[\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\u200b\u200c\u200d\u2060\ufeff\x00"
    "\u201c-\u201f\u2033\u2018-\u201b\u2032\u2010-\u2013\u2212]"
)
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#39);")
_READS = re.compile(
    r"\binput\s*\(|\bstdin\b|\bopen\s*\(\s*0\b|\bcin\b|\bscanf\b|\bgetchar|\bgetline\b|\bfgets\b|"
    r"\bfread\b|\bScanner\b|System\.in\b|\breadline\b|os\.Stdin\b|\bfmt\.F?[Ss]can",
)
_WORKS = re.compile(
    r"\bprint|\breturn\b|\bputs?\b|\bcout\b|\bconsole\.log|\bdef \w|\bclass \w|\bfn \w|\bfunc \w|"
    r"\bfunction\b|\bimport \w|#\s*include"
)
# In a text without a tag the first whose marks are found decides: the surest comes first.
_MARKS = tuple(
    (entry.name, re.compile(entry.writing.marks, re.M))
    for entry in (JAVA, GO, RUST, CPP, JAVASCRIPT, PYTHON)
    if entry.writing is not None
)
_CPP_ONLY = re.compile(
    r"\bstd::|\busing namespace\b|<(?:bits/stdc\+\+\.h|iostream|vector|string|algorithm|map|set)>|"
    r"\b(?:cin|cout|vector|template|class)\b"
)
_MOST_LINES = 400
# Each attempt parses a whole text, so that hostile ones would take seconds.
_STARTS, _ATTEMPTS, _CUTS = 10, 10, 40
_FIRST_CODE = re.compile(
    r"^(?:#\s*include\b|#\s*define\b|import\b|from [\w.]+ import\b|def \w|class \w|package \w|"
    r"use \w|using \w|fn \w|func \w|pub \w|public \w|const \w|let \w|var \w|function \w|"
    r"int \w+\s*\(|for .*:\s*$|while .*:\s*$|if .*:\s*$|@\w|print\(|[A-Za-z_][\w, \[\]]* = \S|"
    r"['\"]use strict)"
)
MOST_CHARACTERS = 200_000


def reads_input(source: str) -> bool:
    """Says whether a program seems to read standard input."""
    return _READS.search(source) is not None


def looks_like_code(source: str) -> bool:
    """Says whether a text does what programs do, so that it is more than a value or a name."""
    return reads_input(source) or _WORKS.search(source) is not None


def guess_language(source: str, asked: str) -> str:
    """Returns the language of a program that nobody named, the one that was `asked` for when in
    doubt."""
    found = next((name for name, marks in _MARKS if marks.search(source)), asked)
    if found == CPP.name and asked == C.name and not _CPP_ONLY.search(source):
        return asked
    if asked == PYTHON.name and found != asked and syntax_tree(source) is not None:
        return asked
    return found


def syntax_tree(source: str) -> ast.Module | None:
    """Returns the tree of a Python program, None when it is none. Nothing of it is run."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def parses(source: str, language: str) -> bool:
    """Says whether a program can be whole: in Python by its grammar, in other languages by its
    brackets."""
    if language == PYTHON.name:
        return syntax_tree(source) is not None
    return looks_like_code(source) and brackets_closed(source, language)


def brackets_closed(source: str, language: str) -> bool:
    """Says whether every bracket outside of strings and comments has its partner."""
    closing = {")": "(", "]": "[", "}": "{"}
    waiting: list[str] = []
    for is_code, text in segments(source, language):
        for character in text if is_code else "":
            if character in "([{":
                waiting.append(character)
            elif character in closing and (not waiting or waiting.pop() != closing[character]):
                return False
    return not waiting


def segments(source: str, language: str) -> Iterator[tuple[bool, str]]:
    """Yields the source in pieces, each with whether it is code rather than a string or a comment.
    An open string ends with its line, an open comment with the source."""
    position = 0
    for match in _not_code(language).finditer(source):
        if match.start() > position:
            yield True, source[position : match.start()]
        yield False, match[0]
        position = match.end()
    if position < len(source):
        yield True, source[position:]


@functools.cache
def _not_code(language: str) -> re.Pattern[str]:
    syntax = LANGUAGES[language].syntax
    parts = [rf"(?s:{re.escape(quote)}.*?(?:{quote}|\Z))" for quote in syntax.docstring]
    parts += [rf"(?s:{re.escape(begin)}.*?(?:{re.escape(end)}|\Z))" for begin, end in syntax.block]
    parts += [rf"{re.escape(marker)}[^\n]*" for marker in syntax.line]
    backticks = any("`" in pattern for pattern in syntax.strings)
    parts += [_STRINGS, r"`[^`]*(?:`|\Z)"] if backticks else [_STRINGS]
    return re.compile("|".join(parts))


def tidy(source: str, language: str) -> str:
    """Returns the program as it was meant: without the quotes, spaces and dashes that typography
    put in place of the keyboard's (outside of strings and comments only), without the margin that
    all lines share, and without HTML's entities and mixed indentation where only these keep it from
    parsing."""
    source = source.strip("\n")
    if _SPOILED.search(source):
        source = "".join(
            text.translate(_TYPOGRAPHY) if is_code else text
            for is_code, text in segments(source, language)
        )
    if parses(source, language):
        return source
    for mended in (
        textwrap.dedent(source),
        html.unescape(source) if _ENTITY.search(source) else source,
        source.expandtabs(4),
        source.expandtabs(8),
    ):
        if mended != source and parses(mended, language):
            return mended
    return source


def cut_back(source: str, language: str) -> str:
    """Returns the program up to its last complete statement at the top level; empty when there is
    none."""
    if language == PYTHON.name:
        return _cut_back_python(source)
    depth, end, position = 0, 0, 0
    for is_code, text in segments(source, language):
        for offset, character in enumerate(text if is_code else ""):
            depth += (character in "([{") - (character in ")]}")
            if depth == 0 and character in "};":
                end = position + offset + 1
        position += len(text)
    return source[:end]


def _cut_back_python(source: str) -> str:
    lines = source.split("\n")
    if source[:1].isspace():  # the body of a function
        return "\n".join(lines[: max(_parsing_lines(["if True:", *lines]) - 1, 0)])
    kept = _parsing_lines(lines)
    if kept == len(lines):
        return source
    following = next((line for line in lines[kept:] if line.strip()), "")
    text = "\n".join(lines[:kept])
    tree = syntax_tree(text)
    if tree is not None and tree.body and following[:1].isspace():
        # The cut is inside of the last statement, which is not whole then.
        last = tree.body[-1]
        first = min([last.lineno, *(each.lineno for each in getattr(last, "decorator_list", []))])
        text = "\n".join(lines[: first - 1])
    return text.rstrip()


def _parsing_lines(lines: list[str], attempts: int = _CUTS) -> int:
    """How many of the first lines are a program: each error says up to where they may be one."""
    count = len(lines)
    for _ in range(attempts):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                ast.parse("\n".join(lines[:count]))
            return count
        except SyntaxError as error:
            count = min((error.lineno or count) - 1, count - 1)
        except (ValueError, RecursionError, MemoryError):
            return 0
        if count <= 0:
            return 0
    return 0


def code_among_prose(text: str, language: str) -> str:
    """Returns the longest run of lines that can be a program, where an answer has no fences; empty
    when there is none. Looks at the first lines only of a long text."""
    lines = text.split("\n")[:_MOST_LINES]
    starts = [index for index, line in enumerate(lines) if _FIRST_CODE.match(line)]
    if not starts:
        return ""
    if language != PYTHON.name:
        return cut_back("\n".join(lines[starts[0] :]), language)
    best, end = "", 0
    for start in starts[:_STARTS]:
        if start < end:
            continue
        count = _parsing_lines(lines[start:], _ATTEMPTS)
        end = start + count
        run = "\n".join(lines[start:end]).strip("\n")
        if len(run) > len(best):
            best = run
    return best
