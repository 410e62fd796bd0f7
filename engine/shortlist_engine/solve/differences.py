"""On which generated input a solution does something else than the first one.

Clusters rest on outcomes, which are digests. Of what was printed, the beginnings of the latest few
thousand different outputs are kept beside them, so that nothing has to run again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from shortlist_engine.problem import Difference, Program
from shortlist_engine.selection import Outcome, Survivor, compared_inputs, same_outcome
from shortlist_engine.solve.shortened import shortened

MAX_OUTPUTS = 8_192
"""How many different outputs are kept. The programs that are shown do what many do, and what comes
again stays longest."""
MAX_OUTPUT, MAX_INPUT = 300, 1_000
"""Characters that are shown of each."""
_ENDS = {
    "TLE": "(out of time)",
    "MLE": "(out of memory)",
    "OLE": "(prints too much)",
    "RE": "(crashes)",
    "CE": "(does not compile)",
}


class SeenOutputs:
    """Remembers how outputs looked, by the outcome that each is."""

    def __init__(self, most: int = MAX_OUTPUTS) -> None:
        self._most = most
        self._texts: OrderedDict[Outcome, str] = OrderedDict()

    def note(self, outcome: Outcome, output: str) -> None:
        """Takes an output; of equal outcomes the first stands for all."""
        if outcome in self._texts:
            self._texts.move_to_end(outcome)
        elif not outcome.failed:
            self._texts[outcome] = shortened(output, MAX_OUTPUT)
            if len(self._texts) > self._most:
                self._texts.popitem(last=False)

    def text(self, outcome: Outcome) -> str | None:
        """Returns how it looked, or in brackets how the run ended; None when it is forgotten."""
        return _ENDS.get(outcome.symbol) if outcome.failed else self._texts.get(outcome)


class Comparison:
    """Says what the survivors of one ranking did with generated inputs. `texts` are these inputs,
    in the order of the survivors' outcomes."""

    def __init__(
        self, survivors: Sequence[Survivor], texts: Sequence[str], outputs: SeenOutputs
    ) -> None:
        self._texts = texts
        self._outputs = outputs
        self._inputs = compared_inputs(survivors)
        self._outcomes = {each.program.id: each.outcomes for each in survivors}

    @property
    def inputs(self) -> int:
        """Counts the inputs on which programs were compared: those that the clusters rest on."""
        return len(self._inputs)

    def difference(self, first: Program, other: Program) -> Difference | None:
        """Returns the smallest of these on which the other one prints something else than the
        first; one on which either fails only where there is no other. None where it is not known
        any more what was printed."""
        ones, others = self._outcomes[first.id], self._outcomes[other.id]
        found: list[tuple[bool, int, str, Difference]] = []
        for index in self._inputs:
            one, another = ones[index], others[index]
            if one is None or another is None or same_outcome(one, another):
                continue
            printed, otherwise = self._outputs.text(one), self._outputs.text(another)
            if printed is not None and otherwise is not None:
                text = self._texts[index]
                shown = Difference(shortened(text, MAX_INPUT), printed, otherwise)
                found.append((one.failed or another.failed, len(text), text, shown))
        return min(found, key=lambda each: each[:3])[3] if found else None
