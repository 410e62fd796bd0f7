"""Where a server is, and whether it may be asked: this machine, unless the user's own file of
servers names another host.

The file is `servers` in the user's configuration folder, with one server on a line: `HOST:PORT`,
then `key=VARIABLE` where the server demands a key, which is read from that environment variable.
No file of a workspace is ever read, so a repository cannot send a user's problems anywhere.
"""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from shortlist_engine.model.errors import ModelError
from shortlist_engine.places import config_dir

SERVERS_FILE = "servers"


@dataclass(frozen=True)
class Address:
    """Holds where a server listens. `prefix` stands before every path, such as `/engines`; `key`
    is sent where it is not empty, and never shown."""

    host: str
    port: int
    prefix: str = ""
    key: str = field(default="", repr=False, compare=False)

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}{self.prefix}"

    @property
    def hosts(self) -> tuple[str, ...]:
        """What to connect to, in this order: `localhost` may be either loopback address."""
        return ("127.0.0.1", "::1") if self.host == "localhost" else (self.host,)


def read_address(text: str) -> Address:
    """Returns the address in `http://HOST:PORT`, with the user's key for it. A path of `/v1` at its
    end is dropped: it is part of the interface.

    Raises ModelError when it is none, or when the host is neither this machine nor one of the
    user's own file.
    """
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise ModelError(f"{text} is no address ({error}): write http://HOST:PORT") from error
    if parts.scheme == "https":
        raise ModelError(
            f"{text} asks for TLS, which servers on one's own machine do not speak: write "
            "http://HOST:PORT, for a remote one behind `ssh -L PORT:127.0.0.1:PORT HOST`"
        )
    if not host or port is None or parts.query or parts.username is not None:
        raise ModelError(f"{text} is no address of a server: write http://HOST:PORT")
    if host == "0.0.0.0":
        host = "127.0.0.1"  # where a server listens on every address, this is one
    prefix = parts.path.rstrip("/").removesuffix("/v1").rstrip("/")
    known = _users_servers()
    here = f"{host}:{port}"
    if not is_loopback(host) and here not in known:
        raise ModelError(
            f"{host} is not this machine, and no problem leaves it unless you say so: add the line "
            f"{here} to {config_dir() / SERVERS_FILE}"
        )
    variable = known.get(here, "")
    if variable and not os.environ.get(variable):
        raise ModelError(
            f"the key of {here} is not set: set {variable}, as {config_dir() / SERVERS_FILE} says"
        )
    return Address(host, port, prefix, os.environ.get(variable, "") if variable else "")


def is_loopback(host: str) -> bool:
    """Says whether a host is this machine by its name alone; no name is looked up."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _users_servers() -> dict[str, str]:
    """HOST:PORT of each server in the user's file, and the variable that holds its key."""
    try:
        lines = (config_dir() / SERVERS_FILE).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ModelError(
            f"{config_dir() / SERVERS_FILE} cannot be read ({error}): make it a text file of yours"
        ) from error
    servers = {}
    for line in lines:
        words = line.partition("#")[0].split()
        if words:
            options = dict(word.partition("=")[::2] for word in words[1:])
            servers[words[0].lower()] = options.get("key", "")
    return servers
