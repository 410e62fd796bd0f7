"""JavaScript: checked and run by Node.js."""

from __future__ import annotations

import re

from shortlist_engine.languages.language import Language, Plain, Tool, Toolchain, Writing
from shortlist_engine.languages.syntax import NOT_CODE, SCRIPT

_MODULE = re.compile(
    r"^[ \t]*(?:import\s*(?:[\w{*\"'][^;()]{0,2000}?from\b|[\"'])|export\s)", re.MULTILINE
)
# There is no /dev/stdin in the sandbox, and half of all programs in JavaScript read it.
_STANDARD_INPUT = """
const fs = require('fs');
const opened = (path) => (path === '/dev/stdin' ? 0 : path);
const { createReadStream, openSync, readFile, readFileSync } = fs;
fs.readFileSync = (path, ...more) => readFileSync(opened(path), ...more);
fs.readFile = (path, ...more) => readFile(opened(path), ...more);
fs.openSync = (path, ...more) => (path === '/dev/stdin' ? 0 : openSync(path, ...more));
fs.createReadStream = (path, options) =>
  path === '/dev/stdin' ? createReadStream(null, { ...options, fd: 0 })
    : createReadStream(path, options);
require('module').syncBuiltinESMExports();
"""
_SUM = """\
const words = require('fs').readFileSync(0, 'utf8').split(/\\s+/);
console.log(Number(words[0]) + Number(words[1]));"""


_IMPORTED = re.compile(r"\b(?:require\s*\(|from|import)\s*[\"'](\.{1,2}/[^\"'\n]+)[\"']")


def javascript_modules(source: str) -> list[str]:
    """Returns where the modules may be that a source imports by a path."""
    names = [name.removeprefix("./") for name in _IMPORTED.findall(source)]
    return [name + suffix for name in names for suffix in ("", ".js", ".mjs", ".cjs", ".json")]


def javascript_file(source: str) -> str:
    """Returns the name of a program's file: Node tells modules from scripts by it."""
    return "prog.mjs" if _MODULE.search(NOT_CODE.sub('""', source)) else "prog.js"


JAVASCRIPT = Language(
    "javascript",
    "JavaScript",
    (".js", ".mjs"),
    SCRIPT,
    other_names=("js", "node"),
    new_keyword=True,
    toolchain=Toolchain(
        "tool",
        Tool("node", ("-p", "process.execPath"), r"(.+)/bin/node", "{home}/bin/node"),
        file=javascript_file,
        beside=javascript_modules,
        compile=("{tool}", "--max-old-space-size=512", "--check", "{file}"),
        result="{file}",
        environment=(
            ("UV_USE_IO_URING", "0"), ("OPENSSL_CONF", "/dev/null"),
            ("LD_LIBRARY_PATH", "{home}/lib"),
        ),
        run=(
            "{tool}", "--max-old-space-size={memory}", "--stack-size=60000",
            "--v8-pool-size=1", "--require", "{job}/files/standard_input.cjs", "{file}",
        ),
        run_environment=(
            ("UV_USE_IO_URING", "0"), ("UV_THREADPOOL_SIZE", "1"),
            ("OPENSSL_CONF", "/dev/null"), ("LD_LIBRARY_PATH", "{home}/lib"),
        ),
        extra=(("standard_input.cjs", _STANDARD_INPUT),),
        out_of_memory=r"JavaScript heap out of memory",
        crashed=r"^(?:Uncaught: .*|[A-Z]\w*Error\b.*)",
        reserves=True,
        own_mib=128,
        readable=("{home}/bin/node", "{home}/lib"),
        fix="install Node.js (Debian and Ubuntu: apt install nodejs)",
        plain=Plain(
            ("node",),
            check=("{tool}", "--check", "{file}"),
            run=(
                "{tool}", "--max-old-space-size={memory}", "--require", "./standard_input.cjs",
                "{file}",
            ),
            fixes=(
                ("darwin", "install Node.js from https://nodejs.org"),
                ("win32", "install Node.js from https://nodejs.org"),
            ),
        ),
    ),
    writing=Writing(
        "one complete Node.js program that reads `require('fs').readFileSync(0)`",
        _SUM,
        r"\brequire\(|\bconsole\.log\(|^\s*(?:const|let|var) \w",
    ),
)  # fmt: skip
