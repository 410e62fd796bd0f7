"""The model and the sandbox, opened when first needed and given back when idle."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager

from shortlist_engine.execution.isolation.layers import SandboxUnavailable
from shortlist_engine.execution.runner import Runner
from shortlist_engine.host.resources import Resources
from shortlist_engine.model.errors import ModelError
from shortlist_engine.problem import Problem
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.base import Sample, Sampler, SamplingParams

log = logging.getLogger(__name__)


class ExclusiveSampler:
    """A sampler that a solve can have only after the one before has let go of it: a cancelled
    solve answers before its sampler has stopped."""

    def __init__(self, sampler: Sampler) -> None:
        self._sampler = sampler
        self._free = threading.Lock()
        self.name = sampler.name

    def sample(
        self, problem: Problem, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        while not self._free.acquire(timeout=0.05):
            if cancelled.is_set():
                return
        try:
            yield from self._sampler.sample(problem, params, cancelled)
        finally:
            self._free.release()

    def close(self) -> None:
        """Blocks until the last solve has let go."""
        with self._free:
            self._sampler.close()


class Host:
    """Loading happens once for all who wait for it, and goes on when one of them gives up."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._sampler: ExclusiveSampler | None = None
        self._loading: asyncio.Task[ExclusiveSampler] | None = None
        self._pool: Runner | None = None
        self._pool_context: AbstractAsyncContextManager[Runner] | None = None
        self._opening = asyncio.Lock()

    @property
    def loaded(self) -> bool:
        return self._sampler is not None

    @property
    def loading(self) -> bool:
        return self._loading is not None

    @property
    def holds_anything(self) -> bool:
        return self._sampler is not None or self._pool is not None

    async def sampler(self) -> ExclusiveSampler:
        """Raises EngineError `modelNotFound`, `outOfMemory` or `internal`."""
        if self._sampler is not None:
            return self._sampler
        if self._loading is None:
            self._loading = asyncio.create_task(self._load())
        return await asyncio.shield(self._loading)

    async def _load(self) -> ExclusiveSampler:
        try:
            sampler = await asyncio.to_thread(self._resources.load_sampler)
            self._sampler = ExclusiveSampler(sampler)
            log.info("loaded model %s", sampler.name)
            return self._sampler
        except EngineError:
            raise
        except MemoryError:
            raise EngineError(
                "outOfMemory",
                "The model does not fit into memory: close other programs or use a smaller model.",
            ) from None
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
            raise EngineError(
                "modelNotFound",
                f"The model's files were not found: {error}. Check the path, or leave it out for "
                "the model that ships with Shortlist.",
            ) from error
        except ModelError as error:
            raise EngineError("modelNotFound", _sentence(error)) from error
        except Exception as error:
            log.exception("the model could not be loaded")
            raise EngineError(
                "internal", f"The model could not be loaded: {type(error).__name__}: {error}."
            ) from error
        finally:
            self._loading = None

    async def pool(self) -> Runner:
        """Raises EngineError `sandboxUnavailable` or `internal`."""
        async with self._opening:
            if self._pool is None:
                try:
                    context = self._resources.open_pool()
                    self._pool = await context.__aenter__()
                    self._pool_context = context
                except EngineError:
                    raise
                except SandboxUnavailable as error:
                    raise EngineError("sandboxUnavailable", _sentence(error)) from error
                except Exception as error:
                    log.exception("the sandbox could not be set up")
                    raise EngineError(
                        "sandboxUnavailable",
                        f"The sandbox could not be set up: {type(error).__name__}: {error}. "
                        "`shortlist doctor` says what is missing.",
                    ) from error
            return self._pool

    async def close_pool(self) -> None:
        async with self._opening:
            context, self._pool, self._pool_context = self._pool_context, None, None
            if context is not None:
                with contextlib.suppress(Exception):
                    await context.__aexit__(None, None, None)

    async def unload(self) -> bool:
        """Whether there was a model to give back."""
        sampler, self._sampler = self._sampler, None
        if sampler is None:
            return False
        await asyncio.to_thread(sampler.close)
        log.info("unloaded model %s", sampler.name)
        return True


def _sentence(error: Exception) -> str:
    text = str(error).rstrip(".")
    return text[:1].upper() + text[1:] + "."
