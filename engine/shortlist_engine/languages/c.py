"""C, compiled by gcc from its standard input."""

from __future__ import annotations

from shortlist_engine.languages.cpp import (
    COMPILERS_ELSEWHERE,
    FUNCTION,
    HELPER_KILLED,
    STACK_ON_WINDOWS,
    included,
)
from shortlist_engine.languages.language import (
    FLAGS,
    Language,
    Plain,
    Tool,
    Toolchain,
    Writing,
)
from shortlist_engine.languages.syntax import C as SYNTAX

_SUM = """\
#include <stdio.h>

int main(void) {
    long long a, b;
    scanf("%lld %lld", &a, &b);
    printf("%lld\\n", a + b);
    return 0;
}"""
_HEADERS = ("stdio", "stdlib", "string", "math", "stdbool", "limits")

C = Language(
    "c",
    "C",
    (".c",),
    SYNTAX,
    other_names=("c99", "c11", "gnu c", "ansi c"),
    toolchain=Toolchain(
        "native",
        Tool("gcc"),
        file=lambda source: "prog.c",
        standard_input="<stdin>",
        standards=(
            ("c17", "gnu17"), ("c89", "gnu89"), ("c99", "gnu99"), ("c11", "gnu11"),
            ("c23", "gnu2x"),
        ),
        beside=included,
        header_flags=("-I", "{job}"),
        compile=(
            "{tool}", "-std={standard}", "-DONLINE_JUDGE", "-O2", "-pipe", "-w", "-fmax-errors=3",
            "-fdiagnostics-color=never", FLAGS, "-x", "c", "-", "-o", "program", "-lm",
        ),
        result="program",
        killed=HELPER_KILLED,
        fix="install the GNU C compiler (Debian and Ubuntu: apt install gcc)",
        debug=("{tool}", "-std={standard}", "-g", "-O0", "{file}", "-o", "{program}", "-lm"),
        plain=Plain(
            ("gcc", "clang", "cc"),
            compile=(
                "{tool}", "-std={standard}", "-DONLINE_JUDGE", "-O2", "-w",
                "-fdiagnostics-color=never", FLAGS, "{file}", "-o", "{program}", "-lm",
            ),
            on_windows=STACK_ON_WINDOWS,
            fixes=COMPILERS_ELSEWHERE,
        ),
    ),
    writing=Writing(
        "one complete C program with its `#include` lines and `int main(void)`",
        _SUM,
        headers="".join(f"#include <{name}.h>\n" for name in _HEADERS),
        function=FUNCTION,
        main="int main(void) {{ {call}; return 0; }}",
    ),
)  # fmt: skip
