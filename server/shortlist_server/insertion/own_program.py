"""The user's own program in a file, beside which a whole program cannot stand.

Two `main` functions do not compile, and two scripts in one file both read the input. What only
helps (includes, imports, functions that nobody calls) may stay.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable
from dataclasses import dataclass

from shortlist_engine.languages import CPP, LANGUAGES
from shortlist_engine.statement import ProblemBlock
from shortlist_server.documents import OpenDocument
from shortlist_server.insertion import cpp_functions, python_functions
from shortlist_server.insertion.edits import Edit, bare_lines, place_of

_CPP_HELPS = re.compile(r"\s*(?:#\s*(?:include|pragma|import)\b.*|using\s+namespace\s+\w+\s*;)\s*")
_CPP_MAIN = re.compile(
    r"\s*(?:(?:signed|int|auto|void|int32_t)\s+)*main\s*\([^)]*\)\s*(?:->\s*\w+\s*)?\{(?P<body>[^{}]*)\}\s*"
)
_CPP_NOTHING = re.compile(
    r"(?:\s*(?:return\s+0|(?:std\s*::\s*)?(?:ios(?:_base)?\s*::\s*sync_with_stdio|cin\s*\.\s*tie"
    r"|cout\s*\.\s*tie)\s*\([^()]*\))\s*;)*\s*"
)
_PYTHON_HELPS = re.compile(r"(?:import|from|def|class|async def|@)\b|@")
_READERS = frozenset({"input", "open", "print", "exec", "eval", "exit", "quit"})
_SETTINGS = frozenset({"setrecursionlimit", "stack_size", "set_int_max_str_digits"})


@dataclass(frozen=True)
class OwnProgram:
    """Holds the lines of the user's program, none when there is none. A skeleton does nothing yet:
    an empty `main`."""

    lines: tuple[int, ...] = ()
    is_skeleton: bool = False


def own_program(
    document: OpenDocument,
    block: ProblemBlock,
    others: Iterable[ProblemBlock],
    inserted: str | None,
) -> OwnProgram:
    """Returns the user's program that belongs to `block`. Where the document holds `others` too,
    each with a program below it, that is what stands between this one and the next; what we
    `inserted` and is unchanged is not theirs."""
    after = [other for other in others if other != block and not other.has_body]
    start, end = 0, len(document.lines)
    if after:
        start = block.end_line + 1
        below = (other.start_line for other in after if other.start_line > block.end_line)
        end = min(below, default=end)
    own = set(range(start, end)) - set(range(block.start_line, block.end_line + 1))
    own -= set(place_of(bare_lines(document.source), inserted) or ())
    find = _in_cpp if document.language == CPP.name else _in_python
    return find(document, own)


def commented_out(
    document: OpenDocument, block: ProblemBlock, program: OwnProgram, main_line: int
) -> list[Edit]:
    """Returns the edits that make comments of the program's lines, when a solution is inserted at
    `main_line`. Line comments right beside the problem would become a part of it, so those are kept
    apart."""
    marker = LANGUAGES[document.language or ""].comment
    beside = _beside(document, block, program, main_line, marker)
    edits = []
    for line in program.lines:
        text = document.line_text(line)
        comment = f"{marker} {text}\n"
        if line in beside:
            comment = _apart(document, text, comment, above=line < block.start_line)
        edits.append(Edit(line, line + 1, comment))
    return edits


def _beside(
    document: OpenDocument, block: ProblemBlock, program: OwnProgram, main_line: int, marker: str
) -> set[int]:
    """The lines next to the problem, where that is made of line comments."""
    if not document.line_text(block.start_line).lstrip().startswith(marker):
        return set()
    above = max((line for line in program.lines if line < block.start_line), default=None)
    below = min((line for line in program.lines if line > block.end_line), default=None)
    found = set()
    if above is not None and not _code_between(document, above + 1, block.start_line, marker):
        found.add(above)
    if (
        below is not None
        and main_line > below
        and not _code_between(document, block.end_line + 1, below, marker)
    ):
        found.add(below)
    return found


def _code_between(document: OpenDocument, start: int, end: int, marker: str) -> bool:
    texts = (document.line_text(line).strip() for line in range(start, end))
    return any(text and not text.startswith(marker) for text in texts)


def _apart(document: OpenDocument, text: str, comment: str, *, above: bool) -> str:
    """A line as a comment that is no part of the line comments beside it."""
    if document.language == CPP.name and "/*" not in text and "*/" not in text:
        return f"/* {text} */\n"
    nothing = ";\n" if document.language == CPP.name else "pass\n"
    return comment + nothing if above else nothing + comment


def _in_cpp(document: OpenDocument, own: set[int]) -> OwnProgram:
    """From the first line of code to the last, comments between them too: whoever puts `//` before
    every one of them makes a comment of it, whatever it was."""
    lines = cpp_functions.without_comments("\n".join(bare_lines(document.source))).split("\n")
    code = [
        line
        for line, text in enumerate(lines)
        if line in own and text.strip() and not _CPP_HELPS.fullmatch(text)
    ]
    if not code:
        return OwnProgram()
    between = [
        line
        for line in range(code[0], code[-1] + 1)
        if line in own
        and document.line_text(line).strip()
        and not _CPP_HELPS.fullmatch(lines[line])
    ]
    main = _CPP_MAIN.fullmatch("\n".join(lines[line] for line in code))
    empty = main is not None and _CPP_NOTHING.fullmatch(main["body"]) is not None
    return OwnProgram(tuple(between), empty)


def _in_python(document: OpenDocument, own: set[int]) -> OwnProgram:
    tree = python_functions.parse("\n".join(bare_lines(document.source)))
    if tree is None:
        # Unfinished code: what stands at the left margin decides about what is indented below it.
        return OwnProgram(tuple(_unfinished(document, own)))
    lines: list[int] = []
    for node in tree.body:
        if not _helps(node):
            span = range(python_functions.statement_start(node) - 1, node.end_lineno or node.lineno)
            lines += [line for line in span if line in own and document.line_text(line).strip()]
    return OwnProgram(tuple(dict.fromkeys(lines)))


def _unfinished(document: OpenDocument, own: set[int]) -> Iterable[int]:
    helps = True
    for line in range(len(document.lines)):
        text = document.line_text(line)
        if not text.strip() or line not in own:
            continue
        if not text[0].isspace():
            helps = text.startswith("#") or _PYTHON_HELPS.match(text) is not None
        if not helps and not text.lstrip().startswith("#"):
            yield line


def _helps(node: ast.stmt) -> bool:
    """Whether a statement at the top of a file neither reads nor prints, nor changes what a program
    below it finds under a name of Python's own."""
    if isinstance(node, (ast.Import, ast.ImportFrom, ast.Pass)):
        return True
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return not hasattr(builtins, node.name)
    if isinstance(node, ast.Expr):
        called = node.value.func if isinstance(node.value, ast.Call) else None
        name = called.attr if isinstance(called, ast.Attribute) else None
        return isinstance(node.value, ast.Constant) or name in _SETTINGS
    if not isinstance(node, (ast.Assign, ast.AnnAssign)):
        return False
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            if hasattr(builtins, part.id):
                return False
        elif (isinstance(part, ast.Name) and part.id in _READERS) or (
            isinstance(part, ast.Attribute) and part.attr in ("stdin", "stdout")
        ):
            return False
    return True
