"""Which layers of isolation this machine has, and how a zygote is started inside them."""

from __future__ import annotations

import functools
import importlib.util
import json
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

from .jail import landlock, seccomp

PACKAGE = Path(__file__).resolve().parent  # holds the package `jail`
NOBODY = 65534
PRELOAD = (
    "math", "collections", "heapq", "itertools", "bisect", "functools", "re", "string", "random",
    "operator",
)  # fmt: skip
_JAIL_IN_ROOT = "/opt/shortlist"
_JOBS_IN_ROOT = "/job"
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

    def command(self, **descriptors: object) -> list[str]:
        config = {**self.config, **descriptors}
        code = (
            f"import sys; sys.path.insert(0, {config['package']!r}); "
            "from jail.zygote import main; main(sys.argv[1])"
        )
        return [*self.prefix, "-S", "-s", "-B", "-c", code, json.dumps(config)]


def launch(
    layers: Layers, *, numpy: bool = False, compiler: Sequence[str] = (),
    header_compiler: Sequence[str] = (), readable: Sequence[str] = (),
) -> Launch:  # fmt: skip
    """How to start a zygote: for programs, or with `compiler` (a command) for compiling.

    `header_compiler` is the command that precompiles headers; `readable` are further directories
    that the compiler reads.
    """
    interpreter = os.path.realpath(sys._base_executable)  # type: ignore[attr-defined]
    library = sysconfig.get_path("stdlib")
    shared = sysconfig.get_config_var("LIBDIR") or ""
    extra = _numpy_paths() if numpy else []
    environment = {
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "LD_BIND_NOW": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
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
    if compiler:
        rules += [(p, landlock.READ_EXECUTE) for p in ("/usr", "/lib", "/lib64", "/bin")]
        rules += [(path, landlock.READ) for path in readable]
    root = os.geteuid() == 0
    config: dict[str, object] = {
        "kind": "compiler" if compiler else "programs",
        "package": str(PACKAGE),
        "preload": [*PRELOAD, *(["numpy", "numpy.random"] if numpy else [])],
        "compiler": list(compiler),
        "header_compiler": list(header_compiler),
        "job_dir": "",
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
        if root and all(_others_can_reach(p) for p in (interpreter, library, str(PACKAGE))):
            config["drop_to"] = NOBODY
        return Launch((interpreter,), config, environment)
    if root:
        config["drop_to"] = NOBODY
    config["package"] = _JAIL_IN_ROOT
    command = [shutil.which("bwrap") or "bwrap", *_namespace_options()]
    visible = [interpreter, library, *own_libraries, *extra, "/usr/share/zoneinfo"]
    if compiler:
        visible += ["/bin", "/etc/alternatives", *readable]
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
    above = {str(parent) for path in [*visible, *_DEVICES] for parent in Path(path).parents}
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
    command += ["--remount-ro", "/", "--chdir", "/", "--", interpreter]
    config["rules"] = rules
    return Launch(tuple(command), config, environment)


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
