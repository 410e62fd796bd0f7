"""Some variables, parameters and functions under other names, the same ones everywhere."""

from __future__ import annotations

import ast
import keyword
import random
import re
from collections.abc import Container, Iterator
from collections.abc import Set as AbstractSet

from shortlist_engine.training.rewriting.names import fresh_names
from shortlist_engine.training.rewriting.python.program import (
    BUILTINS,
    Made,
    Program,
    binds,
    names,
)


def other_names(kept: AbstractSet[str], program: Program, rng: random.Random) -> Made | None:
    """Renames, but for what is known by its name elsewhere: builtins, what is imported, what a
    class has, and arguments that are given by name."""
    own: set[str] = set()
    functions: set[str] = set()
    fixed = {*BUILTINS, *keyword.kwlist, "main", "Solution", "_", "self", "cls", *kept}
    for node in program.nodes:
        if isinstance(node, ast.keyword) and node.arg is None:
            return None  # f(**values) names parameters by text
        if isinstance(node, ast.Match):
            return None
        if isinstance(node, (ast.Name, ast.arg, ast.FunctionDef)):
            own |= set(binds(node))
            functions |= {node.name} if isinstance(node, ast.FunctionDef) else set()
        else:
            fixed |= set(binds(node))
        if isinstance(node, ast.ClassDef):
            for each in node.body:
                is_function = isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef))
                fixed |= set(binds(each)) if is_function else names(each)
        elif isinstance(node, ast.keyword):
            fixed.add(str(node.arg))
        elif isinstance(node, ast.JoinedStr):
            # Places in f-strings are not known to every Python.
            fixed |= names(node).union(*map(binds, ast.walk(node)))
    if program.imports_all:
        return None
    own = {name for name in own - fixed if name.isascii() and not name.startswith("__")}
    words = set(re.findall(r"\w+", program.source))
    renamed = fresh_names(own, functions, words | fixed, rng)
    edits = []
    for start, name in _places(program, renamed):
        end = start + len(name)
        if program.text[start:end] != name.encode():
            return None
        edits.append((start, end, renamed[name]))
    for node in program.nodes:
        if isinstance(node, ast.Name):
            node.id = renamed.get(node.id, node.id)
        elif isinstance(node, ast.arg):
            node.arg = renamed.get(node.arg, node.arg)
        elif isinstance(node, ast.FunctionDef):
            node.name = renamed.get(node.name, node.name)
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            node.names = [renamed.get(name, name) for name in node.names]
    return Made(program.with_edits(edits), program.tree)


def _places(program: Program, wanted: Container[str]) -> Iterator[tuple[int, str]]:
    """Every one of the `wanted` names, and the byte at which it begins."""
    for node in program.nodes:
        if isinstance(node, ast.Name) and node.id in wanted:
            yield program.span(node)[0], node.id
        elif isinstance(node, ast.arg) and node.arg in wanted:
            yield program.span(node)[0], node.arg
        elif isinstance(node, ast.FunctionDef) and node.name in wanted:
            found = re.compile(rb"def\s+").match(program.text, program.span(node)[0])
            if found is not None:
                yield found.end(), node.name
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            for word in re.compile(rb"\w+").finditer(program.text, *program.span(node)):
                if (name := word[0].decode("ascii", "replace")) in wanted:
                    yield word.start(), name
