"""Arithmetic of bounds: `10^5`, `2*10^5`, `n - 1`, `N M`, `min(n, 100)`."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

Lookup = Callable[[str], "int | None"]

LARGEST = 10**36
_TOKEN = re.compile(
    r"\d+(?:\.\d+)?(?:[eE]\d{1,2})?|[A-Za-z]\w*(?:\[\w{1,3}\])*(?:\.length)?|[-+*/^(),|]"
)
MAX_EXPRESSION_CHARS = 80


def evaluate(text: str, lookup: Lookup) -> int | None:
    """Returns the value of `text`, where `lookup` gives the values of names; None when it has none
    (a name that is not known, not an expression, a number beyond `LARGEST`). Fractions are cut
    off."""
    if _has_names(text):
        return _value(text, lookup)
    return _constant(text)


@lru_cache(maxsize=4096)
def _has_names(text: str) -> bool:
    return any(token[0].isalpha() for token in _tokens(text))


@lru_cache(maxsize=4096)
def _constant(text: str) -> int | None:
    """The value of an expression without names, which is the same at each of a million places."""
    return _value(text, lambda name: None)


def _value(text: str, lookup: Lookup) -> int | None:
    tokens = _tokens(text)
    if not tokens:
        return None
    if len(tokens) == 1 and tokens[0].isdecimal():
        return int(tokens[0])
    reader = _Reader(tokens, lookup)
    try:
        value = reader.sum()
        return None if reader.left else _checked(value)
    except _NoValue:
        return None


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[str, ...]:
    """Nothing when `text` is too long, or holds what is no part of an expression."""
    if len(text) > MAX_EXPRESSION_CHARS:
        return ()
    tokens = _TOKEN.findall(text)
    return tuple(tokens) if "".join(tokens) == re.sub(r"\s+", "", text) else ()


class _NoValue(Exception):
    """The expression has no value here."""


class _Reader:
    def __init__(self, tokens: tuple[str, ...], lookup: Lookup) -> None:
        self._tokens = tokens
        self._at = 0
        self._lookup = lookup

    @property
    def left(self) -> bool:
        return self._at < len(self._tokens)

    def _peek(self) -> str:
        return self._tokens[self._at] if self.left else ""

    def _take(self, wanted: str = "") -> str:
        token = self._peek()
        if not token or (wanted and token != wanted):
            raise _NoValue
        self._at += 1
        return token

    def sum(self) -> int:
        value = self._product()
        while self._peek() in ("+", "-"):
            sign = 1 if self._take() == "+" else -1
            value = _checked(value + sign * self._product())
        return value

    def _product(self) -> int:
        if self._peek() == "-":
            self._take()
            return -self._product()
        value = self._power()
        while self.left and self._peek() not in ("+", "-", ")", ",", "|"):
            operator = self._take() if self._peek() in ("*", "/") else "*"
            other = self._power()
            if operator == "/" and other == 0:
                raise _NoValue
            value = _checked(value * other if operator == "*" else value // other)
        return value

    def _power(self) -> int:
        base = self._atom()
        if self._peek() != "^":
            return base
        self._take()
        exponent = -self._atom() if self._peek() == "-" and self._take() else self._atom()
        if not 0 <= exponent <= 128:
            raise _NoValue
        return _checked(base**exponent)

    def _atom(self) -> int:
        token = self._take()
        if token == "(":
            value = self.sum()
            self._take(")")
            return value
        if token == "|":
            value = self._value(f"|{self._take()}|")
            self._take("|")
            return value
        if token in ("min", "max") and self._peek() == "(":
            self._take()
            values = [self.sum()]
            while self._peek() == ",":
                self._take()
                values.append(self.sum())
            self._take(")")
            return min(values) if token == "min" else max(values)
        if token[0].isdecimal():
            return _number(token)
        return self._value(token)

    def _value(self, name: str) -> int:
        value = self._lookup(name)
        if value is not None:
            return _checked(value)
        if not name.isalpha() or not 1 < len(name) <= 3:
            raise _NoValue
        product = 1  # NM is N times M
        for letter in name:
            product = _checked(product * self._value(letter))
        return product


def _number(token: str) -> int:
    if len(token) > 40:
        raise _NoValue
    return _checked(int(token)) if token.isdecimal() else int(float(token))


def _checked(value: int) -> int:
    if abs(value) > LARGEST:
        raise _NoValue
    return value
