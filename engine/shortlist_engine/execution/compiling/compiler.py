"""Compiling in the sandbox: the cache of built programs and the precompiled header.

Both live in the user's cache directory. Without a cache that can be written compiling works too,
only slower: every program and header is then compiled anew.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from signal import SIGHUP, SIGKILL, SIGTERM

from shortlist_engine.execution.compiling.storage import (
    HEADER,
    make_directory,
    store_header,
    store_library,
)
from shortlist_engine.execution.isolation.jail import wire
from shortlist_engine.execution.isolation.jail.tool_call import JOB, ToolCall, filled, sizes
from shortlist_engine.execution.isolation.layers import SandboxUnavailable
from shortlist_engine.execution.isolation.worker import AttemptFailed
from shortlist_engine.execution.isolation.zygote import Zygote, ZygoteDied
from shortlist_engine.execution.isolation.zygote_kind import ZygoteKind
from shortlist_engine.execution.languages import LANGUAGES, installed, readable, tool
from shortlist_engine.files import digest, write_whole
from shortlist_engine.places import cache_dir
from shortlist_engine.problem import Program

log = logging.getLogger(__name__)
# Rare and slow to parse, so not in the trimmed header: a program naming one gets the whole header.
_NOT_IN_HEADER = re.compile(
    r"\b(?:regex|thread|this_thread|future|async|promise|mutex|lock_guard|unique_lock|"
    r"condition_variable|filesystem|locale|codecvt|execution|shared_mutex|memory_resource|pmr|"
    r"scoped_allocator_adaptor|valarray|charconv|from_chars|to_chars|atomic)\b"
)
_INCLUDES_ALL = re.compile(r"^[ \t\f\v]*#[ \t]*include[ \t]*<bits/stdc\+\+\.h>", re.MULTILINE)
_CPU_S, _WALL_S = 10, 120
_MEMORY = 2 << 30
_MAX_BINARY = 64 << 20
_CACHE_BYTES = 256 << 20
_PREPARE_CPU_S, _PREPARE_WALL_S = 60, 600
_MAX_PREPARED = 512 << 20  # about 70 MiB for the header with g++ 12, 65 MiB for Go's library
_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TMPDIR": JOB}
_NO_HEADERS: Mapping[str, bytes] = {}
_MESSAGE_LINES = 6
_PRIVATE = re.compile(r"(?:file://)?(?:/job|/[^\s:]*/shortlist-job-[^/\s]+)/(?:files/)?")
# The kernel counts CPU time for its limits by ticks, also those that a busy host took away, and so
# may end a compiler before ours.
_NEARLY = 0.8
_CPU_EXCEEDED = "CPU time limit exceeded"
# What g++ says when one of its helpers is killed, and when it was told to end and took its
# temporary files away, but could not end itself: the filter forbids it that.
_HELPER_KILLED = re.compile(
    r"^[^:\n]+: fatal error: (?:(?:Killed|Terminated|Hangup) signal terminated program|"
    r"\S+ terminated with signal (?:9|15|1)\b)|"
    r"^\S*ld: cannot find (?:\S+/)?cc\w{6}\.o: No such file",
    re.MULTILINE,
)


class CompileFailed(AttemptFailed):
    """Says that a program does not compile; the message is the compiler's first lines about errors,
    and `said` the end (4 KiB) of all that it said."""

    def __init__(self, message: str, said: str = "") -> None:
        super().__init__(message)
        self.said = said


def programs_cache() -> Path:
    """Returns where compiled programs and headers are; it need not exist."""
    return cache_dir() / "cpp"


@functools.cache
def _version(compiler: str, arguments: tuple[str, ...]) -> str:
    result = subprocess.run([compiler, *arguments], capture_output=True, text=True, timeout=30)
    return compiler + result.stdout + result.stderr


class CompileCache:
    """Keeps compiled programs by a hash of compiler, command and source; least recently used go
    first."""

    def __init__(self, limit: int = _CACHE_BYTES) -> None:
        self._limit = limit
        self._written = 0
        self._unprepared: set[str] = set()

    def zygote(self, language: str) -> ZygoteKind:
        """Names the zygote that compiles this language. Makes the directory of what is built once,
        which must be there when the zygote starts."""
        here = installed(language)
        homes = [here.home] if here and here.home else []
        paths = readable(language)
        if LANGUAGES[language].prepare:
            directory = self._directory(language)
            with contextlib.suppress(OSError):
                make_directory(directory, 0o755)
            paths.append(str(directory))
        return ZygoteKind("compiler", language, readable=tuple(paths), executable=tuple(homes))

    def key(self, program: Program, headers: Mapping[str, bytes] = _NO_HEADERS) -> str:
        named = [part for name in sorted(headers) for part in (name, digest(headers[name]))]
        return _hash(self._identity(program.language), program.source, *named)

    def get(self, key: str) -> bytes | None:
        try:
            path = self._programs() / key
            data = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return data if _is_whole(data) else None

    def put(self, key: str, binary: bytes) -> None:
        """Stores it for later; a full disk or a read-only cache only costs time."""
        with contextlib.suppress(OSError):
            write_whole(self._programs() / key, binary, mode=0o600, durable=False)
            self._written += len(binary)
            if self._written > self._limit // 8:
                self._written = 0
                self._evict()

    async def compile(
        self, zygote: Zygote, program: Program, headers: Mapping[str, bytes] = _NO_HEADERS
    ) -> bytes:
        """Returns the program, or whatever its tool runs. `headers` (name, content) lie beside it
        for the compiler to read. Raises CompileFailed with the compiler's message, and
        ZygoteDied."""
        language = LANGUAGES[program.language]
        source = program.source.encode("utf-8", "replace")
        words = list(language.compile)
        if "-isystem" in words and not _uses_header(program.source):
            position = words.index("-isystem")
            del words[position : position + 2]
        if headers:
            words[1:1] = ["-I", JOB]
        files, file = dict(headers), ""
        if language.file is not None:
            file = language.file(program.source)
            files[file] = source
        call = self._call(program.language, words, files, language.result, file)
        given = b"" if file else source
        await self._compile(zygote, call, files, given, _request(_CPU_S, _WALL_S, _MAX_BINARY))
        built, _ = zygote.output(0, _MAX_BINARY)
        if not _is_whole(built):
            raise CompileFailed("the compiler wrote no program")
        return built

    def needs_preparing(self, program: Program) -> bool:
        """Tells whether what is built once for the compiler is missing and would be used."""
        language = LANGUAGES[program.language]
        if not language.prepare or program.language in self._unprepared:
            return False
        if "-isystem" in language.compile and not _uses_header(program.source):
            return False
        return not self._prepared(program.language).exists()

    async def prepare(self, zygote: Zygote, name: str) -> None:
        """Builds what the compiler reads for every program: our header, or a standard library.

        Raises ZygoteDied, and SandboxUnavailable when programs cannot do without. A header that
        cannot be built or stored only costs time.
        """
        header = "-isystem" in LANGUAGES[name].compile
        files = {"header": HEADER.read_bytes()} if header else {}
        result = "program" if header else LANGUAGES[name].prepared
        call = self._call(name, list(LANGUAGES[name].prepare), files, result)
        request = _request(_PREPARE_CPU_S, _PREPARE_WALL_S, _MAX_PREPARED)
        log.info("building what %s programs need, once for this compiler", name)
        try:
            make_directory(self._prepared(name).parent, 0o755)
            await self._compile(zygote, call, files, b"", request)
            # A descriptor of its own: a cancelled caller closes the zygote's under the thread.
            made = os.dup(zygote.outputs[0])
            store = store_header if header else store_library
            await asyncio.to_thread(store, self._prepared(name), made)
            os.ftruncate(zygote.outputs[0], 0)
        except (CompileFailed, OSError) as error:
            self._unprepared.add(name)
            if not header:
                raise SandboxUnavailable(
                    f"the standard library of {name} could not be built in {programs_cache()}: "
                    f"{error}"
                ) from error
            log.warning("no precompiled header, C++ compiles slower: %s", error)

    def _call(
        self, name: str, words: list[str], files: Mapping[str, bytes], result: str, file: str = ""
    ) -> ToolCall:
        here = installed(name)
        values = {
            "tool": here.tool if here else "",
            "home": here.home if here else "",
            "prepared": str(self._directory(name)),
            "file": file,
            **{need: shutil.which(need) or "" for need in LANGUAGES[name].needs},
        }
        environment = {**_ENVIRONMENT, **dict(LANGUAGES[name].environment)}
        command = [filled(word, values) for word in words]
        return ToolCall(
            command,
            {key: filled(value, values) for key, value in environment.items()},
            sizes(files),
            command[0],
            filled(result, values),
        )

    async def _compile(
        self, zygote: Zygote, call: ToolCall, files: Mapping[str, bytes], given: bytes,
        request: wire.Request,
    ) -> None:  # fmt: skip
        """To the zygote's output file. Raises CompileFailed and ZygoteDied."""
        manifest = call.pack()
        request = request._replace(source_size=len(manifest))
        inputs = [given, b"".join(files.values())]
        (exit,) = await zygote.exchange(request, manifest, inputs)
        if exit.state == wire.EXITED and exit.code == 0:
            return
        said = without_place(zygote.error_text().replace("<stdin>", "prog.cpp"))
        if exit.state == wire.INTERNAL:
            raise ZygoteDied(f"compiling could not be set up: {said}")
        too_long = exit.cpu_us >= _NEARLY * request.cpu_us or _CPU_EXCEEDED in said
        if exit.state in (wire.CPU_LIMIT, wire.WALL_LIMIT) or too_long:
            raise CompileFailed(f"compiling took more than {request.cpu_us // 1_000_000} s")
        killed = exit.state == wire.SIGNALLED and exit.code in (SIGKILL, SIGTERM, SIGHUP)
        if killed or _HELPER_KILLED.search(said):
            raise ZygoteDied("the compiler was killed from outside")
        lines = [line for line in said.splitlines() if line.strip()]
        errors = [line for line in lines if "error" in line or "undefined reference" in line]
        message = "\n".join((errors or lines)[:_MESSAGE_LINES]) or "compiling failed"
        raise CompileFailed(message, said)

    def _identity(self, language: str) -> str:
        entry = LANGUAGES[language]
        version = _version(tool(language) or "", entry.version)
        return version + repr((entry.compile, entry.environment, entry.prepare))

    def _directory(self, language: str) -> Path:
        """Of what is built once."""
        entry = LANGUAGES[language]
        kind, source = ("headers", HEADER.read_text()) if entry.name == "cpp" else (language, "")
        return programs_cache() / f"{kind}-{_hash(self._identity(language), source)}"

    def _prepared(self, language: str) -> Path:
        return self._directory(language) / LANGUAGES[language].prepared

    def _programs(self) -> Path:
        """Raises OSError."""
        path = programs_cache() / "programs"
        make_directory(path, 0o700)
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
    """Gives a descriptor of a memory file that can be executed: no path, and no writer is left."""
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


def without_place(said: str) -> str:
    """Returns what a tool said, without the path of the private directory."""
    return _PRIVATE.sub("", said)


def _is_whole(data: bytes) -> bool:
    """False for a file that a power cut emptied."""
    return data[:1] not in (b"", b"\0")


def _uses_header(source: str) -> bool:
    return _INCLUDES_ALL.search(source) is not None and not _NOT_IN_HEADER.search(source)


def _request(cpu_s: int, wall_s: int, output: int) -> wire.Request:
    return wire.Request(
        wire.COMPILE,
        cpu_us=cpu_s * 1_000_000,
        wall_us=wall_s * 1_000_000,
        memory=_MEMORY,
        output=output,
    )


def _hash(*parts: str) -> str:
    return digest("\0".join(parts).encode("utf-8", "replace"))[:32]
