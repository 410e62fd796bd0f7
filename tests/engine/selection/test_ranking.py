from __future__ import annotations

import random

from shortlist_engine.problem import Cluster, Program
from shortlist_engine.selection import choose


def clusters(*sizes: int) -> list[Cluster]:
    return [
        Cluster(str(i), size, 0.0, tuple(Program("python", f"{i}.{j}") for j in range(size)))
        for i, size in enumerate(sizes)
    ]


def names(chosen: list[Program]) -> list[str]:
    return [program.source for program in chosen]


def test_one_from_each_cluster_then_again_from_the_largest() -> None:
    assert names(choose(clusters(3, 2, 1), 10)) == ["0.0", "1.0", "2.0", "0.1", "1.1", "0.2"]


def test_no_more_than_asked_for() -> None:
    assert names(choose(clusters(5, 5, 5), 4)) == ["0.0", "1.0", "2.0", "0.1"]
    assert choose(clusters(2), 0) == []


def test_every_program_is_chosen_once_and_earlier_layers_come_first() -> None:
    for seed in range(30):
        rng = random.Random(seed)
        sizes = sorted((rng.randint(1, 6) for _ in range(rng.randint(1, 8))), reverse=True)
        chosen = names(choose(clusters(*sizes), 1000))
        assert len(set(chosen)) == len(chosen) == sum(sizes)
        depths = [int(name.split(".")[1]) for name in chosen]
        assert depths == sorted(depths)
