"""Pools for tests of what isolates programs: never with less than this machine provides."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import AsyncIterator, Collection

import pytest

from shortlist_engine.execution import ExecutionPool, probe
from shortlist_engine.execution.isolation import helper
from shortlist_engine.execution.isolation.layers import Layers

DISABLED: dict[str, tuple[str, ...]] = {
    "A": (),
    "B": ("namespaces",),
    "C": ("landlock",),
    "A without the helper": ("helper",),
    "B without the helper": ("namespaces", "helper"),
}
"""What is switched off for each level of isolation."""


@contextlib.asynccontextmanager
async def pool_at(level: str, workers: int = 1) -> AsyncIterator[ExecutionPool]:
    """A pool at one of the levels in `DISABLED`. Skips where the machine does not provide it."""
    disable = DISABLED[level]
    provided = level_provided(disable)
    if provided != level[0]:
        pytest.skip(f"level {level[0]} cannot be had here, only {provided}")
    async with whole_pool(disable, workers) as pool:
        yield pool


@contextlib.asynccontextmanager
async def whole_pool(
    disable: Collection[str] = (), workers: int = 1
) -> AsyncIterator[ExecutionPool]:
    """A pool with all that the machine provides, less `disable`. A pool falls back when a layer or
    the C helper does not work; here that is a failure, or the tests would run without it."""
    async with ExecutionPool(workers, disable=disable) as pool:
        assert pool.level == level_provided(disable), probe()
        assert pool.uses_helper == helper_provided(disable)
        yield pool


def level_provided(disable: Collection[str] = ()) -> str:
    """The level that is left of what the machine provides."""
    report = probe()
    return Layers(
        report.namespaces and "namespaces" not in disable,
        0 if "landlock" in disable else report.landlock_abi,
        report.seccomp,
    ).level


def helper_provided(disable: Collection[str] = ()) -> bool:
    """Whether programs are to run by the C helper: where there is a C compiler."""
    return "helper" not in disable and any(map(shutil.which, helper.COMPILERS))
