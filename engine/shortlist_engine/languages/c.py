"""C, compiled by gcc from its standard input."""

from __future__ import annotations

from shortlist_engine.languages.cpp import HELPER_KILLED, included
from shortlist_engine.languages.language import Language, Tool, Toolchain
from shortlist_engine.languages.syntax import C as SYNTAX

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
            "-fdiagnostics-color=never", "-x", "c", "-", "-o", "program", "-lm",
        ),
        result="program",
        killed=HELPER_KILLED,
        fix="install the GNU C compiler (Debian and Ubuntu: apt install gcc)",
    ),
)  # fmt: skip
