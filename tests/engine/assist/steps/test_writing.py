"""Continuations of a step, run in the real sandbox: what each does, and which comes first."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence

import pytest
from tests.engine.assist.steps.scripted import ScriptedSteps

from shortlist_engine.assist.steps.document import StepDocument, read_steps
from shortlist_engine.assist.steps.search import told
from shortlist_engine.assist.steps.trial import Trial, Trials
from shortlist_engine.assist.steps.writing import (
    StepDone,
    StepOptions,
    StepProgress,
    continuation,
    write_step,
)
from shortlist_engine.execution.isolation.layers import probe
from shortlist_engine.execution.pool import ExecutionPool
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Run
from shortlist_engine.protocol import EngineError

needs_sandbox = pytest.mark.skipif(probe().level not in "ABC", reason="no sandbox here")

TEXT = """\
# Assign the list [3, 1, 2] to numbers.
numbers = [3, 1, 2]

# Let ordered be its elements in ascending order.
# >>> ordered
# [1, 2, 3]

# Print the last of ordered.
"""
GOOD, MUTATING = "ordered = sorted(numbers)", "numbers.sort()\nordered = numbers"
OTHER = "ordered = list(numbers)\nordered.sort()"
WRONG, FAILING = "ordered = numbers", "ordered = sort(numbers)"


@pytest.fixture
async def pool() -> AsyncIterator[ExecutionPool]:
    async with ExecutionPool(2) as pool:
        yield pool


async def written(
    pool: ExecutionPool,
    text: str,
    answers: Mapping[str, Sequence[str]],
    line: int | None = None,
    samples: int = 10,
    **more: object,
) -> StepDone:
    document = read_steps(text, "python")
    events = [
        event
        async for event in write_step(
            document,
            document.step_at(line),
            sampler=ScriptedSteps(answers),
            trials=Trials(document, pool, **more),  # type: ignore[arg-type]
            options=StepOptions(samples),
        )
    ]
    done = events.pop()
    assert isinstance(done, StepDone) and all(isinstance(e, StepProgress) for e in events)
    return done


async def tried(pool: ExecutionPool, text: str, code: str, line: int | None = None) -> Trial:
    done = await written(pool, text, {"": [code]}, line, 1)
    return done.continuations[0].trial


@needs_sandbox
async def test_the_right_ones_first_by_agreement_the_failing_ones_last(
    pool: ExecutionPool,
) -> None:
    answers = [FAILING, WRONG, MUTATING, WRONG, GOOD, OTHER, "", "# nothing", WRONG, WRONG]
    done = await written(pool, TEXT, {"Let ordered": answers})
    found = [(each.code, each.trial.status, each.count, each.agree) for each in done.continuations]
    assert found == [
        (GOOD, "good", 1, 2),
        (OTHER, "good", 1, 2),
        (MUTATING, "changes", 1, 1),
        (WRONG, "wrong", 4, 4),
        (FAILING, "fails", 1, 1),
    ]
    assert (done.sampled, done.empty, done.reason) == (10, 2, "samples")
    values = {value.name: value.text for value in done.continuations[0].trial.values}
    assert values == {"ordered": "[1, 2, 3]"}
    words = [told(each.trial) for each in done.continuations]
    assert words[0] == "" and words[2] == "it changes numbers of an earlier step"
    assert words[3] == "ordered is [3, 1, 2] instead of [1, 2, 3]"
    assert words[4] == "NameError: name 'sort' is not defined (line 1 of the step)"


@needs_sandbox
async def test_a_value_that_the_step_names_may_change(pool: ExecutionPool) -> None:
    text = "# Assign 'Ab' to word.\nword = 'Ab'\n\n# Lowercase the given string \"word\".\n"
    assert (await tried(pool, text, "word = word.lower()")).status == "good"
    text = (
        "# Count i from 0 to 2.\nfor i in range(3):\n    pass\n\n# Let s be the sum of 1 and 2.\n"
    )
    assert (await tried(pool, text, "s = 0\nfor i in [1, 2]:\n    s += i")).status == "good"


@needs_sandbox
async def test_an_earlier_example_that_no_longer_holds_is_told(pool: ExecutionPool) -> None:
    text = "# Let x be 1.\n# >>> y == 2\nx, y = 1, 2\n\n# Let z be y plus x; change y.\n"
    trial = await tried(pool, text, "z = x + y\ny = 5")
    assert trial.status == "changes" and told(trial) == "y == 2 of step 1 is False then"


@needs_sandbox
@pytest.mark.parametrize(
    ("text", "code", "status"),
    [
        ("# Print 1.\n", "x = 1", "idle"),
        ("# Print 1.\n", "print(1)", "good"),
        ("# Do it.\n", "pass", "idle"),
        ("# Import libraries.\n", "import math", "good"),
        ("# Define double.\n", "def double(x):\n    return 2 * x", "good"),
    ],
)
async def test_a_step_that_does_nothing_comes_later(
    pool: ExecutionPool, text: str, code: str, status: str
) -> None:
    assert (await tried(pool, text, code)).status == status


@needs_sandbox
async def test_steps_below_that_have_code_are_run_too(pool: ExecutionPool) -> None:
    text = TEXT + "print(ordered[-1])\n"
    done = await written(pool, text, {"Let": ["ordered = [1, 2, 3]; del numbers"]}, 4, 1)
    assert done.continuations[0].trial.status == "changes"
    text = text.replace("# [1, 2, 3]\n", "# [1, 2, 3]\nordered = sorted(numbers)\n")
    done = await written(pool, text, {"Assign": ["numbers = 5", "numbers = [3, 1, 2]"]}, 1)
    assert [each.trial.status for each in done.continuations] == ["good", "later"]
    trial = await tried(pool, text, "numbers = 5", 1)
    assert told(trial) == "step 2 then fails: TypeError: 'int' object is not iterable"


STATED = """\
# Read n and print twice n.
#
# Input
# 4
# Output
# 8
#
# Input
# 0
# Output
# 0

# Step 1: read n.
n = int(input())

# Step 2: print twice n.
"""


@needs_sandbox
async def test_the_examples_of_a_statement_are_run_and_judge_the_whole(
    pool: ExecutionPool,
) -> None:
    done = await written(
        pool, STATED, {"Step 2": ["print(8)", "print(2 * n)", "print(8 // n * n)"]}, samples=3
    )
    found = [(each.code, each.trial.status) for each in done.continuations]
    assert found == [
        ("print(2 * n)", "good"),
        ("print(8)", "wrong"),
        ("print(8 // n * n)", "fails"),
    ]
    assert [(e.trial.passed, e.trial.total) for e in done.continuations[:2]] == [(2, 2), (1, 2)]
    assert "on another of the examples" in told(done.continuations[2].trial)
    assert told(done.continuations[1].trial) == "the program gives 1 of 2 examples"
    done = await written(pool, STATED, {"Step 2": ["print(2 * n)"]}, samples=1, given="21")
    assert done.continuations[0].trial.output == "42\n"


@needs_sandbox
async def test_input_that_is_missing_is_told(pool: ExecutionPool) -> None:
    trial = await tried(pool, "# Read n.\n", "n = int(input())")
    assert "there is no input" in told(trial)


@needs_sandbox
async def test_a_step_above_without_code_is_refused(pool: ExecutionPool) -> None:
    with pytest.raises(EngineError, match=r"step 2 \(line 4\) has no code yet") as raised:
        await written(pool, TEXT, {}, 8)
    assert raised.value.kind == "invalidRequest"


@needs_sandbox
async def test_a_model_without_the_task_is_refused(pool: ExecutionPool) -> None:
    document = read_steps(TEXT, "python")
    model = ScriptedSteps({}, tasks=("solve",))
    with pytest.raises(EngineError, match="does not have the task 'continue'") as raised:
        async for _ in write_step(
            document, document.steps[1], sampler=model, trials=Trials(document, pool)
        ):
            pass
    assert raised.value.kind == "unsupported"


@needs_sandbox
async def test_what_came_before_a_fault_of_the_model_is_kept(pool: ExecutionPool) -> None:
    document = read_steps(TEXT, "python")
    model = ScriptedSteps({"Let": [GOOD]}, fault=MemoryError("no room"), after=2)
    events = [
        event
        async for event in write_step(
            document, document.steps[1], sampler=model, trials=Trials(document, pool)
        )
    ]
    done = events[-1]
    assert isinstance(done, StepDone) and done.continuations[0].count == 2
    assert done.error is not None and done.error.kind == "outOfMemory"


@needs_sandbox
async def test_it_is_cancelled_within_a_quarter_of_a_second(pool: ExecutionPool) -> None:
    document = read_steps(TEXT, "python")
    model = ScriptedSteps({"Let": ["while True: pass", GOOD]}, pause_s=0.05)
    cancelled = asyncio.Event()
    set_at = 0.0

    def cancel() -> None:
        nonlocal set_at
        set_at = time.monotonic()
        cancelled.set()

    asyncio.get_running_loop().call_later(1.0, cancel)
    events = [
        event
        async for event in write_step(
            document,
            document.steps[1],
            sampler=model,
            trials=Trials(document, pool),
            options=StepOptions(samples=1000),
            cancelled=cancelled,
        )
    ]
    assert time.monotonic() - set_at < 0.25
    done = events[-1]
    assert isinstance(done, StepDone) and done.reason == "cancelled"
    assert [each.code for each in done.continuations] == [GOOD]


class Breaking:
    """Runs the first program for ever, and fails with the next one."""

    workers = 2

    def __init__(self) -> None:
        self.asked = self.ended = 0

    async def run(self, request: RunRequest) -> tuple[Run, ...]:
        self.asked += 1
        if self.asked > 1:
            raise RuntimeError("the pool was closed")
        try:
            await asyncio.sleep(60)
        finally:
            self.ended += 1
        return ()


async def test_nothing_runs_on_when_running_fails() -> None:
    document, pool = read_steps(TEXT, "python"), Breaking()
    model = ScriptedSteps({"Let": [GOOD, OTHER, WRONG]}, pause_s=0.01)
    with pytest.raises(RuntimeError, match="closed"):
        async for _ in write_step(
            document,
            document.steps[1],
            sampler=model,
            trials=Trials(document, pool),  # type: ignore[arg-type]
            options=StepOptions(3),
        ):
            pass
    assert (pool.asked, pool.ended) == (2, 1)


def document_of(text: str) -> StepDocument:
    return read_steps(text, "python")


@pytest.mark.parametrize(
    "answer",
    [
        GOOD,
        f"\n\n{GOOD}\n\n",
        f"    {GOOD}",
        TEXT.split("# Print")[0].rstrip() + f"\n{GOOD}\n",
        f"numbers = [3, 1, 2]\n{GOOD}",
        f"# Let ordered be its elements in ascending order.\n{GOOD}",
        f"{GOOD}\n\n# Print the last of ordered.\nprint(ordered[-1])",
        f"{GOOD}\r\n",
    ],
)
def test_what_an_answer_means_is_the_code_of_the_step(answer: str) -> None:
    document = document_of(TEXT)
    assert continuation(answer, document, document.steps[1], ["numbers = [3, 1, 2]"]) == GOOD


def test_comments_in_a_continuation_stay() -> None:
    document = document_of(TEXT)
    answer = "# sort a copy\nordered = sorted(numbers)\n# done"
    assert continuation(answer, document, document.steps[1], ["numbers = [3, 1, 2]"]) == answer
