"""Compiling in the sandbox: the cache of built programs and the precompiled header.

Both live in the user's cache directory. Without a cache that can be written compiling works too,
only slower: every program and header is then compiled anew.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import functools
import hashlib
import logging
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ..problem import Program
from .jail import wire
from .languages import LANGUAGES, tool
from .sandbox import Launch, Layers, launch
from .worker import Zygote, ZygoteDied

log = logging.getLogger(__name__)
_HEADER = Path(__file__).resolve().parent / "headers" / "bits" / "stdc++.h"
# Rare and slow to parse, so not in the trimmed header: a program naming one gets the whole header.
_NOT_IN_HEADER = re.compile(
    r"\b(?:regex|thread|this_thread|future|async|promise|mutex|lock_guard|unique_lock|"
    r"condition_variable|filesystem|locale|codecvt|execution|shared_mutex|memory_resource|pmr|"
    r"scoped_allocator_adaptor|valarray|charconv|from_chars|to_chars|atomic)\b"
)
_INCLUDES_ALL = re.compile(r"^\s*#\s*include\s*<bits/stdc\+\+\.h>", re.MULTILINE)
_CPU_S, _WALL_S = 10, 120
_MEMORY = 2 << 30
_MAX_BINARY = 64 << 20
_CACHE_BYTES = 256 << 20
_HEADER_CPU_S, _HEADER_WALL_S = 60, 600
_MAX_HEADER = 512 << 20  # about 70 MiB with g++ 12
_MESSAGE_LINES = 6
_CPU_EXCEEDED = "CPU time limit exceeded"


class CompileFailed(Exception):
    """The program does not compile; the message is the compiler's first lines."""


def cache_dir() -> Path:
    """Where the user's private cache is; it need not exist."""
    base = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if not base.is_absolute():  # the XDG specification: ignore relative ones
        base = Path(os.path.expanduser("~")) / ".cache"
    return base / "shortlist" / "cpp"


@functools.cache
def _version(compiler: str) -> str:
    result = subprocess.run([compiler, "--version"], capture_output=True, text=True, timeout=30)
    return result.stdout


class CompileCache:
    """Compiled programs by a hash of compiler, command and source; least recently used go first."""

    def __init__(self, limit: int = _CACHE_BYTES) -> None:
        self._limit = limit
        self._written = 0
        self._without_headers = False

    def launch(self, layers: Layers, language: str) -> Launch:
        """How to start a zygote that compiles this language."""
        headers = self._headers(language)
        with contextlib.suppress(OSError):
            _make_directory(headers, 0o755)
        compiler = tool(language) or ""
        words = [w.format(headers=headers, output="{output}") for w in LANGUAGES[language].command]
        return launch(
            layers,
            compiler=[compiler, *words],
            header_compiler=[compiler, *LANGUAGES[language].header_command],
            readable=[str(headers)],
        )

    def key(self, program: Program) -> str:
        return _hash(self._identity(program.language), program.source)

    def get(self, key: str) -> bytes | None:
        try:
            path = self._programs() / key
            data = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return data if _is_program(data) else None

    def put(self, key: str, binary: bytes) -> None:
        """Store for later; a full disk or a read-only cache only costs time."""
        with contextlib.suppress(OSError):
            _write_atomically(self._programs() / key, binary)
            self._written += len(binary)
            if self._written > self._limit // 8:
                self._written = 0
                self._evict()

    async def compile(self, zygote: Zygote, program: Program) -> bytes:
        """Raises CompileFailed with the compiler's message, and ZygoteDied."""
        source = program.source.encode("utf-8", "replace")
        flags = 0 if _uses_header(program.source) else wire.NO_HEADERS
        await self._compile(zygote, source, _request(flags, _CPU_S, _WALL_S, _MAX_BINARY))
        binary, _ = zygote.output(0, _MAX_BINARY)
        if not _is_program(binary):
            raise CompileFailed("the compiler wrote no program")
        return binary

    def needs_headers(self, program: Program) -> bool:
        """Whether this program would gain by the precompiled header, which is missing."""
        if self._without_headers or not _uses_header(program.source):
            return False
        return not self._precompiled(program.language).exists()

    async def build_headers(self, zygote: Zygote, language: str) -> None:
        """Precompile our header. A compiler or a disk that refuses only costs time: programs are
        then compiled without it. Raises ZygoteDied."""
        request = _request(wire.HEADERS, _HEADER_CPU_S, _HEADER_WALL_S, _MAX_HEADER)
        try:
            _make_directory(self._precompiled(language).parent, 0o755)
            await self._compile(zygote, _HEADER.read_bytes(), request)
            # A descriptor of its own: a cancelled caller closes the zygote's under the thread.
            made = os.dup(zygote.outputs[0])
            await asyncio.to_thread(_store_header, self._precompiled(language), made)
            os.ftruncate(zygote.outputs[0], 0)
        except (CompileFailed, OSError) as error:
            log.warning("no precompiled header, C++ compiles slower: %s", error)
            self._without_headers = True

    async def _compile(self, zygote: Zygote, source: bytes, request: wire.Request) -> None:
        """To the zygote's output file. Raises CompileFailed and ZygoteDied."""
        outcome = (await zygote.exchange(request, b"", [source]))[0]
        if outcome.state == wire.EXITED and outcome.code == 0:
            return
        said = zygote.error_text().replace("<stdin>", "prog.cpp")
        if outcome.state == wire.INTERNAL:
            raise ZygoteDied(f"compiling could not be set up: {said}")
        if outcome.state in (wire.CPU_LIMIT, wire.WALL_LIMIT) or _CPU_EXCEEDED in said:
            raise CompileFailed(f"compiling took more than {request.cpu_us // 1_000_000} s")
        lines = [line for line in said.splitlines() if line.strip()]
        errors = [line for line in lines if "error" in line]
        raise CompileFailed("\n".join((errors or lines)[:_MESSAGE_LINES]) or "compiling failed")

    def _identity(self, language: str) -> str:
        entry = LANGUAGES[language]
        return _version(tool(language) or "") + repr((entry.command, entry.header_command))

    def _headers(self, language: str) -> Path:
        name = _hash(self._identity(language), _HEADER.read_text())
        return cache_dir() / f"headers-{name}"

    def _precompiled(self, language: str) -> Path:
        return self._headers(language) / "bits" / "stdc++.h.gch"

    def _programs(self) -> Path:
        """Raises OSError."""
        path = cache_dir() / "programs"
        _make_directory(path, 0o700)
        return path

    def _evict(self) -> None:
        files = [(entry.stat(), entry.path) for entry in os.scandir(self._programs())]
        entries = [(status.st_mtime, status.st_size, path) for status, path in files]
        total = sum(size for _, size, _ in entries)
        for _, size, path in sorted(entries):
            if total <= self._limit:
                return
            with contextlib.suppress(OSError):
                os.unlink(path)
            total -= size


@contextlib.contextmanager
def executable_file(binary: bytes) -> Iterator[int]:
    """A descriptor of a memory file that can be executed: no path, and no writer is left."""
    MFD_EXEC = 0x10
    try:
        writer = os.memfd_create("program", os.MFD_CLOEXEC | MFD_EXEC)
    except OSError:  # before Linux 6.3
        writer = os.memfd_create("program", os.MFD_CLOEXEC)
    try:
        os.fchmod(writer, 0o555)
        position = 0
        while position < len(binary):
            position += os.write(writer, binary[position:])
        reader = os.open(f"/proc/self/fd/{writer}", os.O_RDONLY | os.O_CLOEXEC)
    finally:
        os.close(writer)
    try:
        yield reader
    finally:
        os.close(reader)


def _is_program(data: bytes) -> bool:
    """False also for a file that a power cut emptied."""
    return data.startswith(b"\x7fELF")


def _uses_header(source: str) -> bool:
    return _INCLUDES_ALL.search(source) is not None and not _NOT_IN_HEADER.search(source)


def _request(flags: int, cpu_s: int, wall_s: int, output: int) -> wire.Request:
    return wire.Request(
        wire.COMPILE,
        flags,
        cpu_us=cpu_s * 1_000_000,
        wall_us=wall_s * 1_000_000,
        memory=_MEMORY,
        output=output,
    )


def _store_header(target: Path, made: int) -> None:
    """Copy the precompiled header from descriptor `made`, which is closed, to its place, and our
    header beside it for when the compiler finds that it cannot use the former. Raises OSError.

    The name while it is written is fixed, so that a killed process leaves nothing that stays; the
    lock keeps other processes off it.
    """
    unfinished, plain = target.with_suffix(".new"), target.with_suffix("")
    with open(made, "rb") as source, open(target.parent / "lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return  # another engine is storing the same
        shutil.copyfile(_HEADER, plain)
        os.chmod(plain, 0o644)
        try:
            with open(unfinished, "wb") as stream:
                source.seek(0)
                shutil.copyfileobj(source, stream, 1 << 20)
            os.chmod(unfinished, 0o644)
            os.replace(unfinished, target)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise


def _make_directory(path: Path, mode: int) -> None:
    """Below a private parent. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode)
        os.chmod(path, mode)  # whatever the umask


def _write_atomically(path: Path, data: bytes) -> None:
    fd, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(fd, "wb") as stream:
            stream.write(data)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _hash(*parts: str) -> str:
    joined = "\0".join(parts).encode("utf-8", "replace")
    return hashlib.sha256(joined).hexdigest()[:32]
