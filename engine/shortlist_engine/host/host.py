"""A sampler and what runs programs, each made when first needed and given back on request."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from shortlist_engine.concurrency import Cancelled, in_own_thread, left_alone
from shortlist_engine.execution.isolation.layers import SandboxUnavailable
from shortlist_engine.execution.runner import Runner
from shortlist_engine.host.consent import NeedsConsent, read_consent
from shortlist_engine.host.exclusive_sampler import ExclusiveSampler
from shortlist_engine.host.own_runner import OwnRunner
from shortlist_engine.host.own_tools import own_tools_file
from shortlist_engine.host.resources import Resources, WorkerPool
from shortlist_engine.languages import runnable
from shortlist_engine.library import Library
from shortlist_engine.model.errors import ModelError
from shortlist_engine.protocol import EngineError

log = logging.getLogger(__name__)


class Host:
    """Keeps one sampler and one pool for all who ask.

    Loading happens once for all who wait for it, goes on when one of them gives up, and is
    cancelled when the last one does. What failed to load or to open is tried again when it is asked
    for again. Only one model is in memory: the next one is loaded when the last solve has let go of
    the one before.
    """

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._sampler: ExclusiveSampler | None = None
        self._model = ""
        self._loading: _Loading | None = None
        self._listeners: list[Callable[[str], None]] = []
        self._pool: Runner | None = None
        self._pool_context: WorkerPool | None = None
        self._plain: Runner | None = None
        self._plain_context: WorkerPool | None = None
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
        return any(each is not None for each in (self._sampler, self._pool, self._plain))

    @property
    def library(self) -> Callable[[], Library] | None:
        """Returns what opens the library, as `Resources` has it."""
        return self._resources.open_library

    @contextlib.contextmanager
    def telling(self, listener: Callable[[str], None]) -> Iterator[None]:
        """Within, `listener` is told what loading and drawing wait for, on the event loop;
        others who listen are told as well."""
        self._listeners.append(listener)
        try:
            yield
        finally:
            self._listeners.remove(listener)

    def _tell(self, text: str) -> None:
        for listener in list(self._listeners):
            listener(text)

    async def sampler(self, model: str | None = None) -> ExclusiveSampler:
        """Returns the sampler of the model of this name (None: that of the resources), loaded by
        now in place of another. Raises EngineError `modelNotFound`, `outOfMemory` or `internal`,
        and Cancelled when all is given back meanwhile."""
        resources = self._resources.with_model(model)
        name = resources.model_name
        while self._loading is not None and not self._loading.is_for(name):
            await asyncio.wait({self._loading.task})
        if self._sampler is not None and self._model == name:
            return self._sampler
        if self._loading is None:
            cancelled = threading.Event()
            task = asyncio.create_task(self._load(resources, cancelled))
            self._loading = _Loading(name, task, cancelled)
        return await self._loading.result()

    async def _load(self, resources: Resources, cancelled: threading.Event) -> ExclusiveSampler:
        loop = asyncio.get_running_loop()

        def tell(text: str) -> None:
            with contextlib.suppress(RuntimeError):  # the loop may have ended
                loop.call_soon_threadsafe(self._tell, text)

        try:
            await self._give_back()
            if cancelled.is_set():
                raise Cancelled
            sampler = await in_own_thread(
                "shortlist-loading", lambda: resources.load_sampler(tell, cancelled)
            )
            self._sampler, self._model = ExclusiveSampler(sampler), resources.model_name
            log.info("loaded model %s", sampler.name)
            return self._sampler
        except (EngineError, Cancelled):
            raise
        except MemoryError as error:
            raise EngineError.out_of_memory("The model does not fit into memory", error) from error
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

    async def own_runner(self, *, unisolated: bool = False) -> Runner:
        """Returns what runs the user's own programs, as they want them compiled and run
        (`own_tools`): the pool, or, where none can be had and for a tool of their own, a runner
        without isolation. The latter only when the user has agreed to that, once and for all or,
        with `unisolated`, for this host.

        Raises NeedsConsent, and EngineError: `sandboxUnavailable` when not even that can be had,
        `invalidRequest` when what the user says of languages is wrong.
        """
        tools = await asyncio.to_thread(self._resources.own_tools)
        runner = await self.usual_runner(unisolated=unisolated)
        if not tools:
            return runner

        async def open_plain() -> Runner:
            why = f"{own_tools_file()} names a tool that the sandbox does not know."
            return await self._plain_runner(why, unisolated=unisolated, chosen=True)

        return OwnRunner(runner, tools, open_plain)

    async def usual_runner(self, *, unisolated: bool = False) -> Runner:
        """Returns what runs the user's own programs without what `own_tools` says. Raises as
        `own_runner` does."""
        if self._plain is not None and self._pool is None:
            return self._plain
        try:
            return await self.pool()
        except EngineError as error:
            if error.kind != "sandboxUnavailable":
                raise
            why = str(error.data.get("reason") or error.message)
            return await self._plain_runner(why, unisolated=unisolated)

    async def _plain_runner(self, why: str, *, unisolated: bool, chosen: bool = False) -> Runner:
        """What runs programs without isolation, `why` being why that is needed."""
        allowed = True if unisolated else await asyncio.to_thread(read_consent)
        if not allowed:
            raise NeedsConsent(why, denied=allowed is False, chosen=chosen)
        async with self._opening:
            if self._plain is None:
                context = self._resources.make_plain()
                try:
                    self._plain = await context.__aenter__()
                except OSError as error:
                    raise EngineError(
                        "sandboxUnavailable",
                        f"There is no room for what programs need: {error}. Free space in the "
                        "folder for temporary files.",
                    ) from error
                self._plain_context = context
                log.info("programs of the user's own run without isolation: %s", why)
            return self._plain

    async def languages(self) -> tuple[str, ...]:
        """Returns the languages in which the user's own programs can be run here. It opens nothing;
        looking for tools may take a second the first time."""
        runner = self._plain or self._pool
        if runner is None:
            runner = await asyncio.to_thread(self._resources.likely_runner)
        with contextlib.suppress(EngineError):  # it is told when a program is to be run
            tools = await asyncio.to_thread(self._resources.own_tools)
            runner = OwnRunner(runner, tools, self.usual_runner)
        return await runner.languages(runnable())

    async def close_pool(self) -> None:
        """Ends what runs and gives the pool back. Never raises."""
        async with self._opening:
            contexts = (self._pool_context, self._plain_context)
            self._pool = self._pool_context = self._plain = self._plain_context = None
            for context in contexts:
                if context is not None:
                    with contextlib.suppress(Exception):
                        await context.__aexit__(None, None, None)

    async def unload(self) -> bool:
        """Gives the model back when its last solve has let go, and ends the loading of one; returns
        whether there was one."""
        if self._loading is not None:
            self._loading.cancelled.set()
            await asyncio.wait({self._loading.task})
        return await self._give_back()

    async def _give_back(self) -> bool:
        sampler, self._sampler = self._sampler, None
        if sampler is None:
            return False
        await asyncio.to_thread(sampler.close)
        log.info("unloaded model %s", sampler.name)
        return True


@dataclass(eq=False)
class _Loading:
    """The loading of a model, and how many wait for it."""

    name: str
    task: asyncio.Task[ExclusiveSampler]
    cancelled: threading.Event
    waiting: int = 0

    def is_for(self, name: str) -> bool:
        """Whether one who wants this model may wait for it."""
        return self.name == name and not self.cancelled.is_set()

    async def result(self) -> ExclusiveSampler:
        """What was loaded. When the last one who waits gives up, the loading is cancelled."""
        self.waiting += 1
        try:
            return await left_alone(self.task)
        finally:
            self.waiting -= 1
            if not (self.waiting or self.task.done()):
                self.cancelled.set()
