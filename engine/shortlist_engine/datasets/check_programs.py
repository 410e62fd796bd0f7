"""The hidden tests of a function benchmark as a program around the one under test.

That such a program ended well is not enough, since the one under test may leave before its tests
are reached: the whole ends by printing a mark.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from shortlist_engine.datasets.check_forms import cpp, go, java, javascript, rust
from shortlist_engine.languages import CPP, GO, JAVA, JAVASCRIPT, PYTHON, RUST

_NUMPY = re.compile(r"^[ \t\f]*(?:import|from)[ \t]+(?:numpy|pandas)\b", re.MULTILINE)
_FORMS = {
    CPP.name: cpp.whole,
    JAVA.name: java.whole,
    JAVASCRIPT.name: javascript.whole,
    GO.name: go.whole,
    RUST.name: rust.whole,
}
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


def measured_languages() -> tuple[str, ...]:
    """Returns the names of the languages whose functions are tested by programs."""
    return (PYTHON.name, *_FORMS)


def checked_source(check: CheckProgram, source: str, mark: str) -> str:
    """Returns the program and its tests as one program that prints `mark` on a line when all
    passed. Raises ValueError for tests that nothing runs."""
    if check.language == PYTHON.name:
        return _python(check, source, mark)
    return _FORMS[check.language](check.before, source, check.after, mark)


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
