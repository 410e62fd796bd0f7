"""Java: the tests are a class `Main`, which another one starts."""

from __future__ import annotations

import re

_IMPORT = re.compile(r"^[ \t]*import\s+[^;]+;[ \t]*\n?", re.M)
_PACKAGE = re.compile(r"^[ \t]*package\s+[\w.]+\s*;[ \t]*\n?", re.M)
_CLASS = re.compile(r"\b(?:class|interface|enum|record)\s+\w+")


def whole(before: str, source: str, after: str, mark: str) -> str:
    """Returns one file: every import first, the program, the tests under another name, and what
    starts them."""
    source = _PACKAGE.sub("", source)
    imports = dict.fromkeys(
        line.strip() for text in (before, source, after) for line in _IMPORT.findall(text)
    )
    source = re.sub(r"\bpublic\s+(?=(?:final\s+)?class\s)", "", _IMPORT.sub("", source))
    if not _CLASS.search(source):
        source = f"class Solution {{\n{source}\n}}"
    tests = re.sub(r"\bMain\b", "ShortlistTests", _IMPORT.sub("", after))
    tests = re.sub(r"\bpublic\s+(?=class\s+ShortlistTests)", "", tests)
    start = (
        "public class Main {\n    public static void main(String[] args) throws Throwable {\n"
        "        ShortlistTests.main(args);\n"
        f'        System.out.println("\\n{mark}");\n    }}\n}}\n'
    )
    return "\n".join([*imports, source, tests, start])
