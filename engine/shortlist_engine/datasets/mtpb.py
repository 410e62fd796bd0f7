"""MTPB, the multi-turn programming benchmark.

Nijkamp et al. 2022, "CodeGen", section 4: five cases for each problem, each with its own prompt
and its expected last printed value. Here every case is a problem of its own, with its `turns`, and
a statement that holds all of them: the score over cases is the mean over problems.
"""

from __future__ import annotations

from collections.abc import Iterator

from shortlist_engine.datasets.check_programs import CheckProgram
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.datasets.rows import RawRow
from shortlist_engine.languages import PYTHON
from shortlist_engine.problem import Limits, Problem

LIMITS = Limits(time_s=20.0, memory_mib=1024)
_GOLD = "_GOLD = "

_COMPARE = """
import math
def _plain(value):
    if type(value).__module__.partition(".")[0] == "pandas":
        value = value.to_numpy()
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)) and isinstance(_GOLD, (list, tuple)):
        return [_plain(item) for item in value]
    return value
def _cast(value, gold):
    if gold is None or type(value) is type(gold):
        return value
    if isinstance(gold, bool):
        return {"True": True, "False": False}.get(str(value), value)
    return type(gold)(value)
def _same(value, gold):
    if isinstance(gold, (list, tuple)):
        return len(value) == len(gold) and all(_same(_plain(x), y) for x, y in zip(value, gold))
    if isinstance(gold, float):
        return math.isclose(value, gold, rel_tol=1e-6, abs_tol=1e-6)
    return value == gold
assert _printed, "nothing was printed"
_value = _plain(_printed[-1])
assert _same(_cast(_value, _GOLD), _GOLD), f"printed {_value!r} instead of {_GOLD!r}"
"""


def is_mtpb(row: RawRow) -> bool:
    """Says whether the row has the fields of MTPB."""
    return {"prompts", "inputs", "outputs"} <= row.keys()


def read_mtpb(row: RawRow, source: str) -> Iterator[EvaluationProblem]:
    """Yields one problem for each case; a list with another number of outputs than inputs is cut,
    as in the authors' code."""
    for number, (values, gold) in enumerate(zip(row["inputs"], row["outputs"], strict=False), 1):
        turns = [turn.format(**values) for turn in row["prompts"]]
        yield EvaluationProblem(
            id=f"MTPB/{row['id']}/{number}",
            source=source,
            problem=Problem(row["name"], "\n".join(turns), language=PYTHON.name, limits=LIMITS),
            tests=(),
            check=CheckProgram(
                PYTHON.name,
                "import numpy as np\n",
                f"{_GOLD}{gold!r}\n{_COMPARE}",
                last_print=True,
            ),
            tags=(row["category"],) if row.get("category") else (),
            licence=str(row.get("license") or ""),
            turns=tuple(turns),
            answer_tokens=int(row.get("max_gen_length") or 0),
        )


def gold_of(row: EvaluationProblem) -> str:
    """Returns the value that has to be printed last, as Python writes it."""
    assert row.check is not None
    return row.check.after.removeprefix(_GOLD).partition("\n")[0]
