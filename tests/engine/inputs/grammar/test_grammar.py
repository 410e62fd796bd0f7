"""Inputs written for statements in the words of real judges."""

from __future__ import annotations

import random

from shortlist_engine.inputs.grammar.generate import write_input
from shortlist_engine.inputs.grammar.grammar import read_grammar


def written(statement: str, *examples: str, count: int = 80) -> list[list[list[str]]]:
    grammar = read_grammar(statement, examples)
    assert grammar is not None
    rng = random.Random(1)
    texts = [write_input(grammar, number, rng) for number in range(count)]
    return [[line.split() for line in text.splitlines()] for text in texts if text is not None]


ATCODER = """Problem Statement

You are given a sequence. Print the sum.

Constraints

- $2 \\leq N \\leq 2 \\times 10^5$
- $1 \\leq K \\leq N$
- $-10^9 \\leq A_i \\leq 10^9$

Input

Input is given from Standard Input in the following format:

> $N$ $K$
> $A_1$ $A_2$ $\\dots$ $A_N$

Output

Print the answer.
"""


def test_an_atcoder_list_keeps_its_constraints_and_reaches_their_ends() -> None:
    inputs = written(ATCODER, "3 2\n1 -2 3\n", "4 1\n5 6 7 8\n")
    values = set()
    for (n, k), numbers in inputs:
        assert len(numbers) == int(n) >= 2
        assert 1 <= int(k) <= int(n)
        values |= set(map(int, numbers))
    assert min(values) == -(10**9)
    assert max(values) == 10**9
    assert {int(header[0]) for header, _ in inputs} >= {2, 3, 4, 5}


CODEFORCES = """There are n cities joined by m roads.

Input

The first line contains a single integer t (1 ≤ t ≤ 10^4) — the number of test cases.

The first line of each test case contains two integers n and m (2 ≤ n ≤ 100; 1 ≤ m ≤ 200).
Each of the next m lines contains three integers u_i, v_i and w_i (1 ≤ u_i, v_i ≤ n;
0 ≤ w_i ≤ 10^9) — the ends of a road and its length.

Output

Print the answer.
"""


def test_test_cases_with_rows_of_edges() -> None:
    inputs = written(CODEFORCES, "2\n3 2\n1 2 5\n2 3 0\n2 1\n2 1 7\n")
    assert len(inputs) > 60
    weights = set()
    for lines in inputs:
        at = 1
        for _ in range(int(lines[0][0])):
            n, m = map(int, lines[at])
            rows = [list(map(int, line)) for line in lines[at + 1 : at + 1 + m]]
            assert len(rows) == m
            assert all(1 <= end <= n for row in rows for end in row[:2])
            weights |= {row[2] for row in rows}
            at += m + 1
        assert at == len(lines)
    assert min(weights) == 0
    assert max(weights) == 10**9


def test_a_tree_stays_a_tree() -> None:
    statement = "You are given a tree with N vertices.\n\nConstraints\n\n- $2 \\leq N \\leq 1000$"
    for lines in written(statement, "4\n1 2\n2 3\n2 4\n", "5\n1 2\n1 3\n4 3\n5 1\n"):
        n = int(lines[0][0])
        parent = list(range(n + 1))
        for a, b in lines[1:]:
            one, other = int(a), int(b)
            while parent[one] != one:
                one = parent[one]
            while parent[other] != other:
                other = parent[other]
            assert one != other, "a cycle"
            parent[one] = other
        assert len(lines) == n


def test_a_grid_has_its_size_its_letters_and_one_start() -> None:
    statement = "Constraints\n\n- $2 ≤ H, W ≤ 50$\n\nInput\n\nIn the following format:\n\n"
    statement += "> $H$ $W$\n> $S_1$\n> $\\vdots$\n> $S_H$\n"
    for header, *rows in written(statement, "2 3\n#.s\n..#\n", "3 4\n#..s\n.#..\n....\n"):
        assert [len(rows), len(rows[0][0])] == list(map(int, header))
        text = "".join(row[0] for row in rows)
        assert set(text) <= set("#.s")
        assert text.count("s") == 1
        assert len({len(row[0]) for row in rows}) == 1


def test_permutations_and_strings() -> None:
    statement = "The second line contains a permutation p_1, ..., p_n of the numbers 1 to n."
    for (n,), numbers in written(statement, "3\n2 1 3\n", "4\n4 2 1 3\n"):
        assert sorted(map(int, numbers)) == list(range(1, int(n) + 1))
    statement = "Input\n\nThe only line has a string s of lowercase letters (1 ≤ |s| ≤ 6).\n"
    words = [lines[0][0] for lines in written(statement, "abca\n")]
    assert {len(word) for word in words} <= set(range(1, 7))
    assert all(word.isalpha() and word.islower() for word in words)
    assert set("".join(words)) - set("abc")


def test_times_keep_their_form() -> None:
    for lines in written("Given a time.", "05:20\n", "13:45\n"):
        hours, minutes = lines[0][0].split(":")
        assert len(hours) == len(minutes) == 2
        assert int(hours) <= 19


def test_a_misread_bound_gives_way_to_the_examples() -> None:
    statement = "Subtask 1: N ≤ 3.\n\nInput\n\nThe first line contains one integer N.\n"
    values = {int(lines[0][0]) for lines in written(statement, "17\n", "40\n")}
    assert max(values) > 17


def test_no_grammar_for_what_has_no_form() -> None:
    assert read_grammar("s", []) is None
    assert read_grammar("s", ["\n \n"]) is None
    assert read_grammar("s", ["a b c\nd\ne f\n", "a\nb b\nc\nd d d\n"]) is None
