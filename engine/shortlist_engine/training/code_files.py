"""The source files of a folder that are worth pretraining on.

Li et al. 2022, section 3.1, leave out files of more than 1 MB or with a line of more than 1,000
characters, which are mostly generated, and files that are equal up to white space. Here also what
is not text, what says that it was generated, and minified files. Symbolic links are not followed.
"""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from shortlist_engine.files import digest
from shortlist_engine.languages import find_suffix
from shortlist_engine.model.errors import ModelError
from shortlist_engine.training.recipe import CodeRecipe

# The paper's.
LANGUAGES = (
    "cpp", "csharp", "go", "java", "javascript", "lua", "php", "python", "ruby", "rust", "scala",
    "typescript",
)  # fmt: skip
_DIALECTS = {"javascriptreact": "javascript", "typescriptreact": "typescript"}
_GENERATED = re.compile(
    r"@generated|do not edit|(?:auto(?:matically)?[ -]?|machine[ -])generated", re.IGNORECASE
)
_MINIFIED = re.compile(r"[.-]min\.\w+$")
_HEAD = 1_000  # characters in which a file says that it was generated
_FEWEST = 32  # characters; less is an empty module or a lone import


class _Skip(Exception):
    """Why a file is left out."""


@dataclass(frozen=True)
class CodeFile:
    """`digest` is of the bytes; `size` counts them."""

    path: Path
    language: str
    size: int
    digest: str

    @property
    def fraction(self) -> float:
        """Returns a number from 0 to 1, the same for equal files on every machine, by which files
        are held out."""
        return int(self.digest[:8], 16) / 2**32


@dataclass(frozen=True)
class CodeFiles:
    """`skipped` counts files of known languages by the reason for leaving them out."""

    files: tuple[CodeFile, ...]
    skipped: dict[str, int]

    def summary(self) -> str:
        """Says in one line how many files there are, in which languages, and what was left out."""
        sizes: Counter[str] = Counter()
        for file in self.files:
            sizes[file.language] += file.size
        languages = ", ".join(f"{name} {size / 1e6:.1f} MB" for name, size in sizes.most_common())
        skipped = ", ".join(f"{count} {reason}" for reason, count in sorted(self.skipped.items()))
        return (
            f"{len(self.files)} files of code ({languages or 'none'})"
            f"{f'; left out: {skipped}' if skipped else ''}"
        )


def scan(folders: Iterable[Path], recipe: CodeRecipe) -> CodeFiles:
    """Returns the files below `folders`, in the order of their paths. Raises ModelError naming a
    folder that cannot be read and a language that is not known."""
    unknown = sorted(set(recipe.languages) - set(LANGUAGES))
    if unknown:
        raise ModelError(
            f"[code] languages: {unknown[0]!r} is not known; use some of {', '.join(LANGUAGES)}"
        )
    wanted = set(recipe.languages or LANGUAGES)
    files, skipped, seen = [], Counter[str](), set[str]()
    for folder in folders:
        if not folder.is_dir():
            raise ModelError(f"--code: {folder} is not a folder")
        for path in _walk(folder, skipped):
            language = _language(path)
            if language not in wanted:
                continue
            try:
                data = _bytes(path, recipe.max_bytes)
                _check(path, decode(data), recipe)
                plain = digest(b"".join(data.split()))
                if plain in seen:
                    raise _Skip("duplicate")
            except _Skip as reason:
                skipped[str(reason)] += 1
                continue
            seen.add(plain)
            files.append(CodeFile(path, language, len(data), _digest(data)))
    return CodeFiles(tuple(files), dict(skipped))


def read(file: CodeFile) -> str:
    """Returns the file's text with line ends as `\\n`. Raises ModelError when it has changed since
    it was found."""
    try:
        data = _bytes(file.path, file.size)
        if _digest(data) == file.digest:
            return decode(data)
    except _Skip:
        pass
    raise ModelError(f"{file.path} has changed since it was found: run the command again")


def decode(data: bytes) -> str:
    """Returns UTF-8 text with line ends as `\\n`."""
    if b"\0" in data:
        raise _Skip("not text")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _Skip("not text") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _language(path: Path) -> str:
    found = find_suffix(path.suffix)
    return _DIALECTS.get(found.name, found.name) if found is not None else ""


def _walk(folder: Path, skipped: Counter[str]) -> Iterator[Path]:
    """Regular files, depth first by name; hidden folders (`.git`) and links are passed by."""
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        try:
            with os.scandir(current) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            if current == folder:
                raise ModelError(f"--code: {folder} cannot be read: {error.strerror}") from error
            skipped["unreadable"] += 1
            continue
        inner = []
        for entry in entries:
            if entry.is_symlink():
                continue
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith("."):
                    inner.append(current / entry.name)
            elif entry.is_file(follow_symlinks=False):
                yield current / entry.name
        waiting += reversed(inner)


def _bytes(path: Path, limit: int) -> bytes:
    """The whole file. A name that was a file when the folder was listed may be a pipe by now:
    opening one must not wait."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
        with open(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise _Skip("unreadable")
            data = b"" if found.st_size > limit else file.read(limit + 1)
    except OSError:
        raise _Skip("unreadable") from None
    if max(found.st_size, len(data)) > limit:
        raise _Skip("too large")
    return data


def _check(path: Path, text: str, recipe: CodeRecipe) -> None:
    if len(text.strip()) < _FEWEST:
        raise _Skip("too short")
    if max(map(len, text.split("\n"))) > recipe.max_line:
        raise _Skip("with too long a line")
    if _MINIFIED.search(path.name) or _GENERATED.search(text[:_HEAD]):
        raise _Skip("generated")


def _digest(data: bytes) -> str:
    return digest(data)[:32]


def digest_of(files: Sequence[CodeFile]) -> str:
    """Returns a text that is another when a file is."""
    return digest("\n".join(file.digest for file in files).encode())[:16]


def held_out(files: Sequence[CodeFile], share: float, unseen: bool) -> list[CodeFile]:
    """Returns the files for the validation loss, or those for training."""
    return [file for file in files if (file.fraction < share) == unseen]
