"""Half-finished statements: what is said, and about which line."""

from __future__ import annotations

import random

import pytest

from shortlist_engine.statement import Issue, StatementError, find_problems, parse_statement
from shortlist_engine.statement.wrapping import wrap_comment

GOOD = "Sum\n\nPrint the sum of two integers.\n\nSample Input 1\n1 2\n\nSample Output 1\n3\n"


def issues_of(find, text: str, language: str = "plaintext") -> tuple[Issue, ...]:
    return find(text, language).issues


def test_good_statement_has_no_issue(find) -> None:
    assert issues_of(find, GOOD) == ()


def test_input_without_output_leaves_the_other_examples(find) -> None:
    text = GOOD + "\nSample Input 2\n4 5\n"
    block = find(text, "plaintext")
    assert block.issues == (
        Issue(
            10,
            "example 2 has no output: add an 'Output' heading and the expected output below this "
            "input",
            "warning",
        ),
    )
    assert text.split("\n")[10] == "Sample Input 2"
    assert len(block.problem.examples) == 1


def test_only_input_without_output_is_an_error(find) -> None:
    block = find("Sum\n\nPrint the sum.\n\nSample Input\n1 2\n", "plaintext")
    assert block.problem is None
    assert [(i.line, i.severity) for i in block.issues] == [(4, "error")]
    assert "example 1 has no output" in block.issues[0].message


def test_missing_output_in_the_middle(find) -> None:
    text = (
        "Print it.\n\nSample Input 1\n1\n\nSample Input 2\n2\n\nSample Output 2\n2\n\n"
        "Sample Input 3\n3\n\nSample Output 3\n3\n"
    )
    block = find(text, "plaintext")
    assert [e.input for e in block.problem.examples] == ["2\n", "3\n"]
    assert [(i.line, i.message.split(":")[0]) for i in block.issues] == [
        (2, "example 1 has no output")
    ]


def test_missing_output_in_a_codeforces_layout(find) -> None:
    text = "Print n.\n\nExamples\nInput\n1\nInput\n2\nOutput\n2\n"
    block = find(text, "plaintext")
    assert [(e.input, e.output) for e in block.problem.examples] == [("2\n", "2\n")]
    assert [i.line for i in block.issues] == [3]


def test_empty_output(find) -> None:
    block = find("Print n.\n\nSample Input\n1\n\nSample Output\n\n", "plaintext")
    assert block.problem.examples[0].output == "\n"
    assert block.issues == (
        Issue(
            5,
            "the output of example 1 is empty: write the expected output under this heading if "
            "that is not meant",
            "warning",
        ),
    )


def test_unknown_time_unit(find) -> None:
    block = find("Sum\nTime limit: 2 fortnights\n\n" + GOOD[5:], "plaintext")
    assert block.issues == (
        Issue(1, "unknown unit 'fortnights' in the time limit: use ms, s or seconds", "warning"),
    )
    assert block.problem.limits.time_s == 2.0


def test_unknown_memory_unit(find) -> None:
    (issue,) = issues_of(find, "Sum\nMemory limit: 2 pages\n\n" + GOOD[5:])
    assert (issue.line, issue.severity) == (1, "warning")
    assert issue.message == "unknown unit 'pages' in the memory limit: use KB, MB or GB"


def test_two_different_time_limits(find) -> None:
    text = "Sum\nTime limit: 2 s\n\nTime limit: 3 s\n\n" + GOOD[5:]
    code = "x = 1\n" + wrap_comment(text, "python", "line")
    block = find(code, "python")
    (issue,) = block.issues
    assert code.split("\n")[issue.line] == "# Time limit: 3 s"
    assert issue.message == (
        "a second time limit that differs from the one on line 3: keep one of them"
    )
    assert block.problem.limits.time_s == 2.0


def test_the_same_limit_twice_is_fine(find) -> None:
    assert issues_of(find, "Sum\nTime limit: 2 s\nTime limit: 2000 ms\n\n" + GOOD[5:]) == ()


def test_zero_limit(find) -> None:
    (issue,) = issues_of(find, "Sum\nTime limit: 0 s\n\n" + GOOD[5:])
    assert (issue.line, issue.message) == (1, "the time limit is zero: write one above zero")


def test_no_examples_at_all(find) -> None:
    text = (
        "Sum\n\nTime limit: 1 s\n\nAdd two integers.\n\nInput\nThe only line has a and b.\n\n"
        "Output\nPrint the sum.\n"
    )
    block = find(wrap_comment(text, "cpp", "block"), "cpp")
    assert block.problem is None
    assert block.confidence >= 0.5
    (issue,) = block.issues
    assert issue.severity == "error"
    assert issue.line == 11
    assert issue.message.startswith("no examples: add a 'Sample Input' and a 'Sample Output'")


def test_example_without_labels(find) -> None:
    text = (
        "Sum\n\nTime limit: 1 s\n\nAdd two integers.\n\nInput\nThe only line has a and b.\n\n"
        "Output\nPrint the sum.\n\nExample\n1 2\n3\n"
    )
    block = find(text, "plaintext")
    assert block.problem is None
    assert block.issues == (
        Issue(
            12,
            "no input and output under this heading: write 'Input' and 'Output' above the "
            "example's two parts",
            "error",
        ),
    )


def test_unclosed_comment(find) -> None:
    code = "/*\n" + GOOD + "int main() {}\n"
    block = find(code, "cpp")
    assert block.problem is not None
    assert ("this comment is not closed: add its closing mark", "warning") in [
        (i.message, i.severity) for i in block.issues
    ]


def test_unclosed_docstring(find) -> None:
    block = find('"""\n' + GOOD, "python")
    assert any("not closed" in issue.message for issue in block.issues)


def test_unclosed_fence(find) -> None:
    block = find("Sum\n\nSample Input\n```\n1 2\n\nSample Output\n3\n", "markdown")
    assert (3, "this fence is not closed: add a line with ``` below the example") in [
        (i.line, i.message) for i in block.issues
    ]


def test_columns_that_cannot_be_told_apart(find) -> None:
    block = find(
        "Sum\n\nPrint the sum.\n\nSample Input 1\tSample Output 1\n5 5\n2\n3\n", "plaintext"
    )
    assert block.problem is None
    (issue,) = block.issues
    assert issue.line == 4
    assert issue.message.startswith("cannot tell the input from the output here")


def test_a_number_of_an_example_that_is_missing(find) -> None:
    text = "Sum\n\nAdd.\n\nSample Input 2\tSample Output 2\n1 2\n\t\n3\n"
    block = find(text, "plaintext")
    assert [(issue.line, issue.message) for issue in block.issues] == [
        (4, "example 1 was not found above this one: add its headings if it is there")
    ]


def test_a_heading_within_an_output(find) -> None:
    text = "Print n.\n\nExamples\nInput\n1 1\nOutput\n2\n2 2\nOutput\n4\nInput\n3 3\nOutput\n6\n"
    block = find(text, "plaintext")
    assert block.guess is not None
    assert [issue.line for issue in block.issues] == [8]
    assert block.issues[0].message.startswith("this line was taken as part of the output of")


def test_the_heading_of_a_section_where_an_output_should_be(find) -> None:
    text = GOOD + "\nSample Input 2\n1 4\n\nSample Output 2\nSource\n\nOur contest\n"
    block = find(text, "plaintext")
    assert block.guess is not None
    assert "and may be the heading of what follows" in block.guess.message
    assert block.guess.line == 14


def test_the_first_example_without_its_heading(find) -> None:
    page = (
        "Lamps\n\nWejście\nLiczba.\n\nWyjście\nOdpowiedź.\n\n{}Wejście:\n.BAC.\nWyjście:\nYes\n\n"
        "Przykład 2\nWejście:\nAA..CB\nWyjście:\nNo\n"
    )
    for heading in ("Przykład 1\n", ""):
        block = find(page.format(heading), "plaintext")
        assert [e.output for e in block.problem.examples] == ["Yes\n", "No\n"]


def test_names_of_files_are_no_example(find) -> None:
    above = "Sum\n\nInput file: sum.in\nOutput file: sum.out\n\nAdd.\n\n"
    text = above + "Example\nsum.in sum.out\n1 2 3\n"
    block = find(text, "plaintext")
    assert block.problem is None
    assert [issue.line for issue in block.issues] == [8]


def test_doctest_without_a_value(find) -> None:
    code = 'def add(a, b):\n    """Adds.\n\n    >>> add(1, 2)\n    """\n'
    block = find(code, "python")
    assert block.problem is None
    assert block.issues == (
        Issue(3, "add(...) has no expected value: write it on the line below", "error"),
    )


def test_parse_statement_raises_with_line_and_reason() -> None:
    with pytest.raises(StatementError, match=r"^line 5: example 1 has no output") as caught:
        parse_statement("Sum\n\nPrint the sum.\n\nSample Input\n1 2\n")
    assert caught.value.line == 4
    with pytest.raises(StatementError, match="no problem found"):
        parse_statement("Dear diary,\ntoday I solved nothing.\n")
    with pytest.raises(StatementError, match="no problem found"):
        parse_statement("")


@pytest.mark.parametrize(
    "language", ["python", "cpp", "java", "lua", "rust", "markdown", "klingon"]
)
def test_never_raises_on_noise(language) -> None:
    pieces = [
        "Input", "Output", "Sample Input 1", "Sample Output 1", "Example", "Note", "```", "/*",
        "*/", '"""', "'''", "#", "//", ">>> f(1)", "assert f(1) == 2", "def f(x):", "\t", "\\",
        "Time limit: x", "Time limit: 1 zz", "memory limit", "Sample Input  Sample Output", "🙂",
        "\u2028", "\x00", "int f(int a) {", "}", "--[[", "]]", "Input: a = 1", "Output:", "",
        "class Solution {", "(((", "R\"(", "\ud800", "@lc app=x", "https://x.y/z",
    ]  # fmt: skip
    rng = random.Random(language)
    for _ in range(400):
        text = "".join(
            rng.choice(["", "  ", "# ", "// ", " * "])
            + rng.choice(pieces)
            + rng.choice(["\n", "\r\n", " "])
            for _ in range(rng.randrange(1, 30))
        )
        for block in find_problems(text, language):
            last = text.replace("\r\n", "\n").count("\n")
            assert 0 <= block.start_line <= block.end_line <= last
            assert all(0 <= issue.line <= last for issue in block.issues)
            assert all(0 <= line <= last for line in block.example_lines)
            assert 0.5 <= block.confidence <= 1
            assert block.problem is not None or block.issues


def test_long_lines_and_long_files_stay_cheap(find) -> None:
    import time

    long_line = "x" * 1_000_000
    huge = "Sum\n\nPrint it.\n\nSample Input\n" + long_line + "\n\nSample Output\n1\n"
    begin = time.perf_counter()
    assert (
        len(find(wrap_comment(huge, "cpp", "block"), "cpp").problem.examples[0].input) == 1_000_001
    )
    many = "".join(f"int f{i}() {{ return {i}; }}  // output {i}\n" for i in range(10_000))
    assert len(find_problems(wrap_comment(GOOD, "cpp", "block") + many, "cpp")) == 1
    rows = "".join("1 2 3\n" for _ in range(10_000))
    text = f"Print it.\n\nSample Input\n{rows}\nSample Output\n{rows}"
    assert find(wrap_comment(text, "python", "line"), "python").problem.examples[0].input == rows
    # Milliseconds each on a free machine; the bound only catches a quadratic scan.
    assert time.perf_counter() - begin < 20


def messages_of(find, text: str, language: str = "markdown") -> list[tuple[int, str]]:
    return [(issue.line, issue.message) for issue in find(text, language).issues]


def test_empty_input(find) -> None:
    found = messages_of(find, "Print n.\n\nSample Input\n\nSample Output\n3\n")
    assert found == [
        (
            2,
            "the input of example 1 is empty: write the input under this heading if that is not "
            "meant",
        )
    ]


def test_image_in_place_of_an_example(find) -> None:
    text = "Print n.\n\n## Sample Input\n\n![input](a.png)\n\n## Sample Output\n\n```\n3\n```\n"
    assert messages_of(find, text) == [(2, "the input of example 1 is an image: write it as text")]


def test_table_that_was_not_read(find) -> None:
    text = "# Sum\n\nAdd.\n\n## Examples\n\n| A | B |\n|---|---|\n| 3 4 | 7 |\n"
    assert messages_of(find, text) == [
        (6, "this table was not read: head its columns 'Input' and 'Output'")
    ]
    with pytest.raises(StatementError, match="line 7: this table was not read"):
        parse_statement(text)


def test_output_without_input(find) -> None:
    text = "Print n.\n\nSample Input 1\n1\n\nSample Output 1\n1\n\n2\n\nSample Output 2\n2\n"
    block = find(text, "plaintext")
    assert (10, "this output has no input: add an 'Input' heading and the input above it") in [
        (issue.line, issue.message) for issue in block.issues
    ]
    assert block.problem.examples[0].input == "1\n"


@pytest.mark.parametrize(
    ("bound", "wrong"),
    [
        ("1 <= N <= 100", True),
        ("- $1 \\leq N, M \\leq 100$", True),
        ("1 ≤ N ≤ 10^2", True),
        ("$1 \\leq N \\leq 2 \\times 10^{5}$", False),
        ("1 <= N <= M", False),
        ("For half of the points 1 ≤ N ≤ 100. 1 ≤ N ≤ 1000.", False),
        ("1 ≤ N ≤ 1 000", False),
    ],
)
def test_example_that_contradicts_the_constraints(find, bound, wrong) -> None:
    text = (
        f"Sum\n\nConstraints\n\n{bound}\n\nInput\n\nN M\n\nOutput\n\nThe sum.\n\n"
        "Sample Input 1\n200 3\n\nSample Output 1\n203\n"
    )
    found = messages_of(find, text)
    assert bool(found) == wrong
    if wrong:
        line, message = found[0]
        assert text.split("\n")[line] == "Sample Input 1"
        assert message.startswith("example 1 contradicts the constraints: N is 200, and")


def test_a_guess_names_the_line_and_what_to_write(find) -> None:
    text = (
        "Add.\n\nSample Input 1\n8 5\nSample Output 1\n13\n8 + 5 = 13\n\n"
        "Sample Input 2\n1 1\nSample Output 2\n2\n"
    )
    block = find(text, "plaintext")
    assert block.guess is not None
    assert block.guess.line == 6
    assert "write 'Explanation' above it" in block.guess.message
    certain = text.replace("8 + 5 = 13", "Explanation\n8 + 5 = 13")
    assert find(certain, "plaintext").guess is None
    assert find(certain, "plaintext").problem.examples == block.problem.examples
