"""Known programs of similar problems, which the encoder reads beside the problem that is to be
solved: found as a solve finds them in its library, among what is trained on, and never of the
problem itself.

The search is done once, ahead: for each real problem, and for a few tasks of each family of the
bank, which stand for all of the family.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shortlist_engine.bank.split import Split
from shortlist_engine.datasets.training_problems import TrainingProblem
from shortlist_engine.library.index import Index, query_of
from shortlist_engine.library.known import KnownProblem, KnownProgram
from shortlist_engine.library.library import statement_of, terms_of
from shortlist_engine.library.likeness import Wording, plain_title, same_problem
from shortlist_engine.problem import Problem
from shortlist_engine.statement.prompt import CONTEXT_PROGRAMS, ContextProgram

TASKS = 2
"""Tasks of a family of the bank that its others are like."""
NEAREST = 8
"""Problems that are known for each; some may be the very task of an example."""
_SEARCHED = 4 * NEAREST
_SEED = 0
_DRAWS = 8  # of a family, before its tasks are all taken for functions


@dataclass(frozen=True)
class KnownTask:
    """Holds a problem that is trained on with its programs, each with its language. `identity` is
    equal for what is one problem in other words."""

    identity: str
    title: str
    programs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ContextPrograms:
    """Holds the tasks that programs come from; for each of them, in `nearest`, the positions of
    those most like it, the most alike first; and in `standing` the positions of the tasks that
    stand for an identity, or for a family of the bank."""

    tasks: tuple[KnownTask, ...]
    nearest: tuple[tuple[int, ...], ...]
    standing: Mapping[str, tuple[int, ...]]

    def of(
        self, name: str, identity: str, title: str, rng: random.Random
    ) -> tuple[ContextProgram, ...]:
        """Returns at most `CONTEXT_PROGRAMS` programs, of a problem each, that are like what `name`
        stands for: none of the problem `identity`, or of one with this title."""
        if name not in self.standing:
            return ()
        places = self.nearest[rng.choice(self.standing[name])]
        own = plain_title(title)
        others = [
            task
            for task in (self.tasks[place] for place in places)
            if task.identity != identity and not (own and plain_title(task.title) == own)
        ]
        return tuple(
            ContextProgram(task.title, *rng.choice(task.programs))
            for task in others[:CONTEXT_PROGRAMS]
        )


def identity_of_row(row: TrainingProblem) -> str:
    """Returns what is equal for the same statement, whoever wrote its programs."""
    return f"{row.fraction:.12f}"


def identity_of_task(family: str, key: str) -> str:
    """Returns what is equal for the same task of the bank, in whatever words."""
    return f"{family}\0{key}"


def find_context(rows: Sequence[TrainingProblem], split: Split) -> ContextPrograms:
    """Searches for the nearest problems of each. Functions are left out: a solve gives them
    programs of the same name only. Raises IndexUnusable when there is no room for the index."""
    tasks: list[KnownTask] = []
    problems: list[Problem] = []
    standing: dict[str, list[int]] = {}

    def add(name: str, task: KnownTask, problem: Problem) -> None:
        if task.programs and problem.kind == "stdin":
            standing.setdefault(name, []).append(len(tasks))
            tasks.append(task)
            problems.append(problem)

    for row in rows:
        if not row.by_model:
            identity = identity_of_row(row)
            task = KnownTask(identity, row.problem.title, tuple(row.solutions))
            add(identity, task, row.problem)
    for family in split.families:
        rng = random.Random(f"{_SEED}:{family}")
        for _ in range(_DRAWS):
            if len(standing.get(family, ())) == TASKS:
                break
            instance = split.draw(family, rng, unseen=False)
            identity = identity_of_task(family, instance.key)
            task = KnownTask(identity, instance.title, tuple(instance.programs))
            add(family, task, instance.problem(rng))
    places = {name: tuple(found) for name, found in standing.items()}
    return ContextPrograms(tuple(tasks), _nearest(tasks, problems), places)


def _nearest(
    tasks: Sequence[KnownTask], problems: Sequence[Problem]
) -> tuple[tuple[int, ...], ...]:
    wordings = [Wording(each.title, statement_of(each)) for each in problems]
    with tempfile.TemporaryDirectory(prefix="shortlist-context-") as folder:
        index = Index(Path(folder) / "index.sqlite")
        with index.changing() as writer:
            assert writer is not None
            writer.put("tasks", "all", "", map(_known, range(len(tasks)), problems))
            writer.commit()
        return tuple(
            _others(index, place, problem, wordings) for place, problem in enumerate(problems)
        )


def _known(place: int, problem: Problem) -> KnownProblem:
    """What the index keeps of a task: instead of its programs, its place."""
    programs = (KnownProgram("", "", str(place)),)
    return KnownProblem(problem.title, problem.statement, problem.examples, "stdin", programs)


def _others(
    index: Index, place: int, problem: Problem, wordings: Sequence[Wording]
) -> tuple[int, ...]:
    query = query_of(terms_of(problem))
    found = index.search(query, _SEARCHED, ["tasks"]) if query else []
    stored = index.programs([each.id for each in found]) if found else {}
    places = [int(stored[each.id][0].origin) for each in found]
    others = [each for each in places if not same_problem(wordings[each], wordings[place])]
    return tuple(others[:NEAREST])
