"""A statement that goes along into a file of another language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shortlist_engine.languages import runnable
from shortlist_engine.statement import find_problems
from shortlist_engine.statement.carrying import with_statement
from shortlist_engine.statement.wrapping import Style, wrap_comment

STATEMENT = """A. Sum /* of */ two

Print the sum of two integers.

Sample Input 1
2 3

Sample Output 1
5
"""
FUNCTION = '''def add(a: int, b: int) -> int:
    """The sum.

    >>> add(2, 3)
    5
    """
    return a + b
'''


@pytest.mark.parametrize("style", ["block", "line", "docstring"])
@pytest.mark.parametrize("of", runnable())
@pytest.mark.parametrize("to", runnable())
def test_the_same_problem_is_read_again(of: str, to: str, style: Style) -> None:
    text = wrap_comment(STATEMENT, of, style) + "\ncode\n"
    written = with_statement("translated\n\n", to, text, of)
    assert written.endswith("\n\ntranslated\n")
    (before,), (after,) = find_problems(text, of), find_problems(written, to)
    assert before.problem is not None
    assert after.problem == replace(before.problem, language=to)


@pytest.mark.parametrize(
    "text", ["print(5)\n", FUNCTION, wrap_comment(STATEMENT, "python") * 2], ids=len
)
def test_without_one_that_is_clear_it_is_the_program(text: str) -> None:
    assert with_statement("int main() {}", "cpp", text, "python") == "int main() {}\n"
