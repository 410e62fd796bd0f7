"""`shortlist doctor` shows how programs are sampled here, and measures it when asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shortlist_engine import cli
from shortlist_engine.cli import doctor_checks
from shortlist_engine.sampling.calibration_cache import calibration_path, stored_calibration


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def found(model: Path, *, calibrate: bool = False) -> doctor_checks.Check:
    checks = doctor_checks.examine(str(model), calibrate=calibrate)
    return next(check for check in checks if check.name == "Sampling")


def test_before_and_after_measuring(
    tiny_model_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check = found(tiny_model_dir)
    assert check.status == "ok" and "not measured yet" in check.found
    assert "shortlist doctor --calibrate" in check.found
    cli.main(["doctor", "--model", str(tiny_model_dir), "--calibrate", "--json"])
    checks = json.loads(capsys.readouterr().out)["checks"]
    (shown,) = [check["found"] for check in checks if check["name"] == "Sampling"]
    calibration = stored_calibration(tiny_model_dir)
    assert calibration is not None
    assert shown.startswith(f"{calibration.options.precision}, batches of ")
    assert found(tiny_model_dir).found == shown
    calibration_path(tiny_model_dir).write_text("{")
    assert "not measured yet" in found(tiny_model_dir).found


def test_what_cannot_be_kept_is_said(tiny_model_dir: Path, cache: Path) -> None:
    cache.write_text("no folder")
    check = found(tiny_model_dir, calibrate=True)
    assert check.status == "warning" and "cannot be kept" in check.found
    assert "XDG_CACHE_HOME" in check.advice


def test_a_broken_model_is_said_once(tmp_path: Path) -> None:
    checks = doctor_checks.examine(str(tmp_path), calibrate=True)
    errors = [check.name for check in checks if check.status == "error"]
    assert "Model" in errors and "Sampling" not in [check.name for check in checks]
