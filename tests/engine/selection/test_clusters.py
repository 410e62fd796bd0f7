from __future__ import annotations

import random

import pytest

from shortlist_engine.problem import Program, Run, Verdict
from shortlist_engine.selection import PENDING, UNSTABLE, Outcome, Survivor, cluster, outcome
from shortlist_engine.selection.rules import encode


def ran(output: str) -> Run:
    return Run(Verdict.OK, output=output)


def survivor(name: str, outputs: list[str | Verdict | None], count: int = 1, **more) -> Survivor:
    outcomes = tuple(
        None if text is None else outcome(Run(text) if isinstance(text, Verdict) else ran(text))
        for text in outputs
    )
    first = more.pop("first", int("".join(c for c in name if c.isdigit()) or 0))
    return Survivor(Program("python", name), count, first, outcomes, **more)


def groups(survivors: list[Survivor]) -> list[list[str]]:
    return [[program.source for program in item.programs] for item in cluster(survivors)]


def test_programs_with_equal_outputs_on_all_inputs_are_one_cluster_and_the_largest_leads() -> None:
    found = cluster(
        [
            survivor("a1", ["1", "2"]),
            survivor("a2", ["1", "3"], count=2),
            survivor("a3", ["1", "3"]),
        ]
    )
    assert [[p.source for p in item.programs] for item in found] == [["a2", "a3"], ["a1"]]
    assert [(item.size, item.share) for item in found] == [(3, 0.75), (1, 0.25)]
    assert len({item.id for item in found}) == 2


def test_duplicates_count() -> None:
    assert groups(
        [survivor("a1", ["1"]), survivor("a2", ["1"]), survivor("a3", ["2"], count=3)]
    ) == [
        ["a3"],
        ["a1", "a2"],
    ]


def test_ties_are_broken_by_the_earliest_sample_whatever_the_order_given() -> None:
    survivors = [survivor(f"a{i}", [str(i % 7)]) for i in range(40)]
    expected = groups(survivors)
    for seed in range(5):
        shuffled = random.Random(seed).sample(survivors, len(survivors))
        assert groups(shuffled) == expected


def test_an_input_on_which_most_fail_is_invalid_and_does_not_split() -> None:
    survivors = [
        survivor("a1", ["1", Verdict.RE]),
        survivor("a2", ["1", Verdict.TLE]),
        survivor("a3", ["1", "0"]),
    ]
    assert groups(survivors) == [["a1", "a2", "a3"]]


def test_a_failure_is_an_outcome_of_its_own_kind() -> None:
    survivors = [
        survivor("a1", ["1"]),
        survivor("a2", ["1"]),
        survivor("a3", ["1"]),
        survivor("a4", [Verdict.RE]),
        survivor("a5", [Verdict.TLE]),
    ]
    assert groups(survivors) == [["a1", "a2", "a3"], ["a4"], ["a5"]]


def test_an_unstable_program_never_leads() -> None:
    survivors = [survivor("a1", ["1"], count=90, stable=False), survivor("a2", ["1"])]
    found = cluster(survivors)
    assert [item.id for item in found][1] == UNSTABLE
    assert found[0].programs[0].source == "a2"


def test_programs_not_run_yet_come_after_the_known_ones() -> None:
    found = cluster([survivor("a1", [], count=50), survivor("a2", ["1"])])
    assert [item.id for item in found][1] == PENDING
    assert [item.size for item in found] == [1, 50]


def test_only_inputs_that_all_have_reached_are_compared() -> None:
    assert groups([survivor("a1", ["1", "2"]), survivor("a2", ["1"])]) == [["a1", "a2"]]


def test_our_own_failure_on_an_input_does_not_join_a_program_to_others() -> None:
    survivors = [
        survivor("a1", ["1", "2"]),
        survivor("a2", ["1", "2"]),
        survivor("a3", ["1", None]),
    ]
    assert groups(survivors) == [["a1", "a2"], ["a3"]]
    assert outcome(Run(Verdict.SE)) is None
    assert outcome(Run(Verdict.SK)) is None


def test_within_a_cluster_the_most_sampled_then_the_likeliest_for_each_token_comes_first() -> None:
    one = outcome(ran("1"))
    survivors = [
        Survivor(Program("python", "long", -10.0, 20), 1, 0, (one,)),
        Survivor(Program("python", "short", -9.0, 3), 1, 1, (one,)),
        Survivor(Program("python", "often", -99.0, 3), 2, 2, (one,)),
    ]
    assert groups(survivors) == [["often", "long", "short"]]


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        ("1 2\n", "1\n2", True),
        ("007", "7", False),
        ("-0", "0", False),
        ("+5", "5", False),
        ("9007199254740993", "9007199254740992", False),
        ("0.30000000000000004", "0.3", True),
        ("1.0000004", "1.0000006", True),  # rounds to different digits, but within 1e-6
        ("1.00", "1.01", False),
        ("-0.0", "0.0", True),
        ("YES", "yes", False),
        ("1_000.5", "1000.5", False),
        ("nan", "nan", True),
        ("1e400", "1e400", True),
        ("", "0", False),
    ],
)
def test_outputs_are_compared_as_a_checker_would(left: str, right: str, equal: bool) -> None:
    found = groups([survivor("a1", [left]), survivor("a2", [right])])
    assert (len(found) == 1) == equal


def test_the_problems_checker_decides() -> None:
    assert outcome(ran("YES"), "case_insensitive") == outcome(ran("yes"), "case_insensitive")
    assert outcome(ran("1 2"), "exact") != outcome(ran("1\n2"), "exact")
    assert outcome(ran("2"), "float 1e-6").symbol == outcome(ran("2.0"), "float 1e-6").symbol
    assert outcome(ran("YES 2"), "alphacode") == outcome(ran("yes 2.0"), "alphacode")
    assert outcome(ran("2")) != outcome(ran("2.0"))


def test_an_answer_of_many_decimals_does_not_keep_them_all() -> None:
    many = outcome(ran(" ".join(f"{i}.5" for i in range(1000))))
    assert many is not None
    assert many.decimals == ()


def test_failures_and_outputs_cannot_be_confused() -> None:
    assert outcome(ran("TLE")) != outcome(Run(Verdict.TLE))
    assert Outcome("TLE").failed
    assert not any(outcome(ran(str(i))).failed for i in range(2000))


def test_numbers_are_equal_here_when_they_are_to_the_rules() -> None:
    close = [survivor(f"a{i}", [f"1.00000{40 + 8 * i}"]) for i in range(4)]
    apart = [survivor(f"b{i}", [f"{i}.5", f"{i % 3}.25"]) for i in range(9, 3000)]
    survivors = [*close, *apart]
    codes = encode([each.outcomes[:1] for each in survivors])[:, 0]
    expected: dict[int, list[str]] = {}
    for each, code in zip(survivors, codes.tolist(), strict=True):
        expected.setdefault(code, []).append(each.program.source)
    assert sorted(groups(survivors)) == sorted(expected.values())
    assert ["a0", "a1", "a2", "a3"] in expected.values()


def test_nothing_gives_no_clusters() -> None:
    assert cluster([]) == []
