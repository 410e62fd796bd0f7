"""C++ programs with other names and without comments, by their tokens."""

from __future__ import annotations

import random
import re
from collections.abc import Set as AbstractSet

from shortlist_engine.training.rewriting.names import fresh_names

_TOKEN = re.compile(
    r"//[^\n]*|/\*.*?\*/|^[ \t]*#(?:\\\n|[^\n])*|\"(?:\\.|[^\"\\\n])*\"\w*|'(?:\\.|[^'\\\n])*'"
    r"|[A-Za-z_]\w*|\d[\w.']*|\s+|.",
    re.S | re.M,
)
_DECLARED = re.compile(
    r"\b(?:int|long|double|float|char|bool|string|auto|ll|size_t|"
    r"(?:vector|set|map|deque|queue|stack|pair|unordered_map|unordered_set|multiset)\s*<[^;(){}]*>)"
    r"[\s&*]+([A-Za-z_]\w*)\s*(?=[;,=\[:)]|\()"
)
_MORE = re.compile(r"\b(?:int|long long|double|string|char)\s+(?:\w+\s*(?:=[^,;()]*)?,\s*)+(\w+)")
_MEMBER = re.compile(r"(?:\.|->|::)\s*(\w+)")
_CALLED = re.compile(r"(\w+)\s*\(")
_TYPEDEF = re.compile(r"\btypedef\b[^;{}]*\b(\w+)\s*;")
_KEPT = {
    "main", "int", "long", "double", "float", "char", "bool", "string", "auto", "operator", "cin",
    "cout", "endl", "std", "const", "unsigned", "signed", "short", "void", "return", "for", "while",
    "if", "else", "do", "begin", "end", "size", "first", "second", "min", "max", "swap", "sort",
    "count", "find", "left", "right", "prev", "next", "distance", "y1", "y0", "j0", "j1", "yn",
    "test", "check", "get", "data", "index", "queue", "stack", "set", "map", "vector", "pair",
    "hash", "array", "less", "greater", "plus", "minus", "round", "floor", "ceil", "abs", "pow",
}  # fmt: skip


def rewrite_cpp(source: str, rng: random.Random, kept: AbstractSet[str] = frozenset()) -> str:
    """Returns the program with some of its variables renamed and, mostly, without comments. Names
    of the standard library, in macros, of types, members and of what is called stay."""
    tokens = _TOKEN.findall(source)
    if re.search(r"\b(?:u8|[uUL])?R\"|//[^\n]*\\\n", source):
        return source  # a raw text, or a comment that goes on in the next line
    words = {token for token in tokens if re.match(r"[A-Za-z_]", token)}
    declared = set(_DECLARED.findall(source)) | set(_MORE.findall(source))
    macros = [token for token in tokens if token.lstrip().startswith("#")]
    fixed = {*_KEPT, *kept, *re.findall(r"\w+", " ".join(macros))}
    fixed |= {*_MEMBER.findall(source), *_CALLED.findall(source), *_TYPEDEF.findall(source)}
    renamed: dict[str, str] = {}
    texts_of_names = any("#" in macro.lstrip()[1:] for macro in macros)  # #name, or a##b
    if not (texts_of_names or {"struct", "class"} & words) and rng.random() < 0.6:
        renamed = fresh_names(declared - fixed, set(), words | fixed, rng)
    bare = rng.random() < 0.7
    written = []
    for token in tokens:
        if bare and token.startswith(("//", "/*")):
            token = " " if token.startswith("/*") else ""
        written.append(renamed.get(token, token))
    return re.sub(r"[ \t]+\n", "\n", "".join(written))
