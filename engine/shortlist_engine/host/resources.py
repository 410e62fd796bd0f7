"""What the engine process is made of: a model to load, a sandbox to open, and what to say of both.

The service knows only these functions, so it runs the same with any model and any sandbox.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Literal

from shortlist_engine.execution.compiling.toolchains import available_languages
from shortlist_engine.execution.runner import Runner
from shortlist_engine.sampling.base import Sampler


@dataclass(frozen=True)
class Resources:
    """`load_sampler`, `probe` and `languages` may block and run in a thread. `probe` answers
    {"level": str, "problems": [str]}."""

    model_name: str
    device: str
    load_sampler: Callable[[], Sampler]
    open_pool: Callable[[], AbstractAsyncContextManager[Runner]]
    probe: Callable[[], dict[str, Any]]
    languages: Callable[[], tuple[str, ...]]


def local_resources(
    model: str | None = None,
    workers: int | None = None,
    precision: Literal["auto", "float32", "int8"] = "float32",
    device: Literal["auto", "cpu", "cuda"] = "cpu",
) -> Resources:
    """This machine's sandbox and the model at `model` (None: the one that ships), computing as
    `sampling.load_sampler` says."""

    def load_sampler() -> Sampler:
        from shortlist_engine.sampling import load_sampler

        return load_sampler(model, precision=precision, device=device)

    def open_pool() -> AbstractAsyncContextManager[Runner]:
        from shortlist_engine.execution.pool import ExecutionPool

        return ExecutionPool(workers)

    def probe() -> dict[str, Any]:
        from shortlist_engine.execution.isolation.layers import probe

        report = probe()
        return {"level": report.level, "problems": list(report.problems)}

    return Resources(
        model_name=model or "default",
        device=_device(model, precision, device),
        load_sampler=load_sampler,
        open_pool=open_pool,
        probe=probe,
        languages=available_languages,
    )


def _device(model: str | None, precision: str, wanted: Literal["auto", "cpu", "cuda"]) -> str:
    """Where the model will compute, without loading it. A model that is not there is `cpu`:
    loading it says what is wrong."""
    from shortlist_engine.model.errors import ModelError
    from shortlist_engine.model.store import find_model
    from shortlist_engine.sampling.devices import choose_device

    if wanted == "auto" and precision != "auto":
        return "cpu"
    try:
        return choose_device(find_model(model), wanted)
    except ModelError:
        return wanted if wanted != "auto" else "cpu"
