"""Rust: compiled by rustc, linked by a C compiler."""

from __future__ import annotations

import re

from shortlist_engine.languages.language import (
    FLAGS,
    Language,
    Plain,
    Tool,
    Toolchain,
    Writing,
)
from shortlist_engine.languages.syntax import NESTING

_SUM = """\
use std::io::*;

fn main() {
    let mut text = String::new();
    stdin().read_to_string(&mut text).unwrap();
    let numbers = text.split_whitespace().map(|word| word.parse::<i64>().unwrap());
    let sum: i64 = numbers.sum();
    println!("{}", sum);
}"""
_MODULE = re.compile(r"^[ \t]*(?:pub(?:\([^)]*\))?[ \t]+)?mod[ \t]+(\w+)[ \t]*;", re.MULTILINE)


def rust_modules(source: str) -> list[str]:
    """Returns where the modules may be that a source declares and does not hold."""
    return [path for name in _MODULE.findall(source) for path in (f"{name}.rs", f"{name}/mod.rs")]


RUST = Language(
    "rust",
    "Rust",
    (".rs",),
    NESTING,
    other_names=("rs",),
    toolchain=Toolchain(
        "native",
        Tool("rustc", ("--print", "sysroot"), r"(.+)", "{home}/bin/rustc"),
        needs=("cc",),
        file=lambda source: "prog.rs",
        compile=(
            "{tool}", "--sysroot={home}", "--edition=2021", "--cfg", "ONLINE_JUDGE", "-O",
            "-C", "strip=symbols", "-C", "codegen-units=1", "-C", "linker={cc}",
            # Rust's own linker looks for itself in /proc, which is not there.
            "-C", "link-arg=-fuse-ld=bfd", "--cap-lints=allow",
            "--error-format=short", "--color=never", FLAGS, "-o", "program", "{file}",
        ),
        result="program",
        beside=rust_modules,
        environment=(("LD_LIBRARY_PATH", "{home}/lib"),),
        out_of_memory=r"^memory allocation of \d+ bytes failed",
        crashed=r"^thread '.*' (?:\(\d+\) )?panicked at .*(?:\n.+)?",
        debug=("{tool}", "--edition=2021", "-g", "{file}", "-o", "{program}"),
        fix="install Rust for all users, with a C compiler to link (Debian and Ubuntu: "
        "apt install rustc gcc)",
        plain=Plain(
            ("rustc",),
            compile=(
                "{tool}", "--edition=2021", "--cfg", "ONLINE_JUDGE", "-O", "--cap-lints=allow",
                "--error-format=short", "--color=never", FLAGS, "-o", "{program}", "{file}",
            ),
            fixes=(
                ("darwin", "install Rust from https://rustup.rs"),
                ("win32", "install Rust from https://rustup.rs"),
            ),
        ),
    ),
    writing=Writing(
        "one complete Rust program with `fn main()` and the standard library only",
        _SUM,
        r"^\s*(?:pub\s+)?fn \w+.*\{|^\s*use std::",
        function=r"\bfn (\w+)\(\s*\)\s*\{",
        main="fn main() {{ {call}; }}",
    ),
)  # fmt: skip
