"""Which layers of isolation this machine has, and how a zygote is started inside them."""

from __future__ import annotations

import compileall
import functools
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from shortlist_engine.execution.isolation.jail import landlock, limits, seccomp
from shortlist_engine.execution.isolation.scope import BUS, scope_command

PACKAGE = Path(__file__).resolve().parent  # holds the package `jail`
NOBODY = 65534
PRELOAD = (
    "math", "collections", "heapq", "itertools", "bisect", "functools", "re", "string", "random",
    "operator",
)  # fmt: skip
_JAIL_IN_ROOT = "/opt/shortlist"
_JOBS_IN_ROOT = "/job"
ZygoteKind = Literal["programs", "compiler", "tools"]
_DEVICES = ("/dev/null", "/dev/urandom")
_PROBE_TIMEOUT_S = 20
_LIBRARIES = ("/lib", "/lib64", "/lib32", "/usr/lib", "/usr/lib64", "/usr/libexec")


class SandboxUnavailable(Exception):
    """Programs cannot be run safely here; the message names the missing layer and the fix."""


@dataclass(frozen=True)
class SandboxReport:
    """What isolates programs on this machine.

    `level`: A all layers; B without namespaces; C without Landlock; D seccomp only (refused);
    E no seccomp (refused). `problems` say in plain words what is missing and how to get it.
    """

    level: str
    namespaces: bool
    landlock_abi: int
    seccomp: bool
    problems: tuple[str, ...] = ()

    @property
    def usable(self) -> bool:
        return self.level in "ABC"


@dataclass(frozen=True)
class Layers:
    """The layers to use: what was found, less what the caller switched off."""

    namespaces: bool
    landlock_abi: int
    seccomp: bool

    @property
    def level(self) -> str:
        if not self.seccomp:
            return "E"
        if self.namespaces:
            return "A" if self.landlock_abi else "C"
        return "B" if self.landlock_abi else "D"


@functools.lru_cache(maxsize=1)
def probe() -> SandboxReport:
    """Find the layers by trying them, never by version. Cached; takes up to a second."""
    if sys.platform != "linux":
        return SandboxReport("E", False, 0, False, (
            f"programs cannot be isolated on {platform.system()} yet: use Linux or WSL2",
        ))  # fmt: skip
    problems = []
    has_seccomp = seccomp.filter_available()
    if not has_seccomp:
        problems.append(
            "system-call filters (seccomp) are missing: use Linux 4.14 or newer on x86-64 or arm64 "
            "with CONFIG_SECCOMP_FILTER"
        )
    abi = landlock.abi_version()
    if not abi:
        problems.append(
            "Landlock is missing: use Linux 5.13 or newer and keep `landlock` in the kernel's "
            "lsm= list"
        )
    failure = _namespace_failure()
    if failure:
        problems.append(failure)
    layers = Layers(not failure, abi, has_seccomp)
    return SandboxReport(layers.level, layers.namespaces, abi, has_seccomp, tuple(problems))


def _namespace_failure() -> str:
    """Empty when bubblewrap works here."""
    program = shutil.which("bwrap")
    if program is None:
        return (
            "namespaces are not used because bubblewrap is not installed "
            "(Debian and Ubuntu: apt install bubblewrap)"
        )
    command = [program, *_namespace_options(), "--ro-bind", "/", "/", "--", sys.executable,
               "-I", "-S", "-c", ""]  # fmt: skip
    try:
        result = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PROBE_TIMEOUT_S
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"namespaces are not used because bubblewrap did not run: {error}"
    if result.returncode:
        lines = result.stderr.decode("utf-8", "replace").strip().splitlines() or ["no message"]
        return (
            f"namespaces are not used because bubblewrap failed: {lines[-1]} "
            "(on Ubuntu 24.04 install its AppArmor profile: apt install apparmor-profiles)"
        )
    return ""


def unreachable(layers: Layers, paths: Sequence[str]) -> str:
    """The first of `paths` that exists and that a program in the sandbox could not read; empty when
    there is none. What is started by root becomes another user."""
    root = os.geteuid() == 0
    for path in filter(os.path.exists, paths):
        if root and layers.namespaces:  # the directories above are the sandbox's own
            reached = bool(os.stat(path).st_mode & 0o004)
        elif root:
            reached = not _becomes_nobody() or _others_can_reach(path)
        else:
            reached = os.access(path, os.R_OK)
        if not reached:
            return path
    return ""


def unusable_message(layers: Layers, problems: Sequence[str]) -> str:
    missing = "seccomp" if not layers.seccomp else "Landlock or namespaces"
    detail = "; ".join(problems) or "switched off by the caller"
    return f"programs are not run here: the sandbox needs {missing} ({detail})"


def _namespace_options() -> list[str]:
    """Namespaces, and a user without rights in them.

    As root no user namespace is made: the zygote becomes another user instead, so that root's
    files are out of reach and task limits hold.
    """
    options = [
        "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try",
        "--die-with-parent", "--as-pid-1", "--new-session", "--cap-drop", "ALL",
    ]  # fmt: skip
    if os.geteuid() == 0:
        return [*options, "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID",
                "--cap-add", "CAP_SETPCAP"]  # fmt: skip
    return ["--unshare-user", *options, "--uid", str(NOBODY), "--gid", str(NOBODY)]


@dataclass(frozen=True)
class Launch:
    """A command that starts a zygote; `command` adds its configuration."""

    prefix: tuple[str, ...]
    config: dict[str, object] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def varied(self) -> bool:
        return self.config["variation"] != 0

    def command(self, **descriptors: object) -> list[str]:
        config = {**self.config, **descriptors}
        code = (
            f"import sys; sys.path.insert(0, {config['package']!r}); "
            f"from jail.zygote import main; main({config!r})"
        )
        return [*self.prefix, "-S", "-s", "-B", "-c", code]


def launch(
    layers: Layers, *, kind: ZygoteKind = "programs", numpy: bool = False, helper: str = "",
    readable: Sequence[str] = (), executable: Sequence[str] = (), feedback: Sequence[str] = (),
    variation: int = 0,
) -> Launch:  # fmt: skip
    """How to start a zygote: for programs, for compiling or for other tools.

    `helper` is the path of the C helper for programs, if there is one. `readable` are further paths
    that a compiler or tool reads, `executable` those that it starts or that are started; `feedback`
    are the names of the files that a checker may write. `variation` is the seed of hashes and of
    random numbers; all but 0 also have another layout of memory each.
    """
    _compile_jail()
    interpreter = own_interpreter()
    library = sysconfig.get_path("stdlib")
    shared = sysconfig.get_config_var("LIBDIR") or ""
    extra = _numpy_paths() if numpy else []
    environment = {
        "PYTHONHASHSEED": str(variation),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "LD_BIND_NOW": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    scope = scope_command()
    if scope:
        environment |= {name: os.environ[name] for name in BUS if name in os.environ}
    if shared:
        environment["LD_LIBRARY_PATH"] = shared
    if extra:
        environment["PYTHONPATH"] = os.path.dirname(extra[0])
    own_libraries = [str(path) for path in Path(shared).glob("libpython*")]
    programs = [*(p for p in _LIBRARIES if os.path.isdir(p))]
    read = [library, *programs, *own_libraries, *extra, "/usr/share/zoneinfo", "/etc/ld.so.cache"]
    rules = [(path, landlock.READ) for path in read]
    rules += [(path, landlock.EXECUTE | landlock.READ) for path in _loaders()]
    rules += [("/dev/null", landlock.READ | landlock.WRITE_FILE), ("/dev/urandom", landlock.READ)]
    compiler = kind == "compiler"
    if compiler:
        rules += [(p, landlock.READ_EXECUTE) for p in ("/usr", "/lib", "/lib64", "/bin")]
    rules += [(path, landlock.READ) for path in readable]
    rules += [(path, landlock.READ_EXECUTE) for path in executable]
    root = os.geteuid() == 0
    config: dict[str, object] = {
        "kind": kind,
        "package": str(PACKAGE),
        "preload": [*PRELOAD, *(["numpy", "numpy.random"] if numpy else [])],
        "feedback": list(feedback),
        "job_dir": "",
        "helper": helper,
        "variation": variation,
        "filters": _filters() if helper else {},
        "temporary": tempfile.gettempdir(),
        "owner": os.getpid(),
        "landlock": layers.landlock_abi,
        # Address space of the idle interpreter, rounded up: what a child starts with.
        "base_memory": (640 if numpy else 96) << 20,
        "private_user": layers.namespaces and not root,
        "drop_to": -1,
    }
    if not layers.namespaces:
        config["rules"] = rules
        if root and _becomes_nobody():
            config["drop_to"] = NOBODY
        return Launch((*scope, interpreter), config, environment)
    if root:
        config["drop_to"] = NOBODY
    config["package"] = _JAIL_IN_ROOT
    command = [shutil.which("bwrap") or "bwrap", *_namespace_options()]
    visible = [interpreter, library, *own_libraries, *extra, "/usr/share/zoneinfo"]
    visible += [*readable, *executable]
    if compiler:
        visible += ["/bin", "/etc/alternatives"]
    if kind != "programs":
        config["job_dir"] = _JOBS_IN_ROOT
        command += ["--perms", "1777", "--tmpfs", _JOBS_IN_ROOT]
    trees = ("/usr", *_LIBRARIES) if compiler else _LIBRARIES
    visible = [
        path
        for path in dict.fromkeys([*trees, *visible, "/etc/ld.so.cache"])
        if not any(path.startswith(f"{tree}/") for tree in trees)
    ]
    # bubblewrap makes some directories above a mount private, which would hide the interpreter and
    # the devices from the user that the zygote becomes.
    reached = [*visible, *_DEVICES, f"{_JAIL_IN_ROOT}/jail"]
    above = {str(parent) for path in reached for parent in Path(path).parents}
    for directory in sorted(above - {"/", *_LIBRARIES, "/bin"}):
        if not any(directory.startswith(f"{library}/") for library in _LIBRARIES):
            command += ["--perms", "0755", "--dir", directory]
    for path in visible:
        if os.path.islink(path):
            command += ["--symlink", os.readlink(path), path]
        elif os.path.exists(path):
            command += ["--ro-bind", path, path]
    for device in _DEVICES:
        command += ["--dev-bind", device, device]
    command += ["--ro-bind", str(PACKAGE / "jail"), f"{_JAIL_IN_ROOT}/jail"]
    if helper:
        config["helper"] = f"{_JAIL_IN_ROOT}/serve.so"
        command += ["--ro-bind", helper, f"{_JAIL_IN_ROOT}/serve.so"]
    command += ["--remount-ro", "/", "--chdir", "/", "--", interpreter]
    config["rules"] = rules
    return Launch((*scope, *command), config, environment)


def _filters() -> dict[str, bytes]:
    """For programs in the interpreter and for compiled ones; computed here and not in a zygote,
    which every table that it holds makes dearer to fork."""
    native = seccomp.program_filter(limits.PLACEHOLDER, exec_fd=3)
    return {"python": seccomp.program_filter(limits.PLACEHOLDER), "native": native}


def own_interpreter() -> str:
    return os.path.realpath(sys._base_executable)  # type: ignore[attr-defined]


def _becomes_nobody() -> bool:
    """Whether what root starts without namespaces can work as another user."""
    needed = (own_interpreter(), sysconfig.get_path("stdlib"), str(PACKAGE))
    return all(map(_others_can_reach, needed))


@functools.cache
def _compile_jail() -> None:
    """A zygote that compiled its own modules would keep the memory, which every fork copies."""
    compileall.compile_dir(PACKAGE / "jail", quiet=2)


def _loaders() -> list[str]:
    """The dynamic loaders, which a compiled program's start executes."""
    names = ("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1")
    return [os.path.realpath(name) for name in names if os.path.exists(name)]


def _numpy_paths() -> list[str]:
    """numpy's own directories; empty when this interpreter has none."""
    spec = importlib.util.find_spec("numpy")
    if spec is None or not spec.submodule_search_locations:
        return []
    package = Path(spec.submodule_search_locations[0])
    paths = [package, package.with_name("numpy.libs")]
    return [str(path) for path in paths if path.is_dir()]


@functools.cache
def numpy_available() -> bool:
    return bool(_numpy_paths())


def _others_can_reach(path: str) -> bool:
    """Whether every user may read `path`, through each directory above it."""
    place = Path(path)
    if not place.stat().st_mode & 0o004:
        return False
    return all(parent.stat().st_mode & 0o001 for parent in place.parents)
