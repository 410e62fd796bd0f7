"""Function problems made from rows for standard input, and from MBPP."""

from __future__ import annotations

import json
from pathlib import Path

from shortlist_engine.datasets.function_forms import leetcode_forms, leetcode_programs
from shortlist_engine.datasets.near_duplicates import Statements
from shortlist_engine.datasets.training_problems import read_training_problems
from shortlist_engine.problem import Example

STATEMENT = (
    "Given an array nums and a number k, say which of the sums is even.\nReturn a list.\n\n"
    "Input\n\nThe input gives, in this order:\n- nums: a line.\n\nOutput\n\nPrint the answer.\n\n"
    "Constraints\n\n- 1 <= nums.length <= 9"
)
CODE = """\
from typing import List

class Solution:
    def evenSums(self, nums: List[int], k: int) -> List[bool]:
        nums.sort()
        return [(x + k) % 2 == 0 for x in nums]

input()
nums = list(map(int, input().split()))
k = int(input())
print(*['true' if x else 'false' for x in Solution().evenSums(nums, k)])
"""
EXAMPLES = (Example("2\n3 4\n1\n", "true false\n"), Example("1\n2\n2\n", "true\n"))


def test_a_rewritten_row_gives_leetcodes_form_and_a_function_with_doctests() -> None:
    (method, (whole,)), (function, (plain,)) = leetcode_forms(STATEMENT, EXAMPLES, CODE)
    assert method.kind == function.kind == "function"
    assert method.entry_point == function.entry_point == "evenSums"
    assert method.signature.startswith("class Solution:\n    def evenSums(self, nums: List[int], k")
    assert function.signature.startswith("def evenSums(nums: List[int], k: int) -> List[bool]:\n")
    assert "nums.length <= 9" in function.signature and "Print the answer" not in function.signature
    assert function.examples == (
        Example("evenSums([3, 4], 1)", "[True, False]"),
        Example("evenSums([2], 2)", "[True]"),
    )
    assert method.examples[0].input == "Solution().evenSums([3, 4], 1)"
    for (_, source), call in ((whole, "Solution().evenSums"), (plain, "evenSums")):
        names: dict[str, object] = {}
        exec(source, names)
        assert eval(f"{call}([3, 4], 1)", names) == [True, False]
        assert "input" not in source


def test_programs_for_standard_input_are_as_contestants_write_them() -> None:
    function, inlined = leetcode_programs(CODE)
    assert "class" not in function + inlined
    assert "print(*['true' if x else 'false' for x in evenSums(nums, k)])" in function
    printed = "print(*['true' if x else 'false' for x in [(x + k) % 2 == 0 for x in nums]])\n"
    assert "def " not in inlined and inlined.endswith(f"nums.sort()\n{printed}")


def test_programs_of_other_patterns_give_nothing() -> None:
    recursive = CODE.replace("nums.sort()", "self.evenSums([], k) if nums else None")
    assert len(leetcode_forms(STATEMENT, EXAMPLES, recursive)) == 1
    assert leetcode_programs(recursive) == []
    assert leetcode_programs("print(1)\n") == []
    assert leetcode_forms(STATEMENT, EXAMPLES, CODE.replace("k = int(input())", "k = 1")) == []


def mbpp(number: int, text: str) -> dict[str, object]:
    return {
        "task_id": number,
        "text": text,
        "code": f"def f{number}(x):\r\n    return x + {number}",
        "test_setup_code": "",
        "test_list": [f"assert f{number}({x}) == {x + number}" for x in (1, 2, 3)],
        "challenge_test_list": [],
    }


def test_only_mbpps_training_split_is_read_and_what_others_took_from_it_is_left_out(
    tmp_path: Path,
) -> None:
    data, excluded = tmp_path / "mbpp.jsonl", tmp_path / "sanitized.jsonl"
    given = [mbpp(n, f"Write a function to add {n}.") for n in (600, 601, 700, 974)]
    data.write_text("".join(json.dumps(row) + "\n" for row in given))
    excluded.write_text(json.dumps({"task_id": "MbppEval/700", "prompt": "other words"}) + "\n")
    rows = read_training_problems([data], [excluded])
    assert [row.problem.entry_point for row in rows] == ["f601", "f974"]
    assert ">>> f601(1)" in rows[0].problem.signature and len(rows[0].problem.examples) == 3
    assert rows[0].solutions == [("python", "def f601(x):\n    return x + 601\n")]


def test_nearly_the_same_statement_is_recognised() -> None:
    text = " ".join(f"word{n}" for n in range(40))
    known = Statements([text, "short", *(f"common {'phrase ' * 12} {n}" for n in range(30))])
    assert known.has_like(text.upper().replace("WORD20", "other"))
    assert known.has_like(" ".join(text.split()[:20]))
    assert not known.has_like(" ".join(reversed(text.split())))
    assert not known.has_like("short") and not known.has_like(f"common {'phrase ' * 12}")
