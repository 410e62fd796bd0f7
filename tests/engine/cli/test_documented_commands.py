"""Documents name commands, actions and options that exist, and command lines that can be typed."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from shortlist_engine.cli.command_line import make_parser

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "command-line.md"
# CHANGELOG.md tells what there was.
DOCUMENTS = [ROOT / "README.md", *ROOT.glob("docs/**/*.md"), *ROOT.glob("editors/*/README.md")]
INLINE, BLOCK = re.compile(r"`([^`\n]+)`"), re.compile(r"^```\w*\n(.*?)^```", re.M | re.S)
HEADING = re.compile(r"^## `shortlist (\w+)`$", re.M)


def sub_parsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


COMMANDS = sub_parsers(make_parser())


def options_of(command: str) -> set[str]:
    """All options of a command and of its actions."""
    parsers = [COMMANDS[command], *sub_parsers(COMMANDS[command]).values()]
    return {
        name for parser in parsers for action in parser._actions for name in action.option_strings
    }


def options_in(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))


def without_blocks(text: str) -> str:
    return BLOCK.sub("", text)


def command_lines() -> Iterator[tuple[str, str]]:
    """Documents and the lines of their blocks that call `shortlist`."""
    for document in DOCUMENTS:
        for block in BLOCK.findall(document.read_text("utf-8")):
            for line in block.replace("\\\n", " ").splitlines():
                if line.startswith("shortlist "):
                    yield document.name, line


def mentions() -> Iterator[tuple[str, str, list[str]]]:
    """Documents and the calls of `shortlist` in their sentences: a command, and what follows."""
    for document in DOCUMENTS:
        for text in INLINE.findall(without_blocks(document.read_text("utf-8"))):
            if text.startswith("shortlist ") and not text.startswith("shortlist COMMAND"):
                command, *rest = text.removeprefix("shortlist ").split()
                yield document.name, command.rstrip("…"), rest


@pytest.mark.parametrize(("document", "line"), sorted(set(command_lines())))
def test_a_documented_command_line_is_understood(document: str, line: str) -> None:
    words = shlex.split(re.split(r"[|>]", line)[0], comments=True)[1:]
    if words[0] != "server":  # it has a parser of its own
        make_parser().parse_args(words)


def test_what_a_sentence_calls_exists() -> None:
    found = list(mentions())
    assert len(found) > 20
    for document, command, rest in found:
        assert command in COMMANDS or command.startswith("-"), (document, command)
        if command not in COMMANDS or command == "server":
            continue
        assert options_in(" ".join(rest)) <= options_of(command), (document, command, rest)
        actions = sub_parsers(COMMANDS[command])
        if actions and rest and rest[0].islower():
            assert rest[0] in actions, (document, command, rest)


def test_the_page_names_every_command_and_only_options_that_they_have() -> None:
    text = PAGE.read_text("utf-8")
    assert {command for document, command, _ in mentions() if document == PAGE.name} == set(
        COMMANDS
    )
    overview, *sections = HEADING.split(text)
    for command, section in zip(sections[::2], sections[1::2], strict=True):
        of_others = re.compile(rf"`shortlist (?!{command}\b)[^`]+`")
        assert options_in(of_others.sub("", section)) <= options_of(command), command
    for row in overview.splitlines():
        if named := re.match(r"\| `shortlist (\w+)", row):
            assert options_in(row) <= options_of(named[1]) | {"--help"}, row
