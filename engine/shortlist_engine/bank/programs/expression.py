"""Expressions that are parameters of a task: the same in Python, in C++, and in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Expr:
    """Stands for an expression over `arguments`, such as `x % 3 == 0` over `x`.

    In a family it is called like a function. In the programs that are printed, the call becomes the
    expression itself. `words` says in a statement what it means; `cpp` is the same in C++, made
    from `python` where it is empty.
    """

    arguments: str
    python: str
    words: str = ""
    cpp: str = ""

    def __call__(self, *values: Any) -> Any:
        return self._function(*values)

    def __str__(self) -> str:
        return self.python

    @cached_property
    def _function(self) -> Callable[..., Any]:
        function: Callable[..., Any] = eval(f"lambda {', '.join(self.names)}: {self.python}")
        return function

    @property
    def names(self) -> list[str]:
        return self.arguments.split()

    def written(self, language: str, values: list[str]) -> str:
        """Returns the expression with `values`, texts of that language, in place of its
        arguments. What is not a single name or number is put into parentheses."""
        text = self.python if language == "python" else self.cpp or to_cpp(self.python)
        given = {
            name: value if re.fullmatch(r"[\w.]+(?:\[[^\[\]]*\])*", value) else f"({value})"
            for name, value in zip(self.names, values, strict=True)
        }
        pattern = rf"\b({'|'.join(map(re.escape, self.names))})\b"
        return re.sub(pattern, lambda found: given[found[1]], text)


def to_cpp(python: str) -> str:
    """Returns the C++ of a plain Python expression of integers and characters: operators only."""
    text = re.sub(r"\band\b", "&&", python)
    text = re.sub(r"\bor\b", "||", text)
    text = re.sub(r"\bnot\s+", "!", text)
    text = text.replace("//", "/").replace("True", "true").replace("False", "false")
    chained = re.fullmatch(r"([\w.]+) (<=?) (\w+) (<=?) ([\w.]+)", text)
    if chained:
        low, first, name, second, high = chained.groups()
        return f"{low} {first} {name} && {name} {second} {high}"
    return text
