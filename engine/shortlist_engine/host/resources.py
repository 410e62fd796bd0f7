"""What a host keeps alive: a model and the pool that runs its programs, and what can be said of
both before they are there."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from typing import Any, Protocol

from shortlist_engine.execution.isolation import layers as isolation
from shortlist_engine.execution.isolation.layers import USABLE_LEVELS, SandboxUnavailable
from shortlist_engine.execution.runner import Runner
from shortlist_engine.host.own_tools import OwnTools, read_own_tools
from shortlist_engine.library import Library, user_library
from shortlist_engine.model.errors import ModelError
from shortlist_engine.sampling.backend import Backend, ModelChoice
from shortlist_engine.sampling.base import Sampler
from shortlist_engine.sampling.registry import backend_of

_ONLY_ISOLATED = "programs that a model wrote are run in a sandbox only"


def plain_runner() -> WorkerPool:
    """Returns what runs the user's own programs without isolation, not opened yet."""
    from shortlist_engine.execution.plain.runner import PlainRunner

    return PlainRunner()


class WorkerPool(Runner, AbstractAsyncContextManager[Runner], Protocol):
    """Adds to a runner that it has to be opened, by entering its context. Its languages are known
    before."""


@dataclass(frozen=True)
class Resources:
    """Holds a model, by the backend that draws its samples, and a sandbox.

    - `make_pool()`: a new pool, not opened yet.
    - `probe()`: what the sandbox can do here, {"level": str, "problems": [str]}. It may block.
    - `open_library()`: the user's known solutions, None where there are none to be used. It may
      block, and raises SourceError and OSError.
    - `find_backend(choice)`: the backend of another model.
    - `make_plain()`: what runs the user's own programs where no pool can be had, not opened yet.
    - `own_tools()`: how the user wants programs of their own compiled and run. It may block, and
      raises EngineError.

    Whoever has these runs the same with any model and any sandbox.
    """

    choice: ModelChoice
    backend: Backend
    make_pool: Callable[[], WorkerPool]
    probe: Callable[[], dict[str, Any]]
    open_library: Callable[[], Library] | None = None
    find_backend: Callable[[ModelChoice], Backend] = backend_of
    make_plain: Callable[[], WorkerPool] = plain_runner
    own_tools: Callable[[], OwnTools] = read_own_tools

    @property
    def model_name(self) -> str:
        """Returns the name by which the model was chosen."""
        return self.choice.name

    def device(self) -> str:
        """Returns where the model will compute. Of a model that is not there, it is what was asked
        for: loading it says what is wrong. It may block."""
        try:
            return self.backend.describe(self.choice).device
        except ModelError:
            return self.choice.device if self.choice.device != "auto" else "cpu"

    def likely_runner(self) -> WorkerPool:
        """Returns what would run the user's own programs, not opened: its languages are known. It
        may block."""
        usable = self.probe().get("level") in USABLE_LEVELS
        return self.make_pool() if usable else self.make_plain()

    def with_model(self, name: str | None) -> Resources:
        """Returns the same with the model of this name, which is to compute in the same way; None
        is the one that there is."""
        if name is None or name == self.model_name:
            return self
        choice = replace(self.choice, model=name)
        return replace(self, choice=choice, backend=self.find_backend(choice))

    def load_sampler(
        self,
        on_status: Callable[[str], None] | None = None,
        cancelled: threading.Event | None = None,
    ) -> Sampler:
        """Loads the model. `on_status` is told, from any thread, what loading and drawing wait for;
        `cancelled` ends the loading where it can be ended. It may block, and raises what
        `Backend.load` raises."""
        choice = replace(self.choice, on_status=on_status, cancelled=cancelled)
        return self.backend.load(choice)


def local_resources(choice: ModelChoice | None = None, workers: int | None = None) -> Resources:
    """Returns this machine's sandbox, with `workers` programs at once (None: as many as cores), and
    the model that was chosen (None: the one that ships)."""

    def make_pool() -> WorkerPool:
        if sys.platform != "linux":
            raise SandboxUnavailable(f"{_ONLY_ISOLATED}: {'; '.join(isolation.probe().problems)}")
        from shortlist_engine.execution.pool import ExecutionPool

        return ExecutionPool(workers)

    def probe() -> dict[str, Any]:
        report = isolation.probe()
        return {"level": report.level, "problems": list(report.problems)}

    def make_plain() -> WorkerPool:
        from shortlist_engine.execution.plain.runner import PlainRunner

        return PlainRunner(workers)

    choice = choice or ModelChoice()
    return Resources(
        choice, backend_of(choice), make_pool, probe, user_library, make_plain=make_plain
    )
