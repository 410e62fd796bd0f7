"""Programs for the very problem can be kept out, whatever it is called."""

from __future__ import annotations

import pytest

from shortlist_engine.library.likeness import Wording, plain_title, same_problem

STORY = (
    "One hot summer day Pete and his friend Billy decided to buy a watermelon. They chose the "
    "biggest and the ripest one, in their opinion. After that the watermelon was weighed, and the "
    "scales showed some number of kilos. They rushed home, dying of thirst, and decided to divide "
    "the berry so that each of the two parts weighs an even number of kilos."
)
OTHER = (
    "Polycarp has a string of lower case letters and may swap any two neighbours as often as he "
    "likes. Find the fewest swaps after which the string reads the same from both ends, or say "
    "that there is no way at all to get there with any number of them."
)


@pytest.mark.parametrize(
    "title",
    [
        "Watermelon",
        "A. Watermelon",
        "4A - Watermelon",
        "4_A. Watermelon",
        "4. Watermelon",
        "WATER MELON",
    ],
)
def test_numbers_of_judges_do_not_make_another_title(title: str) -> None:
    assert plain_title(title) == "watermelon"


def test_equal_titles_are_one_problem_and_short_ones_mean_nothing() -> None:
    assert same_problem(Wording("A. Watermelon", ""), Wording("Watermelon", OTHER))
    assert not same_problem(Wording("A", OTHER), Wording("A", STORY))
    assert not same_problem(Wording("", ""), Wording("", ""))


def test_equal_wording_is_one_problem_under_another_title() -> None:
    changed = STORY.replace("One hot summer day", "On a warm day").replace("kilos", "kilograms", 1)
    assert same_problem(Wording("Berry", changed), Wording("Watermelon", STORY))
    assert same_problem(Wording("Berry", STORY.upper()), Wording("Watermelon", STORY))
    assert not same_problem(Wording("Palindrome", OTHER), Wording("Watermelon", STORY))


def test_a_statement_inside_a_longer_one_is_that_problem() -> None:
    longer = f"{OTHER} {OTHER[::-1]} {STORY} {OTHER[40:]}"
    assert same_problem(Wording("Contest", longer), Wording("Watermelon", STORY))


def test_a_sentence_in_common_is_not_enough() -> None:
    common = "The first line of the input contains one integer, the number of test cases to follow."
    one, two = Wording("One", f"{STORY} {common}"), Wording("Two", f"{OTHER} {common}")
    assert not same_problem(one, two)
    assert not same_problem(Wording("Three", common), two)
