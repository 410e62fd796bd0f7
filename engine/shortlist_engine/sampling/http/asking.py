"""How many answers are asked for at a time: found by trying, and remembered for the server.

In this order: all in one request, as far as the server goes; one request for each, as many at the
same time as the server writes at the same time; one after another.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from shortlist_engine.concurrency import Cancelled
from shortlist_engine.model.errors import ModelError, WindowError
from shortlist_engine.sampling.http.connection import LOOK_S, Patience, Stopped
from shortlist_engine.sampling.http.faults import (
    Busy,
    CacheFull,
    Dropped,
    KeyWanted,
    Loading,
    ModelGone,
    NotOurs,
    Refused,
    Silent,
)
from shortlist_engine.sampling.text.model import Completion

OnStatus = Callable[[str], None]
MOST_AT_ONCE = 16
LOADING_EVERY_S = 0.25
QUIET_S = 3.0


def silently(text: str) -> None:
    """Tells nobody."""


@dataclass(frozen=True)
class Part:
    """The answers `start` to `start + count - 1` of a request, asked for in one exchange."""

    start: int
    count: int

    @property
    def indices(self) -> range:
        """The answers' places within the whole."""
        return range(self.start, self.start + self.count)


@dataclass
class Way:
    """What is known of how a server takes requests.

    With `one_by_one` it gives no more than one answer to a request; otherwise `most` is how many it
    may be asked for. `at_once` is how many requests it works on at the same time, as far as it is
    known, and `settled` whether more were tried.
    """

    one_by_one: bool = False
    most: int = 64
    at_once: int = 2
    settled: bool = False


class Exchanger(Protocol):
    """Asks for one part and yields its answers as they finish. `came` is called for each piece."""

    def __call__(
        self, part: Part, stopped: Stopped, came: Callable[[], None]
    ) -> Iterator[Completion]: ...


@dataclass
class _Running:
    """A request, with when it was sent and when the first and the last piece of it came."""

    part: Part
    sent: float
    first: float | None = None
    last: float | None = None


@dataclass(frozen=True)
class _Ended:
    running: _Running
    fault: BaseException | None


@dataclass(frozen=True)
class _Started:
    running: _Running


_News: TypeAlias = "Completion | _Ended | _Started"


@dataclass
class Asking:
    """Asks for the `count` answers of one request.

    `way` is what is known of the server, and learns. `about` names the model in what `on_status`
    is told.
    """

    exchange: Exchanger
    way: Way
    count: int
    cancelled: threading.Event
    patience: Patience = field(default_factory=Patience)
    about: str = "the model"
    on_status: OnStatus = silently

    def __post_init__(self) -> None:
        self._pending = set(range(self.count))
        self._one_by_one = self.way.one_by_one
        self._most, self._at_once = self.way.most, self.way.at_once
        self._closed = False
        self._came = False
        self._asked_again = False
        self._loading_since: float | None = None

    def answers(self) -> Iterator[Completion]:
        """Yields the answers as they finish, to the end or until cancelled. Raises ModelError after
        what came has been yielded."""
        try:
            while self._pending and not self.cancelled.is_set():
                fault: ModelError | None = None
                for news in self._round():
                    if isinstance(news, Completion):
                        self._pending.discard(news.index)
                        self.way.one_by_one = self._one_by_one
                        yield news
                    else:
                        fault = news
                needed = self._pending or isinstance(fault, WindowError)
                if fault is not None and needed and not self.cancelled.is_set():
                    self._after(fault)
        finally:
            self._closed = True

    def _stopped(self) -> bool:
        return self._closed or self.cancelled.is_set()

    def _parts(self) -> list[Part]:
        """What to ask for next. Answers in one exchange follow each other, since their seeds do."""
        if self._one_by_one or self._most == 1:
            return [Part(index, 1) for index in sorted(self._pending)]
        start = count = min(self._pending)
        while count in self._pending and count - start < self._most:
            count += 1
        return [Part(start, count - start)]

    def _round(self) -> Iterator[Completion | ModelError]:
        """Asks for parts, the second when the first has begun to be answered: its prompt is in the
        server's cache by then. Yields answers, and one fault at the end."""
        news: queue.SimpleQueue[_News] = queue.SimpleQueue()
        waiting = self._parts()
        all_running = [self._start(waiting.pop(0), news)]
        open_ends, quiet_since = 1, time.monotonic()
        fault: ModelError | None = None
        quiet, told = not self._came, False
        try:
            while open_ends:
                try:
                    item = news.get(timeout=LOOK_S)
                except queue.Empty:
                    if quiet and time.monotonic() - quiet_since > QUIET_S:
                        quiet, told = False, True
                        self.on_status(
                            f"waiting for {self.about}, which loads or reads the problem …"
                        )
                    continue
                if isinstance(item, Completion):
                    yield item
                    continue
                if isinstance(item, _Ended):
                    open_ends -= 1
                    if item.fault is not None and fault is None:
                        fault = self._meant(item, all_running)
                else:
                    if told:
                        self.on_status(f"{self.about} is writing …")
                    quiet = told = False
                    self._came, self._loading_since = True, None
                begun = self._came or isinstance(item, _Ended)
                while waiting and begun and fault is None and open_ends < self._at_once:
                    all_running.append(self._start(waiting.pop(0), news))
                    open_ends += 1
        finally:
            if open_ends:
                self._closed = True
        if fault is not None:
            yield fault
        elif not (self.way.settled or self.cancelled.is_set()):
            self._learn(all_running)

    def _start(self, part: Part, news: queue.SimpleQueue[_News]) -> _Running:
        def work() -> None:
            fault: BaseException | None = None

            def came() -> None:
                running.last = time.monotonic()
                if running.first is None:
                    running.first = running.last
                    news.put(_Started(running))

            got = 0
            try:
                for completion in self.exchange(part, self._stopped, came):
                    got += 1
                    news.put(completion)
                if got < part.count:
                    fault = _TooFew(got)
            except Cancelled:
                pass
            except BaseException as error:
                fault = error
            news.put(_Ended(running, fault))

        running = _Running(part, time.monotonic())
        threading.Thread(target=work, daemon=True, name="model request").start()
        return running

    def _learn(self, done: list[_Running]) -> None:
        """How many requests were worked on at the same time: one's first piece came before
        another's last. When all that were under way were, more are tried; when one had to wait for
        the end of another, there are no more. Short answers, and too few, say nothing."""
        spans = [(run.sent, run.first, run.last) for run in done if run.first and run.last]
        most = max((sum(one <= at < end for _, one, end in spans) for _, at, _ in spans), default=0)
        if most >= self._at_once:
            self.way.at_once = min(2 * self._at_once, MOST_AT_ONCE)
            self.way.settled = self._at_once == MOST_AT_ONCE
        elif _had_to_wait(spans):
            self.way.at_once, self.way.settled = max(most, 1), True
        self._at_once = self.way.at_once

    def _meant(self, ended: _Ended, all_running: Sequence[_Running]) -> ModelError:
        """What went wrong with a request. Raises what is no fault of a server."""
        if not isinstance(ended.fault, ModelError):
            assert ended.fault is not None
            raise ended.fault
        others = any(run.first for run in all_running)
        unbegun = isinstance(ended.fault, Silent) and not ended.running.first
        return _Queued() if unbegun and others and self._at_once > 1 else ended.fault

    def _after(self, fault: ModelError) -> None:
        """Changes how the rest is asked for after a fault, or raises it."""
        many = not self._one_by_one and self._most > 1 and len(self._pending) > 1
        if isinstance(fault, _TooFew):
            if fault.got:
                self._one_by_one = self.way.one_by_one = True  # it left `n` out of account
                return
            raise NotOurs(
                f"{self.about} answered with nothing at all: look at the server's log, or restart "
                "the server"
            )
        if isinstance(fault, _Queued):
            self.way.at_once, self.way.settled = max(1, self._at_once // 2), True
            self._at_once = self.way.at_once
            return
        if isinstance(fault, WindowError | KeyWanted | ModelGone | Silent):
            raise fault
        if isinstance(fault, Loading):
            self._wait_for_loading(fault)
        elif isinstance(fault, CacheFull) and (many or self._at_once > 1):
            if many:
                self._most = max(1, min(self._most, len(self._pending)) // 2)
            else:
                self._at_once = max(1, self._at_once // 2)
        elif isinstance(fault, Dropped | Busy) and not self._asked_again:
            # What several answers at the same time broke may hold when they come one by one.
            self._asked_again = True
            self._most = self._at_once = 1
        elif isinstance(fault, Refused) and not isinstance(fault, Busy | CacheFull) and many:
            self._one_by_one = True  # and remembered when it gives one by itself
        else:
            raise fault

    def _wait_for_loading(self, fault: Loading) -> None:
        now = time.monotonic()
        if self._loading_since is None:
            self._loading_since = now
            self.on_status(f"loading {self.about} …")
        if now - self._loading_since > self.patience.first_s:
            raise Silent(
                f"{self.about} is still loading after {self.patience.first_s:g} s: look at the "
                "server's log, or take a smaller model"
            ) from fault
        self.cancelled.wait(LOADING_EVERY_S)


def _had_to_wait(spans: Sequence[tuple[float, float, float]]) -> bool:
    """Whether a request, of which each has (sent, first piece, last piece), began only after the
    end of another, though that was written meanwhile for longer than beginning takes."""
    begins_within = min((first - sent for sent, first, _ in spans), default=0.0)
    return any(
        end < first and end - max(sent, begun) > begins_within
        for sent, first, _ in spans
        for _, begun, end in spans
    )


class _TooFew(ModelError):
    """Fewer answers came than were asked for, and the server said nothing."""

    def __init__(self, got: int) -> None:
        super().__init__(f"only {got} answers came")
        self.got = got


class _Queued(ModelError):
    """A request was not begun for as long as we wait, though others were: it stood in a queue."""
