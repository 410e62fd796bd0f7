"""The optional C helper of a zygote, built from jail/serve.c by the user's compiler.

It makes each program cheaper; without a compiler, programs run all the same.
"""

from __future__ import annotations

import functools
import logging
import platform
import shutil
import subprocess
from pathlib import Path

from shortlist_engine.files import digest, whole_path
from shortlist_engine.places import cache_dir

log = logging.getLogger(__name__)
_SOURCE = Path(__file__).resolve().parent / "jail" / "serve.c"
COMPILERS = ("cc", "gcc", "clang")
_OPTIONS = ("-std=gnu11", "-O2", "-shared", "-fPIC", "-w")
_TIMEOUT_S = 60


def compiler() -> str | None:
    """Returns the path of the C compiler that builds the helper; None when there is none."""
    return next(filter(None, map(shutil.which, COMPILERS)), None)


@functools.cache
def build() -> str:
    """Returns the path of the helper, built when it is not in the cache yet; empty when it cannot
    be."""
    found = compiler()
    if found is None:
        return ""
    name = digest(platform.machine().encode() + _SOURCE.read_bytes())[:32]
    try:
        directory = cache_dir() / "helper"
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = directory / f"serve-{name}.so"
        if not target.exists():
            _compile(found, target)
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("the sandbox runs without its C helper, somewhat slower: %s", error)
        return ""
    return str(target)


def _compile(found: str, target: Path) -> None:
    with whole_path(target) as unfinished:
        ended = subprocess.run(
            [found, *_OPTIONS, "-o", str(unfinished), str(_SOURCE)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_TIMEOUT_S,
        )
        if ended.returncode:
            said = ended.stderr.strip()
            raise subprocess.SubprocessError(f"{found} ended with {ended.returncode}: {said}")
        unfinished.chmod(0o644)
