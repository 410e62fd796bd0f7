"""The checks of `shortlist doctor`, each of one thing that Shortlist needs."""

from __future__ import annotations

import importlib.util
import os
import platform
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from shortlist_engine import protocol
from shortlist_engine.machine import cores
from shortlist_engine.protocol import EngineError

if TYPE_CHECKING:
    from shortlist_engine.execution.isolation.layers import SandboxReport
    from shortlist_engine.sampling.backend import PromptKind

Status = Literal["ok", "warning", "error"]
OLDEST_PYTHON = (3, 10)


@dataclass(frozen=True)
class Check:
    """One finding. A `warning` leaves something out; an `error` keeps `solve` from working."""

    name: str
    status: Status
    found: str
    advice: str = ""


def examine(
    model: str | None = None, *, calibrate: bool = False, prompt: PromptKind = "auto"
) -> list[Check]:
    """Runs every check. Never raises: a check that breaks is an error of its own."""
    checks: list[tuple[str, Callable[[], list[Check]]]] = [
        ("Python", _python),
        ("Platform", _platform),
        ("Sandbox", _sandbox),
        ("Languages", _languages),
        ("Model", lambda: _model(model, calibrate, prompt)),
        ("Engine socket", _socket),
        ("Language server", _server),
        ("Log", _log),
    ]
    found: list[Check] = []
    for name, check in checks:
        try:
            found += check()
        except Exception as error:
            found.append(
                Check(
                    name,
                    "error",
                    f"the check itself failed: {type(error).__name__}: {error}",
                    "Install Shortlist again: make install in its checkout",
                )
            )
    return found


def healthy(checks: Sequence[Check]) -> bool:
    """Returns whether nothing keeps `solve` from working."""
    return all(check.status != "error" for check in checks)


def _python() -> list[Check]:
    version = platform.python_version()
    where = f"{version} at {sys.executable}"
    if sys.version_info < OLDEST_PYTHON:
        return [Check("Python", "error", where, "Install Python 3.10 or newer.")]
    return [Check("Python", "ok", where)]


def _platform() -> list[Check]:
    found = f"{platform.system()} {platform.release()}, {platform.machine()}, {cores()} cores"
    if sys.platform != "linux":
        return [
            Check(
                "Platform",
                "warning",
                found,
                "Proposed programs are run on Linux (or in WSL 2) only; your own run here, too.",
            )
        ]
    return [Check("Platform", "ok", found)]


def _sandbox() -> list[Check]:
    from shortlist_engine.execution.isolation import helper
    from shortlist_engine.execution.isolation.layers import probe

    report = probe()
    extras: list[Check] = []
    if report.usable and not helper.build():
        extras.append(
            Check(
                "Sandbox speed",
                "warning",
                "programs start slower, because the C helper could not be built",
                "Install a C compiler (Debian and Ubuntu: apt install gcc)."
                if helper.compiler() is None
                else "The engine's log says what failed.",
            )
        )
    status: Status = "ok" if report.level == "A" else "warning" if report.usable else "error"
    layers = ", ".join(_layers(report)) if sys.platform == "linux" else "no isolation"
    found = f"level {report.level} ({layers})"
    if not report.usable:
        found += ": proposed programs are not run"
        extras.append(_own_programs())
    advice = "; ".join(report.problems) + "." if report.problems else ""
    return [Check("Sandbox", status, found, advice), *extras]


def _own_programs() -> Check:
    """What becomes of the user's own programs where there is no sandbox."""
    from shortlist_engine.host.consent import consent_file, read_consent

    allowed = read_consent()
    if allowed is None:
        return Check(
            "Your own programs", "ok", "run as in a terminal, once you have agreed: you are asked"
        )
    if allowed:
        text = f"run as in a terminal: you agreed ({consent_file()})"
        return Check("Your own programs", "ok", text)
    return Check(
        "Your own programs",
        "warning",
        "are not run: you said so",
        f"Delete {consent_file()} to be asked again.",
    )


def _layers(report: SandboxReport) -> list[str]:
    """Each layer of the sandbox, in words."""
    from shortlist_engine.execution.isolation.scope import scope_command

    landlock = f"Landlock version {report.landlock_abi}" if report.landlock_abi else "no Landlock"
    return [
        "namespaces" if report.namespaces else "no namespaces",
        landlock,
        "system-call filter" if report.seccomp else "no system-call filter",
        "resource limits",
        "a cgroup for each worker" if scope_command() else "no cgroups",
    ]


def _languages() -> list[Check]:
    from shortlist_engine.execution.isolation.layers import probe
    from shortlist_engine.languages import runnable, written

    isolated = probe().usable
    places = _isolated_tools() if isolated else _plain_tools()
    checks = []
    for name in runnable():
        place, fix = places[name]
        if place:
            checks.append(Check(f"Language {name}", "ok", place))
        elif name in written():
            advice = fix[:1].upper() + fix[1:] + "."
            checks.append(
                Check(f"Language {name}", "warning", "left out, its tools are missing", advice)
            )
        else:
            found = f"not installed; to run programs in it, {fix}"
            checks.append(Check(f"Language {name}", "ok", found))
    return checks


def _isolated_tools() -> dict[str, tuple[str, str]]:
    """Where each language's tool is, empty where it is missing, and how to get it."""
    from shortlist_engine.execution.compiling.toolchains import available_languages, tool
    from shortlist_engine.languages import runnable, toolchain

    here = available_languages()
    return {
        name: ((tool(name) or sys.executable) if name in here else "", toolchain(name).fix)
        for name in runnable()
    }


def _plain_tools() -> dict[str, tuple[str, str]]:
    """The same of what runs the user's own programs without the sandbox."""
    from shortlist_engine.execution.plain import tools
    from shortlist_engine.languages import runnable

    found = {name: tools.found(name) for name in runnable()}
    return {name: (here.tool if here else "", tools.fix(name)) for name, here in found.items()}


def _model(model: str | None, calibrate: bool, prompt: PromptKind) -> list[Check]:
    """What the model's backend finds: its files, and how it computes here."""
    from shortlist_engine.sampling import ModelChoice
    from shortlist_engine.sampling.registry import backend_of

    def tell(text: str) -> None:
        print(text, file=sys.stderr)

    choice = ModelChoice(model, prompt=prompt, on_status=tell)
    return [
        Check(each.about, each.status, each.text, each.advice)
        for each in backend_of(choice).examine(choice, calibrate)
    ]


def _socket() -> list[Check]:
    from shortlist_engine.rpc import HAS_SOCKETS

    if not HAS_SOCKETS:
        return [Check("Engine socket", "ok", "none here: each editor window starts its engine")]
    try:
        path = protocol.socket_path()
    except EngineError as error:
        return [Check("Engine socket", "error", error.message)]
    except OSError as error:
        return [
            Check(
                "Engine socket",
                "error",
                f"its directory cannot be made: {error}",
                "Set XDG_RUNTIME_DIR to a directory of yours.",
            )
        ]
    if len(os.fsencode(path)) > 100:
        return [
            Check(
                "Engine socket",
                "error",
                f"{path} is too long for a socket",
                "Set XDG_RUNTIME_DIR to a directory with a shorter path.",
            )
        ]
    state = "an engine is running" if _answers(path) else "no engine is running"
    return [Check("Engine socket", "ok", f"{path} ({state})")]


def _answers(path: Path) -> bool:
    import socket

    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(1.0)
        try:
            connection.connect(str(path))
        except OSError:
            return False
        return True


def _server() -> list[Check]:
    missing = [
        name
        for name in ("shortlist_server", "pygls", "lsprotocol")
        if importlib.util.find_spec(name) is None
    ]
    if missing:
        return [
            Check(
                "Language server",
                "warning",
                f"editors cannot use Shortlist: {', '.join(missing)} missing",
                "Install Shortlist again: make install in its checkout",
            )
        ]
    return [Check("Language server", "ok", "can be imported")]


def _log() -> list[Check]:
    from shortlist_engine.rpc.log import log_path

    path = log_path()
    existing = next(parent for parent in (path, *path.parents) if parent.exists())
    if not os.access(existing, os.W_OK):
        return [
            Check(
                "Log",
                "warning",
                f"{path} cannot be written; the engine logs to standard error",
                "Set XDG_STATE_HOME to a directory of yours.",
            )
        ]
    return [Check("Log", "ok", str(path))]
