"""`shortlist server`: the language server over stdio."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from typing import BinaryIO, cast

from pygls.exceptions import JsonRpcException

from shortlist_engine import __version__


def main(args: Sequence[str] | None = None) -> int:
    """Serve until the client leaves. Returns the exit code: 1 when it left without `shutdown`."""
    options = _parser().parse_args(args)
    _configure_logging(options.log_file, options.log_level)
    from shortlist_server.features.registry import create_server
    from shortlist_server.lsp_protocol import HeaderReader

    server = create_server()
    server.start_io(cast(BinaryIO, HeaderReader(sys.stdin.buffer)))
    return 0 if server.protocol.was_shut_down else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="shortlist server",
        description="The language server. Editors start it; it speaks LSP over stdio.",
    )
    parser.add_argument(
        "--stdio", action="store_true", help="speak over standard input and output (the default)"
    )
    parser.add_argument("--log-file", metavar="FILE", help="write the log here instead of stderr")
    parser.add_argument(
        "--log-level",
        choices=["debug", "info", "warning", "error"],
        default="warning",
        help="how much to log (default: warning)",
    )
    parser.add_argument("--version", action="version", version=f"shortlist server {__version__}")
    return parser


class _NoTypedFailures(logging.Filter):
    """pygls logs a stack trace for every failed request; typed failures are in the answers."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        return not isinstance(error, JsonRpcException)


def _configure_logging(path: str | None, level: str) -> None:
    """Log to a file, or to standard error: also where the file cannot be written, since a full disk
    or a read-only home is no reason to leave an editor without a server."""
    handler: logging.Handler = logging.StreamHandler(sys.stderr)
    if path:
        try:
            handler = logging.FileHandler(path, encoding="utf-8")
        except OSError as error:
            print(f"shortlist server: cannot write {path}, logging here: {error}", file=sys.stderr)
    logging.raiseExceptions = False  # a log that is full is no news for each line
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    # pygls logs every payload at INFO, and with it the user's source code: never below WARNING.
    logging.getLogger("pygls").setLevel(logging.WARNING)
    logging.getLogger("pygls.protocol.json_rpc").addFilter(_NoTypedFailures())


if __name__ == "__main__":
    sys.exit(main())
