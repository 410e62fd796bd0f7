"""`shortlist engine --share`, `--join` and `--add-user`: one engine for a small group."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from shortlist_engine.cli.exit_codes import BAD_INPUT, DONE
from shortlist_engine.cli.frame import exit_code_of, resources_for
from shortlist_engine.protocol import EngineError
from shortlist_engine.rpc.log import set_up_logging
from shortlist_engine.rpc.sharing.joining import client_context, join
from shortlist_engine.rpc.sharing.limits import Limits
from shortlist_engine.rpc.sharing.listening import serve_shared, server_context
from shortlist_engine.rpc.sharing.users import add_user, read_token, read_users


def run_shared(options: argparse.Namespace) -> int:
    """Serves, joins or adds, and returns the exit code."""
    try:
        if options.add_user:
            print(add_user(_needed(options, "users"), options.add_user))
        elif options.join:
            address = _address(options.join)
            token = read_token(_needed(options, "token"))
            join(address, token, client_context(options.authority))
        else:
            _share(options)
    except EngineError as error:
        print(error.message, file=sys.stderr)
        return exit_code_of(error)
    except OSError as error:
        print(f"{error.filename or ''}: {error.strerror or error}", file=sys.stderr)
        return BAD_INPUT
    return DONE


def _share(options: argparse.Namespace) -> None:
    address = _address(options.share)
    certificate, key = _needed(options, "certificate"), _needed(options, "key")
    users = read_users(_needed(options, "users"))
    context = server_context(certificate, key)
    set_up_logging("engine-shared", options.log_level)
    limits = Limits(samples=options.most_samples, seconds=options.most_seconds)
    serve_shared(
        resources_for(options), address, context, users, limits, idle_seconds=options.idle_unload
    )


def _needed(options: argparse.Namespace, name: str) -> Path:
    found: Path | None = getattr(options, name)
    if found is None:
        raise EngineError(
            "invalidRequest",
            f"--{name} is missing: an engine is shared with TLS and with tokens, or not at all.",
        )
    return found


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:
        raise EngineError("invalidRequest", f"{text} is not HOST:PORT.")
    return host.strip("[]"), int(port)
