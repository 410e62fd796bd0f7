"""Programs in answers as models write them: fences, prose, thoughts, halves and typography."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from tests.linear_time import assert_linear

from shortlist_engine.problem import Example, Problem
from shortlist_engine.sampling.text.answers import (
    MAX_READINGS,
    emptiness,
    is_cut,
    readings,
    spoken,
)
from shortlist_engine.sampling.text.prompts import solve_question

STREAMS = Problem("Double", "Print twice the number.", (Example("2\n", "4\n"),))
FUNCTION = Problem(
    "twice",
    "Return twice the number.",
    (Example("twice(2)", "4"),),
    kind="function",
    language="python",
    signature='def twice(n: int) -> int:\n    """Return twice the number."""\n',
    entry_point="twice",
)
METHOD = replace(
    FUNCTION,
    examples=(Example("Solution().twice(2)", "4"),),
    signature="class Solution:\n    def twice(self, n: int) -> int:\n        ",
)
PROGRAM = "import sys\n\nn = int(sys.stdin.readline())\nprint(2 * n)"


def sources(answer: str, problem: Problem = STREAMS, language: str = "python", **more) -> list[str]:
    return [reading.source.strip() for reading in readings(answer, problem, language, **more)]


def first(answer: str, problem: Problem = STREAMS, language: str = "python", **more) -> str:
    found = sources(answer, problem, language, **more)
    assert found, "no program was read"
    return found[0]


def fenced(code: str, tag: str = "python", fence: str = "```") -> str:
    return f"{fence}{tag}\n{code}\n{fence}"


@pytest.mark.parametrize(
    "answer",
    [
        fenced(PROGRAM),
        fenced(PROGRAM, ""),
        fenced(PROGRAM, "Python3"),
        fenced(PROGRAM, "python3.11"),
        fenced(PROGRAM, 'py title="a.py"'),
        fenced(PROGRAM, "{.python}"),
        fenced(PROGRAM, fence="~~~"),
        fenced(PROGRAM, fence="````"),
        fenced(PROGRAM, "") + "\n",
        f"Twice the number.\n\n{fenced(PROGRAM)}\n\nThis takes constant time.",
        f"Here it is: {fenced(PROGRAM)}",
        f"```python\n{PROGRAM}```",
        f"```\npython\n{PROGRAM}\n```",
        f"```python\n```python\n{PROGRAM}\n```\n```",
        "1. Read it:\n\n"
        + "\n".join(f"   {line}".rstrip() for line in fenced(PROGRAM).split("\n")),
        "\n".join(f"> {line}".rstrip() for line in fenced(PROGRAM).split("\n")),
        PROGRAM,
        f"{PROGRAM}\n```\nThis prints twice the number.",
        f"Sure, this is the program:\n\n{PROGRAM}\n\nIt prints twice the number, as asked.",
        f"<think>\nPerhaps ```python\nprint(1)\n```?\n</think>\n{fenced(PROGRAM)}",
        f"Perhaps ```python\nprint(1)\n```?\n</think>\n{fenced(PROGRAM)}",
        f"<|channel|>analysis<|message|>Hm.<|end|><|channel|>final<|message|>{fenced(PROGRAM)}",
        fenced(PROGRAM) + "<|im_end|>",
        fenced(PROGRAM).replace("\n", "\r\n"),
        fenced(PROGRAM).replace("n = int", "n\u00a0=\u00a0int"),
        fenced(PROGRAM).replace("2 * n", "2\u200b * n"),
        f"```input\n2\n```\n```output\n4\n```\n{fenced(PROGRAM)}",
        f"{fenced(PROGRAM)}\nTo try it:\n```bash\necho 2 | python a.py\n```",
        f"{fenced(PROGRAM)}\nFor 2 this prints\n```\n4\n```",
        f"```python {PROGRAM}\n```",
        fenced("\n".join("    " + line if line else "" for line in PROGRAM.split("\n"))),
    ],
)
def test_the_program_is_read_from_what_stands_around_it(answer: str) -> None:
    assert sources(answer) == [PROGRAM]


def test_the_longest_program_comes_before_a_small_last_one() -> None:
    trial = "assert 2 * 2 == 4\nprint('works')"
    found = sources(f"{fenced(PROGRAM)}\nA test:\n{fenced(trial)}")
    assert found[0] == PROGRAM
    assert trial in found


def test_the_last_program_is_a_reading_too() -> None:
    slow = PROGRAM.replace(
        "print(2 * n)", "total = 0\nfor _ in range(2):\n    total += n\nprint(total)"
    )
    assert sources(f"First try:\n{fenced(slow)}\nSimpler:\n{fenced(PROGRAM)}") == [slow, PROGRAM]


def test_blocks_that_need_each_other_are_joined() -> None:
    helper = "def twice(n):\n    return 2 * n"
    use = "print(twice(int(input())))"
    found = sources(f"A helper:\n{fenced(helper)}\nand its use:\n{fenced(use)}")
    assert f"{helper}\n\n{use}" in found


def test_a_block_that_is_whole_comes_before_a_longer_one_that_is_not() -> None:
    broken = "def solve(n):\n    # ... as above\n    for each in\n" * 5
    assert first(f"{fenced(broken)}\n{fenced(PROGRAM)}") == PROGRAM


def test_what_cannot_be_whole_is_still_left_to_the_sandbox() -> None:
    python_2 = "n = input()\nprint n * 2"
    assert sources(fenced(python_2)) == [python_2]


@pytest.mark.parametrize("reason", ["stop", "length"])
def test_an_unfinished_fence_ends_after_its_last_complete_statement(reason: str) -> None:
    answer = f"```python\n{PROGRAM}\n\ndef more(a, b):\n    total = 0\n    for each in range(a"
    (found,) = readings(answer, STREAMS, "python", reason)
    assert found.source == PROGRAM
    assert found.truncated


def test_an_unfinished_fence_whose_program_is_whole_is_not_cut() -> None:
    (found,) = readings(f"```python\n{PROGRAM}", STREAMS, "python")
    assert (found.source, found.truncated) == (PROGRAM, False)


def test_an_unfinished_program_in_cpp_ends_after_its_last_complete_definition() -> None:
    whole = "#include <iostream>\nint main() { int n; std::cin >> n; std::cout << 2 * n; }"
    answer = f"```cpp\n{whole}\nvoid more() {{ for (int i = 0; i <"
    assert first(answer, language="cpp") == whole


def test_tokens_that_ran_out_in_a_block_are_told_from_those_after_it() -> None:
    assert is_cut(f"So:\n```python\n{PROGRAM}", "length")
    assert not is_cut(f"```python\n{PROGRAM}\n```\nThis is", "length")
    assert not is_cut("I think that", "length")
    assert not is_cut(f"```python\n{PROGRAM}", "stop")


@pytest.mark.parametrize(
    ("answer", "thinking", "kind"),
    [
        ("", "", "empty"),
        (" \n", "", "empty"),
        ("", "Let me see.", "thoughts"),
        ("<think>Let me see.", "", "thoughts"),
        ("<think>Let me see.</think>\n", "", "thoughts"),
        ("I cannot solve this.", "", "prose"),
        ("The answer is 4.\n```\n4\n```", "", "prose"),
        ("Yes", "", "prose"),
        ("```python\n```", "", "prose"),
    ],
)
def test_an_answer_without_a_program_says_what_it_is(answer: str, thinking: str, kind: str) -> None:
    assert readings(answer, STREAMS, "python") == []
    assert emptiness(answer, thinking) == kind


def test_a_program_before_open_thoughts_is_kept() -> None:
    assert spoken("a <think> b") == "a "
    assert first(f"{fenced(PROGRAM)}\n<think>Was that right?") == PROGRAM


CALLED = {
    "def solve():\n    n = int(input())\n    print(2 * n)": "solve()",
    "def main():\n    print(2 * int(input()))\n\ndef other():\n    return 1": "main()",
    "import sys\nsys.setrecursionlimit(9999)\ndef go():\n    print(2 * int(input()))": "go()",
    "def solve():\n    return 2 * int(input())": "print(solve())",
    "class Solution:\n    def solve(self):\n        print(2 * int(input()))": "Solution().solve()",
    "class Solution:\n    def go(self):\n        return 2 * int(input())": "print(Solution().go())",
}


@pytest.mark.parametrize("code", CALLED)
def test_a_program_that_only_defines_is_called(code: str) -> None:
    called, as_it_is = sources(fenced(code))
    assert called == f"{code}\n\n\n{CALLED[code]}"
    assert as_it_is == code


@pytest.mark.parametrize(
    "code",
    [
        "def main():\n    print(2 * int(input()))\n\nif __name__ == '__main__':\n    main()",
        "def main():\n    print(2 * int(input()))\nmain()",
        "def twice(n):\n    return 2 * n\n\ndef thrice(n):\n    return 3 * n",
    ],
)
def test_a_program_that_calls_or_cannot_be_called_is_left_alone(code: str) -> None:
    assert sources(fenced(code)) == [code]


def test_prompts_for_a_person_are_taken_away() -> None:
    assert first(fenced('n = int(input("Enter n: "))\nprint(2 * n)')) == (
        "n = int(input())\nprint(2 * n)"
    )
    assert first(fenced("n = int(input(f'für {1}: '))  # größe\nprint(2 * n)")) == (
        "n = int(input())  # größe\nprint(2 * n)"
    )
    own = "def input(text):\n    return text\nprint(input('a'))"
    assert first(fenced(own)) == own


def test_a_line_that_only_asks_is_left_out_in_a_further_reading() -> None:
    asking = 'print("Enter n:")\nn = int(input())\nprint(2 * n)'
    assert sources(fenced(asking)) == [asking, "n = int(input())\nprint(2 * n)"]
    code = "#include <iostream>\nint main() {\n%s  int n; std::cin >> n; std::cout << 2 * n;\n}"
    asking = code % '  std::cout << "Enter a number: ";\n'
    assert sources(fenced(asking, "cpp"), language="cpp") == [asking, code % ""]


def test_typography_is_mended_outside_of_strings_only() -> None:
    spoiled = "word = “a”\nprint(word, '“b”', 3 − 1)  # “c”\u00a0d"
    mended = "word = \"a\"\nprint(word, '“b”', 3 - 1)  # “c”\u00a0d"
    assert first(fenced(spoiled)) == mended


def test_entities_and_mixed_indentation_are_mended_where_nothing_else_parses() -> None:
    assert first(fenced("n = int(input())\nif n &lt; 3:\n    print(n)")) == (
        "n = int(input())\nif n < 3:\n    print(n)"
    )
    kept = "print('&lt;')\nn = int(input())"
    assert first(fenced(kept)) == kept
    mixed = "for i in range(int(input())):\n\tif i:\n        print(i)"
    assert first(fenced(mixed)) == mixed.expandtabs(4)


CPP = "#include <iostream>\nint main() {\n  int n; std::cin >> n; std::cout << 2 * n;\n}"
JAVA = (
    "import java.util.Scanner;\npublic class Main {\n  public static void main(String[] a) {\n"
    "    System.out.println(2 * new Scanner(System.in).nextInt());\n  }\n}"
)
C = '#include <stdio.h>\nint main(void) {\n  int n; scanf("%d", &n); printf("%d", 2 * n);\n}'
RUST = (
    "use std::io;\nfn main() {\n  let mut s = String::new();\n"
    "  io::stdin().read_line(&mut s).unwrap();\n"
    '  println!("{}", 2 * s.trim().parse::<i64>().unwrap());\n}'
)
GO = (
    'package main\n\nimport "fmt"\n\nfunc main() {\n'
    "\tvar n int\n\tfmt.Scan(&n)\n\tfmt.Println(2 * n)\n}"
)
JAVASCRIPT = "const n = Number(require('fs').readFileSync(0));\nconsole.log(2 * n);"


@pytest.mark.parametrize(
    ("asked", "tag", "code", "found"),
    [
        ("cpp", "cpp", CPP, "cpp"),
        ("cpp", "c++17", CPP, "cpp"),
        ("cpp", "", CPP, "cpp"),
        ("python", "cpp", CPP, "cpp"),
        ("python", "", CPP, "cpp"),
        ("java", "", JAVA, "java"),
        ("python", "", JAVA, "java"),
        ("c", "c", C, "c"),
        ("c", "", C, "c"),
        ("cpp", "", C, "cpp"),
        ("c", "cpp", C, "c"),
        ("cpp", "c", CPP, "cpp"),
        ("rust", "rs", RUST, "rust"),
        ("python", "", RUST, "rust"),
        ("go", "golang", GO, "go"),
        ("javascript", "js", JAVASCRIPT, "javascript"),
        ("javascript", "typescript", JAVASCRIPT, "javascript"),
        ("cpp", "python", PROGRAM, "python"),
        ("cpp", "", PROGRAM, "python"),
    ],
)
def test_each_block_is_read_in_its_own_language(
    asked: str, tag: str, code: str, found: str
) -> None:
    (reading,) = readings(fenced(code, tag), STREAMS, asked)
    assert (reading.language, reading.source) == (found, code)


def test_the_language_that_was_asked_for_comes_first() -> None:
    answer = f"{fenced(PROGRAM)}\nor\n{fenced(CPP, 'cpp')}"
    assert [each.language for each in readings(answer, STREAMS, "cpp")] == ["cpp", "python"]
    assert [each.language for each in readings(answer, STREAMS, "python")] == ["python", "cpp"]


def test_a_block_in_a_language_that_cannot_be_run_is_no_program() -> None:
    assert sources(fenced("puts 2 * gets.to_i", "ruby")) == []


@pytest.mark.parametrize("code", [CPP, JAVA, RUST, GO], ids=["cpp", "java", "rust", "go"])
def test_code_without_fences_is_found_among_prose(code: str) -> None:
    asked = {CPP: "cpp", JAVA: "java", RUST: "rust", GO: "go"}[code]
    assert (
        first(f"This is how (roughly):\n\n{code}\n\nIt prints twice that.", language=asked) == code
    )


def test_what_a_program_in_cpp_lacks_is_added() -> None:
    bare = "int main() { int n; cin >> n; cout << 2 * n; }"
    assert first(fenced(bare, "cpp"), language="cpp").startswith("#include <bits/stdc++.h>\n")
    solve = CPP.replace("main", "solve").replace("int solve", "void solve")
    assert (
        first(fenced(solve, "cpp"), language="cpp")
        == f"{solve}\n\nint main() {{ solve(); return 0; }}"
    )


def test_a_script_in_javascript_that_only_defines_is_called() -> None:
    code = "function solve() {\n  console.log(2 * require('fs').readFileSync(0));\n}"
    assert first(fenced(code, "js"), language="javascript") == f"{code}\n\nsolve();"
    called = f"{code}\nsolve();"
    assert first(fenced(called, "js"), language="javascript") == called


def value(source: str, call: str) -> object:
    names: dict[str, object] = {}
    exec(source, names)
    return eval(call, names)


@pytest.mark.parametrize(
    "answer",
    [
        fenced("def twice(n: int) -> int:\n    return 2 * n"),
        fenced("    return 2 * n"),
        fenced("return 2 * n"),
        fenced("    m = n\n\n    return m + n", ""),
        "    return 2 * n\n",
        "    if n:\n        return 2 * n\n    return 0\n\nprint('no more')\n",
        fenced("def double(n):\n    return 2 * n"),
        "Use this:\n\ndef twice(n):\n    return 2 * n\n\nIt works.",
        fenced("    m = 2 * n\n    return m\n    for x in", "python")[:-4],
    ],
)
def test_a_function_is_completed(answer: str) -> None:
    assert value(first(answer, FUNCTION), "twice(2)") == 4


@pytest.mark.parametrize(
    "answer",
    [
        fenced("class Solution:\n    def twice(self, n):\n        return 2 * n"),
        fenced("def twice(self, n):\n    return 2 * n"),
        fenced("def twice(n):\n    return 2 * n"),
        fenced("def double(n):\n    return 2 * n"),
        fenced("        return 2 * n"),
        fenced("return 2 * n"),
    ],
)
def test_a_method_is_completed(answer: str) -> None:
    assert value(first(answer, METHOD), "Solution().twice(2)") == 4


def test_what_tries_the_function_is_left_out_in_a_further_reading() -> None:
    code = "def twice(n):\n    return 2 * n\n\nLIMIT = 5"
    assert sources(fenced(f"{code}\nn = int(input())\nprint(twice(n))"), FUNCTION)[1] == code


def test_a_function_problem_is_not_read_in_another_language() -> None:
    assert sources(fenced(CPP, "cpp"), FUNCTION) == []


def test_a_body_in_cpp_gets_its_head() -> None:
    problem = replace(FUNCTION, language="cpp", signature="int twice(int n) {\n")
    assert first(fenced("    return 2 * n;\n}", "cpp"), problem, "cpp") == (
        "int twice(int n) {\n    return 2 * n;\n}"
    )


def test_there_are_never_more_than_a_handful_and_no_two_alike() -> None:
    answer = "\n".join(fenced(PROGRAM.replace("2", str(number))) for number in range(30))
    found = sources(answer + fenced(PROGRAM + "  \n") * 3)
    assert len(found) == len(set(found)) == MAX_READINGS


def test_garbage_is_read_without_a_fault() -> None:
    for answer in (
        "\ud800\x00\xff",
        "```" * 50,
        "~~~\n" * 51,
        "((((" * 300,
        "`" * 500,
        "-" * 9000 + "1",
    ):
        for problem, language in ((STREAMS, "python"), (STREAMS, "cpp"), (FUNCTION, "python")):
            assert all(each.source for each in readings(answer, problem, language))


@pytest.mark.parametrize(
    "part",
    [
        "```\n",
        "```python\nprint(input())\n```\n",
        "/*",
        "'''\n",
        '"',
        "x = (\n",
        "a\n",
        "<think>",
        "`",
        "{",
    ],
)
def test_reading_takes_linear_time(part: str) -> None:
    def read(text: str) -> object:
        return [readings(text, STREAMS, language) for language in ("python", "cpp")]

    assert_linear(read, lambda size: part * (size // len(part)), 8_000)


def test_no_reading_holds_a_fence() -> None:
    for answer in (fenced(PROGRAM), f"{fenced(PROGRAM)}\n{fenced(CPP, 'cpp')}", f"```{PROGRAM}```"):
        found = sources(answer)
        assert found
        assert not any(re.search(r"^\s*```", source, re.M) for source in found)


def test_a_function_of_javascript_may_be_a_constant() -> None:
    head = "const twice = (xs) => {\n"
    asked = Problem("twice", head, kind="function", language="javascript", signature=head,
                    entry_point="twice")  # fmt: skip
    whole = f"{head}  return xs.map((x) => 2 * x);\n}};"
    (first, *_) = readings(f"```javascript\n{whole}\n```", asked, "javascript")
    assert first.source.strip() == whole
    asked_of_base = solve_question(asked, "javascript", chat=False)
    answer = asked_of_base.whole("  return xs.map((x) => 2 * x);", True)
    (first, *_) = readings(answer, asked, "javascript")
    assert first.source.split() == f"{head}  return xs.map((x) => 2 * x);\n}}".split()
