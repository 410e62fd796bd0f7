"""Settings: defaults, checks, and where values come from."""

from __future__ import annotations

import pytest
from lsprotocol import types

from shortlist_server.configuration import Configuration, Settings, read_settings


def test_nothing_gives_the_defaults():
    for tree in (None, {}, {"clientName": "x", "trace": {"server": "off"}, "solve": {}}):
        assert read_settings(tree) == (Settings(), [])


def test_nested_and_dotted_keys():
    nested, _ = read_settings({"solve": {"count": 3, "languages": ["cpp"]}, "contestMode": True})
    dotted, _ = read_settings({"solve.count": 3, "solve.languages": ["cpp"], "contestMode": True})
    assert nested == dotted == Settings(count=3, languages=("cpp",), contest_mode=True)


@pytest.mark.parametrize(
    ("tree", "message"),
    [
        ({"solve": {"count": 0}}, "shortlist.solve.count must be a whole number from 1 to 10"),
        ({"solve": {"count": True}}, "shortlist.solve.count must be a whole number"),
        ({"solve": {"count": "3"}}, "shortlist.solve.count must be a whole number"),
        ({"enable": "yes"}, "shortlist.enable must be true or false; using True"),
        ({"engine": {"command": "shortlist"}}, "shortlist.engine.command must be a list"),
        ({"solve": {"languages": ["cobol"]}}, 'a list of "python", "cpp"'),
        ({"showNotifications": "loud"}, 'one of "off", "onError", "always"'),
        ({"sovle": {"count": 3}}, "shortlist.sovle is not a setting: remove it"),
        ({"solve": {"cuont": 3}}, "shortlist.solve.cuont is not a setting: remove it"),
        ({"solve": 3}, "shortlist.solve is not a setting: remove it"),
        ([1], "the settings must be an object, not list"),
    ],
)
def test_bad_values_are_named_and_replaced_by_defaults(tree, message):
    settings, problems = read_settings(tree)
    assert settings == Settings()
    assert len(problems) == 1
    assert message in problems[0]


def test_what_is_pushed_goes_on_top_of_the_initial_options():
    configuration = Configuration()
    configuration.initialize({"solve": {"count": 3, "samples": 50}})
    configuration.update({"shortlist": {"solve": {"count": 4}}})
    assert (configuration.current.count, configuration.current.samples) == (4, 50)
    for silent in (None, {}):
        configuration.update(silent)
        assert (configuration.current.count, configuration.current.samples) == (3, 50)


def test_the_innermost_folder_decides():
    configuration = Configuration()
    configuration.update(
        {"solve": {"count": 2}},
        {
            "file:///a": {"solve": {"count": 3}},
            "file:///a/b%20c": {"solve": {"count": 4}},
        },
    )
    assert configuration.for_uri("file:///a/x.py").count == 3
    assert configuration.for_uri("file:///a/b%20c/x.py").count == 4
    assert configuration.for_uri("file:///ab/x.py").count == 2
    assert configuration.for_uri("untitled:1").count == 2


def test_a_folder_never_chooses_where_problems_go():
    configuration = Configuration()
    configuration.update(
        {"engine": {"model": "default"}},
        {
            "file:///a": {
                "engine": {
                    "model": "http://127.0.0.1:9#x",
                    "command": ["evil"],
                    "prompt": "base",
                    "idleUnload": 1,
                },
                "solve": {"count": 3},
            }
        },
    )
    of_folder = configuration.for_uri("file:///a/x.py")
    assert (of_folder.engine_model, of_folder.engine_command) == ("default", ())
    assert (of_folder.engine_prompt, of_folder.engine_idle_unload) == ("auto", 600)
    assert of_folder.count == 3


def test_the_switch_lasts_until_the_setting_itself_changes():
    configuration = Configuration()
    assert configuration.switch_contest_mode(None) is True
    configuration.update({"solve": {"count": 3}})
    assert configuration.current.contest_mode is True
    configuration.update({"contestMode": True})
    configuration.update({"contestMode": False})
    assert configuration.current.contest_mode is False


async def test_one_message_for_all_bad_settings(sessions):
    session = await sessions.start(
        "neovim-0.10", options={"solve": {"count": 99}, "contestMood": True}
    )
    message = (await session.until(lambda: session.client.messages))[0].message
    assert "shortlist.solve.count" in message and "shortlist.contestMood" in message
    await session.request("shortlist/status", {})
    assert len(session.client.messages) == 1


async def test_pushed_settings_are_live(sessions, comment):
    session = await sessions.start("bare")
    uri = session.open("sum.py", comment())
    assert await session.lenses(uri)
    session.client.workspace_did_change_configuration(
        types.DidChangeConfigurationParams({"shortlist": {"codeLens": {"enable": False}}})
    )
    assert await session.lenses(uri) == []


async def test_pulled_settings_are_used(sessions, comment):
    session = await sessions.start("vscode", configuration={"solve": {"samples": 12}})
    uri = session.open("sum.py", comment())
    await session.until(lambda: session.registrations)
    await session.request("shortlist/status", {})
    await session.solve(uri)
    assert sessions.engine.requests("solve")[0]["params"]["budget"]["samples"] == 12
