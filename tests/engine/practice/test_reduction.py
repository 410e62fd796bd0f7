from __future__ import annotations

import asyncio
import random

from shortlist_engine.practice.invariants import learn
from shortlist_engine.practice.reduction import ddmin, simpler_integers
from shortlist_engine.practice.shrink_call import CallShape
from shortlist_engine.practice.shrink_text import TextShape


def reduce(items: list[int], needed: set[int]) -> tuple[list[int], int]:
    """What `ddmin` leaves when the failure needs these items, and how many tests it took."""
    tests = 0

    async def first_failing(offered: list[list[int]]) -> int | None:
        nonlocal tests
        for index, each in enumerate(offered):
            tests += 1
            if needed <= set(each):
                return index
        return None

    return asyncio.run(ddmin(items, first_failing)), tests


def test_ddmin_leaves_what_is_needed_and_nothing_else() -> None:
    rng = random.Random(1)
    for size in (1, 2, 3, 8, 100):
        for count in {1, min(2, size), min(5, size)}:
            needed = set(rng.sample(range(size), count))
            left, tests = reduce(list(range(size)), needed)
            assert left == sorted(needed)
            # Section 3.3 of the paper: at most n^2 + 3n tests.
            assert tests <= size * size + 3 * size


def test_simpler_integers_go_from_the_simplest_to_the_nearest() -> None:
    assert simpler_integers(100, 1) == [1, 51, 76, 88, 94, 97, 99]
    assert simpler_integers(-8, 0) == [0, -4, -6, -7]
    assert simpler_integers(1, 1) == []


def shorter(texts: list[str], text: str) -> set[str]:
    """Every input that is `text` without one thing of a part."""
    known = learn([*texts, text])
    return {
        built
        for part in TextShape(known).parts(text)
        for k in range(len(part.items))
        if known.hold(built := part.build(part.items[:k] + part.items[k + 1 :]))
    }


def test_counts_stay_equal_to_what_they_count() -> None:
    assert shorter(["2\n5 6\n"], "3\n7 8 9\n") == {"2\n8 9\n", "2\n7 9\n", "2\n7 8\n"}
    assert shorter(["1\na b\n"], "2\na b\nc d\n") >= {"1\nc d\n", "1\na b\n"}
    assert "2\nab\n" in shorter(["4\nabcd\n"], "3\nabc\n")


def test_the_width_of_a_grid_goes_with_its_columns() -> None:
    made = shorter(["1 1\n#\n", "3 2\n##\n..\n.#\n"], "2 3\n#..\n..#\n")
    assert {"1 3\n#..\n", "2 2\n..\n.#\n"} <= made


def test_trees_stay_trees() -> None:
    trees = ["2\n1 2\n", "3\n1 2\n2 3\n", "4\n1 2\n1 3\n1 4\n", "5\n1 2\n2 3\n2 4\n4 5\n"]
    made = shorter(trees, "5\n1 2\n1 3\n3 4\n3 5\n")
    assert "4\n1 2\n1 3\n3 4\n" in made  # without leaf 5
    assert "4\n1 2\n2 3\n2 4\n" in made  # without leaf 2, named anew
    known = learn(trees)
    assert not known.hold("4\n1 2\n1 2\n1 2\n")
    assert not known.hold("4\n1 2\n2 3\n1 3\n")
    assert not known.hold("3\n1 2\n")


def test_bounds_and_orders_seen_in_every_input_are_kept() -> None:
    ranges = [f"{n} 2\n1 {n}\n2 {n}\n" for n in range(3, 20)]
    known = learn(ranges)
    assert known.hold("3 2\n1 3\n2 2\n") is False  # l < r in all
    assert known.hold("3 2\n1 4\n2 3\n") is False  # r <= n in all
    assert known.hold("3 2\n0 3\n2 3\n") is False  # 1 <= l in all
    assert known.hold("3 2\n1 2\n1 3\n")


def test_a_large_number_seen_in_few_inputs_is_no_bound() -> None:
    assert learn(["900\n5000 7000\n"]).hold("1\n1 2\n")


def test_calls_shrink_inside_their_arguments() -> None:
    shape = CallShape()
    text = "f([10, 2], 'abc', k=7)"
    made = {
        part.build(part.items[:k] + part.items[k + 1 :])
        for part in shape.parts(text)
        for k in range(len(part.items))
    }
    assert made == {
        "f([2], 'abc', k=7)", "f([10], 'abc', k=7)",
        "f([10, 2], 'bc', k=7)", "f([10, 2], 'ac', k=7)", "f([10, 2], 'ab', k=7)",
    }  # fmt: skip
    simplest = {cell.build(cell.simpler[0]) for cell in shape.cells(text)}
    assert simplest == {
        "f([0, 2], 'abc', k=7)", "f([10, 0], 'abc', k=7)", "f([10, 2], 'aaa', k=7)",
        "f([10, 2], 'abc', k=0)",
    }  # fmt: skip
    assert shape.parts("not a call") == shape.cells("f(x)") == []
