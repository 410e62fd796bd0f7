"""Where a solution goes, and what the edit is.

*stdin* problems: directly below the comment. *function* problems: when the statement is the
docstring of a Python function whose body is empty, the body is filled in and what the program needs
beside it (imports, helpers) goes above the function; otherwise the program is added below the
function. A C++ function, also the one in a class, is filled in likewise. Nothing of the user's is
ever overwritten: only placeholders (`pass`, `...`, `raise NotImplementedError`, `return 0;`), and a
solution that we inserted and that nobody has touched since.
"""

from __future__ import annotations

import ast
import textwrap
from dataclasses import dataclass

from lsprotocol import types

from shortlist_engine.languages import CPP, PYTHON
from shortlist_engine.problem import Problem, Program
from shortlist_engine.statement import ProblemBlock
from shortlist_server import insertion_cpp
from shortlist_server.documents import Document, split_lines


@dataclass(frozen=True)
class Edit:
    """Replace whole lines, from `line` up to but not including `end_line`, by `text`."""

    line: int
    end_line: int
    text: str


@dataclass(frozen=True)
class Insertion:
    """`main` holds the program; `extra` what has to stand elsewhere. They never overlap."""

    main: Edit
    extra: tuple[Edit, ...] = ()


def fits(document: Document, program: Program) -> bool:
    """Whether the program can stand in this document."""
    return not document.is_markdown and document.language == program.language


def plan(
    document: Document,
    block: ProblemBlock,
    problem: Problem,
    program: Program,
    inserted: str | None = None,
) -> Insertion:
    """The edit that puts `program` under `block`.

    `inserted` is the text that we put there last; when it stands there unchanged it is replaced.
    """
    source = program.source.strip("\n") + "\n"
    if problem.kind == "function" and program.language == PYTHON.name:
        filled = _fill_function(document, block, problem, source, inserted)
        if filled is not None:
            return filled
        line = _end_of_function(document, block, problem.entry_point) + 1
        return Insertion(_insert_at(document, line, "\n\n" + source, inserted))
    if problem.kind == "function" and program.language == CPP.name:
        return _into_cpp_function(document, block, problem, source, inserted)
    return Insertion(_insert_at(document, block.end_line + 1, source, inserted))


def _into_cpp_function(
    document: Document, block: ProblemBlock, problem: Problem, source: str, inserted: str | None
) -> Insertion:
    """Into the empty body, with what belongs above it; else the program below the function."""
    lines = _bare_lines(document.source)
    place = insertion_cpp.find_body(lines, block.start_line, problem.entry_point)
    if place is None:
        return Insertion(_insert_at(document, block.end_line + 1, source, inserted))
    untouched = inserted is not None and place.holds(lines, _bare_lines(inserted))
    filling = insertion_cpp.filling(source, problem.entry_point, place.parameters)
    if filling is None or not (untouched or place.is_empty):
        return Insertion(_insert_at(document, place.below, "\n" + source, inserted))
    present = {line.strip() for line in lines if line.startswith(("#", "using "))}
    above = [line for line in filling.above.split("\n") if line.strip() not in present]
    main = Edit(*place.lines, place.filled(filling.body, keep_comments=not untouched))
    extra = "\n".join(above).strip("\n")
    if not extra:
        return Insertion(main)
    at = min(block.start_line, place.lines[0])
    return Insertion(main, (Edit(at, at, extra + "\n\n"),))


def is_taken(block: ProblemBlock, planned: Insertion) -> bool:
    """Whether the function has a body of the user's, so that a second function of that name would
    be all that could be inserted; a body that we inserted and that is unchanged is not theirs."""
    return block.has_body and planned.main.line == planned.main.end_line


def blank_lines_below(document: Document, block: ProblemBlock) -> range:
    """The blank lines directly below a block: the only places where solutions are offered."""
    start = block.end_line + 1
    end = start
    last = len(document.lines)
    if document.lines and document.lines[-1].endswith(("\n", "\r")):
        last += 1  # the empty line behind the last line break, where a cursor can stand
    while end < last and not document.line_text(end).strip():
        end += 1
    return range(start, end)


def _insert_at(document: Document, line: int, text: str, inserted: str | None) -> Edit:
    if inserted:
        count = len(split_lines(inserted))
        there = "".join(document.lines[line : line + count])
        if _same(there, inserted):
            return Edit(line, line + count, text)
    below = document.line_text(line)
    if below.strip():
        text += "\n"
    return Edit(line, line, text)


def _same(first: str, second: str) -> bool:
    return _bare_lines(first) == _bare_lines(second)


def _bare_lines(text: str) -> list[str]:
    return [line.rstrip("\r\n") for line in split_lines(text)]


def _parse(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


_Function = ast.FunctionDef | ast.AsyncFunctionDef


def _enclosing(tree: ast.Module, line: int) -> _Function | None:
    """The innermost function whose lines hold `line` (0-based)."""
    found: _Function | None = None
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            first, last = _first_line(node), (node.end_lineno or node.lineno) - 1
            if first <= line <= last and (found is None or first >= _first_line(found)):
                found = node
    return found


def _first_line(node: _Function) -> int:
    return min([node.lineno, *(item.lineno for item in node.decorator_list)]) - 1


def _end_of_function(document: Document, block: ProblemBlock, entry_point: str) -> int:
    """The last line of the function around or below the block, else the block's own."""
    tree = _parse("\n".join(_bare_lines(document.source)))
    if tree is None:
        return _end_by_indentation(document, block)
    function = _function_of(tree, block, entry_point)
    if function is None:
        return block.end_line
    for node in tree.body:
        # A method's program cannot stand inside the class: go below the whole statement.
        first, last = node.lineno, node.end_lineno or node.lineno
        if first <= function.lineno <= last:
            return last - 1
    return block.end_line


def _end_by_indentation(document: Document, block: ProblemBlock) -> int:
    """For a file that does not parse: the last indented line of what the block stands in."""
    last = block.end_line
    for line in range(block.end_line + 1, len(document.lines)):
        text = document.line_text(line)
        if text.strip() and not text[0].isspace():
            break
        if text.strip():
            last = line
    return last


def _function_of(
    tree: ast.Module, block: ProblemBlock, entry_point: str | None
) -> _Function | None:
    """The function that the block documents: around it (a docstring), or the next below it."""
    around = _enclosing(tree, block.start_line)
    if around is None:
        below = [
            node
            for node in ast.walk(tree)
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
            and _first_line(node) >= block.start_line
        ]
        around = min(below, key=_first_line, default=None)
    if around is not None and entry_point and around.name != entry_point:
        return None
    return around


def _is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _is_placeholder(node: ast.stmt) -> bool:
    if isinstance(node, ast.Pass):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return node.value.value is Ellipsis
    if isinstance(node, ast.Raise) and node.exc is not None:
        raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
    return False


def _parameters(function: _Function) -> list[str]:
    arguments = function.args
    names = [item.arg for item in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    names += [item.arg for item in (arguments.vararg, arguments.kwarg) if item is not None]
    return names


def _fill_function(
    document: Document, block: ProblemBlock, problem: Problem, source: str, inserted: str | None
) -> Insertion | None:
    """Fill in the empty body of the user's function; None when that is not safe."""
    tree, missing_at = _parse_with_missing_body(document, block)
    program = _parse(source)
    if tree is None or program is None:
        return None
    function = _function_of(tree, block, problem.entry_point)
    solved = _defined(program, problem.entry_point)
    if function is None or solved is None or _parameters(function) != _parameters(solved):
        return None
    place = _empty_body(document, function, missing_at, inserted)
    body = [node for index, node in enumerate(solved.body) if index or not _is_docstring(node)]
    if place is None or not body or _has_long_string(solved):
        return None
    present = {ast.unparse(node) for node in tree.body}
    others = [
        node
        for node in program.body
        if node is not solved and not _is_docstring(node) and ast.unparse(node) not in present
    ]
    if others and function not in tree.body:
        return None
    text = textwrap.indent(_body_text(source, solved, body), " " * function.body[0].col_offset)
    main = Edit(*place, text)
    if not others:
        return Insertion(main)
    lines = source.splitlines()
    preamble = "".join(
        "\n".join(lines[_statement_start(node) - 1 : node.end_lineno]) + "\n" for node in others
    )
    at = _first_line(function)
    return Insertion(main, (Edit(at, at, preamble + "\n\n"),))


def _defined(program: ast.Module, name: str) -> _Function | None:
    for node in program.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == name:
            return node
    return None


def _has_long_string(function: _Function) -> bool:
    """A string over several lines would change when its lines are indented anew."""
    return any(
        isinstance(node, (ast.Constant, ast.JoinedStr)) and node.end_lineno != node.lineno
        for statement in function.body
        if not _is_docstring(statement)
        for node in ast.walk(statement)
    )


def _empty_body(
    document: Document, function: _Function, missing_at: int | None, inserted: str | None
) -> tuple[int, int] | None:
    """The lines to fill in; None when there is code of the user's."""
    rest = function.body[1:] if _is_docstring(function.body[0]) else function.body
    if not rest:
        end = function.body[0].end_lineno or function.lineno
        return end, end
    first, last = rest[0].lineno - 1, rest[-1].end_lineno or rest[-1].lineno
    if missing_at is not None and first == missing_at:
        return first, first
    if inserted and _same("".join(document.lines[first:last]), inserted):
        return first, last
    if len(rest) > 1 or not _is_placeholder(rest[0]):
        return None
    before = document.line_text(first).encode()[: rest[0].col_offset]
    after = document.line_text(last - 1).encode()[rest[0].end_col_offset :]
    # `def f(x): pass`, or a comment of the user's beside it: leave the line alone.
    return None if before.strip() or after.strip() else (first, last)


def _body_text(source: str, solved: _Function, body: list[ast.stmt]) -> str:
    if body[0].lineno == solved.lineno:
        return "".join(ast.unparse(node) + "\n" for node in body)
    lines = source.splitlines()[body[0].lineno - 1 : solved.end_lineno]
    return textwrap.dedent("\n".join(lines)) + "\n"


def _statement_start(node: ast.stmt) -> int:
    decorators = getattr(node, "decorator_list", [])
    return min([node.lineno, *(item.lineno for item in decorators)])


def _parse_with_missing_body(
    document: Document, block: ProblemBlock
) -> tuple[ast.Module | None, int | None]:
    """Parse the document. A head with only a comment below it is not Python yet: it counts as one
    with an empty body, and the second value is the line where that body would stand."""
    lines = _bare_lines(document.source)
    tree = _parse("\n".join(lines))
    if tree is not None:
        return tree, None
    for head in range(min(block.start_line, len(lines) - 1), -1, -1):
        text = lines[head]
        if text.strip().startswith(("def ", "async def ")):
            width = len(text) - len(text.lstrip()) + 4
            at = block.end_line + 1
            return _parse("\n".join([*lines[:at], " " * width + "pass", *lines[at:]])), at
    return None, None


def text_edits(document: Document, insertion: Insertion) -> list[types.TextEdit]:
    """The edits for the client, with the document's own line ends."""
    return [_text_edit(document, edit) for edit in (insertion.main, *insertion.extra)]


def _text_edit(document: Document, edit: Edit) -> types.TextEdit:
    text = edit.text.replace("\n", document.newline)
    end = document.end()
    start_of_line = types.Position(edit.line, 0)
    if edit.line > end.line or (edit.line == end.line and edit.line >= len(document.lines) > 0):
        # Below the last line: it may lack its line break.
        if end.character:
            text = document.newline + text
        return types.TextEdit(types.Range(end, end), text)
    stop = end if edit.end_line > end.line else types.Position(edit.end_line, 0)
    return types.TextEdit(types.Range(start_of_line, stop), text)
