"""Pieces of program text that many families end with, worded the same everywhere."""

from __future__ import annotations


def verdict_py(test: str, yes: str, no: str, before: str = "") -> list[str]:
    """Two bodies that print one of two words."""
    return [
        f'{before}if {test}:\n    print("{yes}")\nelse:\n    print("{no}")',
        f'{before}print("{yes}" if {test} else "{no}")',
    ]


def verdict_cpp(test: str, yes: str, no: str, before: str = "") -> list[str]:
    return [
        f'{before}if ({test}) cout << "{yes}" << endl;\nelse cout << "{no}" << endl;',
        f'{before}cout << (({test}) ? "{yes}" : "{no}") << endl;',
    ]


SHOW_PY = "print(*a)"
SHOW_CPP = 'for (int x : a) cout << x << " ";\ncout << endl;'
