"""Where on this machine the interpreter is that zygotes run in, and what it reads."""

from __future__ import annotations

import functools
import importlib.util
import os
import sys
import sysconfig
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent  # holds the package `jail`


def own_interpreter() -> str:
    """Returns the path of the interpreter itself, not of an environment's link to it."""
    return os.path.realpath(sys._base_executable)  # type: ignore[attr-defined]


def standard_library() -> str:
    """Returns the directory of Python's standard library."""
    return sysconfig.get_path("stdlib")


def shared_library_directory() -> str:
    """Returns the directory in which the interpreter's shared library would be; empty when
    unknown."""
    return sysconfig.get_config_var("LIBDIR") or ""


def shared_libraries() -> list[str]:
    """Returns the paths of the interpreter's own shared libraries."""
    return [str(path) for path in Path(shared_library_directory()).glob("libpython*")]


def loaders() -> list[str]:
    """Returns the paths of the dynamic loaders, which a compiled program's start executes."""
    names = ("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1")
    return [os.path.realpath(name) for name in names if os.path.exists(name)]


def numpy_paths() -> list[str]:
    """Returns numpy's own directories; empty when this interpreter has none."""
    spec = importlib.util.find_spec("numpy")
    if spec is None or not spec.submodule_search_locations:
        return []
    package = Path(spec.submodule_search_locations[0])
    paths = [package, package.with_name("numpy.libs")]
    return [str(path) for path in paths if path.is_dir()]


@functools.cache
def numpy_available() -> bool:
    """Tells whether programs may import numpy here."""
    return bool(numpy_paths())
