"""All steps: on from the best continuation, back where a later step fails, and what is said where
no way leads to the end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence

import pytest
from tests.engine.assist.steps.scripted import ScriptedSteps

from shortlist_engine.assist.steps.document import read_steps
from shortlist_engine.assist.steps.search import AllDone, AllProgress, write_all
from shortlist_engine.assist.steps.trial import Trials
from shortlist_engine.assist.steps.writing import StepOptions
from shortlist_engine.execution.isolation.layers import probe
from shortlist_engine.execution.pool import ExecutionPool
from shortlist_engine.protocol import EngineError

pytestmark = pytest.mark.skipif(probe().level not in "ABC", reason="no sandbox here")

TEXT = """\
# Let word be "banana".

# Let letters be the letters of word.

# Let counts be how often each of letters occurs.
# >>> counts['a']
# 3

# Print counts.
"""


@pytest.fixture
async def pool() -> AsyncIterator[ExecutionPool]:
    async with ExecutionPool(2) as pool:
        yield pool


async def everything(
    pool: ExecutionPool,
    text: str,
    answers: Mapping[str, Sequence[str]],
    cancelled: asyncio.Event | None = None,
    samples: int = 4,
) -> tuple[AllDone, ScriptedSteps, list[AllProgress]]:
    document = read_steps(text, "python")
    model = ScriptedSteps(answers)
    events = [
        event
        async for event in write_all(
            document,
            sampler=model,
            trials=Trials(document, pool),
            options=StepOptions(samples),
            cancelled=cancelled,
        )
    ]
    done = events.pop()
    assert isinstance(done, AllDone)
    return done, model, [event for event in events if isinstance(event, AllProgress)]


async def test_every_step_is_written_in_turn(pool: ExecutionPool) -> None:
    answers = {
        "Let word": ["word = 'banana'"],
        "Let letters": ["letters = list(word)"],
        "Let counts": ["counts = 1", "counts = {c: letters.count(c) for c in letters}"],
        "Print": ["print(counts)"],
    }
    done, model, events = await everything(pool, TEXT, answers)
    assert (done.reason, done.draws, done.went_back) == ("written", 4, 0)
    assert done.codes == (
        "word = 'banana'", "letters = list(word)",
        "counts = {c: letters.count(c) for c in letters}", "print(counts)",
    )  # fmt: skip
    third = done.steps[2]
    assert third.chosen is not None and third.chosen.code == third.code
    assert [each.code for each in third.alternatives] == ["counts = 1"]
    assert {event.step for event in events} == {1, 2, 3, 4}
    assert "letters = list(word)" in model.asked[2] and "counts" in model.asked[2]
    text = read_steps(TEXT, "python").with_codes(done.codes).text
    assert text.endswith("# Print counts.\nprint(counts)\n")


async def test_it_goes_back_where_a_later_step_fails(pool: ExecutionPool) -> None:
    # Three of four samples agree on a set, from which the counts cannot be taken.
    answers = {
        "Let word": ["word = 'banana'"],
        "Let letters": ["letters = set(word)"] * 3 + ["letters = list(word)"],
        "Let counts": ["counts = {c: list(letters).count(c) for c in letters}"],
        "Print": ["print(counts)"],
    }
    done, _, events = await everything(pool, TEXT, answers)
    assert (done.reason, done.went_back) == ("written", 1)
    second = done.steps[1]
    assert second.code == "letters = list(word)"
    assert [each.code for each in second.alternatives] == ["letters = set(word)"]
    assert any(event.went_back for event in events)


async def test_code_of_the_users_is_kept(pool: ExecutionPool) -> None:
    text = TEXT.replace('"banana".\n', '"banana".\nword = "ba" + 2 * "na"\n')
    answers = {
        "Let letters": ["letters = [*word]"],
        "Let counts": ["counts = {c: letters.count(c) for c in letters}"],
        "Print": ["print(counts)"],
    }
    done, _, _ = await everything(pool, text, answers)
    assert done.reason == "written" and done.codes[0] == 'word = "ba" + 2 * "na"'
    assert done.steps[0].chosen is None and done.draws == 3


async def test_the_users_code_that_fails_is_named(pool: ExecutionPool) -> None:
    text = TEXT.replace('"banana".\n', '"banana".\nword = banana\n')
    with pytest.raises(EngineError, match=r"step 1 \(line 2\).*name 'banana' is not defined"):
        await everything(pool, text, {})


async def test_where_no_way_leads_on_what_was_reached_is_given(pool: ExecutionPool) -> None:
    answers = {
        "Let word": ["word = 'banana'", "word = str('banana')"],
        "Let letters": ["letters = list(word)"],
        "Let counts": ["counts = {}"],
    }
    done, _, _ = await everything(pool, TEXT, answers)
    assert (done.reason, done.failed) == ("stuck", 3)
    assert done.why == "counts['a'] is KeyError: 'a' instead of 3"
    assert done.codes == ("word = 'banana'", "letters = list(word)")
    assert [step.code for step in done.steps[2:]] == ["", ""]


async def test_it_gives_up_after_enough_draws(pool: ExecutionPool) -> None:
    answers = {
        "Let word": [f"word = 'banana{' ' * k}'.strip()" for k in range(4)],
        "Let letters": [f"letters = list(word)  # {k}" for k in range(4)],
        "Let counts": ["counts = None"],
    }
    done, _, _ = await everything(pool, TEXT, answers)
    assert done.reason == "draws" and done.draws == 12 and done.went_back > 5


async def test_the_last_step_has_to_give_the_examples_of_the_statement(
    pool: ExecutionPool,
) -> None:
    text = (
        "# Read n and print its double.\n#\n# Input\n# 4\n# Output\n# 8\n\n"
        "# Step 1: read n.\n\n# Step 2: double it into m.\n\n# Step 3: print m.\n"
    )
    answers = {
        "Step 1": ["n = int(input())"],
        "Step 2": ["m = n * n", "m = n * n", "m = n + n"],
        "Step 3": ["print(m)"],
    }
    done, _, _ = await everything(pool, text, answers)
    assert done.reason == "written" and done.codes[1] == "m = n + n" and done.went_back == 1
    last = done.steps[2].chosen
    assert last is not None and (last.trial.passed, last.trial.total) == (1, 1)


async def test_cancelled_it_keeps_what_it_had(pool: ExecutionPool) -> None:
    cancelled = asyncio.Event()
    answers = {"Let word": ["word = 'banana'"], "Let letters": ["while True: pass"]}
    asyncio.get_running_loop().call_later(1.5, cancelled.set)
    done, _, _ = await everything(pool, TEXT, answers, cancelled)
    assert done.reason == "cancelled" and done.codes == ("word = 'banana'",)
