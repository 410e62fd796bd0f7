"""Rust: compiled by rustc, linked by a C compiler."""

from __future__ import annotations

from shortlist_engine.languages.language import Language, Tool, Toolchain, Writing
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
            "{tool}", "--sysroot={home}", "--edition=2021", "-O", "-C", "strip=symbols",
            "-C", "codegen-units=1", "-C", "linker={cc}",
            # Rust's own linker looks for itself in /proc, which is not there.
            "-C", "link-arg=-fuse-ld=bfd", "--cap-lints=allow",
            "--error-format=short", "--color=never", "-o", "program", "{file}",
        ),
        result="program",
        environment=(("LD_LIBRARY_PATH", "{home}/lib"),),
        out_of_memory=r"^memory allocation of \d+ bytes failed",
        crashed=r"^thread '.*' (?:\(\d+\) )?panicked at .*(?:\n.+)?",
        fix="install Rust for all users, with a C compiler to link (Debian and Ubuntu: "
        "apt install rustc gcc)",
    ),
    writing=Writing(
        "one complete Rust program with `fn main()` and the standard library only",
        _SUM,
        r"^\s*(?:pub\s+)?fn \w+.*\{|^\s*use std::",
        function=r"\bfn (\w+)\(\s*\)\s*\{",
        main="fn main() {{ {call}; }}",
    ),
)  # fmt: skip
