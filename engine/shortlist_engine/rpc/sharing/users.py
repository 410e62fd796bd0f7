"""The users of a shared engine: a file with a line for each, the name and the digest of a token.
The token itself is shown once and kept nowhere."""

from __future__ import annotations

import hmac
import os
import re
import secrets
from pathlib import Path

from shortlist_engine.files import digest, write_whole
from shortlist_engine.protocol import EngineError

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_LINE = re.compile(rf"({NAME.pattern})\s+([0-9a-f]{{64}})")
MOST_USERS = 1_000


class Users:
    """Holds names and digests of tokens."""

    def __init__(self, digests: dict[str, str]) -> None:
        self._digests = digests

    def __len__(self) -> int:
        return len(self._digests)

    def name_of(self, token: str) -> str | None:
        """Returns whose token it is, None where it is nobody's; it takes the same time for every
        token."""
        given = digest(token.encode("utf-8", "replace"))
        found = [name for name, kept in self._digests.items() if hmac.compare_digest(given, kept)]
        return found[0] if found else None


def read_users(path: Path) -> Users:
    """Returns the users of a file. Raises EngineError `invalidRequest` when it cannot be read, has
    a line that is none, or has nobody."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EngineError("invalidRequest", f"--users {path} cannot be read: {error}") from error
    found: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise EngineError(
                "invalidRequest",
                f"{path}, line {number}: not a name and the digest of a token. Add a user with "
                "`shortlist engine --add-user NAME --users FILE`.",
            )
        found[match[1]] = match[2]
    if not 0 < len(found) <= MOST_USERS:
        raise EngineError(
            "invalidRequest",
            f"{path} has {len(found)} users: there must be 1 to {MOST_USERS}. Add one with "
            "`shortlist engine --add-user NAME --users FILE`.",
        )
    return Users(found)


def add_user(path: Path, name: str) -> str:
    """Returns a new token for the user, whose digest is then in the file, in the place of an older
    one. Raises EngineError `invalidRequest` for a name that is none, and OSError."""
    if not NAME.fullmatch(name):
        raise EngineError(
            "invalidRequest", f"{name!r} is no name: letters, digits, dots and dashes, 64 at most."
        )
    token = secrets.token_urlsafe(32)
    kept = path.read_text("utf-8").splitlines() if path.exists() else []
    others = [line for line in kept if line.split()[:1] != [name]]
    text = "\n".join([*others, f"{name} {digest(token.encode())}"]) + "\n"
    write_whole(path, text.encode())
    os.chmod(path, 0o600)
    return token


def read_token(path: Path) -> str:
    """Returns the token in a file. Raises EngineError `invalidRequest` when others may read the
    file too, or it holds none."""
    try:
        mode, text = path.stat().st_mode, path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise EngineError("invalidRequest", f"--token {path} cannot be read: {error}") from error
    if os.name == "posix" and mode & 0o077:
        raise EngineError(
            "invalidRequest", f"Others may read {path}, which holds a token: chmod 600 {path}"
        )
    if not text or len(text) > 200 or not text.isprintable():
        raise EngineError("invalidRequest", f"{path} does not hold a token on one line.")
    return text
