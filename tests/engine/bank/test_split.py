from __future__ import annotations

import random

import pytest

from shortlist_engine.bank import families
from shortlist_engine.bank.family import Family, Instance
from shortlist_engine.bank.split import Split, held_out


def make_family(name: str, keys: int) -> Family:
    def make(rng: random.Random) -> Instance:
        key = f"k{rng.randrange(keys)}"
        return Instance(
            family=name, key=key, title="T", statement=f"Print {key}.", rating=800, tags=("math",),
            programs=(("python", f"print('{key}')\n"),), make_input=lambda r: f"{r.random()}\n",
            answer=lambda text: f"{key}\n",
        )  # fmt: skip

    return Family(name, make)


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
    assert {split.draw("narrow", rng, unseen=False).key for _ in range(200)} == {"k0", "k1", "k2"}
    with pytest.raises(ValueError, match="closed"):
        split.draw("narrow", rng, unseen=True)


def test_most_of_the_bank_can_be_held_out() -> None:
    split = Split(families())
    assert len(split.closed) < len(split.families) / 3
