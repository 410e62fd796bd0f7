"""Data sets of problems behind one interface: a file, its format found by its fields.

A further format (another problem set, or recorded samples of models) is a module with a function
that knows its rows and one that reads them, and an entry in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from shortlist_engine.datasets import contests, functions, mbpp, mtpb, pools
from shortlist_engine.datasets.common import problem_of_row
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.datasets.rows import SUFFIXES, DatasetError, RawRow, read_rows
from shortlist_engine.datasets.samples import (
    OWN_PROGRAMS,
    OWN_TESTS,
    programs_of,
    tests_of,
)
from shortlist_engine.languages import PYTHON

__all__ = ["FORMATS", "DatasetError", "find_dataset", "read_dataset"]

LIST_SUFFIX = ".txt"


@dataclass(frozen=True)
class RowFormat:
    """`fits` looks at a row's fields; `read` makes its problems and raises KeyError, TypeError or
    ValueError when the row is not whole."""

    name: str
    fits: Callable[[RawRow], bool]
    read: Callable[[RawRow, str], Iterable[EvaluationProblem]]


FORMATS = (
    RowFormat("pool of a model's answers", pools.is_pool, pools.read_pool),
    RowFormat("MTPB", mtpb.is_mtpb, mtpb.read_mtpb),
    RowFormat("MBPP+", mbpp.is_mbpp_plus, mbpp.read_mbpp_plus),
    RowFormat("MBPP", mbpp.is_mbpp, mbpp.read_mbpp),
    RowFormat("HumanEval-X", functions.is_humaneval_x, functions.read_humaneval_x),
    RowFormat("HumanEval", functions.is_humaneval, functions.read_humaneval),
    RowFormat("CodeContests", contests.is_codecontests, contests.read_codecontests),
    RowFormat("APPS or TACO", contests.is_apps, contests.read_apps),
    RowFormat(
        "common",
        lambda row: {"id", "statement"} <= row.keys(),
        lambda row, source: [problem_of_row(row, source)],
    ),
)


def find_dataset(name: str, folder: Path | None = None) -> Path:
    """Returns the file or folder of a data set: `name` is a path, or a name in `folder` without its
    suffix. Raises DatasetError naming what there is instead."""
    places = [Path(name).expanduser()]
    if folder is not None:
        places += [folder / name, *(folder / f"{name}{suffix}" for suffix in SUFFIXES)]
    for place in places:
        if place.exists():
            return place
    if folder is None:
        raise DatasetError(
            f"there is no file {name!r}: give the path of a data set, or its name and --data FOLDER"
        )
    if not folder.is_dir():
        raise DatasetError(f"--data: {folder} is not a folder")
    from difflib import get_close_matches

    known = sorted(file.name.split(".")[0] for file in folder.iterdir() if _is_dataset(file))
    near = get_close_matches(name, known, n=3)
    hint = ", nor any other data set"
    if known:
        hint = f": did you mean {' or '.join(near)}?" if near else f"; there are {', '.join(known)}"
    raise DatasetError(f"there is no data set {name!r} in {folder}{hint}")


def read_dataset(path: Path, folder: Path | None = None) -> Iterator[EvaluationProblem]:
    """Yields the problems of a file or folder, with the programs (`programs`) and generated tests
    (`test_completions`) that it brings. A `.txt` file is a selection: each line names a data set
    (looked for in `folder`, or beside the list) and the id of a problem.

    Raises DatasetError naming the row that cannot be read.
    """
    if path.suffix == LIST_SUFFIX:
        yield from _selection(path, folder or path.parent)
        return
    source = path.name.split(".")[0]
    form: RowFormat | None = None
    for where, row in read_rows(path):
        if form is None or not form.fits(row):
            form = next((each for each in FORMATS if each.fits(row)), None)
        if form is None:
            known = ", ".join(each.name for each in FORMATS)
            fields = ", ".join(list(row)[:12])
            raise DatasetError(
                f"{where}: no data set that is known here has these fields ({fields}). "
                f"Known are {known}; docs/evaluation.md lists the fields"
            )
        try:
            for problem in form.read(row, source):
                yield _with_own_samples(row, problem, where)
        except DatasetError:
            raise
        except (KeyError, TypeError, ValueError, AttributeError, IndexError, SyntaxError) as error:
            missing = f"the field {error} is missing" if isinstance(error, KeyError) else str(error)
            raise DatasetError(f"{where}: not a row of {form.name}: {missing}") from error


def _with_own_samples(row: RawRow, problem: EvaluationProblem, where: str) -> EvaluationProblem:
    if isinstance(row.get(OWN_PROGRAMS), list):
        problem = replace(problem, samples=programs_of(row, problem, PYTHON.name, where))
    if isinstance(row.get(OWN_TESTS), list):
        problem = replace(problem, generated=tuple(tests_of(row, problem, where).items()))
    return problem


def _selection(path: Path, folder: Path) -> Iterator[EvaluationProblem]:
    wanted: dict[str, list[str]] = {}
    try:
        lines = path.read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise DatasetError(f"{path} cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        words = line.split(maxsplit=1)
        if not words or line.startswith("#"):
            continue
        if len(words) != 2:
            raise DatasetError(f"{path}, line {number}: needs a data set and the id of a problem")
        wanted.setdefault(words[0], []).append(words[1].strip())
    for name, ids in wanted.items():
        dataset = find_dataset(name, folder)
        if dataset.suffix == LIST_SUFFIX:
            raise DatasetError(f"{path}: {name} is a selection itself; name the data set")
        rows = {row.id: row for row in read_dataset(dataset)}
        for identity in ids:
            if identity not in rows:
                raise DatasetError(f"{path}: {name} has no problem {identity!r}")
            yield rows[identity]


def _is_dataset(file: Path) -> bool:
    return file.name.endswith(SUFFIXES) or file.is_dir()
