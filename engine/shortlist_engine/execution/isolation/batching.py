"""Whether a Python program may run on several inputs in one process, as far as its text shows."""

from __future__ import annotations

import re

# A program that reaches into the interpreter gets a process for every input: comparing whole
# modules would cost more than the fork it saves, because reading an object copies its page.
_REACHES_IN = re.compile(
    r"\b(?:builtins|__builtins__|setattr|delattr|vars|__dict__|environ|putenv|gc|modules|ctypes|"
    r"_getframe|sys\.path)\b"
)
_IMPORTED = re.compile(r"^[ \t\f]*(?:from[ \t]+[\w.]+[ \t]+)?import[ \t]+([^#\n;]+)", re.MULTILINE)
_NAME = re.compile(r"\w+")
# What is after the point is taken once and for all (a group in a look-ahead, then the same text),
# so that a hostile text takes no quadratic time.
_ASSIGNED = re.compile(r"(?<![\w.])(\w+)\.(?=([\w.]+))\2(?=\s*(?:[-+*/|&^%]|//|\*\*|<<|>>)?=(?!=))")
_RENEWED = frozenset({"sys.stdin", "sys.stdout", "sys.stderr"})


def may_share_a_process(source: str) -> bool:
    """Tells whether a program leaves modules and built-ins as they are, as far as its text shows,
    so that its next input may run in the same process. It may change its streams and limits, since
    those are renewed for every input."""
    if _REACHES_IN.search(source):
        return False
    names = {name for group in _IMPORTED.findall(source) for name in _NAME.findall(group)}
    for match in _ASSIGNED.finditer(source):
        if match[1] in names and match[0] not in _RENEWED:
            return False
    return True
