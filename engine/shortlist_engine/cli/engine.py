"""`shortlist engine`: the engine that editors talk to."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from shortlist_engine.cli.arguments import Commands, add_computing, positive
from shortlist_engine.cli.exit_codes import DONE, UNAVAILABLE


def add_parser(commands: Commands) -> None:
    """Adds the command and its options."""
    parser = commands.add_parser(
        "engine",
        help="run the engine that editors talk to",
        description="Serves docs/protocol.md. One engine per user serves the socket; a second one "
        "says so and ends with exit code 0.",
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--stdio", action="store_true", help="talk over standard input and output")
    how.add_argument(
        "--socket",
        action="store_true",
        help="serve the user's private socket (default, where the system has such)",
    )
    how.add_argument(
        "--share",
        metavar="HOST:PORT",
        help="serve a small group over TLS (docs/scale.md); needs --certificate, --key and --users",
    )
    how.add_argument(
        "--add-user", metavar="NAME", help="print a new token for a user of --users FILE"
    )
    sharing = parser.add_argument_group("a shared engine")
    sharing.add_argument(
        "--join",
        metavar="HOST:PORT",
        help="with --stdio: be the way to a shared engine, instead of an engine; needs --token",
    )
    sharing.add_argument("--certificate", type=Path, metavar="FILE", help="of the engine (PEM)")
    sharing.add_argument("--key", type=Path, metavar="FILE", help="of the certificate (PEM)")
    sharing.add_argument(
        "--users", type=Path, metavar="FILE", help="names and digests of tokens of who may use it"
    )
    sharing.add_argument("--token", type=Path, metavar="FILE", help="holds the token to join with")
    sharing.add_argument(
        "--authority",
        type=Path,
        metavar="FILE",
        help="the certificate to believe when joining (default: those of this system)",
    )
    sharing.add_argument(
        "--most-samples", type=positive(int), default=2000, metavar="N", help="of a user's solve"
    )
    sharing.add_argument(
        "--most-seconds", type=positive(float), default=120.0, metavar="S", help="the same"
    )
    add_computing(parser)
    parser.add_argument(
        "--idle-unload",
        type=positive(float),
        default=600.0,
        metavar="SECONDS",
        help="give the model's memory back, and end without clients, after this idle time "
        "(default %(default)g)",
    )
    parser.add_argument(
        "--log-level", choices=["DEBUG", "INFO", "WARNING", "ERROR"], default="INFO"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serves until it is stopped, and returns the exit code."""
    if options.share or options.join or options.add_user:
        from shortlist_engine.cli.engine_sharing import run_shared

        return run_shared(options)
    from shortlist_engine.cli.frame import resources_for
    from shortlist_engine.protocol import EngineError
    from shortlist_engine.rpc import HAS_SOCKETS, EngineRunning, serve_socket, serve_stdio
    from shortlist_engine.rpc.log import set_up_logging

    stdio = options.stdio or not (options.socket or HAS_SOCKETS)
    log = set_up_logging("engine-stdio" if stdio else "engine", options.log_level)
    serve = serve_stdio if stdio else serve_socket
    try:
        serve(resources_for(options), idle_seconds=options.idle_unload, log_path=log)
    except EngineRunning as running:
        print(running, file=sys.stderr)
    except EngineError as error:
        print(error.message, file=sys.stderr)
        return UNAVAILABLE
    return DONE
