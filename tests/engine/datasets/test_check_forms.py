"""Functions in every language, tested as HumanEval-X and MBXP test them, in the real sandbox."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from tests.engine.datasets.test_datasets import read

from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.judging import judge
from shortlist_engine.execution.isolation.layers import probe
from shortlist_engine.execution.pool import ExecutionPool
from shortlist_engine.problem import Program, Verdict

pytestmark = pytest.mark.skipif(probe().level not in "ABC", reason="no sandbox here")

JAVA = {
    "task_id": "Java/3",
    "prompt": "import java.util.*;\n\nclass Solution {\n    /**\n    Twice.\n    */\n"
    "    public List<Integer> twice(List<Integer> xs) {\n",
    "declaration": "import java.util.*;\n\nclass Solution {\n"
    "    public List<Integer> twice(List<Integer> xs) {\n",
    "canonical_solution": "        List<Integer> found = new ArrayList<>();\n"
    "        for (int x : xs) found.add(2 * x);\n        return found;\n    }\n}",
    "test": "public class Main {\n    public static void main(String[] args) {\n"
    "        Solution s = new Solution();\n"
    "        if (!s.twice(Arrays.asList(1, 2)).equals(Arrays.asList(2, 4))) {\n"
    "            throw new AssertionError();\n        }\n    }\n}\n",
}
JAVASCRIPT = {
    "task_id": "JavaScript/3",
    "prompt": "/* Twice. */\nconst twice = (xs) => {\n",
    "declaration": "\nconst twice = (xs) => {\n",
    "canonical_solution": "  return xs.map((x) => 2 * x);\n}\n\n",
    "test": "const testTwice = () => {\n"
    "  console.assert(JSON.stringify(twice([1, 2])) === JSON.stringify([2, 4]))\n}\n\n"
    "testTwice()\n",
}
GO = {
    "task_id": "Go/3",
    "prompt": 'import (\n    "math"\n)\n\n// Twice.\nfunc Twice(xs []float64) []float64 {\n',
    "import": 'import (\n    "math"\n)\n',
    "docstring": "// Twice.\n",
    "declaration": "\nfunc Twice(xs []float64) []float64 {\n",
    "canonical_solution": "    found := make([]float64, 0)\n    for _, x := range xs {\n"
    "        found = append(found, math.Abs(2*x))\n    }\n    return found\n}\n\n",
    "test_setup": 'package main\n\nimport (\n    "testing"\n'
    '    "github.com/stretchr/testify/assert"\n)\n',
    "test": "func TestTwice(t *testing.T) {\n    assert := assert.New(t)\n"
    "    assert.Equal([]float64{2, 4}, Twice([]float64{1, -2}))\n}\n",
}
RUST = {
    "task_id": "Rust/3",
    "prompt": "\n/*\n Twice.\n*/\n",
    "declaration": "\nuse std::{cmp::max, collections::HashSet};\nuse rand::Rng;\n"
    "use regex::Regex;\nuse md5;\n\nfn twice(xs: Vec<i32>) -> Vec<i32>{\n\n",
    "canonical_solution": "    return xs.iter().map(|x| max(x + x, 2 * x)).collect();\n}\n\n",
    "test": "\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n#[test]\n    // at random\n"
    "    fn test_twice() {\n        let mut rng = rand::thread_rng();\n"
    "        let x: i32 = rng.gen_range(0, 100);\n"
    "        assert_eq!(twice(vec![1, x]), vec![2, 2 * x]);\n    }\n}\n",
}
CASES = [
    (
        "java",
        "javac",
        JAVA,
        "return xs;\n    }\n}",
        "System.exit(0);\n        return xs;\n    }\n}",
    ),
    ("javascript", "node", JAVASCRIPT, "return xs;\n}", "process.exit(0);\n}"),
    ("go", "go", GO, "return xs\n}", "os.Exit(0)\n    return xs\n}"),
    ("rust", "rustc", RUST, "return xs;\n}", "std::process::exit(0)\n}"),
]


@pytest.fixture
async def pool() -> AsyncIterator[ExecutionPool]:
    async with ExecutionPool(1) as pool:
        yield pool


async def verdict(pool: ExecutionPool, row: EvaluationProblem, source: str) -> Verdict:
    assert row.check is not None
    found = await judge(row, Program(row.check.language, source), pool)
    assert found.verdict is not Verdict.SE, found.detail
    return found.verdict


@pytest.mark.parametrize(("language", "tool", "data", "wrong", "leaving"), CASES)
async def test_a_reference_is_right_and_others_are_not(
    tmp_path: Path,
    pool: ExecutionPool,
    language: str,
    tool: str,
    data: dict[str, Any],
    wrong: str,
    leaving: str,
) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"no {tool} here")
    (row,) = read(tmp_path, data)
    assert row.problem.language == language and row.problem.examples == ()
    assert row.form is not None and row.form.prompt.rstrip().endswith("{")
    assert await verdict(pool, row, row.solutions[0].source) is Verdict.AC
    assert await verdict(pool, row, row.form.prompt + wrong) is Verdict.RE
    head = 'import "os"\n' if language == "go" else ""
    assert await verdict(pool, row, head + row.form.prompt + leaving) is Verdict.WA
    ended = Verdict.RE if language == "javascript" else Verdict.CE
    assert await verdict(pool, row, row.form.prompt + "  ((") in (Verdict.CE, ended)


@pytest.mark.skipif(shutil.which("javac") is None, reason="no Java here")
async def test_java_without_its_class_or_imports_and_in_public(
    tmp_path: Path, pool: ExecutionPool
) -> None:
    (row,) = read(tmp_path, JAVA)
    assert row.check is not None
    body = JAVA["canonical_solution"].rsplit("}", 1)[0]
    method = f"public List<Integer> twice(List<Integer> xs) {{\n{body}"
    assert await verdict(pool, row, method) is Verdict.AC
    public = f"package mine;\nimport java.util.List;\npublic class Solution {{\n{method}\n}}"
    assert await verdict(pool, row, public) is Verdict.AC


@pytest.mark.skipif(shutil.which("rustc") is None, reason="no Rust here")
async def test_rust_may_import_what_the_prompt_imports(tmp_path: Path, pool: ExecutionPool) -> None:
    (row,) = read(tmp_path, RUST)
    source = (
        "use std::collections::HashSet;\nuse std::cmp::max;\n"
        "fn twice(xs: Vec<i32>) -> Vec<i32> { xs.iter().map(|x| max(2 * x, *x * 2)).collect() }\n"
        'fn main() { let s: HashSet<i32> = HashSet::new(); println!("{}", s.len()); }'
    )
    assert await verdict(pool, row, source) is Verdict.AC


def test_tests_that_are_a_comment_are_none(tmp_path: Path) -> None:
    (row,) = read(tmp_path, {**RUST, "test": f"/*\n{RUST['test']}\n*/\n"})
    assert row.check is None and not row.judged


@pytest.mark.skipif(shutil.which("g++") is None, reason="no g++ here")
@pytest.mark.parametrize(
    ("include", "body"),
    [
        (
            "#include<openssl/md5.h>",
            'unsigned char out[16]; MD5_CTX c; MD5_Init(&c); MD5_Update(&c, "abc", 3);'
            "MD5_Final(out, &c); return out[0] == 0x90 && out[15] == 0x72;",
        ),
        (
            "#include<boost/any.hpp>",
            "boost::any a = 3; return boost::any_cast<int>(a) == 3 && a.type() == typeid(int);",
        ),
    ],
)
async def test_what_lies_beyond_the_standard_library_is_stood_in_for(
    tmp_path: Path, pool: ExecutionPool, include: str, body: str
) -> None:
    (row,) = read(
        tmp_path,
        {
            "task_id": "CPP/9",
            "prompt": f"/* Say yes. */\n{include}\nusing namespace std;\nbool yes(){{\n",
            "declaration": f"{include}\nusing namespace std;\nbool yes(){{\n",
            "canonical_solution": f"    {body}\n}}\n",
            "test": "#undef NDEBUG\n#include<assert.h>\nint main(){ assert(yes()); }\n",
        },
    )  # fmt: skip
    assert await verdict(pool, row, row.solutions[0].source) is Verdict.AC
