"""A sampler and a pool, each made when first needed and given back on request."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator

from shortlist_engine.execution.isolation.layers import SandboxUnavailable
from shortlist_engine.execution.runner import Runner
from shortlist_engine.host.exclusive_sampler import ExclusiveSampler
from shortlist_engine.host.resources import Resources, WorkerPool
from shortlist_engine.languages import runnable
from shortlist_engine.library import Library
from shortlist_engine.model.errors import ModelError
from shortlist_engine.protocol import EngineError

log = logging.getLogger(__name__)


class Host:
    """Keeps one sampler and one pool for all who ask.

    Loading happens once for all who wait for it, and goes on when one of them gives up. What failed
    to load or to open is tried again when it is asked for again. Only one model is in memory: the
    next one is loaded when the last solve has let go of the one before.
    """

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._sampler: ExclusiveSampler | None = None
        self._model = ""
        self._loading: asyncio.Task[ExclusiveSampler] | None = None
        self._loading_model = ""
        self._listener: Callable[[str], None] | None = None
        self._pool: Runner | None = None
        self._pool_context: WorkerPool | None = None
        self._opening = asyncio.Lock()

    @property
    def loaded(self) -> bool:
        """Says whether a sampler is loaded."""
        return self._sampler is not None

    @property
    def loading(self) -> bool:
        """Says whether a sampler is being loaded."""
        return self._loading is not None

    @property
    def model_name(self) -> str:
        """Returns the name of the model that is loaded, else of the one that would be."""
        return self._model if self.loaded else self._resources.model_name

    def has_model(self, name: str | None = None) -> bool:
        """Says whether the model of this name is loaded (None: that of the resources)."""
        return self.loaded and self._model == self._resources.with_model(name).model_name

    @property
    def holds_anything(self) -> bool:
        """Says whether a sampler is loaded or a pool is open."""
        return self._sampler is not None or self._pool is not None

    @property
    def library(self) -> Callable[[], Library] | None:
        """Returns what opens the library, as `Resources` has it."""
        return self._resources.open_library

    @contextlib.contextmanager
    def telling(self, listener: Callable[[str], None]) -> Iterator[None]:
        """Within, `listener` is told what loading and drawing wait for, on the event loop."""
        self._listener = listener
        try:
            yield
        finally:
            if self._listener == listener:
                self._listener = None

    def _tell(self, text: str) -> None:
        if self._listener is not None:
            self._listener(text)

    async def sampler(self, model: str | None = None) -> ExclusiveSampler:
        """Returns the sampler of the model of this name (None: that of the resources), loaded by
        now in place of another. Raises EngineError `modelNotFound`, `outOfMemory` or `internal`."""
        resources = self._resources.with_model(model)
        name = resources.model_name
        while self._loading is not None and self._loading_model != name:
            await asyncio.wait({self._loading})
        if self._sampler is not None and self._model == name:
            return self._sampler
        if self._loading is None:
            self._loading_model = name
            self._loading = asyncio.create_task(self._load(resources))
        return await asyncio.shield(self._loading)

    async def _load(self, resources: Resources) -> ExclusiveSampler:
        loop = asyncio.get_running_loop()

        def tell(text: str) -> None:
            with contextlib.suppress(RuntimeError):  # the loop may have ended
                loop.call_soon_threadsafe(self._tell, text)

        try:
            await self.unload()
            sampler = await asyncio.to_thread(resources.load_sampler, tell)
            self._sampler, self._model = ExclusiveSampler(sampler), resources.model_name
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
            raise EngineError.caused_by("modelNotFound", error) from error
        except Exception as error:
            log.exception("the model could not be loaded")
            raise EngineError(
                "internal", f"The model could not be loaded: {type(error).__name__}: {error}."
            ) from error
        finally:
            self._loading = None

    async def pool(self) -> Runner:
        """Returns the pool, open by now. Raises EngineError `sandboxUnavailable`."""
        async with self._opening:
            if self._pool is None:
                try:
                    context = self._resources.make_pool()
                    self._pool = await context.__aenter__()
                    self._pool_context = context
                except EngineError:
                    raise
                except SandboxUnavailable as error:
                    raise EngineError.caused_by("sandboxUnavailable", error) from error
                except Exception as error:
                    log.exception("the sandbox could not be set up")
                    raise EngineError(
                        "sandboxUnavailable",
                        f"The sandbox could not be set up: {type(error).__name__}: {error}. "
                        "`shortlist doctor` says what is missing.",
                    ) from error
            return self._pool

    async def languages(self) -> tuple[str, ...]:
        """Returns the languages in which programs can be run here. It opens no pool; looking for
        tools may take a second the first time."""
        return await (self._pool or self._resources.make_pool()).languages(runnable())

    async def close_pool(self) -> None:
        """Ends what runs and gives the pool back. Never raises."""
        async with self._opening:
            context, self._pool, self._pool_context = self._pool_context, None, None
            if context is not None:
                with contextlib.suppress(Exception):
                    await context.__aexit__(None, None, None)

    async def unload(self) -> bool:
        """Gives the model back when its last solve has let go; returns whether there was one."""
        sampler, self._sampler = self._sampler, None
        if sampler is None:
            return False
        await asyncio.to_thread(sampler.close)
        log.info("unloaded model %s", sampler.name)
        return True
