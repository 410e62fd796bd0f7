"""One layout of memory for all processes that are to be alike: what depends on addresses can then
be repeated. See personality(2). Without effect where the kernel, or a container's filter, refuses.
"""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Iterator

_ADDR_NO_RANDOMIZE, _ASK = 0x0040000, 0xFFFFFFFF
_personality = ctypes.CDLL(None).personality
_personality.argtypes = [ctypes.c_ulong]


@contextlib.contextmanager
def same_for_all(wanted: bool) -> Iterator[None]:
    """Is for the driver: processes that this thread starts in the block get the one layout, and so
    do those that they start."""
    before = _personality(_ASK)
    changed = wanted and before >= 0 and _personality(before | _ADDR_NO_RANDOMIZE) >= 0
    try:
        yield
    finally:
        if changed:
            _personality(before)


def use_same() -> None:
    """Is for a zygote: what it executes gets the one layout, and is the only thing that does where
    bubblewrap was run as root, since that loses the driver's choice on the way."""
    before = _personality(_ASK)
    if before >= 0:
        _personality(before | _ADDR_NO_RANDOMIZE)
