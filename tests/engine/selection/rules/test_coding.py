from __future__ import annotations

import pytest

from shortlist_engine.problem import Run, Verdict
from shortlist_engine.selection import Outcome, outcome
from shortlist_engine.selection.rules import UNKNOWN, encode
from shortlist_engine.selection.rules.coding import is_answer
from shortlist_engine.selection.rules.evidence import is_failure, is_output


def ran(*outputs: str) -> list[Outcome | None]:
    return [outcome(Run(Verdict.OK, output=text)) for text in outputs]


def test_equal_outputs_have_equal_codes_whatever_the_white_space() -> None:
    codes = encode([ran("1 2\n", "x"), ran("1  2", "y"), ran("1 3", "x")])
    assert codes[0, 0] == codes[1, 0] != codes[2, 0]
    assert codes[0, 1] == codes[2, 1] != codes[1, 1]
    assert is_output(codes).all()


def test_failures_are_told_apart_and_what_is_not_known_is_neither() -> None:
    kinds = (Verdict.TLE, Verdict.MLE, Verdict.OLE, Verdict.RE, Verdict.CE)
    codes = encode([[outcome(Run(kind))] for kind in kinds] + [[None]])
    assert len(set(codes[:, 0])) == 6
    assert is_failure(codes[:5]).all() and not is_output(codes).any()
    assert codes[5, 0] == UNKNOWN and not is_failure(codes[5:]).any()


def test_decimals_are_equal_within_the_tolerance_also_across_a_rounding_step() -> None:
    codes = encode([ran("0.49999999 a"), ran("0.50000001 a"), ran("0.51 a"), ran("0.5 b")])[:, 0]
    assert codes[0] == codes[1]
    assert len(set(codes)) == 3


def test_each_number_of_an_answer_is_compared_with_its_own_kind() -> None:
    rows = [ran("1.0000001 5.0"), ran("1.0000002 3.0"), ran("1.0000003 5.0000001")]
    codes = encode(rows)[:, 0]
    assert codes[0] == codes[2] != codes[1]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 1, 0, 2), (2, 3, 1, 0)])
def test_codes_do_not_depend_on_the_order_of_candidates(order: tuple[int, ...]) -> None:
    rows = [ran("2.0"), ran("2.0000015"), ran("2.000003"), ran("7")]
    codes = encode([rows[i] for i in order])
    assert dict(zip(order, codes[:, 0], strict=True)) == dict(enumerate(encode(rows)[:, 0]))


def test_rows_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match=r"different numbers of outcomes: \[1, 2\]"):
        encode([ran("1"), ran("1", "2")])


@pytest.mark.parametrize("checker", ["tokens", "exact", "case_insensitive", "float 1e-6"])
def test_an_empty_output_and_none_are_outputs_but_no_answers(checker: str) -> None:
    texts = ("", "None", "0", "[]", "no None here")
    codes = encode([[outcome(Run(Verdict.OK, output=text), checker) for text in texts]])
    assert is_output(codes).all()
    assert is_answer(codes).tolist() == [[False, False, True, True, True]]
    assert not is_answer(encode([[None, outcome(Run(Verdict.RE))]])).any()
