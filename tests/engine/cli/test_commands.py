from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.engine.cli.commands import shortlist

from shortlist_engine import __version__, cli
from shortlist_engine.cli import doctor_checks, exit_codes
from shortlist_engine.statement import find_problems


def test_version_needs_no_heavy_import() -> None:
    code = (
        "import sys\nfrom shortlist_engine import cli\n"
        "try: cli.main(['--version'])\n"
        "except SystemExit: pass\n"
        "names = {'numpy', 'torch', 'onnxruntime', 'rich', 'asyncio', 'msgpack'}\n"
        "heavy = names & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == f"shortlist {__version__}"


@pytest.mark.parametrize("command", ["solve", "run"])
def test_help_documents_the_exit_codes(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main([command, "--help"])
    text = capsys.readouterr().out
    for code in (
        exit_codes.DONE,
        exit_codes.FAILED,
        exit_codes.BAD_INPUT,
        exit_codes.UNAVAILABLE,
        exit_codes.INTERRUPTED,
    ):
        assert f"  {code} " in text


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == exit_codes.BAD_INPUT
    assert "solve" in capsys.readouterr().out


def test_bank_list_and_show(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["bank", "list"]) == 0
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert len(names) == len(set(names)) > 0
    for language in ("python", "cpp", "markdown"):
        assert cli.main(["bank", "show", names[0], "--seed", "3", "--language", language]) == 0
        text = capsys.readouterr().out
        blocks = find_problems(text, language)
        assert len(blocks) == 1
        assert blocks[0].problem is not None
        assert len(blocks[0].problem.examples) == 2
    cli.main(["bank", "show", names[0], "--seed", "3"])
    again = capsys.readouterr().out
    cli.main(["bank", "show", names[0], "--seed", "3"])
    assert capsys.readouterr().out == again


def test_bank_show_of_what_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["bank", "show", "no such family"]) == exit_codes.BAD_INPUT
    assert "bank list" in capsys.readouterr().err


def test_the_reader_of_a_list_may_leave() -> None:
    result = subprocess.run(
        f"{sys.executable} -m shortlist_engine.cli bank list | head -1",
        shell=True,
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert result.stdout.count("\n") == 1
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("action", ["run", "export"])
def test_training_without_its_extra_names_the_fix(tmp_path: Path, action: str) -> None:
    code = (
        "import sys\nfrom shortlist_engine import cli\n"
        "sys.modules['torch'] = None  # as where it is not installed\n"
        f"sys.exit(cli.main(['train', {action!r}, '--recipe', 'tiny', '--out', {str(tmp_path)!r}]))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.returncode == exit_codes.UNAVAILABLE, result.stderr
    assert "torch is missing" in result.stderr
    assert "shortlist[train]" in result.stderr


def test_doctor_finds_everything_and_its_exit_code_tells(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = cli.main(["doctor", "--json"])
    document = json.loads(capsys.readouterr().out)
    assert code == (0 if document["healthy"] else 1)
    checks = {check["name"]: check for check in document["checks"]}
    assert {"Python", "Platform", "Sandbox", "Model", "Engine socket", "Log"} <= set(checks)
    for check in document["checks"]:
        assert check["status"] == "ok" or check["advice"] or "remove it" in check["found"]
    assert cli.main(["doctor"]) == code
    assert "Sandbox: level" in capsys.readouterr().out


def test_doctor_names_a_missing_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["doctor", "--model", str(tmp_path / "nothing")]) == 1
    text = capsys.readouterr().out
    assert "ERROR  Model" in text


def test_doctor_names_a_socket_directory_that_others_can_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    (tmp_path / "shortlist").mkdir(mode=0o755)
    (tmp_path / "shortlist").chmod(0o755)
    check = next(check for check in doctor_checks.examine() if check.name == "Engine socket")
    assert check.status == "error"


def test_a_check_that_breaks_is_an_error_and_the_others_still_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken() -> list[doctor_checks.Check]:
        raise ImportError("half an installation")

    monkeypatch.setattr(doctor_checks, "_sandbox", broken)
    checks = {check.name: check for check in doctor_checks.examine()}
    assert checks["Sandbox"].status == "error"
    assert "half an installation" in checks["Sandbox"].found
    assert "Python" in checks


def test_the_engine_says_that_its_socket_directory_is_not_private(tmp_path: Path) -> None:
    (tmp_path / "shortlist").mkdir(mode=0o755)
    (tmp_path / "shortlist").chmod(0o755)
    import os

    result = shortlist(
        "engine",
        "--socket",
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)},
    )
    assert result.returncode == exit_codes.UNAVAILABLE
    assert "private" in result.stderr
    assert "Traceback" not in result.stderr
