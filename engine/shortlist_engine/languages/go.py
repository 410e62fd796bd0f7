"""Go: compiled against a standard library that is built once for each compiler."""

from __future__ import annotations

from shortlist_engine.languages.language import Language, Plain, Prepared, Tool, Toolchain, Writing
from shortlist_engine.languages.syntax import C_BLOCK, CHARACTER, DOUBLE, Syntax

# The packages of the standard library that programs of this kind import, with what they need.
# Older compilers lack some of them.
_PACKAGES = (
    "bufio bytes cmp container/... context crypto/md5 embed encoding/... errors expvar flag fmt "
    "hash/... index/... io/... iter log maps math/... os path regexp/... reflect runtime/debug "
    "slices sort strconv strings sync/... text/... time unicode/... unique unsafe"
)
_PREPARE = f"""
set -f
packages=$("$0" list -e -f '{{{{if not .Error}}}}{{{{.ImportPath}}}}{{{{end}}}}' {_PACKAGES})
"$0" list -deps -export -f '{{{{if .Export}}}}{{{{.ImportPath}}}} {{{{.Export}}}}{{{{end}}}}' \
  $packages > exported || exit
while read -r name file; do
  mkdir -p "packages/$(dirname "$name")" && cp "$file" "packages/$name.a" || exit
done < exported
"""
_COMPILE = (
    "mkdir -p .config/go/telemetry && echo off > .config/go/telemetry/mode; "
    '"$0" tool compile -p main -I "$1" -o main.o prog.go && '
    '"$0" tool link -s -w -L "$1" -o program main.o'
)
_SUM = """\
package main

import "fmt"

func main() {
\tvar a, b int64
\tfmt.Scan(&a, &b)
\tfmt.Println(a + b)
}"""

GO = Language(
    "go",
    "Go",
    (".go",),
    Syntax(("//",), C_BLOCK, strings=(DOUBLE, CHARACTER, r"(?s:`[^`]*`)")),
    other_names=("golang",),
    toolchain=Toolchain(
        "native",
        Tool("go", ("env", "GOROOT"), r"(.+)", "{home}/bin/go"),
        file=lambda source: "prog.go",
        compile=("/bin/sh", "-c", _COMPILE, "{tool}", "{prepared}/packages"),
        result="program",
        prepared=Prepared(
            ("/bin/sh", "-c", _PREPARE, "{tool}"), result="packages", place="packages"
        ),
        environment=(
            ("GOROOT", "{home}"), ("GOMAXPROCS", "2"),
            ("GOCACHE", "{job}/cache"), ("GO111MODULE", "off"), ("CGO_ENABLED", "0"),
            ("GOTOOLCHAIN", "local"), ("GOTELEMETRY", "off"), ("HOME", "{job}"),
        ),
        run_environment=(("GOMEMLIMIT", "{memory}MiB"), ("GOMAXPROCS", "2")),
        out_of_memory=r"runtime: (?:out of memory|cannot allocate)",
        crashed=r"^(?:panic|fatal error): .*",
        reserves=True,
        version=("version",),
        debug=("{tool}", "build", "-gcflags=all=-N -l", "-o", "{program}", "{file}"),
        plain=Plain(
            ("go",),
            compile=("{tool}", "build", "-o", "{program}", "{file}"),
            fixes=(
                ("darwin", "install Go from https://go.dev/dl"),
                ("win32", "install Go from https://go.dev/dl"),
            ),
        ),
        fix="install Go (https://go.dev/dl, or Debian and Ubuntu: apt install golang-go)",
    ),
    writing=Writing(
        "one complete Go program with `package main`",
        _SUM,
        r"^\s*package \w+\s*$",
        function=r"\bfunc (\w+)\(\s*\)\s*\{",
        main="func main() {{ {call} }}",
    ),
)  # fmt: skip
