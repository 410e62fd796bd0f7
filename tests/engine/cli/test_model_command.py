"""`shortlist model`: what is installed is whole, what is refused leaves nothing behind."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.engine.cli.commands import shortlist

from shortlist_engine import cli
from shortlist_engine.cli import exit_codes
from shortlist_engine.model.store import (
    DECODER_INT8,
    DEFAULT_MODEL,
    RUNTIME_FILES,
    find_model,
    write_manifest,
)

SUM = """# Sum

Print the sum.

## Input

Two integers.

## Output

One.

## Example

Input

    1 2

Output

    3
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the installed models."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "shortlist" / "models"


@pytest.fixture
def exported(tiny_model_dir: Path, tmp_path: Path) -> Path:
    """A folder of `shortlist train export` to change at will."""
    return Path(shutil.copytree(tiny_model_dir, tmp_path / "exported"))


def contents(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir()) if folder.exists() else []


def test_the_built_in_model_is_listed_and_described(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["model", "list", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["models"]
    assert row["name"] == "default" and row["default"]
    assert cli.main(["model", "info", "--json"]) == 0
    info = json.loads(capsys.readouterr().out)
    assert info["sound"] and info["parameters"] == row["parameters"] > 1e6
    assert info["licence"] == "apache-2.0" and "easy" in info["summary"]
    sound = {file["name"] for file in info["files"] if file["state"] == "ok"}
    assert sound == {*RUNTIME_FILES, DECODER_INT8}


def test_import_then_use_by_name_then_remove(
    exported: Path, home: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert cli.main(["model", "import", str(exported)]) == 0
    assert contents(home) == ["tiny"]
    shutil.rmtree(exported)
    capsys.readouterr()
    assert cli.main(["model", "list"]) == 0
    assert "tiny" in capsys.readouterr().out
    assert find_model("tiny") == home / "tiny"
    assert cli.main(["model", "info", "tiny", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["sound"]
    assert cli.main(["doctor", "--model", "tiny", "--json"]) in (0, 1)
    checks = {check["name"]: check for check in json.loads(capsys.readouterr().out)["checks"]}
    assert str(home / "tiny") in checks["Model"]["found"]
    problem = tmp_path / "sum.md"
    problem.write_text(SUM)
    solved = shortlist("solve", str(problem), "--model", "tiny", "--samples", "2", "--json")
    assert solved.returncode in (0, 1), solved.stderr
    assert json.loads(solved.stdout)["progress"]["sampled"] == 2
    assert cli.main(["model", "remove", "tiny"]) == 0
    assert contents(home) == []
    assert cli.main(["model", "info", "tiny"]) == exit_codes.BAD_INPUT


def test_a_name_that_is_taken_or_cannot_be_one(
    exported: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["model", "import", str(exported)]) == 0
    assert cli.main(["model", "import", str(exported)]) == exit_codes.BAD_INPUT
    assert "--replace" in capsys.readouterr().err
    before = (home / "tiny").stat().st_ino
    assert cli.main(["model", "import", str(exported), "--replace"]) == 0
    assert (home / "tiny").stat().st_ino != before
    for name in ("default", "../up", ".hidden", "a b", "a/b"):
        assert cli.main(["model", "import", str(exported), "--name", name]) == exit_codes.BAD_INPUT
    assert contents(home) == ["tiny"]
    for absent in (str(exported / "absent"), "~nobody-has-this-name/model"):
        assert cli.main(["model", "import", absent]) == exit_codes.BAD_INPUT
    assert cli.main(["model", "remove", "default"]) == exit_codes.BAD_INPUT
    assert DEFAULT_MODEL.is_dir()


def test_models_of_others_are_told_from_ours(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, folder = tmp_path / "coder.gguf", tmp_path / "theirs"
    file.write_bytes(b"GGUF")
    folder.mkdir()
    (folder / "config.json").write_text('{"model_type": "llama"}')
    for name in (str(file), str(folder), "ollama:coder", "http://127.0.0.1:9"):
        assert cli.main(["model", "info", name]) == exit_codes.BAD_INPUT
        assert f"`shortlist doctor {name}` tries it" in capsys.readouterr().err
    for path in (file, folder):
        assert cli.main(["model", "import", str(path)]) == exit_codes.BAD_INPUT
        assert f"needs no import: use it with --model {path}" in capsys.readouterr().err
    assert contents(home) == []


def test_a_link_stays_a_link(
    exported: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["model", "import", str(exported), "--link", "--name", "near"]) == 0
    assert (home / "near").is_symlink() and find_model("near").samefile(exported)
    again = ["model", "import", str(home / "near"), "--link", "--name", "near", "--replace"]
    moved = exported.rename(exported.with_name("moved"))
    capsys.readouterr()
    assert cli.main(again) == exit_codes.BAD_INPUT
    assert cli.main(["model", "list"]) == 0
    assert "which is gone" in capsys.readouterr().out
    assert cli.main(["model", "remove", "near"]) == 0
    assert contents(home) == [] and (moved / "config.json").exists()


def test_an_installed_name_comes_before_a_folder_and_a_slash_means_a_path(
    exported: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.main(["model", "import", str(exported), "--name", "exported"])
    monkeypatch.chdir(exported.parent)
    assert find_model("exported") == home / "exported"
    assert find_model("./exported").samefile(exported)
    (exported.parent / "default").mkdir()
    assert find_model("default") == DEFAULT_MODEL


def change_config(folder: Path, old: str, new: str) -> None:
    text = (folder / "config.json").read_text()
    assert old in text
    (folder / "config.json").write_text(text.replace(old, new))


def truncate(folder: Path, name: str) -> None:
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data[: len(data) * 2 // 3])


@pytest.mark.parametrize("name", [*RUNTIME_FILES[1:], "manifest.json"])
def test_what_is_damaged_is_refused_and_named(
    exported: Path, home: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    truncate(exported, name)
    assert cli.main(["model", "import", str(exported)]) == exit_codes.UNAVAILABLE
    message = capsys.readouterr().err
    assert str(exported / name) in message and ".partial" not in message
    assert contents(home) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"format_version": 2', '"format_version": 3', "install the matching Shortlist"),
        ('"d_model": 32', '"d_model": 64', "d_model"),
        ('"vocab_size": 700', '"vocab_size": 800', "700 pieces"),
        ('"decoder_layers": 2', '"decoder_layers": 3', "number of layers"),
        ('"positions": "learned"', '"positions": "guessed"', "positions is one of"),
        ('"name": "tiny"', '"name": "tiny", "rope": 1', "unknown field 'rope'"),
    ],
)
def test_a_config_of_another_model_or_a_newer_shortlist_is_refused(
    exported: Path, home: Path, old: str, new: str, message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    change_config(exported, old, new)
    (exported / "model.safetensors").unlink()
    write_manifest(exported)
    assert cli.main(["model", "import", str(exported)]) == exit_codes.UNAVAILABLE
    assert message in capsys.readouterr().err
    assert contents(home) == []


def weights_only(exported: Path) -> Path:
    for name in ("encoder.onnx", "decoder.onnx", "manifest.json"):
        (exported / name).unlink()
    return exported / "model.safetensors"


def test_safetensors_become_a_model_that_samples_the_same(
    exported: Path, tiny_model_dir: Path, home: Path
) -> None:
    from shortlist_engine.model.session import ModelSession

    assert cli.main(["model", "import", str(weights_only(exported)), "--name", "torch"]) == 0
    first = ModelSession(home / "torch", 1).encode([5, 6, 7]).arrays
    second = ModelSession(tiny_model_dir, 1).encode([5, 6, 7]).arrays
    assert all((first[name] == second[name]).all() for name in second)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"d_model": 32', '"d_model": 64', "is [700, 32] and the config asks for [700, 64]"),
        ('"decoder_layers": 2', '"decoder_layers": 3', "lacks the weight decoder.2"),
        ('"decoder_layers": 2', '"decoder_layers": 1', "knows no weight decoder.1"),
    ],
)
def test_safetensors_that_do_not_fit_name_the_weight(
    exported: Path, home: Path, old: str, new: str, message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    file = weights_only(exported)
    change_config(exported, old, new)
    assert cli.main(["model", "import", str(file)]) == exit_codes.UNAVAILABLE
    assert message in capsys.readouterr().err
    assert contents(home) == []


def test_truncated_safetensors_are_refused(
    exported: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weights_only(exported)
    truncate(exported, "model.safetensors")
    assert cli.main(["model", "import", str(exported)]) == exit_codes.UNAVAILABLE
    assert "cut short" in capsys.readouterr().err
    assert contents(home) == []


def test_a_disk_that_fills_up_leaves_nothing(home: Path) -> None:
    """A limit on the size of files, which writing meets as it meets a full disk."""
    result = shortlist(
        *("model", "import", str(DEFAULT_MODEL), "--name", "big"),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20)),
    )
    assert result.returncode == exit_codes.UNAVAILABLE
    assert "free space" in result.stderr and "Traceback" not in result.stderr
    assert contents(home) == []


def test_what_a_killed_import_left_is_removed_by_the_next(exported: Path, home: Path) -> None:
    left = home / ".shortlist-partial-left"
    left.mkdir(parents=True)
    (left / "decoder.onnx").write_bytes(b"half")
    assert cli.main(["model", "import", str(exported)]) == 0
    assert contents(home) == ["tiny"]


def test_export_gives_what_import_takes(
    tiny_model_dir: Path, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for form in ("onnx", "safetensors"):
        folder = tmp_path / form
        wanted = ["model", "export", str(tiny_model_dir), str(folder), "--format", form]
        assert cli.main(wanted) == 0
        assert "MODEL_CARD.md" in contents(folder)
        assert cli.main(wanted) == exit_codes.BAD_INPUT  # it exists
        assert cli.main(["model", "import", str(folder), "--name", form]) == 0
    assert "model.safetensors" not in contents(tmp_path / "onnx")
    assert json.loads((tmp_path / "onnx" / "manifest.json").read_text())["files"].keys() == (
        set(contents(tmp_path / "onnx")) - {"manifest.json", "MODEL_CARD.md"}
    )
    assert "decoder.onnx" not in contents(tmp_path / "safetensors")
    assert contents(home) == ["onnx", "safetensors"]
    assert not [name for name in contents(tmp_path) if name.startswith(".")]


def test_an_export_removes_no_folder_of_another_program(
    tiny_model_dir: Path, tmp_path: Path
) -> None:
    other = tmp_path / ".partial-download"
    other.mkdir()
    assert cli.main(["model", "export", str(tiny_model_dir), str(tmp_path / "out")]) == 0
    assert other.is_dir()


def test_safetensors_of_a_model_that_was_installed_without_them(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="needs the extra `train`")
    pytest.importorskip("onnx", reason="needs the extra `train`")
    pytest.importorskip("safetensors", reason="needs the extra `train`")
    wanted = ["model", "export", "default", str(tmp_path / "out"), "--format", "safetensors"]
    assert cli.main(wanted) == 0
    assert (tmp_path / "out" / "model.safetensors").stat().st_size > 1 << 20


def test_without_the_train_extra_graphs_are_enough(
    exported: Path, home: Path, tmp_path: Path
) -> None:
    """list, info and import of ONNX graphs need no torch; what needs it says so."""
    hide = (
        "import sys\n"
        "for name in ('torch', 'onnx', 'safetensors'): sys.modules[name] = None\n"
        "from shortlist_engine import cli\nsys.exit(cli.main(sys.argv[1:]))"
    )

    def bare(*arguments: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-c", hide, "model", *arguments]
        return subprocess.run(command, capture_output=True, text=True, env=dict(os.environ))

    for arguments in (["import", str(exported)], ["list"], ["info", "tiny"]):
        result = bare(*arguments)
        assert result.returncode == 0, result.stderr
    assert bare("export", "tiny", str(tmp_path / "out")).returncode == 0
    result = bare("import", str(weights_only(exported)), "--name", "other")
    assert result.returncode == exit_codes.UNAVAILABLE
    assert "shortlist[train]" in result.stderr
    assert contents(home) == ["tiny"]
