from __future__ import annotations

import pytest

from shortlist_engine.practice.difference import (
    Place,
    excerpt,
    first_difference,
    marked_difference,
    printable,
)


@pytest.mark.parametrize(
    ("expected", "output", "checker", "places"),
    [
        ("1 2\n3 4\n", "1 2\n3 5\n", "tokens", (Place(1, 2, 3), Place(1, 2, 3))),
        ("1 2 3\n", "1\n2\n4\n", "tokens", (Place(0, 4, 5), Place(2, 0, 1))),
        ("0.5 7", "0.5000000001 8", "tokens", (Place(0, 4, 5), Place(0, 13, 14))),
        ("Yes no", "YES on", "case_insensitive", (Place(0, 4, 6), Place(0, 4, 6))),
        ("1\n2\n", "1\n", "tokens", (Place(1, 0, 1), Place(0, 1, 1))),
        ("1\n", "1\n2\n", "tokens", (Place(0, 1, 1), Place(1, 0, 1))),
        ("a b", "a  b", "exact", (Place(0, 2, 3), Place(0, 2, 4))),
        ("5", "", "tokens", (Place(0, 0, 1), Place(0, 0, 0))),
    ],
)
def test_the_first_difference_is_where_the_checker_sees_one(
    expected: str, output: str, checker: str, places: tuple[Place, Place]
) -> None:
    assert first_difference(expected, output, checker) == places


def test_equal_by_the_rule_has_no_place() -> None:
    assert first_difference("1.0 2\n", "1.0000001\n2", "tokens") is None


def test_a_long_line_is_cut_around_the_place() -> None:
    text = "x" * 500 + "WRONG" + "y" * 500
    (line,) = excerpt(text, Place(0, 500, 505), 40, 10).lines
    assert len(line.text) == 40
    assert line.text[line.mark_start : line.mark_end] == "WRONG"
    assert line.text[0] == line.text[-1] == "…"


def test_many_lines_are_cut_around_the_place_and_counted() -> None:
    text = "".join(f"{n}\n" for n in range(1, 101))
    shown = excerpt(text, Place(49, 0, 2), 40, 10)
    assert [line.number for line in shown.lines] == [47, 48, 49, 50, 51, 52]
    assert [line.number for line in shown.lines if line.different] == [50]
    assert (shown.above, shown.below) == (46, 48)
    shown = excerpt(text, None, 40, 10)
    assert (len(shown.lines), shown.above, shown.below) == (10, 0, 90)


def test_what_would_move_the_cursor_is_shown_instead() -> None:
    text = "\x1b]0;title\x07\r\x9b\u202e\tok\n"
    shown = printable(text)
    assert len(shown) == len(text)
    assert shown == "␛]0;title␇␍\ufffd\ufffd ok\n"


def test_a_marked_difference_has_its_two_lines() -> None:
    found = marked_difference("1\n2 3\n", "1\n2 4\n", "tokens")
    assert found is not None
    assert (found.line, found.expected, found.got) == (2, "2 3", "2 4")
    assert (found.start, found.end, found.expected_start, found.expected_end) == (2, 3, 2, 3)


def test_a_marked_difference_where_the_output_ended_too_early() -> None:
    found = marked_difference("1\n2\n", "1\n", "tokens")
    assert found is not None
    assert (found.line, found.expected, found.got) == (1, "2", "1")
    assert (found.start, found.end) == (1, 1)
    assert (found.expected_start, found.expected_end) == (0, 1)


def test_a_marked_difference_in_long_lines_is_cut_around_the_place() -> None:
    wanted = " ".join(["7"] * 500 + ["8"] + ["7"] * 500)
    got = wanted.replace("8", "9")
    found = marked_difference(wanted, got, "tokens")
    assert found is not None
    assert len(found.expected) <= 300 and len(found.got) <= 300
    assert found.got[found.start : found.end] == "9"
    assert found.expected[found.expected_start : found.expected_end] == "8"


def test_nothing_is_marked_where_nothing_differs() -> None:
    assert marked_difference("1 2\n", "1  2", "tokens") is None
