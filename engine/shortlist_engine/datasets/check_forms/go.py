"""Go: the tests take `*testing.T` and assert with testify, for which lines of our own stand in,
since programs are linked with the standard library only."""

from __future__ import annotations

import re

_IMPORTS = re.compile(r'^import\s*(?:\([^)]*\)|(?:[\w.]+\s+)?"[^"\n]*")[ \t]*\n?', re.M)
_PATH = re.compile(r'"([^"\n]+)"')
_PACKAGE = re.compile(r"^package\s+\w+[ \t]*\n?", re.M)
_TEST = re.compile(r"^func\s+(Test\w*)\s*\(\s*\w+\s+\*testing\.T\s*\)", re.M)
_NOT_CODE = re.compile(r"//[^\n]*|/\*.*?\*/|`[^`]*`|\"(?:\\.|[^\"\\\n])*\"", re.S)
_USUAL = (
    "bytes", "crypto/md5", "errors", "fmt", "math", "math/bits", "math/rand", "regexp", "sort",
    "strconv", "strings", "time", "unicode",
)  # fmt: skip
"""What a program may name without importing it: a completion cannot add to the file's head."""
_OURS = ("os", "reflect")
_STAND_INS = """
type shortlistTest struct{}

func (*shortlistTest) Errorf(format string, more ...interface{}) { panic("a test failed") }
func (*shortlistTest) Fatalf(format string, more ...interface{}) { panic("a test failed") }

type shortlistAssert struct{}

var assert shortlistAssert

func (shortlistAssert) New(*shortlistTest) shortlistAssert { return shortlistAssert{} }
func (shortlistAssert) Equal(expected, actual interface{}, more ...interface{}) bool {
\tif !reflect.DeepEqual(expected, actual) {
\t\tpanic("assertion failed")
\t}
\treturn true
}
func (a shortlistAssert) True(value bool, more ...interface{}) bool  { return a.Equal(true, value) }
func (a shortlistAssert) False(value bool, more ...interface{}) bool {
	return a.Equal(false, value)
}
func (a shortlistAssert) Nil(value interface{}, more ...interface{}) bool {
\treturn a.Equal(true, value == nil || reflect.ValueOf(value).IsNil())
}
"""


def whole(before: str, source: str, after: str, mark: str) -> str:
    """Returns one program that imports just what is used, which the compiler insists on. Raises
    ValueError when the tests have no test function."""
    names = _TEST.findall(after)
    if not names:
        raise ValueError("its tests have no test function")
    paths = [path for text in (before, source, after) for path in _imported(text)]
    known = [path for path in paths if path != "testing" and not path.startswith("github.com/")]
    source = re.sub(r"^func\s+main\s*\(\s*\)", "func shortlistUnused()", _plain(source), flags=re.M)
    code = "\n".join([_helpers(before, source), source, _plain(after)])
    code = code.replace("*testing.T", "*shortlistTest")
    visible = _NOT_CODE.sub(" ", code)
    used = [
        path
        for path in dict.fromkeys([*known, *_USUAL])
        if re.search(rf"(?<![\w.]){re.escape(path.rpartition('/')[2])}\.", visible)
    ]
    imports = "".join(f'\t"{path}"\n' for path in dict.fromkeys([*used, *_OURS]))
    calls = "".join(f"\t{name}(&shortlistTest{{}})\n" for name in names)
    last = f'\tos.Stdout.WriteString("\\n{mark}\\n")\n'
    main = f"func main() {{\n{calls}{last}}}\n"
    return f"package main\n\nimport (\n{imports})\n{_STAND_INS}\n{code}\n{main}"


def _imported(text: str) -> list[str]:
    return [path for found in _IMPORTS.finditer(text) for path in _PATH.findall(found[0])]


def _plain(text: str) -> str:
    return _IMPORTS.sub("", _PACKAGE.sub("", text))


def _helpers(before: str, source: str) -> str:
    """What the prompt gives above the function, unless the program has it too."""
    helpers = _plain(before).strip()
    own = set(re.findall(r"^func\s+(\w+)", source, re.M))
    given = set(re.findall(r"^func\s+(\w+)", helpers, re.M))
    return "" if given & own else helpers
