"""Where a C++ program goes in a function problem, without a server."""

from __future__ import annotations

import pytest

from shortlist_engine.problem import Program
from shortlist_engine.statement import find_problems
from shortlist_server.documents import OpenDocument, split_lines
from shortlist_server.insertion.plan import is_taken, plan

COMMENT = "// Adds.\n// add(1, 2) == 3\n// add(2, 2) == 4\n"
STUB = COMMENT + "int add(int a, int b) {\n}\n"
SOLVED = "int add(int a, int b) {\n    int c = a + b;\n    return c;\n}\n"
BODY = "    int c = a + b;\n    return c;\n"
LEETCODE = """\
/*
1. Pair Sum

Example 1:

Input: nums = [2,7], target = 9
Output: [0,1]
*/
class Solution {
public:
    vector<int> pairSum(vector<int>& nums, int target) {

    }
};
"""


def insert(text, source, inserted=None):
    document = OpenDocument("file:///x", text, 1, "cpp")
    (block,) = [item for item in find_problems(text, "cpp") if item.problem]
    planned = plan(document, block, block.problem, Program("cpp", source), inserted)
    lines = list(split_lines(text))
    for edit in sorted((planned.main, *planned.extra), key=lambda item: -item.line):
        lines[edit.line : edit.end_line] = [edit.text]
    return "".join(lines), planned, block


@pytest.mark.parametrize(
    "stub",
    [
        "int add(int a, int b) {\n}\n",
        "int add(int a, int b) {\n\n}\n",
        "int add(int a,\n        int b)\n{\n    return 0;\n}\n",
        "int add(int a, int b) { return 0; }\n",
        "int add(int a, int b) {}\n",
        "int add(int a, int b) {\n",
    ],
)
def test_an_empty_body_is_filled_in(stub):
    result, planned, block = insert(COMMENT + stub, SOLVED)
    head = stub[: stub.index("{")].rstrip()
    assert result.startswith(COMMENT + head)
    assert result.endswith("{\n" + BODY + "}\n")
    assert not is_taken(block, planned)


def test_a_comment_in_the_body_stays():
    text = STUB.replace("{\n}", "{\n    // mine {\n}\nint x;")
    result, _, _ = insert(text, SOLVED)
    assert result == COMMENT + "int add(int a, int b) {\n    // mine {\n" + BODY + "}\nint x;\n"


def test_includes_and_helpers_go_above_and_none_twice():
    text = "#include <vector>\nusing namespace std;\n\n" + STUB
    source = (
        "#include <vector>\n#include <map>\nusing namespace std;\n\nint twice(int x) {\n"
        "    return 2 * x;\n}\n\n" + SOLVED
    )
    result, _, _ = insert(text, source)
    assert result.count("#include <vector>") == result.count("using namespace std;") == 1
    assert result.index("#include <map>") < result.index("int twice") < result.index("// Adds.")
    assert "    return 2 * x;\n}\n" in result
    assert result.endswith("int add(int a, int b) {\n" + BODY + "}\n")


def test_a_method_is_filled_in_its_class():
    source = (
        "#include <bits/stdc++.h>\nclass Solution {\npublic:\n"
        "    vector<int> pairSum(vector<int> &nums, int target) {\n"
        "        if (nums.empty()) {\n            return {};\n        }\n        return {0, 1};\n"
        "    }\n};\n"
    )
    result, _, _ = insert(LEETCODE, source)
    body = (
        "        if (nums.empty()) {\n            return {};\n        }\n        return {0, 1};\n"
    )
    assert result == "#include <bits/stdc++.h>\n\n" + LEETCODE.replace(
        "\n    }\n", body + "    }\n"
    )


@pytest.mark.parametrize(
    "source",
    [
        "int add(int x, int y) { return x + y; }\n",
        SOLVED + "int main() { return add(1, 2); }\n",
        "struct S { int k; int add(int a, int b) { return a + b; } };\n",
        "int add(int a, int b) {\n",
        "int add(int a, int b);\n",
    ],
)
def test_what_does_not_plainly_fit_goes_below_whole(source):
    result, _, _ = insert(STUB + "int mine;\n", source)
    assert result == STUB + "\n" + source + "\nint mine;\n"


def test_below_means_below_the_class():
    source = "class Solution {\n    int k;\npublic:\n" + LEETCODE.split("public:\n")[1]
    result, _, _ = insert(LEETCODE + "int mine;\n", source)
    assert result == LEETCODE + "\n" + source + "\nint mine;\n"


@pytest.mark.parametrize("body", [" return b; }\n", "\n    // mine\n    return 0;\n}\n"])
def test_a_body_of_the_users_is_taken(body):
    text = COMMENT + "int add(int a, int b) {" + body
    result, planned, block = insert(text, SOLVED)
    assert text in result
    assert is_taken(block, planned) == block.has_body
    assert planned.main.line == planned.main.end_line


def test_a_body_that_we_inserted_is_replaced_by_the_next():
    first, planned, _ = insert(STUB, SOLVED)
    second, planned, block = insert(
        first, "int add(int a, int b) { return b + a; }\n", planned.main.text
    )
    assert second == STUB.replace("{\n}", "{\n    return b + a;\n}")
    assert block.has_body and not is_taken(block, planned)
