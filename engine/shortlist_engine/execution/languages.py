"""The languages that programs may be written in, as data."""

from __future__ import annotations

import functools
import shutil
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Language:
    """How a language is run. `tool` is the compiler to look for, tried in order; an interpreted
    language runs in the sandbox's own interpreter and needs none. `command` is what follows the
    tool: it reads the source from standard input and writes `{output}`; `{headers}` is the
    directory of precompiled headers. `header_command` precompiles a header from the file
    `{input}`; its options that change code must be those of `command`."""

    name: str
    suffix: str
    kind: Literal["python", "native"]
    tools: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    header_command: tuple[str, ...] = ()
    fix: str = ""


LANGUAGES: dict[str, Language] = {
    language.name: language
    for language in (
        Language("python", ".py", "python"),
        Language(
            "cpp",
            ".cpp",
            "native",
            tools=("g++",),
            command=(
                "-std=gnu++17", "-O2", "-pipe", "-w", "-fmax-errors=3", "-fdiagnostics-color=never",
                "-isystem", "{headers}", "-x", "c++", "-", "-o", "{output}",
            ),
            header_command=(
                "-std=gnu++17", "-O2", "-w", "-x", "c++-header", "{input}", "-o", "{output}",
            ),
            fix="install the GNU C++ compiler (Debian and Ubuntu: apt install g++)",
        ),
    )
}  # fmt: skip


@functools.cache
def tool(language: str) -> str | None:
    """Path of the language's compiler; None when it is not installed or none is needed."""
    for name in LANGUAGES[language].tools:
        path = shutil.which(name)
        if path is not None:
            return path
    return None


def available_languages() -> tuple[str, ...]:
    """The languages whose tools are installed here."""
    return tuple(name for name, entry in LANGUAGES.items() if not entry.tools or tool(name))
