"""The real VS Code for the tests: code-server with the packaged extension, and Chromium.

`tests/editors/setup-vscode.sh` installs what is needed; without it these tests are skipped.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
EXTENSION = ROOT / "editors" / "vscode"
CODE_SERVER = Path(os.environ.get("CODE_SERVER_DIR", ROOT / ".cache" / "editors" / "code-server"))
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
START_TIMEOUT_S = 180
DRIVER_TIMEOUT_S = 1000

USER_SETTINGS: dict[str, Any] = {
    "workbench.startupEditor": "none",
    "workbench.enableExperiments": False,
    "workbench.tips.enabled": False,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "telemetry.telemetryLevel": "off",
    "update.mode": "none",
    "extensions.autoUpdate": False,
    "extensions.autoCheckUpdates": False,
    "security.workspace.trust.enabled": False,
    "git.enabled": False,
    "files.autoSave": "off",
    "editor.minimap.enabled": False,
    "chat.commandCenter.enabled": False,
    "chat.disableAIFeatures": True,
}


def missing() -> str:
    """Why these tests cannot run here; empty when they can."""
    needed = {
        "code-server": CODE_SERVER / ".version",
        "chromium": Path(CHROMIUM),
        "the extension's npm packages": EXTENSION / "node_modules" / ".package-lock.json",
        "the bundled server's libraries": EXTENSION / "bundled" / "requirements.txt",
    }
    absent = [name for name, path in needed.items() if not path.exists()]
    if shutil.which("node") is None:
        absent.append("node")
    return f"{', '.join(absent)} not installed: run tests/editors/setup-vscode.sh" if absent else ""


@dataclass(frozen=True)
class Editor:
    """A running code-server and its open folder."""

    url: str
    workspace: Path
    state: Path

    def drive(self, script: str, *arguments: str | Path) -> str:
        """Run one of the drivers beside this file in a browser; returns what it printed."""
        command = ["node", str(HERE / script), self.url, str(self.workspace), *map(str, arguments)]
        ended = subprocess.run(
            command,
            env=os.environ | {"CHROMIUM": CHROMIUM},
            capture_output=True,
            text=True,
            timeout=DRIVER_TIMEOUT_S,
        )
        output = ended.stdout + ended.stderr
        (self.state / f"{script}.log").write_text(output)
        return output

    def write_example(self) -> Path:
        """The extension's own example problem as a file of the open folder."""
        file = self.workspace / "sum_of_two.py"
        file.write_text((EXTENSION / "walkthrough" / "example.py").read_text())
        return file

    def message(self, file: Path, shots: Path, name: str, *command: str) -> tuple[str, list[str]]:
        """The first message after opening a file and running a command, and the file's lenses."""
        output = self.drive("toast.mjs", file.name, shots, name, *command)
        found = re.search(r'TOAST (".*")', output)
        lenses = re.search(r"LENSES (\[.*\])", output)
        assert found and lenses, output
        return str(json.loads(found[1])), list(json.loads(lenses[1]))

    def logs(self) -> str:
        """The last lines of the extension's own log, for a failed test's report."""
        found = sorted(self.state.glob("data/logs/*/exthost*/shortlist.shortlist/*.log"))
        return "\n".join("\n".join(path.read_text().splitlines()[-40:]) for path in found[-1:])


@pytest.fixture(scope="module")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots go: the directory named by SHORTLIST_SHOTS, else a temporary one."""
    named = os.environ.get("SHORTLIST_SHOTS")
    return Path(named) if named else tmp_path_factory.mktemp("screenshots")


@pytest.fixture(scope="session")
def vsix(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packaged extension, built from this checkout; packaging needs no network."""
    if reason := missing():
        pytest.skip(reason)
    offline = ["unshare", "--net", "--map-root-user"]
    allowed = shutil.which("unshare") and not subprocess.run([*offline, "true"]).returncode
    command = [*(offline if allowed else []), "npm", "run", "--silent", "package"]
    built = subprocess.run(command, cwd=EXTENSION, capture_output=True, text=True, timeout=600)
    assert built.returncode == 0, built.stdout + built.stderr
    package = tmp_path_factory.mktemp("vsix") / "shortlist.vsix"
    shutil.copy(EXTENSION / "shortlist.vsix", package)
    return package


@pytest.fixture(scope="module")
def editor_with(
    vsix: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Editor]]:
    """Start editors with settings of ours and environment variables; all are stopped at the end."""
    running: list[subprocess.Popen[bytes]] = []

    def start(settings: dict[str, Any], **variables: str) -> Editor:
        state = tmp_path_factory.mktemp("vscode")
        # Spaces and characters beyond ASCII are what paths of users have.
        workspace = state / "my contests ✓"
        workspace.mkdir()
        configured = {f"shortlist.{name}": value for name, value in settings.items()}
        for name, values in (("User", USER_SETTINGS), ("Machine", configured)):
            (state / "data" / name).mkdir(parents=True)
            (state / "data" / name / "settings.json").write_text(json.dumps(values))
        (state / "config.yaml").write_text("auth: none\n")
        server = CODE_SERVER / "node_modules" / "code-server" / "out" / "node" / "entry.js"
        base = [
            "node",
            str(server),
            *("--config", str(state / "config.yaml")),
            *("--user-data-dir", str(state / "data")),
            *("--extensions-dir", str(state / "extensions")),
        ]
        installed = subprocess.run(
            [*base, "--install-extension", str(vsix)], capture_output=True, text=True, timeout=300
        )
        assert installed.returncode == 0, installed.stdout + installed.stderr
        port = free_port()
        command = [
            *base,
            *("--bind-addr", f"127.0.0.1:{port}", "--auth", "none"),
            *("--disable-telemetry", "--disable-update-check", "--disable-workspace-trust"),
            *("--disable-getting-started-override", str(workspace)),
        ]
        environment = os.environ | {
            "SHORTLIST_PYTHON": sys.executable,
            "SHORTLIST_TESTS": str(HERE),
            "XDG_STATE_HOME": str(state / "state"),
            **variables,
        }
        log = (state / "server.log").open("wb")
        process = subprocess.Popen(
            command,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        running.append(process)
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/healthz", process, state / "server.log")
        return Editor(url, workspace, state)

    yield start
    for process in running:
        stop(process)


@pytest.fixture(scope="module")
def scripted_editor(editor_with: Callable[..., Editor]) -> Editor:
    """An editor whose engine is scripted_engine.py."""
    engine = ["${env:SHORTLIST_PYTHON}", "${env:SHORTLIST_TESTS}/scripted_engine.py", "--stdio"]
    return editor_with({"interpreter": "${env:SHORTLIST_PYTHON}", "engine.command": engine})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"code-server did not answer:\n{log.read_text()}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the whole group: an extension host and a language server hang on this process."""
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
