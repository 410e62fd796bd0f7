"""The recursion limit as a program has it in an interpreter of its own: the frames of the harness,
which lie below the program's, do not count."""

from __future__ import annotations

import sys

_set, _get = sys.setrecursionlimit, sys.getrecursionlimit
_DEFAULT = _get()
_MOST = 2**31 - 1  # what a limit may be, in C
_own = 0


def hide_own_frames() -> None:
    """Is called once in the zygote: a program that asks for a limit gets that many frames of its
    own."""
    sys.setrecursionlimit = setrecursionlimit
    sys.getrecursionlimit = getrecursionlimit


def count_own_frames(below: int) -> None:
    """Sets the limit. Is called once in the process of a program, by a function that executes it
    `below` frames further down."""
    global _own
    frame, _own = sys._getframe(1), below
    while frame is not None:
        _own += 1
        frame = frame.f_back  # type: ignore[assignment]
    reset()


def reset() -> None:
    """Goes back to what a program starts with."""
    _set(_DEFAULT + _own)


def setrecursionlimit(limit: int, /) -> None:
    """Set the maximum depth of the Python interpreter stack to n."""
    if isinstance(limit, int) and 0 < limit <= _MOST:
        limit = min(limit + _own, _MOST)
    _set(limit)  # which says what is wrong with any other


def getrecursionlimit() -> int:
    """Return the current value of the recursion limit."""
    return _get() - _own
