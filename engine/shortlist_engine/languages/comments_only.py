"""The languages in whose comments statements are read, and nothing more."""

from __future__ import annotations

from shortlist_engine.languages.language import Language
from shortlist_engine.languages.syntax import (
    C_BLOCK,
    CHARACTER,
    DOUBLE,
    JAVA,
    NESTING,
    SCRIPT,
    C,
    Syntax,
)

_HASH = Syntax(("#",))
_DASH = Syntax(("--",), (("{-", "-}"),), nested=True, strings=(DOUBLE, CHARACTER))
_ML = Syntax((), (("(*", "*)"),), nested=True, strings=(DOUBLE, CHARACTER))
_LISP = Syntax((";",), (("#|", "|#"),), nested=True, strings=(DOUBLE,))
_PERCENT = Syntax(("%",), strings=(DOUBLE,))
_FORTRAN = Syntax(("!",))
_MARKUP = Syntax((), (("<!--", "-->"),), strings=())
_CSHARP = Syntax(("//",), C_BLOCK, strings=(r'(?s:@"[^"]*")', DOUBLE, CHARACTER))
_JULIA = Syntax(("#",), (("#=", "=#"),), docstring=('"""',), nested=True, strings=(DOUBLE,))
_FSHARP = Syntax(("//",), (("(*", "*)"),), nested=True, strings=(DOUBLE, CHARACTER))
_PASCAL = Syntax(("//",), (("(*", "*)"), ("{", "}")), strings=(r"'[^'\n]*'",))

COMMENTS_ONLY = (
    Language("cuda-cpp", "CUDA C++", (".cu",), C, fence="cuda"),
    Language("objective-c", "Objective-C", (), C),
    Language("objective-cpp", "Objective-C++", (), C),
    Language("csharp", "C#", (".cs",), _CSHARP, ("c#", "cs"), new_keyword=True),
    Language("groovy", "Groovy", (), JAVA, new_keyword=True),
    Language("kotlin", "Kotlin", (".kt", ".kts"), NESTING),
    Language("scala", "Scala", (".scala",), NESTING),
    Language("swift", "Swift", (".swift",), NESTING),
    Language("d", "D", (".d",), C),
    Language("dart", "Dart", (".dart",), NESTING, new_keyword=True),
    Language("zig", "Zig", (".zig",), Syntax(("//",), strings=(DOUBLE, CHARACTER))),
    Language("javascriptreact", "JavaScript with JSX", (".jsx",), SCRIPT, fence="jsx"),
    Language("typescript", "TypeScript", (".ts",), SCRIPT, ("ts",), new_keyword=True),
    Language("typescriptreact", "TypeScript with JSX", (".tsx",), SCRIPT, fence="tsx"),
    Language("php", "PHP", (".php",), Syntax(("//", "#"), C_BLOCK), new_keyword=True),
    Language("ruby", "Ruby", (".rb",), Syntax(("#",), (("=begin", "=end"),))),
    Language("perl", "Perl", (".pl",), _HASH),
    Language("r", "R", (".r",), _HASH),
    Language("elixir", "Elixir", (".ex", ".exs"), _HASH),
    Language("crystal", "Crystal", (".cr",), _HASH),
    Language("coffeescript", "CoffeeScript", (), _HASH),
    Language("shellscript", "Shell", (".sh",), _HASH, ("bash", "sh", "shell"), fence="sh"),
    Language("yaml", "YAML", (), _HASH),
    Language("makefile", "Makefile", (), _HASH),
    Language("nim", "Nim", (".nim",), Syntax(("#",), (("#[", "]#"),), nested=True)),
    Language("julia", "Julia", (".jl",), _JULIA),
    Language("powershell", "PowerShell", (), Syntax(("#",), (("<#", "#>"),))),
    Language("lua", "Lua", (".lua",), Syntax(("--",), (("--[[", "]]"),))),
    Language("haskell", "Haskell", (".hs",), _DASH),
    Language("elm", "Elm", (), _DASH),
    Language("sql", "SQL", (".sql",), Syntax(("--",), C_BLOCK)),
    Language("ada", "Ada", (".adb",), Syntax(("--",))),
    Language("ocaml", "OCaml", (".ml",), _ML),
    Language("fsharp", "F#", (".fs",), _FSHARP, ("f#",)),
    Language("pascal", "Pascal", (".pas",), _PASCAL),
    Language("lisp", "Lisp", (".lisp",), _LISP),
    Language("scheme", "Scheme", (".scm",), _LISP),
    Language("racket", "Racket", (".rkt",), _LISP),
    Language("clojure", "Clojure", (".clj",), Syntax((";",), strings=(DOUBLE,))),
    Language("erlang", "Erlang", (".erl",), _PERCENT),
    Language("prolog", "Prolog", (), Syntax(("%",), C_BLOCK)),
    Language("latex", "LaTeX", (".tex",), Syntax(("%",), strings=())),
    Language("matlab", "MATLAB", (".m",), Syntax(("%",), (("%{", "%}"),), strings=())),
    Language("fortran", "Fortran", (".f90",), _FORTRAN),
    Language("fortran-modern", "Modern Fortran", (), _FORTRAN, fence="fortran"),
    Language("vb", "Visual Basic", (".vb",), Syntax(("'",), strings=(r'"[^"\n]*"',))),
    Language("html", "HTML", (".html",), _MARKUP),
    Language("xml", "XML", (), _MARKUP),
)
