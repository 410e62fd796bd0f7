"""Rewritten programs do what they did, and rewritten statements say what they said."""

from __future__ import annotations

import ast
import contextlib
import io
import random

import pytest

from shortlist_engine.problem import Example, Problem
from shortlist_engine.training.rewriting import rewrite
from shortlist_engine.training.rewriting.cpp import rewrite_cpp
from shortlist_engine.training.rewriting.python import rewrite_python
from shortlist_engine.training.rewriting.statements import rewrite_problem

# Of our own, with what makes renaming and moving difficult.
PROGRAMS = {
    "plain": (
        "import sys\n# reads\nn = int(input())\na = list(map(int, input().split()))\n"
        "b = [x * x for x in a]\ntotal = 0\nfor i in range(n):  # adds\n    total += b[i]\n"
        "print(total, len(sys.argv) >= 0)\n",
        "3\n1 2 3\n",
    ),
    "functions": (
        "MOD = 10\ndef power(base, times):\n    '''Not needed.'''\n    res = 1\n"
        "    for _ in range(times):\n        res = res * base % MOD\n    return res\n"
        "x, y = map(int, input().split())\nprint(power(x, times=y))\nprint(f'{x}^{y}')\n",
        "3 4\n",
    ),
    "class": (
        "class Node:\n    size = 0\n    def __init__(self, value):\n        self.value = value\n"
        "        self.left = None\n    def add(self, left):\n        self.left = left\n"
        "        Node.size += 1\nroot = Node(int(input()))\nleft = Node(5)\nroot.add(left)\n"
        "print(root.left.value, Node.size)\n",
        "1\n",
    ),
    "append": (
        "def main():\n    n, m = map(int, input().split())\n    out = []\n    for i in range(n):\n"
        "        out.append(i * m)\n    print(*out)\n\nif __name__ == '__main__':\n    main()\n",
        "4 5\n",
    ),
    "globals": (
        "best = 0\ndef visit(v):\n    global best\n    best = max(best, v)\n"
        "for v in input().split():\n    visit(int(v))\nprint(best)\n",
        "3 9 2\n",
    ),
    "leaks": (
        "a = []\nfor i in range(int(input())):\n    a.append(i)\nprint(i, a)\n"
        "s = 'a b'\nprint(s.split(), 'n' in s)\n",
        "3\n",
    ),
}  # fmt: skip


def output(source: str, text: str) -> str:
    """What one of `PROGRAMS` prints; they are ours, so they may run here."""
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(io.StringIO()) as printed,
    ):
        patch.setattr("sys.stdin", io.StringIO(text))
        exec(compile(source, "program", "exec"), {"__name__": "__main__"})
    return printed.getvalue()


@pytest.mark.parametrize("name", PROGRAMS)
def test_python_programs_print_what_they_printed(name: str) -> None:
    source, text = PROGRAMS[name]
    wanted = output(source, text)
    seen = set()
    for seed in range(200):
        changed = rewrite_python(source, random.Random(seed))
        assert output(changed, text) == wanted, changed
        seen.add(changed)
    assert len(seen) > 20


def test_every_kind_of_change_is_made() -> None:
    source = PROGRAMS["plain"][0]
    seen = [rewrite_python(source, random.Random(seed)) for seed in range(200)]
    for part in ("[int(x) for x in input().split()]", "def main():", ".append(", "int(input().st"):
        assert any(part in text for text in seen), part
    assert any("# reads" not in text for text in seen)
    assert any("total" not in text for text in seen)
    loops = [rewrite_python(PROGRAMS["append"][0], random.Random(seed)) for seed in range(100)]
    assert any(" * m for i in range(n)]" in text for text in loops)
    assert any("def " not in text for text in loops)


def test_what_does_not_parse_or_looks_up_names_stays() -> None:
    assert rewrite_python("print 1\n", random.Random(1)) == "print 1\n"
    dynamic = "value = 3\nprint(eval('value'))\n"
    for seed in range(50):
        assert "value = 3" in rewrite_python(dynamic, random.Random(seed))


def test_the_same_seed_gives_the_same_text() -> None:
    source = PROGRAMS["functions"][0]
    assert rewrite_python(source, random.Random(5)) == rewrite_python(source, random.Random(5))


def test_a_function_keeps_the_names_that_were_asked_for() -> None:
    prompt = 'def twice(value: int) -> int:\n    """Doubles."""\n'
    problem = Problem(
        "twice", "", kind="function", language="python", signature=prompt, entry_point="twice"
    )
    source = "def twice(value: int) -> int:\n    result = value + value\n    return result\n"
    seen = {rewrite(problem, "python", source, random.Random(seed)) for seed in range(60)}
    assert len(seen) > 3
    assert all(text.startswith("def twice(value: int) -> int:") for text in seen)


def test_cpp_variables_are_renamed_and_others_stay() -> None:
    source = (
        "#include <bits/stdc++.h>\n#define all(v) v.begin(), v.end()\nusing namespace std;\n"
        'int main() {\n  int amount; string note = "amount // not a comment";\n'
        "  cin >> amount; // read\n  vector<int> parts(amount);\n"
        "  for (int i = 0; i < amount; i++) parts[i] = i;\n"
        "  cout << note << amount << parts.size() << endl;\n  return 0;\n}\n"
    )
    seen = {rewrite_cpp(source, random.Random(seed)) for seed in range(100)}
    assert len(seen) > 10
    assert any("cin >> amount" not in text for text in seen)
    for text in seen:
        assert '"amount // not a comment"' in text and ".size()" in text
        assert "#define all(v) v.begin(), v.end()" in text and "int main()" in text
    assert any("// read" not in text for text in seen)


def test_statements_change_words_and_show_some_of_the_examples() -> None:
    statement = (
        "Problem Statement\n\nYou are given $N$ numbers.\n\n"
        "Constraints\n\n- $1 \\leq N \\leq 9$\n\nInput\n\nThe numbers.\n\nOutput\n\nTheir sum."
    )
    problem = Problem("Sum", statement, (Example("1", "1"), Example("2", "2")))
    more = [Example("3", "3"), Example("4", "4")]
    seen = [rewrite_problem(problem, more, random.Random(seed)) for seed in range(200)]
    assert all("numbers." in one.statement and "Their sum." in one.statement for one in seen)
    assert {len(one.examples) for one in seen} == {1, 2, 3}
    assert {one.input for each in seen for one in each.examples} == {"1", "2", "3", "4"}
    for part in ("1 <= N <= 9", "Input Format", "Output:"):
        assert any(part in one.statement for one in seen), part
    assert any("9" not in one.statement for one in seen)
    function = Problem(
        "f", "", kind="function", language="python", signature="def f():\n", entry_point="f"
    )
    assert rewrite_problem(function, (), random.Random(1)).signature == function.signature


def test_programs_of_the_bank_still_parse() -> None:
    from shortlist_engine.bank import families

    for name, family in list(families().items())[::6]:
        for language, source in family.instance(1).programs:
            if language == "python":
                for seed in range(5):
                    ast.parse(rewrite_python(source, random.Random(f"{name}{seed}")))
