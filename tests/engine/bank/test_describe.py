"""The given values in words."""

from __future__ import annotations

import random

from shortlist_engine.bank.task import Story, Task, Value
from shortlist_engine.bank.values import Count, Matrix, Words
from shortlist_engine.bank.voices.describe import input_lines, limits, sketch
from shortlist_engine.bank.voices.wording import Wording


def square() -> Task:
    def solve(n: int, road: list[list[int]]) -> int:
        return sum(map(sum, road))

    return Task(
        titles=("Roads",),
        given=[Count("n", 2, 9), Matrix("road", "n", "n", 0, 1)],
        ask=Value("the number of roads"),
        stories=[Story("There are `n` towns."), Story("A table has `n` rows.")],
        solve=solve,
        cpp=["int solve(int n, vector<vector<int>> road) {\n    return 0;\n}"],
        hints=("One.", "Two.", "Three."),
        explanation="All are counted.",
    )


def test_the_cells_of_a_square_table_are_named_alike_in_capitals() -> None:
    lines = sketch(Wording(random.Random(0), "plain", upper=True), square(), False).split("\n")
    assert lines == ["N", "road_11 ... road_1N", "road_21 ... road_2N", ":", "road_N1 ... road_NN"]
    lines = sketch(Wording(random.Random(0), "plain"), square(), False).split("\n")
    assert lines[-1] == "road_n1 ... road_nn"


def test_words_of_one_length_have_no_range() -> None:
    said = set()
    for seed in range(12):
        w = Wording(random.Random(seed), "plain")
        said |= set(limits(w, [Count("n", 2, 9), Words("words", "n", 4, 4)]))
        said |= set(limits(w, [Words("words", "n", 2, 5)]))
    assert "each string has 4 characters" in said
    assert "the strings consist of 4 lowercase English letters" in said
    assert "each string has from 2 to 5 characters" in said
    assert "the strings consist of 2 to 5 lowercase English letters" in said


def test_a_line_of_words_says_their_length() -> None:
    def solve(n: int, words: list[str]) -> int:
        return len(set(words))

    def told(words: Words) -> str:
        task = Task(
            titles=("Words",),
            given=[Count("n", 1, 9), words],
            ask=Value("the number of different words"),
            stories=[Story("A list of `n` words."), Story("`n` flies have names.")],
            solve=solve,
            cpp=["int solve(int n, vector<string> words) {\n    return 0;\n}"],
            hints=("One.", "Two.", "Three."),
            explanation="All are compared.",
        )
        w = Wording(random.Random(1), "plain")
        return " ".join(input_lines(w, task, False, bounds=True, style="sentence"))

    assert "a string of 3 lowercase English letters" in told(Words("words", "n", 3, 3))
    assert "a string of 1 to 3 lowercase English letters" in told(Words("words", "n", 1, 3))
