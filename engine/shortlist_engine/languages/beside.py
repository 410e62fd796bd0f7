"""The files beside a program that it includes or imports: headers, modules, classes."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from shortlist_engine.languages import toolchain

MAX_FILES = 200
MAX_BYTES = 4 << 20


class TooMuchBeside(Exception):
    """Says that a program brings more files than are taken along, and what to do."""


def files_beside(path: str | os.PathLike[str], source: str, language: str) -> dict[str, str]:
    """Returns the files in the folder of the program at `path`, and in folders of that, which its
    `source` names, and those that these name in turn, by their paths from there.

    Only regular files that lie in the folder, links followed, are taken: nothing above it. Raises
    TooMuchBeside, and OSError when one of them cannot be read.
    """
    look_for = toolchain(language).beside
    if look_for is None:
        return {}
    program = Path(path).resolve()
    folder = program.parent
    found: dict[str, str] = {}
    waiting = [("", source)]
    size = 0
    while waiting:
        place, text = waiting.pop()
        for name in look_for(text):
            for relative in dict.fromkeys((_joined(place, name), _joined("", name))):
                file = _inside(folder, relative)
                if file is None or relative in found or file == program:
                    continue
                data = file.read_bytes()
                size += len(data)
                if len(found) >= MAX_FILES or size > MAX_BYTES:
                    raise TooMuchBeside(
                        f"{program.name} brings more than {MAX_FILES} files or "
                        f"{MAX_BYTES >> 20} MiB from its folder: put it in a folder of its own"
                    )
                found[relative] = data.decode("utf-8", "replace")
                waiting.append((str(PurePosixPath(relative).parent), found[relative]))
    return found


def _joined(place: str, name: str) -> str:
    """The path of `name`, said in a file in the folder `place`; empty when it leads elsewhere."""
    if name.startswith("/") or "\\" in name or "\0" in name:
        return ""
    parts: list[str] = []
    for part in PurePosixPath(place, name).parts:
        if part != "..":
            parts.append(part)
        elif parts:
            parts.pop()
        else:
            return ""
    return "/".join(parts)


def _inside(folder: Path, relative: str) -> Path | None:
    if not relative:
        return None
    try:
        file = (folder / relative).resolve()
        return file if file.is_file() and folder in file.parents else None
    except OSError:  # a name that is too long, say
        return None
