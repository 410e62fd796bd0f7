"""Known programs in a solve: those of the library's problems that are most like this one."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shortlist_engine.concurrency import Cancelled, unless
from shortlist_engine.execution.runner import Runner
from shortlist_engine.languages import PYTHON, runnable
from shortlist_engine.library import Library, Match, SourceError
from shortlist_engine.library.sources import BANK
from shortlist_engine.problem import Problem, Program
from shortlist_engine.sampling.base import Capabilities
from shortlist_engine.solve.known_ranking import chance_of
from shortlist_engine.statement.prompt import CONTEXT_PROGRAMS, ContextProgram

log = logging.getLogger(__name__)

# What changed in the library is read for so long; the rest is read the next time.
UPDATE_WITHIN_S = 2.0


@dataclass(frozen=True)
class Known:
    """Holds what was found, the most promising first."""

    matches: tuple[Match, ...] = ()

    @property
    def programs(self) -> list[Program]:
        """Returns the programs."""
        return [match.program for match in self.matches]

    @property
    def chances(self) -> dict[str, float]:
        """Returns how likely each program is right when it passes the examples, by its id."""
        return {
            match.program.id: chance_of(place, match.same)
            for place, match in enumerate(self.matches)
        }


class KnownPrograms:
    """Looks for known programs in a thread, from when this is made. `library` opens it; None finds
    nothing. Once it has ended, `notes` say what the user must know of the library, and `chances`
    what `Known.chances` does."""

    def __init__(
        self,
        library: Callable[[], Library] | None,
        problem: Problem,
        pool: Runner,
        languages: Sequence[str] | None,
    ) -> None:
        self._problem = problem
        self._pool = pool
        self._languages = languages
        self._stop = threading.Event()
        self._work = asyncio.ensure_future(self._find(library))
        self.notes: tuple[str, ...] = ()
        self.chances: dict[str, float] = {}

    async def found(self) -> Known:
        """Waits for the search and returns what it found."""
        known = await asyncio.shield(self._work)
        self.chances = known.chances
        return known

    async def context(
        self, capabilities: Capabilities, cancelled: asyncio.Event
    ) -> tuple[ContextProgram, ...]:
        """Returns the nearest programs, of a problem each, for a model that they help; it does not
        wait for any other."""
        if not capabilities.context:
            return ()
        try:
            known = await unless(cancelled, self.found(), let_go=True)
        except Cancelled:
            return ()
        nearest: dict[str, ContextProgram] = {}
        for match in known.matches:
            program = match.program
            if program.language in capabilities.languages:
                known_program = ContextProgram(match.title, program.language, program.source)
                nearest.setdefault(match.title, known_program)
        return tuple(nearest.values())[:CONTEXT_PROGRAMS]

    def cancel(self) -> None:
        """Ends the search soon; whoever waits for it gets what it has."""
        self._stop.set()

    async def _find(self, library: Callable[[], Library] | None) -> Known:
        if library is None:
            return Known()
        wanted = self._languages if self._languages is not None else runnable()
        if self._problem.kind == "function":
            wanted = (self._problem.language or PYTHON.name,)
        languages = await self._pool.languages(wanted)
        try:
            return await asyncio.to_thread(self._search, library, languages)
        except (SourceError, OSError) as error:
            log.warning("the library cannot be used: %s", error)
            self.notes = (f"The library was left out: {error}.",)
        except Exception:
            log.exception("the library failed")
            self.notes = ("The library was left out: it failed, see the log.",)
        return Known()

    def _search(self, open_library: Callable[[], Library], languages: Sequence[str]) -> Known:
        library = open_library()
        if not library.sources or self._stop.is_set():
            return Known()
        done = library.update(cancelled=self._stop, seconds=UPDATE_WITHIN_S, wait=False)
        # The bank is read once, in the first solves, and needs nothing of the user.
        unread = not done.complete and done.source not in ("", BANK)
        if unread and not self._stop.is_set():
            self.notes = (
                "The library has changed and was not read to its end: `shortlist library update` "
                "reads all of it.",
            )
        if self._stop.is_set():
            return Known()
        return Known(tuple(library.nearest(self._problem, languages=languages)))
