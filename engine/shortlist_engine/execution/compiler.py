"""Compiling in the sandbox: the cache of built programs and the precompiled header.

Both live in the user's cache directory. Only the header, which is ours, is compiled outside.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import functools
import hashlib
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
from .worker import Zygote, ZygoteDied

_HEADER = Path(__file__).resolve().parent / "headers" / "bits" / "stdc++.h"
# Rare and slow to parse, so not in the trimmed header: a program naming one gets the whole header.
_NOT_IN_HEADER = re.compile(
    r"\b(?:regex|thread|this_thread|future|async|promise|mutex|lock_guard|unique_lock|"
    r"condition_variable|filesystem|locale|codecvt|execution|shared_mutex|memory_resource|pmr|"
    r"scoped_allocator_adaptor|valarray|charconv|from_chars|to_chars|atomic)\b"
)
_CPU_S, _WALL_S = 10, 120
_MEMORY = 2 << 30
_MAX_BINARY = 64 << 20
_CACHE_BYTES = 256 << 20
_HEADER_TIMEOUT_S = 180
_MESSAGE_LINES = 6
_CPU_EXCEEDED = "CPU time limit exceeded"


class CompileFailed(Exception):
    """The program does not compile; the message is the compiler's first lines."""


def cache_dir() -> Path:
    """The user's private cache; created when missing. Raises OSError."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    path = Path(base) / "shortlist" / "cpp"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


@functools.cache
def _version(compiler: str) -> str:
    result = subprocess.run([compiler, "--version"], capture_output=True, text=True, timeout=30)
    return result.stdout


class CompileCache:
    """Compiled programs by a hash of compiler, command and source; least recently used go first."""

    def __init__(self, limit: int = _CACHE_BYTES) -> None:
        self._limit = limit
        self._written = 0

    def command(self, language: str) -> tuple[list[str], list[str]]:
        """The compiler's command with the headers filled in, and the directories it reads."""
        headers = str(self._headers(language))
        words = [word.format(headers=headers, output="{output}") for word in
                 LANGUAGES[language].command]  # fmt: skip
        return [tool(language) or "", *words], [headers]

    def key(self, program: Program) -> str:
        return _hash(self._identity(program.language), program.source)

    def get(self, key: str) -> bytes | None:
        path = self._programs() / key
        try:
            data = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return data or None

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
        flags = wire.NO_HEADERS if _NOT_IN_HEADER.search(program.source) else 0
        request = wire.Request(
            wire.COMPILE,
            flags,
            cpu_us=_CPU_S * 1_000_000,
            wall_us=_WALL_S * 1_000_000,
            memory=_MEMORY,
            output=_MAX_BINARY,
        )
        outcome = (await zygote.exchange(request, b"", [source]))[0]
        said = zygote.error_text().replace("<stdin>", "prog.cpp")
        if outcome.state == wire.EXITED and outcome.code == 0:
            binary = zygote.output(0, _MAX_BINARY)
            if binary.startswith(b"\x7fELF"):
                return binary
            raise CompileFailed("the compiler wrote no program")
        if outcome.state == wire.INTERNAL:
            raise ZygoteDied(f"compiling could not be set up: {said}")
        if outcome.state in (wire.CPU_LIMIT, wire.WALL_LIMIT) or _CPU_EXCEEDED in said:
            raise CompileFailed(f"compiling took more than {_CPU_S} s")
        lines = [line for line in said.splitlines() if line.strip()]
        errors = [line for line in lines if "error" in line]
        raise CompileFailed("\n".join((errors or lines)[:_MESSAGE_LINES]) or "compiling failed")

    async def prepare_headers(self, language: str) -> None:
        """Build the precompiled header when it is missing. Without it compiling is only slower."""
        headers = self._headers(language)
        if not (headers / "bits" / "stdc++.h.gch").exists():
            with contextlib.suppress(OSError, subprocess.SubprocessError):
                await asyncio.to_thread(_build_headers, language, headers)

    def _identity(self, language: str) -> str:
        return _version(tool(language) or "") + repr(LANGUAGES[language].command)

    def _headers(self, language: str) -> Path:
        name = _hash(self._identity(language), _HEADER.read_text())
        return cache_dir() / f"headers-{name}"

    def _programs(self) -> Path:
        path = cache_dir() / "programs"
        path.mkdir(mode=0o700, exist_ok=True)
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


def _build_headers(language: str, headers: Path) -> None:
    """Compile our own header, once per compiler and command; other processes wait for it."""
    headers.mkdir(mode=0o755, exist_ok=True)
    os.chmod(headers, 0o755)
    with open(headers / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        target = headers / "bits"
        if (target / "stdc++.h.gch").exists():
            return
        with tempfile.TemporaryDirectory(dir=headers) as work:
            made = Path(work) / "bits"
            made.mkdir(mode=0o755)
            source = made / "stdc++.h"
            shutil.copyfile(_HEADER, source)
            words = LANGUAGES[language].command
            options = [w for w in words if w.startswith(("-std", "-O", "-w", "-f"))]
            subprocess.run(
                [tool(language) or "", *options, "-x", "c++-header", str(source),
                 "-o", f"{source}.gch"],
                check=True, capture_output=True, timeout=_HEADER_TIMEOUT_S,
            )  # fmt: skip
            for path in (made, source, Path(f"{source}.gch")):
                os.chmod(path, 0o755 if path.is_dir() else 0o644)
            shutil.rmtree(target, ignore_errors=True)
            os.rename(made, target)


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
