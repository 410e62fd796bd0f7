"""A new process of a command for every input, as one would first write it.

Reads one JSON document from standard input: {"limit_s": seconds, "command": [word, ...],
"directory": where a program's file is written, "tasks": [[source, inputs, expected], ...]}; the
file's path follows the command. A program is run until the
first input whose output is wrong. Prints the number that passed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from typing import IO


def passes(
    command: list[str], file: IO[str], inputs: list[str], expected: list[str], limit_s: float
) -> bool:
    with tempfile.TemporaryFile("w+") as given:
        for text, wanted in zip(inputs, expected, strict=True):
            write(given, text)
            given.seek(0)
            try:
                result = subprocess.run(
                    [*command, file.name],
                    stdin=given,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    timeout=limit_s,
                )
            except subprocess.TimeoutExpired:
                return False
            output = result.stdout.decode("utf-8", "replace")
            if result.returncode or output.split() != wanted.split():
                return False
    return True


def write(file: IO[str], text: str) -> None:
    file.seek(0)
    file.truncate()
    file.write(text)
    file.flush()


def main() -> None:
    order = json.load(sys.stdin)
    passed = 0
    with tempfile.NamedTemporaryFile("w", suffix=".py", dir=order["directory"]) as file:
        os.chmod(file.name, 0o644)
        for source, inputs, expected in order["tasks"]:
            write(file, source)
            passed += passes(order["command"], file, inputs, expected, order["limit_s"])
    print(passed)


main()
