"""Where this machine has the compilers and virtual machines of the languages."""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from glob import glob

from shortlist_engine import languages
from shortlist_engine.execution.isolation.jail.tool_call import filled

_ASK_S = 60


@dataclass(frozen=True)
class Installed:
    """Holds the paths of a tool that is here."""

    tool: str
    home: str


@functools.cache
def installed(language: str) -> Installed | None:
    """Returns the language's real tool; None when it is missing or does not answer, or none is
    needed. May take a second the first time."""
    chain = languages.toolchain(language)
    if chain.tool is None or not all(map(shutil.which, chain.needs)):
        return None
    found = shutil.which(chain.tool.name)
    if found is None or not chain.tool.ask:
        return Installed(found, "") if found else None
    try:
        said = subprocess.run(
            [found, *chain.tool.ask], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, errors="replace", timeout=_ASK_S, cwd="/",
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    answer = re.search(chain.tool.answer, said.stdout)
    if said.returncode or answer is None:
        return None
    home = answer[1].strip()
    path = chain.tool.path.format(home=home)
    return Installed(path, home) if shutil.which(path) else None


def tool(language: str) -> str | None:
    """Returns the path of the language's compiler or virtual machine; None when it is not installed
    or none is needed."""
    here = installed(language)
    return here.tool if here else None


def readable(language: str) -> list[str]:
    """Returns the paths outside the system's libraries that the language's tool reads."""
    here = installed(language)
    if here is None:
        return []
    chain = languages.toolchain(language)
    patterns = [filled(pattern, {"home": here.home}) for pattern in chain.readable]
    return [path for pattern in patterns for path in glob(pattern)]


@functools.cache
def linker_flags(language: str) -> tuple[str, ...]:
    """Returns the flags for the language's quicker linker, none where the compiler does not find
    it. May take a moment the first time."""
    chain, here = languages.toolchain(language), installed(language)
    if here is None or not chain.linker_flags:
        return ()
    command = [here.tool, *chain.linker_flags, "-Wl,--version"]
    try:
        asked = subprocess.run(command, capture_output=True, timeout=_ASK_S, cwd="/")
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return () if asked.returncode else chain.linker_flags


def available_languages(names: Iterable[str] | None = None) -> tuple[str, ...]:
    """Returns those of `names`, by default of all that can be run, whose tools are here."""
    wanted = languages.runnable() if names is None else names
    return tuple(name for name in wanted if not languages.toolchain(name).tool or tool(name))
