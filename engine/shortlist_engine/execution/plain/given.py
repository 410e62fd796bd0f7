"""What a statement gives to a program: text that others wrote, which is read and never run.

In the sandbox it does not matter that the input of a function problem is an expression, or that an
input's file may have any name. Here it does.
"""

from __future__ import annotations

import ast
import re

from shortlist_engine.problem import Problem, Program

_READ_ONLY = re.compile(
    r"(?:[^.]+|.*\.(?:in|inp|input|txt|dat|data|csv|tsv|out|ans|a|\d+))\Z", re.IGNORECASE
)
_FUNCTIONS = frozenset(
    {"abs", "bool", "bytearray", "bytes", "complex", "dict", "float", "frozenset", "int", "len"}
    | {"list", "max", "min", "range", "round", "set", "sorted", "str", "sum", "tuple"}
    | {"ListNode", "TreeNode"}
)
_WORDS = frozenset(("true", "false", "null"))
_HARMLESS = (
    ast.Expression, ast.Constant, ast.Name, ast.Call, ast.keyword, ast.Starred, ast.expr_context,
    ast.List, ast.Tuple, ast.Set, ast.Dict, ast.UnaryOp, ast.unaryop, ast.BinOp, ast.operator,
    ast.Compare, ast.cmpop, ast.BoolOp, ast.boolop, ast.ListComp, ast.SetComp, ast.DictComp,
    ast.GeneratorExp, ast.comprehension, ast.IfExp, ast.Subscript, ast.Slice,
)  # fmt: skip


def why_not_given(problem: Problem, program: Program, text: str) -> str:
    """Returns why an input is not given to a program that runs without isolation, as the end of a
    sentence; empty when it is."""
    if problem.kind == "stdin":
        if not problem.input_file or _READ_ONLY.match(problem.input_file):
            return ""
        return (
            f"{problem.input_file!r}, which the statement names as the file of the input, is no "
            "name of a text file, and what is in it might be run"
        )
    if program.language != "python":
        return ""  # there a call is read and not evaluated
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return "the input is no call that can be read"
    if _only_calls(tree, problem.entry_point, _own_names(program.source)):
        return ""
    return (
        f"the input does more than call {problem.entry_point!r} with values, which is done in "
        "isolation only"
    )


def _only_calls(tree: ast.Expression, entry_point: str, own: frozenset[str]) -> bool:
    bound = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and not _is_read(n)}
    known = {*_FUNCTIONS, *_WORDS, *own, entry_point, "Solution"}
    if bound & known:
        return False
    methods = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if node.func.attr != entry_point or not _makes_an_object(owner, own):
                return False
            methods.add(node.func)
        elif isinstance(node, ast.Call) and _name(node.func) in (None, *bound):
            return False
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id not in known | bound:
            return False
        if node not in methods and not isinstance(node, _HARMLESS):
            return False
    return True


def _is_read(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Load)


def _name(node: ast.expr) -> str | None:
    return node.id if isinstance(node, ast.Name) else None


def _makes_an_object(node: ast.expr, own: frozenset[str]) -> bool:
    """Whether it is `Solution()`, or the same of another class of the program's."""
    return isinstance(node, ast.Call) and _name(node.func) in ("Solution", *own)


def _own_names(source: str) -> frozenset[str]:
    """The functions and classes that the program itself defines."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return frozenset()
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return frozenset(node.name for node in body if isinstance(node, kinds))
