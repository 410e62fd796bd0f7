"""Commands that documents quote exist: their modules are there and their options parse."""

from __future__ import annotations

import argparse
import importlib
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from shortlist_engine.cli import main

ROOT = Path(__file__).resolve().parents[2]
BENCHMARKS = ROOT / "benchmarks"
DOCUMENTS = (
    ROOT / "README.md",
    *sorted(ROOT.glob("docs/**/*.md")),
    *sorted(ROOT.glob("editors/*/README.md")),
    ROOT / "editors/nvim/doc/shortlist.txt",
    *sorted(ROOT.glob("editors/vscode/walkthrough/*.md")),
    ROOT / "examples/README.md",
    BENCHMARKS / "README.md",
    *sorted(BENCHMARKS.glob("*/README.md")),
    ROOT / "engine/shortlist_engine/model/weights/default/MODEL_CARD.md",
)
COMMAND = re.compile(r"python3? (-m )?benchmarks\b|shortlist [a-z-]|make [a-z]|make$")
# A file of ours that a command names must be there.
OURS = re.compile(r"(?:benchmarks|docs|editors|engine|examples|scripts|server|tests)/[\w./-]+")
MISSING = "the following arguments are required"


@dataclass(frozen=True)
class Quoted:
    """A command in a document. One in running text (`whole` is false) may leave out what a user
    has to give."""

    document: Path
    text: str
    whole: bool

    def __str__(self) -> str:
        return f"{self.document.relative_to(ROOT)}: {self.text}"


def quoted() -> Iterator[Quoted]:
    for document in DOCUMENTS:
        fenced = False
        for line in document.read_text("utf-8").splitlines():
            if line.lstrip().startswith("```"):
                fenced = not fenced
            elif fenced:
                for part in line.split("&&"):
                    yield from _commands(document, part, whole=True)
            else:
                for span in re.findall(r"(?<!`)`([^`]+)`(?!`)", line):
                    yield from _commands(document, span, whole=False)


def _commands(document: Path, text: str, *, whole: bool) -> Iterator[Quoted]:
    text = re.split(r"\s#\s|\s>\s|\s\|\s", text.strip())[0].strip()
    if COMMAND.match(text):
        yield Quoted(document, text, whole)


COMMANDS = sorted(set(quoted()), key=str)


class Parsed(Exception):
    """The options were read; nothing is run."""


@pytest.fixture
def only_parse(monkeypatch: pytest.MonkeyPatch) -> None:
    parse = argparse.ArgumentParser.parse_args

    def parse_only(self, *arguments, **named):  # type: ignore[no-untyped-def]
        parse(self, *arguments, **named)
        raise Parsed

    monkeypatch.setattr(argparse.ArgumentParser, "parse_args", parse_only)


def words_of(command: Quoted) -> list[str]:
    """What a shell would make of it. A number that is left to the reader (`-n N`) becomes 1, and
    where words are left to the reader (`…`, `list|info`) the command before them is asked for
    help."""
    words = [re.sub(r"^[A-Z]$", "1", word) for word in shlex.split(command.text)]
    for place, word in enumerate(words):
        if "…" in word or "|" in word:
            kept = word.replace("…", "").split("|")[0]
            return [*words[:place], *([kept] if kept else []), "--help"]
    return words


@pytest.mark.parametrize("command", COMMANDS, ids=str)
def test_the_command_exists_and_its_options_parse(
    command: Quoted, only_parse: None, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in OURS.findall(command.text):
        if "/-" not in path:
            assert (ROOT / path).exists(), path
    program, *words = words_of(command)
    try:
        if program == "make":
            targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
            variables = [word for word in words if "=" in word]
            assert not set(words) - set(targets) - set(variables)
            assert all(variable.startswith("EXTRAS=") for variable in variables)
        elif program == "shortlist":
            if words:
                main(words)
        else:
            assert words[0] == "-m", "benchmarks are run as modules: python -m benchmarks.SUBJECT"
            module(words[1]).parser().parse_args(words[2:])
    except Parsed:
        pass
    except SystemExit as end:
        said = capsys.readouterr().err
        assert not end.code or (not command.whole and MISSING in said), said


def module(name: str):  # type: ignore[no-untyped-def]
    if (ROOT / Path(*name.split("."))).is_dir():
        name += ".__main__"
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name in ("torch", "onnx", "tomllib"):
            pytest.skip(f"needs {error.name}")
        raise


def test_the_list_of_benchmarks_is_complete_and_says_who_quotes_them() -> None:
    rows = [
        line.split("|")[1:4]
        for line in (BENCHMARKS / "README.md").read_text("utf-8").splitlines()
        if line.startswith("| `python")
    ]
    listed = {re.search(r"benchmarks\.[\w.]+", command)[0]: quoters for command, _, quoters in rows}
    files = [path for path in BENCHMARKS.rglob("*.py") if "\ndef parser(" in path.read_text()]
    there = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__main__")
        for path in files
    }
    assert set(listed) == there
    for name, quoters in listed.items():
        quoting = {
            document
            for document in DOCUMENTS
            if document.parent != BENCHMARKS
            and re.search(rf"{re.escape(name)}(?![\w.]*\w)", document.read_text("utf-8"))
        }
        named = {(BENCHMARKS / link).resolve() for link in re.findall(r"\((.*?)\)", quoters)}
        assert named == quoting, name
