"""Solving with a text model that answers by a script, in the real sandbox."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest
import pytest_asyncio
from tests.engine.sampling.text.scripted_model import ScriptedModel, text_of
from tests.engine.solve.solving import final, sources
from tests.fakes import DOUBLE, FakePool, FakeSampler

from shortlist_engine.execution import ExecutionPool
from shortlist_engine.model.errors import ModelError
from shortlist_engine.problem import (
    Budget,
    Done,
    Event,
    Problem,
    Program,
    Progress,
    Ranking,
    SolveOptions,
)
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.text.model import CompletionRequest
from shortlist_engine.sampling.text.sampler import TextSampler, TextSettings
from shortlist_engine.solve import solve
from shortlist_engine.solve.model_tests import TestPrograms, examine_tests

pytestmark = pytest.mark.asyncio(loop_scope="module")
RIGHT = "print(2 * int(input()))"
WRONG = "print(2 + int(input()))"


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def pool() -> AsyncIterator[ExecutionPool]:
    async with ExecutionPool(1) as pool:
        yield pool


def fenced(*programs: str) -> str:
    return "\n\nor\n\n".join(f"```python\n{program}\n```" for program in programs)


async def events(
    model: ScriptedModel,
    pool: ExecutionPool,
    samples: int = 8,
    problem: Problem = DOUBLE,
    seconds: float = 60,
    **options: object,
) -> list[Event]:
    options = {"seed": 1, "languages": ("python",), "generated_inputs": 4, **options}
    return [
        event
        async for event in solve(
            problem,
            sampler=TextSampler(model, TextSettings(hints=False)),
            pool=pool,
            budget=Budget(samples, seconds),
            options=SolveOptions(**options),  # type: ignore[arg-type]
        )
    ]


def about_tests(request: CompletionRequest) -> bool:
    return any(
        word in text_of(request.prompt) for word in ("generator of", "validator of", "brute force")
    )


def scripted(answer: Callable[[int], str], repair: str = WRONG) -> ScriptedModel:
    """A model that writes no tests, answers the n-th question for a program with `answer(n)`, and
    each for a repair with `repair`."""
    asked = 0

    def one(request: CompletionRequest, _: int) -> object:
        nonlocal asked
        if about_tests(request):
            return "I cannot."
        if "This program is wrong" in text_of(request.prompt):
            return fenced(repair)
        asked += 1
        return answer(asked - 1)

    return ScriptedModel(one)


async def test_the_sandbox_decides_which_reading_is_the_program(pool: ExecutionPool) -> None:
    small = "assert 2 * 2 == 4"
    model = scripted(lambda _: fenced(WRONG + "\n" * 3 + "# a longer one", RIGHT, small))
    done = final(await events(model, pool, samples=3))
    assert sources(done) == [RIGHT]
    assert (done.progress.sampled, done.progress.passed) == (3, 1)
    assert done.solutions[0].cluster_size == 3


@pytest.mark.parametrize("first", [0, 1], ids=["alone first", "among others first"])
async def test_equal_programs_are_one_however_they_were_read(
    pool: ExecutionPool, first: int
) -> None:
    answers = [fenced(RIGHT), fenced(WRONG + "  # and a longer comment", RIGHT)]
    model = scripted(lambda number: answers[(number + first) % 2])
    done = final(await events(model, pool, samples=6))
    assert sources(done) == [RIGHT]
    assert done.solutions[0].cluster_size == 6


async def test_the_first_solution_comes_before_the_last_sample(pool: ExecutionPool) -> None:
    model = scripted(lambda _: fenced(RIGHT))
    model.delay_s = 0.3
    seen = await events(model, pool, samples=40)
    ranking = next(event for event in seen if isinstance(event, Ranking))
    before = seen[: seen.index(ranking)]
    assert ranking.solutions
    assert max(event.sampled for event in before if isinstance(event, Progress)) < 20


async def test_how_many_samples_to_expect_is_said_as_soon_as_the_speed_is_known(
    pool: ExecutionPool,
) -> None:
    model = scripted(lambda _: fenced(WRONG))
    model.delay_s = 0.2
    sampler = TextSampler(model)
    options = SolveOptions(languages=("python",), repair=False, model_tests=False)
    for number in range(2):
        found = [
            event
            async for event in solve(
                DOUBLE, sampler=sampler, pool=pool, budget=Budget(1000, 2), options=options
            )
        ]
        first = next(event for event in found if isinstance(event, Progress))
        assert (first.expected_samples is not None) == bool(number)
        expected = [event.expected_samples for event in found if isinstance(event, Progress)]
        assert 0 < (expected[-1] or 0) < 100
        assert final(found).reason == "seconds"


async def test_rounds_fill_the_backend_once_and_languages_take_turns(pool: ExecutionPool) -> None:
    model = scripted(lambda _: "no")
    await events(model, pool, samples=16, languages=("python", "javascript"), repair=False)
    asked = [("Python" in text_of(each.prompt), each.n) for each in model.requests]
    assert asked == [(True, 1), (True, 3), (False, 4), (True, 4), (False, 4)]
    model = scripted(lambda _: "no")
    await events(model, pool, samples=4, languages=("python", "javascript"), repair=False)
    assert [each.n for each in model.requests] == [1, 1, 2]


async def test_answers_without_a_program_are_explained(pool: ExecutionPool) -> None:
    answers = ["I am sorry.", "CUT Well, first", "", "I am sorry."]
    model = scripted(lambda number: answers[number % 4])
    done = final(await events(model, pool, samples=4, repair=False))
    assert done.solutions == ()
    (note,) = [note for note in done.notes if "held no program" in note]
    assert note.startswith("4 of 4 answers held no program: 2 were only words, 1 ")
    assert "1 were cut by the limit of tokens" in note
    assert "trained on programs" in note


async def test_a_backend_that_fails_leaves_what_was_verified(pool: ExecutionPool) -> None:
    fault = ModelError("the server is gone: start it again")
    model = ScriptedModel(lambda request, number: fenced(RIGHT) if number < 3 else fault)
    found: list[Event] = []
    with pytest.raises(EngineError, match="The server is gone: start it again"):
        async for event in solve(
            DOUBLE,
            sampler=TextSampler(model),
            pool=pool,
            budget=Budget(50, 60),
            options=SolveOptions(languages=("python",), model_tests=False),
        ):
            found.append(event)
    assert sources([event for event in found if isinstance(event, Ranking)][-1]) == [RIGHT]


async def test_what_fails_is_repaired(pool: ExecutionPool) -> None:
    model = scripted(lambda _: fenced(WRONG), repair=RIGHT)
    done = final(await events(model, pool, samples=20))
    assert sources(done) == [RIGHT]
    assert done.progress.sampled == 20
    repairs = [text_of(each.prompt) for each in model.requests]
    repairs = [text for text in repairs if "This program is wrong" in text]
    assert len(repairs) == 1
    assert WRONG in repairs[0]
    assert "Input:\n1\n\nExpected output:\n2\n\nIts output:\n3" in repairs[0]


async def test_repair_has_two_rounds_at_most_and_the_rest_is_fresh(pool: ExecutionPool) -> None:
    model = scripted(lambda number: fenced(f"{WRONG}  # {number}\nprint({number})"))
    done = final(await events(model, pool, samples=64))
    asked = [each.n for each in model.requests if "This program is wrong" in text_of(each.prompt)]
    assert sum(asked) == 4
    assert done.progress.sampled == 64
    assert done.solutions == ()


async def test_repair_can_be_turned_off_and_is_not_for_what_passes(pool: ExecutionPool) -> None:
    for answer, options in ((WRONG, {"repair": False}), (RIGHT, {})):
        model = scripted(lambda _, answer=answer: fenced(answer))
        await events(model, pool, samples=24, **options)
        assert not any("This program is wrong" in text_of(each.prompt) for each in model.requests)


async def test_cancelling_while_it_waits_for_repairs_ends_it(pool: ExecutionPool) -> None:
    model, stop = scripted(lambda _: fenced("while True: pass")), asyncio.Event()
    slow = replace(DOUBLE, limits=replace(DOUBLE.limits, time_s=20))
    found: list[Event] = []
    async for event in solve(
        slow,
        sampler=TextSampler(model),
        pool=pool,
        budget=Budget(12, 60),
        options=SolveOptions(languages=("python",)),
        cancelled=stop,
    ):
        found.append(event)
        if isinstance(event, Progress) and event.ran:
            stop.set()
    assert isinstance(found[-1], Done)
    assert found[-1].reason == "cancelled"


async def test_a_model_of_cheap_samples_is_asked_as_before() -> None:
    sampler = FakeSampler(["x + 1"])
    async for _ in solve(
        DOUBLE,
        sampler=sampler,
        pool=FakePool(),
        budget=Budget(300, 60),
        options=SolveOptions(seed=1),
    ):
        pass
    assert [call.num_samples for call in sampler.calls] == [64, 128, 108]
    assert {(call.languages, call.task) for call in sampler.calls} == {(("python", "cpp"), "solve")}


async def test_readings_in_a_language_without_tools_are_left_out() -> None:
    answer = "```java\npublic class Main { }\n```"
    for text, solved in ((answer, 0), (f"{answer}\n```python\n2 * x\n```", 1)):
        found = [
            event
            async for event in solve(
                DOUBLE,
                sampler=TextSampler(ScriptedModel([text])),
                pool=FakePool(),
                budget=Budget(20, 60),
                options=SolveOptions(languages=("python",), seed=1, model_tests=False),
            )
        ]
        done = final(found)
        assert len(done.solutions) == solved
        assert any("cannot be run here" in note for note in done.notes) == (not solved)


GENERATOR = "import random\nrandom.seed(int(input()))\nprint(random.randint(-9, 9))"
VALIDATOR = "n = int(input())\nassert -10 <= n <= 10"
BRUTE_FORCE = "n = int(input())\ntotal = 0\nfor _ in range(2):\n    total += n\nprint(total)"


def with_tests(
    answer: Callable[[int], str], generator: str, validator: str, brute_force: str
) -> ScriptedModel:
    asked = 0

    def one(request: CompletionRequest, _: int) -> object:
        nonlocal asked
        text = text_of(request.prompt)
        for word, program in (
            ("generator of", generator), ("validator of", validator), ("brute force", brute_force),
        ):  # fmt: skip
            if word in text:
                return fenced(program)
        asked += 1
        return answer(asked - 1)

    return ScriptedModel(one)


async def test_a_brute_force_program_has_a_voice_in_the_vote(pool: ExecutionPool) -> None:
    absolute = fenced("n = int(input())\nprint(2 * n if n > 0 else -2 * n)")
    model = with_tests(
        lambda number: absolute if number % 2 else fenced(RIGHT), GENERATOR, VALIDATOR, BRUTE_FORCE
    )
    done = final(await events(model, pool, samples=16, generated_inputs=8))
    assert sources(done)[0] == RIGHT
    # It decides between eight and eight, and is counted as no sample.
    assert [each.cluster_size for each in done.solutions[:2]] == [8, 8]
    assert done.progress.sampled == 16 and done.confidence is not None
    assert "16 of 16 samples passed the examples, and 8 of them" in done.confidence.text
    model = with_tests(
        lambda number: absolute if number % 3 else fenced(RIGHT), GENERATOR, VALIDATOR, "print(0)"
    )
    done = final(await events(model, pool, samples=16, generated_inputs=8))
    assert sources(done)[0] != RIGHT, "brute force that fails the examples has no voice"


@pytest.mark.parametrize(
    ("generator", "validator", "kept"),
    [
        (GENERATOR, VALIDATOR, True),
        (GENERATOR, "n = int(input())\nassert n < 2", False),  # refuses an example
        (GENERATOR, "print(", False),
        ("print('x')", VALIDATOR, False),
        (
            "import random\nrandom.seed(int(input()))\nprint(random.randint(9, 20))",
            VALIDATOR,
            False,
        ),
        ("while True: pass", VALIDATOR, False),
    ],
)
async def test_inputs_are_kept_when_a_validator_that_accepts_the_examples_accepts_them(
    pool: ExecutionPool, generator: str, validator: str, kept: bool
) -> None:
    programs = TestPrograms(
        (Program("python", generator),),
        (Program("python", validator),),
        (Program("python", RIGHT),),
    )
    tests = await examine_tests(DOUBLE, pool, programs, 6)
    assert bool(tests.inputs) == kept
    assert all(-9 <= int(text) <= 9 for text in tests.inputs)
    assert tests.solvers == programs.solvers


async def test_a_small_budget_is_not_spent_on_tests(pool: ExecutionPool) -> None:
    for samples, options in ((8, {}), (32, {"model_tests": False}), (32, {"generated_inputs": 0})):
        model = scripted(lambda _: fenced(RIGHT))
        await events(model, pool, samples=samples, **options)
        assert not any(about_tests(request) for request in model.requests)
