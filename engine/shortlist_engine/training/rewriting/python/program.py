"""A Python program as its text and its syntax tree, and what all changes ask about it."""

from __future__ import annotations

import ast
import builtins
import itertools
import warnings
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple, TypeGuard

BUILTINS = frozenset(dir(builtins))
# What finds a variable by its name in a text, or a program by its text; and what knows only some
# of Python.
_FUNCTIONS = {
    "eval", "exec", "compile", "globals", "locals", "vars", "dir", "setattr", "getattr", "delattr",
    "__import__", "__builtins__",
}  # fmt: skip
_ATTRIBUTES = {
    "__dict__", "__name__", "__qualname__", "__code__", "__annotations__", "__globals__", "modules",
}  # fmt: skip
_MODULES = {"importlib", "inspect", "timeit", "cProfile", "numba", "Cython", "cython"}
# An exception, or its end, may be waited for inside.
_GUARDS = (ast.Try, getattr(ast, "TryStar", ast.Try), ast.With, ast.AsyncWith)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


class Made(NamedTuple):
    """Holds a changed program, and the tree that its text must have."""

    source: str
    tree: ast.Module


class Program:
    """A program that compiles. A change may alter its tree, and is given one that no other has."""

    def __init__(self, source: str, tree: ast.Module) -> None:
        self.source = source
        self.tree = tree
        self.text = source.encode()
        lengths = (len(line) + 1 for line in self.text.split(b"\n"))
        self._starts = [0, *itertools.accumulate(lengths)]

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Returns where in `text`, in bytes, a statement, expression or argument is."""
        start = self._starts[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]
        end = self._starts[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]
        return start, end

    def written(self, node: ast.AST) -> str:
        """Returns the node as its author wrote it."""
        start, end = self.span(node)
        return self.text[start:end].decode()

    def with_edits(self, edits: Iterable[tuple[int, int, str]]) -> str:
        """Returns the text with other text in these places, which do not overlap."""
        text = self.text
        for start, end, new in sorted(edits, reverse=True):
            text = text[:start] + new.encode() + text[end:]
        return text.decode()

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Everything in the tree, before it is altered."""
        return list(ast.walk(self.tree))

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        """What each node is in."""
        return {child: node for node in self.nodes for child in ast.iter_child_nodes(node)}

    def around(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yields what a node is in, the innermost first."""
        while node in self.parents:
            node = self.parents[node]
            yield node

    @cached_property
    def bound(self) -> frozenset[str]:
        """The names that mean what the program says, anywhere in it."""
        return frozenset(itertools.chain.from_iterable(map(binds, self.nodes)))

    @cached_property
    def imports_all(self) -> bool:
        """Whether a `from ... import *` brings names that nobody knows."""
        return "*" in self.bound

    @cached_property
    def looks_up_names(self) -> bool:
        """Whether names or text matter when it runs, so that it must stay as it is."""
        functions = _FUNCTIONS - self.bound
        for node in self.nodes:
            if isinstance(node, ast.Name) and node.id in functions:
                return True
            if isinstance(node, ast.Attribute) and node.attr in _ATTRIBUTES:
                return True
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                modules = [alias.name for alias in node.names]
                if isinstance(node, ast.ImportFrom):
                    modules = [node.module or ""]
                if any(module.split(".")[0] in _MODULES for module in modules):
                    return True
        return False


def read(source: str) -> Program | None:
    """Returns the program, with `\\n` as its line ends; None when it does not compile."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the author's style is not ours to judge
            compile(source, "program", "exec", dont_inherit=True)
            return Program(source, ast.parse(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def binds(node: ast.AST) -> Iterator[str]:
    """Yields the names that this node by itself gives a meaning to, `*` for those of a module."""
    if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        yield node.id
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        yield from ((alias.asname or alias.name).split(".")[0] for alias in node.names)
    elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)):
        yield from filter(None, [node.name])
    elif isinstance(node, ast.MatchMapping):
        yield from filter(None, [node.rest])


def names(node: ast.AST) -> set[str]:
    """Returns the variables that occur in `node`."""
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def is_guard(node: ast.AST) -> bool:
    """Says whether a node may stop an exception that comes from inside."""
    return isinstance(node, _GUARDS)


def is_scope(node: ast.AST) -> bool:
    """Says whether a node is a function or a class, with variables of its own."""
    return isinstance(node, _SCOPES)


def is_call_of(node: ast.AST, name: str, arguments: int) -> TypeGuard[ast.Call]:
    """Says whether this is a plain call of the function of this name."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == name
        and len(node.args) == arguments
        and not node.keywords
    )


class Replacing(ast.NodeTransformer):
    """Puts other expressions in the place of some, in the tree of a program."""

    def __init__(self, texts: dict[ast.AST, str]) -> None:
        self.texts = texts

    def visit(self, node: ast.AST) -> ast.AST:
        """Returns what stands in the place of `node`."""
        if node in self.texts:
            return ast.parse(self.texts[node], mode="eval").body
        return self.generic_visit(node)


def with_expressions(program: Program, texts: dict[ast.AST, str]) -> Made | None:
    """Returns the program with other expressions in the place of some; None without any."""
    if not texts:
        return None
    source = program.with_edits((*program.span(node), text) for node, text in texts.items())
    Replacing(texts).visit(program.tree)
    return Made(source, program.tree)
