"""Where this machine has the tools of the languages, as a terminal finds them."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from shortlist_engine import languages
from shortlist_engine.execution.isolation.interpreter import own_interpreter

_WINDOWS_SUFFIXES = (".exe", ".com")
_ASK_S = 20
_LEAST_PYTHON = (3, 8)
_ASK_PYTHON = "import sys; print(sys.version_info[0], sys.version_info[1], sys.executable)"
NO_WINDOW = 0x08000000 if sys.platform == "win32" else 0
"""For processes of a graphical program, which would each open a console on Windows."""


@dataclass(frozen=True)
class Found:
    """Holds the path of a language's tool, and of what runs what it builds, where that is
    another."""

    tool: str
    runner: str = ""


def find(name: str, path: str | None = None, *, windows: bool | None = None) -> str | None:
    """Returns the path of the program `name` in the folders of `path` (by default PATH), None when
    it is in none. The working directory is not looked in, as Windows does: what lies in a folder
    that somebody else made is not run for a compiler."""
    windows = sys.platform == "win32" if windows is None else windows
    path = os.environ.get("PATH", os.defpath) if path is None else path
    suffixes = _WINDOWS_SUFFIXES if windows and not name.lower().endswith(".exe") else ("",)
    for folder in path.split(";" if windows else os.pathsep):
        folder = folder.strip('"') if windows else folder
        if not os.path.isabs(folder):
            continue
        for suffix in suffixes:
            file = os.path.join(folder, name + suffix)
            if os.path.isfile(file) and (windows or os.access(file, os.X_OK)):
                return file
    return None


def found(language: str, chosen: str = "") -> Found | None:
    """Returns the tools of a language that is run, None when they are not all here. May take a
    second the first time. `chosen` is a tool of the user's own in the place of the usual ones, by
    its name or its path."""
    plain = languages.toolchain(language).plain
    if plain is None:
        return None
    if language == "python" and not chosen:
        return Found(python())
    tool = next(filter(None, map(_find_or_take, [chosen] if chosen else plain.tools)), None)
    runner = find(plain.runner) if plain.runner else ""
    return None if tool is None or runner is None else Found(tool, runner)


def missing(language: str, chosen: str = "") -> str:
    """Says why programs in this language cannot be run here, with the fix; empty when they can."""
    if found(language, chosen):
        return ""
    if chosen:
        return f"{language} programs cannot be run here: {chosen}, which you chose, is not there"
    return f"{language} programs cannot be run here: {fix(language)}"


def _find_or_take(name: str) -> str | None:
    """A path is taken as it is, where there is a program."""
    path = os.path.expanduser(name)
    if not os.path.isabs(path):
        return find(name)
    return path if os.path.isfile(path) and os.access(path, os.X_OK) else None


def fix(language: str, system: str = sys.platform) -> str:
    """Returns what to do on this system to get the language's tools."""
    chain = languages.toolchain(language)
    plain = chain.plain
    return dict(plain.fixes if plain else ()).get(system, chain.fix)


def available_languages(names: Iterable[str]) -> tuple[str, ...]:
    """Returns those of `names` whose tools are here."""
    return tuple(name for name in names if found(name))


@functools.cache
def python() -> str:
    """Returns the user's own Python, as a terminal starts it, or ours where there is none that
    answers, or only one that is too old. May take a second the first time."""
    commands = [[name] for name in ("python3", "python")]
    if sys.platform == "win32":
        commands = [["py", "-3"], ["python"], ["python3"]]
    for name, *arguments in commands:
        path = find(name)
        answer = _ask([path, *arguments]) if path else None
        if answer:
            return answer
    return own_interpreter()


def _ask(command: list[str]) -> str | None:
    """The path of the interpreter behind a command. On Windows `python` may be a program that only
    opens a shop."""
    try:
        said = subprocess.run(
            [*command, "-c", _ASK_PYTHON],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=_ASK_S,
            cwd=os.path.abspath(os.sep),
            env={**os.environ, "PYTHONUTF8": "1"},
            creationflags=NO_WINDOW,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return read_answer(said.stdout) if said.returncode == 0 else None


def read_answer(said: str) -> str | None:
    """Returns the path of a Python that is new enough, from what it said of itself."""
    parts = said.strip().split(" ", 2)
    if len(parts) < 3 or not (parts[0].isdigit() and parts[1].isdigit()):
        return None
    return parts[2] if (int(parts[0]), int(parts[1])) >= _LEAST_PYTHON else None
