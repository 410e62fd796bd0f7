"""Python: run in the sandbox's own interpreter."""

from __future__ import annotations

from shortlist_engine.languages.language import Language, Toolchain, Writing
from shortlist_engine.languages.syntax import Syntax

PYTHON = Language(
    "python",
    "Python",
    (".py",),
    Syntax(("#",), docstring=('"""', "'''")),
    other_names=("py", "python3"),
    other_suffixes=(".pyw",),
    toolchain=Toolchain("interpreter", fix="reinstall Shortlist", checkers=True),
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
