"""How the user wants programs of their own compiled and run: a file of the user's, which no
workspace can write. Programs that a model proposes are not touched by it.

    {
      "cpp": {"standard": "c++20", "flags": ["-DLOCAL", "-Wall"]},
      "python": {"tool": "pypy3"}
    }
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from shortlist_engine.languages import LANGUAGES, display_name, runnable
from shortlist_engine.places import config_dir
from shortlist_engine.problem import Program
from shortlist_engine.protocol import EngineError

_FIELDS = ("standard", "flags", "tool")


@dataclass(frozen=True)
class OwnTool:
    """Holds what the user wants for a language: the name of its `standard`, further words for its
    compiler, and another compiler or interpreter, by name or path. Empty: the usual."""

    standard: str = ""
    flags: tuple[str, ...] = ()
    tool: str = ""

    def applied(self, program: Program) -> Program:
        """Returns the program to be compiled and run so. What it says itself stays."""
        return replace(
            program,
            standard=program.standard or self.standard,
            flags=program.flags or self.flags,
            tool=program.tool or self.tool,
        )


OwnTools = Mapping[str, OwnTool]


def own_tools_file() -> Path:
    """Returns where the user says it; it need not exist."""
    return config_dir() / "languages.json"


def read_own_tools() -> OwnTools:
    """Returns what the user wants, by the names of languages. Raises EngineError `invalidRequest`,
    which says what to change, when the file cannot be read or says what cannot be."""
    file = own_tools_file()
    try:
        data = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise _wrong(f"it cannot be read: {error}") from error
    if not isinstance(data, dict):
        raise _wrong("an object is expected, with a language in each field")
    return {name: _own_tool(name, fields) for name, fields in data.items()}


def _own_tool(name: str, fields: Any) -> OwnTool:
    if name not in runnable():
        raise _wrong(f"{name!r} is no language that is run: take {', '.join(runnable())}")
    if not isinstance(fields, dict) or not set(fields) <= set(_FIELDS):
        raise _wrong(f"{name} has the fields {', '.join(_FIELDS)}")
    standard, tool = fields.get("standard", ""), fields.get("tool", "")
    flags = fields.get("flags", [])
    for field, value in (("standard", standard), ("tool", tool)):
        if not isinstance(value, str):
            raise _wrong(f"{name}.{field} is a text")
    if not isinstance(flags, list) or not all(isinstance(each, str) for each in flags):
        raise _wrong(f'{name}.flags is a list of texts, such as ["-DLOCAL"]')
    chain = LANGUAGES[name].toolchain
    assert chain is not None
    known = [each for each, _ in chain.standards]
    if standard and standard not in known:
        what = f"take one of {', '.join(known)}" if known else "it has none"
        raise _wrong(f"{standard!r} is no standard of {display_name(name)}: {what}")
    if flags and not chain.takes_flags:
        raise _wrong(f"{display_name(name)} takes no flags here")
    return OwnTool(standard, tuple(flags), tool)


def _wrong(what: str) -> EngineError:
    return EngineError("invalidRequest", f"{own_tools_file()}: {what}.")
