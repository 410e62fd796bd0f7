"""editors/schema.toml is what the server knows and what the clients and the documents say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from shortlist_engine.languages import runnable
from shortlist_server.configuration import read_settings, setting_paths

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = tomllib.loads((ROOT / "editors" / "schema.toml").read_text(encoding="utf-8"))
OF_SERVER = [setting for setting in SCHEMA["settings"] if setting.get("of") != "vscode"]


def tree(name: str, value: Any) -> dict[str, Any]:
    head, _, rest = name.partition(".")
    return {head: tree(rest, value) if rest else value}


def test_what_is_written_from_it_is_up_to_date():
    command = [sys.executable, "scripts/write_schema.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_server_has_its_settings_with_their_defaults():
    defaults = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in setting_paths().items()
    }
    assert {setting["name"]: setting["default"] for setting in OF_SERVER} == defaults


def test_the_server_takes_what_it_allows_and_nothing_beyond():
    for setting in OF_SERVER:
        name = setting["name"]
        allowed = [choice["value"] for choice in setting.get("choices", ())]
        allowed += [setting[bound] for bound in ("minimum", "maximum") if bound in setting]
        allowed += [[item] for item in setting.get("items", ())]
        for value in allowed:
            assert read_settings(tree(name, value))[1] == [], (name, value)
        refused: list[Any] = []
        if "minimum" in setting:
            refused += [setting["minimum"] - 1, setting["maximum"] + 1]
        if allowed and "minimum" not in setting:
            refused.append(["nothing known"] if "items" in setting else "nothing known")
        for value in refused:
            assert read_settings(tree(name, value))[1], (name, value)


def test_the_languages_to_solve_in_are_those_that_can_be_run():
    (setting,) = (each for each in OF_SERVER if each["name"] == "solve.languages")
    assert tuple(setting["items"]) == runnable()


def test_settings_are_few():
    assert len(SCHEMA["settings"]) <= 25
