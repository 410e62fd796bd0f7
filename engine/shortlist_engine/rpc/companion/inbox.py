"""Problems that no window has taken yet, kept on disk, so that none is lost with the engine."""

from __future__ import annotations

import json
import logging
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

from shortlist_engine import places
from shortlist_engine.files import write_whole

log = logging.getLogger(__name__)

MOST_PROBLEMS = 300
MOST_CHARACTERS = 32 * 1024 * 1024


@dataclass(frozen=True)
class Received:
    """Holds a problem as it was sent: `document` is Competitive Companion's JSON, `number` counts
    what came, `batch` and `size` say which burst it belongs to and of how many."""

    number: int
    batch: str
    size: int
    document: str


class Inbox:
    """Holds the problems that wait, the oldest first. `path` is the file, None for the user's own,
    which one engine at a time may use: the one that listens."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or places.state_dir() / "companion.json"
        self._writing = threading.Lock()
        self._kept: list[Received] | None = None
        self._written: tuple[int, ...] = ()

    def waiting(self) -> list[Received]:
        """Returns the problems that wait."""
        if self._kept is None:
            self._kept = self._read()
            self._written = tuple(each.number for each in self._kept)
        return list(self._kept)

    def add(self, batch: str, size: int, document: str) -> Received:
        """Keeps a problem, in memory at first; beyond a bound the oldest are forgotten."""
        kept = self.waiting()
        number = max((each.number for each in kept), default=0) + 1
        received = Received(number, batch, size, document)
        kept.append(received)
        size = sum(len(each.document) for each in kept)
        while len(kept) > MOST_PROBLEMS or (size > MOST_CHARACTERS and len(kept) > 1):
            log.warning("too many problems wait: the oldest is forgotten")
            size -= len(kept.pop(0).document)
        self._kept = kept
        return received

    def remove(self, numbers: set[int]) -> None:
        """Forgets problems that were taken."""
        self._kept = [each for each in self.waiting() if each.number not in numbers]

    def write(self) -> None:
        """Puts on disk what waits now, where that has changed. It may be called in a thread, and
        never raises: a full disk loses nothing that is in memory."""
        with self._writing:
            kept = self.waiting()
            numbers = tuple(each.number for each in kept)
            if numbers == self._written:
                return
            try:
                if kept:
                    text = json.dumps([asdict(each) for each in kept])
                    write_whole(self._path, text.encode(), mode=0o600, durable=False)
                else:
                    self._path.unlink(missing_ok=True)
                self._written = numbers
            except OSError as error:
                log.warning("what waits for a window is not on disk: %s", error)

    def _read(self) -> list[Received]:
        try:
            rows = json.loads(self._path.read_text("utf-8"))
            return [
                Received(int(row["number"]), str(row["batch"]), int(row["size"]), row["document"])
                for row in rows
                if isinstance(row["document"], str)
            ]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError, KeyError) as error:
            log.warning("%s cannot be read, and is begun anew: %s", self._path, error)
            return []
