"""The languages that programs may be written in, as data.

To add one is to add an entry to `LANGUAGES`, and its options for a person to see in
docs/security.md.
"""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from glob import glob
from typing import Literal

from shortlist_engine.execution.isolation.jail.tool_call import JOB, filled
from shortlist_engine.execution.source_names import java_file, javascript_file

_ASK_S = 60


@dataclass(frozen=True)
class Tool:
    """A compiler or virtual machine. `name` is looked for on the PATH. What is found there may only
    stand for the real one, so with `ask` it is started with these arguments and the first group of
    `answer` in what it prints is its home directory, `{home}`; the real tool is then `path`."""

    name: str
    ask: tuple[str, ...] = ()
    answer: str = ""
    path: str = ""


@dataclass(frozen=True)
class Language:
    """How a language is compiled and run. In the commands `{tool}` and `{home}` are the tool's,
    `{prepared}` the directory of what is built once for each compiler, `JOB` the private directory,
    `{file}` the program's file in it, `{main}` what to start in that, `{memory}` the limit in MiB.

    - `kind`: `python` runs in the sandbox's own interpreter; `native` is compiled to a program;
      `tool` is run by its tool, with the command `run`.
    - `sampled`: whether the model writes programs in it. The others are run, never proposed.
    - `needs`: further programs on the PATH; their paths have their names in the commands.
    - `compile` makes `result` in the private directory from `file`, or, where there is none, from
      standard input. `prepare` makes what is built once: `prepared` is its place in that directory.
    - `reserves`: its programs reserve far more address space than they use, so that what they may
      write to is limited instead.
    - `own_mib`: what its virtual machine needs itself and is allowed beside the limit of memory.
    - `extra`: files that the run needs beside the program.
    - `readable`: what the tool reads beside the system's libraries, as patterns of paths.
    - `version`: the arguments that print the tool's version; `fix` says how to get the tool.
    """

    name: str
    suffix: str
    kind: Literal["python", "native", "tool"]
    tool: Tool | None = None
    sampled: bool = False
    needs: tuple[str, ...] = ()
    file: Callable[[str], str] | None = None
    compile: tuple[str, ...] = ()
    result: str = ""
    prepare: tuple[str, ...] = ()
    prepared: str = ""
    environment: tuple[tuple[str, str], ...] = ()
    run: tuple[str, ...] = ()
    run_environment: tuple[tuple[str, str], ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    reserves: bool = False
    own_mib: int = 0
    readable: tuple[str, ...] = ()
    version: tuple[str, ...] = ("--version",)
    fix: str = ""


# There is no /dev/stdin in the sandbox, and half of all programs in JavaScript read it.
_STANDARD_INPUT_JS = """
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
# The packages of Go's standard library that programs of this kind import, with what they need.
_GO_PACKAGES = (
    "bufio bytes cmp container/... context embed encoding/... errors expvar flag fmt hash/... "
    "index/... io/... iter log maps math/... os path regexp/... reflect runtime/debug slices sort "
    "strconv strings sync/... text/... time unicode/... unique unsafe"
)
_GO_PREPARE = f"""
set -f
packages=$("$0" list {_GO_PACKAGES} 2>/dev/null)
"$0" list -deps -export -f '{{{{if .Export}}}}{{{{.ImportPath}}}} {{{{.Export}}}}{{{{end}}}}' \
  $packages > exported || exit
while read -r name file; do
  mkdir -p "packages/$(dirname "$name")" && cp "$file" "packages/$name.a" || exit
done < exported
"""
_GO_COMPILE = (
    "mkdir -p .config/go/telemetry && echo off > .config/go/telemetry/mode; "
    '"$0" tool compile -p main -I "$1" -o main.o prog.go && '
    '"$0" tool link -s -w -L "$1" -o program main.o'
)
_JAVA_MACHINE = ("-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData")

LANGUAGES: dict[str, Language] = {
    language.name: language
    for language in (
        Language("python", ".py", "python", sampled=True),
        Language(
            "cpp",
            ".cpp",
            "native",
            Tool("g++"),
            sampled=True,
            compile=(
                "{tool}", "-std=gnu++17", "-O2", "-pipe", "-w", "-fmax-errors=3",
                "-fdiagnostics-color=never", "-isystem", "{prepared}", "-x", "c++", "-",
                "-o", "program",
            ),
            result="program",
            prepare=(
                "{tool}", "-std=gnu++17", "-O2", "-w", "-x", "c++-header", "header",
                "-o", "program",
            ),
            prepared="bits/stdc++.h.gch",
            fix="install the GNU C++ compiler (Debian and Ubuntu: apt install g++)",
        ),
        Language(
            "java",
            ".java",
            "tool",
            Tool("javac", ("-J-XshowSettings:properties", "-version"), r"java\.home = (.+)",
                 "{home}/bin/javac"),
            file=java_file,
            compile=(
                "{tool}", *(f"-J{option}" for option in _JAVA_MACHINE), "-J-Xmx512m",
                "-J-XX:CompressedClassSpaceSize=64m", "-J-XX:ReservedCodeCacheSize=64m",
                "-encoding", "UTF-8", "-nowarn", "-proc:none", "-d", "classes", "{file}",
            ),
            result="classes",
            environment=(("LD_LIBRARY_PATH", "{home}/lib"),),
            run=(
                "{home}/bin/java", *_JAVA_MACHINE, "-XX:-UseContainerSupport", "-Xms8m",
                "-Xmx{memory}m", "-XX:MaxDirectMemorySize={memory}m",
                # The stack of the main thread, and of the others.
                "-Xss64m", "-XX:ThreadStackSize=1024",
                "-XX:CompressedClassSpaceSize=64m", "-XX:ReservedCodeCacheSize=64m",
                "-XX:+DisplayVMOutputToStderr", "-XX:MaxJavaStackTraceDepth=20",
                # There is no /dev/random, and without it seeding takes seconds.
                "-Djava.security.egd=file:/dev/urandom",
                "-Dfile.encoding=UTF-8", "-cp", "{file}", "{main}",
            ),
            run_environment=(("LD_LIBRARY_PATH", "{home}/lib"),),
            reserves=True,
            own_mib=64,
            readable=("{home}", "/etc/java-*"),  # where Debian's links lead
            version=("-version",),
            fix="install a Java development kit (Debian and Ubuntu: apt install "
            "default-jdk-headless)",
        ),
        Language(
            "javascript",
            ".js",
            "tool",
            Tool("node", ("-p", "process.execPath"), r"(.+)/bin/node", "{home}/bin/node"),
            file=javascript_file,
            compile=("{tool}", "--max-old-space-size=512", "--check", "{file}"),
            result="{file}",
            environment=(
                ("UV_USE_IO_URING", "0"), ("OPENSSL_CONF", "/dev/null"),
                ("LD_LIBRARY_PATH", "{home}/lib"),
            ),
            run=(
                "{tool}", "--max-old-space-size={memory}", "--stack-size=60000",
                "--v8-pool-size=1", "--require", f"{JOB}/files/standard_input.cjs", "{file}",
            ),
            run_environment=(
                ("UV_USE_IO_URING", "0"), ("UV_THREADPOOL_SIZE", "1"),
                ("OPENSSL_CONF", "/dev/null"), ("LD_LIBRARY_PATH", "{home}/lib"),
            ),
            extra=(("standard_input.cjs", _STANDARD_INPUT_JS),),
            reserves=True,
            own_mib=128,
            readable=("{home}/bin/node", "{home}/lib"),
            fix="install Node.js (Debian and Ubuntu: apt install nodejs)",
        ),
        Language(
            "go",
            ".go",
            "native",
            Tool("go", ("env", "GOROOT"), r"(.+)", "{home}/bin/go"),
            file=lambda source: "prog.go",
            compile=("/bin/sh", "-c", _GO_COMPILE, "{tool}", "{prepared}/packages"),
            result="program",
            prepare=("/bin/sh", "-c", _GO_PREPARE, "{tool}"),
            prepared="packages",
            environment=(
                ("GOROOT", "{home}"), ("GOMAXPROCS", "2"),
                ("GOCACHE", f"{JOB}/cache"), ("GO111MODULE", "off"), ("CGO_ENABLED", "0"),
                ("GOTOOLCHAIN", "local"), ("GOTELEMETRY", "off"), ("HOME", JOB),
            ),
            run_environment=(("GOMEMLIMIT", "{memory}MiB"), ("GOMAXPROCS", "2")),
            reserves=True,
            version=("version",),
            fix="install Go (https://go.dev/dl, or Debian and Ubuntu: apt install golang-go)",
        ),
        Language(
            "rust",
            ".rs",
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
            fix="install Rust for all users, with a C compiler to link (Debian and Ubuntu: "
            "apt install rustc gcc)",
        ),
    )
}  # fmt: skip
SAMPLED_LANGUAGES = tuple(name for name, entry in LANGUAGES.items() if entry.sampled)


@dataclass(frozen=True)
class Installed:
    """Paths of a tool that is here."""

    tool: str
    home: str


@functools.cache
def installed(language: str) -> Installed | None:
    """The language's real tool; None when it is missing or does not answer, or none is needed.
    May take a second the first time."""
    entry = LANGUAGES[language]
    if entry.tool is None or not all(map(shutil.which, entry.needs)):
        return None
    found = shutil.which(entry.tool.name)
    if found is None or not entry.tool.ask:
        return Installed(found, "") if found else None
    try:
        said = subprocess.run(
            [found, *entry.tool.ask], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, errors="replace", timeout=_ASK_S, cwd="/",
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    answer = re.search(entry.tool.answer, said.stdout)
    if said.returncode or answer is None:
        return None
    home = answer[1].strip()
    path = entry.tool.path.format(home=home)
    return Installed(path, home) if shutil.which(path) else None


def tool(language: str) -> str | None:
    """Path of the language's compiler or virtual machine; None when it is not installed or none is
    needed."""
    here = installed(language)
    return here.tool if here else None


def readable(language: str) -> list[str]:
    """The paths outside the system's libraries that the language's tool reads."""
    here = installed(language)
    if here is None:
        return []
    patterns = [filled(pattern, {"home": here.home}) for pattern in LANGUAGES[language].readable]
    return [path for pattern in patterns for path in glob(pattern)]


def available_languages(names: Iterable[str] = tuple(LANGUAGES)) -> tuple[str, ...]:
    """Those of `names` whose tools are installed here."""
    return tuple(name for name in names if not LANGUAGES[name].tool or tool(name))
