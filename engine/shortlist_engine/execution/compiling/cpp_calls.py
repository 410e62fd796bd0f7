"""C++ programs of *function* problems: made into a program that reads a call expression and prints
its value.

The calls are read when the program runs, so that it compiles once for all inputs. The parameters'
types come from the function itself: headers/shortlist/run.hpp takes its address and deduces them,
and nothing here parses C++.
"""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from pathlib import Path

from shortlist_engine.execution.compiling.messages import CompileFailed
from shortlist_engine.languages import LANGUAGES
from shortlist_engine.languages.cpp import INCLUDES_ALL
from shortlist_engine.problem import Problem, Program

_HEADERS = Path(__file__).resolve().parent / "headers" / "shortlist"
_RUNTIME = ("process", "types", "reader", "scalars", "read", "write", "call", "run")
_EVERYTHING = "#include <bits/stdc++.h>\n"
_INCLUDE = re.compile(r"^[ \t\f\v]*#[ \t]*include\b", re.MULTILINE)
_NOT_CODE = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:[^\"\\\n]|\\.)*\"", re.DOTALL)
_METHOD = re.compile(r"\s*(?:new\s+)?([A-Za-z_]\w*)\s*\(\s*\)\s*\.")
_NODE = re.compile(r"\b(?:List|Tree)Node\b")
_DEFINES_NODE = re.compile(r"\b(?:struct|class)\s+(?:List|Tree)Node\b\s*(?:final\s*)?[:{]")
# The user's own main must not become the program's.
_RENAMED_MAIN = "#define main shortlist_main_of_the_program\n"
# Every name is our own, because the program's macros are in force here. A qualified name finds what
# is in `absent` only where the program has none of its own (C++17, [namespace.qual]).
_STAND_IN = """\
namespace shortlist_call {{ namespace absent {{ static const Nothing {name}{{}}; }} }}
using namespace shortlist_call::absent;
"""
_FINDER = """\
struct shortlist_{kind} {{
    template <class shortlist_class, class shortlist_pick>
    static auto shortlist_at(shortlist_pick shortlist) -> decltype(shortlist(&{where}::{name})) {{
        return shortlist(&{where}::{name});
    }}
}};
"""
_MAIN = """\
auto main() -> decltype(0) {{
    shortlist_call::run<{finders}, {owner}>("{name}");
}}
"""


def callable_program(problem: Problem, program: Program) -> Program:
    """Returns the program as one that evaluates the call on its standard input; unchanged unless it
    is a C++ program of a function problem.

    A program without any `#include` gets what LeetCode gives: the whole standard library and
    `using namespace std`; `ListNode` and `TreeNode` are defined where they are used and are not.
    Raises CompileFailed when the program has no function of that name.
    """
    if problem.kind != "function" or LANGUAGES[program.language].calls != "cpp_calls":
        return program
    name = problem.entry_point
    code = _NOT_CODE.sub(" ", program.source)
    if not name.isidentifier() or not re.search(rf"\b{name}\s*\(", code):
        raise CompileFailed(f"the program defines no function {name!r}")
    bare = not _INCLUDE.search(program.source)
    parts = [_EVERYTHING] if bare or INCLUDES_ALL.search(program.source) else []
    # Before the program, so that the program's macros cannot change it.
    parts += [_header(f"{part}.hpp") for part in _RUNTIME]
    if _NODE.search(code) and not _DEFINES_NODE.search(code):
        parts.append(_header("nodes.hpp"))
    if bare:
        parts.append("using namespace std;\n")
    if re.search(r"\bmain\b", code):
        parts.append(_RENAMED_MAIN)
    parts += ['#line 1 "prog.cpp"\n', program.source, "\n#undef main\n"]
    parts += ['#line 1 "end of prog.cpp"\n', _main(problem, code)]
    return replace(program, source="".join(parts))


def _main(problem: Problem, code: str) -> str:
    """What stands behind the program. The example says whether it calls a method or a function;
    the other is looked for only when the program may have it, since a name such as `merge` would
    be ambiguous beside `using namespace std`."""
    name, owner = problem.entry_point, _owner(problem)
    has_class = re.search(rf"\b(?:class|struct)\s+{owner or 'Solution'}\b", code) is not None
    kinds = ["free", "method"] if has_class and not owner else ["method" if has_class else "free"]
    parts = [_STAND_IN.format(name=name)] if len(kinds) == 2 else []
    for kind in kinds:
        where = "" if kind == "free" else "shortlist_class"
        parts.append(_FINDER.format(kind=kind, where=where, name=name))
    used = f"::{owner or 'Solution'}" if has_class else "shortlist_call::absent::Nothing"
    finders = f"shortlist_{kinds[0]}, shortlist_{kinds[-1]}"
    parts.append(_MAIN.format(finders=finders, owner=used, name=name))
    return "".join(parts)


def _owner(problem: Problem) -> str:
    """The class whose method the examples call; empty when they call a function."""
    for example in problem.examples:
        found = _METHOD.match(example.input)
        if found:
            return found.group(1)
    return ""


@functools.cache
def _header(name: str) -> str:
    return f'#line 1 "shortlist/{name}"\n' + (_HEADERS / name).read_text(encoding="utf-8")
