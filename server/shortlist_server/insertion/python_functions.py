"""Where the body of a Python function stands in the user's file, and what a solution brings for it.

The file is parsed; whatever is not plainly safe is left to the caller, who then adds the program
below the function.
"""

from __future__ import annotations

import ast
import textwrap

from shortlist_engine.problem import Problem
from shortlist_engine.statement import ProblemBlock
from shortlist_server.documents import OpenDocument
from shortlist_server.insertion.edits import Edit, Insertion, bare_lines, is_same


def parse(text: str) -> ast.Module | None:
    """Returns the tree of a Python file; None when it is not Python, yet."""
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


def end_of_function(document: OpenDocument, block: ProblemBlock, entry_point: str) -> int:
    """Returns the last line of the function around or below the block, else the block's own."""
    tree = parse("\n".join(bare_lines(document.source)))
    if tree is None:
        return end_by_indentation(document, block)
    function = _function_of(tree, block, entry_point)
    if function is None:
        return block.end_line
    for node in tree.body:
        # A method's program cannot stand inside the class: go below the whole statement.
        first, last = node.lineno, node.end_lineno or node.lineno
        if first <= function.lineno <= last:
            return last - 1
    return block.end_line


def end_by_indentation(document: OpenDocument, block: ProblemBlock) -> int:
    """Returns the last indented line of what the block stands in, also in a file that does not
    parse."""
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


def fill(
    document: OpenDocument, block: ProblemBlock, problem: Problem, source: str, inserted: str | None
) -> Insertion | None:
    """Fill in the empty body of the user's function; None when that is not safe."""
    tree, missing_at = parse_with_missing_body(document, block)
    program = parse(source)
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
        "\n".join(lines[statement_start(node) - 1 : node.end_lineno]) + "\n" for node in others
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
    document: OpenDocument, function: _Function, missing_at: int | None, inserted: str | None
) -> tuple[int, int] | None:
    """The lines to fill in; None when there is code of the user's."""
    rest = function.body[1:] if _is_docstring(function.body[0]) else function.body
    if not rest:
        end = function.body[0].end_lineno or function.lineno
        return end, end
    first, last = rest[0].lineno - 1, rest[-1].end_lineno or rest[-1].lineno
    if missing_at is not None and first == missing_at:
        return first, first
    if inserted and is_same("".join(document.lines[first:last]), inserted):
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


def statement_start(node: ast.stmt) -> int:
    """Returns the first line of a statement, from 1, its decorators included."""
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return node.lineno
    return min([node.lineno, *(item.lineno for item in node.decorator_list)])


def parse_with_missing_body(
    document: OpenDocument, block: ProblemBlock
) -> tuple[ast.Module | None, int | None]:
    """Parses the document. A head with only a comment below it is not Python yet: it counts as one
    with an empty body, and the second value is the line where that body would stand."""
    lines = bare_lines(document.source)
    tree = parse("\n".join(lines))
    if tree is not None:
        return tree, None
    for head in range(min(block.start_line, len(lines) - 1), -1, -1):
        text = lines[head]
        if text.strip().startswith(("def ", "async def ")):
            width = len(text) - len(text.lstrip()) + 4
            at = block.end_line + 1
            return parse("\n".join([*lines[:at], " " * width + "pass", *lines[at:]])), at
    return None, None
