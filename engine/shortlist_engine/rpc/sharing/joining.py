"""The other end of a shared engine: an editor starts this in the place of an engine, and talks to
it over standard input and output."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from pathlib import Path

from shortlist_engine.concurrency import within
from shortlist_engine.protocol import EngineError
from shortlist_engine.rpc.process import open_stdio
from shortlist_engine.rpc.sharing.listening import GREETING, LONGEST_LINE

JOIN_WITHIN_S = 20.0
READ_BYTES = 64 * 1024


def client_context(authority: Path | None) -> ssl.SSLContext:
    """Returns TLS 1.3 that believes the certificates of `authority` only, or those that this system
    believes. Raises EngineError `invalidRequest`."""
    try:
        context = ssl.create_default_context(cafile=authority)
    except (OSError, ssl.SSLError) as error:
        raise EngineError("invalidRequest", f"--authority {authority}: {error}") from error
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context


def join(address: tuple[str, int], token: str, context: ssl.SSLContext) -> None:
    """Passes everything on, both ways, until one end closes. Raises EngineError
    `engineUnavailable`, saying why the engine cannot be had."""
    asyncio.run(_join(address, token, context))


async def _join(address: tuple[str, int], token: str, context: ssl.SSLContext) -> None:
    where = f"{address[0]}:{address[1]}"
    try:
        reader, writer = await within(JOIN_WITHIN_S, asyncio.open_connection(*address, ssl=context))
        writer.write(f"{GREETING} {token}\n".encode())
        answer = await within(JOIN_WITHIN_S, reader.readuntil(b"\n"))
    except ssl.SSLCertVerificationError as error:
        raise EngineError(
            "engineUnavailable",
            f"The certificate of {where} is not believed ({error.verify_message}): give that of "
            "the engine with --authority.",
        ) from error
    except (OSError, asyncio.TimeoutError, asyncio.IncompleteReadError) as error:
        raise EngineError(
            "engineUnavailable", f"No shared engine answers at {where}: {error or 'no answer'}"
        ) from error
    said = answer[:LONGEST_LINE].decode("utf-8", "replace").strip()
    if said != "ok":
        raise EngineError(
            "engineUnavailable", f"The shared engine refused: {said.removeprefix('no ')}."
        )
    incoming, outgoing = await open_stdio()
    passing = [
        asyncio.ensure_future(_pass_on(incoming, writer)),
        asyncio.ensure_future(_pass_on(reader, outgoing)),
    ]
    try:
        await asyncio.wait(passing, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in passing:
            each.cancel()
        await asyncio.gather(*passing, return_exceptions=True)
        writer.close()
        with contextlib.suppress(Exception):
            await within(1.0, writer.wait_closed())


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError, ssl.SSLError):
        while data := await reader.read(READ_BYTES):
            writer.write(data)
            await writer.drain()
