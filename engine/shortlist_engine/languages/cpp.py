"""C++, compiled by g++ from its standard input, with a precompiled header."""

from __future__ import annotations

import re
from pathlib import Path

from shortlist_engine.languages.language import (
    FLAGS,
    Language,
    Plain,
    Prepared,
    Tool,
    Toolchain,
    Writing,
)
from shortlist_engine.languages.syntax import C

_HEADERS = Path(__file__).resolve().parent / "headers"
HEADER = _HEADERS / "bits" / "stdc++.h"
# Rare and slow to parse, so not in the trimmed header: a program naming one gets the whole header.
_NOT_IN_HEADER = re.compile(
    r"\b(?:regex|thread|this_thread|future|async|promise|mutex|lock_guard|unique_lock|"
    r"condition_variable|filesystem|locale|codecvt|execution|shared_mutex|memory_resource|pmr|"
    r"scoped_allocator_adaptor|valarray|charconv|from_chars|to_chars|atomic)\b"
)
INCLUDES_ALL = re.compile(r"^[ \t\f\v]*#[ \t]*include[ \t]*<bits/stdc\+\+\.h>", re.MULTILINE)
# What g++ says when one of its helpers is killed, and when it was told to end and took its
# temporary files away, but could not end itself: the filter forbids it that.
HELPER_KILLED = (
    r"(?m)^[^:\n]+: fatal error: (?:(?:Killed|Terminated|Hangup) signal terminated program|"
    r"\S+ terminated with signal (?:9|15|1)\b)|"
    r"^\S*ld: cannot find (?:\S+/)?cc\w{6}\.o: No such file|"
    r"^\S*ld\.gold: error: cannot open (?:\S+/)?cc\w{6}\.o: No such file"
)
# Older compilers know the last three by these words only, and newer ones still do.
STANDARDS = tuple(
    (f"c++{year}", f"gnu++{word}")
    for year, word in (
        ("17", "17"), ("98", "98"), ("11", "11"), ("14", "14"), ("20", "2a"), ("23", "2b"),
        ("26", "2c"),
    )
)  # fmt: skip
# As at judges that run Windows; by default a program has 1 MiB there.
STACK_ON_WINDOWS = ("-Wl,--stack,268435456",)
COMPILERS_ELSEWHERE = (
    ("darwin", "install Apple's compilers: xcode-select --install"),
    (
        "win32",
        "install MinGW-w64, from https://winlibs.com or MSYS2 say, and add its folder `bin` to "
        "the PATH",
    ),
)
_NEWEST = ("gnu++2b", "gnu++2a")
_OLDER = ("gnu++14",)
# Names and marks of C++20 and C++23. They may be a program's own: it is compiled by the usual
# standard first.
_OF_NEWER = re.compile(
    r"<=>|\[\w*&=, ]*\]\s*<\s*(?:class|typename|auto|int)\b|\busing\s+enum\b|\b(?:concept|requires|"
    r"co_yield|co_await|co_return|consteval|constinit|char8_t|views|ranges|span|ssize|bit_cast|"
    r"bit_ceil|bit_floor|bit_width|popcount|count[lr]_(?:zero|one)|has_single_bit|rot[lr]|midpoint|"
    r"lerp|jthread|source_location|format|print|println|expected|generator|mdspan|byteswap|"
    r"to_underlying|unreachable|erase_if|contains|starts_with|ends_with|shift_left|shift_right|"
    r"remove_cvref_t|type_identity_t|numbers|bind_front|flat_map|flat_set|strong_ordering|"
    r"weak_ordering|partial_ordering|barrier|latch|fold_left|cmp_(?:less|greater|equal)\w*|"
    r"is_(?:n?eq|lt|lteq|gt|gteq)|likely|unlikely|to_address|to_array|uncaught_exceptions)\b"
)
_NEWER_SAID = re.compile(r"[Cc]\+\+2\d|gnu\+\+2")
# What C++17 took away, or gave a name in `std` that programs without it use themselves.
_OLDER_SAID = re.compile(r"is ambiguous|dynamic exception specification|ISO C\+\+17 does not allow")
_INCLUDED = re.compile(r"^[ \t\f\v]*#[ \t]*include[ \t]*[<\"]([^>\"\n]+)[>\"]", re.MULTILINE)
_PRECOMPILE = '"$0" -std=gnu++17 -DONLINE_JUDGE -O2 -w $flags -x c++-header header -o program'
# Where the compiler takes no plugins, the header is precompiled without.
_PREPARE = f"""
"$0" -O1 -shared -fPIC instantiate.cpp -o instantiate.so &&
  flags=-fplugin=./instantiate.so && {_PRECOMPILE} && exit
flags= && {_PRECOMPILE}
"""
# The head of a function that needs no argument, in C and C++.
FUNCTION = r"^(?:static |inline )*(?:void|int)\s+(\w+)\s*\(\s*(?:void)?\s*\)\s*\{"
_SUM = """\
#include <bits/stdc++.h>
using namespace std;

int main() {
    long long a, b;
    cin >> a >> b;
    cout << a + b << endl;
    return 0;
}"""


def uses_header(source: str) -> bool:
    """Tells whether a program is compiled with the precompiled header."""
    return INCLUDES_ALL.search(source) is not None and not _NOT_IN_HEADER.search(source)


def included(source: str) -> list[str]:
    """Returns the names of what a C or C++ source includes."""
    return _INCLUDED.findall(source)


def other_standards(source: str, said: str) -> tuple[str, ...]:
    """Returns the standards by which a source may compile that does not by C++17."""
    if _OF_NEWER.search(source) or _NEWER_SAID.search(said):
        return _NEWEST
    return _OLDER if _OLDER_SAID.search(said) else ()


CPP = Language(
    "cpp",
    "C++",
    (".cpp", ".cc", ".cxx"),
    C,
    other_names=("c++",),
    other_suffixes=(".c++", ".hpp", ".hh", ".hxx", ".h"),
    toolchain=Toolchain(
        "native",
        Tool("g++"),
        file=lambda source: "prog.cpp",
        standard_input="<stdin>",
        standards=STANDARDS,
        other_standards=other_standards,
        beside=included,
        compile=(
            "{tool}", "-std={standard}", "-DONLINE_JUDGE", "-O2", "-pipe", "-w", "-fmax-errors=3",
            "-fdiagnostics-color=never", FLAGS, "-x", "c++", "-", "-o", "program",
        ),
        linker_flags=("-fuse-ld=gold",),
        result="program",
        prepared=Prepared(
            ("/bin/sh", "-c", _PREPARE, "{tool}"),
            result="program",
            place="bits/stdc++.h.gch",
            header=HEADER,
            beside=(_HEADERS / "instantiate.cpp",),
            flags=("-isystem", "{prepared}"),
            used_by=uses_header,
        ),
        header_flags=("-I", "{job}"),
        header_suffixes=(".h", ".hpp", ".hh", ".hxx", ".inc", ".ipp"),
        killed=HELPER_KILLED,
        out_of_memory=r"bad_alloc",
        fix="install the GNU C++ compiler (Debian and Ubuntu: apt install g++)",
        checkers=True,
        debug=("{tool}", "-std={standard}", "-g", "-O0", "{file}", "-o", "{program}"),
        plain=Plain(
            ("g++", "clang++", "c++"),
            compile=(
                "{tool}", "-std={standard}", "-DONLINE_JUDGE", "-O2", "-w",
                "-fdiagnostics-color=never", FLAGS,
                # Found last: compilers that have a <bits/stdc++.h> of their own use that.
                "-idirafter", str(_HEADERS / "elsewhere"), "{file}", "-o", "{program}",
            ),
            on_windows=STACK_ON_WINDOWS,
            fixes=COMPILERS_ELSEWHERE,
        ),
    ),
    written=True,
    calls="cpp_calls",
    writing=Writing(
        "one complete C++17 program with `#include <bits/stdc++.h>` and `int main()`",
        _SUM,
        r"^\s*#\s*include\b|\busing namespace std\b|\bstd::",
        headers="#include <bits/stdc++.h>\nusing namespace std;\n",
        function=FUNCTION,
        main="int main() {{ {call}; return 0; }}",
    ),
)  # fmt: skip
