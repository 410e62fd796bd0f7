"""The continuous load of `benchmarks.soak` for a short while, and that it sees what is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.soak.ledger import GROWTH_KIB, Ledger
from benchmarks.soak.programs import cases
from shortlist_engine.execution import probe
from shortlist_engine.problem import Run, Verdict

ROOT = Path(__file__).resolve().parents[3]

RIGHT = next(case for case in cases() if case.name == "right")
LATER = next(case for case in cases() if case.name == "wrong later")
AC, WA, SE, SK, OK = (
    Run(verdict) for verdict in (Verdict.AC, Verdict.WA, Verdict.SE, Verdict.SK, Verdict.OK)
)


@pytest.mark.slow
@pytest.mark.parametrize("level", ["A", "B"])
def test_kills_and_cancellations_cost_no_result_and_leave_nothing(level: str) -> None:
    if level == "A" and probe().level != "A":
        pytest.skip("needs every layer")
    command = [sys.executable, "-m", "benchmarks.soak", "--minutes", "0.33", "--seed", "1"]
    ended = subprocess.run([*command, "--level", level], cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "No fault." in ended.stdout


def judged(runs: list[Run], kills: int, **how: bool) -> Ledger:
    ledger = Ledger()
    ledger.judge(RIGHT, tuple(runs), kills, **{"compared": True, "stop": False, **how})
    return ledger


def test_a_wrong_verdict_or_a_lost_result_is_a_fault() -> None:
    assert judged([AC, AC, AC], 0).faults == []
    assert judged([OK, OK, OK], 0, compared=False).faults == []
    assert "input 2: WA" in judged([AC, WA, AC], 0).faults[0]
    assert "input 2: SK" in judged([AC, SK, SK], 0, stop=True).faults[0]
    assert "2 runs for 3 inputs" in judged([AC, AC], 5).faults[0]
    assert LATER.fault([AC, AC, WA, SK], compared=True, stop=True) == ""
    assert "input 4: AC" in LATER.fault([AC, AC, WA, AC], compared=True, stop=True)
    assert "input 3: OK" in LATER.fault([AC, AC, OK, AC], compared=True, stop=False)


def test_our_error_is_excused_only_when_both_attempts_were_killed() -> None:
    assert judged([AC, SE, AC], 1).faults
    excused = judged([AC, SE, AC], 2)
    assert (excused.faults, excused.ours) == ([], 1)
    ended = Run(Verdict.RE, detail="killed by SIGTERM")
    assert judged([ended, AC, AC], 1).faults
    assert judged([ended, AC, AC], 2).theirs == 1
    assert judged([WA, AC, AC], 9).faults, "a kill explains no wrong answer"


def test_what_grows_is_a_fault() -> None:
    name = "memory of the engine, KiB"
    for last, faults in ((10, 0), (11, 1)):
        ledger = Ledger()
        ledger.held = [{"processes": count, name: 1000} for count in (10, 8, 9, 10, 12, 9, last)]
        ledger.held.append({"processes": last, name: 1000 + GROWTH_KIB[name]})
        ledger.compare()
        assert len(ledger.faults) == faults
