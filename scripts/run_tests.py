"""Runs all tests, those of the editors beside all others, and says why some were skipped.

usage: run_tests.py [pytest options]

Real editors, killed processes and full disks depend on the timing of a busy machine: up to eight
tests that fail are run once more, with nothing beside them, and both results are shown. One that
fails again, or a ninth one, fails the whole.

Temporary files, sockets and editors' profiles lie in a directory of their own, which goes at the
end; after a failure the directories of the tests that failed stay, and their place is said.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MOST_AGAIN = 8
PATIENCE_S = 60.0  # for editors to end
# What pytest ends with: https://docs.pytest.org/en/stable/reference/exit-codes.html
PASSED, FAILED, NONE_FOUND = 0, 1, 5


@dataclass(frozen=True)
class Group:
    """Holds tests that run one after the other: pytest's arguments for them, and their directory,
    which has the temporary files of each run under its number."""

    tests: tuple[str, ...]
    place: Path

    def start(self, run: int, *options: str, into: Path | None = None) -> subprocess.Popen[bytes]:
        """Starts a run, whose output goes into a file where one is named."""
        self.place.mkdir(exist_ok=True)
        self.place.chmod(0o1777)  # as /tmp is: some tests run programs as another user
        command = [sys.executable, "-m", "pytest", f"--basetemp={self.place / str(run)}"]
        command += ["-o", f"cache_dir={self.place / 'cache'}", *options, *self.tests]
        environment = os.environ | {"TMPDIR": str(self.place)}
        environment.pop("XDG_RUNTIME_DIR", None)  # an engine of the user's own is not the tests'
        # Compiled once for all runs.
        environment["TORCHINDUCTOR_CACHE_DIR"] = str(ROOT / ".cache" / "torchinductor")
        with contextlib.ExitStack() as files:
            output = files.enter_context(into.open("wb")) if into is not None else None
            # A session of its own: Ctrl-C comes from here, and once, so that fixtures can end.
            return subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def failed(self) -> int:
        """Returns how many tests failed in the last run."""
        try:
            text = (self.place / "cache" / "v" / "cache" / "lastfailed").read_text()
        except FileNotFoundError:
            return 0
        return len(json.loads(text))

    def clean(self) -> None:
        """Removes what the runs left, but for the directories of tests that failed."""
        for path in self.place.iterdir():
            if path.name in ("1", "2"):
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def both(others: Group, editors: Group, options: list[str]) -> set[int]:
    """Runs the groups beside each other; the editors' output is shown when it is complete."""
    output = editors.place.with_suffix(".output")
    with ended_with_this(editors.start(1, "-rsfE", *options, into=output)) as behind:
        with ended_with_this(others.start(1, "-rsfE", *options)) as before:
            statuses = {before.wait()}
        statuses.add(behind.wait())
    print(output.read_text(errors="replace"), flush=True)
    output.unlink()
    return statuses


@contextlib.contextmanager
def ended_with_this(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Has a process not outlive the block."""
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def main(options: list[str]) -> int:
    """Returns the exit status."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    place = Path(tempfile.mkdtemp(prefix="shortlist."))
    place.chmod(0o755)
    others = Group(("tests", "--ignore=tests/editors"), place / "o")
    editors = Group(("tests/editors",), place / "e")
    keep = False
    try:
        statuses = both(others, editors, options)
        if not statuses <= {PASSED, FAILED, NONE_FOUND}:
            return max(statuses)
        groups = [group for group in (others, editors) if group.failed()]
        keep = bool(groups)
        failed = sum(group.failed() for group in groups)
        if failed > MOST_AGAIN:
            return FAILED
        if failed:
            print(f"\n{failed} failed (above). Once more, by themselves:\n", flush=True)
        for group in groups:
            with ended_with_this(group.start(2, "--last-failed", "-rA", *options)) as again:
                again.wait()
        keep = any(group.failed() for group in groups)
        return FAILED if keep else PASSED
    finally:
        time.sleep(1)  # what ends may still write
        if keep:
            for group in (others, editors):
                group.clean()
            print(f"Files of the tests that failed: {place} (remove it when you have seen them)")
        else:
            shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
