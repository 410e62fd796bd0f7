"""How a built program is started on an input, and where: its zygote, its command, its files."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from shortlist_engine import languages
from shortlist_engine.execution.compiling.compiler import executable_file
from shortlist_engine.execution.compiling.messages import CompileFailed
from shortlist_engine.execution.compiling.toolchains import installed, readable, tool
from shortlist_engine.execution.isolation.access import unreachable
from shortlist_engine.execution.isolation.jail import wire
from shortlist_engine.execution.isolation.jail.environment import ENVIRONMENT
from shortlist_engine.execution.isolation.jail.tool_call import ToolCall, filled, sizes
from shortlist_engine.execution.isolation.layers import Layers
from shortlist_engine.execution.isolation.zygote_kind import PROGRAMS, ZygoteKind
from shortlist_engine.problem import Limits, Program

_ENVIRONMENT = {
    "LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": "/nowhere", "HOME": "/nowhere", **ENVIRONMENT
}  # fmt: skip


@dataclass(frozen=True)
class Start:
    """Says how a built program is started: `zygote` takes the request, with `call` and its `files`,
    None for a program that is executed by itself; `executable` is a descriptor, -1 when the request
    names a path. `own_kib` of the memory are the virtual machine's."""

    zygote: ZygoteKind
    operation: int
    call: ToolCall | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    executable: int = -1
    own_kib: int = 0


@contextlib.contextmanager
def start_of(program: Program, built: bytes, limits: Limits) -> Iterator[Start]:
    """Says how `program` is started, for as long as the context is open; `built` is what its
    compiler made. Raises CompileFailed when there is nothing to start."""
    language, chain = program.language, languages.toolchain(program.language)
    if chain.kind == "tool":
        call, files = _machine_call(program, built, limits)
        own_kib = chain.own_mib << 10
        yield Start(tool_zygote(language), wire.TOOL, call, files, own_kib=own_kib)
        return
    with executable_file(built) as executable:
        if not chain.reserves:
            yield Start(PROGRAMS, wire.NATIVE, executable=executable)
            return
        call = ToolCall(["prog"], _environment(language, limits), [])
        yield Start(tool_zygote(language), wire.TOOL, call, executable=executable)


def tool_zygote(language: str) -> ZygoteKind:
    """Names the zygote that runs this language's programs by its tool, or under a tool's limits."""
    here, chain = installed(language), languages.toolchain(language)
    executable = []
    if here and chain.kind == "tool":
        executable = [filled(chain.run[0], {"tool": here.tool, "home": here.home})]
    return ZygoteKind(
        "tools", language, readable=tuple(readable(language)), executable=tuple(executable)
    )


def missing(layers: Layers, language: str) -> str:
    """Says why programs in this language cannot be run in the sandbox here, with the fix; empty
    when they can. May take a second the first time."""
    if tool(language) is None:
        return f"{language} programs cannot be run here: {languages.toolchain(language).fix}"
    return out_of_reach(layers, language)


def out_of_reach(layers: Layers, language: str) -> str:
    """Says what keeps this language's tool from being used in the sandbox, with the fix; empty when
    nothing does."""
    here, chain = installed(language), languages.toolchain(language)
    if here is None:
        return ""
    path = unreachable(layers, [here.tool, *filter(None, [here.home]), *readable(language)])
    if not path:
        return ""
    return (
        f"the {chain.tool.name if chain.tool else language} in {path} cannot be read by the user "
        f"that programs run as here: {chain.fix}, run Shortlist as an ordinary user, or make that "
        "directory readable for all"
    )


def command_of(
    program: Program, built: bytes, limits: Limits, place: str
) -> tuple[list[str], dict[str, bytes]]:
    """Returns the command that runs a built program by its tool in the directory `place`, and the
    files that have to be there. Raises CompileFailed when there is nothing to start."""
    call, files = _machine_call(program, built, limits)
    return [
        filled(word, {"job": place}).replace(f"{place}/files", place) for word in call.words
    ], files


def _machine_call(
    program: Program, built: bytes, limits: Limits
) -> tuple[ToolCall, dict[str, bytes]]:
    chain, here = languages.toolchain(program.language), installed(program.language)
    assert chain.file is not None and here is not None
    source_file, main = chain.file(program.source), ""
    file = chain.built_file or source_file
    if chain.main is not None:
        try:
            main = chain.main(built, source_file)
        except ValueError as error:
            raise CompileFailed(str(error)) from error
    values = {
        "tool": here.tool,
        "home": here.home,
        "memory": str(limits.memory_mib),
        "file": file,
        "main": main,
    }
    files = {file: built, **{name: text.encode() for name, text in chain.extra}}
    words = [filled(word, values) for word in chain.run]
    return ToolCall(words, _environment(program.language, limits), sizes(files), words[0]), files


def _environment(language: str, limits: Limits) -> dict[str, str]:
    here = installed(language)
    values = {"home": here.home if here else "", "memory": str(limits.memory_mib)}
    chain = languages.toolchain(language)
    own = {key: filled(value, values) for key, value in chain.run_environment}
    return {**_ENVIRONMENT, **own}
