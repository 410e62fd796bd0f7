"""The confidence that a user reads: it moves the right way, survives anything, and reads well."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from shortlist_engine.problem import Confidence, Example, Problem
from shortlist_engine.selection.confidence import Support, confidence, estimate, support
from shortlist_engine.selection.confidence.estimate import (
    FAIR,
    FITTED,
    HIGH,
    LEAST,
    MOST,
    MOST_UNPROVEN,
    SIGNS,
    Weights,
    if_late,
    load,
    terms,
)
from shortlist_engine.selection.confidence.wording import odds, sentence
from shortlist_engine.selection.rules import UNKNOWN, Evidence, evidence, rank

TWO = Problem("Sum", "Add.", (Example("1 2", "3"), Example("2 2", "4")))
INPUTS = 20
CRASH = 4
GOOD = Support(
    samples=200, passing=50, programs=30, examples=2, compared=50, agreeing=45, inputs=INPUTS,
    outputs=15, stable=True, several_answers=False,
)  # fmt: skip


def group(*sizes: int, inputs: int = INPUTS) -> Evidence:
    """Groups of this many distinct programs, no two groups with an equal output."""
    rows = np.repeat(np.arange(len(sizes)), sizes)[:, None]
    return evidence(1000 * (rows + 1) + np.arange(inputs))


def stated(known: Evidence, samples: int = 200, problem: Problem = TWO) -> Confidence:
    return confidence(problem, known, rank("shortlist", known), samples)


def of(problem: Problem, known: Evidence, samples: int) -> Support:
    return support(known, rank("shortlist", known), samples, examples=len(problem.examples))


class TestWhichWayItMoves:
    def test_more_agreement_is_never_lower(self) -> None:
        chances = [stated(group(n, *[1] * (40 - n))).chance for n in range(2, 41)]
        assert chances == sorted(chances)
        assert chances[-1] > chances[0] + 0.1

    def test_the_same_survivors_of_more_samples_are_lower(self) -> None:
        chances = [stated(group(5), samples).chance for samples in (5, 50, 500, 5_000, 50_000)]
        assert chances == sorted(chances, reverse=True)
        assert chances[0] > chances[-1] + 0.1

    def test_more_survivors_of_the_same_samples_are_not_lower(self) -> None:
        chances = [stated(group(n)).chance for n in (1, 2, 5, 20, 100, 200)]
        assert chances == sorted(chances)

    def test_copies_of_a_survivor_do_not_lower_it(self) -> None:
        once = group(3)
        often = replace(once, counts=np.array([20, 1, 1]))
        assert stated(often).chance >= stated(once).chance

    def test_more_examples_are_not_lower(self) -> None:
        chances = [
            stated(group(5), problem=replace(TWO, examples=TWO.examples[:1] * n)).chance
            for n in range(1, 5)
        ]
        assert chances == sorted(chances)

    def test_without_examples_it_is_lower(self) -> None:
        bare = replace(TWO, examples=())
        assert stated(group(100), problem=bare).chance < stated(group(100)).chance

    def test_programs_that_do_nothing_agree_for_nothing(self) -> None:
        same = evidence(np.full((40, INPUTS), 99))
        assert stated(same).chance < stated(group(40)).chance - 0.1
        fewer = evidence(np.vstack([np.full((20, INPUTS), 99), group(20).outcomes]))
        assert stated(same).chance >= stated(fewer).chance

    def test_what_is_too_slow_for_large_inputs_is_much_lower(self) -> None:
        known = group(40)
        late = replace(known, late=np.ones(40, np.bool_))
        fast = replace(known, ended=np.full(40, 3))
        assert stated(late).chance < stated(known).chance - 0.2 < stated(fast).chance
        assert "too slow" in stated(late).text

    @pytest.mark.parametrize("survivors", [1, 40, 200])
    def test_nothing_that_speaks_for_it_makes_what_is_too_slow_likely(self, survivors: int) -> None:
        known = group(survivors)
        late = replace(known, late=np.ones(survivors, np.bool_))
        assert stated(late).chance <= MOST_UNPROVEN
        assert stated(late).chance <= stated(known).chance

    def test_what_else_says_counts_for_what_is_too_slow(self) -> None:
        chances = [if_late(chance) for chance in (0.03, 0.2, 0.5, 0.9, 0.98)]
        assert chances == sorted(chances)
        assert all(LEAST <= chance <= MOST_UNPROVEN for chance in chances)
        assert if_late(0.2) < 0.1

    def test_voices_are_no_samples(self) -> None:
        known = group(3, 2)
        assert of(TWO, replace(known, voices=np.array([3, 0, 0, 1, 1])), 50) == of(TWO, known, 50)

    def test_where_no_sample_passes_nothing_is_likely(self) -> None:
        alone = replace(group(1), counts=np.array([0]), voices=np.array([3]))
        found = stated(alone, 16)
        assert found.chance <= MOST_UNPROVEN
        assert "none of 16 samples passed the examples" in found.text

    def test_a_lone_survivor_of_a_thousand_is_not_likely_right(self) -> None:
        assert stated(group(1), 1000).level != "high"

    def test_many_that_agree_are_likely_right(self) -> None:
        assert stated(group(150, 5)).level == "high"

    def test_a_few_that_disagree_after_one_example_are_probably_wrong(self) -> None:
        weak = replace(TWO, examples=TWO.examples[:1])
        assert stated(group(1, 1), 1000, weak).level == "low"

    def test_the_weights_in_the_program_have_their_signs(self) -> None:
        weights = load(FITTED)
        assert weights.terms.keys() == SIGNS.keys() == terms(GOOD).keys()
        assert all(weights.terms[name] * sign >= 0 for name, sign in SIGNS.items())


HOSTILE = {
    "no inputs": group(3, inputs=0),
    "one survivor": group(1),
    "nothing reached yet": evidence(np.full((3, 4), UNKNOWN)),
    "some not reached": evidence([[99, 98], [UNKNOWN, UNKNOWN], [99, 98]]),
    "all fail everywhere": evidence(np.full((3, 4), CRASH)),
    "the first fails on some": evidence([[99, CRASH, 97], [99, 98, 97], [99, CRASH, 97]]),
    "all unstable": evidence(np.full((3, 4), 99), stable=np.zeros(3, np.bool_)),
    "log-probabilities are not numbers": evidence(
        np.full((2, 4), 99), logprob=[np.nan, -np.inf], tokens=[0, 7]
    ),
    "none passes the examples": evidence(np.full((2, 4), 99), examples=np.zeros((2, 2), np.bool_)),
    "more survivors than samples": replace(group(2), counts=np.array([500, 500])),
}


class TestAnythingThatCanCome:
    @pytest.mark.parametrize("known", HOSTILE.values(), ids=HOSTILE.keys())
    @pytest.mark.parametrize(
        "problem", [TWO, replace(TWO, examples=()), replace(TWO, several_answers=True)]
    )
    def test_it_is_a_chance_with_a_sentence(self, known: Evidence, problem: Problem) -> None:
        found = stated(known, 5, problem)
        assert LEAST <= found.chance <= MOST
        assert re.fullmatch(
            r"[A-Z][a-z]+ ?[a-z]* \((?:about|more than|less than) \d in \d+\): .*\.", found.text
        )

    def test_programs_that_change_from_run_to_run_are_low(self) -> None:
        found = stated(HOSTILE["all unstable"])
        assert found.level == "low"
        assert "changes from run to run" in found.text

    def test_without_a_candidate_there_is_nothing_to_say(self) -> None:
        with pytest.raises(ValueError, match="no solution"):
            stated(evidence(np.zeros((0, 3))))

    def test_an_input_that_most_fail_on_says_nothing(self) -> None:
        outcomes = group(4).outcomes.copy()
        invalid = np.array([[CRASH], [CRASH], [CRASH], [99]], np.uint64)
        known = evidence(np.hstack([outcomes, invalid]))
        assert of(TWO, known, 10) == of(TWO, group(4), 10)

    def test_candidates_that_fail_an_example_count_as_samples_only(self) -> None:
        passes = np.array([[True, True]] * 3 + [[True, False]] * 4)
        known = replace(group(3, 4), examples=passes)
        assert of(TWO, known, 50) == of(TWO, group(3), 50)


PASSED = "50 of 200 samples passed the examples"
ONE = {"passing": 1, "programs": 1, "compared": 1, "agreeing": 1}
REASONS: list[tuple[dict[str, object], str]] = [
    ({}, f"{PASSED}, and 45 of them give the same outputs on 20 other inputs"),
    ({"agreeing": 50}, f"{PASSED}, and all 50 give the same outputs on 20 other inputs"),
    (
        {"passing": 2, "programs": 2, "compared": 2, "agreeing": 2, "inputs": 1},
        "2 of 200 samples passed the examples, and both give the same outputs on 1 other input",
    ),
    ({**ONE, "examples": 1}, "1 of 200 samples passed the example"),
    ({**ONE, "samples": 1}, "1 of 1 sample passed the examples"),
    (
        {"samples": 12_345, "passing": 1_234, "compared": 1_234, "agreeing": 1_000},
        "1,234 of 12,345 samples passed the examples, and 1,000 of them give the same outputs on "
        "20 other inputs",
    ),
    (
        {"compared": 30, "agreeing": 20},
        f"{PASSED}, and 20 of the 30 compared give the same outputs on 20 other inputs",
    ),
    ({"agreeing": 1}, f"{PASSED}, and the first agrees with no other on all other inputs"),
    (
        {"compared": 0, "agreeing": 0, "inputs": 0},
        f"{PASSED}, and they have not been compared on other inputs",
    ),
    (
        {"agreeing": 50, "outputs": 1},
        f"{PASSED}, and all 50 give the same output on all of 20 other inputs",
    ),
    (
        {"several_answers": True},
        f"{PASSED}, and several answers are accepted, so that agreement says little",
    ),
    (
        {"examples": 0, "passing": 200, "compared": 200},
        "there are no examples to check the 200 samples with, and 45 of them give the same outputs "
        "on 20 other inputs",
    ),
    ({"stable": False}, "its output changes from run to run"),
]


class TestWords:
    @pytest.mark.parametrize(("changes", "reason"), REASONS)
    def test_reasons(self, changes: dict[str, object], reason: str) -> None:
        found = replace(GOOD, **changes)  # type: ignore[arg-type]
        assert sentence(found, 0.6, "fair") == f"Uncertain (about 6 in 10): {reason}."

    def test_few_survivors_are_said_to_be_few_when_it_is_low(self) -> None:
        found = replace(GOOD, samples=1000, passing=2, compared=2, agreeing=1)
        assert sentence(found, 0.1, "low") == (
            "Probably wrong (about 1 in 10): only 2 of 1,000 samples passed the examples, and the "
            "first agrees with no other on all other inputs."
        )

    @pytest.mark.parametrize(
        ("chance", "words"),
        [
            (LEAST, "less than 1 in 20"), (0.05, "about 1 in 20"), (0.08, "about 1 in 10"),
            (0.34, "about 3 in 10"), (0.5, "about 1 in 2"), (0.76, "about 8 in 10"),
            (0.94, "about 9 in 10"), (0.96, "more than 9 in 10"), (MOST, "more than 9 in 10"),
        ],
    )  # fmt: skip
    def test_odds(self, chance: float, words: str) -> None:
        assert odds(chance) == words

    def test_level_and_odds_never_contradict(self) -> None:
        """The same odds are never called likely here and uncertain there."""
        said: dict[str, set[str]] = {}
        for chance in np.linspace(LEAST, MOST, 2000):
            level = "high" if chance >= HIGH else "fair" if chance >= FAIR else "low"
            said.setdefault(odds(float(chance)), set()).add(level)
        assert all(len(levels) == 1 for levels in said.values())


def test_the_estimate_is_the_logistic_function_of_the_weighted_terms() -> None:
    def weights(bias: float, names: Sequence[str] = ()) -> Weights:
        return Weights(bias, {name: 1.0 for name in names})

    assert estimate(GOOD, weights(0.0)) == 0.5
    assert estimate(GOOD, weights(np.log(3))) == pytest.approx(0.75)
    assert estimate(GOOD, weights(-np.log(3), ["examples"])) == pytest.approx(
        1 / (1 + 3 * np.exp(-2))
    )
    assert estimate(GOOD, weights(1000.0)) == MOST
    assert estimate(GOOD, weights(-1000.0)) == LEAST
