"""Typed errors (docs/lsp-extensions.md, "Errors"), and the rule that keeps pop-ups rare."""

from __future__ import annotations

import asyncio
import functools
import logging
import time
import uuid
from collections.abc import Callable
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInternalError, JsonRpcInvalidParams

from shortlist_engine.protocol import EngineError

logger = logging.getLogger(__name__)

REPEAT_AFTER_S = 600.0
OF_THE_USER = frozenset(
    {
        "cancelled",
        "cannotExport",
        "noCandidates",
        "noChecker",
        "needsConsent",
        "noCode",
        "noFolder",
        "noProblem",
        "noResult",
        "noTests",
        "notRun",
        "paused",
        "practice",
        "staleProblem",
        "testsUnreadable",
        "unknownItem",
        "unknownSolution",
        "unknownTest",
        "unproved",
        "unsaved",
        "unsupported",
    }
)
"""Kinds of failures that are no fault of anything: the user has to do something else first."""


class ServerError(JsonRpcException):
    """ServerError is an expected failure: it has a code, a `data.kind`, and a message that names
    the fix."""

    def __init__(self, code: int, kind: str, message: str, **data: Any) -> None:
        super().__init__(message=message, code=code, data={"kind": kind, **data})
        self.kind = kind


def failed(kind: str, message: str, **data: Any) -> ServerError:
    """Makes the error of a request that cannot be fulfilled as things are."""
    return ServerError(types.LSPErrorCodes.RequestFailed.value, kind, message, **data)


def modified(kind: str, message: str, **data: Any) -> ServerError:
    """Makes the error of a request about something that is not there any more."""
    return ServerError(types.LSPErrorCodes.ContentModified.value, kind, message, **data)


def invalid(message: str) -> JsonRpcInvalidParams:
    """Makes the error of a request whose parameters make no sense."""
    return JsonRpcInvalidParams(message, data={"kind": "invalidParams"})


def cancelled(message: str = "Cancelled") -> ServerError:
    """Makes the error of a request that was cancelled."""
    return ServerError(types.LSPErrorCodes.RequestCancelled.value, "cancelled", message)


def from_engine(error: EngineError) -> ServerError:
    """Makes the error that passes an error of the engine on."""
    if error.kind == "cancelled":
        return cancelled(error.message)
    return failed(error.kind, error.message, **error.data)


def kind_of(error: EngineError | JsonRpcException) -> str:
    """Returns the kind of a failure; empty for one that has none."""
    if isinstance(error, (EngineError, ServerError)):
        return error.kind
    return ""


def translate(error: BaseException, where: str) -> JsonRpcException:
    """Returns any exception as one that may be sent. A bug goes to the log under a correlation id,
    and only that id goes to the client: never a stack trace."""
    if isinstance(error, JsonRpcException):
        return error
    if isinstance(error, EngineError):
        return from_engine(error)
    correlation_id = uuid.uuid4().hex[:12]
    logger.error("bug %s in %s", correlation_id, where, exc_info=error)
    return JsonRpcInternalError(
        message=f"Shortlist hit a bug in {where}. The log has the details under {correlation_id}.",
        data={"kind": "bug", "correlationId": correlation_id},
    )


def guarded(handler: Callable[..., Any], where: str) -> Callable[..., Any]:
    """Wraps a handler, so that its failures reach the client typed. Cancellation passes through."""
    if asyncio.iscoroutinefunction(handler):

        @functools.wraps(handler)
        async def asynchronous(*args: Any, **kwargs: Any) -> Any:
            try:
                return await handler(*args, **kwargs)
            except Exception as error:
                raise translate(error, where) from None

        return asynchronous

    @functools.wraps(handler)
    def synchronous(*args: Any, **kwargs: Any) -> Any:
        try:
            return handler(*args, **kwargs)
        except Exception as error:
            raise translate(error, where) from None

    return synchronous


class ShownFailures:
    """Remembers what was shown, so that the same failure is not shown twice in ten minutes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._shown: dict[str, float] = {}

    def should_show(self, message: str) -> bool:
        """Tells whether to show the message now, and remembers that it was."""
        now = self._clock()
        self._shown = {
            text: when for text, when in self._shown.items() if now - when < REPEAT_AFTER_S
        }
        if message in self._shown:
            return False
        self._shown[message] = now
        return True
