"""Comment and string syntax, and the pieces of it that languages share."""

from __future__ import annotations

import re
from dataclasses import dataclass

DOUBLE = r'"(?:[^"\\\n]|\\.)*"'
SINGLE = r"'(?:[^'\\\n]|\\.)*'"
BACKTICK = r"(?s:`(?:[^`\\]|\\.)*`)"
CHARACTER = r"'(?:[^'\\\n]|\\[^\n]{1,8}?)'"
_RAW_CPP = r'(?s:R"(?P<raw>[^\s()\\"]{0,16})\(.*?\)(?P=raw)")'
_RAW_RUST = r'(?s:\bb?r(?P<hashes>#*)".*?"(?P=hashes))'


@dataclass(frozen=True)
class Syntax:
    """Says how comments and strings are written.

    `line`: markers of line comments. `block`: pairs of block comments. `docstring`: quotes of
    strings that stand alone as a statement. `nested`: block comments nest. `strings`: patterns of
    string literals, in which a comment marker means nothing. `unicode_escapes`: backslash-u is read
    even inside comments (Java Language Specification, section 3.3).
    """

    line: tuple[str, ...] = ()
    block: tuple[tuple[str, str], ...] = ()
    docstring: tuple[str, ...] = ()
    nested: bool = False
    strings: tuple[str, ...] = (DOUBLE, SINGLE)
    unicode_escapes: bool = False


C_BLOCK = (("/*", "*/"),)
C = Syntax(("//",), C_BLOCK, strings=(_RAW_CPP, DOUBLE, CHARACTER))
JAVA = Syntax(
    ("//",),
    C_BLOCK,
    strings=(r'(?s:"""(?:[^\\]|\\.)*?""")', DOUBLE, CHARACTER),
    unicode_escapes=True,
)
SCRIPT = Syntax(("//",), C_BLOCK, strings=(DOUBLE, SINGLE, BACKTICK))
NESTING = Syntax(
    ("//",), C_BLOCK, nested=True, strings=(_RAW_RUST, r'(?s:""".*?""")', DOUBLE, CHARACTER)
)

NOT_CODE = re.compile(
    r"//[^\n]*|/\*.*?\*/|\"\"\".*?\"\"\"|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'", re.DOTALL
)
"""The comments and strings of Java and JavaScript, for finding what is code."""
