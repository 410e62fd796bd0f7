"""Inputs beyond what examples show: numbers below zero, zero and very large ones, letters of the
other case, empty lists.

They may be none that the problem allows. What two programs do with them tells whether both handle
signs, sizes and cases alike, where nothing says what is allowed.
"""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Callable, Sequence

from shortlist_engine.inputs.calls import call_in_python, parse_call

LARGE = (10**9, 2**31 - 1, 2**31, 10**12, 99_999)
_INTEGER = re.compile(r"[+-]?\d{1,18}")
_TOKEN = re.compile(r"\S+")
_MOST_CHARACTERS = 20_000
_ATTEMPTS = 8


def unusual_inputs(
    bases: Sequence[str], count: int, rng: random.Random, *, calls: bool = False
) -> list[str]:
    """Returns at most `count` distinct inputs that are made of `bases` (calls of a function where
    they are `calls`), none of them a base. The same `rng` state gives the same list."""
    usable = [text for text in bases if text.strip() and len(text) <= _MOST_CHARACTERS]
    made: dict[str, None] = {}
    for number in range(_ATTEMPTS * count if usable else 0):
        if len(made) >= count:
            break
        base = usable[number % len(usable)]
        text = _unusual_call(base, rng) if calls else _unusual_text(base, rng)
        if text is not None and text not in bases:
            made.setdefault(text)
    return list(made)


def _unusual_text(text: str, rng: random.Random) -> str | None:
    lines = text.split("\n")
    counts = _counts(lines)
    places = [
        (row, match)
        for row, line in enumerate(lines)
        for match in _TOKEN.finditer(line)
        if (row, match.start()) not in counts
    ]
    if not places:
        return None
    chosen = set(rng.sample(range(len(places)), k=_how_many(len(places), rng)))
    change = _a_change(rng)
    changed = False
    # From the end, so that what stands before keeps its place.
    for index in sorted(chosen, reverse=True):
        row, match = places[index]
        new = change(match[0], rng)
        changed |= new != match[0]
        lines[row] = lines[row][: match.start()] + new + lines[row][match.end() :]
    return "\n".join(lines) if changed else None


def _counts(lines: Sequence[str]) -> set[tuple[int, int]]:
    """Where numbers stand that count what follows: the items of the next line, or the lines."""
    found = set()
    filled = [row for row, line in enumerate(lines) if line.strip()]
    for row, line in enumerate(lines):
        after = sum(other > row for other in filled)
        following = len(lines[row + 1].split()) if row + 1 < len(lines) else 0
        for match in _TOKEN.finditer(line):
            if _INTEGER.fullmatch(match[0]):
                value = int(match[0])
                letters = row + 1 < len(lines) and value == len(lines[row + 1].strip())
                if value in (following, after) or letters:
                    found.add((row, match.start()))
    return found


def _how_many(count: int, rng: random.Random) -> int:
    return rng.choice((1, max(1, count // 2), count))


def _a_change(rng: random.Random) -> Callable[[str, random.Random], str]:
    return rng.choice((_negated, _negated, _zeroed, _enlarged, _recased, _negated_large))


def _negated(token: str, rng: random.Random) -> str:
    return str(-int(token)) if _INTEGER.fullmatch(token) else _recased(token, rng)


def _zeroed(token: str, rng: random.Random) -> str:
    return "0" if _INTEGER.fullmatch(token) else _recased(token, rng)


def _enlarged(token: str, rng: random.Random) -> str:
    return str(rng.choice(LARGE)) if _INTEGER.fullmatch(token) else _recased(token, rng)


def _negated_large(token: str, rng: random.Random) -> str:
    return str(-rng.choice(LARGE)) if _INTEGER.fullmatch(token) else _recased(token, rng)


def _recased(token: str, rng: random.Random) -> str:
    if _INTEGER.fullmatch(token) or not token.isascii():
        return token
    return rng.choice((token.swapcase(), token[::-1], token + token[:1], token[:1]))


# Calls


def _unusual_call(text: str, rng: random.Random) -> str | None:
    call = parse_call(call_in_python(text))
    if call is None:
        return None
    before = ast.unparse(call)
    changer = _Values(rng)
    call.args = [changer.visit(argument) for argument in call.args]
    after = ast.unparse(call)
    return after if after != before else None


class _Values(ast.NodeTransformer):
    """Changes some of the values of a call, of any depth."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._share = rng.choice((0.3, 0.6, 1.0))
        self._change = rng.choice(("negate", "negate", "zero", "large", "empty", "text"))

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        if isinstance(node.op, ast.USub) and self._change == "negate":
            return node.operand
        return node

    def visit_List(self, node: ast.List) -> ast.AST:
        if self._change == "empty" and self._rng.random() < self._share:
            return ast.List([], ast.Load())
        return self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if self._rng.random() > self._share:
            return node
        value = node.value
        if isinstance(value, str):
            changes = (value.swapcase(), value[::-1], value + value[:1], "")
            return ast.Constant(self._rng.choice(changes)) if self._change != "large" else node
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return node
        if self._change == "negate":
            return ast.UnaryOp(ast.USub(), node)
        if self._change == "zero":
            return ast.Constant(type(value)(0))
        if self._change == "large":
            return ast.Constant(type(value)(self._rng.choice(LARGE)))
        return node
