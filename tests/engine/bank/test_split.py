from __future__ import annotations

import random

import pytest

from shortlist_engine.bank import families
from shortlist_engine.bank.family import Family, Parameters
from shortlist_engine.bank.split import Split, held_out, held_out_whole
from shortlist_engine.bank.task import Story, Task, Value
from shortlist_engine.bank.values import Int


def make_family(name: str, keys: int) -> Family:
    def task(p: Parameters) -> Task:
        k = p.int("k", 0, keys - 1)

        def solve(n: int) -> int:
            return n + k

        return Task(
            titles=("T",), given=[Int("n")], ask=Value("the sum"), stories=[Story("S.")],
            solve=solve, cpp=["int solve(int n) {\n    return n + $k;\n}"],
            hints=("a", "b", "c"), explanation="e",
        )  # fmt: skip

    return Family(name, 800, ("math",), task)


def test_training_and_held_out_keys_are_disjoint() -> None:
    split = Split({"wide": make_family("wide", 500)})
    assert not split.closed
    rng = random.Random(0)
    trained = {split.draw("wide", rng, unseen=False).key for _ in range(400)}
    unseen = {split.draw("wide", rng, unseen=True).key for _ in range(100)}
    assert trained and unseen and not trained & unseen
    assert all(held_out("wide", key) for key in unseen)


def test_about_a_tenth_is_held_out() -> None:
    share = sum(held_out("f", f"{i}") for i in range(5000)) / 5000
    assert 0.08 < share < 0.12


def test_a_family_with_few_functions_is_closed_and_wholly_trained_on() -> None:
    split = Split({"narrow": make_family("narrow", 3)})
    assert split.closed == {"narrow"}
    rng = random.Random(0)
    assert {split.draw("narrow", rng, unseen=False).key for _ in range(200)} == {
        "k=0",
        "k=1",
        "k=2",
    }
    with pytest.raises(ValueError, match="closed"):
        split.draw("narrow", rng, unseen=True)


def test_a_family_of_few_tasks_holds_one_out() -> None:
    name = next(
        f"f{number}"
        for number in range(100)
        if not held_out_whole(f"f{number}")
        and not any(held_out(f"f{number}", f"k={k}") for k in range(5))
    )
    split = Split({name: make_family(name, 5)})
    rng = random.Random(0)
    unseen = {split.draw(name, rng, unseen=True).key for _ in range(20)}
    trained = {split.draw(name, rng, unseen=False).key for _ in range(200)}
    assert len(unseen) == 1 and len(trained) == 4 and not unseen & trained


def test_a_family_that_is_held_out_whole_is_only_measured_on() -> None:
    names = [f"f{number}" for number in range(60)]
    split = Split({name: make_family(name, 50) for name in names})
    assert split.unseen and split.families and not split.unseen.keys() & split.families.keys()
    name = next(iter(split.unseen))
    assert split.draw(name, random.Random(0), unseen=True).family == name
    with pytest.raises(ValueError, match="held out"):
        split.draw(name, random.Random(0), unseen=False)


def test_most_of_the_bank_can_be_held_out() -> None:
    split = Split(families())
    assert len(split.closed) < len(split.families) / 3
