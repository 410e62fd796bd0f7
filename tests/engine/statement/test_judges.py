"""Statements of every judge, pasted into comments of several languages."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from shortlist_engine.problem import Limits
from shortlist_engine.statement import find_problems, parse_statement
from shortlist_engine.statement.wrapping import wrap_comment

_spec = importlib.util.spec_from_file_location("pasted", Path(__file__).with_name("pasted.py"))
assert _spec is not None and _spec.loader is not None
pasted = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(pasted)

WRAPPINGS = [
    ("python", "docstring", "import sys\n"),
    ("python", "line", "n = int(input())  # read\n"),
    ("cpp", "block", "int main() { return 0; }\n"),
    ("cpp", "line", "int main() {}\n"),
    ("java", "block", "class Main {}\n"),
    ("javascript", "block", "const s = `/* no */`\n"),
    ("typescript", "line", "let x: string = '//'\n"),
    ("go", "block", "package main\n"),
    ("rust", "line", "fn main() {}\n"),
    ("lua", "block", "print(1)\n"),
    ("haskell", "block", "main = print 1\n"),
    ("markdown", "block", ""),
    ("plaintext", "block", ""),
]

EXPECTED = {
    "CODEFORCES": (
        "Paper Boats",
        Limits(2.5, 512),
        [("3\n1 2 3\n", "14\n"), ("2\n\n5 5\n", "YES\n\n50\n")],
    ),
    "CODEFORCES_OLD": ("Stones", Limits(1, 256), [("4\n", "2\n")]),
    "ATCODER": (
        "Lantern Street",
        Limits(2, 1024),
        [("4\n6 5 6 8\n", "3\n"), ("5\n4 5 3 5 4\n", "3\n"), ("1\n9\n", "1\n")],
    ),
    "KATTIS": ("Rope Bridge", Limits(1, 1024), [("3\n9 2 5\n", "2\n"), ("1\n4\n", "1\n")]),
    "KATTIS_STACKED": ("Rope Bridge", Limits(1, 1024), [("3\n9 2 5\n", "2\n"), ("1\n4\n", "1\n")]),
    "CSES": ("Coin Rows", Limits(1, 512), [("4\n1 2 3 4\n", "10\n")]),
    "AIZU": ("Tile Walk", Limits(8, 128), [("2 2\n.#\n..\n\n1 1\n.\n0 0\n", "3\n1\n")]),
    "LEETCODE": (
        "Mountain Pair",
        Limits(),
        [("nums = [1,2,3], k = 3\n", "1\n"), ("nums = [], k = 3\n", "0\n")],
    ),
    "MARKDOWN": ("Two Towers", Limits(1.5, 64), [("3 5\n", "5\n"), ("  Example\n\n7 1\n", "7\n")]),
}


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize(("language", "style", "code"), WRAPPINGS)
def test_title_limits_and_examples(find, name, language, style, code) -> None:
    text = getattr(pasted, name)
    block = find(wrap_comment(text, language, style) + code, language)
    title, limits, examples = EXPECTED[name]
    problem = block.problem
    assert problem is not None
    assert problem.title == title
    assert problem.limits == limits
    assert [(e.input, e.output) for e in problem.examples] == examples
    assert problem.kind == "stdin"
    assert problem.language == (language if code else None)
    if name == "LEETCODE":  # arguments, and no function to pass them to
        (issue,) = block.issues
        assert issue.line == block.example_lines[0]
        assert issue.message.startswith(
            "the examples are arguments of a function: put its signature"
        )
    else:
        assert block.issues == ()
    assert block.confidence >= 0.9


@pytest.mark.parametrize("name", EXPECTED)
def test_statement_keeps_the_text_and_loses_examples_and_header(name) -> None:
    problem = parse_statement(getattr(pasted, name))
    for noise in ("time limit", "Time Limit", "Memory", "standard input", "inputCopy", "Copy\n"):
        assert noise not in problem.statement
    assert not problem.statement.startswith("\n") and not problem.statement.endswith("\n")
    assert problem.title not in problem.statement.split("\n")[0]


def test_statement_of_codeforces_word_for_word() -> None:
    statement = parse_statement(pasted.CODEFORCES).statement
    assert statement.startswith("Mira folds paper boats.")
    assert "14\n" not in statement
    assert statement.endswith(
        "Note\nIn the first example the answer is $1 + 4 + 9 = 14$.\n\n"
        "Input and output of the second example are separated."
    )
    assert "Input\nThe first line contains one integer" in statement


def test_explanations_below_atcoder_outputs_stay_in_the_statement() -> None:
    assert "The lanterns $1$, $3$ and $4$ can be seen." in parse_statement(pasted.ATCODER).statement


def test_lines_point_into_the_file(find) -> None:
    code = (
        "#include <cstdio>\n\n" + wrap_comment(pasted.CODEFORCES, "cpp", "block") + "int main(){}\n"
    )
    block = find(code, "cpp")
    lines = code.split("\n")
    assert lines[block.start_line] == "/*"
    assert lines[block.end_line] == "*/"
    assert [lines[line] for line in block.example_lines] == ["inputCopy", "inputCopy"]


def test_starred_comment(find) -> None:
    body = "".join(f" * {line}\n" if line else " *\n" for line in pasted.CSES.split("\n"))
    problem = find(f"/**\n{body} */\nint main() {{}}\n", "cpp").problem
    assert problem.title == "Coin Rows"
    assert problem.examples[0].input == "4\n1 2 3 4\n"


def test_comment_inside_a_method_keeps_relative_indentation(find) -> None:
    comment = wrap_comment(
        "Sample Input\n  x\n y\n\nSample Output\n z\n", "java", "line", "        "
    )
    problem = find(
        "class A {\n    void f() {\n" + comment + "        int x;\n    }\n}\n", "java"
    ).problem
    assert problem.examples[0].input == "  x\n y\n"
    assert problem.examples[0].output == " z\n"


def test_docstring_indented_in_a_function_with_tabs(find) -> None:
    text = "Print a + b.\n\nSample Input\n1 2\n\nSample Output\n3\n"
    code = (
        "def main():\n"
        + wrap_comment(text, "python", "docstring", "\t")
        + "\tprint(sum(map(int, input().split())))\n"
    )
    problem = find(code, "python").problem
    assert problem.kind == "stdin"
    assert problem.examples[0].output == "3\n"


def test_crlf_and_cr(find) -> None:
    text = wrap_comment(pasted.CODEFORCES, "python", "line") + "x = 1\n"
    plain = find(text, "python")
    assert find(text.replace("\n", "\r\n"), "python") == plain
    assert find(text.replace("\n", "\r"), "python") == plain


def test_unicode_and_emoji(find) -> None:
    text = "🏰 Größe\n\nFind the größte Zahl.\n\nSample Input\n🙂 ñ\u2028x\n\nSample Output\n✓\n"
    problem = find(wrap_comment(text, "cpp", "line"), "cpp").problem
    assert problem.title == "🏰 Größe"
    assert problem.examples[0].input == "🙂 ñ\u2028x\n"
    assert problem.examples[0].output == "✓\n"


def test_columns_side_by_side(find) -> None:
    text = (
        "Sum\n\nPrint the sum.\n\nSample Input        Sample Output\n3                   6\n1 2 3\n"
    )
    problem = find(wrap_comment(text, "cpp", "block"), "cpp").problem
    assert problem.examples[0].input == "3\n1 2 3\n"
    assert problem.examples[0].output == "6\n"


def test_input_and_output_on_one_line(find) -> None:
    text = (
        "Print the sum of two integers.\n\n"
        "Example 1: Input: 3 4, Output: 7\nExample 2: Input: 1 1, Output: 2\n"
    )
    problem = find(wrap_comment(text, "python", "line"), "python").problem
    assert [(e.input, e.output) for e in problem.examples] == [("3 4\n", "7\n"), ("1 1\n", "2\n")]


def test_plain_input_and_output_with_data(find) -> None:
    text = "Print the sum of two integers.\n\nInput\n1 2\n\nOutput\n3\n"
    block = find(wrap_comment(text, "cpp", "line"), "cpp")
    assert block.problem.examples[0].output == "3\n"
    assert 0.5 <= block.confidence < 0.9


def test_headings_in_capitals_and_dashes(find) -> None:
    text = (
        "-----Input-----\nThe only line has n.\n\n-----Output-----\nPrint n.\n\n"
        "-----Example Input 1-----\n5\n\n-----Example Output 1-----\n5\n\n-----Note-----\nAll.\n"
    )
    problem = find(wrap_comment(text, "python", "docstring"), "python").problem
    assert [(e.input, e.output) for e in problem.examples] == [("5\n", "5\n")]


def test_data_that_look_like_headings(find) -> None:
    text = (
        "Words\n\nPrint the words in order.\n\nSample Input 1\ninput\noutput\nNote\nexample\n\n"
        "Sample Output 1\nexample\nnote\noutput\n\nSample Input 2\nx\n\nSample Output 2\nx\n"
    )
    problem = find(wrap_comment(text, "java", "block"), "java").problem
    assert problem.examples[0].input == "input\noutput\nNote\nexample\n"
    assert problem.examples[0].output == "example\nnote\noutput\n"
    assert len(problem.examples) == 2


def test_codeforces_data_equal_to_its_own_heading(find) -> None:
    text = "Example\ninput\ninput\nx\noutput\nyes\n"
    problem = find(wrap_comment("Print yes.\n\n" + text, "cpp", "line"), "cpp").problem
    assert problem.examples[0].input == "input\nx\n"


def test_links_to_samples_are_no_samples(find) -> None:
    text = (
        "Sample Input 1\nSample Input 2\n\nPrint n.\n\nInput\nThe integer n.\n\n"
        "Sample Input 1\n5\n\nSample Output 1\n5\n\nSample Input 2\n6\n\nSample Output 2\n6\n"
    )
    block = find(wrap_comment(text, "cpp", "block"), "cpp")
    assert [e.input for e in block.problem.examples] == ["5\n", "6\n"]
    assert block.issues == ()


def test_cp_editor_header_above_a_statement(find) -> None:
    text = (
        wrap_comment(pasted.CP_EDITOR, "cpp", "line")
        + "\n"
        + wrap_comment("Count candles.\n\nSample Input\n1\n\nSample Output\n1\n", "cpp", "block")
        + "int main() {}\n"
    )
    block = find(text, "cpp")
    assert block.problem.title == "Candles"
    assert block.problem.url == "https://codeforces.com/contest/1/problem/C"
    assert block.problem.limits == Limits(1.5, 64)
    assert block.start_line == 0


def test_cp_editor_header_in_one_comment_with_the_statement(find) -> None:
    text = pasted.CP_EDITOR + "\nCount candles.\n\nSample Input\n1\n\nSample Output\n1\n"
    block = find(wrap_comment(text, "python", "line"), "python")
    assert block.problem.title == "Candles"
    assert block.problem.limits == Limits(1.5, 64)
    assert block.problem.statement == "Count candles."


def test_cp_editor_header_alone_is_no_problem() -> None:
    assert (
        find_problems(wrap_comment(pasted.CP_EDITOR, "cpp", "line") + "int main() {}\n", "cpp")
        == []
    )


def test_line_comments_with_bare_blank_lines_between(find) -> None:
    text = wrap_comment(pasted.ATCODER, "python", "line").replace("\n#\n", "\n\n")
    block = find(text + "print(1)\n", "python")
    assert len(block.problem.examples) == 3
    assert block.problem.title == "Lantern Street"


def test_several_problems_in_one_source_file() -> None:
    text = (
        wrap_comment(pasted.CODEFORCES, "python", "docstring")
        + "def a(): pass\n\n"
        + wrap_comment(pasted.ATCODER, "python", "line")
        + "def b(): pass\n\n"
        + wrap_comment(pasted.CSES, "python", "line")
    )
    blocks = find_problems(text, "python")
    assert [b.problem and b.problem.title for b in blocks] == [
        "Paper Boats",
        "Lantern Street",
        "Coin Rows",
    ]
    assert [b.start_line for b in blocks] == sorted(b.start_line for b in blocks)


def test_several_problems_in_one_text_file() -> None:
    blocks = find_problems(pasted.CODEFORCES + "\n" + pasted.CODEFORCES_OLD, "plaintext")
    assert [b.problem and b.problem.title for b in blocks] == ["Paper Boats", "Stones"]
    assert blocks[1].start_line == pasted.CODEFORCES.count("\n") + 1
    blocks = find_problems(
        pasted.MARKDOWN + "\n# Other\n\nSample Input\n1\n\nSample Output\n1\n", "markdown"
    )
    assert [b.problem and b.problem.title for b in blocks] == ["Two Towers", "Other"]


@pytest.mark.parametrize(
    ("sentence", "checker"),
    [
        (
            "Your answer is accepted if its absolute or relative error does not exceed $10^{-6}$.",
            "float 1e-6",
        ),
        ("an absolute or relative error of at most 10^-9", "float 1e-9"),
        ("The relative error must be below 1e-4.", "float 1e-4"),
        ("The answer must have an error of less than 0.001.", "float 1e-3"),
        ("You can print each letter in any case (upper or lower).", "case_insensitive"),
        ("The case does not matter. Letter case does not matter.", "case_insensitive"),
        ("In any case, print the answer.", "tokens"),
        ("Print the answer modulo 10^9 + 7.", "tokens"),
    ],
)
def test_checker(sentence, checker) -> None:
    text = f"Sum\n\n{sentence}\n\nSample Input\n1\n\nSample Output\n1\n"
    assert parse_statement(text).checker == checker


@pytest.mark.parametrize(
    ("url", "checker"),
    [
        ("https://open.kattis.com/problems/hello", "case_insensitive"),
        ("https://codeforces.com/problemset/problem/1/A", "tokens"),
        ("https://example.org/kattis.com/hello", "tokens"),
    ],
)
def test_kattis_ignores_case(url, checker) -> None:
    text = f"Sum\n{url}\n\nPrint it.\n\nSample Input\n1\n\nSample Output\n1\n"
    assert parse_statement(text).checker == checker


@pytest.mark.parametrize(
    ("sentence", "several"),
    [
        ("If there are multiple answers, print any of them.", True),
        ("If there are several solutions, you may output any.", True),
        ("You can print the indices in any order.", True),
        ("Any valid answer will be accepted.", True),
        ("Note that any matrix satisfying the conditions is accepted.", True),
        ("Find any suitable string of length $n$.", True),
        ("If the answer is yes, construct one such graph.", True),
        ("If there exists an $M$ that satisfies the condition, print such an $M$.", True),
        ("In other words, output such an integer $x$ that $x q = p$.", False),
        ("The answer is not unique: output an arbitrary one.", True),
        ("You can print each letter in any case (upper or lower).", False),
        ("You can perform the operations in any order, any number of times.", False),
        ("Return the pairs in any order.", True),
        ("Return true if both hold the same numbers, in any order.", False),
        ("Print YES if any of them is prime.", False),
        ("There are several roads; there may be a road between any pair of towns.", False),
        ("The numbers are given in arbitrary order. Print their sum.", False),
        ("Do not print any extra characters.", False),
        ("If there are several such numbers, print the smallest.", False),
    ],
)
def test_several_answers(sentence, several) -> None:
    text = f"Sum\n\n{sentence}\n\nSample Input\n1\n\nSample Output\n1\n"
    assert parse_statement(text).several_answers is several


@pytest.mark.parametrize(
    ("sentence", "interactive"),
    [
        ("This is an interactive problem.", True),
        ("Do not forget to flush the output after each query.", True),
        ("The easy version is not interactive.", False),
        ("People interact in the city.", False),
    ],
)
def test_interactive(sentence, interactive) -> None:
    text = f"Guess\n\n{sentence}\n\nSample Input\n1\n\nSample Output\n1\n"
    assert parse_statement(text).interactive is interactive


@pytest.mark.parametrize(
    ("line", "limits"),
    [
        ("Time limit: 500 ms", Limits(0.5, 256)),
        ("Time Limit: 3 sec / Memory Limit: 512 MiB", Limits(3, 512)),
        ("time limit per test: 1,5 seconds", Limits(1.5, 256)),
        ("Memory limit: 65536 KB", Limits(2, 64)),
        ("Memory Limit: 1 GB", Limits(2, 1024)),
        ("Time Limit: 1000", Limits(1, 256)),
        ("**Time limit:** 4s", Limits(4, 256)),
        ("CPU Time limit\n2 seconds\nMemory limit\n128 megabytes", Limits(2, 128)),
    ],
)
def test_limits(line, limits) -> None:
    problem = parse_statement(f"Sum\n\n{line}\n\nAdd.\n\nSample Input\n1\n\nSample Output\n1\n")
    assert problem.limits == limits
    assert problem.statement == "Add."


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("A. Watermelon Field", "Watermelon Field"),
        ("Problem: D2. Long Way", "Long Way"),
        ("# Some Title", "Some Title"),
        ("F - Grid", "Grid"),
        ("[15] Three Sums", "Three Sums"),
        ("**Bold Title**", "Bold Title"),
        ("Title\n=====", "Title"),
    ],
)
def test_title(line, title) -> None:
    problem = parse_statement(f"{line}\n\nAdd.\n\nSample Input\n1\n\nSample Output\n1\n")
    assert problem.title == title
    assert problem.statement == "Add."


def test_a_sentence_is_no_title() -> None:
    problem = parse_statement("Given n, print it.\n\nSample Input\n1\n\nSample Output\n1\n")
    assert problem.title == ""
    assert problem.statement == "Given n, print it."


def test_leetcode_html_in_a_markdown_file(find) -> None:
    text = (
        "<p>Given an integer n, return n<sup>2</sup>.</p>\n\n<p><strong>Example 1:</strong></p>\n"
        "<pre>\n<strong>Input:</strong> n = 3\n<strong>Output:</strong> 9\n"
        "<strong>Explanation:</strong> 3 &lt; 9.\n</pre>\n\n<p><strong>Constraints:</strong></p>\n"
    )
    problem = find(text, "markdown").problem
    assert [(e.input, e.output) for e in problem.examples] == [("n = 3\n", "9\n")]
    assert problem.statement.startswith("Given an integer n, return n^2.")
    assert "3 < 9." in problem.statement


def test_indented_code_blocks_of_markdown(find) -> None:
    text = (
        "Print it.\n\n**Sample Input 0**\n\n    5\n      1 2\n\n**Sample Output 0**\n\n    3\n\n"
        "**Explanation 0**\n\nBecause.\n"
    )
    problem = find(text, "markdown").problem
    assert [(e.input, e.output) for e in problem.examples] == [("5\n  1 2\n", "3\n")]


def test_quoted_leetcode_examples(find) -> None:
    text = (
        "Given n, print it.\n\n**Example 1:**\n\n> **Input:** n = 3\n> **Output:** 4\n\n"
        "**Example 2:**\n\n> **Input:** n = 4\n> **Output:** 5\n"
    )
    problem = find(text, "markdown").problem
    assert [(e.input, e.output) for e in problem.examples] == [
        ("n = 3\n", "4\n"),
        ("n = 4\n", "5\n"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A - 灯\n\n問題文\n\n数を出力せよ。\n\n入力\n\nn\n\n出力\n\n答え\n\n"
        "入力例 1 \n\n3\n4\n\n出力例 1 \n\n7\n",
        "합\n\n예제 입력 1\n3\n4\n\n예제 출력 1\n7\n",
        "# 求和\n\n## 输入输出样例 #1\n\n### 输入 #1\n\n```\n3\n4\n```\n\n"
        "### 输出 #1\n\n```\n7\n```\n\n## 说明/提示\n\nx\n",
        "A. Сумма\n\nВходные данные\nn\n\nВыходные данные\nответ\n\nПример\nвходные данные\n3\n4\n"
        "выходные данные\n7\n\nПримечание\nВсё.\n",
    ],
)
def test_pages_in_other_languages(find, text) -> None:
    problem = find(wrap_comment(text, "python", "line"), "python").problem
    assert [(e.input, e.output) for e in problem.examples] == [("3\n4\n", "7\n")]


def test_kattis_copy_that_lost_its_tab_warns_when_in_doubt(find) -> None:
    text = "Sum\n\nPrint the sum.\n\nSample Input 1\tSample Output 1\n1\n\n2\n\n3\n"
    block = find(text, "plaintext")
    assert block.problem.examples[0].input == "1\n"
    (issue,) = block.issues
    assert issue.line == 4
    assert issue.message.startswith("several blank lines below this heading")
