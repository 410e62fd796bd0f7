"""`shortlist doctor` says what helps where programs start slower than they could."""

from __future__ import annotations

import shutil

import pytest

from shortlist_engine.cli import doctor_checks
from shortlist_engine.execution import probe
from shortlist_engine.execution.isolation import helper


@pytest.mark.skipif(not probe().usable, reason="programs are not run here")
@pytest.mark.parametrize(
    "compiler, advice", [("", "apt install gcc"), ("/usr/bin/cc", "engine's log")]
)
def test_a_compiler_is_asked_for_only_where_there_is_none(
    compiler: str, advice: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    which = shutil.which
    monkeypatch.setattr(
        shutil, "which", lambda name: compiler if name in helper.COMPILERS else which(name)
    )
    monkeypatch.setattr(helper, "build", lambda: "")
    (speed,) = (check for check in doctor_checks.examine() if check.name == "Sandbox speed")
    assert speed.status == "warning"
    assert advice in speed.advice
