"""The users that an engine can run as here, and the command lines that start it so."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import shortlist_engine

ENGINE = str(Path(shortlist_engine.__file__).resolve().parent.parent)
SCRIPT = Path(__file__).with_name("sandboxed_engine.py")
ORDINARY = 65534


def as_this_user() -> list[str]:
    return [sys.executable]


@functools.cache
def as_ordinary_user() -> tuple[tuple[str, ...], str]:
    """The start of a command line that runs Python without any privilege; or why there is none."""
    if os.getuid() != 0:
        return (sys.executable,), ""
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        return (), "setpriv is not installed"
    # setpriv itself still has root's rights when it starts a program; `env` has none.
    without = (setpriv, "--reuid", str(ORDINARY), "--regid", str(ORDINARY), "--clear-groups", "env")
    places = [*os.environ["PATH"].split(os.pathsep), "/usr/local/bin", "/usr/bin"]
    names = ["python3", *(f"python3.{minor}" for minor in range(10, 20))]
    found = [os.path.join(place, name) for place in places for name in names]
    test = "import sys; assert sys.version_info >= (3, 10); import shortlist_engine.execution"
    for path in dict.fromkeys([sys.executable, *filter(os.path.exists, found)]):
        command = (*without, path)
        environment = {**os.environ, "PYTHONPATH": ENGINE}
        if not subprocess.run(
            [*command, "-c", test], cwd="/", env=environment, capture_output=True
        ).returncode:
            return command, ""
    return (), "no Python here can be read by a user without privileges, with the engine's source"


def environment(cache: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": ENGINE, "XDG_CACHE_HOME": str(cache)}
