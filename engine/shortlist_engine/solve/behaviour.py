"""What one program did with generated inputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from shortlist_engine.problem import Verdict
from shortlist_engine.selection import Outcome

LATE = Outcome(Verdict.TLE.value)
# A program that ran out of time on so many inputs is taken to do so on all after these.
PATIENCE = 3
# A program runs again on its first generated inputs, with other seeds and another layout of memory;
# one whose output then differs is unstable.
REPEATED_INPUTS = 3


@dataclass(eq=False)
class Behaviour:
    """Holds what one program did with generated inputs, by the index of the input: `outcomes`, and
    `repeats` of some. None stands for our own failure. `cpu_ms` is the sum over `outcomes`."""

    outcomes: dict[int, Outcome | None] = field(default_factory=dict)
    repeats: dict[int, Outcome | None] = field(default_factory=dict)
    cpu_ms: float = 0.0

    def missing(self, inputs: Sequence[int], patience: int = PATIENCE) -> list[int]:
        """Returns those of `inputs` that have to be run yet."""
        missing, late = [], 0
        for index in inputs:
            if late >= patience:
                break
            if index not in self.outcomes:
                missing.append(index)
            else:
                late += self.outcomes[index] == LATE
        return missing

    def known(
        self, inputs: Sequence[int], patience: int = PATIENCE
    ) -> tuple[tuple[Outcome | None, ...], bool]:
        """Returns the outcomes on `inputs`, up to the first that is missing or to the end of
        patience, and whether it is the latter."""
        outcomes: list[Outcome | None] = []
        late = 0
        for index in inputs:
            if late >= patience or index not in self.outcomes:
                break
            outcomes.append(self.outcomes[index])
            late += outcomes[-1] == LATE
        return tuple(outcomes), late >= patience

    def on(self, inputs: Sequence[int]) -> tuple[Outcome | None, ...]:
        """Returns one outcome for each of `inputs`, up to the first that is missing; out of time
        where patience was over before."""
        outcomes, gave_up = self.known(inputs)
        return (*outcomes, *[LATE] * (len(inputs) - len(outcomes))) if gave_up else outcomes

    @property
    def late(self) -> bool:
        """Says whether the program ever ran out of time."""
        return LATE in self.outcomes.values()

    def to_repeat(self, inputs: Sequence[int]) -> list[int]:
        """Returns those of `inputs` to run a second time: the first few that ended in time."""
        return [
            index
            for index in inputs[:REPEATED_INPUTS]
            if index not in self.repeats and self.outcomes.get(index, LATE) != LATE
        ]

    def stable(self, inputs: Sequence[int]) -> bool:
        """Says whether the first of `inputs` gave the same outcome twice, where both are known."""
        pairs = (
            (self.outcomes.get(index), self.repeats.get(index))
            for index in inputs[:REPEATED_INPUTS]
        )
        return not any(a != b for a, b in pairs if a is not None and b is not None)
