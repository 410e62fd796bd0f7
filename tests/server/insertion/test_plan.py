"""Where a program goes, without a server."""

from __future__ import annotations

import pytest

from shortlist_engine.problem import Program
from shortlist_engine.statement import find_problems
from shortlist_server.documents import OpenDocument, split_lines
from shortlist_server.insertion.edits import text_edits
from shortlist_server.insertion.plan import blank_lines_below, fits, plan

DOCSTRING = '    """Return the sum of both.\n\n    >>> add(1, 2)\n    3\n    """\n'
SOLVED = "def add(a, b):\n    total = a + b\n    return total\n"


def block_of(text, language):
    """The block, also when the function has a body: the parser then sees a finished function."""
    if '"""' in text and ">>>" in text:
        text = text[: text.rindex('"""') + 3] + "\n"
    (block,) = [item for item in find_problems(text, language) if item.problem]
    return block


def insert(text, source, inserted=None, language="python"):
    """The text after inserting, applied from the end so that edits do not shift each other."""
    document = OpenDocument("file:///x", text, 1, language)
    block = block_of(text, language)
    planned = plan(document, block, block.problem, Program(language, source), inserted)
    lines = list(split_lines(text))
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    for edit in sorted((planned.main, *planned.extra), key=lambda item: -item.line):
        lines[edit.line : edit.end_line] = [edit.text]
    result = "".join(lines)
    assert text_edits(document, planned)
    return result, planned


@pytest.mark.parametrize(
    "placeholder",
    [
        "",
        "    pass\n",
        "    ...\n",
        "    raise NotImplementedError\n",
        "    raise NotImplementedError('later')\n",
    ],
)
def test_an_empty_function_is_filled_in(placeholder):
    text = "def add(a, b):\n" + DOCSTRING + placeholder + "\nmine = 1\n"
    result, _ = insert(text, SOLVED)
    body = "    total = a + b\n    return total\n"
    assert result == "def add(a, b):\n" + DOCSTRING + body + "\nmine = 1\n"


def test_imports_and_helpers_go_above():
    text = "import os\n\n\ndef add(a, b):\n" + DOCSTRING
    source = "import os\nimport math\n\ndef helper(x):\n    return x\n\n" + SOLVED
    result, _ = insert(text, source)
    assert result.count("import os") == 1
    assert result.index("import math") < result.index("def helper") < result.index("def add")
    assert result.endswith(DOCSTRING + "    total = a + b\n    return total\n")
    compile(result, "x", "exec")


def test_the_solutions_own_docstring_is_not_repeated():
    source = 'def add(a, b):\n    """Sum."""\n    return a + b\n'
    result, _ = insert("def add(a, b):\n" + DOCSTRING, source)
    assert result == "def add(a, b):\n" + DOCSTRING + "    return a + b\n"


def test_a_function_on_one_line():
    result, _ = insert("def add(a, b):\n" + DOCSTRING, "def add(a, b): return a + b\n")
    assert result == "def add(a, b):\n" + DOCSTRING + "    return a + b\n"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("def add(a, b):\n", "    return b + a\n"),
        ("def add(a, b):\n", "    pass  # later\n"),
        ("def add(x, y):\n", "    pass\n"),
    ],
)
def test_the_users_code_is_never_replaced(head, body):
    text = head + DOCSTRING + body + "\nmine = 1\n"
    result, planned = insert(text, SOLVED)
    assert planned.main.line == planned.main.end_line
    assert head + DOCSTRING + body in result
    assert SOLVED in result
    assert result.endswith("mine = 1\n")


def test_long_strings_are_not_reindented():
    source = 'def add(a, b):\n    text = """\nkeep\n"""\n    return a + b\n'
    result, _ = insert("def add(a, b):\n" + DOCSTRING + "    pass\n", source)
    assert source in result


def test_a_body_that_we_inserted_is_replaced_by_the_next():
    text = "def add(a, b):\n" + DOCSTRING
    first, planned = insert(text, SOLVED)
    second, _ = insert(first, "def add(a, b):\n    return sum((a, b))\n", planned.main.text)
    assert second == text + "    return sum((a, b))\n"


def test_a_file_that_does_not_parse_still_takes_the_program():
    text = "def add(a, b):\n" + DOCSTRING + "    return (\n\nmine = 1\n"
    result, _ = insert(text, SOLVED)
    assert "    return (\n" in result
    assert SOLVED in result


def test_blank_lines_below(comment, below):
    text = comment(below="\n\nx = 1\n")
    document = OpenDocument("file:///x", text, 1, "python")
    (block,) = find_problems(text, "python")
    assert list(blank_lines_below(document, block)) == [below, below + 1]
    end = comment(below="")
    document = OpenDocument("file:///x", end, 1, "python")
    assert list(blank_lines_below(document, block)) == [below]


def test_which_programs_fit():
    python, cpp = Program("python", "x"), Program("cpp", "x")
    assert fits(OpenDocument("file:///x", "", 1, "python"), python)
    assert not fits(OpenDocument("file:///x", "", 1, "python"), cpp)
    assert fits(OpenDocument("file:///x", "", 1, "cpp"), cpp)
    assert not fits(OpenDocument("file:///x", "", 1, "markdown"), python)
    assert not fits(OpenDocument("file:///x", "", 1, None), python)


def test_cpp_goes_below_the_comment():
    text = "/*\nSum\n\nPrint the sum.\n\nSample Input\n1 2\nSample Output\n3\n*/\n"
    source = "#include <cstdio>\nint main() {}\n"
    result, _ = insert(text, source, language="cpp")
    assert result == text + source


def test_lines_are_counted_as_the_protocol_does():
    assert split_lines("a\r\nb\rc\nd\u2028e\x0cf") == ("a\r\n", "b\r", "c\n", "d\u2028e\x0cf")
    assert split_lines("") == ()
    document = OpenDocument("file:///x", "a\u2028b\nc", 1, "python")
    assert len(document.parse_text) == len(document.source)
    assert len(document.parse_text.splitlines()) == len(document.lines) == 2
