"""What `shortlist solve` prints about how sure it is."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest

from shortlist_engine.cli.solve_json import JsonSolveView
from shortlist_engine.cli.solve_view import TerminalSolveView
from shortlist_engine.problem import (
    Budget,
    Confidence,
    Difference,
    Done,
    DoneReason,
    Example,
    Problem,
    Program,
    Progress,
    Ranking,
    Run,
    Solution,
    Verdict,
)

PROBLEM = Problem("Double", "Print twice the number.", (Example("1\n", "2\n"),))
FOUND = Solution(
    1, Program("python", "print(2 * int(input()))\n"), 1, 1, (Run(Verdict.AC),), "c1", 3, 1.0
)
LOW = Confidence(0.1, "low", "Probably wrong (about 1 in 10): only 3 of 1,000 samples passed.")
FAIR = Confidence(0.5, "fair", "Uncertain (about 1 in 2): 3 samples passed.")
HIGH = Confidence(0.9, "high", "Likely right (about 9 in 10): they all agree.")
YELLOW = "\x1b[33m"


def shown(confidence: Confidence | None, reason: DoneReason = "samples") -> str:
    output = io.StringIO()
    view = TerminalSolveView(PROBLEM, Budget(1000), output=output, errors=io.StringIO())
    view.finish(Done(reason, Progress("clustering", 1000), (FOUND,), (), confidence))
    return output.getvalue()


def table_of(*solutions: Solution) -> str:
    output = io.StringIO()
    view = TerminalSolveView(PROBLEM, Budget(1000), output=output, errors=io.StringIO())
    view.finish(Done("samples", Progress("clustering", 1000), solutions))
    return output.getvalue()


def test_agreement_is_claimed_only_where_something_was_compared() -> None:
    pending = replace(FOUND, cluster_id="pending")
    assert "not compared" in table_of(pending) and "%" not in table_of(pending)
    assert "3 (100%)" in table_of(replace(FOUND, compared=9))
    assert "no sample" in table_of(replace(FOUND, compared=9, cluster_size=0, cluster_share=0.0))
    errors = io.StringIO()
    view = TerminalSolveView(PROBLEM, Budget(1000), output=io.StringIO(), errors=errors)
    view._best = pending
    assert "not compared with others yet" in str(view._picture().renderables[2])


def test_a_short_difference_is_told_in_a_line_and_a_long_one_left_to_json() -> None:
    short = replace(FOUND, rank=2, compared=9, differs=Difference("5 5\n", "1\n", "0\n"))
    long = replace(FOUND, rank=3, compared=9, differs=Difference("5\n" * 50, "1\n", "0\n"))
    nothing = replace(FOUND, rank=4, compared=9, differs=Difference("7\n", "1\n", ""))
    text = table_of(replace(FOUND, compared=9), short, long, nothing)
    assert "2 differs from the first on input 5 5: 0 instead of 1" in text
    assert "3 differs" not in text
    assert "4 differs from the first on input 7: nothing instead of 1" in text


@pytest.mark.parametrize("confidence", [FAIR, HIGH])
def test_how_sure_it_is_stands_below_the_summary(confidence: Confidence) -> None:
    lines = shown(confidence).splitlines()
    assert lines[0].startswith("1 solution from 1000 samples")
    assert lines[1] == confidence.text
    assert lines[2] == ""
    assert lines[3].startswith("#")


def test_a_low_one_comes_first_and_says_what_helps() -> None:
    lines = shown(LOW).splitlines()
    assert lines[0] == LOW.text
    assert lines[1].startswith("1 solution from 1000 samples")
    assert "--samples" in lines[2]
    assert "--stress" in lines[2]
    assert lines[-1] == "print(2 * int(input()))"  # the program is given all the same


@pytest.mark.parametrize(
    ("reason", "words"), [("samples", "--samples"), ("seconds", "--seconds"), ("cancelled", "")]
)
def test_what_helps_depends_on_why_it_ended(reason: DoneReason, words: str) -> None:
    text = shown(LOW, reason)
    assert [word for word in ("--samples", "--seconds") if word in text] == [words] * bool(words)
    assert "--stress" in text


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("samples", "More samples (--samples) or another seed (--seed) may help. A stronger"),
        ("cancelled", "The budget was 1000 samples or 60 s. A stronger model may help: `shortlist"),
    ],
)
def test_when_nothing_passed_the_budget_is_said_and_what_helps(
    reason: DoneReason, words: str
) -> None:
    output = io.StringIO()
    view = TerminalSolveView(PROBLEM, Budget(1000), output=output, errors=io.StringIO())
    view.finish(Done(reason, Progress("clustering", 1000), ()))
    assert words in output.getvalue()
    assert "nearest miss" not in output.getvalue()


def test_without_it_nothing_is_said() -> None:
    lines = shown(None).splitlines()
    assert lines[0].startswith("1 solution from 1000 samples")
    assert lines[1] == ""


@pytest.mark.parametrize(("confidence", "warned"), [(LOW, True), (HIGH, False)])
def test_a_doubt_is_yellow_while_it_works_and_at_the_end(
    confidence: Confidence, warned: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    output, errors = io.StringIO(), io.StringIO()
    view = TerminalSolveView(PROBLEM, Budget(1000), output=output, errors=errors)
    view.event(Progress("sampling", 500, 400, 400, 3))
    view.event(Ranking((FOUND,), confidence))
    view.close()
    live = errors.getvalue()
    assert confidence.short in live
    assert (f"{YELLOW}{confidence.short}" in live) is warned
    assert (live.index(confidence.short) < live.index("A solution")) is warned
    view.finish(Done("samples", Progress("clustering", 1000), (FOUND,), (), confidence))
    assert (f"{YELLOW}{confidence.text}" in output.getvalue()) is warned


def test_json_carries_it_in_every_event_that_has_solutions() -> None:
    output = io.StringIO()
    view = JsonSolveView(PROBLEM, stream=True, output=output)
    view.event(Ranking((FOUND,), LOW))
    view.finish(Done("samples", Progress("clustering", 1000), (FOUND,), (), HIGH))
    ranking, done = map(json.loads, output.getvalue().splitlines())
    assert ranking["confidence"] == {"chance": 0.1, "level": "low", "text": LOW.text}
    assert done["confidence"] == {"chance": 0.9, "level": "high", "text": HIGH.text}


def test_json_says_null_where_it_is_not_known() -> None:
    output = io.StringIO()
    JsonSolveView(PROBLEM, output=output).finish(Done("samples", Progress("clustering"), ()))
    assert json.loads(output.getvalue())["confidence"] is None
