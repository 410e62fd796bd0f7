"""A Python program without its statement and without whole statements that print to standard error.

The rest is proved by its syntax tree: that of what is left is the tree of the program with these
statements taken out.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterable, Iterator, Sequence

from shortlist_engine.fairness import marks_in
from shortlist_server.submission.stripped import Stripped, lines_of, without_lines

_HARMLESS = frozenset(
    [
        "abs",
        "all",
        "any",
        "bin",
        "bool",
        "chr",
        "dict",
        "divmod",
        "enumerate",
        "float",
        "format",
        "frozenset",
        "hash",
        "hex",
        "id",
        "int",
        "isinstance",
        "len",
        "list",
        "map",
        "max",
        "min",
        "oct",
        "ord",
        "pow",
        "range",
        "repr",
        "reversed",
        "round",
        "set",
        "sorted",
        "str",
        "sum",
        "tuple",
        "type",
        "zip",
        "join",
        "strip",
        "split",
        "items",
        "keys",
        "values",
        "copy",
        "count",
        "index",
        "bit_length",
    ]
)
_ADDING = frozenset(["defaultdict", "__missing__", "__getitem__"])
"""Where a program has one of these names, to look something up may change it."""
_EFFECTS = (ast.Await, ast.Yield, ast.YieldFrom, ast.NamedExpr)


def stripped_python(text: str, blocks: Sequence[tuple[int, int]]) -> Stripped:
    """Returns a program without the statements of problems, which stand in these `blocks` of lines,
    first and last, from 0, without marks of practice, and without debug output. What cannot be read
    is returned as it is."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError) as error:
        where = f"line {error.lineno}: " if isinstance(error, SyntaxError) and error.lineno else ""
        return Stripped(
            text, 0, (f"Nothing was left out: the program cannot be read ({where}{error}).",)
        )
    lines = lines_of(text)
    plan = _Plan(tree, lines)
    plan.take_statements(blocks)
    plan.take_debug_output()
    gone = {*plan.gone, *_comment_lines(text, lines, blocks)}
    left = without_lines(lines, gone)
    if not _is_same(left, tree, plan.nodes):
        return Stripped(text, 0, ("Nothing was left out: it could not be proved to be harmless.",))
    return Stripped(left, plan.removed, tuple(plan.kept))


class _Plan:
    """What is taken out: `nodes` of the tree, and the lines that they stand on."""

    def __init__(self, tree: ast.Module, lines: Sequence[str]) -> None:
        self._tree = tree
        self._lines = lines
        self._rebound = _bound_names(tree)
        self._functions = _functions(tree)
        self._adds = bool(_ADDING & _names(tree))
        self.nodes: set[ast.stmt] = set()
        self.gone: set[int] = set()
        self.removed = 0
        self.kept: list[str] = []

    def take_statements(self, blocks: Sequence[tuple[int, int]]) -> None:
        """Takes the texts out that hold a problem's statement."""
        for body in _bodies(self._tree):
            found = [
                each
                for each in body
                if _is_text(each)
                and any(first <= each.lineno - 1 and _end(each) <= last for first, last in blocks)
            ]
            for each in found:
                if len(body) == len(found) and body is not self._tree.body:
                    self._keep(each, "the statement is all that its function has")
                elif self._alone(each):
                    self._take(each)
                else:
                    self._keep(each, "something else stands on its line")

    def take_debug_output(self) -> None:
        """Takes statements out that only print to standard error."""
        for body in _bodies(self._tree):
            found = [each for each in body if _is_debug(each)]
            taken = [each for each in found if self._may_go(each)]
            left = [each for each in body if each not in taken and each not in self.nodes]
            if taken and not left and body is not self._tree.body:
                for each in taken:
                    self._keep(each, "it is all that its block has")
                continue
            for each in taken:
                self.removed += 1
                self._take(each)

    def _may_go(self, node: ast.stmt) -> bool:
        rebound = self._rebound & {"print", "sys", "stderr"}
        if rebound:
            self._keep(node, f"the program has a {min(rebound)} of its own")
        elif effect := _effect(node, self._functions, adds=self._adds):
            self._keep(node, f"{effect}, which may do more than print")
        elif not self._alone(node):
            self._keep(node, "something else stands on its line")
        else:
            return True
        return False

    def _take(self, node: ast.stmt) -> None:
        self.nodes.add(node)
        self.gone |= set(range(node.lineno - 1, _end(node) + 1))

    def _keep(self, node: ast.stmt, why: str) -> None:
        line = self._lines[node.lineno - 1].strip()
        self.kept.append(f"Line {node.lineno}, `{line[:60]}`: {why}.")

    def _alone(self, node: ast.stmt) -> bool:
        """Whether nothing but a comment stands on its lines."""
        first = self._lines[node.lineno - 1].encode()[: node.col_offset].decode()
        rest = self._lines[_end(node)].encode()[node.end_col_offset or 0 :].decode().strip()
        return not first.strip() and (not rest or rest.startswith("#"))


def _bodies(tree: ast.AST) -> Iterator[list[ast.stmt]]:
    """All blocks of statements."""
    for node in ast.walk(tree):
        for _, value in ast.iter_fields(node):
            if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                yield value


def _end(node: ast.stmt) -> int:
    """The last line of a statement, from 0."""
    return (node.end_lineno or node.lineno) - 1


def _is_text(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _is_debug(node: ast.stmt) -> bool:
    """Whether it is `print(..., file=sys.stderr)` or `sys.stderr.write(...)`, and nothing more."""
    call = node.value if isinstance(node, ast.Expr) else None
    if not isinstance(call, ast.Call):
        return False
    if isinstance(call.func, ast.Name) and call.func.id == "print":
        return any(each.arg == "file" and _is_stderr(each.value) for each in call.keywords)
    return (
        isinstance(call.func, ast.Attribute)
        and call.func.attr in ("write", "flush")
        and _is_stderr(call.func.value)
    )


def _is_stderr(node: ast.expr) -> bool:
    return (isinstance(node, ast.Name) and node.id == "stderr") or (
        isinstance(node, ast.Attribute)
        and node.attr == "stderr"
        and isinstance(node.value, ast.Name)
        and node.value.id == "sys"
    )


def _effect(node: ast.stmt, functions: set[str], *, adds: bool) -> str:
    """What in a statement might do more than print, empty for nothing. The program has these
    `functions`, which others may call; `adds` says that to look something up may add it."""
    assert isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    call = node.value
    for part in [*call.args, *(each.value for each in call.keywords)]:
        for each in ast.walk(part):
            if isinstance(each, _EFFECTS):
                return "it changes something"
            if adds and isinstance(each, ast.Subscript) and not isinstance(each.slice, ast.Slice):
                return "it looks something up, which may add it"
            if isinstance(each, ast.Name) and each.id in functions:
                return f"it names {each.id}"
            if isinstance(each, ast.Call):
                name = getattr(each.func, "id", getattr(each.func, "attr", "something"))
                if name not in _HARMLESS:
                    return f"it calls {name}"
    return ""


def _functions(tree: ast.Module) -> set[str]:
    """The names of the program's own functions and classes."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {node.name for node in ast.walk(tree) if isinstance(node, kinds)}


def _names(tree: ast.Module) -> set[str]:
    """All names that a program has."""
    found = _functions(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
    return found


def _bound_names(tree: ast.Module) -> set[str]:
    """Names that the program gives a meaning of its own, by other means than to import them."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= {each.asname for each in node.names if each.asname}
    return found


def _comment_lines(
    text: str, lines: Sequence[str], blocks: Sequence[tuple[int, int]]
) -> Iterable[int]:
    """The lines that are comments with a statement or a mark of practice, and nothing else."""
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            number = token.start[0] - 1
            if token.type != tokenize.COMMENT or lines[number][: token.start[1]].strip():
                continue
            if any(first <= number <= last for first, last in blocks) or marks_in(token.string):
                yield number
    except (tokenize.TokenError, SyntaxError):  # the tree was read, so the rest is in order
        return


def _is_same(left: str, tree: ast.Module, gone: set[ast.stmt]) -> bool:
    """Whether a text has the tree, but for some statements."""
    for body in _bodies(tree):
        body[:] = [each for each in body if each not in gone]
    try:
        return ast.dump(ast.parse(left)) == ast.dump(tree)
    except (SyntaxError, ValueError, RecursionError):
        return False
