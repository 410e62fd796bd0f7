"""Files named by a digest of what they were computed from: a run that was killed goes on where it
stopped, and nothing is used for another question than the one it answers."""

from __future__ import annotations

import dataclasses
import gzip
import json
import zlib
from pathlib import Path
from typing import Any

from shortlist_engine.files import digest, write_whole

Document = dict[str, Any]


def digest_of(*parts: Any) -> str:
    """Returns 32 hex digits, a digest of plain values and dataclasses."""
    text = json.dumps(parts, sort_keys=True, default=_plain, ensure_ascii=True)
    return digest(text.encode())[:32]


class FactStore:
    """Keeps documents below `folder`, one file each. `damaged` lists files that could not be read;
    they count as absent and are written anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._damaged: dict[Path, None] = {}

    @property
    def damaged(self) -> list[Path]:
        """Returns the files that could not be read, in the order in which they were met."""
        return list(self._damaged)

    def path(self, key: str) -> Path:
        """Returns the file of a document."""
        return self.folder / key[:2] / f"{key}.json.gz"

    def get(self, key: str) -> Document | None:
        """Returns the document, None when it is absent or damaged."""
        path = self.path(key)
        try:
            entry = json.loads(gzip.decompress(path.read_bytes()))
            if entry["key"] == key and isinstance(entry["document"], dict):
                return dict(entry["document"])
        except FileNotFoundError:
            return None
        except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error):
            pass
        self.report_damage(key)
        return None

    def report_damage(self, key: str) -> None:
        """Notes that what was read turned out not to be what it should."""
        self._damaged[self.path(key)] = None

    def put(self, key: str, document: Document) -> None:
        """Writes a document whole or not at all. Raises OSError when it cannot be written."""
        text = json.dumps({"key": key, "document": document}, separators=(",", ":"))
        write_whole(self.path(key), gzip.compress(text.encode(), 6, mtime=0))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {type(value).__name__: dataclasses.asdict(value)}
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"no digest of {type(value).__name__}")
