"""Known programs in a solve: tried first, shown with their origin, ranked by what they are
worth."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.engine.library.solutions import row, write, write_set
from tests.engine.sampling.text.scripted_model import ScriptedModel, text_of
from tests.engine.solve.solving import SOURCES, final, sources
from tests.fakes import DOUBLE, FakePool, FakeSampler

from shortlist_engine.library import Library, SourceError, source_of
from shortlist_engine.problem import Budget, Done, Event, Problem, Program, Ranking, SolveOptions
from shortlist_engine.protocol import from_wire, to_wire
from shortlist_engine.sampling.base import Capabilities
from shortlist_engine.sampling.text.sampler import TextSampler, TextSettings
from shortlist_engine.selection import Outcome, Pace, Survivor
from shortlist_engine.selection.confidence import MOST_UNPROVEN
from shortlist_engine.solve import solve
from shortlist_engine.solve.known_ranking import BY_PLACE, Likeness, rank_with_known
from shortlist_engine.statement.prompt import ContextProgram

NOTHING = ["x + 1", "FAIL"]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Four problems; the programs of two pass the examples of `DOUBLE`."""
    rows = [
        row("Twofold", "Print the number twice as large.", "x * 2"),
        row("Successor", "Print the next number.", "x + 1"),
        row("Farther", "Something of cats and dogs in a garden with a number.", "x + x"),
        row("Quadruple", "Print four times the number.", "4 * x"),
    ]
    path = write_set(tmp_path / "set.jsonl", rows)
    return Library([source_of(str(path))], tmp_path / "index.sqlite")


async def solved(
    sampler: FakeSampler,
    known,
    pool: FakePool | None = None,
    budget: Budget | None = None,
    problem: Problem = DOUBLE,
    **options,
) -> list[Event]:
    return [
        event
        async for event in solve(
            problem,
            sampler=sampler,
            pool=pool or FakePool(),
            budget=budget or Budget(100, 60),
            options=SolveOptions(seed=1, **options),
            library=known if callable(known) else lambda: known,
        )
    ]


async def test_a_known_program_solves_what_the_model_cannot(library: Library) -> None:
    events = await solved(FakeSampler(NOTHING), library)
    done = final(events)
    first = done.solutions[0].program
    assert (first.source, first.origin) == ("x * 2", "from your library: set.jsonl, line 1")
    assert done.confidence is not None and "written for another problem" in done.confidence.text
    assert done.confidence.chance == BY_PLACE[0][1]
    # Known programs are no samples.
    assert done.progress.sampled == 100 and done.progress.passed == 2
    ranking = next(event for event in events if isinstance(event, Ranking))
    assert from_wire(Ranking, to_wire(ranking)) == ranking
    assert ranking.solutions[0].program.origin.startswith("from your library")


async def test_known_programs_run_before_the_first_sample_is_there(library: Library) -> None:
    never = asyncio.Event()
    slow = FakeSampler(NOTHING, delay_s=30)
    async for event in solve(
        DOUBLE,
        sampler=slow,
        pool=FakePool(),
        budget=Budget(10, 60),
        options=SolveOptions(seed=1),
        cancelled=never,
        library=lambda: library,
    ):
        if isinstance(event, Ranking):
            assert event.solutions[0].program.origin
            never.set()
        if isinstance(event, Done):
            assert event.reason == "cancelled" and event.progress.sampled == 0
            assert event.solutions


async def test_the_option_leaves_the_library_alone(library: Library) -> None:
    done = final(await solved(FakeSampler(NOTHING), library, library=False))
    assert not done.solutions and not library.sizes()


async def test_known_programs_keep_to_the_languages_asked_for(library: Library) -> None:
    done = final(await solved(FakeSampler(SOURCES, language="cpp"), library, languages=("cpp",)))
    assert done.solutions and not any(each.program.origin for each in done.solutions)


async def test_a_program_that_is_also_sampled_keeps_its_origin(library: Library) -> None:
    done = final(await solved(FakeSampler(["x * 2", "x + 1"]), library))
    first = done.solutions[0]
    assert first.program.source == "x * 2" and first.program.origin
    assert first.cluster_size > 40
    assert done.confidence is not None and "the model wrote" in done.confidence.text
    assert len(sources(done)) == len(set(sources(done)))


async def test_a_broken_library_is_a_note_and_stops_nothing(tmp_path: Path) -> None:
    def broken() -> Library:
        raise SourceError("library.json is damaged: delete the file")

    done = final(await solved(FakeSampler(SOURCES), broken))
    assert done.solutions and any("library.json is damaged" in note for note in done.notes)
    (tmp_path / "file").write_text("")
    nowhere = Library([source_of("bank")], tmp_path / "file" / "index.sqlite")
    done = final(await solved(FakeSampler(SOURCES), nowhere))
    assert done.solutions and any("The library was left out" in note for note in done.notes)


async def test_the_nearest_programs_are_shown_to_a_model_that_can_use_them(
    library: Library,
) -> None:
    sampler = FakeSampler(NOTHING)
    await solved(sampler, library)
    assert {call.context for call in sampler.calls} == {()}
    reads = FakeSampler(NOTHING)
    reads.capabilities = Capabilities(("python",), ("solve", "inputs"), True, True, 8, context=True)
    await solved(reads, library)
    shown = {call.context for call in reads.calls if call.task == "solve"}
    (context,) = shown
    assert len(context) == 3
    assert context[0] == ContextProgram("Twofold", "python", "x * 2")
    assert all(not call.context for call in reads.calls if call.task == "inputs")


async def test_equal_seeds_give_equal_rankings_with_a_library(library: Library) -> None:
    once, again = [
        final(await solved(FakeSampler(SOURCES, delay_s=delay), library)) for delay in (0.0, 0.005)
    ]
    assert sources(once) == sources(again)


async def test_cancelling_ends_a_solve_whose_library_is_still_being_read(tmp_path: Path) -> None:
    write(tmp_path / "many", {f"p{i}.py": f"print({i})\n" for i in range(3000)})
    library = Library([source_of(str(tmp_path / "many"))], tmp_path / "index.sqlite")
    stop = asyncio.Event()
    sampler = FakeSampler(NOTHING)
    sampler.capabilities = Capabilities(("python",), ("solve",), True, True, 8, context=True)
    asyncio.get_running_loop().call_later(0.1, stop.set)
    events = [
        event
        async for event in solve(
            DOUBLE,
            sampler=sampler,
            pool=FakePool(),
            budget=Budget(10**6, 60),
            options=SolveOptions(seed=1),
            cancelled=stop,
            library=lambda: library,
        )
    ]
    assert final(events).reason == "cancelled"


LATE = Pace(ended=0, late=True)


def survivor(source: str, first: int, *outcomes: str, count: int = 1, **more) -> Survivor:
    program = Program("python", source)
    return Survivor(program, count, first, tuple(map(Outcome, outcomes)), **more)


def known(source: str, first: int, *outcomes: str, **more) -> Survivor:
    return survivor(source, first, *outcomes, count=0, voice=1, **more)


NEAR = known("near", -3, "a", "b", "c")
FAR = known("far", -2, "d", "e", "f")
LIKENESS = {NEAR.program.id: Likeness(0), FAR.program.id: Likeness(99)}


def order(*survivors: Survivor, samples: int = 1000) -> list[str]:
    ranked = rank_with_known(DOUBLE, survivors, samples, LIKENESS)
    return [program.source for program in ranked.programs]


def test_a_lucky_sample_stands_before_a_far_one_and_many_that_agree_before_all() -> None:
    lucky = survivor("lucky", 7, "7", "8", "9")
    assert order(lucky, FAR, NEAR)[-1] == "far"
    many = survivor("many", 7, "7", "8", "9", count=900)
    assert order(NEAR, FAR, many) == ["many", "near", "far"]


def test_a_sample_that_does_the_same_as_a_known_program_is_likelier() -> None:
    same = survivor("same", 9, "a", "b", "c")
    other = survivor("other", 7, "7", "8", "9")
    ranked = rank_with_known(DOUBLE, [FAR, NEAR, other, same], 1000, LIKENESS)
    assert ranked.programs[0].source == "same" and ranked.programs[-1].source == "near"
    assert ranked.confidence is not None
    assert ranked.confidence.chance > BY_PLACE[0][1]
    assert "a sample and a program" in ranked.confidence.text


def test_the_very_problem_counts_most() -> None:
    own = {NEAR.program.id: Likeness(7, same=True)}
    ranked = rank_with_known(DOUBLE, [NEAR], 10, own)
    assert ranked.confidence is not None and ranked.confidence.level == "high"
    assert "this very problem" in ranked.confidence.text


def test_without_known_programs_nothing_changes() -> None:
    samples = [survivor("a", 1, "7"), survivor("b", 2, "8", count=3)]
    ranked = rank_with_known(DOUBLE, samples, 100, {})
    assert ranked.programs[0].source == "b"


def test_a_known_program_that_is_too_slow_for_large_inputs_is_likely_wrong() -> None:
    slow = replace(NEAR, pace=LATE)
    assert order(NEAR, FAR) == ["near", "far"]
    assert order(slow, FAR) == ["far", "near"]
    for like in (Likeness(0), Likeness(0, same=True)):
        ranked = rank_with_known(DOUBLE, [slow], 10, {slow.program.id: like})
        assert ranked.confidence is not None and "too slow" in ranked.confidence.text
        assert ranked.confidence.chance <= min(MOST_UNPROVEN, like.chance / 2)


def test_a_fast_known_program_stands_for_one_that_does_the_same_too_slowly() -> None:
    slow, fast = replace(NEAR, pace=LATE), known("fast", -1, "a", "b", "c")
    likeness = {**LIKENESS, fast.program.id: Likeness(1)}
    ranked = rank_with_known(DOUBLE, [slow, fast, FAR], 10, likeness)
    assert [program.source for program in ranked.programs] == ["fast", "far", "near"]
    sampled = survivor("sampled", 3, "a", "b", "c", pace=LATE)
    for fast in (NEAR, replace(FAR, outcomes=NEAR.outcomes)):
        ranked = rank_with_known(DOUBLE, [sampled, fast], 10, LIKENESS)
        assert [program.source for program in ranked.programs] == [fast.program.source, "sampled"]
        ranked = rank_with_known(DOUBLE, [sampled, replace(fast, pace=LATE)], 10, LIKENESS)
        assert ranked.programs[0].source == "sampled" and ranked.confidence is not None
        assert ranked.confidence.chance <= MOST_UNPROVEN and "too slow" in ranked.confidence.text


def test_a_known_program_whose_output_changes_is_likely_wrong_even_of_this_problem() -> None:
    flaky = replace(NEAR, stable=False)
    own = {flaky.program.id: Likeness(0, same=True)}
    ranked = rank_with_known(DOUBLE, [flaky], 10, own)
    assert ranked.confidence is not None and ranked.confidence.chance <= MOST_UNPROVEN
    assert "changes from run to run" in ranked.confidence.text


async def test_known_programs_that_pass_are_counted_as_no_samples(library: Library) -> None:
    done = final(await solved(FakeSampler(NOTHING), library))
    assert {solution.cluster_size for solution in done.solutions} == {0}
    done = final(await solved(FakeSampler(["2 * x", "x + 1"]), library))
    assert done.solutions[0].cluster_size == 50 and done.solutions[0].cluster_share == 1.0


async def test_a_slow_sample_gets_its_time_though_a_known_program_passes(
    library: Library,
) -> None:
    done = final(await solved(FakeSampler(["2 * x + 0 HEAVY", "x + 1"]), library))
    assert "2 * x + 0 HEAVY" in sources(done)


class SlowToOpen:
    """Opens a library after a while, and knows when it was."""

    def __init__(self, library: Library, seconds: float) -> None:
        self._library = library
        self._seconds = seconds

    def __call__(self) -> Library:
        time.sleep(self._seconds)
        return self._library


async def test_the_time_for_the_library_is_part_of_the_budget(library: Library) -> None:
    sampler = FakeSampler(NOTHING, delay_s=0.01)
    sampler.capabilities = Capabilities(("python",), ("solve",), True, True, 8, context=True)
    started = time.monotonic()
    events = await solved(sampler, SlowToOpen(library, 3.0), budget=Budget(10**6, 2.0))
    done = final(events)
    assert done.reason == "seconds" and time.monotonic() - started < 2.9
    assert done.progress.sampled > 0, "a model waits for known programs a part of the time only"
    assert 1.9 < done.progress.seconds < 2.9


def repairs_asked(model: ScriptedModel) -> list[str]:
    prompts = [text_of(request.prompt) for request in model.requests]
    return [text for text in prompts if "This program is wrong" in text]


async def answered(library: Callable[[], Library], answer: str) -> tuple[Done, list[str]]:
    """A solve with a model that is asked for repairs, and what it is asked to repair."""
    model = ScriptedModel([f"```python\n{answer}\n```"])
    events = [
        event
        async for event in solve(
            DOUBLE,
            sampler=TextSampler(model, TextSettings(hints=False)),
            pool=FakePool(),
            budget=Budget(12, 60),
            options=SolveOptions(seed=1, languages=("python",), model_tests=False),
            library=library,
        )
    ]
    return final(events), repairs_asked(model)


@pytest.mark.parametrize("delay_s", [0.0, 0.5], ids=["at once", "late"])
async def test_the_model_is_asked_to_repair_its_own_programs_only(
    library: Library, delay_s: float
) -> None:
    done, asked = await answered(SlowToOpen(library, delay_s), "x + 7")
    assert asked and all("x + 7" in text for text in asked)
    # Known programs passed meanwhile, but they were written for other problems.
    assert done.solutions and all(each.program.origin for each in done.solutions)
    _, asked = await answered(SlowToOpen(library, delay_s), "2 * x")
    assert not asked


@pytest.mark.parametrize("delay_s", [0.0, 0.5], ids=["at once", "late"])
async def test_what_the_model_wrote_and_is_known_is_not_repaired(
    library: Library, delay_s: float
) -> None:
    _, asked = await answered(SlowToOpen(library, delay_s), "x + 1")
    assert not asked
