"""A reason is given only where the records show it; the rest is left for a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.verdicts.agreement import Judged
from benchmarks.verdicts.disagreements import UNEXPLAINED, reasons

RIGHT = Judged(
    file="f",
    problem="p",
    language="python",
    label="correct",
    verdict="AC",
    detail="",
    test=-1,
    tests=3,
    hidden=True,
    several=False,
    cpu_ms=10.0,
    memory_kib=1000,
    time_limit_s=1.0,
    allowed_s=3.0,
)
WA = replace(RIGHT, verdict="WA", detail="line 1, token 1: expected '1', got '2'", test=0,
             output="a", again="WA")  # fmt: skip
RE = replace(RIGHT, verdict="RE", detail="ValueError: x", test=0)
ACCEPTED = replace(RIGHT, label="wrong_answer")


def test_agreement_needs_no_reason() -> None:
    assert reasons([RIGHT, replace(WA, label="wrong_answer"), replace(RE, label="incorrect")]) == [
        "", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (WA, UNEXPLAINED),
        (RE, UNEXPLAINED),
        (replace(WA, again="AC"), "two runs differ"),
        (replace(WA, again="other output"), "two runs differ"),
        (replace(WA, several=True), "several answers"),
        (replace(WA, permissive=True), "AlphaCode's rule only"),
        (replace(WA, detail="no output: expected '1'", source="freopen('a', 'w', stdout)"), "file"),
        (replace(RE, detail="FileNotFoundError: x", source="open('input.txt')"), "file"),
        (replace(RE, detail="FileNotFoundError: x", source="open('/dev/stdin')"), UNEXPLAINED),
        (replace(WA, source="freopen('a.in', 'r', stdin)"), UNEXPLAINED),
        (replace(RE, verdict="TLE", again="AC"), "far more than the time limit"),
        (replace(RE, detail="ModuleNotFoundError: No module named 'sortedcontainers' (line 1)"),
         "module sortedcontainers"),
        (replace(RE, detail="ImportError: cannot import name 'gcd' from 'fractions'"),
         "version of the interpreter"),
        (replace(RE, detail="stopped: the program made a forbidden system call"), UNEXPLAINED),
        (replace(RE, verdict="CE"), "version of the interpreter"),
        (replace(RE, verdict="CE", language="cpp", detail="reference to 'data' is ambiguous"),
         "another standard of C++"),
        (replace(RE, verdict="CE", language="cpp", detail="p.cpp:1: error: x\nmore"),
         "does not compile: p.cpp:1: error: x"),
        (replace(RE, verdict="TLE", detail="more than 3 s"), "more than the time limit"),
        (replace(RE, verdict="CE", language="cpp", detail="p.cpp:1:10: fatal error: x.h: No such"),
         "files of its judge"),
        (replace(RE, verdict="TLE", detail="more than 5 s", time_limit_s=None), "no time limit"),
        (replace(RE, verdict="TLE", detail="idle: no end after 8 s"), UNEXPLAINED),
        (replace(RE, verdict="MLE"), "more than the memory limit"),
        (replace(RE, verdict="SE"), UNEXPLAINED),
        (ACCEPTED, "part of the judge's tests"),
        (replace(ACCEPTED, lenient="5 / 05"), UNEXPLAINED),
        (replace(ACCEPTED, hidden=False, lenient="5 / 05"), UNEXPLAINED),
        (replace(ACCEPTED, lenient="0.500 / 0.5"), "compared as text"),
        (replace(ACCEPTED, hidden=False), "examples only"),
        (replace(ACCEPTED, several=True), "several answers"),
        (replace(ACCEPTED, label="time_limit"), "fast enough"),
        (replace(ACCEPTED, label="time_limit", time_limit_s=None), "no time limit"),
    ],
)  # fmt: skip
def test_reason(record: Judged, words: str) -> None:
    assert words in reasons([record])[0]


def test_a_slow_program_is_one_that_the_judge_stopped() -> None:
    slow = replace(ACCEPTED, label="time_limit", cpu_ms=1500.0)
    assert slow.slow and reasons([slow]) == [""]
    assert reasons([replace(RIGHT, cpu_ms=1500.0)]) == [""]
    assert not replace(slow, time_limit_s=None).slow


def test_the_other_correct_programs_of_a_problem_are_evidence() -> None:
    other_output, other_problem = replace(WA, output="b"), replace(WA, problem="q", output="b")
    assert "agree on another output" in reasons([WA, WA])[0]
    assert "differ among themselves" in reasons([WA, other_output])[0]
    assert reasons([WA, other_problem])[0] == UNEXPLAINED
    assert "others pass" in reasons([WA, RIGHT, RIGHT])[0]
    assert reasons([WA, RIGHT])[0] == UNEXPLAINED
