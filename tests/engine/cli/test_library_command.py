"""`shortlist library`: what a user does with it, as a process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.engine.cli.commands import shortlist
from tests.engine.library.solutions import archive, row, write, write_set

from shortlist_engine.cli import exit_codes

STATEMENT = """# Short words

Write words longer than ten characters as first letter, number of letters between, last letter.

## Input

A number n, then n words, one a line.

## Output

n lines.

## Example

Input

    2
    word
    localization

Output

    word
    l10n
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert shortlist("library", "remove", "bank").returncode == exit_codes.DONE
    return tmp_path


def listed() -> dict[str, int | None]:
    document = json.loads(shortlist("library", "list", "--json").stdout)
    return {source["name"]: source["programs"] for source in document["sources"]}


def test_add_search_and_remove(home: Path) -> None:
    solved = archive(home / "solved")
    added = shortlist("library", "add", str(solved))
    assert added.returncode == exit_codes.DONE, added.stderr
    assert "4 looked at: 4 new or changed" in added.stdout
    assert listed() == {str(solved): 4}
    found = shortlist("library", "search", "-", "--show", input=STATEMENT)
    first = found.stdout.splitlines()[0]
    assert "Way Too Long Words  (from your library: solved/cf/71A.py)" in first
    assert "w[0]" in found.stdout
    document = json.loads(
        shortlist("library", "search", "-", "--json", "--count", "1", input=STATEMENT).stdout
    )
    assert [each["origin"] for each in document["programs"]] == [
        "from your library: solved/cf/71A.py"
    ]
    removed = shortlist("library", "remove", str(solved))
    assert removed.returncode == exit_codes.DONE and (solved / "cf" / "71A.py").exists()
    assert listed() == {}
    nothing = shortlist("library", "search", "-", input=STATEMENT)
    assert nothing.returncode == exit_codes.FAILED and "nothing like" in nothing.stderr


def test_what_cannot_be_read_is_named(home: Path) -> None:
    rows = [row("Square", "A square.", "print(1)")]
    path = write_set(home / "set.jsonl", rows)
    with path.open("a") as file:
        file.write("{nonsense\n")
    added = shortlist("library", "add", str(path))
    assert added.returncode == exit_codes.DONE
    assert "set.jsonl, line 2 was left out: not JSON" in added.stderr
    assert listed() == {str(path): 1}


@pytest.mark.parametrize("name", ["nowhere", "picture.png"])
def test_what_is_no_source_is_refused_and_not_listed(home: Path, name: str) -> None:
    (home / "picture.png").write_bytes(b"\x89PNG")
    refused = shortlist("library", "add", str(home / name))
    assert refused.returncode == exit_codes.BAD_INPUT and name in refused.stderr
    assert "Traceback" not in refused.stderr and listed() == {}


def test_an_index_that_cannot_be_written_is_named(home: Path) -> None:
    solved = archive(home / "solved")
    (home / "cache").mkdir(exist_ok=True)
    library = home / "cache" / "shortlist" / "library"
    for path in library.glob("*") if library.exists() else ():
        path.unlink()
    if library.exists():
        library.rmdir()
    library.parent.mkdir(exist_ok=True)
    library.write_text("in the way")
    added = shortlist("library", "add", str(solved))
    assert added.returncode == exit_codes.UNAVAILABLE
    assert "index.sqlite" in added.stderr and "Traceback" not in added.stderr


def test_interrupting_keeps_what_was_read_and_the_next_update_goes_on(home: Path) -> None:
    many = write(home / "many", {f"{i // 100}/p{i}.py": f"print({i})\n" for i in range(4000)})
    process = subprocess.Popen(
        [sys.executable, "-m", "shortlist_engine.cli", "library", "add", str(many), "--json"],
        stdout=subprocess.PIPE,
        text=True,
    )
    index = home / "cache" / "shortlist" / "library" / "index.sqlite"
    before = index.stat().st_size
    while process.poll() is None and index.stat().st_size == before:
        os.sched_yield()
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=60)
    first = json.loads(output)
    assert process.returncode == exit_codes.INTERRUPTED and not first["complete"]
    second = json.loads(shortlist("library", "update", "--json").stdout)
    assert second["complete"] and first["read"] + second["read"] == 4000
