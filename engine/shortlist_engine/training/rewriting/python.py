"""Python programs with other names, another way of reading, other loops and another layout.

Changes are made in the text, at the places that the syntax tree gives, so that what is not changed
keeps its author's style. A change that might alter what the program does is not made; one after
which the program no longer parses is undone.
"""

from __future__ import annotations

import ast
import builtins
import io
import itertools
import keyword
import random
import re
import tokenize
import warnings
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from functools import partial

from shortlist_engine.training.rewriting.names import fresh_names

_DYNAMIC = {"eval", "exec", "globals", "locals", "vars", "setattr", "getattr", "__import__"}
_SPLIT = r"(input|sys\.stdin\.readline)\(\)(\.strip\(\)|\.rstrip\(\))?\.split\(\)"
_MAPPED = re.compile(rf"\blist\(map\((int|float), {_SPLIT}\)\)")
_UNPACKED = re.compile(rf"(?<== )map\((int|float), {_SPLIT}\)$", re.M)
_LISTED = re.compile(rf"\[(int|float)\((\w+)\) for \2 in {_SPLIT}\]")
_READLINE = re.compile(r"\bsys\.stdin\.readline\(\)(?=\.split\(\)|\.strip\(\)|\.rstrip\(\))")
_ONE = re.compile(r"\bint\(input\(\)\)")


def rewrite_python(source: str, rng: random.Random, kept: AbstractSet[str] = frozenset()) -> str:
    """Returns a program that does what `source` does, in which no name of `kept` is another;
    `source` itself when it does not parse."""
    if _parsed(source) is None:
        return source
    changes: list[tuple[float, Callable[[str, random.Random], str]]] = [
        (0.7, _without_comments),
        (0.5, _reading),
        (0.4, _loops),
        (0.25, _main),
        (0.6, partial(_renamed, kept)),
    ]
    for share, change in changes:
        if rng.random() < share:
            changed = change(source, rng)
            if _parsed(changed) is not None:
                source = changed
    return source


def _parsed(source: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the author's style is not ours to judge
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _without_comments(source: str, _: random.Random) -> str:
    """Without comments and with at most one empty line in a row."""
    lines = source.split("\n")
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, IndentationError):
        return source
    for token in tokens:
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column].rstrip() or "\0"
    text = "\n".join(line for line in lines if line != "\0")
    return re.sub(r"\n{3,}", "\n\n", text)


def _reading(source: str, rng: random.Random) -> str:
    """Other idioms for the same reading. What `input` is stays: some programs have their own."""
    if rng.random() < 0.6:
        source = _MAPPED.sub(r"[\1(x) for x in \2()\3.split()]", source)
        if rng.random() < 0.5:
            source = _UNPACKED.sub(r"[\1(x) for x in \2()\3.split()]", source)
    else:
        source = _LISTED.sub(r"list(map(\1, \3()\4.split()))", source)
    if rng.random() < 0.3:
        source = _ONE.sub("int(input().strip())", source)
    own = re.search(r"\binput\s*=", source)
    if not own and rng.random() < 0.5:
        if _READLINE.search(source):
            source = _READLINE.sub("input()", source)
        elif "input()" in source and "import sys" in source:
            source = re.sub(r"\binput\(\)(?=\.split\(\))", "sys.stdin.readline()", source)
    return source


def _loops(source: str, rng: random.Random) -> str:
    """Lists that are filled in a loop become comprehensions, and the other way round."""
    for _ in range(3):
        tree = _parsed(source)
        if tree is None:
            return source
        places = [*_filled(tree), *_comprehended(tree)]
        if not places:
            return source
        first, last, text = rng.choice(places)
        lines = source.split("\n")
        indent = re.match(r"\s*", lines[first - 1])[0]  # type: ignore[index]
        if any(";" in line for line in lines[first - 1 : last]):
            return source
        lines[first - 1 : last] = [indent + line for line in text.split("\n")]
        source = "\n".join(lines)
        if rng.random() < 0.5:
            break
    return source


Place = tuple[int, int, str]  # first and last line, and what replaces them


def _filled(tree: ast.Module) -> list[Place]:
    """`a = []`, then a loop that only appends."""
    found = []
    for body in _bodies(tree):
        for made, loop in itertools.pairwise(body):
            if not (
                isinstance(made, ast.Assign)
                and len(made.targets) == 1
                and isinstance(made.targets[0], ast.Name)
                and isinstance(made.value, ast.List)
                and not made.value.elts
                and isinstance(loop, ast.For)
                and not loop.orelse
                and isinstance(loop.target, ast.Name)
                and len(loop.body) == 1
                and loop.lineno == (made.end_lineno or 0) + 1
            ):
                continue
            name, call = made.targets[0].id, loop.body[0]
            value = call.value if isinstance(call, ast.Expr) else None
            if not (
                isinstance(value, ast.Call)
                and ast.unparse(value.func) == f"{name}.append"
                and len(value.args) == 1
                and not value.keywords
            ):
                continue
            used = _names(value.args[0]) | _names(loop.iter)
            if name in used or not _only_within(tree, loop, loop.target.id):
                continue
            text = (
                f"{name} = [{ast.unparse(value.args[0])} for {loop.target.id} in "
                f"{ast.unparse(loop.iter)}]"
            )
            if not _yields(loop) and len(text) < 100:
                found.append((made.lineno, loop.end_lineno or 0, text))
    return found


def _comprehended(tree: ast.Module) -> list[Place]:
    """`a = [f(x) for x in b]`."""
    found = []
    for body in _bodies(tree):
        for made in body:
            if not (
                isinstance(made, ast.Assign)
                and len(made.targets) == 1
                and isinstance(made.targets[0], ast.Name)
                and isinstance(made.value, ast.ListComp)
                and len(made.value.generators) == 1
            ):
                continue
            name, (part,) = made.targets[0].id, made.value.generators
            if part.ifs or part.is_async or not isinstance(part.target, ast.Name):
                continue
            if part.target.id != "_" and not _only_within(tree, made, part.target.id):
                continue
            if name in _names(made.value) or _yields(made):
                continue
            text = (
                f"{name} = []\nfor {part.target.id} in {ast.unparse(part.iter)}:\n"
                f"    {name}.append({ast.unparse(made.value.elt)})"
            )
            found.append((made.lineno, made.end_lineno or 0, text))
    return found


def _bodies(tree: ast.AST) -> list[list[ast.stmt]]:
    """The blocks of modules, functions and loops; names in a class are its attributes."""
    return [
        body
        for node in ast.walk(tree)
        if not isinstance(node, ast.ClassDef)
        for body in (getattr(node, "body", None), getattr(node, "orelse", None))
        if isinstance(body, list)
    ]


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _only_within(tree: ast.AST, node: ast.AST, name: str) -> bool:
    """Whether `name` occurs inside of `node` only."""

    def count(top: ast.AST) -> int:
        return sum(isinstance(n, ast.Name) and n.id == name for n in ast.walk(top)) + sum(
            isinstance(n, ast.arg) and n.arg == name for n in ast.walk(top)
        )

    return count(tree) == count(node)


def _yields(node: ast.AST) -> bool:
    kinds = (ast.Yield, ast.YieldFrom, ast.Await, ast.NamedExpr, ast.Lambda)
    return any(isinstance(each, kinds) for each in ast.walk(node))


def _main(source: str, _: random.Random) -> str:
    """Statements of the module become a function `main`, or the other way round."""
    tree = _parsed(source)
    if tree is None or re.search(r"\"\"\"|'''|\\\n", source) or _names(tree) & _DYNAMIC:
        return source
    kinds = [type(node) for node in tree.body]
    imports = (ast.Import, ast.ImportFrom)
    ahead = next((i for i, kind in enumerate(kinds) if kind not in imports), len(kinds))
    lines = source.rstrip().split("\n")
    defined = (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef, ast.Lambda, ast.Global)
    if not any(isinstance(node, defined) for node in ast.walk(tree)):
        rest = tree.body[ahead:]
        if not rest or any(isinstance(node, imports) for node in rest):
            return source
        start = rest[0].lineno - 1
        head, body = lines[:start], lines[start:]
        wrapped = ["def main():", *(f"    {line}" if line.strip() else "" for line in body)]
        return "\n".join([*head, *([""] if head and head[-1] else []), *wrapped, "", "main()", ""])
    if kinds[ahead:] not in ([ast.FunctionDef, ast.Expr], [ast.FunctionDef, ast.If]):
        return source
    function, call = tree.body[ahead], tree.body[ahead + 1]
    assert isinstance(function, ast.FunctionDef)
    called = ast.unparse(call).replace("'", '"')
    name = function.name
    if called not in (f"{name}()", f'if __name__ == "__main__":\n    {name}()'):
        return source
    inner = [each for node in function.body for each in ast.walk(node)]
    stops = (ast.Return, ast.Nonlocal, ast.Global, ast.FunctionDef, ast.Lambda, ast.Yield)
    if ast.unparse(function.args) or any(isinstance(each, stops) for each in inner):
        return source
    if function.body[0].lineno == function.lineno or name in _names(ast.Module(function.body, [])):
        return source
    body = lines[function.body[0].lineno - 1 : function.end_lineno]
    width = len(body[0]) - len(body[0].lstrip())
    if any(line.strip() and line[:width].strip() for line in body):
        return source
    return "\n".join([*lines[: function.lineno - 1], *(line[width:] for line in body), ""])


def _renamed(kept: AbstractSet[str], source: str, rng: random.Random) -> str:
    """Some variables, parameters and functions under other names, the same ones everywhere."""
    tree = _parsed(source)
    if tree is None or not source.isascii():
        return source
    words = set(re.findall(r"[A-Za-z_]\w*", source))
    if words & _DYNAMIC:
        return source
    own: set[str] = set()
    functions: set[str] = set()
    fixed = set(dir(builtins)) | set(keyword.kwlist) | {"main", "Solution", "_", *kept}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            own.add(node.id)
        elif isinstance(node, ast.arg):
            own.add(node.arg)
        elif isinstance(node, ast.FunctionDef):
            own.add(node.name)
            functions.add(node.name)
        elif isinstance(node, ast.ClassDef):
            fixed |= {node.name}
            for each in node.body:
                fixed |= {each.name} if isinstance(each, ast.FunctionDef) else _names(each)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            fixed |= {(name.asname or name.name).split(".")[0] for name in node.names}
        elif isinstance(node, ast.keyword) and node.arg:
            fixed.add(node.arg)
        elif isinstance(node, ast.JoinedStr):
            fixed |= _names(node)  # places in f-strings are not known to every Python
        elif isinstance(node, (ast.Match, ast.ExceptHandler)):
            return source
    own = {name for name in own - fixed if not name.startswith("__") and name != "self"}
    renamed = fresh_names(own, functions, words | fixed, rng)
    return _replaced(source, tree, renamed)


def _replaced(source: str, tree: ast.Module, renamed: dict[str, str]) -> str:
    places: list[tuple[int, int, str]] = []
    lines = source.split("\n")
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in renamed:
            places.append((node.lineno, node.col_offset, node.id))
        elif isinstance(node, ast.arg) and node.arg in renamed:
            places.append((node.lineno, node.col_offset, node.arg))
        elif isinstance(node, ast.FunctionDef) and node.name in renamed:
            line = lines[node.lineno - 1]
            found = re.compile(r"def\s+").search(line, node.col_offset)
            assert found is not None
            places.append((node.lineno, found.end(), node.name))
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            line = lines[node.lineno - 1]
            for name in node.names:
                at = re.compile(rf"\b{name}\b").search(line, node.col_offset)
                if name in renamed and at is not None:
                    places.append((node.lineno, at.start(), name))
    for row, column, name in sorted(set(places), reverse=True):
        line = lines[row - 1]
        if line[column : column + len(name)] != name:
            return source
        lines[row - 1] = line[:column] + renamed[name] + line[column + len(name) :]
    return "\n".join(lines)
