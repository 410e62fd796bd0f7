"""Function problems: a signature without a body, with examples in its comment or docstring."""

from __future__ import annotations

import textwrap

import pytest

from shortlist_engine.statement import find_problems


def pairs(block) -> list[tuple[str, str]]:
    assert block.problem is not None
    return [(example.input, example.output) for example in block.problem.examples]


def test_docstring_with_doctests(find) -> None:
    code = textwrap.dedent(
        '''\
        import os
        from typing import List

        x = 3


        def longest(words: List[str], *, default: str = "") -> str:
            """Returns the longest word.

            The first one wins.
            >>> longest(["a", "bb", "cc"])
            'bb'
            >>> longest(
            ...     [],
            ...     default="x")
            'x'
            """
        '''
    )
    block = find(code, "python")
    problem = block.problem
    assert problem.kind == "function"
    assert problem.entry_point == problem.title == "longest"
    assert problem.language == "python"
    assert problem.statement == "Returns the longest word.\n\nThe first one wins."
    assert pairs(block)[0] == ('longest(["a", "bb", "cc"])', "'bb'")
    assert pairs(block)[1][1] == "'x'"
    assert eval(pairs(block)[1][0], {"longest": lambda words, default: default}) == "x"
    assert problem.signature.startswith("import os\nfrom typing import List\ndef longest(")
    assert problem.signature.endswith('    """\n')
    assert [code.split("\n")[line].strip()[:11] for line in block.example_lines] == [
        ">>> longest"
    ] * 2
    assert block.issues == ()


@pytest.mark.parametrize(
    "body",
    ["", "    pass\n", "    ...\n", "    # your code here\n", "    raise NotImplementedError\n"],
)
def test_placeholders_are_no_body(find, body) -> None:
    code = 'def f(n):\n    """Doubles.\n    >>> f(2)\n    4\n    """\n' + body
    assert pairs(find(code, "python")) == [("f(2)", "4")]


@pytest.mark.parametrize(
    "body", ["    return 2 * n\n", "    n += 1\n    pass\n", "    for _ in n: pass\n"]
)
def test_a_filled_in_function_is_the_same_problem(find, body) -> None:
    code = 'def f(n):\n    """Doubles.\n    >>> f(2)\n    4\n    >>> f()\n    """\n'
    empty, filled = find(code, "python"), find(code + body, "python")
    assert (empty.has_body, filled.has_body) == (False, True)
    assert filled.problem == empty.problem
    assert [issue.line for issue in empty.issues] == []
    assert filled.issues == ()


def test_imports_that_a_solution_brings_leave_the_problem_the_same(find) -> None:
    code = 'def f(n):\n    """Doubles.\n    >>> f(2)\n    4\n    """\n'
    filled = "import math\nfrom os import *\n\n\n" + code + "    return math.trunc(2 * n)\n"
    assert find(code, "python").problem.digest == find(filled, "python").problem.digest
    other = find(code.replace("f(n)", "f(m)"), "python").problem.digest
    assert other != find(code, "python").problem.digest


CPP = """\
// The sum.
// {0}
// {1}
int sum(vector<int> values) {{{body}
"""
LEETCODE = """\
/*
1. Pair Sum

Return the indices.

Example 1:

Input: nums = [2,7], target = 9
Output: [0,1]
*/
class Solution {
public:
    vector<int> pairSum(vector<int>& nums, int target) {
        BODY
    }
};
"""


@pytest.mark.parametrize(
    "body", [" return 1; }", "\n    return values;\n}", "\n    int a = 0;\n    return a;\n}"]
)
def test_a_filled_in_cpp_function_is_the_same_problem(find, body) -> None:
    examples = ("sum({1, 2}) // 3", "sum({}) == 0")
    empty = find(CPP.format(*examples, body="\n}"), "cpp")
    filled = find(CPP.format(*examples, body=body), "cpp")
    assert (empty.has_body, filled.has_body) == (False, True)
    assert filled.problem == empty.problem


def test_a_filled_in_leetcode_class_is_the_same_problem(find) -> None:
    empty = find(LEETCODE.replace("BODY", ""), "cpp")
    filled = find(LEETCODE.replace("BODY", "return {0, 1};\n        // done"), "cpp")
    assert (empty.has_body, filled.has_body) == (False, True)
    assert filled.problem == empty.problem
    assert "public:\n    vector<int> pairSum(" in filled.problem.signature


@pytest.mark.parametrize(
    "docstring",
    [
        "Adds: f(1) returns 2.",
        "Reads.\n\n    >>> f(open('a'))\n    4\n",
        "Reads.\n\n    >>> thing.f(3)\n    4\n",
        "Reads.\n\n    >>> f(3)\n    <Thing at 0x1>\n",
        "Reads.\n\n    >>> f(3)\n",
        "Doubles, f(3) == 6.",
    ],
)
def test_the_documentation_of_ordinary_code_is_left_alone(docstring) -> None:
    code = f'def f(n):\n    """{docstring}"""\n    return 2 * n\n'
    assert find_problems(code, "python") == []


@pytest.mark.parametrize(
    ("line", "example"),
    [
        ("f(1, [2]) == 3", ("f(1, [2])", "3")),
        ("f(1, 'a)') => True", ("f(1, 'a)')", "True")),
        ("f(1) ==> true", ("f(1)", "True")),
        ('f(1)  # returns "x"', ("f(1)", '"x"')),
        ("f([]) ➞ None", ("f([])", "None")),
        ("For example, f(5) should return 8.", ("f(5)", "8")),
        ("f(5, 3) -> 5 - 3 = 2", ("f(5, 3)", "2")),
        ("assert f(2) == (1, 2), 'message'", ("f(2)", "(1, 2)")),
        (">>> f(2) # 4", ("f(2)", "4")),
        (">>> f(2) == [4]", ("f(2)", "[4]")),
        ("f('a')  # => 'Yes' (as it should)", ("f('a')", "'Yes'")),
    ],
)
def test_ways_to_write_an_example_in_python(find, line, example) -> None:
    code = f'def f(*a):\n    """Does it.\n\n    {line}\n    """\n'
    assert pairs(find(code, "python")) == [example]


def test_one_example_under_a_heading_is_a_problem_with_a_body_too(find) -> None:
    code = 'def f(n):\n    """Doubles.\n\n    Example:\n    f(3) == 6\n    """\n    return 6\n'
    assert find(code, "python").has_body


def test_an_example_around_the_call_is_one_with_a_body_too(find) -> None:
    code = 'def f(n):\n    """Doubles.\n    >>> round(f(3), 2)\n    6.0\n    """\n    return 6\n'
    assert find(code, "python").has_body


def test_an_equation_with_its_own_value_below_stays_as_it_is(find) -> None:
    code = 'def f(n):\n    """Doubles.\n\n    >>> f(3) == 6\n    True\n    """\n'
    assert pairs(find(code, "python")) == [("f(3) == 6", "True")]


def test_examples_in_sentences_that_name_the_parameters(find) -> None:
    code = textwrap.dedent(
        '''\
        def join(s, c):
            """Joins them.
            For s = "ab, c", c = 'd' the result should be ("ab, cd", True)
            - For s = "", c = "x", the output is ("x", False).
            For s = 3 and c = 4 the output should be 7
            """
        '''
    )
    assert pairs(find(code, "python")) == [
        ("join(\"ab, c\", 'd')", '("ab, cd", True)'),
        ('join("", "x")', '("x", False)'),
    ]
    code = "// Sums up.\n// For v = {1, 2} the output should be 3\nint sum(vector<int> v) {\n}\n"
    assert pairs(find(code, "cpp")) == [("sum({1, 2})", "3")]


def test_prose_about_calls_is_no_example() -> None:
    code = (
        'def f(n):\n    """f(n) = f(n - 1) + 1, and f(x) is even.\n\n    f() returns 3.\n    """\n'
    )
    assert find_problems(code, "python") == []


def test_asserts_without_a_signature(find) -> None:
    code = (
        '"""\nWrite a function to share.\nassert share((3, 4), (4, 5)) == (4,)\n'
        'assert share([], []) == ()\n"""\n'
    )
    block = find(code, "python")
    assert block.problem.entry_point == "share"
    assert block.problem.signature == ""
    assert pairs(block) == [("share((3, 4), (4, 5))", "(4,)"), ("share([], [])", "()")]


def test_comment_above_a_python_function(find) -> None:
    code = (
        "# Doubles n.\n# double(2) == 4\n# double(-1) == -2\ndef double(n: int) -> int:\n    pass\n"
    )
    block = find(code, "python")
    assert pairs(block) == [("double(2)", "4"), ("double(-1)", "-2")]
    assert block.problem.signature.startswith("# Doubles n.\n")


def test_cpp_comment_with_values(find) -> None:
    code = textwrap.dedent(
        """\
        #include <vector>
        using namespace std;

        // Sum of the elements.
        // sum({1, 2}) // 3
        // sum({}) // 0
        int sum(vector<int> values) {
        """
    )
    block = find(code, "cpp")
    assert pairs(block) == [("sum({1, 2})", "3"), ("sum({})", "0")]
    problem = block.problem
    assert problem.entry_point == "sum"
    assert problem.signature.startswith("#include <vector>\nusing namespace std;\n// Sum")
    assert problem.signature.endswith("int sum(vector<int> values) {\n")


def test_humaneval_x_layout(find) -> None:
    code = textwrap.dedent(
        """\
        /*
        Is any gap below the threshold?
        >>> close({1.0, 2.0}, 0.5)
        false
        >>> close({1.0, 1.1}, 0.5)
        true
        */
        #include<vector>
        using namespace std;
        bool close(vector<float> numbers, float threshold){
        """
    )
    assert pairs(find(code, "cpp")) == [
        ("close({1.0, 2.0}, 0.5)", "false"),
        ("close({1.0, 1.1}, 0.5)", "true"),
    ]


def test_java_method_in_a_class(find) -> None:
    code = textwrap.dedent(
        """\
        class Solution {
            /**
             * Adds one.
             * addOne(1) -> 2
             */
            public int addOne(int n) {
                return 0;
            }
        }
        """
    )
    block = find(code, "java")
    assert pairs(block) == [("new Solution().addOne(1)", "2")]
    assert block.problem.entry_point == "addOne"
    assert block.problem.signature.startswith("class Solution {\n    /**\n")


def test_leetcode_input_without_any_heading(find) -> None:
    code = (
        "/* Return the sum.\n   Input: a = 1, b = 2\n   Output: 3\n*/\nint add(int a, int b) {\n}\n"
    )
    block = find(code, "cpp")
    assert pairs(block) == [("add(1, 2)", "3")]
    assert block.problem.statement == "Return the sum."


def test_leetcode_file_with_markers(find) -> None:
    code = textwrap.dedent(
        """\
        #
        # @lc app=leetcode id=1 lang=python3
        #
        # [1] Pair Sum
        #
        # https://leetcode.com/problems/pair-sum/description/
        #
        # algorithms
        # Easy (50.1%)
        # Likes:    10
        #
        # Given an array of integers nums and an integer target, return the indices.
        #
        # Example 1:
        #
        # Input: nums = [2,7,11,15], target = 9
        # Output: [0,1]
        # Explanation: nums[0] + nums[1] = 9.
        #
        # Example 2:
        #
        # Input: nums = [3,3], target = 6
        # Output: [0,1]
        #

        # @lc code=start
        class Solution:
            def pairSum(self, nums: List[int], target: int) -> List[int]:

        # @lc code=end
        """
    )
    block = find(code, "python")
    problem = block.problem
    assert problem.kind == "function"
    assert problem.title == "Pair Sum"
    assert problem.url == "https://leetcode.com/problems/pair-sum/description/"
    assert problem.entry_point == "pairSum"
    assert pairs(block) == [
        ("Solution().pairSum([2,7,11,15], 9)", "[0,1]"),
        ("Solution().pairSum([3,3], 6)", "[0,1]"),
    ]
    assert "class Solution:\n    def pairSum(" in problem.signature
    assert problem.statement.startswith("Given an array of integers")
    assert "50.1" not in problem.statement


def test_leetcode_statement_above_cpp(find) -> None:
    block = find(LEETCODE.replace("BODY", ""), "cpp")
    assert block.problem.kind == "function"
    assert pairs(block) == [("Solution().pairSum([2,7], 9)", "[0,1]")]


def test_stdin_statement_above_main_stays_stdin(find) -> None:
    code = "# Print n.\n#\n# Sample Input\n# 4\n#\n# Sample Output\n# 4\ndef solve(n):\n    pass\n"
    assert find(code, "python").problem.kind == "stdin"
    code = code.replace("def solve(n):", "def main():")
    assert find(code, "python").problem.kind == "stdin"


def test_javascript_and_go(find) -> None:
    assert pairs(
        find("// Doubles.\n// twice(2) // 4\nconst twice = (n) => {\n};\n", "javascript")
    ) == [("twice(2)", "4")]
    assert pairs(find("// Doubles.\n// twice(2) == 4\nfunc twice(n int) int {\n}\n", "go")) == [
        ("twice(2)", "4")
    ]
    assert pairs(
        find(
            "/// Doubles.\n/// twice(2) == 4\npub fn twice(n: i32) -> i32 {\n    todo!()\n}\n",
            "rust",
        )
    ) == [("twice(2)", "4")]


def test_several_functions_in_one_file() -> None:
    one = 'def f{0}(n):\n    """Doubles.\n    >>> f{0}(2)\n    4\n    """\n\n\n'
    blocks = find_problems(one.format(1) + one.format(2), "python")
    assert [block.problem and block.problem.entry_point for block in blocks] == ["f1", "f2"]
