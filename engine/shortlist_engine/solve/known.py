"""Known programs in a solve: those of the library's problems that are most like this one."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shortlist_engine.concurrency import Cancelled, unless, within
from shortlist_engine.languages import PYTHON, runnable
from shortlist_engine.library import Library, Match, SourceError
from shortlist_engine.library.sources import BANK
from shortlist_engine.problem import Program
from shortlist_engine.solve.job import Job
from shortlist_engine.solve.known_ranking import Likeness
from shortlist_engine.statement.prompt import CONTEXT_PROGRAMS, ContextProgram

log = logging.getLogger(__name__)

# A model waits for them for this part of the time.
CONTEXT_SHARE = 0.25
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
    def likeness(self) -> dict[str, Likeness]:
        """Returns how like this problem that of each program is, by its id."""
        return {
            match.program.id: Likeness(place, match.same)
            for place, match in enumerate(self.matches)
        }


class KnownPrograms:
    """Looks for programs of the `library` for a job in a thread, from when this is made. `library`
    opens it; None finds nothing. Once it has ended, `notes` say what the user must know of the
    library, and `likeness` what `Known.likeness` does."""

    def __init__(self, job: Job, library: Callable[[], Library] | None) -> None:
        self._job = job
        self._stop = threading.Event()
        self._work = asyncio.ensure_future(self._find(library))
        self.notes: tuple[str, ...] = ()
        self.likeness: dict[str, Likeness] = {}

    async def found(self) -> Known:
        """Waits for the search and returns what it found."""
        known = await asyncio.shield(self._work)
        self.likeness = known.likeness
        return known

    async def context(self) -> tuple[ContextProgram, ...]:
        """Returns the nearest programs, of a problem each, for a model that they help; it does not
        wait for any other. There are none when the search takes `CONTEXT_SHARE` of the time."""
        capabilities = self._job.sampler.capabilities
        if not capabilities.context:
            return ()
        allowed = CONTEXT_SHARE * self._job.deadline.seconds - self._job.deadline.elapsed
        try:
            known = await within(
                max(allowed, 0.0), unless(self._job.cancelled, self.found(), let_go=True)
            )
        except (Cancelled, asyncio.TimeoutError):
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
        problem, asked = self._job.problem, self._job.options.languages
        wanted = asked if asked is not None else runnable()
        if problem.kind == "function":
            wanted = (problem.language or PYTHON.name,)
        languages = await self._job.pool.languages(wanted)
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
        return Known(tuple(library.nearest(self._job.problem, languages=languages)))
