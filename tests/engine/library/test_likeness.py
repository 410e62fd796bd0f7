"""Programs for the very problem can be kept out, whatever it is called."""

from __future__ import annotations

import pytest

from shortlist_engine.library.likeness import (
    COMMON,
    Wording,
    common_phrases,
    plain_title,
    same_problem,
    shingles,
)

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


RUSSIAN = (
    "Однажды жарким летним днём Петя и его друг Вася решили купить арбуз. Они выбрали самый "
    "большой и самый спелый, на их взгляд. После недолгой процедуры взвешивания весы показали "
    "некоторое число килограммов. Поспешно прибежав домой, изнемогая от жажды, ребята начали "
    "делить арбуз."
)
OTHER_RUSSIAN = (
    "Поликарп хранит строку из строчных букв и может сколько угодно раз менять местами две "
    "соседние буквы. Найдите наименьшее число обменов, после которых строка читается одинаково "
    "с обоих концов, или скажите, что этого нельзя добиться никаким их числом."
)
CHINESE = (
    "给定一个整数数组和一个整数目标值，请你在该数组中找出和为目标值的那两个整数，"
    "并返回它们的数组下标。你可以假设每种输入只会对应一个答案，"
    "并且你不能使用两次相同的元素。你可以按任意顺序返回答案。"
)
OTHER_CHINESE = (
    "给你一个字符串，请你找出其中不含有重复字符的最长子串的长度。"
    "子串是字符串中连续的非空字符序列，"
    "注意答案必须是子串的长度，而不是子序列的长度，空字符串的答案为零。"
)
JAPANESE = (
    "高橋君は細長い板を持っています。この板は左から順に番号がついたマスに分かれていて、"
    "それぞれのマスには整数が書かれています。"
    "高橋君はとなり合うマスの数を入れ替えて、数を小さい順に並べたいと考えています。"
)


@pytest.mark.parametrize(
    ("statement", "other", "change"),
    [
        (STORY, OTHER, ("watermelon", "melon")),
        (RUSSIAN, OTHER_RUSSIAN, ("арбуз", "дыня")),
        (CHINESE, OTHER_CHINESE, ("返回", "打印")),
        (JAPANESE, OTHER_CHINESE, ("高橋君", "太郎君")),
    ],
    ids=["English", "Russian", "Chinese", "Japanese"],
)
def test_wording_tells_in_any_script(statement: str, other: str, change: tuple[str, str]) -> None:
    changed = statement.replace(*change, 1)
    assert changed != statement
    assert same_problem(Wording("", changed), Wording("", statement))
    assert not same_problem(Wording("", other), Wording("", statement))
    longer = f"{other} {statement} {other}"
    assert same_problem(Wording("", longer), Wording("", statement))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A. Арбуз", "Задача 4A. арбуз"),
        ("1. 两数之和", "两数之和"),
        ("1、两数之和", "題目 1. 两数之和"),
        ("ＡＢＣ　Ａｄｄ　Ｔｗｏ", "abc add two"),
        ("Ещё один й", "Ещё один и\u0306"),
        ("AtCoder Beginner Contest 099 - Strange Bank", "Strange Bank"),
        ("Codeforces - 4A. Watermelon", "Watermelon"),
        ("ABC081 B - Shift only", "Shift Only"),
    ],
)
def test_equal_titles_in_any_script_and_of_any_contest(one: str, other: str) -> None:
    assert plain_title(one) == plain_title(other) != ""


def test_what_stands_behind_a_dash_is_no_title_of_its_own() -> None:
    assert plain_title("Frog 1 - hard version") != plain_title("Knapsack - hard version")
    assert plain_title("数") == "" and plain_title("Арб") == ""


def test_phrases_of_the_judge_tell_nothing() -> None:
    common = " ".join(f"phrase{n}" for n in range(60))
    many = [shingles(f"{common} about {n} {' '.join(str(n * 100 + k) for k in range(40))}")
            for n in range(COMMON + 1)]  # fmt: skip
    one, two = Wording("", f"{STORY} {common}"), Wording("", f"{OTHER} {common}")
    assert not same_problem(one, two, common_phrases(many))
    assert same_problem(one, Wording("", f"{STORY} {common} more"), common_phrases(many))
    assert not common_phrases(many[1:])


def test_a_statement_of_a_few_words_tells_nothing() -> None:
    short = Wording("", "Print the sum of two numbers.")
    assert not same_problem(short, short)
