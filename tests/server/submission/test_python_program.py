"""Debug output leaves a Python program, and nothing else does."""

from __future__ import annotations

import ast
import random

import pytest

from shortlist_server.submission.python_program import stripped_python

PROGRAM = '''\
#!/usr/bin/env python3
# shortlist practice: bank/lifeboats/1/atcoder [8bcbec8c]

r"""
In Pairs

Sample Input 1
3

Sample Output 1
\\\\4
"""
import sys
from sys import stderr


def solve(values):
    """Says how many."""
    print("values", values, file=sys.stderr)
    best = 0

    for value in values:
        print(
            f"value {value}",
            len(values),
            file=stderr,
        )  # look at each

        best = max(best, value)
        if value < 0:
            print("negative", file=sys.stderr)
    sys.stderr.write("done\\n")
    return best


print(solve(list(map(int, input().split()))))
'''


def test_a_whole_program():
    found = stripped_python(PROGRAM, [(3, 11)])
    assert (
        found.text
        == '''\
#!/usr/bin/env python3

import sys
from sys import stderr


def solve(values):
    """Says how many."""
    best = 0

    for value in values:

        best = max(best, value)
        if value < 0:
            print("negative", file=sys.stderr)
    return best


print(solve(list(map(int, input().split()))))
'''
    )
    assert found.removed == 3
    assert found.kept == (
        'Line 31, `print("negative", file=sys.stderr)`: it is all that its block has.',
    )


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("import sys\nprint(next(it), file=sys.stderr)\n", "it calls next"),
        ("import sys\nprint(input(), file=sys.stderr)\n", "it calls input"),
        ("import sys\nprint((n := 3), file=sys.stderr)\n", "it changes something"),
        ("import sys\nd = defaultdict(int)\nprint(d[1], file=sys.stderr)\n", "which may add it"),
        ("import sys\ndef f(): 1\nprint(*map(f, a), file=sys.stderr)\n", "it names f"),
        ("import sys\nx = 1; print(x, file=sys.stderr)\n", "something else stands on its line"),
        ("import sys\nif x:\n    print(1, file=sys.stderr)\n", "all that its block has"),
        ("import sys\nif x: print(1, file=sys.stderr)\n", "something else stands on its line"),
        (
            "import sys\nfor i in r:\n  print(1, file=sys.stderr)\n  print(i, file=sys.stderr)\n",
            "all that its block has",
        ),
        ("import sys\ndef print(*a, file): n.append(a)\nprint(1, file=sys.stderr)\n", "own"),
        ("import mine as sys\nprint(1, file=sys.stderr)\n", "a sys of its own"),
        (
            "from sys import stderr\nstderr = open('x')\nprint(1, file=stderr)\n",
            "stderr of its own",
        ),
    ],
)
def test_what_is_not_safe_is_kept_and_named(source, why):
    found = stripped_python(source, [])
    assert found.text == source and found.removed == 0
    assert found.kept and all(why in each and each.startswith("Line ") for each in found.kept)


@pytest.mark.parametrize(
    "source",
    [
        "print(1)\n",
        "import sys\nprint(1, file=sys.stdout)\n",
        "import sys\nx = print(1, file=sys.stderr)\n",
        "import sys\nf(print(1, file=sys.stderr))\n",
        "import sys\n[print(i, file=sys.stderr) for i in range(3)]\n",
        "import sys\nlog = lambda *a: print(*a, file=sys.stderr)\n",
        "text = '''\nprint(1, file=sys.stderr)\n# shortlist practice: x [00000000]\n\n\n'''\n",
    ],
)
def test_what_is_no_debug_statement_stays(source):
    found = stripped_python(source, [])
    assert (found.text, found.removed, found.kept) == (source, 0, ())


def test_a_program_that_cannot_be_read_is_left_alone():
    source = "# Statement\nprint(1\n"
    found = stripped_python(source, [(0, 0)])
    assert found.text == source
    assert "Nothing was left out" in found.kept[0] and "line 2" in found.kept[0]


def test_a_statement_in_a_function_goes_only_where_something_is_left():
    source = 'def f(a):\n    """\n    >>> f(1)\n    2\n    """\n'
    assert stripped_python(source + "    return 2\n", [(0, 4)]).text == "def f(a):\n    return 2\n"
    found = stripped_python(source, [(0, 4)])
    assert found.text == source and "all that its function has" in found.kept[0]


def test_comments_that_are_no_statement_stay():
    source = "# my notes\n# A + B\n# Sample Input\nx = 1  # shortlist practice: a [00000000]\n"
    assert stripped_python(source, [(1, 2)]).text == (
        "# my notes\nx = 1  # shortlist practice: a [00000000]\n"
    )


def test_line_ends_unicode_and_form_feeds():
    source = "import sys\n\f\nprint('🎉é', file=sys.stderr)  # 🎉\nprint('\u2028')\n"
    found = stripped_python(source, [])
    assert found.removed == 1 and "stderr)" not in found.text and "'\u2028'" in found.text


def test_programs_put_together_by_chance_stay_the_same():
    """The tree of what is left is the tree without debug statements, found in another way."""
    rng = random.Random(7)
    debug = "print('d', x, file=sys.stderr)"
    plain = ["x += 1", "y = [x]", "print(x)", "'''text\n\n\n'''", "pass", "# remark", ""]

    def block(depth: int) -> list[str]:
        lines = []
        for _ in range(rng.randint(1, 4)):
            kind = rng.random()
            if kind < 0.35:
                lines.append(debug)
            elif kind < 0.75 or depth == 3:
                lines += rng.choice(plain).split("\n")
            else:
                head = rng.choice(["if x:", "for i in y:", "while x:", "def f():", "with x:"])
                inside = block(depth + 1)
                if not any(line.strip() and not line.strip().startswith("#") for line in inside):
                    inside.append("pass")
                lines += [head, *(f"    {line}" if line else "" for line in inside)]
        return lines

    class Without(ast.NodeTransformer):
        def generic_visit(self, node):
            super().generic_visit(node)
            for name in ("body", "orelse"):
                body = getattr(node, name, None)
                if isinstance(body, list):
                    left = [each for each in body if ast.unparse(each) != debug]
                    if left or isinstance(node, ast.Module):
                        setattr(node, name, left)
            return node

    removed = 0
    for _ in range(300):
        source = "import sys\n" + "\n".join(block(0)) + "\n"
        found = stripped_python(source, [])
        assert ast.dump(Without().visit(ast.parse(source))) == ast.dump(ast.parse(found.text))
        removed += found.removed
    assert removed > 200


def test_looking_up_in_a_list_and_slices_are_harmless():
    found = stripped_python("import sys\nprint(a[1], file=sys.stderr)\nprint(a)\n", [])
    assert (found.removed, found.kept) == (1, ())
    source = "import sys\nd = defaultdict(int)\nprint(a[1:], file=sys.stderr)\n"
    assert stripped_python(source, []).removed == 1
