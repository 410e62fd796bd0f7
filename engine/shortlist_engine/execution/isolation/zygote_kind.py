"""What a zygote is for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Service = Literal["programs", "compiler", "tools"]


@dataclass(frozen=True)
class ZygoteKind:
    """Says what a zygote is for, and all that its sandbox shows it on account of that. A worker
    keeps one zygote of each kind.

    - `service`: `programs` run in the zygote's own interpreter or are executed by themselves; a
      `compiler` writes what it makes; `tools` are virtual machines, and checkers.
    - `name`: whose compiler or tool it is, for a person to read.
    - `numpy`: whether programs find numpy imported.
    - `variation`: the seed of hashes and random numbers of programs; all but 0 also have another
      layout of memory each.
    - `readable`: paths that a compiler or tool reads beside the system's own.
    - `executable`: paths that it starts, or that are started.
    - `files`: whether programs find files in their working directory and may fill some; tools
      and checkers always do.
    """

    service: Service
    name: str = ""
    numpy: bool = False
    variation: int = 0
    readable: tuple[str, ...] = ()
    executable: tuple[str, ...] = ()
    files: bool = False

    @property
    def has_directory(self) -> bool:
        """Tells whether its zygote has a private directory."""
        return self.files or self.service != "programs"

    def varied(self, variation: int) -> ZygoteKind:
        """Returns this kind in another variation; compilers and tools have but one."""
        return replace(self, variation=variation) if self.service == "programs" else self


PROGRAMS = ZygoteKind("programs")  # that need nothing but themselves
