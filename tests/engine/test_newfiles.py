from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from shortlist_engine import places
from shortlist_engine.newfiles import (
    filled,
    last_language,
    opens_in,
    safe_name,
    user_template,
    write_new,
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A. Theatre Square", "A_Theatre_Square"),
        ("../../etc/passwd", "etc_passwd"),
        (r"C:\Windows\x", "C_Windows_x"),
        (".hidden", "hidden"),
        ("-rf", "rf"),
        ("nul", "nul_"),
        ("Com1", "Com1_"),
        ("nul.txt", "nul_txt"),
        ("  ", "problem"),
        ("日本語の問題", "日本語の問題"),
        ("e\u0301te\u0301", "été"),
        ("a\x00b\nc", "a_b_c"),
        ("x" * 300, "x" * 80),
        ("語" * 300, "語" * 66),
        ("a/" * 50, ("a_" * 50)[:80].strip("_")),
        ("\ud800x", "x"),
    ],
)
def test_names_are_safe_on_every_system(text: str, name: str, tmp_path: Path) -> None:
    found = safe_name(text)
    assert found == name
    (tmp_path / f"{found}.py").write_text("")
    assert [each.name for each in tmp_path.iterdir()] == [f"{found}.py"]


def test_no_file_is_written_over_whoever_is_faster(tmp_path: Path) -> None:
    (tmp_path / "a.py").symlink_to("nowhere")
    ready = threading.Barrier(8)
    made: list[Path] = []

    def write(number: int) -> None:
        ready.wait()
        made.append(write_new(tmp_path, "a.py", str(number)))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(path.name for path in made) == [f"a-{number}.py" for number in range(2, 10)]
    assert sorted(path.read_text() for path in made) == list("01234567")


def test_a_folder_that_cannot_be_made_is_no_endless_search(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError):
        write_new(tmp_path / "file", "a.py", "")


def test_templates(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert user_template("cpp") == ""
    places.templates_dir().mkdir(parents=True)
    (places.templates_dir() / "template.cpp").write_text("int main() {}\n")
    assert user_template("cpp") == "int main() {}\n"
    fields = {"title": "T", "date": "D"}
    assert filled("{{title}} {{other}}\n", "# S\n", fields) == "# S\n\nT {{other}}\n"
    assert filled("a\n{{statement}}\nb {{date}}\n", "# S {{date}}\n", fields) == (
        "a\n# S {{date}}\nb D\n"
    )


def test_the_language_of_the_last_practice(tmp_path: Path) -> None:
    file = tmp_path / "progress.sqlite"
    assert last_language(file) == "python"
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE rounds (id INTEGER PRIMARY KEY, language)")
        database.execute("INSERT INTO rounds (language) VALUES ('python'), ('cpp')")
    assert last_language(file) == "cpp"
    with sqlite3.connect(file) as database:
        database.execute("INSERT INTO rounds (language) VALUES ('cobol')")
    assert last_language(file) == "python"
    file.write_bytes(b"damaged")
    assert last_language(file) == "python"
    assert opens_in("rust") and not opens_in("ruby")
