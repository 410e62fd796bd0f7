"""The files that a run needs beside its standard streams, and where its output is looked for.

Judges that name files for input and output run programs where these are. Here a program finds its
input in the file that the statement names and on standard input alike, and what it writes is taken
from the file that the statement names when there is anything in it, else from standard output: so
programs of both kinds are judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shortlist_engine import languages
from shortlist_engine.execution.compiling.messages import files_of
from shortlist_engine.execution.isolation.jail.tool_call import (
    STANDARD_INPUT,
    STANDARD_OUTPUT,
    ToolCall,
    sizes,
)
from shortlist_engine.problem import Problem, Program

_INPUT_DEVICE = re.compile(r"/dev/(?:stdin|fd/0)\b")
_OUTPUT_DEVICE = re.compile(r"/dev/(?:stdout|fd/1)\b")


@dataclass(frozen=True)
class Work:
    """Holds what one run finds in its working directory. `links` are further names of files."""

    files: Mapping[str, bytes]
    links: tuple[tuple[str, str], ...] = ()
    filled: tuple[str, ...] = ()

    def added_to(self, call: ToolCall, files: Mapping[str, bytes]) -> tuple[ToolCall, bytes]:
        """Returns a call that brings `files` as one that also brings these, and the content of all
        of them."""
        every = {**self.files, **files}
        return call._replace(
            files=sizes(every),
            links=list(self.links),
            filled=list(self.filled),
            result=f"feedback/{STANDARD_OUTPUT}" if self.filled else call.result,
        ), b"".join(every.values())


def needs_work(problem: Problem, program: Program) -> bool:
    """Tells whether a program finds files when it runs; most need none."""
    stdin = problem.kind == "stdin"
    return (
        (stdin and bool(problem.input_file or problem.output_file))
        or bool(_modules(program))
        or _INPUT_DEVICE.search(program.source) is not None
        or _OUTPUT_DEVICE.search(program.source) is not None
    )


def work_for(problem: Problem, program: Program, data: bytes) -> Work:
    """Returns what the program finds when its input is `data`."""
    files = _modules(program)
    links: list[tuple[str, str]] = []
    filled: tuple[str, ...] = ()
    stdin = problem.kind == "stdin"
    if (stdin and problem.input_file) or _INPUT_DEVICE.search(program.source):
        files[STANDARD_INPUT] = data
        links += [(name, f"files/{STANDARD_INPUT}") for name in _spellings(problem.input_file)]
    if (stdin and problem.output_file) or _OUTPUT_DEVICE.search(program.source):
        filled = (STANDARD_OUTPUT,)
        links += [(name, f"feedback/{STANDARD_OUTPUT}") for name in _spellings(problem.output_file)]
    return Work(files, tuple(links), filled)


def _modules(program: Program) -> dict[str, bytes]:
    """What lies beside the program when it runs; what is compiled in need not."""
    chain = languages.toolchain(program.language)
    if chain.kind == "interpreter" or (chain.kind == "tool" and not chain.built_file):
        return files_of(program)
    return {}


def _spellings(name: str) -> Iterator[str]:
    """A judge on Windows does not tell upper from lower case."""
    if name and "/" not in name and name not in (STANDARD_INPUT, STANDARD_OUTPUT):
        yield from dict.fromkeys((name, name.lower(), name.upper()))
