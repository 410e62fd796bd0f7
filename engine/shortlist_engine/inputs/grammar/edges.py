"""Rows of blocks whose fields are the ends of edges."""

from __future__ import annotations

import random

from shortlist_engine.inputs.grammar.values import Infeasible


def tree_edges(vertices: int, low: int, rng: random.Random) -> list[tuple[int, int]]:
    """Returns the edges of a tree on `vertices` vertices numbered from `low`: random, a path, a
    star, or in between; ends and edges are in random order, in half of the cases with random
    numbers."""
    form = rng.choice(("random", "random", "path", "star", "deep"))
    label = list(range(low, low + vertices))
    if rng.random() < 0.5:
        rng.shuffle(label)
    edges = []
    for vertex in range(1, vertices):
        nearest = {"path": vertex - 1, "star": 0, "deep": max(0, vertex - 3)}.get(form, 0)
        last = 0 if form == "star" else vertex - 1
        edges.append(_either_way(label[rng.randint(min(nearest, last), last)], label[vertex], rng))
    if rng.random() < 0.7:
        rng.shuffle(edges)
    return edges


def graph_edges(
    count: int,
    low: int,
    high: int,
    connected: bool,
    simple: bool,
    rng: random.Random,
) -> list[tuple[int, int]]:
    """Returns `count` edges between vertices `low` to `high`. Raises Infeasible when there are none
    such: too few edges to connect all, or too many for a simple graph."""
    vertices = high - low + 1
    if vertices > 2_000 or (connected and count < vertices - 1):
        raise Infeasible
    if simple and count > vertices * (vertices - 1) // 2:
        raise Infeasible
    edges = tree_edges(vertices, low, rng) if connected else []
    known = {frozenset(edge) for edge in edges}
    for _ in range(20 * count + 20):
        if len(edges) >= count:
            break
        edge = (rng.randint(low, high), rng.randint(low, high))
        if simple and (edge[0] == edge[1] or frozenset(edge) in known):
            continue
        known.add(frozenset(edge))
        edges.append(edge)
    if len(edges) < count:
        raise Infeasible
    rng.shuffle(edges)
    return edges


def _either_way(a: int, b: int, rng: random.Random) -> tuple[int, int]:
    return (a, b) if rng.random() < 0.5 else (b, a)
