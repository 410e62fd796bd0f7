"""What is said to have been seen of a solution."""

from __future__ import annotations

import pytest

from shortlist_engine.problem import Program, Run, Solution, Verdict
from shortlist_server.presentation.programs import proof

RUNS = (Run(Verdict.AC, 3.0, memory_kib=2048), Run(Verdict.AC, 4.0, memory_kib=1024))


@pytest.mark.parametrize(
    ("size", "share", "origin", "begin", "end"),
    [
        (1, 0.25, "", "passes 2 of 2 examples", "no other sample agrees"),
        (9, 0.75, "", "passes 2 of 2 examples", "9 samples agree (75 %)"),
        (0, 0.0, "from a set", "from a set · passes 2", "no sample agrees"),
    ],
)  # fmt: skip
def test_a_proof_counts_the_samples_that_agree(
    size: int, share: float, origin: str, begin: str, end: str
) -> None:
    program = Program("python", "print(1)", origin=origin)
    said = proof(Solution(1, program, 2, 2, RUNS, "c", size, share, compared=50))
    assert said.startswith(begin)
    assert end in said.rpartition(" · ")[2]


def test_nothing_is_said_of_agreement_where_nothing_was_compared() -> None:
    program = Program("python", "print(1)")
    said = proof(Solution(1, program, 2, 2, RUNS, "c", 0, 0.0))
    assert said == "passes 2 of 2 examples · 4 ms · 2.0 MiB"
