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
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from signal import SIGHUP, SIGKILL, SIGTERM

from shortlist_engine import languages
from shortlist_engine.execution.compiling.command import filled_command
from shortlist_engine.execution.compiling.messages import (
    CompileFailed,
    files_of,
    first_errors,
    without_place,
)
from shortlist_engine.execution.compiling.storage import (
    make_directory,
    store_header,
    store_library,
)
from shortlist_engine.execution.compiling.toolchains import (
    installed,
    linker_flags,
    readable,
    tool,
)
from shortlist_engine.execution.isolation.jail import wire
from shortlist_engine.execution.isolation.jail.tool_call import JOB, ToolCall, filled, sizes
from shortlist_engine.execution.isolation.layers import SandboxUnavailable
from shortlist_engine.execution.isolation.zygote import Zygote, ZygoteDied
from shortlist_engine.execution.isolation.zygote_kind import ZygoteKind
from shortlist_engine.files import digest, write_whole
from shortlist_engine.languages.language import Toolchain
from shortlist_engine.places import cache_dir
from shortlist_engine.problem import Program

log = logging.getLogger(__name__)
_CPU_S, _WALL_S = 10, 120
_MEMORY = 2 << 30
_MAX_BINARY = 64 << 20
_CACHE_BYTES = 256 << 20
_PREPARE_CPU_S, _PREPARE_WALL_S = 60, 600
_MAX_PREPARED = 512 << 20  # about 80 MiB for the header with g++ 12, 65 MiB for Go's library
_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TMPDIR": JOB}
_NO_HEADERS: Mapping[str, bytes] = {}
# The kernel counts CPU time for its limits by ticks, also those that a busy host took away, and so
# may end a compiler before ours.
_NEARLY = 0.8
_CPU_EXCEEDED = "CPU time limit exceeded"
_UNKNOWN_STANDARD = "unrecognized command"


def programs_cache() -> Path:
    """Returns where compiled programs and headers are; it need not exist."""
    return cache_dir() / "compiled"


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
        if languages.toolchain(language).prepared:
            directory = self._directory(language)
            with contextlib.suppress(OSError):
                make_directory(directory, 0o755)
            paths.append(str(directory))
        return ZygoteKind("compiler", language, readable=tuple(paths), executable=tuple(homes))

    def key(self, program: Program, headers: Mapping[str, bytes] = _NO_HEADERS) -> str:
        beside = {**files_of(program), **headers}
        named = [part for name in sorted(beside) for part in (name, digest(beside[name]))]
        identity = self._identity(program.language)
        own = (program.standard, *program.flags)
        return _hash(identity, *own, program.source, *named)

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
        for the compiler to read, and so do its own files. One that names no standard of its
        language and does not compile by the usual one is tried by another where it seems to need
        that. Raises CompileFailed with the compiler's message, and ZygoteDied."""
        chain = languages.toolchain(program.language)
        try:
            standard = chain.standard(program.standard)
        except KeyError:
            known = ", ".join(name for name, _ in chain.standards)
            raise CompileFailed(
                f"{program.standard!r} is no standard of {program.language}: known are {known}"
            ) from None
        try:
            return await self._compile_by(standard, zygote, chain, program, headers)
        except CompileFailed as error:
            if program.standard or chain.other_standards is None:
                raise
            others, failures = chain.other_standards(program.source, error.said), [error]
        for standard in others:
            try:
                return await self._compile_by(standard, zygote, chain, program, headers)
            except CompileFailed as error:
                failures.append(error)
                if _UNKNOWN_STANDARD not in error.said:
                    break
        # What the usual standard is refused with is about the program, or a flag of the user's own.
        told = [failures[0], *(each for each in failures if _UNKNOWN_STANDARD not in each.said)]
        raise min(told, key=lambda each: each.said.count(" error: "))

    async def _compile_by(
        self,
        standard: str,
        zygote: Zygote,
        chain: Toolchain,
        program: Program,
        headers: Mapping[str, bytes],
    ) -> bytes:
        assert chain.file is not None, "what the sandbox's interpreter runs is not compiled"
        source, file = program.source.encode("utf-8", "replace"), chain.file(program.source)
        files, given = {**files_of(program), **headers}, source
        flags = [*linker_flags(program.language), *(chain.header_flags if files else ())]
        usual = standard == chain.standard("")
        if chain.prepared and usual and chain.prepared.used_by(program.source):
            flags += chain.prepared.flags
        words = [*chain.compile[:1], *flags, *chain.compile[1:]]
        if not chain.standard_input:
            files[file], given = source, b""
        call = self._call(
            program.language, words, files, chain.result, file, standard, program.flags
        )
        request = _request(_CPU_S, _WALL_S, _MAX_BINARY)
        await self._compile(zygote, chain, call, files, request, given, file)
        built, _ = zygote.output(0, _MAX_BINARY)
        if not _is_whole(built):
            raise CompileFailed("the compiler wrote no program")
        return built

    def needs_preparing(self, program: Program) -> bool:
        """Tells whether what is built once for the compiler is missing and would be used."""
        prepared = languages.toolchain(program.language).prepared
        if prepared is None or program.language in self._unprepared:
            return False
        if not prepared.used_by(program.source):
            return False
        return not self._prepared(program.language).exists()

    async def prepare(self, zygote: Zygote, name: str) -> None:
        """Builds what the compiler reads for every program: our header, or a standard library.

        Raises ZygoteDied, and SandboxUnavailable when programs cannot do without. A header that
        cannot be built or stored only costs time.
        """
        chain = languages.toolchain(name)
        prepared = chain.prepared
        assert prepared is not None, "only what needs preparing is prepared"
        header = prepared.header.read_bytes() if prepared.header else None
        files = {path.name: path.read_bytes() for path in prepared.beside}
        if header is not None:
            files["header"] = header
        call = self._call(name, prepared.command, files, prepared.result)
        request = _request(_PREPARE_CPU_S, _PREPARE_WALL_S, _MAX_PREPARED)
        place = self._prepared(name)
        log.info("building what %s programs need, once for this compiler", name)
        try:
            make_directory(place.parent, 0o755)
            await self._compile(zygote, chain, call, files, request)
            # A descriptor of its own: a cancelled caller closes the zygote's under the thread.
            made = os.dup(zygote.outputs[0])
            if header is None:
                await asyncio.to_thread(store_library, place, made)
            else:
                await asyncio.to_thread(store_header, place, made, header)
            os.ftruncate(zygote.outputs[0], 0)
        except (CompileFailed, OSError) as error:
            self._unprepared.add(name)
            if header is None:
                raise SandboxUnavailable(
                    f"the standard library of {name} could not be built in {programs_cache()}: "
                    f"{error}"
                ) from error
            shown = languages.display_name(name)
            log.warning("no precompiled header, %s compiles slower: %s", shown, error)

    def _call(
        self,
        name: str,
        words: Sequence[str],
        files: Mapping[str, bytes],
        result: str,
        file: str = "",
        standard: str = "",
        flags: Sequence[str] = (),
    ) -> ToolCall:
        chain, here = languages.toolchain(name), installed(name)
        values = {
            "tool": here.tool if here else "",
            "home": here.home if here else "",
            "prepared": str(self._directory(name)),
            "file": file,
            "standard": standard,
            **{need: shutil.which(need) or "" for need in chain.needs},
        }
        environment = {**_ENVIRONMENT, **dict(chain.environment)}
        command = filled_command(words, values, flags)
        return ToolCall(
            command,
            {key: filled(value, values) for key, value in environment.items()},
            sizes(files),
            command[0],
            filled(result, values),
        )

    async def _compile(
        self,
        zygote: Zygote,
        chain: Toolchain,
        call: ToolCall,
        files: Mapping[str, bytes],
        request: wire.Request,
        given: bytes = b"",
        shown: str = "",
    ) -> None:
        """To the zygote's output file; `given` is on standard input, a source that messages call
        `shown`. Raises CompileFailed and ZygoteDied."""
        manifest = call.pack()
        request = request._replace(source_size=len(manifest))
        inputs = [given, b"".join(files.values())]
        (exit,) = await zygote.exchange(request, manifest, inputs)
        if exit.state == wire.EXITED and exit.code == 0:
            return
        said = zygote.error_text()
        if chain.standard_input:
            said = said.replace(chain.standard_input, shown)
        said = without_place(said)
        if exit.state == wire.INTERNAL:
            raise ZygoteDied(f"compiling could not be set up: {said}")
        too_long = exit.cpu_us >= _NEARLY * request.cpu_us or _CPU_EXCEEDED in said
        if exit.state in (wire.CPU_LIMIT, wire.WALL_LIMIT) or too_long:
            raise CompileFailed(f"compiling took more than {request.cpu_us // 1_000_000} s")
        killed = exit.state == wire.SIGNALLED and exit.code in (SIGKILL, SIGTERM, SIGHUP)
        if killed or (chain.killed and re.search(chain.killed, said)):
            raise ZygoteDied("the compiler was killed from outside")
        raise CompileFailed(first_errors(said), said)

    def _identity(self, language: str) -> str:
        chain = languages.toolchain(language)
        version = _version(tool(language) or "", chain.version)
        return version + repr(
            (
                chain.compile,
                linker_flags(language),
                chain.header_flags,
                chain.environment,
                chain.prepared,
            )
        )

    def _directory(self, language: str) -> Path:
        """Of what is built once."""
        prepared = languages.toolchain(language).prepared
        paths = [prepared.header, *prepared.beside] if prepared else []
        made_of = [path.read_text() for path in paths if path]
        return programs_cache() / f"{language}-{_hash(self._identity(language), *made_of)}"

    def _prepared(self, language: str) -> Path:
        prepared = languages.toolchain(language).prepared
        assert prepared is not None
        return self._directory(language) / prepared.place

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


def _is_whole(data: bytes) -> bool:
    """False for a file that a power cut emptied."""
    return data[:1] not in (b"", b"\0")


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
