"""Who appears in stories, where they live, and what brings them to a problem."""

from __future__ import annotations

PEOPLE = (
    "Alice", "Polycarp", "Vasya", "Petya", "Takahashi", "Mia", "Taro", "Anna", "Kenji", "Lena",
    "Monocarp", "Masha", "Chef", "Anton", "Dima", "Nastya", "Igor", "Valera", "Jamie", "Ngoc",
    "Priya", "Omar", "Lucia", "Sven", "Ingrid", "Mateo", "Farida", "Tomas", "Yuki", "Bao",
    "Zoe", "Karim", "Elif", "Pavel", "Rosa", "Noah", "Aiko", "Hana", "Ravi", "Greta",
)  # fmt: skip
FRIENDS = (
    "Bob", "Aoki", "Kolya", "Borys", "Katya", "Snuke", "Jiro", "Maksim", "Sofia", "Oleg",
    "Emma", "Hugo", "Ines", "Joao", "Leila", "Marek", "Nina", "Otto", "Paula", "Quinn",
)  # fmt: skip
PLACES = (
    "Berland", "Byteland", "Squareville", "the town of Lindholm", "Riverside", "Takahashi Kingdom",
    "the valley of Morn", "Northport", "Bitville", "the village of Oster", "Karlsdorf", "Sunnyvale",
)  # fmt: skip
FRAMES = (
    "@who is preparing for [an olympiad|a contest|an exam] and got stuck with this exercise.",
    "@who [found|came across] this [puzzle|problem] in an old [book|notebook].",
    "@friend asked @who [a question|for help], and now @who asks you.",
    "At the last lesson, [the teacher|the coach] gave @who this task.",
    "@who [writes|is writing] a program for [school|work|fun], and one part of it is missing.",
    "[On a rainy day|During the holidays|On the train], @who came up with the following problem.",
    "@who and @friend [argue|cannot agree] about the answer to this question. Help them.",
    "@who [loves|likes] [mathematics|puzzles|riddles] very much.",
    "In @place, everybody [learns|knows] how to solve this problem at school.",
)
"""Sentences that may stand before a task without a story."""
