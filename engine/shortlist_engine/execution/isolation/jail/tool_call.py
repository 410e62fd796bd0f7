"""What the driver asks a zygote to start: a command and the files that it needs; or the files
alone, for a program that is started without a command."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

# The names of standard input and output where a program opens them as files.
STANDARD_INPUT, STANDARD_OUTPUT = "stdin", "stdout"
JOB = "{job}"  # stands for the private directory's path, which only the zygote knows


class ToolCall(NamedTuple):
    """Names a tool to start. `words` are the command line, `executable` the path of what to start,
    empty when its descriptor comes along. `files` (name, size in bytes) lie one after the other in
    the second input file. `filled` names the files of the directory `feedback` that it may write,
    and `links` further names (first) of files in the private directory (second). `result` is what
    is read from the private directory when the tool succeeds: one file, or a directory, which then
    comes as a zip archive. `JOB` is replaced in words and environment."""

    words: list[str]
    environment: dict[str, str]
    files: list[tuple[str, int]]
    executable: str = ""
    result: str = ""
    filled: Sequence[str] = ()
    links: Sequence[tuple[str, str]] = ()

    def pack(self) -> bytes:
        return json.dumps(self).encode()

    def placed(self, directory: str) -> ToolCall:
        return self._replace(
            words=[word.replace(JOB, directory) for word in self.words],
            environment={
                name: value.replace(JOB, directory) for name, value in self.environment.items()
            },
        )


def unpack(data: bytes) -> ToolCall:
    return ToolCall(*json.loads(data))


def sizes(files: Mapping[str, bytes]) -> list[tuple[str, int]]:
    """Returns what `ToolCall.files` says of `files` (name, content)."""
    return [(name, len(data)) for name, data in files.items()]


def filled(word: str, values: Mapping[str, str]) -> str:
    """Returns `word` with `{name}` replaced for each of `values`; other braces stay."""
    for name, value in values.items():
        word = word.replace(f"{{{name}}}", value)
    return word
