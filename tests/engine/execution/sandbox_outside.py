"""A world around the sandbox that notices when something was read, changed or reached."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path


class Outside:
    """What a hostile program would like to reach, and whether it did."""

    def __init__(self) -> None:
        # Not below pytest's private directory: file permissions must not be what protects it.
        self.directory = Path(tempfile.mkdtemp(prefix="outside-"))
        self.directory.chmod(0o755)
        self.secret_text = f"SECRET{secrets.token_hex(16)}"
        self.secret = self.directory / "secret.txt"
        self.secret.write_text(self.secret_text)
        self.secret.chmod(0o644)
        self.victim = self.directory / "victim.txt"
        self.victim.write_text("whole")
        self.victim.chmod(0o666)
        self.out = self.directory / "out"
        self.out.mkdir()
        self.out.chmod(0o777)
        self._victim_before = self._victim_state()
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 0))
        self.unix_path = str(self.directory / "socket")
        self.unix = socket.socket(socket.AF_UNIX)
        self.unix.bind(self.unix_path)
        os.chmod(self.unix_path, 0o777)
        self.abstract_name = f"shortlist-{secrets.token_hex(8)}"
        self.abstract = socket.socket(socket.AF_UNIX)
        self.abstract.bind("\0" + self.abstract_name)
        for listener in (self.unix, self.abstract):
            listener.listen()
        self.listeners = (self.tcp, self.udp, self.unix, self.abstract)
        for listener in self.listeners:
            listener.setblocking(False)
        # As root the sandbox's programs become another user; the victim is that user too.
        code = (
            "import os, sys\n"
            "if os.getuid() == 0: os.setresuid(65534, 65534, 65534)\n"
            "print('ready', flush=True); sys.stdin.read()"
        )
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"SECRET": self.secret_text},
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == b"ready\n"

    def fill(self, source: str) -> str:
        for name, value in {
            "SECRET": self.secret,
            "VICTIM": self.victim,
            "OUT": self.out,
            "HOME": os.path.expanduser("~"),
            "TCP": self.tcp.getsockname()[1],
            "UDP": self.udp.getsockname()[1],
            "UNIX": self.unix_path,
            "ABSTRACT": self.abstract_name,
            "PID": self.process.pid,
        }.items():
            source = source.replace(f"@@{name}@@", str(value))
        return source

    def damage(self) -> list[str]:
        found = []
        if self._victim_state() != self._victim_before:
            found.append("the victim file changed")
        if os.listdir(self.out):
            found.append(f"files were left: {os.listdir(self.out)}")
        for place in ("/tmp", "/dev/shm", "/var/tmp"):
            if os.path.lexists(f"{place}/shortlist-stray"):
                found.append(f"a file was left in {place}")
        for listener in self.listeners:
            try:
                if listener.type == socket.SOCK_DGRAM:
                    listener.recv(100)
                else:
                    listener.accept()
            except BlockingIOError:
                continue
            found.append(f"a connection reached {listener}")
        with open(f"/proc/{self.process.pid}/stat") as stream:
            state = stream.read().rpartition(")")[2].split()[0]
        if state not in "SR":
            found.append(f"the victim process is in state {state}")
        return found

    def _victim_state(self) -> tuple[object, ...]:
        status = self.victim.stat()
        return self.victim.read_text(), status.st_mode, status.st_uid, status.st_mtime_ns

    def close(self) -> None:
        for listener in self.listeners:
            listener.close()
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(10)
        shutil.rmtree(self.directory)
