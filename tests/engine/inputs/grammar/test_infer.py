from __future__ import annotations

import pytest

from shortlist_engine.inputs.grammar.infer import infer_shapes
from shortlist_engine.inputs.grammar.shape import Count, Many, Repeat, Row, Scalar, Shape, split

N = Row((Scalar(0),))
PAIR = Row((Scalar(2), Scalar(3)))
CASES: list[tuple[list[str], Shape]] = [
    (["3\n1 2 3\n", "2\n7 7\n"], (N, Row((Many(1, Count(0)),)))),
    (["3\n1 2\n2 3\n1 3\n", "1\n4 4\n"], (N, Repeat(Count(0), (Row((Scalar(1), Scalar(2))),)))),
    (["4\n1 2\n2 3\n1 4\n"], (N, Repeat(Count(0, -1), (Row((Scalar(1), Scalar(2))),)))),
    (
        ["2\n3\n1 2 3\n1\n9\n"],
        (N, Repeat(Count(0), (Row((Scalar(1),)), Row((Many(2, Count(1)),))))),
    ),
    (
        ["2\n3 1\n5 6 7\n2 2\n5 6\n", "1\n1 1\n4\n"],
        (N, Repeat(Count(0), (Row((Scalar(1), Scalar(2))), Row((Many(3, Count(1)),))))),
    ),
    (
        ["3\n2\n1 5\n2 6\n1\n3 3\n1\n3 3\n"],
        (N, Repeat(Count(0), (Row((Scalar(1),)), Repeat(Count(1), (PAIR,))))),
    ),
    (["3 5 6 7\n", "1 9\n"], (Row((Scalar(0), Many(1, Count(0)))),)),
    (["hello 5\n"], (Row((Scalar(0), Scalar(1))),)),
]  # fmt: skip


@pytest.mark.parametrize(("examples", "shape"), CASES, ids=[case[0][0] for case in CASES])
def test_the_simplest_shape(examples: list[str], shape: Shape) -> None:
    assert infer_shapes([split(text) for text in examples])[0] == shape


def test_a_shape_reads_every_example() -> None:
    # As a list it would fit the first example only.
    shapes = infer_shapes([split("2\n1 2\n"), split("5\n1 2\n")])
    assert (N, Row((Scalar(1), Scalar(2)))) in shapes
    assert not any(Many(1, Count(0)) in row.items for shape in shapes for row in shape)


def test_no_example_has_no_shape() -> None:
    assert infer_shapes([]) == []
