"""What a solve remembers of its samples: a number for each distinct program, and the programs that
are still in the race. Programs that failed leave nothing but their number, so a million samples
take some tens of megabytes."""

from __future__ import annotations

import hashlib
import heapq
from dataclasses import dataclass, field, replace

from shortlist_engine.problem import Program, Run
from shortlist_engine.selection import UNPACED, Pace
from shortlist_engine.solve.behaviour import Behaviour

MAX_SURVIVORS = 8_192
"""How many survivors take part in clustering, as in AlphaCode (section 4.6)."""
MAX_KEPT_OUTPUT = 2_000
MAX_SLOW = 64
_LAST = 1 << 62


@dataclass(eq=False)
class Candidate:
    """A candidate is a distinct program under way, or an answer that may be meant as several:
    `alternatives` are tried when `program` fails, and the one that passes takes its place. `first`
    is the index of its earliest sample,
    `count` how many samples are equal to it. `runs` are those on the examples, once it survived;
    `behaviour` is what it does with generated inputs, while `busy` it is queued for these or runs
    on them; `pace` is how fast it is on large ones. A `patient` one may use the problem's whole
    time limit; a `dropped` one survived and had to make room."""

    key: int
    program: Program
    first: int
    count: int = 1
    runs: tuple[Run, ...] | None = None
    behaviour: Behaviour = field(default_factory=Behaviour)
    pace: Pace = UNPACED
    busy: bool = False
    dropped: bool = False
    patient: bool = False
    alternatives: tuple[Program, ...] = ()


class Candidates:
    """Deduplicates samples and keeps the survivors, at most `max_survivors`: those whose first
    sample is earliest, so that the set does not depend on the order in which runs end."""

    def __init__(self, max_survivors: int) -> None:
        self._seen: set[int] = set()
        self._live: dict[int, Candidate] = {}
        self._latest: list[tuple[int, int]] = []  # heap of (-first, key) over survivors
        self._slow: list[tuple[int, int]] = []  # the same over those set aside
        self._max = max_survivors
        self.survivors: dict[int, Candidate] = {}
        self.sampled = 0

    @property
    def unique(self) -> int:
        """Counts the distinct programs."""
        return len(self._seen)

    def add(
        self, program: Program, index: int, alternatives: tuple[Program, ...] = ()
    ) -> Candidate | None:
        """Counts a sample and returns the candidate that is equal to `program`, with the same
        `alternatives`: a new one has `count` 1; None when it failed before."""
        self.sampled += 1
        return self._add(program, index, alternatives)

    def add_known(self, program: Program, index: int) -> Candidate | None:
        """Takes in a program that was known before, which is no sample; its `index` is below 0, so
        that it comes before all samples. Returns what `add` does."""
        return self._add(program, index, ())

    def _add(
        self, program: Program, index: int, alternatives: tuple[Program, ...]
    ) -> Candidate | None:
        key = _key(program, alternatives)
        if key in self._seen:
            known = self._live.get(key)
            if known is not None:
                known.count += 1
                if index < known.first:  # samples come as they finish, not in order
                    known.first = index
                    if known.key == int(program.id, 16):
                        known.program = program
            return known
        self._seen.add(key)
        candidate = Candidate(key, program, index, alternatives=alternatives)
        self._live[key] = candidate
        return candidate

    def add_voice(self, program: Program, weight: int) -> Candidate | None:
        """Has a program that is no sample count as `weight` of them where behaviours are compared;
        it comes behind all samples. Returns the candidate when it is new."""
        key = int(program.id, 16)
        known = self._live.get(key)
        if known is not None:
            known.count += weight
            return None
        self._seen.add(key)
        self._live[key] = Candidate(key, program, _LAST, count=weight)
        return self._live[key]

    def settle_on(self, candidate: Candidate, program: Program) -> Candidate:
        """Makes `program`, which passed, what the candidate is. Returns the candidate that stands
        for it: another one when that program was there before, which takes over the samples."""
        key = int(program.id, 16)
        if key == candidate.key:
            return candidate
        known = self._live.get(key)
        if known is not None:
            known.count += candidate.count
            known.first = min(known.first, candidate.first)
            self._live[candidate.key] = known
            return known
        self._seen.add(key)
        self._live[key] = candidate  # and under its former key, for equal answers
        candidate.key, candidate.program, candidate.alternatives = key, program, ()
        return candidate

    def fail(self, candidate: Candidate) -> None:
        """Forgets all of a program but that it was there."""
        self._live.pop(candidate.key, None)

    def set_aside(self, candidate: Candidate) -> None:
        """Keeps a program that was too slow for the first pass, the `MAX_SLOW` earliest only."""
        heapq.heappush(self._slow, (-candidate.first, candidate.key))
        if len(self._slow) > MAX_SLOW:
            self.fail(self._pop_latest(self._slow))

    def take_slow(self) -> list[Candidate]:
        """Returns the programs set aside, earliest first; they get the whole time limit now."""
        taken = [self._live[key] for _, key in self._slow]
        taken.sort(key=lambda candidate: candidate.first)
        self._slow.clear()
        for candidate in taken:
            candidate.patient = True
        return taken

    def survive(self, candidate: Candidate, runs: tuple[Run, ...]) -> None:
        """Keeps a program that passed all examples; beyond the limit the latest one is dropped."""
        candidate.runs = tuple(replace(run, output=run.output[:MAX_KEPT_OUTPUT]) for run in runs)
        self.survivors[candidate.key] = candidate
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


def _key(program: Program, alternatives: tuple[Program, ...]) -> int:
    """Equal for equal programs; for answers that may be several, when all of these are."""
    if not alternatives:
        return int(program.id, 16)
    joined = "/".join([program.id, *(each.id for each in alternatives)])
    return int.from_bytes(hashlib.sha256(joined.encode()).digest()[:8], "big")
