"""One truth: the manifest, the extension's README and source, the docs and the server agree."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from shortlist_engine.languages import LANGUAGES, TEXT_LANGUAGES
from shortlist_server.features.assist import DID_ASSIST
from shortlist_server.features.practice import DID_JUDGE_GROUP
from shortlist_server.features.registry import create_server
from shortlist_server.features.solutions import DID_CHANGE_SOLUTIONS
from shortlist_server.features.status import DID_CHANGE_STATUS
from shortlist_server.features.tests import DID_CHANGE_TESTS
from shortlist_server.presentation import commands

ROOT = Path(__file__).resolve().parents[3]
EXTENSION = ROOT / "editors" / "vscode"
MANIFEST = json.loads((EXTENSION / "package.json").read_text())
CONTRIBUTES = MANIFEST["contributes"]
SETTINGS: dict[str, dict[str, Any]] = {
    name: setting
    for group in CONTRIBUTES["configuration"]
    for name, setting in group["properties"].items()
}
COMMANDS = {entry["command"]: entry for entry in CONTRIBUTES["commands"]}
SOURCES = {
    path.relative_to(EXTENSION / "src").as_posix(): path.read_text()
    for path in (EXTENSION / "src").rglob("*.ts")
}
PROTOCOL = "".join(text for name, text in SOURCES.items() if name.startswith("lsp_"))


def test_settings_are_few_grouped_scoped_and_described() -> None:
    assert len(SETTINGS) <= 25
    assert all(group["title"] for group in CONTRIBUTES["configuration"])
    for name, setting in SETTINGS.items():
        assert setting["markdownDescription"].endswith("."), name
        assert setting["scope"] in ("resource", "window", "machine", "machine-overridable"), name
    # A workspace must not choose where problems are sent, nor name a command.
    for name in ("engine.command", "engine.model", "server.path"):
        assert SETTINGS[f"shortlist.{name}"]["scope"] == "machine", name
    assert SETTINGS["shortlist.interpreter"]["scope"] == "machine-overridable"


def test_the_model_is_chosen_for_the_user() -> None:
    assert re.search(
        r'update\("engine.model", [^)]*vscode.ConfigurationTarget.Global', SOURCES["models.ts"]
    )


def test_the_extension_reads_only_settings_that_exist() -> None:
    read = re.findall(r'configuration\.(?:get|update)\("([\w.]+)"', "".join(SOURCES.values()))
    assert read
    assert {f"shortlist.{name}" for name in read} <= set(SETTINGS)


def test_commands_are_the_same_in_manifest_and_source() -> None:
    registered = set(re.findall(r'^ +"(shortlist\.\w+)":', SOURCES["commands.ts"], re.MULTILINE))
    menu = re.search(r'MENU_COMMAND = "(shortlist\.\w+)"', SOURCES["status.ts"])
    assert menu
    assert registered | {menu[1]} == set(COMMANDS)


def test_no_contributed_command_is_one_of_the_servers() -> None:
    # The client library registers the server's commands: the same name twice stops the start.
    servers = set(create_server().protocol.fm.commands)
    assert servers
    assert not servers & set(COMMANDS)
    used = set(re.findall(r'"(shortlist\.server\.\w+)"', PROTOCOL))
    assert used <= servers
    for command in (commands.CLIENT_SHOW, commands.CLIENT_COPY):
        assert command in COMMANDS


def test_requests_and_notifications_are_the_servers() -> None:
    used = set(re.findall(r'"(shortlist/\w+)"', PROTOCOL))
    notifications = {
        DID_ASSIST,
        DID_CHANGE_SOLUTIONS,
        DID_CHANGE_STATUS,
        DID_CHANGE_TESTS,
        DID_JUDGE_GROUP,
    }
    known = set(create_server().protocol.fm.features) | notifications
    assert notifications < used <= known


def test_the_view_is_the_same_panel_everywhere() -> None:
    named = re.search(r'VIEW_TYPE = "([\w.]+)"', SOURCES["panel.ts"])
    other = re.search(r'ASSIST_VIEW = "([\w.]+)"', SOURCES["assist/panel.ts"])
    assert named and other
    events = {f"onWebviewPanel:{named[1]}", f"onWebviewPanel:{other[1]}"}
    assert events < set(MANIFEST["activationEvents"])
    keys = [key["when"] for key in CONTRIBUTES["keybindings"]]
    assert f"activeWebviewPanelId == '{named[1]}'" in keys


def test_languages_are_the_same_everywhere_and_the_parser_knows_them() -> None:
    events = [event.partition(":") for event in MANIFEST["activationEvents"]]
    activated = [name for kind, _, name in events if kind == "onLanguage"]
    listed = re.search(r"LANGUAGES = \[(.*?)\]", SOURCES["server.ts"], re.DOTALL)
    assert listed
    assert re.findall(r'"(\w+)"', listed[1]) == activated
    assert set(activated) <= set(LANGUAGES) | TEXT_LANGUAGES
    key = CONTRIBUTES["keybindings"][0]
    assert f"/^({'|'.join(activated)})$/" in key["when"]


def test_menus_keys_and_walkthrough_name_commands_and_files_that_exist() -> None:
    entries = [entry for menu in CONTRIBUTES["menus"].values() for entry in menu]
    submenus = {entry["id"] for entry in CONTRIBUTES["submenus"]}
    assert submenus <= set(CONTRIBUTES["menus"])
    for entry in entries + CONTRIBUTES["keybindings"]:
        assert entry.get("command") in COMMANDS or entry.get("submenu") in submenus
        assert entry["when"]
    keys = {entry["key"] for entry in CONTRIBUTES["keybindings"]}
    assert keys == {"ctrl+alt+enter", "ctrl+alt+shift+enter"}
    steps = CONTRIBUTES["walkthroughs"][0]["steps"]
    assert 4 <= len(steps) <= 5
    for step in steps:
        page = EXTENSION / step["media"]["markdown"]
        for picture in re.findall(r"!\[[^]]+\]\(([^)]+)\)", page.read_text()):
            assert (page.parent / picture).is_file(), picture
        linked = re.findall(r"command:(shortlist\.\w+)", step["description"])
        assert linked and set(linked) <= set(COMMANDS)
    assert (EXTENSION / MANIFEST["icon"]).is_file()


def test_it_is_local_and_careful() -> None:
    assert MANIFEST["capabilities"]["untrustedWorkspaces"]["supported"] is False
    assert MANIFEST["capabilities"]["virtualWorkspaces"]["supported"] is False
    assert MANIFEST["extensionKind"] == ["workspace"]
    assert "extensionDependencies" not in MANIFEST
    assert MANIFEST["repository"]["url"] and MANIFEST["bugs"]["url"] and MANIFEST["homepage"]
    for name, source in SOURCES.items():
        assert "setInterval" not in source or name == "page/tests/contest.ts", name
        assert not re.search(r"\bfetch\(|node:https?\"|TelemetryLogger|shell: true", source), name


@pytest.mark.parametrize("name", ["LICENSE"])
def test_files_shared_with_the_repository_are_equal(name: str) -> None:
    assert (EXTENSION / name).read_bytes() == (ROOT / name).read_bytes()


@pytest.mark.parametrize("name", ["README.md", "walkthrough/engine.md", "package.json"])
def test_no_text_names_an_index_that_has_no_such_package(name: str) -> None:
    assert not re.search(r"pip install (--\S+ )*shortlist", (EXTENSION / name).read_text())
