"""Small pools of Python programs: submissions of people, accepted and faulty, and samples of
language models with the verdict of the hidden tests."""

from __future__ import annotations

from pathlib import Path

from benchmarks.data import place
from benchmarks.selection.judged import JudgedPool
from shortlist_engine.datasets.common import LabelledProgram, read_labelled
from shortlist_engine.problem import Limits

FILES = {
    "condefects": ("condefects_atcoder.jsonl.gz",),
    "models": ("apps_test.jsonl.gz", "xcodeeval_val.jsonl.gz"),
}
UNSTATED = Limits(time_s=4.0)


def read_pools(data: Path, name: str, problems: int, fewest: int = 2) -> list[JudgedPool]:
    """Problems with one right answer and at least `fewest` Python programs, one of them right and
    one wrong, in an order that does not depend on the files'."""
    found = []
    for file in FILES[name]:
        for labelled in read_labelled(data / file, UNSTATED):
            pool = _pool([each for each in labelled if each.program.language == "python"])
            if pool is not None and pool.mixed and len(pool.programs) >= fewest:
                found.append(pool)
    found.sort(key=lambda pool: place(pool.id))
    return found[:problems]


def _pool(labelled: list[LabelledProgram]) -> JudgedPool | None:
    if not labelled:
        return None
    row = labelled[0].row
    if row.problem.several_answers or not row.problem.examples:
        return None
    # Rows list the right programs first; the order of samples must not tell.
    labelled = sorted(labelled, key=lambda each: each.program.id)
    return JudgedPool(
        row.id,
        row.problem,
        tuple(each.program for each in labelled),
        tuple(each.correct for each in labelled),
    )
