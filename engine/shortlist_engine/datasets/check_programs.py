"""The hidden tests of a function benchmark as a program around the one under test.

That such a program ended well is not enough, since the one under test may leave before its tests
are reached: the whole ends by printing a mark.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from shortlist_engine.languages import PYTHON

_NUMPY = re.compile(r"^[ \t\f]*(?:import|from)[ \t]+(?:numpy|pandas)\b", re.MULTILINE)
_MAIN = re.compile(r"\bmain\s*\([^)]*\)\s*\{")
_PRINTS = "_printed = []\ndef print(value=None, *_, **__): _printed.append(value)\n"


@dataclass(frozen=True)
class CheckProgram:
    """Holds the hidden tests of a function benchmark, as text around the program under test.

    `before` holds what the prompt gives (imports, helpers), `after` the tests. With `last_print`,
    MTPB's scoring (Nijkamp et al. 2022), `print` records its argument and a last expression that
    is not printed counts as printed; `after` finds the records in `_printed`.
    """

    language: str
    before: str
    after: str
    last_print: bool = False


def checked_source(check: CheckProgram, source: str, mark: str) -> str:
    """Returns the program and its tests as one program that prints `mark` on a line when all
    passed."""
    if check.language == PYTHON.name:
        return _python(check, source, mark)
    return _cpp(check, source, mark)


def _python(check: CheckProgram, source: str, mark: str) -> str:
    """The three parts one after the other in a module that is not `__main__`, so that the
    program's own tests do not run, each compiled apart, so that none disturbs another's syntax."""
    before, after = check.before, check.after
    if check.last_print:
        before, source = before + _PRINTS, _with_last_value_printed(source)
    needs_numpy = any(_NUMPY.search(part) for part in (before, source, after))
    lines = [
        "import os, sys, types",
        # The sandbox gives numpy to programs that import it in so many words.
        "try:\n    import numpy\nexcept ImportError:\n    pass" if needs_numpy else "",
        '_module = sys.modules["candidate"] = types.ModuleType("candidate")',
        f"for _name, _text in (('<prompt>', {before!r}), ('<program>', {source!r}),",
        f"                     ('<tests>', {after!r})):",
        "    exec(compile(_text, _name, 'exec', dont_inherit=True), _module.__dict__)",
        f"os.write(1, b'\\n{mark}\\n')",
    ]
    return "\n".join(lines) + "\n"


def _with_last_value_printed(source: str) -> str:
    """Nijkamp et al. 2022 (CodeGen), its public scoring code: when the last statement is an
    expression and no call of `print`, it is printed."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return source
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr) or _prints(last.value):
        return source
    call = ast.Call(ast.Name("print", ast.Load()), [last.value], [])
    tree.body[-1] = ast.copy_location(ast.Expr(call), last)
    return ast.unparse(ast.fix_missing_locations(tree))


def _prints(value: ast.expr) -> bool:
    return (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Name)
        and value.func.id == "print"
    )


def has_main(source: str) -> bool:
    """Says whether a C++ program has the function that tests are run by."""
    return _MAIN.search(source) is not None


def _cpp(check: CheckProgram, source: str, mark: str) -> str:
    """The mark is printed when `main` of the tests is left by its end or by `return`."""
    last = f'struct ShortlistMark {{ ~ShortlistMark() {{ std::printf("\\n{mark}\\n"); }} }};\n'
    found = _MAIN.search(check.after)
    if found is None:
        raise ValueError("the tests have no main function")
    after = (
        f"{check.after[: found.end()]} ShortlistMark shortlist_mark;{check.after[found.end() :]}"
    )
    return f"#include <cstdio>\n{last}{given_above(check.before, source)}\n{source}\n{after}"


def given_above(before: str, source: str) -> str:
    """Returns what a C++ program gets of the prompt: includes always, helpers only when it has not
    got them itself, since C++ takes no second definition."""
    head: list[str] = []
    helpers: list[str] = []
    for line in before.splitlines():
        plain = line.strip()
        (head if plain.startswith(("#", "using ")) and not helpers else helpers).append(line)
    included = [line for line in helpers if line.strip().startswith(("#", "using "))]
    body = [line for line in helpers if line not in included]
    signature = next((line for line in body if "(" in line), "")
    if "".join(signature.split()) and "".join(signature.split()) in "".join(source.split()):
        body = []
    return "\n".join([*head, *included, *body])
