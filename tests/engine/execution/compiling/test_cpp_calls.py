"""C++ programs of function problems: compiled, called and judged in the sandbox."""

from __future__ import annotations

import pytest
import pytest_asyncio

from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.compiling.toolchains import tool
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Example, Problem, Program, Run

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(tool("cpp") is None, reason="no C++ compiler is installed"),
]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def pool():
    async with ExecutionPool(1) as pool:
        yield pool


async def call(pool: ExecutionPool, name: str, source: str, *pairs: tuple[str, str]) -> list[Run]:
    examples = tuple(Example(*pair) for pair in pairs)
    problem = Problem("p", "", examples, kind="function", language="cpp", entry_point=name)
    inputs, expected = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return list(await pool.run(RunRequest(problem, Program("cpp", source), inputs, expected)))


def verdicts(runs: list[Run]) -> list[tuple[str, str]]:
    return [(run.verdict.value, run.detail) for run in runs]


TWO_SUM = """class Solution {
public:
    vector<int> twoSum(vector<int>& nums, int target) {
        cout << "looking" << endl;
        printf("not flushed");
        for (size_t i = 0; i < nums.size(); i++)
            for (size_t j = i + 1; j < nums.size(); j++)
                if (nums[i] + nums[j] == target) return {int(i), int(j)};
        throw runtime_error("there is none");
    }
};"""


async def test_a_leetcode_class_without_includes(pool: ExecutionPool) -> None:
    runs = await call(
        pool, "twoSum", TWO_SUM,
        ("Solution().twoSum([2,7,11], 9)", "[0,1]"),
        ("twoSum({2, 7}, 9);", "{0, 1}"),
        ("Solution().twoSum([3,3], 6)", "[1,0]"),
        ("Solution().twoSum([3], 6)", "[]"),
    )  # fmt: skip
    assert [run.verdict.value for run in runs] == ["AC", "AC", "WA", "RE"]
    assert runs[0].output == "[0, 1]"
    assert runs[2].detail == "expected '[1,0]', got '[0, 1]'"
    assert "std::runtime_error: there is none" in runs[3].detail


async def test_a_call_that_does_not_fit_names_the_argument(pool: ExecutionPool) -> None:
    misfits = {
        "twoSum([1])": "twoSum takes 2 arguments, the example gives 1",
        "twoSum([1, 'a'], 3)": "argument 1 of twoSum: expected an integer",
        "twoSum([1], 3.5)": "argument 2 of twoSum: expected an integer",
        "twoSum([1], 3000000000)": "from -2147483648 to 2147483647, found 3000000000",
        "twoSum([1, 2, 3)": "expected a call",
        "twoSum([1, 2 3], 3)": "argument 1 of twoSum: expected a comma or the end of the list",
        "twoSum([1], 2 * 3)": "write its result",
        "twoSum(nums=[1], target=2)": "no arguments by name",
        "max(twoSum([1], 2))": "expected a call such as twoSum(1, [2, 3])",
        "twoSum([1], 2) + 1": "expected a call",
        "": "expected a call",
    }
    runs = await call(pool, "twoSum", TWO_SUM, *((text, "[]") for text in misfits))
    for run, words in zip(runs, misfits.values(), strict=True):
        assert run.verdict.value == "RE" and words in run.detail, run


VALUES = {
    "numbers": (
        "tuple<int8_t, unsigned long long, __int128, float, double, bool, char> f(int8_t a, "
        "unsigned long long b, __int128 c, float d, double e, bool g, char h) "
        "{ return {a, b, c, d, e, g, h}; }",
        "f(-128, 18446744073709551615, -170141183460469231731687303715884105728, 0.1, 1e300, True, "
        "'x')",
        "(-128, 18446744073709551615, -170141183460469231731687303715884105728, 0.1, 1e300, True, "
        "'x')",
        "(-128, 18446744073709551615, -170141183460469231731687303715884105728, 0.1, 1e+300, true, "
        "'x')",
    ),
    "special": (
        "vector<double> f(double a, double b, double c) { return {a, b, c, 2}; }",
        "f(inf, float('-inf'), NaN)",
        "[inf, -Infinity, nan, 2]",
        "[inf, -inf, nan, 2.0]",
    ),
    "text": (
        "pair<string, string> f(const string& a, string_view b) { return {a, string(b)}; }",
        r"""f('it\'s "é" \u00e9\n', "\\")""",
        r"""("it's \"é\" é\n", '\\')""",
        r'''("it's \"é\" é\n", "\\")''',
    ),
    "nested": (
        "vector<vector<pair<int, string>>> f(vector<vector<string>> a) { return {{{a.size(), "
        "a[0][0]}}, {}}; }",
        "f([['x'], []])",
        "{{{2, \"x\"}}, {}}",
        '[[(2, "x")], []]',
    ),
    "map": (
        "map<string, vector<bool>> f(unordered_map<string, vector<int>> a) { map<string, "
        "vector<bool>> r; for (auto& [k, v] : a) for (int x : v) r[k].push_back(x > 1); "
        "return r; }",
        "f({{\"a\", {1, 2}}, {\"b\", {3}}})",
        "{'b': [True], 'a': [False, True]}",
        '{"a": [false, true], "b": [true]}',
    ),
    "set": (
        "unordered_set<int> f(set<int> a) { return {a.begin(), a.end()}; }",
        "f({10, 9, 3})",
        "[10, 3, 9]",
        "{10, 3, 9}",
    ),
    "no set": ("set<int> f(int n) { return {}; }", "f(0)", "{}", "set()"),
    "optional": (
        "optional<int> f(optional<int> a, array<int, 2> b) { return a ? optional<int>() : b[1]; }",
        "f(None, (4, 5))",
        "5",
        "5",
    ),
    "nothing": ("optional<int> f() { return nullopt; }", "f()", "None", "null"),
    "array": (
        "long f(int a[], int n, const char *s) { return accumulate(a, a + n, 0L) + strlen(s); }",
        "f([1, 2, 3], 3, 'ab')",
        "8",
        "8",
    ),
    "in place": (
        "void f(int k, vector<int>& a, vector<int> b) { a.push_back(k); cout << 1; }",
        "f(3, [1], [2])",
        "[1, 3]",
        "[1, 3]",
    ),
    "list": (
        "/* struct ListNode { int val; }; */ ListNode* f(vector<ListNode*>& a) "
        "{ a[0]->next = a[1]; return a[0]; }",
        "f([[1], [2, 3]])",
        "[1,2,3]",
        "[1, 2, 3]",
    ),
    "own list": (
        "struct ListNode { string val; ListNode* next; ListNode(string v) : val(v) {} };\n"
        "struct Solution { void f(ListNode* a) const { a->next = nullptr; } };",
        "Solution().f(['a', 'b'])",
        "['a']",
        '["a"]',
    ),
    "tree": (
        "class Solution { public: TreeNode* f(TreeNode* r) { if (r) { swap(r->left, r->right); "
        "f(r->left); f(r->right); } return r; } };",
        "Solution().f([1,null,2,3])",
        "[1,2,null,null,3]",
        "[1, 2, null, null, 3]",
    ),
    "no tree": (
        "class Solution { public: TreeNode* f(TreeNode* r) { return r; } };",
        "Solution().f([])",
        "[]",
        "[]",
    ),
    "overloaded": (
        "class Solution { public: bool f(TreeNode* r) { return f(r, LONG_MIN, LONG_MAX); }\n"
        "bool f(TreeNode* r, long a, long b) { return !r || (a < r->val && r->val < b && "
        "f(r->left, a, r->val) && f(r->right, r->val, b)); } };",
        "Solution().f([2,1,3])",
        "true",
        "true",
    ),
    "static": (
        "class Solution { public: static int f(int a) noexcept { return a; } };",
        "f(4)",
        "4",
        "4",
    ),
    "the class's, not the library's": (
        "class Solution { public: int merge(int a) { return a; } };",
        "Solution().merge(4)",
        "4",
        "4",
    ),
    "macros": (
        "#include <bits/stdc++.h>\nusing namespace std;\n#define int long long\n#define f first\n"
        "#define at x\n#define S string\n"
        "int g(int a) { return a * a; }\nsigned main() { cout << g(2); }",
        "g(3000000000)",
        "9000000000000000000",
        "9000000000000000000",
    ),
    "own includes": (
        "#include <vector>\n#include <string>\nusing std::vector;\n"
        "std::string count(vector<std::string> a) { return a[0]; }",
        "count(vector<string>{string(\"a\"), \"b\",})",
        "'a'",
        '"a"',
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", VALUES.values(), ids=VALUES)
async def test_values_of_all_kinds(pool: ExecutionPool, case: tuple[str, str, str, str]) -> None:
    source, expression, expected, output = case
    name = expression.removeprefix("Solution().").split("(")[0]
    (run,) = await call(pool, name, source, (expression, expected))
    assert (run.verdict.value, run.detail, run.output) == ("AC", "", output)


async def test_what_functions_cannot_take_or_are_not_there(pool: ExecutionPool) -> None:
    cases = {
        "int f(function<int(int)> g) { return 1; }": ("CE", "a parameter's type has no literals"),
        "function<int()> f(int) { return 1; }": ("CE", "the result's type has no literals"),
        "int g(int a) { return a; }  // f(1)": ("CE", "the program defines no function 'f'"),
        "class Solution { int f(int a) { return a; } };": ("RE", "no public function f with 1"),
        "int f(int a) { return a }": ("CE", "prog.cpp:1"),
        "struct Solution { Solution(int) {} int f(int a) { return a; } };": (
            "CE", "needs a constructor without parameters",
        ),
    }  # fmt: skip
    for source, (verdict, words) in cases.items():
        expression = "Solution().f(1)" if "Solution" in source else "f(1)"
        (run,) = await call(pool, "f", source, (expression, "1"))
        assert run.verdict.value == verdict and words in run.detail, run


async def test_each_way_to_fail(pool: ExecutionPool) -> None:
    source = """int f(int x) {
        if (x == 1) throw 5;
        if (x == 2) throw "words";
        if (x == 3) vector<int>().at(x);
        if (x == 4) exit(3);
        if (x == 5) abort();
        if (x == 6) { vector<string> all; while (true) all.push_back(string(1 << 20, 'x')); }
        if (x == 7) while (true) asm("");
        return x;
    }"""
    pairs = [(f"f({x})", str(x)) for x in range(1, 8)]
    runs = await call(pool, "f", source, *pairs)
    found = verdicts(runs)
    assert [verdict for verdict, _ in found] == ["RE", "RE", "RE", "RE", "RE", "MLE", "TLE"]
    for (_, detail), words in zip(
        found, ["type int", "words", "out_of_range", "status 3", "SIGABRT"], strict=False
    ):
        assert words in detail


async def test_it_compiles_once_for_all_inputs(
    pool: ExecutionPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = []
    original = pool._builder.cache.compile

    async def compile(zygote, program, *rest):
        compiled.append(program)
        return await original(zygote, program, *rest)

    monkeypatch.setattr(pool._builder.cache, "compile", compile)
    source = "int onceOnly(int a) { return a; }"
    await call(pool, "onceOnly", source, ("onceOnly(1)", "1"), ("onceOnly(2)", "2"))
    await call(pool, "onceOnly", source, ("onceOnly(3)", "3"))
    assert len(compiled) == 1
