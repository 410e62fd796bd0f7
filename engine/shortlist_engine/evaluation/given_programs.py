"""Programs from a file in place of a model: pools of samples that were drawn elsewhere."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from shortlist_engine.evaluation.datasets.rows import DatasetError, Row, read_rows
from shortlist_engine.evaluation.judging import given_above
from shortlist_engine.evaluation.problems import EvaluationProblem
from shortlist_engine.problem import Problem
from shortlist_engine.sampling.base import Sample, SamplingParams
from shortlist_engine.statement.prompt import Metadata

_IDS = ("task_id", "problem_id", "id")
_TEXTS = ("completion", "solution", "code", "source", "program")
_LISTS = ("programs", "samples", "completions", "solutions")
_LANGUAGES = {"python3": "python", "py": "python", "c++": "cpp"}
# Where the public code of CodeT (Chen et al. 2022) cuts a sampled function body.
_AFTER_BODY = re.compile(r"\n(?:class|def|#|if|print)")


class GivenPrograms:
    """A sampler that gives the programs of `path` for each problem of `rows`, in their order. It
    knows them by identity: two rows of a data set may state the same problem.

    Rows of the file name a problem (`task_id`, `problem_id` or `id`) and hold one program
    (`completion`, `solution`, `code`, `source`, `program`) or a list of them (`programs`,
    `samples`, `completions`, `solutions`; texts, or objects with one of the former and perhaps
    `language`). A text that does not define the function of a function problem is taken for its
    body. Raises DatasetError when the file cannot be read or knows none of the problems.
    """

    def __init__(self, path: Path, rows: Sequence[EvaluationProblem], language: str) -> None:
        self.name = path.name.split(".")[0]
        wanted = {row.id: row for row in rows}
        self._rows = rows  # their problems' identities stay theirs
        self._programs: dict[int, list[tuple[str, str]]] = {}
        for where, row in read_rows(path):
            identity = next((str(row[name]) for name in _IDS if name in row), None)
            if identity is None:
                raise DatasetError(f"{where}: names no problem ({', '.join(_IDS)})")
            if identity in wanted:
                problem = wanted[identity]
                programs = self._programs.setdefault(id(problem.problem), [])
                programs += _programs(row, problem, language, where)
        if not self._programs:
            raise DatasetError(f"{path} has no program for any of the problems")
        self.most = max(map(len, self._programs.values()))

    def has(self, row: EvaluationProblem) -> bool:
        return id(row.problem) in self._programs

    def sample(
        self, problem: Problem, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        if params.task != "solve":
            return
        given = self._programs.get(id(problem), [])[: params.num_samples]
        yield [
            Sample(index, text, language, 0.0, 0, "stop", Metadata(language, 800))
            for index, (language, text) in enumerate(given)
        ]

    def close(self) -> None:
        """Nothing to give back."""


def _programs(
    row: Row, problem: EvaluationProblem, language: str, where: str
) -> list[tuple[str, str]]:
    entries = next((row[name] for name in _LISTS if isinstance(row.get(name), list)), [row])
    found = []
    for entry in entries:
        text = entry if isinstance(entry, str) else _text(entry)
        if text is None:
            raise DatasetError(f"{where}: holds no program ({', '.join((*_TEXTS, *_LISTS))})")
        given = entry.get("language") if isinstance(entry, dict) else None
        own = problem.check.language if problem.check is not None else language
        used = _LANGUAGES.get(str(given), str(given)) if given else own
        found.append((used, _whole(text, problem, used)))
    return found


def _text(entry: object) -> str | None:
    if not isinstance(entry, dict):
        return None
    return next((entry[name] for name in _TEXTS if isinstance(entry.get(name), str)), None)


def _whole(text: str, row: EvaluationProblem, language: str) -> str:
    problem = row.problem
    name = problem.entry_point
    if problem.kind != "function" or not name:
        return text
    head = r"\bdef\s+" if language == "python" else r"^[^\s/*][^\n;]*\b"
    if re.search(rf"{head}{re.escape(name)}\s*\(", text, re.M):
        return text
    if language == "python":
        text = _AFTER_BODY.split(text, maxsplit=1)[0]
    text = f"{problem.signature.rstrip()}\n{text}\n"
    above = row.check.before if row.check is not None else ""
    return f"{given_above(above, text) if language == 'cpp' else above}\n{text}"
