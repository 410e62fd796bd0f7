"""Writes what the editors and the documents say of settings and commands from editors/schema.toml.

Usage: write_schema.py [--check]. With --check nothing is written, and files that differ are named.
Parts of a text stand between lines with `schema: NAME` and `schema: end`; in Neovim's help, where
these would be seen, between a section's title, which ends with its tag, and the next rule.
"""

from __future__ import annotations

import json
import re
import sys
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = ROOT / "editors" / "schema.toml"
MANIFEST = "editors/vscode/package.json"
LUA = "editors/nvim/lua/shortlist/settings.lua"
VIMDOC = "editors/nvim/doc/shortlist.txt"
VIMDOC_WIDTH = 78

Entry = dict[str, Any]
Schema = dict[str, list[Entry]]


def main(arguments: Sequence[str]) -> int:
    schema = tomllib.loads(SCHEMA.read_text(encoding="utf-8"))
    differing = []
    for name, written in files(schema).items():
        path = ROOT / name
        if not path.exists() or path.read_text(encoding="utf-8") != written:
            differing.append(name)
            if "--check" not in arguments:
                path.write_text(written, encoding="utf-8")
    for name in differing:
        print(f"{name}: {'differs; run make schema' if '--check' in arguments else 'written'}")
    return 1 if differing and "--check" in arguments else 0


def files(schema: Schema) -> dict[str, str]:
    """Returns the text of each file that holds something of the schema, by its path."""
    settings, commands = schema["settings"], schema["commands"]
    of_server = [setting for setting in settings if setting.get("of") != "vscode"]
    return {
        MANIFEST: _manifest(settings, commands),
        "editors/vscode/README.md": _with_parts(
            "editors/vscode/README.md",
            {
                "commands": _padded(_command_rows(commands)),
                "settings": _padded(_setting_rows(settings, "in_vscode")),
            },
        ),
        "docs/lsp-extensions.md": _with_parts(
            "docs/lsp-extensions.md",
            {"settings": _plain(_setting_rows(of_server, "in_protocol"))},
        ),
        LUA: _lua(of_server),
        VIMDOC: _with_parts(
            VIMDOC,
            {
                "shortlist-commands": _vim_subcommands(schema["subcommands"]),
                "shortlist-settings": _vim_settings(of_server),
            },
            start=r"^[^\n]*\*{}\*[^\n]*\n",
            end=r"^={{78}}$",
        ),
    }


def _with_parts(
    name: str,
    parts: dict[str, str],
    start: str = r"^<!-- schema: {} -->\n",
    end: str = r"^<!-- schema: end -->$",
) -> str:
    """Returns the file `name` with each of its `parts` in place of what stood there."""
    text = (ROOT / name).read_text(encoding="utf-8")
    for part, written in parts.items():
        edges = f"({start.format(part)}).*?({end.format(part)})"
        found = list(re.finditer(edges, text, re.MULTILINE | re.DOTALL))
        if len(found) != 1:
            raise SystemExit(f"{name}: the part {part} stands there {len(found)} times, not once")
        text = text[: found[0].end(1)] + written + text[found[0].start(2) :]
    return text


# VS Code


def _manifest(settings: list[Entry], commands: list[Entry]) -> str:
    manifest = json.loads((ROOT / MANIFEST).read_text(encoding="utf-8"))
    manifest["contributes"]["commands"] = [_command(command) for command in commands]
    groups: dict[str, dict[str, Entry]] = {}
    for order, setting in enumerate(settings, start=1):
        group = groups.setdefault(setting["group"], {})
        group[f"shortlist.{setting['name']}"] = _property(setting, order)
    manifest["contributes"]["configuration"] = [
        {"title": title, "properties": properties} for title, properties in groups.items()
    ]
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


def _command(command: Entry) -> Entry:
    entry = {
        "command": f"shortlist.{command['name']}",
        "title": command["title"],
        "category": "Shortlist",
    }
    if "icon" in command:
        entry["icon"] = command["icon"]
    if "enablement" in command:
        entry["enablement"] = command["enablement"]
    return entry


def _property(setting: Entry, order: int) -> Entry:
    is_list = setting["type"] == "list of strings"
    found: Entry = {
        "type": "array" if is_list else setting["type"],
        "default": setting["default"],
        "markdownDescription": _text(setting, "in_vscode"),
        "scope": setting["scope"],
        "order": order,
    }
    for bound in ("minimum", "maximum"):
        if bound in setting:
            found[bound] = setting[bound]
    if "choices" in setting:
        found["enum"] = [choice["value"] for choice in setting["choices"]]
        found["enumDescriptions"] = [choice["text"] for choice in setting["choices"]]
    if is_list:
        found["items"] = {"type": "string"}
        if "items" in setting:
            found["items"]["enum"] = setting["items"]
            found["uniqueItems"] = True
    return found


# Tables of Markdown


def _text(setting: Entry, place: str) -> str:
    return " ".join(filter(None, (setting["text"], setting.get(place))))


def _named_values(setting: Entry) -> list[str]:
    """What a setting may be, but for nothing, of which its text tells."""
    allowed = setting.get("items", [choice["value"] for choice in setting.get("choices", ())])
    return [value for value in allowed if value]


def _setting_rows(settings: Iterable[Entry], place: str) -> list[list[str]]:
    rows = [["setting", "default", "meaning"]]
    for setting in settings:
        meaning = _text(setting, place)
        allowed = _named_values(setting)
        if allowed:
            meaning += " One of " if "choices" in setting else " Any of "
            meaning += ", ".join(f"`{value}`" for value in allowed) + "."
        default = json.dumps(setting["default"])
        rows.append([f"`shortlist.{setting['name']}`", f"`{default}`", meaning])
    return rows


def _command_rows(commands: Iterable[Entry]) -> list[list[str]]:
    rows = [["command", "title", "what it does"]]
    for command in commands:
        title = f"Shortlist: {command['title']}"
        rows.append([f"`shortlist.{command['name']}`", title, command["text"]])
    return rows


def _padded(rows: list[list[str]]) -> str:
    """A table as prettier writes it."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    rule = "| " + " | ".join("-" * width for width in widths) + " |"
    return "\n" + "\n".join([lines[0], rule, *lines[1:]]) + "\n\n"


def _plain(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(["", lines[0], "|" + "---|" * len(rows[0]), *lines[1:], "", ""])


# Neovim


def _lua(settings: Iterable[Entry]) -> str:
    """A module with the defaults of the server's settings, for completion and the health page."""
    kinds = {"integer": "integer", "number": "number", "string": "string", "boolean": "boolean"}
    lines = [
        "-- Written by scripts/write_schema.py from editors/schema.toml.",
        "",
        "--- The settings of the server: what each may hold, and its default.",
        "---@type table<string, { type: string, default: any, choices?: string[] }>",
        "return {",
    ]
    for setting in settings:
        kind = kinds.get(setting["type"], "string[]")
        default = _lua_value(setting["default"])
        parts = [f"type = '{kind}'", f"default = {default}"]
        allowed = _named_values(setting)
        if allowed:
            parts.append("choices = { " + ", ".join(f"'{value}'" for value in allowed) + " }")
        lines += _lua_entry(setting["name"], parts)
    return "\n".join([*lines, "}", ""])


def _lua_entry(name: str, parts: list[str]) -> list[str]:
    """One entry of a table, as stylua writes it."""
    line = f"  ['{name}'] = {{ {', '.join(parts)} }}," if "." in name else ""
    line = line or f"  {name} = {{ {', '.join(parts)} }},"
    if len(line) <= 120:
        return [line]
    head = line[: line.index("{") + 1]
    return [head, *(f"    {part}," for part in parts), "  },"]


def _lua_value(value: Any) -> str:
    if isinstance(value, str):
        return f"'{value}'"
    if isinstance(value, list):
        return "{}" if not value else "{ " + ", ".join(map(_lua_value, value)) + " }"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _vim_subcommands(subcommands: Iterable[Entry]) -> str:
    found = []
    for subcommand in subcommands:
        head = f":Shortlist {subcommand['name']} {subcommand.get('arguments', '')}".rstrip()
        tag = f"*:Shortlist-{subcommand['name']}*"
        room = VIMDOC_WIDTH - len(head) - len(tag)
        first = [head + " " * room + tag] if room > 0 else [tag.rjust(VIMDOC_WIDTH), head]
        found.append("\n".join([*first, *_vim_lines(subcommand["text"], 8)]))
    return "\n" + "\n\n".join(found) + "\n\n"


def _vim_settings(settings: Iterable[Entry]) -> str:
    found = []
    for setting in settings:
        head = f"    {setting['name']}"
        default = f"{setting['type']}, default `{_lua_value(setting['default'])}`"
        lines = [f"{head}  ({default})", *_vim_lines(_vim_text(setting), 8)]
        found.append("\n".join(lines))
    return "\n" + "\n".join(found) + "\n\n"


def _vim_text(setting: Entry) -> str:
    allowed = _named_values(setting)
    more = " Any of " if "items" in setting else " One of "
    choices = more + ", ".join(f"`{value}`" for value in allowed) + "." if allowed else ""
    return re.sub(r"\*\*(.+?)\*\*", r"\1", setting["text"]) + choices


def _vim_lines(text: str, indent: int) -> list[str]:
    return textwrap.wrap(
        text,
        VIMDOC_WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * indent,
        break_on_hyphens=False,
        break_long_words=False,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
