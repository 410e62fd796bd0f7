"""On how many inputs solutions were compared, and on which they differ."""

from __future__ import annotations

import itertools

import pytest
from tests.engine.solve.solving import collect, final
from tests.fakes import DOUBLE, FakePool, FakeSampler

from shortlist_engine.execution import ExecutionPool
from shortlist_engine.problem import Budget, Difference, Done, Ranking, Run, Verdict
from shortlist_engine.protocol import from_wire, to_wire
from shortlist_engine.selection import Outcome, outcome
from shortlist_engine.solve.differences import MAX_INPUT, MAX_OUTPUT, SeenOutputs

FROM_TEN = "x * 2 if x < 13 else 0"


@pytest.mark.usefixtures("known_inputs")
async def test_the_smallest_input_tells_a_solution_from_the_first() -> None:
    done = final(await collect(FakeSampler(["2 * x", "2 * x", FROM_TEN, "x + x"])))
    by_source = {each.program.source: each for each in done.solutions}
    assert by_source["2 * x"].rank == 1
    assert by_source[FROM_TEN].differs == Difference("13\n", "26\n", "0\n")
    assert by_source["2 * x"].differs is None and by_source["x + x"].differs is None
    assert {each.compared for each in done.solutions} == {done.solutions[0].compared}
    assert done.solutions[0].compared >= 50
    assert from_wire(Done, to_wire(done)) == done


@pytest.mark.usefixtures("known_inputs")
async def test_an_input_on_which_both_print_something_is_preferred() -> None:
    odd = "x * 2 if x < 13 else (x // 0 if x < 20 else 1)"
    done = final(await collect(FakeSampler(["2 * x", "2 * x", odd])))
    assert done.solutions[1].differs == Difference("20\n", "40\n", "1\n")


@pytest.mark.usefixtures("known_inputs")
async def test_a_crash_is_said_in_words_where_there_is_no_other_difference() -> None:
    done = final(await collect(FakeSampler(["2 * x", "2 * x", "x * 2 if x != 31 else x // 0"])))
    assert done.solutions[1].differs == Difference("31\n", "62\n", "(crashes)")


@pytest.mark.parametrize("programs", [["2 * x", FROM_TEN], ["2 * x"]])
async def test_where_nothing_was_compared_nothing_is_claimed(programs: list[str]) -> None:
    """Without inputs, and with a single program."""
    wanted = 0 if len(programs) > 1 else 50
    done = final(await collect(FakeSampler(programs), generated_inputs=wanted))
    assert [each.compared for each in done.solutions] == [0] * len(programs)
    assert [each.differs for each in done.solutions] == [None] * len(programs)


async def test_an_unstable_program_is_compared_with_none() -> None:
    done = final(await collect(FakeSampler(["2 * x", "x + x FLAKY"], inputs=["7\n"])))
    flaky = next(each for each in done.solutions if "FLAKY" in each.program.source)
    assert (flaky.cluster_id, flaky.compared, flaky.differs) == ("unstable", 0, None)


@pytest.mark.usefixtures("known_inputs")
async def test_no_program_runs_for_it_and_long_texts_are_cut() -> None:
    pool = FakePool()
    long = "'9' * 5000 if x > 12 else 2 * x"
    events = await collect(FakeSampler(["2 * x", "2 * x", long]), pool)
    differs = final(events).solutions[1].differs
    assert differs is not None
    assert len(differs.other) == MAX_OUTPUT < MAX_INPUT and differs.other.endswith("…")
    earlier = [event for event in events if isinstance(event, Ranking) and event.solutions]
    assert earlier[0].solutions[0].compared <= earlier[-1].solutions[0].compared


def test_outputs_that_come_again_stay() -> None:
    outputs = SeenOutputs(most=3)
    known = [outcome(Run(Verdict.OK, output=f"{number}\n")) for number in range(9)]
    for number, found in enumerate(known):
        assert found is not None
        outputs.note(found, f"{number}\n")
        assert known[0] is not None
        outputs.note(known[0], "another spelling")
    assert [outputs.text(each) for each in known if each] == [
        *("0\n", *[None] * 6),
        *("7\n", "8\n"),
    ]
    assert outputs.text(Outcome("TLE")) == "(out of time)"


async def test_real_programs_in_the_sandbox() -> None:
    right = "print(2 * int(input()))\n"
    wrong = "n = int(input())\nprint(n + n if n < 9 else n)\n"
    texts = list(itertools.islice(itertools.cycle([right, right, wrong]), 12))
    async with ExecutionPool(1) as pool:
        done = final(await collect(FakeSampler(texts), pool, problem=DOUBLE, budget=Budget(12, 60)))
    first, other = done.solutions
    assert first.program.source == right and first.compared == other.compared > 0
    assert other.differs is not None
    number = int(other.differs.input)
    assert (other.differs.first, other.differs.other) == (f"{2 * number}\n", f"{number}\n")
