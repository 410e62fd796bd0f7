"""What a solve remembers of its samples: a number for each distinct program and how often it came,
and the programs that are still in the race. Programs that failed leave nothing but these two, so a
million samples take some tens of megabytes."""

from __future__ import annotations

import hashlib
import heapq
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from shortlist_engine.problem import Program, Run
from shortlist_engine.selection import UNPACED, Pace
from shortlist_engine.solve.behaviour import Behaviour

MAX_SURVIVORS = 8_192
"""How many survivors take part in clustering, as in AlphaCode (section 4.6)."""
MAX_KEPT_OUTPUT = 2_000
MAX_SLOW = 64
"""How many programs that are too slow for the first pass may get the whole time limit."""
MAX_SLOW_KNOWN = 4
"""How many known ones may beside these: few are right, and they would take all the time."""
KNOWN_VOICE = 1
"""A known program counts as so many samples."""
_LAST = 1 << 62


@dataclass(eq=False)
class Candidate:
    """A candidate is a distinct program under way, or an answer that may be meant as several:
    `alternatives` are tried when `program` fails, and the one that passes takes its place. `first`
    is the index of its earliest sample, `samples` counts those equal to it, and `voice` says for
    how many more it counts where behaviours are compared; a `known` one comes from the library.
    `runs` are those on the examples, once it survived; `behaviour` is what it does with generated
    inputs, while `busy` it is queued for these or runs on them; `pace` is how fast it is on large
    ones. A `patient` one may use the problem's whole time limit; a `dropped` one survived and had
    to make room."""

    key: int
    program: Program
    first: int
    samples: int = 1
    voice: int = 0
    known: bool = False
    runs: tuple[Run, ...] | None = None
    behaviour: Behaviour = field(default_factory=Behaviour)
    pace: Pace = UNPACED
    busy: bool = False
    dropped: bool = False
    patient: bool = False
    alternatives: tuple[Program, ...] = ()

    @property
    def weight(self) -> int:
        """Returns how much it counts where behaviours are compared."""
        return self.samples + self.voice


class Addition(NamedTuple):
    """Says what a program that came is: the `candidate` equal to it, None when that failed before,
    and whether it is `new`, so that it has to run."""

    candidate: Candidate | None
    new: bool


class Candidates:
    """Deduplicates samples and keeps the survivors, at most `max_survivors`: those whose first
    sample is earliest, so that the set does not depend on the order in which runs end. `sampled`
    counts all samples, empty ones too; `solved` says whether one of them passed the examples."""

    def __init__(self, max_survivors: int) -> None:
        self._counts: dict[int, int] = {}  # samples of each program that was ever there
        self._live: dict[int, Candidate] = {}
        self._latest: list[tuple[int, int]] = []  # heap of (-first, key) over survivors
        self._slow: list[tuple[int, int]] = []  # the same over those set aside
        self._slow_known: list[Candidate] = []
        self._max = max_survivors
        self.survivors: dict[int, Candidate] = {}
        self.sampled = 0
        self.solved = False

    @property
    def unique(self) -> int:
        """Counts the distinct programs."""
        return len(self._counts)

    def add(self, program: Program, index: int, alternatives: tuple[Program, ...] = ()) -> Addition:
        """Counts a sample, which may be meant as `program` or one of its `alternatives`."""
        self.sampled += 1
        key = _key(program, alternatives)
        added = self._add(key, program, index, alternatives)
        self._counts[key] += 1
        if added.candidate is not None:
            added.candidate.samples += 1
            self.solved = self.solved or added.candidate.runs is not None
        return added

    def add_nothing(self) -> None:
        """Counts a sample that holds no program."""
        self.sampled += 1

    def add_known(self, program: Program, index: int) -> Addition:
        """Takes in a program that was known before, which is no sample; its `index` is below 0, so
        that it comes before all samples."""
        added = self._add(_key(program, ()), program, index)
        if added.candidate is not None:
            added.candidate.known = True
            added.candidate.voice += KNOWN_VOICE
        return added

    def add_voice(self, program: Program, weight: int) -> Addition:
        """Has a program that is no sample count as `weight` of them where behaviours are compared;
        it comes behind all samples."""
        added = self._add(_key(program, ()), program, _LAST)
        if added.candidate is not None:
            added.candidate.voice += weight
        return added

    def sampled_as(self, key: int) -> int:
        """Counts the samples equal to the candidate of this key, also when it has failed."""
        return self._counts.get(key, 0)

    def _add(
        self, key: int, program: Program, index: int, alternatives: tuple[Program, ...] = ()
    ) -> Addition:
        if key not in self._counts:
            self._counts[key] = 0
            candidate = Candidate(key, program, index, samples=0, alternatives=alternatives)
            self._live[key] = candidate
            return Addition(candidate, True)
        equal = self._live.get(key)
        if equal is not None and index < equal.first:  # samples come as they finish, not in order
            equal.first = index
            if equal.key == int(program.id, 16):
                equal.program = program
        return Addition(equal, False)

    def settle_on(self, candidate: Candidate, program: Program) -> Candidate:
        """Makes `program`, which passed, what the candidate is. Returns the candidate that stands
        for it: another one when that program was there before, which takes over the samples."""
        key = int(program.id, 16)
        if key == candidate.key:
            return candidate
        equal = self._live.get(key)
        if equal is not None:
            equal.samples += candidate.samples
            equal.first = min(equal.first, candidate.first)
            self.solved = self.solved or equal.runs is not None
            self._live[candidate.key] = equal
            return equal
        self._counts.setdefault(key, 0)
        self._live[key] = candidate  # and under its former key, for equal answers
        candidate.key, candidate.program, candidate.alternatives = key, program, ()
        return candidate

    def fail(self, candidate: Candidate) -> None:
        """Forgets all of a program but that it was there."""
        self._live.pop(candidate.key, None)

    def set_aside(self, candidate: Candidate) -> None:
        """Keeps a program that was too slow for the first pass; of samples the `MAX_SLOW` earliest
        only."""
        if candidate.known:
            self._slow_known.append(candidate)
            return
        heapq.heappush(self._slow, (-candidate.first, candidate.key))
        if len(self._slow) > MAX_SLOW:
            self.fail(self._pop_latest(self._slow))

    def take_slow(self) -> list[Candidate]:
        """Returns the programs set aside, earliest first; they get the whole time limit now. Of
        known ones that no sample is equal to, only the `MAX_SLOW_KNOWN` most promising are among
        them."""
        known = sorted(self._slow_known, key=_first)
        unsampled = [candidate for candidate in known if not candidate.samples]
        for candidate in unsampled[MAX_SLOW_KNOWN:]:
            self.fail(candidate)
        taken = [candidate for candidate in known if candidate.samples]
        taken += unsampled[:MAX_SLOW_KNOWN]
        taken += [self._live[key] for _, key in self._slow]
        self._slow_known.clear()
        self._slow.clear()
        for candidate in taken:
            candidate.patient = True
        return sorted(taken, key=_first)

    def survive(self, candidate: Candidate, runs: tuple[Run, ...]) -> None:
        """Keeps a program that passed all examples; beyond the limit the latest one is dropped."""
        candidate.runs = tuple(replace(run, output=run.output[:MAX_KEPT_OUTPUT]) for run in runs)
        self.survivors[candidate.key] = candidate
        self.solved = self.solved or candidate.samples > 0
        heapq.heappush(self._latest, (-candidate.first, candidate.key))
        if len(self.survivors) > self._max:
            latest = self.survivors.pop(self._pop_latest(self._latest).key)
            latest.dropped = True
            self.fail(latest)

    def _pop_latest(self, heap: list[tuple[int, int]]) -> Candidate:
        while True:
            first, key = heapq.heappop(heap)
            candidate = self._live[key]
            if candidate.first == -first:
                return candidate
            # An earlier sample was equal to it, so that it may not be the latest any more.
            heapq.heappush(heap, (-candidate.first, key))


def _first(candidate: Candidate) -> int:
    return candidate.first


def _key(program: Program, alternatives: tuple[Program, ...]) -> int:
    """Equal for equal programs; for answers that may be several, when all of these are."""
    if not alternatives:
        return int(program.id, 16)
    joined = "/".join([program.id, *(each.id for each in alternatives)])
    return int.from_bytes(hashlib.sha256(joined.encode()).digest()[:8], "big")
