"""Compiling as in a terminal, and keeping what was built.

What was built is a folder of the cache, in which the program is started. Least recently used go
first; one whose program runs stays on Windows, where it cannot be removed.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from shortlist_engine import languages
from shortlist_engine.execution.compiling.command import filled_command
from shortlist_engine.execution.compiling.messages import CompileFailed, files_of, first_errors
from shortlist_engine.execution.isolation.jail.tool_call import filled
from shortlist_engine.execution.plain import process
from shortlist_engine.execution.plain.environment import environment
from shortlist_engine.execution.plain.tools import Found, found
from shortlist_engine.execution.plain.warden import order
from shortlist_engine.execution.plain.warden.order import Order
from shortlist_engine.execution.plain.workplace import Room, Workplace
from shortlist_engine.files import digest, whole_path
from shortlist_engine.languages.language import Plain, Toolchain
from shortlist_engine.places import cache_dir
from shortlist_engine.problem import Program

_CACHE_BYTES = 256 << 20
_CPU_S, _WALL_S = 60.0, 120.0
_MEMORY = 4 << 30
_SAID_BYTES = 16 << 20
_UNKNOWN_STANDARD = ("unrecognized command", "invalid value")
_NAME = "program.exe" if sys.platform == "win32" else "program"


@dataclass(frozen=True)
class Built:
    """Names what was built, and what to start in it."""

    path: Path
    main: str = ""


def builds_cache() -> Path:
    """Returns where programs are that were compiled without the sandbox; it need not exist."""
    return cache_dir() / "plain"


class Builder:
    """Builds programs, at most `limit` at a time."""

    def __init__(self, workplace: Workplace, limit: int) -> None:
        self._workplace = workplace
        self._compiling = asyncio.Semaphore(limit)
        self._building: dict[str, asyncio.Lock] = {}
        self._checked: set[str] = set()
        self._written = 0

    async def build(self, program: Program, headers: Mapping[str, bytes] | None = None) -> Built:
        """Returns what the compiler made of the program. `headers` (name, content) lie beside it
        for the compiler to read. Raises CompileFailed with the compiler's message, and OSError."""
        chain = languages.toolchain(program.language)
        tools = found(program.language, program.tool)
        assert tools is not None and chain.plain is not None and chain.file is not None
        files = {**files_of(program), **(headers or {})}
        file = chain.file(program.source)
        source = program.source.encode("utf-8", "replace")
        key = _key(tools, chain, program, {**files, file: source})
        home = builds_cache() / key
        # Another run of the same program would compile it at the same time.
        async with self._building.setdefault(key, asyncio.Lock()):
            if not (home / _NAME).exists():
                async with self._compiling:
                    await self._compile(tools, chain, program, {**files, file: source}, home)
            with contextlib.suppress(OSError):
                os.utime(home)
            return Built(home / _NAME, await asyncio.to_thread(_main_of, home / _NAME, chain, file))

    async def check(self, program: Program) -> None:
        """Finds out, once, whether a program that is run as it is can be run at all. Raises
        CompileFailed and OSError."""
        chain = languages.toolchain(program.language)
        tools = found(program.language, program.tool)
        assert tools is not None and chain.plain is not None
        if not chain.plain.check or chain.file is None:
            return
        file = chain.file(program.source)
        files = {**files_of(program), file: program.source.encode("utf-8", "replace")}
        key = _key(tools, chain, program, files)
        if key in self._checked:
            return
        async with self._compiling:
            with self._workplace.room(files) as room:
                values = {"tool": tools.tool, "file": file}
                words = [filled(word, values) for word in chain.plain.check]
                await _run_compiler(words, room)
        self._checked.add(key)

    async def _compile(
        self,
        tools: Found,
        chain: Toolchain,
        program: Program,
        files: Mapping[str, bytes],
        home: Path,
    ) -> None:
        try:
            standards = [chain.standard(program.standard)]
        except KeyError:
            known = ", ".join(name for name, _ in chain.standards)
            raise CompileFailed(
                f"{program.standard!r} is no standard of {program.language}: known are {known}"
            ) from None
        failures: list[CompileFailed] = []
        while standards:
            standard = standards.pop(0)
            try:
                return await self._compile_by(standard, tools, chain, program, files, home)
            except CompileFailed as error:
                known_here = not any(words in error.said for words in _UNKNOWN_STANDARD)
                if known_here:
                    failures.append(error)
                first = standard == chain.standard(program.standard)
                if first and not program.standard and chain.other_standards is not None:
                    standards = list(chain.other_standards(program.source, error.said))
                elif known_here:
                    break
                elif not failures:
                    failures.append(error)
        raise min(failures, key=lambda each: each.said.count(" error: "))

    async def _compile_by(
        self,
        standard: str,
        tools: Found,
        chain: Toolchain,
        program: Program,
        files: Mapping[str, bytes],
        home: Path,
    ) -> None:
        assert chain.plain is not None and chain.file is not None
        values = {
            "tool": tools.tool,
            "standard": standard,
            "file": chain.file(program.source),
        }
        try:
            with self._workplace.room(files) as room, whole_path(home, durable=False) as made:
                built = made / _NAME
                (built if chain.plain.directory else made).mkdir(parents=True)
                values["program"] = str(built)
                words = filled_command(_words(chain.plain, tools), values, program.flags)
                said = await _run_compiler(words, room)
                if not built.exists():
                    raise CompileFailed("the compiler wrote no program", said)
                self._written += _size(made)
        except OSError:
            if not (home / _NAME).exists():  # else another engine was quicker
                raise
        if self._written > _CACHE_BYTES // 8:
            self._written = 0
            await asyncio.to_thread(_evict, home)


async def _run_compiler(words: list[str], room: Room) -> str:
    """What it said. Raises CompileFailed, and OSError when it cannot be started."""
    room.input.touch()
    asked = Order(
        words,
        str(room.work),
        {**environment(), "LC_ALL": "C"},
        str(room.input),
        str(room.output),
        str(room.errors),
        _CPU_S,
        _WALL_S,
        _MEMORY,
        0,
        _SAID_BYTES,
        _SAID_BYTES,
    )
    answer = await process.follow(asked)
    result = process.result_of(answer, room, _SAID_BYTES)
    said = result.errors
    if not said:  # some compilers use standard output
        said = result.output[-4096:].decode("utf-8", "replace").strip()
    if answer.state in (order.CPU, order.WALL):
        raise CompileFailed(f"compiling took more than {_CPU_S:.0f} s")
    if answer.state != order.EXITED or answer.code:
        raise CompileFailed(first_errors(said), said)
    return said


def _words(plain: Plain, tools: Found) -> tuple[str, ...]:
    """The compiler's command. What is said for one compiler is not for another."""
    stem = Path(tools.tool).stem.lower()
    if sys.platform == "win32" and stem == plain.tools[0]:
        return (*plain.compile, *plain.on_windows)
    return plain.compile


def _main_of(built: Path, chain: Toolchain, file: str) -> str:
    """What to start in a directory of classes. Raises CompileFailed when there is nothing."""
    if chain.main is None:
        return ""
    import zipfile

    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as classes:
        for each in sorted(built.rglob("*.class")):
            classes.write(each, each.relative_to(built).as_posix())
    try:
        return chain.main(archive.getvalue(), file)
    except ValueError as error:
        raise CompileFailed(str(error)) from error


def _key(tools: Found, chain: Toolchain, program: Program, files: Mapping[str, bytes]) -> str:
    """Of everything that decides what is built. A compiler that was replaced has another time."""
    about = os.stat(tools.tool)
    parts = [
        repr(
            (tools, about.st_size, about.st_mtime_ns, chain.plain, program.standard, program.flags)
        ),
        *(f"{name}\0{digest(files[name])}" for name in sorted(files)),
    ]
    return digest("\0".join(parts).encode("utf-8", "replace"))[:32]


def _size(folder: Path) -> int:
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())


def _evict(kept: Path) -> None:
    """Removes what was not used for the longest time, until the rest is small enough."""
    entries = []
    with contextlib.suppress(OSError):
        for each in builds_cache().iterdir():
            if not each.name.startswith("."):
                entries.append((each.stat().st_mtime, _size(each), each))
    total = sum(size for _, size, _ in entries)
    for _, size, each in sorted(entries):
        if total <= _CACHE_BYTES:
            return
        if each != kept:
            shutil.rmtree(each, ignore_errors=True)
            total -= size
