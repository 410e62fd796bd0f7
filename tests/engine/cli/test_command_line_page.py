"""docs/command-line.md names every command, and of each only options that it has."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from shortlist_engine.cli.command_line import make_parser

PAGE = (Path(__file__).parents[3] / "docs" / "command-line.md").read_text("utf-8")
SECTION = re.compile(r"^## `shortlist (\w+)`$", re.M)
ROW = re.compile(r"^\| `shortlist (\w+).*$", re.M)


def sub_parsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


COMMANDS = sub_parsers(make_parser())


def options_of(command: str) -> set[str]:
    """All options of a command and of its actions."""
    parsers = [COMMANDS[command], *sub_parsers(COMMANDS[command]).values()]
    return {name for each in parsers for action in each._actions for name in action.option_strings}


def options_in(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))


def test_every_command_has_a_row_and_its_options_exist() -> None:
    rows = {match[1]: match[0] for match in ROW.finditer(PAGE)}
    assert set(rows) == set(COMMANDS)
    for command, row in rows.items():
        assert options_in(row) <= options_of(command), command


def test_the_options_that_a_section_explains_exist() -> None:
    _, *sections = SECTION.split(PAGE)
    assert sections[::2] == ["solve", "run", "attention"]
    for command, section in zip(sections[::2], sections[1::2], strict=True):
        of_others = re.compile(rf"`shortlist (?!{command}\b)[^`]+`")
        named = options_in(of_others.sub("", section))
        assert len(named) > 5
        assert named <= options_of(command), command
