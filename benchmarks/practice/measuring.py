"""One problem of the bank as a user meets it: opened, read back, and its programs judged."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

from shortlist_engine.execution.runner import Runner
from shortlist_engine.fairness import marks_in
from shortlist_engine.practice.collection.bank_index import indexed_families, load_family
from shortlist_engine.practice.collection.bank_problems import FUNCTION_LANGUAGES, FUNCTION_VOICES
from shortlist_engine.practice.collection.practice_problem import Entry, PracticeProblem
from shortlist_engine.practice.session.desk import Desk
from shortlist_engine.practice.session.judging import judge
from shortlist_engine.practice.session.opening import Opened, open_problem
from shortlist_engine.problem import Problem, Program, Verdict
from shortlist_engine.statement import find_problems

MOST_NUMBERS = 50


@dataclass
class Checked:
    """Holds what was found of a problem: `faults` are sentences, none where all is well. `wrong`
    programs are what many would write, of which `caught` fail a hidden test."""

    problem: str
    rating: float
    tests: int = 0
    programs: int = 0
    wrong: int = 0
    caught: int = 0
    largest_ms: float = 0.0
    faults: list[str] = field(default_factory=list)


def drawn(desk: Desk, count: int, rng: random.Random) -> list[tuple[Entry, str, str]]:
    """Draws problems across ratings, each rating as often as another, each family once: the entry,
    the problem's name, and the language to open it in."""
    by_rating: dict[float, list[Entry]] = {}
    for entry in desk.catalogue.bank.entries():
        by_rating.setdefault(entry.rating or 0.0, []).append(entry)
    found: list[tuple[Entry, str, str]] = []
    while len(found) < count and by_rating:
        for rating in sorted(by_rating):
            left = by_rating[rating]
            entry = left.pop(rng.randrange(len(left)))
            voice = rng.choice(entry.voices)
            language = rng.choice(FUNCTION_LANGUAGES)
            found.append((entry, f"{entry.item}/{rng.randint(1, MOST_NUMBERS)}/{voice}", language))
        by_rating = {rating: left for rating, left in by_rating.items() if left}
    return found[:count]


async def check(
    desk: Desk, pool: Runner, entry: Entry, name: str, language: str, folder: Path, *, wrong: bool
) -> Checked:
    """Opens a problem and judges its programs, with `wrong` those too that are to fail."""
    found = Checked(name, entry.rating or 0.0)
    opened = open_problem(desk, name, language=language, place=folder)
    problem = opened.problem
    found.faults += _faults_of_file(opened)
    if len(problem.hints) != 3 or not all(problem.hints) or not problem.explanation:
        found.faults.append("it lacks hints or an explanation")
    if not problem.solutions:
        found.faults.append("it has no model solution")
    for program in problem.solutions:
        found.programs += 1
        judgement = await judge(pool, problem, program)
        found.tests = sum(group.total for group in judgement.groups)
        times = [group.time_ms for group in judgement.groups]
        found.largest_ms = max([found.largest_ms, *times])
        if judgement.verdict is not Verdict.AC:
            failed = judgement.failure
            where = f"{failed.group} {failed.number}: {failed.run.detail}" if failed else ""
            found.faults.append(
                f"a {program.language} solution has {judgement.verdict.value} {where}"
            )
    if wrong:
        for program in _wrong_programs(problem, language):
            found.wrong += 1
            found.caught += (await judge(pool, problem, program)).verdict is not Verdict.AC
    return found


def _faults_of_file(opened: Opened) -> list[str]:
    text = opened.file.read_text("utf-8")
    faults = []
    if [mark.problem for mark in marks_in(text)] != [opened.problem.id]:
        faults.append("its file does not name it")
    read = [block.problem for block in find_problems(text, opened.language) if block.problem]
    if len(read) != 1 or _examples(read[0]) != _examples(opened.problem.problem):
        faults.append("its examples are not read back from its file")
    return faults


def _examples(problem: Problem) -> list[tuple[str, str]]:
    return [(example.input.strip(), example.output.strip()) for example in problem.examples]


def _wrong_programs(problem: PracticeProblem, language: str) -> list[Program]:
    _, family, number, voice = problem.id.split("/")
    asked_in = language if voice in FUNCTION_VOICES else None
    instance = load_family(indexed_families()[family]).instance(int(number), voice, asked_in)
    return [Program(name, source) for name, source in instance.wrong]
