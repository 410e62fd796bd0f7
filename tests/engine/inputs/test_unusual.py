"""Inputs beyond what examples show."""

from __future__ import annotations

import ast
import random
import re

from shortlist_engine.inputs.unusual import LARGE, unusual_inputs


def test_signs_sizes_and_cases_vary_and_counts_stay() -> None:
    bases = ["3 abc\n1 2 3\n", "2\nab\ncd\n"]
    made = unusual_inputs(bases, 60, random.Random(1))
    assert len(made) == len(set(made)) == 60 and not set(made) & set(bases)
    first = [text for text in made if "ab\ncd" not in text.lower() and text[0] == "3"]
    assert all(text.startswith("3 ") and len(text.split("\n")[1].split()) == 3 for text in first)
    numbers = {int(word) for text in first for word in re.findall(r"-?\d+", text)}
    assert {0, -1, -2} <= numbers and numbers & set(LARGE)
    assert any("ABC" in text for text in made)
    assert all(text.startswith("2\n") and text.count("\n") == 3 for text in made if text[0] == "2")


def test_calls_stay_calls_of_the_same_types() -> None:
    made = unusual_inputs(["f([1, 2], 'ab', 0.5, -3)"], 40, random.Random(1), calls=True)
    kinds = set()
    for text in made:
        values = [ast.literal_eval(each) for each in ast.parse(text, mode="eval").body.args]
        assert [type(value) for value in values] == [list, str, float, int]
        kinds |= {value < 0 for value in values[0]} | {len(values[0]) == 0}
    assert kinds == {True, False}


def test_the_same_seed_gives_the_same_and_nothing_comes_of_nothing() -> None:
    bases = ["5\n"]
    again = unusual_inputs(bases, 8, random.Random(7))
    assert again == unusual_inputs(bases, 8, random.Random(7)) != []
    assert unusual_inputs(["", "\n"], 8, random.Random(7)) == []
    assert unusual_inputs(bases, 0, random.Random(7)) == []
    assert unusual_inputs(["not a call"], 8, random.Random(7), calls=True) == []
