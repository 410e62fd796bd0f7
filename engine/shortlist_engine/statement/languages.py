"""Comment and string syntax of the languages, by their language server identifiers. Data only."""

from __future__ import annotations

from dataclasses import dataclass

_DOUBLE = r'"(?:[^"\\\n]|\\.)*"'
_SINGLE = r"'(?:[^'\\\n]|\\.)*'"
_BACKTICK = r"(?s:`(?:[^`\\]|\\.)*`)"
_CHARACTER = r"'(?:[^'\\\n]|\\[^\n]{1,8}?)'"


@dataclass(frozen=True)
class Syntax:
    """`line`: markers of line comments. `block`: pairs of block comments. `docstring`: quotes of
    strings that stand alone as a statement. `nested`: block comments nest. `strings`: patterns of
    string literals, in which a comment marker means nothing. `unicode_escapes`: backslash-u is read
    even inside comments (Java Language Specification, section 3.3)."""

    line: tuple[str, ...] = ()
    block: tuple[tuple[str, str], ...] = ()
    docstring: tuple[str, ...] = ()
    nested: bool = False
    strings: tuple[str, ...] = (_DOUBLE, _SINGLE)
    unicode_escapes: bool = False


_C_BLOCK = (("/*", "*/"),)
_RAW_CPP = r'(?s:R"(?P<raw>[^\s()\\"]{0,16})\(.*?\)(?P=raw)")'
_RAW_RUST = r'(?s:\bb?r(?P<hashes>#*)".*?"(?P=hashes))'

_C = Syntax(("//",), _C_BLOCK, strings=(_RAW_CPP, _DOUBLE, _CHARACTER))
_JAVA = Syntax(
    ("//",),
    _C_BLOCK,
    strings=(r'(?s:"""(?:[^\\]|\\.)*?""")', _DOUBLE, _CHARACTER),
    unicode_escapes=True,
)
_SCRIPT = Syntax(("//",), _C_BLOCK, strings=(_DOUBLE, _SINGLE, _BACKTICK))
_GO = Syntax(("//",), _C_BLOCK, strings=(_DOUBLE, _CHARACTER, r"(?s:`[^`]*`)"))
_NESTING = Syntax(
    ("//",), _C_BLOCK, nested=True, strings=(_RAW_RUST, r'(?s:""".*?""")', _DOUBLE, _CHARACTER)
)
_HASH = Syntax(("#",))
_DASH = Syntax(("--",), (("{-", "-}"),), nested=True, strings=(_DOUBLE, _CHARACTER))
_ML = Syntax((), (("(*", "*)"),), nested=True, strings=(_DOUBLE, _CHARACTER))
_LISP = Syntax((";",), (("#|", "|#"),), nested=True, strings=(_DOUBLE,))
_PERCENT = Syntax(("%",), strings=(_DOUBLE,))

# Text files hold the statement itself, not in a comment.
TEXT_LANGUAGES = frozenset({"markdown", "plaintext", "text", "txt", "md", "restructuredtext", ""})

LANGUAGES: dict[str, Syntax] = {
    "python": Syntax(("#",), docstring=('"""', "'''")),
    "c": _C,
    "cpp": _C,
    "cuda-cpp": _C,
    "objective-c": _C,
    "objective-cpp": _C,
    "csharp": Syntax(("//",), _C_BLOCK, strings=(r'(?s:@"[^"]*")', _DOUBLE, _CHARACTER)),
    "java": _JAVA,
    "groovy": _JAVA,
    "kotlin": _NESTING,
    "scala": _NESTING,
    "swift": _NESTING,
    "rust": _NESTING,
    "d": _C,
    "dart": _NESTING,
    "zig": Syntax(("//",), strings=(_DOUBLE, _CHARACTER)),
    "go": _GO,
    "javascript": _SCRIPT,
    "javascriptreact": _SCRIPT,
    "typescript": _SCRIPT,
    "typescriptreact": _SCRIPT,
    "php": Syntax(("//", "#"), _C_BLOCK),
    "ruby": Syntax(("#",), (("=begin", "=end"),)),
    "perl": _HASH,
    "r": _HASH,
    "elixir": _HASH,
    "crystal": _HASH,
    "coffeescript": _HASH,
    "shellscript": _HASH,
    "yaml": _HASH,
    "makefile": _HASH,
    "nim": Syntax(("#",), (("#[", "]#"),), nested=True),
    "julia": Syntax(("#",), (("#=", "=#"),), docstring=('"""',), nested=True, strings=(_DOUBLE,)),
    "powershell": Syntax(("#",), (("<#", "#>"),)),
    "lua": Syntax(("--",), (("--[[", "]]"),)),
    "haskell": _DASH,
    "elm": _DASH,
    "sql": Syntax(("--",), _C_BLOCK),
    "ada": Syntax(("--",)),
    "ocaml": _ML,
    "fsharp": Syntax(("//",), (("(*", "*)"),), nested=True, strings=(_DOUBLE, _CHARACTER)),
    "pascal": Syntax(("//",), (("(*", "*)"), ("{", "}")), strings=(r"'[^'\n]*'",)),
    "lisp": _LISP,
    "scheme": _LISP,
    "racket": _LISP,
    "clojure": Syntax((";",), strings=(_DOUBLE,)),
    "erlang": _PERCENT,
    "prolog": Syntax(("%",), _C_BLOCK),
    "latex": Syntax(("%",), strings=()),
    "matlab": Syntax(("%",), (("%{", "%}"),), strings=()),
    "fortran": Syntax(("!",)),
    "fortran-modern": Syntax(("!",)),
    "vb": Syntax(("'",), strings=(r'"[^"\n]*"',)),
    "html": Syntax((), (("<!--", "-->"),), strings=()),
    "xml": Syntax((), (("<!--", "-->"),), strings=()),
}
