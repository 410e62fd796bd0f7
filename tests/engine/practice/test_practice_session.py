"""Practising from the list to solved, with the real sandbox: what is kept, counted and refused."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from tests.engine.practice.practising import WRONG, Clock, desk_in, right_program

from shortlist_engine.concurrency import Cancelled
from shortlist_engine.execution import ExecutionPool
from shortlist_engine.fairness import refusal
from shortlist_engine.practice.collection.importing import import_set
from shortlist_engine.practice.collection.practice_problem import UnknownProblem
from shortlist_engine.practice.session import documents
from shortlist_engine.practice.session.browsing import Filter, listed, next_problem
from shortlist_engine.practice.session.contests import (
    contest_status,
    finish_contest,
    start_contest,
)
from shortlist_engine.practice.session.desk import Desk, Named, PracticeError, named_in
from shortlist_engine.practice.session.exporting import TABLES, as_csv, rows
from shortlist_engine.practice.session.helping import explain, give_up, next_hint
from shortlist_engine.practice.session.judging import GroupResult
from shortlist_engine.practice.session.opening import Opened, open_problem
from shortlist_engine.practice.session.overview import overview, set_rating
from shortlist_engine.practice.session.submitting import Submission, reveal, submit
from shortlist_engine.problem import Program, Verdict

PROBLEM = "bank/lifeboats/1/exam"
DAY = 86_400


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    return desk_in(tmp_path, clock)


@pytest.fixture
async def pool() -> AsyncIterator[ExecutionPool]:
    async with ExecutionPool(2) as opened:
        yield opened


def opened(desk: Desk, identity: str = PROBLEM, **more: Any) -> Opened:
    return open_problem(desk, identity, **{"language": "python", **more})


async def judged(desk: Desk, pool: ExecutionPool, problem: str, source: str) -> Submission:
    return await submit(desk, pool, Named(problem), Program("python", source))


async def solved(desk: Desk, pool: ExecutionPool, problem: str = PROBLEM) -> Submission:
    return await submit(desk, pool, Named(problem), right_program(desk, problem, "python"))


async def test_from_the_list_to_solved_with_a_hint(
    desk: Desk, pool: ExecutionPool, clock: Clock
) -> None:
    (row,) = listed(desk, Filter(text="lifeboats"))
    assert (row.word, row.is_due) == ("new", False)
    file = opened(desk).file
    named = named_in(file.read_text(), file.name)
    assert named.problem == PROBLEM
    clock.forward(minutes=20)
    first = await judged(desk, pool, PROBLEM, WRONG)
    assert not first.accepted and first.verdict is Verdict.WA and first.tries == 1
    hints = next_hint(desk, named, "python")
    assert (len(hints.given), hints.available) == (1, 3)
    clock.forward(minutes=10)
    done = await solved(desk, pool)
    assert done.accepted and done.solved_now and done.tries == 2
    assert {group.verdict for group in done.groups} == {Verdict.AC}
    assert all(group.passed == group.total > 0 for group in done.groups)
    assert done.rating is not None and done.due is not None
    assert done.due > desk.now + DAY
    (row,) = listed(desk, Filter(state="solved"))
    assert row.entry.item == "bank/lifeboats"
    told = explain(desk, named, "python")
    assert told.outcome == "solved" and told.text and told.solutions[0].language == "python"
    progress = overview(desk)
    assert (progress.solved, progress.tries, progress.hints) == (1, 2, 1)
    assert progress.solve_seconds == 30 * 60
    assert progress.streak.current == 1
    with desk.journal.reading() as reader:
        (kept,) = reader.rounds()
    assert (kept.tries, kept.hints, kept.grade, kept.day) == (2, (1,), 2, "2026-11-30")


async def test_tests_are_not_given_away_and_a_failure_is_shown_on_request(
    desk: Desk, pool: ExecutionPool
) -> None:
    opened(desk)
    instance = right_program(desk, PROBLEM, "python").source
    subtly = instance.replace("i < j", "i < j and n < 9", 1)
    assert subtly != instance
    done = await judged(desk, pool, PROBLEM, subtly)
    assert not done.accepted and done.failure is not None
    told = json.dumps(documents.of_submission(done))
    for text in (done.failure.test.input, done.failure.run.detail):
        assert json.dumps(text)[1:-1] not in told
    assert documents.of_submission(done)["has_failure"]
    assert documents.of_submission(done)["failure"] is None
    failure = reveal(desk, done)
    assert failure is not None and failure.group != "examples"
    shown = documents.of_submission(done)["failure"]
    assert shown["input"] == failure.test.input and shown["expected"] != shown["got"]
    finished = await solved(desk, pool)
    assert finished.solved_now
    with desk.journal.reading() as reader:
        (kept,) = reader.rounds()
    assert kept.failures_shown == 1 and kept.helped and kept.grade == 2


async def test_the_same_program_again_is_no_further_try(desk: Desk, pool: ExecutionPool) -> None:
    opened(desk)
    for _ in range(3):
        assert (await judged(desk, pool, PROBLEM, WRONG)).tries == 1
    assert (await judged(desk, pool, PROBLEM, "print(1)\n")).tries == 2
    assert (await solved(desk, pool)).tries == 3
    again = await judged(desk, pool, PROBLEM, WRONG)  # afterwards nothing changes any more
    assert not again.solved_now and again.rating is None
    with desk.journal.reading() as reader:
        (kept,) = reader.rounds()
        assert kept.outcome == "solved" and len(reader.ratings()) == 1


async def test_groups_are_told_as_they_end(desk: Desk, pool: ExecutionPool) -> None:
    told: list[GroupResult] = []
    program = right_program(desk, PROBLEM, "python")
    done = await submit(desk, pool, Named(PROBLEM), program, on_group=told.append)
    assert told[0].name == "examples"
    assert sorted(each.name for each in told) == sorted(each.name for each in done.groups)
    assert done.recorded  # a file that was never opened here counts too


async def test_each_verdict_is_that_of_its_group(desk: Desk, pool: ExecutionPool) -> None:
    broken = await judged(desk, pool, PROBLEM, "print(\n")
    assert broken.verdict is Verdict.CE and "SyntaxError" in broken.message
    assert [group.name for group in broken.groups] == ["examples"]
    source = right_program(desk, PROBLEM, "python").source
    slow = await judged(desk, pool, PROBLEM, source + "\nif n > 10**4:\n    while True: pass\n")
    verdicts = {group.name: group.verdict for group in slow.groups}
    assert verdicts["large"] is Verdict.TLE and verdicts["random"] is Verdict.AC
    assert slow.verdict is Verdict.TLE


@pytest.mark.parametrize(
    ("voice", "language"),
    [("leetcode", "python"), ("docstring", "python"), ("leetcode", "cpp"), ("exam", "cpp")],
)
async def test_functions_and_cpp(
    desk: Desk, pool: ExecutionPool, voice: str, language: str
) -> None:
    if language not in await pool.languages([language]):
        pytest.skip("no compiler is installed")
    name = f"bank/lifeboats/2/{voice}"
    program = right_program(desk, name, language)
    assert (await submit(desk, pool, Named(name), program)).accepted
    file = opened(desk, name, language=language).file
    stub = await submit(desk, pool, Named(name), Program(language, file.read_text()))
    assert not stub.accepted


async def test_cancelling_keeps_nothing(desk: Desk, pool: ExecutionPool) -> None:
    opened(desk)
    cancelled = asyncio.Event()
    endless = Program("python", "while True: pass\n")
    task = asyncio.create_task(submit(desk, pool, Named(PROBLEM), endless, cancelled=cancelled))
    await asyncio.sleep(0.3)
    cancelled.set()
    started = asyncio.get_running_loop().time()
    with pytest.raises(Cancelled):
        await task
    assert asyncio.get_running_loop().time() - started < 2
    assert overview(desk).tries == 0


async def test_a_result_that_cannot_be_kept_is_shown_all_the_same(
    desk: Desk, pool: ExecutionPool, tmp_path: Path
) -> None:
    (tmp_path / "progress.sqlite").mkdir()
    done = await solved(desk, pool)
    assert done.accepted and not done.recorded and not done.solved_now
    assert "was not kept" in done.notes[0]


def test_hints_come_one_by_one_and_giving_up_explains(desk: Desk, clock: Clock) -> None:
    file = opened(desk).file
    named = named_in(file.read_text(), file.name)
    with pytest.raises(PracticeError, match="once the problem is solved"):
        explain(desk, named, "python")
    given = [len(next_hint(desk, named, "python").given) for _ in range(3)]
    assert given == [1, 2, 3]
    assert len(next_hint(desk, named, "python", again=True).given) == 3
    with pytest.raises(PracticeError, match="Giving up shows"):
        next_hint(desk, named, "python")
    assert refusal(file.read_text(), desk.journal.path)
    told = give_up(desk, named, "python")
    assert told.outcome == "given_up" and told.solutions and told.rating is not None
    assert told.rating[1] < told.rating[0]
    assert told.due is not None and told.due <= desk.now + 2 * DAY
    assert not refusal(file.read_text(), desk.journal.path)
    again = give_up(desk, named, "python")
    assert again.text == told.text and again.rating is None
    assert overview(desk).given_up == 1


async def test_an_edited_statement_changes_nothing_and_another_bank_is_noticed(
    desk: Desk, pool: ExecutionPool
) -> None:
    file = opened(desk).file
    mark = file.read_text().splitlines()[0]
    program = right_program(desk, PROBLEM, "python").source
    edited = f"import sys  # mine\n\n# my notes\n{mark}  \n{program}"
    named = named_in(edited, "a.py")
    assert (await submit(desk, pool, named, Program("python", edited))).accepted
    other = named_in(mark[:-9] + "00000000]", "a.py")
    with pytest.raises(PracticeError, match="another problem in this version"):
        await submit(desk, pool, other, Program("python", edited))
    for text, words in (("print()\n", "is no practice file"), (f"{mark}\n# shortlist practice: "
                        "bank/x/1/exam [00000000]\n", "2 practice problems")):  # fmt: skip
        with pytest.raises(PracticeError, match=words):
            named_in(text, "a.py")


def test_opening_never_writes_over_a_file(desk: Desk, tmp_path: Path) -> None:
    mine = tmp_path / "lifeboats_1.py"
    mine.write_text("mine\n")
    first = opened(desk)
    assert first.file.name == "lifeboats_1-2.py" and not first.was_open
    again = opened(desk)
    assert again.was_open and again.file.name == "lifeboats_1-2.py"
    with pytest.raises(PracticeError, match="exists already"):
        opened(desk, place=mine)
    assert mine.read_text() == "mine\n"
    elsewhere = opened(desk, place=tmp_path / "b.cpp", language=None)
    assert elsewhere.language == "cpp" and "/*" in elsewhere.file.read_text()
    with desk.journal.reading() as reader:
        (kept,) = reader.rounds()  # the round goes on in the new file
    assert kept.file == str(tmp_path / "b.cpp")
    first.file.unlink()
    (tmp_path / "b.cpp").unlink()
    assert not opened(desk).was_open  # it was deleted, and is written again
    folder = opened(desk, "lifeboats/2/exam", place=tmp_path / "new" / "folder")
    assert folder.file.parent == tmp_path / "new" / "folder"
    for place, words in (
        (tmp_path / "a.png", "name the language"),
        (mine / "below.py", "cannot be written"),
    ):
        with pytest.raises(PracticeError, match=words):
            opened(desk, place=place, language=None)


def test_the_users_template_is_used(desk: Desk, tmp_path: Path) -> None:
    templates = tmp_path / "config" / "shortlist" / "templates"
    templates.mkdir(parents=True)
    (templates / "template.py").write_text("import sys\n{{statement}}\ndef main(): pass\n")
    text = opened(desk).file.read_text()
    assert text.startswith("import sys\n# shortlist practice:")
    assert text.endswith('"""\ndef main(): pass\n')
    (templates / "template.py").write_bytes(b"\xff\xfe\xfa\x00\xd8")
    with pytest.raises(PracticeError):
        opened(desk, "lifeboats/2/exam")


def test_another_one_of_a_family_asks_for_something_else(desk: Desk) -> None:
    first = opened(desk, "lifeboats").problem
    second = opened(desk, next_problem(desk, Filter(), like=first.id).problem).problem
    assert first.item == second.item and first.id != second.id
    bank = desk.catalogue.bank
    assert bank.key(first.id.removeprefix("bank/")) != bank.key(second.id.removeprefix("bank/"))


def test_a_list_is_narrowed_in_every_way(desk: Desk) -> None:
    everything = listed(desk, Filter())
    assert len(everything) > 300
    for wanted, holds in (
        (Filter(tags=("DP", "strings")), lambda e: {"dp", "strings"} <= set(e.tags)),
        (Filter(lowest=1200, highest=1300), lambda e: 1200 <= (e.rating or 0) <= 1300),
        (Filter(voice="leetcode"), lambda e: "leetcode" in e.voices),
        (Filter(kind="function"), lambda e: "function" in e.kinds),
        (Filter(text="boat"), lambda e: "boat" in e.item),
    ):
        found = [row.entry for row in listed(desk, wanted)]
        assert found == [row.entry for row in everything if holds(row.entry)]
        assert 0 < len(found) < len(everything)
    with pytest.raises(UnknownProblem, match="no set 'nope'"):
        listed(desk, Filter(set="nope"))
    with pytest.raises(PracticeError, match="no such problem"):
        next_problem(desk, Filter(lowest=3000))


async def test_what_is_due_comes_again_as_another_problem(
    desk: Desk, pool: ExecutionPool, clock: Clock
) -> None:
    opened(desk)
    done = await solved(desk, pool)
    assert next_problem(desk, Filter()).choice.why == "new"
    assert done.due is not None
    clock.forward(seconds=done.due - desk.now + 60)
    chosen = next_problem(desk, Filter())
    assert (chosen.choice.why, chosen.choice.entry.item) == ("due", "bank/lifeboats")
    assert chosen.problem != PROBLEM
    assert [row.entry.item for row in listed(desk, Filter(state="due"))] == ["bank/lifeboats"]
    assert overview(desk).due == ("bank/lifeboats",)
    opened(desk, chosen.problem)
    assert listed(desk, Filter(state="due")) == []
    later = await solved(desk, pool, chosen.problem)
    assert later.rating is None  # of a kind that is known, one more proves little
    assert later.due is not None and later.due - desk.now > done.due - desk.now
    assert overview(desk).streak.longest == 1


async def test_a_contest_of_three_to_its_end(
    desk: Desk, pool: ExecutionPool, clock: Clock, tmp_path: Path
) -> None:
    set_rating(desk, 1200)
    view = start_contest(desk, count=3, minutes=60, language="python", seed=5)
    assert view.running and view.left == 3600
    a, b, c = view.contest.problems
    files = sorted(tmp_path.glob("contest-2026-11-30/*"))
    assert [file.name for file in files] == ["A.py", "B.py", "C.py"]
    assert named_in(files[1].read_text(), "B.py").problem == b
    for refused in (lambda: next_hint(desk, Named(a), "python"),
                    lambda: give_up(desk, Named(a), "python"),
                    lambda: start_contest(desk)):  # fmt: skip
        with pytest.raises(PracticeError, match="contest"):
            refused()
    clock.forward(minutes=10)
    wrong = await judged(desk, pool, a, WRONG)
    with pytest.raises(PracticeError, match="before the contest is over"):
        reveal(desk, wrong)
    assert documents.of_submission(wrong)["failure"] is None
    clock.forward(minutes=5)
    first = await solved(desk, pool, a)
    assert first.contest == view.contest.id and first.rating is None and first.solved_now
    clock.forward(minutes=20)
    await solved(desk, pool, b)
    desk = desk_in(tmp_path, clock)  # everything is closed and opened again
    between = contest_status(desk)
    assert between is not None and between.running and between.left == 25 * 60
    assert (between.score.solved, between.score.penalty) == (2, 15 + 20 + 35)
    clock.forward(minutes=30)
    late = await solved(desk, pool, c)
    assert late.solved_now  # as practice
    ended = contest_status(desk)
    assert ended is not None and not ended.running and ended.rating is not None
    assert (ended.contest.solved, ended.contest.penalty) == (2, 70)
    assert ended.contest.finished == ended.contest.ends
    assert contest_status(desk).rating is None  # it is counted once
    with desk.journal.reading() as reader:
        assert [point.cause for point in reader.ratings()] == ["set", "contest"]
    assert documents.of_contest_view(ended)["problems"][0]["minutes"] == 15


def test_a_contest_is_finished_early_and_files_are_all_written_or_none(
    desk: Desk, clock: Clock, tmp_path: Path
) -> None:
    with pytest.raises(PracticeError, match="No contest goes on"):
        finish_contest(desk)
    assert contest_status(desk) is None
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "B.py").write_text("mine\n")
    with pytest.raises(PracticeError, match="exists already"):
        start_contest(desk, count=3, language="python", folder=taken)
    assert [file.name for file in taken.iterdir()] == ["B.py"]
    assert contest_status(desk) is None
    with pytest.raises(PracticeError, match=r"There are \d+ such problems, not 5"):
        start_contest(desk, wanted=Filter(tags=("matrices",)))
    start_contest(desk, count=2, language="python")
    clock.forward(minutes=7)
    ended = finish_contest(desk)
    assert not ended.running and ended.score.solved == 0
    assert ended.rating is not None and ended.rating[1] < ended.rating[0]
    assert len(overview(desk).open) == 2  # to be solved now


async def test_an_imported_set_is_practised_and_says_that_it_has_no_hints(
    desk: Desk, pool: ExecutionPool, tmp_path: Path
) -> None:
    row = {
        "id": "1", "name": "Sum", "statement": "Add two numbers.\n\nInput\nTwo numbers.\n\nOutput\n"
        "Their sum.", "examples": [{"input": "1 2\n", "output": "3\n"}],
        "tests": [{"input": f"{n} {n}\n", "output": f"{2 * n}\n"} for n in range(40)],
    }  # fmt: skip
    (tmp_path / "own.jsonl").write_text(json.dumps(row) + "\n")
    import_set(tmp_path / "own.jsonl", desk.catalogue.folder)
    file = opened(desk, "own/1").file
    named = named_in(file.read_text(), file.name)
    with pytest.raises(PracticeError, match="only problems of the bank"):
        next_hint(desk, named, "python")
    bad = await judged(desk, pool, "own/1", "a, b = input().split()\nprint(int(a) * 2 % 50)\n")
    tests = next(group for group in bad.groups if group.name == "tests")
    assert (tests.verdict, tests.passed, tests.total) == (Verdict.WA, 25, 40)
    done = await judged(desk, pool, "own/1", "print(sum(map(int, input().split())))\n")
    assert done.accepted and done.solved_now and done.rating is None and done.due is not None
    assert "no explanations" in explain(desk, named, "python").text


async def test_a_checker_of_a_package_judges(
    desk: Desk, pool: ExecutionPool, tmp_path: Path
) -> None:
    for name, text in {
        "problem.yaml": "name: Even\nvalidation: custom\n",
        "problem_statement/problem.en.md": "Print an even number.\n",
        "output_validators/v.py": "import sys\nx = int(sys.stdin.read())\n"
        "sys.exit(43 if x % 2 else 42)\n",
        "data/sample/1.in": "1\n", "data/sample/1.ans": "2\n",
        "data/secret/1.in": "2\n", "data/secret/1.ans": "2\n",
    }.items():  # fmt: skip
        path = tmp_path / "even" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    import_set(tmp_path / "even", desk.catalogue.folder)
    assert (await judged(desk, pool, "even/even", "print(8)\n")).accepted
    assert (await judged(desk, pool, "even/even", "print(7)\n")).verdict is Verdict.WA


async def test_the_tests_of_a_benchmark_of_functions(
    desk: Desk, pool: ExecutionPool, tmp_path: Path
) -> None:
    row = {
        "task_id": "0", "entry_point": "double", "canonical_solution": "    return 2 * x\n",
        "prompt": 'def double(x):\n    """Twice x.\n    >>> double(2)\n    4\n    """\n',
        "test": "def check(candidate):\n    assert candidate(3) == 6\n",
    }  # fmt: skip
    (tmp_path / "he.jsonl").write_text(json.dumps(row) + "\n")
    import_set(tmp_path / "he.jsonl", desk.catalogue.folder)
    file = opened(desk, "he/0").file
    text = file.read_text()
    assert not (await judged(desk, pool, "he/0", text)).accepted
    done = await judged(desk, pool, "he/0", text.replace("pass", "return x + x"))
    assert done.accepted and [group.name for group in done.groups] == ["check"]
    assert not (await judged(desk, pool, "he/0", "import os\nos._exit(0)\n")).accepted


async def test_progress_is_exported_and_read_back(desk: Desk, pool: ExecutionPool) -> None:
    opened(desk)
    await judged(desk, pool, PROBLEM, WRONG)
    next_hint(desk, Named(PROBLEM), "python")
    await solved(desk, pool)
    start_contest(desk, count=2, language="python")
    for table in TABLES:
        found = rows(desk, table)
        lines = as_csv(found, table).splitlines()
        assert len(lines) == len(found) + 1 > 1, table
        assert lines[0].split(",") == list(found[0])
    assert as_csv(rows(desk, "rounds"), "rounds").splitlines()[1].startswith(f"1,{PROBLEM},")
    odd = as_csv([{"item": '=HYPERLINK("x")', "due": None}], "due")
    assert odd.splitlines()[1] == '"\'=HYPERLINK(""x"")",'


async def test_two_editors_at_once_on_one_file(
    tmp_path: Path, clock: Clock, pool: ExecutionPool
) -> None:
    desks = [desk_in(tmp_path, clock) for _ in range(2)]
    names = [f"bank/lifeboats/{number}/exam" for number in range(1, 5)]
    random.Random(1).shuffle(names)

    async def practise(number: int) -> None:
        for name in names:
            place = tmp_path / f"editor-{number}"
            opened(desks[number], name, place=place)
            await solved(desks[number], pool, name)

    await asyncio.gather(practise(0), practise(1))
    with desks[0].journal.reading() as reader:
        rounds = reader.rounds()
    assert sorted({each.problem.id for each in rounds}) == sorted(names)
    assert {each.outcome for each in rounds} == {"solved"}
    assert desks[0].notes == desks[1].notes == []
