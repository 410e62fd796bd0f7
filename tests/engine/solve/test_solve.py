from __future__ import annotations

import asyncio
import gc
import itertools
import resource
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.engine.solve.solving import SOURCES, Stall, cancelled, collect, final, sources
from tests.fakes import DOUBLE, FakePool, FakeSampler

from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import (
    Budget,
    Confidence,
    Done,
    Example,
    Limits,
    Problem,
    Program,
    Progress,
    Ranking,
    Run,
    SolveOptions,
    Verdict,
)
from shortlist_engine.protocol import EngineError
from shortlist_engine.solve import known_ranking, pipeline, ranking, solve, stages, usable_languages


async def test_the_final_ranking_takes_from_each_group_in_turn_with_its_proof() -> None:
    done = final(await collect(FakeSampler(SOURCES), budget=Budget(240, 60)))
    assert done.reason == "samples"
    assert sources(done) == ["2 * x", "x * 2 if x < 10 else 0", "2 * x + 0", "x + x FLAKY"]
    best = done.solutions[0]
    assert (best.rank, best.passed, best.total) == (1, 2, 2)
    assert len(best.runs) == 2
    assert best.cluster_size == 80  # two spellings, forty samples each
    assert best.cluster_share == pytest.approx(0.5)
    assert done.solutions[3].cluster_id == "unstable"
    progress = done.progress
    assert (progress.sampled, progress.unique, progress.ran, progress.passed) == (240, 6, 6, 4)
    assert (progress.clusters, progress.best_passed) == (2, 2)


async def test_the_end_has_more_candidates_than_are_shown() -> None:
    done = final(await collect(FakeSampler(SOURCES), budget=Budget(240, 60), count=2))
    assert len(done.solutions) == 2
    named = [program.source for program in done.candidates]
    assert named[:2] == sources(done)
    assert set(named) == {"2 * x", "x * 2 if x < 10 else 0", "2 * x + 0", "x + x FLAKY"}


async def test_the_first_solution_is_shown_while_sampling_goes_on() -> None:
    events = await collect(FakeSampler(SOURCES, delay_s=0.02), budget=Budget(400, 60))
    first = next(i for i, event in enumerate(events) if isinstance(event, Ranking))
    later = [event for event in events[first:] if isinstance(event, Progress)]
    assert any(event.stage == "sampling" and event.sampled < 400 for event in later)
    rankings = [event for event in events if isinstance(event, Ranking)]
    assert rankings[-1].solutions[0].cluster_size > rankings[0].solutions[0].cluster_size


async def test_a_program_that_passes_is_shown_at_once_between_slow_samples() -> None:
    class Noting(FakePool):
        passed_at = 0.0

        async def run(self, request: RunRequest) -> tuple[Run, ...]:
            runs = await super().run(request)
            if not self.passed_at and all(run.verdict is Verdict.AC for run in runs):
                self.passed_at = time.monotonic()
            return runs

    pool, stall = Noting(delay_s=0.005), Stall()
    sampler = FakeSampler(["x + 1", "x + 2", "2 * x"], batch=1, delay_s=0.5)
    async for event in solve(DOUBLE, sampler=sampler, pool=pool, budget=Budget(9, 60)):
        if isinstance(event, Ranking) and event.solutions:
            assert time.monotonic() - pool.passed_at < stall.allowed(0.08)
            break
    else:
        raise AssertionError("nothing was shown")


async def test_events_are_throttled() -> None:
    started = time.monotonic()
    events = await collect(FakeSampler(SOURCES, delay_s=0.005), budget=Budget(1000, 60))
    seconds = time.monotonic() - started
    assert sum(isinstance(event, Progress) for event in events) <= seconds / 0.1 + 1
    assert sum(isinstance(event, Ranking) for event in events) <= seconds / 0.25 + 2


async def test_a_program_stops_at_its_first_failing_example() -> None:
    problem = Problem("t", "s", tuple(Example(f"{i}\n", f"{2 * i}\n") for i in range(1, 7)))
    pool = FakePool()
    await collect(FakeSampler(["x + 1"]), pool, problem=problem)
    assert pool.runs == 2 + 4  # 1 + 1 is right, 2 + 1 is not; the rest is run once, at the end
    pool = FakePool()
    await collect(FakeSampler(lambda seed, index: f"x + 1 + 0 * {index}"), pool, problem=problem)
    assert pool.runs == 200 * 2 + 4  # of those that fail alike, one speaks for all


async def test_equal_programs_run_once() -> None:
    pool = FakePool()
    done = final(await collect(FakeSampler(["x + 1", "x + 1  ", "x + 1\n\n"]), pool))
    assert (done.progress.sampled, done.progress.unique) == (200, 1)
    assert pool.runs == 2  # the first example passes, the second does not


async def test_nothing_passed_is_no_error_and_tells_how_near_it_came() -> None:
    done = final(await collect(FakeSampler(["x + 1", "FAIL"])))
    assert done.solutions == ()
    assert (done.progress.passed, done.progress.best_passed) == (0, 1)


async def test_no_inputs_are_sampled_when_nothing_passed() -> None:
    sampler = FakeSampler(["x + 1"])
    await collect(sampler)
    assert {call.task for call in sampler.calls} == {"solve"}


async def test_the_models_inputs_tell_programs_apart() -> None:
    # Only the model thinks of a number that large.
    odd = "x * 2 if x < 5000 else 0"
    sampler = FakeSampler(["2 * x", "2 * x", odd], inputs=["9999\n"])
    done = final(await collect(sampler, generated_inputs=8))
    assert done.progress.clusters == 2
    assert sources(done) == ["2 * x", odd]


async def test_a_model_without_the_inputs_task_is_not_asked_for_inputs() -> None:
    sampler = FakeSampler(SOURCES, tasks=["solve"])
    done = final(await collect(sampler))
    assert done.progress.clusters == 2
    assert {call.task for call in sampler.calls} == {"solve"}


async def test_a_model_without_the_task_is_a_typed_refusal() -> None:
    with pytest.raises(EngineError, match="model fake does not have the task 'solve'") as it:
        await collect(FakeSampler(SOURCES, tasks=["inputs"]))
    assert it.value.kind == "unsupported"


async def test_unknown_log_probabilities_change_neither_the_programs_nor_their_proof() -> None:
    done = final(await collect(FakeSampler(SOURCES, logprobs=False), budget=Budget(240, 60)))
    assert sources(done) == ["2 * x", "x * 2 if x < 10 else 0", "2 * x + 0", "x + x FLAKY"]
    assert {solution.program.logprob for solution in done.solutions} == {None}


async def test_without_generated_inputs_there_is_one_cluster_at_most() -> None:
    sampler = FakeSampler(SOURCES)
    done = final(await collect(sampler, generated_inputs=0))
    assert len(done.solutions) == 4
    assert {call.task for call in sampler.calls} == {"solve"}


async def test_count_bounds_the_ranking() -> None:
    events = await collect(FakeSampler(SOURCES), count=2)
    assert len(final(events).solutions) == 2
    assert all(len(event.solutions) <= 2 for event in events if isinstance(event, Ranking))


@pytest.mark.parametrize(
    ("sampling", "running", "workers", "batch"),
    [(0.0, 0.0, 1, 8), (0.01, 0.0, 4, 3), (0.0, 0.004, 2, 64), (0.002, 0.002, 3, 17)],
)
async def test_the_same_seed_gives_the_same_ranking_whatever_the_timing(
    sampling: float, running: float, workers: int, batch: int
) -> None:
    def draw(seed: int, index: int) -> str:
        return f"2 * x if x < {4 + (seed * 31 + index * 7) % 23} else x + {index % 5}"

    async def ranking(sampler: FakeSampler, pool: FakePool) -> list[tuple[str, int]]:
        done = final(await collect(sampler, pool, budget=Budget(300, 120), seed=5))
        return [(s.program.source, s.cluster_size) for s in done.solutions]

    expected = await ranking(FakeSampler(draw), FakePool())
    assert expected
    found = await ranking(
        FakeSampler(draw, delay_s=sampling, batch=batch),
        FakePool(delay_s=running, workers=workers),
    )
    assert found == expected


async def test_another_seed_samples_differently() -> None:
    one, two = FakeSampler(SOURCES), FakeSampler(SOURCES)
    await collect(one, seed=1)
    await collect(two, seed=2)
    assert {call.seed for call in one.calls}.isdisjoint({call.seed for call in two.calls})
    assert len({call.seed for call in one.calls}) == len(one.calls)


async def test_survivors_over_the_limit_are_the_latest_whatever_the_timing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def draw(seed: int, index: int) -> str:
        return f"2 * x + {index} * 0"

    monkeypatch.setattr(stages, "MAX_SURVIVORS", 5)
    for pool in (FakePool(), FakePool(delay_s=0.002, workers=7)):
        done = final(await collect(FakeSampler(draw), pool, count=100))
        assert done.progress.passed == 200
        assert sorted(sources(done)) == sorted(f"2 * x + {index} * 0" for index in range(5))


async def test_the_time_budget_ends_it_with_what_was_found() -> None:
    started = time.monotonic()
    done = final(await collect(FakeSampler(SOURCES, delay_s=0.01), budget=Budget(10**9, 1.0)))
    assert done.reason == "seconds"
    assert done.solutions[0].program.source == "2 * x"
    assert time.monotonic() - started < 30


async def test_the_time_budget_ends_endless_runs() -> None:
    pool = FakePool(delay_s=30)
    done = final(await collect(FakeSampler(SOURCES), pool, budget=Budget(100, 0.5)))
    assert done.reason == "seconds"
    assert pool.running == 0
    assert done.progress.ran == 0


STAGES = {
    "before the first sample": (FakeSampler(SOURCES, delay_s=20), FakePool()),
    "while sampling": (FakeSampler(SOURCES, delay_s=0.02), FakePool()),
    "while running examples": (FakeSampler(["x * 3 SLOW"] * 9), FakePool()),
    "while running generated inputs": (FakeSampler(SOURCES, batch=64), FakePool(delay_s=0.1)),
}


@pytest.mark.parametrize("stage", STAGES)
async def test_cancel_takes_effect_at_every_stage_and_keeps_what_was_verified(stage: str) -> None:
    sampler, pool = STAGES[stage]
    done = await cancelled(asyncio.sleep(0.5), sampler, pool, Budget(100_000, 60))
    assert await asyncio.to_thread(sampler.stopped.wait, 5)
    if stage in ("while sampling", "while running generated inputs"):
        assert "2 * x" in sources(done)
    if stage == "while running examples":
        assert pool.killed > 0


async def test_cancel_before_it_starts() -> None:
    stop = asyncio.Event()
    stop.set()
    sampler = FakeSampler(SOURCES)
    events = [
        event
        async for event in solve(
            DOUBLE, sampler=sampler, pool=FakePool(), budget=Budget(), cancelled=stop
        )
    ]
    assert final(events).reason == "cancelled"


async def test_cancelling_the_task_ends_children_and_sampler() -> None:
    sampler, pool = FakeSampler(SOURCES, delay_s=0.01), FakePool(delay_s=0.2)
    task = asyncio.create_task(collect(sampler, pool, budget=Budget(100_000, 60)))
    await asyncio.sleep(0.3)
    stall, started = Stall(), time.monotonic()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert time.monotonic() - started < stall.allowed(0.25)
    assert pool.running == 0
    assert pool.killed > 0
    assert await asyncio.to_thread(sampler.stopped.wait, 5)


async def test_cancelling_the_task_while_survivors_are_ranked_leaves_no_task_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    under_way = threading.Event()

    def slow(*known) -> ranking.SurvivorRanking:
        under_way.set()
        time.sleep(0.2)
        return known_ranking.rank_with_known(*known)

    monkeypatch.setattr(ranking, "INLINE_SURVIVORS", 0)
    monkeypatch.setattr(pipeline, "rank_with_known", slow)
    task = asyncio.create_task(collect(FakeSampler(SOURCES, delay_s=0.01)))
    assert await asyncio.to_thread(under_way.wait, 20)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.sleep(0.5)
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_sampler_deaf_for_a_while_does_not_delay_the_answer() -> None:
    sampler = FakeSampler(SOURCES, delay_s=0.01, deaf_s=1.0)
    stop = asyncio.Event()
    asyncio.get_running_loop().call_later(0.2, stop.set)
    stall, started = Stall(), time.monotonic()
    async for event in solve(
        DOUBLE,
        sampler=sampler,
        pool=FakePool(),
        budget=Budget(100_000, 60),
        options=SolveOptions(seed=1),
        cancelled=stop,
    ):
        if isinstance(event, Done):
            assert time.monotonic() - started < stall.allowed(0.2 + 0.25)
    assert sampler.stopped.is_set()  # but the generator ends only after its sampler


async def test_leaving_the_loop_early_stops_everything() -> None:
    sampler, pool = FakeSampler(SOURCES, delay_s=0.01), FakePool()
    events = solve(DOUBLE, sampler=sampler, pool=pool, budget=Budget(100_000, 60))
    async for event in events:
        if isinstance(event, Ranking):
            break
    await events.aclose()
    assert pool.running == 0
    assert await asyncio.to_thread(sampler.stopped.wait, 5)


@pytest.mark.parametrize(
    ("raised", "kind"),
    [
        (RuntimeError("segfault"), "engineCrashed"),
        (MemoryError(), "outOfMemory"),
        (EngineError("modelNotFound", "gone"), "modelNotFound"),
    ],
)
async def test_a_sampler_that_crashes_is_a_typed_error_after_what_was_found(
    raised: Exception, kind: str
) -> None:
    sampler = FakeSampler(SOURCES, error=raised, stop_after=100, delay_s=0.01)
    events = []
    with pytest.raises(EngineError) as failure:
        async for event in solve(DOUBLE, sampler=sampler, pool=FakePool(), budget=Budget(400, 60)):
            events.append(event)
    assert failure.value.kind == kind
    assert any(isinstance(event, Ranking) for event in events)


async def test_a_pool_that_breaks_is_a_typed_error() -> None:
    with pytest.raises(EngineError) as failure:
        await collect(FakeSampler(SOURCES), FakePool(error=OSError("no more processes")))
    assert failure.value.kind == "internal"
    assert "no more processes" in failure.value.message


async def test_a_sandbox_that_always_fails_is_an_error_naming_the_doctor() -> None:
    sampler = FakeSampler(lambda seed, index: f"SE {index}")
    with pytest.raises(EngineError, match="doctor"):
        await collect(sampler)


async def test_now_and_then_a_failure_of_ours_costs_only_that_program() -> None:
    def draw(seed: int, index: int) -> str:
        return f"SE {index}" if index % 10 == 0 else f"2 * x + 0 * {index}"

    done = final(await collect(FakeSampler(draw)))
    assert done.progress.passed == 180
    assert done.progress.ran == 180


@pytest.mark.parametrize(
    ("problem", "budget", "options", "words"),
    [
        (Problem("t", "s"), Budget(), {}, "example"),
        (Problem("t", "s", DOUBLE.examples, interactive=True), Budget(), {}, "interactive"),
        (DOUBLE, Budget(0, 1), {}, "budget.samples"),
        (DOUBLE, Budget(1, 0), {}, "budget.seconds"),
        (DOUBLE, Budget(1, float("nan")), {}, "budget.seconds"),
        (DOUBLE, Budget(), {"count": 0}, "options.count"),
        (DOUBLE, Budget(), {"generated_inputs": -1}, "generated_inputs"),
        (DOUBLE, Budget(), {"temperature": 0.0}, "temperature"),
        (DOUBLE, Budget(), {"top_p": 1.5}, "top_p"),
        (DOUBLE, Budget(), {"languages": ("cobol",)}, "cobol"),
        (DOUBLE, Budget(), {"languages": ()}, "language"),
        (Problem("t", "s", DOUBLE.examples, limits=Limits(time_s=0)), Budget(), {}, "time_s"),
    ],
)
async def test_what_cannot_be_solved_is_refused_before_anything_is_sampled(
    problem: Problem, budget: Budget, options: dict, words: str
) -> None:
    sampler = FakeSampler(SOURCES)
    with pytest.raises(EngineError, match=words):
        await collect(sampler, problem=problem, budget=budget, **options)
    assert sampler.calls == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, ()),
        ({"checker": "float 1e-4"}, ("within 1e-4",)),
        ({"checker": "case_insensitive"}, ("upper or lower case",)),
        ({"several_answers": True}, ("several answers",)),
        ({"checker": "exact", "several_answers": True}, ("lines", "several answers")),
    ],
)
async def test_the_notes_say_how_outputs_were_compared(
    changes: dict, words: tuple[str, ...]
) -> None:
    problem = replace(DOUBLE, **changes)
    done = final(await collect(FakeSampler(SOURCES), problem=problem, languages=("python",)))
    assert len(done.notes) == len(words)
    assert all(word in note for word, note in zip(words, done.notes, strict=True))


async def test_a_checker_that_does_not_exist_is_refused() -> None:
    sampler = FakeSampler(SOURCES)
    with pytest.raises(EngineError, match=r"problem\.checker.*use tokens, exact"):
        await collect(sampler, problem=replace(DOUBLE, checker="fuzzy"))
    assert sampler.calls == []


async def test_a_language_without_its_compiler_is_left_out_with_a_note() -> None:
    sampler = FakeSampler(SOURCES)
    done = final(await collect(sampler, FakePool(languages=["python"])))
    assert {call.languages for call in sampler.calls} == {("python",)}
    assert "C++" in done.notes[0]
    assert "g++" in done.notes[0]


async def test_the_only_language_without_its_compiler_is_an_error() -> None:
    with pytest.raises(EngineError, match=r"g\+\+") as failure:
        await collect(FakeSampler(SOURCES), FakePool(languages=["python"]), languages=("cpp",))
    assert failure.value.kind == "unsupported"


async def test_a_language_that_the_model_does_not_write_is_left_out_with_a_note() -> None:
    sampler = FakeSampler(SOURCES, writes=["python"])
    done = final(await collect(sampler))
    assert {call.languages for call in sampler.calls} == {("python",)}
    assert done.notes == ("C++ was left out, the model writes only Python.",)
    assert done.solutions


async def test_the_only_language_that_the_model_does_not_write_is_an_error() -> None:
    sampler = FakeSampler(SOURCES, writes=["python"])
    with pytest.raises(EngineError, match=r"C\+\+ was left out, the model writes only") as failure:
        await collect(sampler, languages=("cpp",))
    assert failure.value.kind == "unsupported"
    assert sampler.calls == []


def test_a_function_is_written_in_the_language_of_its_signature() -> None:
    problem = Problem("t", "", DOUBLE.examples, kind="function", language="cpp")
    assert usable_languages(problem, None, ("python", "cpp")) == (("cpp",), ())


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_two_hundred_thousand_failed_programs_leave_only_a_number_each_behind() -> None:
    def draw(seed: int, index: int) -> str:
        return f"x + {index} # {'a long comment ' * 100}"

    gc.collect()
    before = resident_bytes()
    done = final(await collect(FakeSampler(draw, batch=256), budget=Budget(200_000, 100_000)))
    assert done.progress.unique == 200_000
    # The sources alone take 300 MB.
    assert resident_bytes() - before < 80_000_000


def resident_bytes() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


async def test_temperature_and_languages_reach_the_sampler() -> None:
    sampler = FakeSampler(SOURCES)
    await collect(sampler, temperature=0.7, top_p=0.9, languages=("python",))
    programs = [call for call in sampler.calls if call.task == "solve"]
    assert {(call.temperature, call.top_p) for call in programs} == {(0.7, 0.9)}
    assert sum(call.num_samples for call in programs) == 200
    assert Program("python", "x").language in programs[0].languages


async def test_a_slow_program_gets_its_time_when_no_quick_one_passes() -> None:
    events = await collect(FakeSampler(["x + 1", "2 * x HEAVY"]), budget=Budget(samples=64))
    done = events[-1]
    assert isinstance(done, Done) and done.reason == "samples"
    assert [solution.program.source for solution in done.solutions] == ["2 * x HEAVY"]
    assert done.progress.ran == done.progress.unique == 2


async def test_a_slow_program_is_left_out_when_a_quick_one_passes() -> None:
    events = await collect(FakeSampler(["2 * x", "2 * x + 0 HEAVY"]), budget=Budget(samples=64))
    done = events[-1]
    assert isinstance(done, Done)
    assert [solution.program.source for solution in done.solutions] == ["2 * x"]


async def test_every_ranking_says_how_sure_it_is() -> None:
    events = await collect(FakeSampler(SOURCES, delay_s=0.02), budget=Budget(400, 60))
    rankings = [event for event in events if isinstance(event, Ranking)]
    assert all(ranking.confidence is not None for ranking in rankings)
    done = final(events)
    assert done.confidence == rankings[-1].confidence
    assert done.confidence is not None and 0 < done.confidence.chance < 1
    nothing = final(await collect(FakeSampler(["x + 1"])))
    assert nothing.confidence is None


async def test_a_ranking_is_sent_when_only_the_confidence_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The one survivor stays as it is while more and more samples fail."""

    def by_samples(problem, evidence, ranking, samples) -> Confidence:
        return Confidence(0.5, "low" if samples > 100 else "high", f"{samples} samples")

    monkeypatch.setattr(ranking, "confidence", by_samples)

    def draw(seed: int, index: int) -> str:
        return f"x + {index}" if index else "2 * x"

    sampler = FakeSampler(draw, delay_s=0.05)
    events = await collect(sampler, budget=Budget(240, 60), generated_inputs=0)
    rankings = [event for event in events if isinstance(event, Ranking)]
    levels = [each.confidence.level for each in rankings if each.confidence]
    assert [level for level, _ in itertools.groupby(levels)] == ["high", "low"]
    assert len({each.solutions for each in rankings}) == 1
    done = final(events)
    assert done.confidence is not None and done.confidence.text == "240 samples"
