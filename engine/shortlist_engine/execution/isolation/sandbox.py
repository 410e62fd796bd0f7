"""How a zygote of each kind is started inside the layers of isolation."""

from __future__ import annotations

import compileall
import functools
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from shortlist_engine.execution.isolation import interpreter
from shortlist_engine.execution.isolation.access import becomes_nobody
from shortlist_engine.execution.isolation.jail import landlock, limits, seccomp
from shortlist_engine.execution.isolation.jail.tool_call import STANDARD_INPUT, STANDARD_OUTPUT
from shortlist_engine.execution.isolation.layers import NOBODY, Layers, namespace_options
from shortlist_engine.execution.isolation.scope import BUS, scope_command
from shortlist_engine.execution.isolation.zygote_kind import ZygoteKind

_PRELOAD = (
    "math", "collections", "heapq", "itertools", "bisect", "functools", "re", "string", "random",
    "operator",
)  # fmt: skip
_PRELOAD_NUMPY = ("numpy", "numpy.random")
# Places in the file system that the namespaces make.
_JAIL_IN_ROOT = "/opt/shortlist"
_HELPER_IN_ROOT = f"{_JAIL_IN_ROOT}/serve.so"
_JOBS_IN_ROOT = "/job"
_DEVICES = ("/dev/null", "/dev/urandom")
# Streams opened by name. Without /proc they are files; what programs that ask for them get there is
# said in work_files.py.
_STREAMS = {
    "/dev/stdin": f"{_JOBS_IN_ROOT}/files/{STANDARD_INPUT}",
    "/dev/fd/0": f"{_JOBS_IN_ROOT}/files/{STANDARD_INPUT}",
    "/dev/stdout": f"{_JOBS_IN_ROOT}/feedback/{STANDARD_OUTPUT}",
    "/dev/fd/1": f"{_JOBS_IN_ROOT}/feedback/{STANDARD_OUTPUT}",
    "/dev/stderr": "/dev/null",
    "/dev/fd/2": "/dev/null",
}
_LIBRARIES = ("/lib", "/lib64", "/lib32", "/usr/lib", "/usr/lib64", "/usr/libexec")
_TIME_ZONES, _LINKER_CACHE = "/usr/share/zoneinfo", "/etc/ld.so.cache"
# Address space of the idle interpreter, rounded up: what a child starts with.
_BASE_MEMORY, _BASE_MEMORY_NUMPY = 96 << 20, 640 << 20


@dataclass(frozen=True)
class Launch:
    """Holds a command that starts a zygote; `command` adds its configuration. `owner` is the user
    on this system that programs run as, -1 for our own."""

    prefix: tuple[str, ...]
    config: dict[str, object] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    owner: int = -1

    @property
    def varied(self) -> bool:
        return self.config["variation"] != 0

    def command(self, **descriptors: object) -> list[str]:
        """Returns the whole command line; the zygote inherits the descriptors of these numbers."""
        config = {**self.config, **descriptors}
        code = (
            f"import sys; sys.path.insert(0, {config['package']!r}); "
            f"from jail.zygote import main; main({config!r})"
        )
        return [*self.prefix, "-S", "-s", "-B", "-c", code]


class Launcher:
    """Says how zygotes are started inside these layers, with the C helper at path `helper` if there
    is one. Each kind is worked out once."""

    def __init__(self, layers: Layers, helper: str = "") -> None:
        self.layers = layers
        self.helper = helper
        self._launches: dict[ZygoteKind, Launch] = {}

    def launch(self, kind: ZygoteKind) -> Launch:
        """Says how to start a zygote of this kind; without the helper where it has gone, as when
        the user empties the cache."""
        if self.helper and not os.path.exists(self.helper):
            self.helper = ""
            self._launches.clear()
        if kind not in self._launches:
            self._launches[kind] = launch(self.layers, kind, self.helper)
        return self._launches[kind]


def launch(layers: Layers, kind: ZygoteKind, helper: str = "") -> Launch:
    """Says how to start a zygote of this kind inside these layers. `helper` is the path of the C
    helper for programs, if there is one."""
    _compile_jail()
    if kind.has_directory:
        helper = ""
    prefix = [*scope_command()]
    if layers.namespaces:
        prefix += _namespaces(kind, helper)
    prefix.append(interpreter.own_interpreter())
    configuration = _configuration(layers, kind, helper)
    owner = -1 if layers.namespaces else _drops_to(layers)  # inside, nobody is our own user
    return Launch(tuple(prefix), configuration, _environment(kind), owner)


def _environment(kind: ZygoteKind) -> dict[str, str]:
    variables = {
        "PYTHONHASHSEED": str(kind.variation),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "LD_BIND_NOW": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    if scope_command():
        variables |= {name: os.environ[name] for name in BUS if name in os.environ}
    shared = interpreter.shared_library_directory()
    if shared:
        variables["LD_LIBRARY_PATH"] = shared
    numpy = _numpy(kind)
    if numpy:
        variables["PYTHONPATH"] = os.path.dirname(numpy[0])
    return variables


def _configuration(layers: Layers, kind: ZygoteKind, helper: str) -> dict[str, object]:
    """What the zygote is told; `jail/` reads it."""
    inside = layers.namespaces
    return {
        "kind": kind.service,
        "package": _JAIL_IN_ROOT if inside else str(interpreter.PACKAGE),
        "preload": [*_PRELOAD, *(_PRELOAD_NUMPY if kind.numpy else ())],
        "files": kind.files,
        "job_dir": _JOBS_IN_ROOT if inside and kind.has_directory else "",
        "helper": _HELPER_IN_ROOT if inside and helper else helper,
        "variation": kind.variation,
        "filters": _filters() if helper else {},
        "temporary": tempfile.gettempdir(),
        "owner": os.getpid(),
        "landlock": layers.landlock_abi,
        "base_memory": _BASE_MEMORY_NUMPY if kind.numpy else _BASE_MEMORY,
        "private_user": inside and os.geteuid() != 0,
        "drop_to": _drops_to(layers),
        "rules": _landlock_rules(kind),
    }


def _drops_to(layers: Layers) -> int:
    """The user that programs run as, in the sandbox's own numbers; -1 for the one that we are."""
    root = os.geteuid() == 0
    return NOBODY if root and (layers.namespaces or becomes_nobody()) else -1


def _landlock_rules(kind: ZygoteKind) -> list[tuple[str, int]]:
    """Paths with the rights to them, and to what is below them."""
    read = [
        interpreter.standard_library(),
        *(path for path in _LIBRARIES if os.path.isdir(path)),
        *interpreter.shared_libraries(),
        *_numpy(kind),
        _TIME_ZONES,
        _LINKER_CACHE,
    ]
    rules = [(path, landlock.READ) for path in read]
    rules += [(path, landlock.EXECUTE | landlock.READ) for path in interpreter.loaders()]
    rules += [("/dev/null", landlock.READ | landlock.WRITE_FILE), ("/dev/urandom", landlock.READ)]
    if kind.service == "compiler":
        rules += [(path, landlock.READ_EXECUTE) for path in ("/usr", "/lib", "/lib64", "/bin")]
    rules += [(path, landlock.READ) for path in kind.readable]
    rules += [(path, landlock.READ_EXECUTE) for path in kind.executable]
    return rules


def _namespaces(kind: ZygoteKind, helper: str) -> list[str]:
    """The command of bubblewrap that what comes behind it is started by, in a file system of its
    own that holds little and cannot be written to."""
    command = [shutil.which("bwrap") or "bwrap", *namespace_options()]
    if kind.has_directory:
        command += ["--perms", "1777", "--tmpfs", _JOBS_IN_ROOT]
    visible = _visible(kind)
    command += _directories_above([*visible, *_DEVICES, *_STREAMS, f"{_JAIL_IN_ROOT}/jail"])
    for path in visible:
        if os.path.islink(path):
            command += ["--symlink", os.readlink(path), path]
        elif os.path.exists(path):
            command += ["--ro-bind", path, path]
    for device in _DEVICES:
        command += ["--dev-bind", device, device]
    if kind.service != "compiler" and kind.has_directory:
        for device, place in _STREAMS.items():
            command += ["--symlink", place, device]
    command += ["--ro-bind", str(interpreter.PACKAGE / "jail"), f"{_JAIL_IN_ROOT}/jail"]
    if helper:
        command += ["--ro-bind", helper, _HELPER_IN_ROOT]
    return [*command, "--remount-ro", "/", "--chdir", "/", "--"]


def terminal_command(kind: ZygoteKind, folder: str, place: str) -> list[str]:
    """Returns the command of bubblewrap that what comes behind it is started by, to talk to the
    terminal: in a file system that holds what programs of this kind read, and `folder` as the
    directory `place`, the only one that can be written to."""
    options = namespace_options()
    kept = options[: options.index("--cap-drop") + 2]  # no right of root's, whoever runs it
    if "--uid" in options:
        kept += options[options.index("--uid") :]
    kept.remove("--as-pid-1")
    visible = _visible(kind)
    command = [shutil.which("bwrap") or "bwrap", *kept]
    command += _directories_above([*visible, *_DEVICES, f"{place}/file"])
    for path in visible:
        if os.path.islink(path):
            command += ["--symlink", os.readlink(path), path]
        elif os.path.exists(path):
            command += ["--ro-bind", path, path]
    for device in _DEVICES:
        command += ["--dev-bind", device, device]
    return [*command, "--bind", folder, place, "--remount-ro", "/", "--chdir", place, "--"]


def _visible(kind: ZygoteKind) -> list[str]:
    """The paths outside that can be seen inside, none below another of the system's."""
    compiler = kind.service == "compiler"
    trees = ("/usr", *_LIBRARIES) if compiler else _LIBRARIES
    paths = [
        *trees,
        interpreter.own_interpreter(),
        interpreter.standard_library(),
        *interpreter.shared_libraries(),
        *_numpy(kind),
        _TIME_ZONES,
        *kind.readable,
        *kind.executable,
        *(("/bin", "/etc/alternatives") if compiler else ()),
        _LINKER_CACHE,
    ]
    return [path for path in dict.fromkeys(paths) if not _is_below(path, trees)]


def _directories_above(paths: Sequence[str]) -> list[str]:
    """Options that make the directories above these paths readable for all. bubblewrap makes some
    of them private, which would hide what is mounted there from the user that the zygote
    becomes."""
    above = {str(parent) for path in paths for parent in Path(path).parents}
    options = []
    for directory in sorted(above - {"/", *_LIBRARIES, "/bin"}):
        if not _is_below(directory, _LIBRARIES):
            options += ["--perms", "0755", "--dir", directory]
    return options


def _is_below(path: str, trees: Sequence[str]) -> bool:
    return any(path.startswith(f"{tree}/") for tree in trees)


def _numpy(kind: ZygoteKind) -> list[str]:
    return interpreter.numpy_paths() if kind.numpy else []


def _filters() -> dict[str, bytes]:
    """For programs in the interpreter and for compiled ones; computed here and not in a zygote,
    which every table that it holds makes dearer to fork."""
    native = seccomp.program_filter(limits.PLACEHOLDER, exec_fd=3)
    return {"python": seccomp.program_filter(limits.PLACEHOLDER), "native": native}


@functools.cache
def _compile_jail() -> None:
    """A zygote that compiled its own modules would keep the memory, which every fork copies."""
    compileall.compile_dir(interpreter.PACKAGE / "jail", quiet=2)
