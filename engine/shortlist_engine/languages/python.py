"""Python: run in the sandbox's own interpreter."""

from __future__ import annotations

import re

from shortlist_engine.languages.language import Language, Plain, Toolchain, Writing
from shortlist_engine.languages.syntax import Syntax

_IMPORTED = re.compile(
    r"^[ \t\f]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]+([^#\n;]+)|import[ \t]+([^#\n;]+))",
    re.MULTILINE,
)
_NAME = re.compile(r"[\w.]+")


def python_modules(source: str) -> list[str]:
    """Returns where the modules may be that a source imports, with the packages that they are
    in."""
    modules = []
    for package, members, plain in _IMPORTED.findall(source):
        if package:
            modules += [package, *(f"{package}.{name}" for name in _NAME.findall(members))]
        else:
            modules += [part.split()[0] for part in plain.split(",") if part.split()]
    paths = []
    for module in dict.fromkeys(modules):
        parts = [part for part in module.split(".") if part]
        for end in range(1, len(parts) + 1):
            path = "/".join(parts[:end])
            paths += [f"{path}.py", f"{path}/__init__.py"]
    return list(dict.fromkeys(paths))


PYTHON = Language(
    "python",
    "Python",
    (".py",),
    Syntax(("#",), docstring=('"""', "'''")),
    other_names=("py", "python3"),
    other_suffixes=(".pyw",),
    toolchain=Toolchain(
        "interpreter",
        beside=python_modules,
        fix="reinstall Shortlist",
        checkers=True,
        plain=Plain(("python3", "python"), run=("{tool}",)),
    ),
    written=True,
    prompt_name="python3",
    calls="harness",
    writing=Writing(
        "one complete Python 3 program",
        "a, b = map(int, input().split())\nprint(a + b)",
        r"^\s*(?:def \w+\(.*:|import \w+|from [\w.]+ import |class \w+.*:|for .* in .*:|"
        r"while .*:|if .*:|print\(|\w[\w, ]* = )",
    ),
)
