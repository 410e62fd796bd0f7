"""How fast the leading survivors of a problem are on large inputs, as facts that are kept."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.fact_store import digest_of
from shortlist_engine.evaluation.facts import Measurement
from shortlist_engine.evaluation.plan import PlannedProblem
from shortlist_engine.evaluation.sample_set import SampleSet
from shortlist_engine.evaluation.survivor_pool import SurvivorPool
from shortlist_engine.execution.runner import Runner
from shortlist_engine.selection import Pace
from shortlist_engine.selection.rules import rank
from shortlist_engine.solve.pace import paces_of_leading
from shortlist_engine.solve.ranking import RULE

PACE_VERSION = 1


@dataclass(frozen=True)
class PaceFacts:
    """Holds the `Pace` of the programs at `places` of a `SampleSet` on `inputs` large inputs.
    `seconds` is wall time, that of writing the inputs too."""

    places: tuple[int, ...] = ()
    paces: tuple[Pace, ...] = ()
    inputs: int = 0
    seconds: float = 0.0

    @property
    def by_place(self) -> dict[int, Pace]:
        """Returns the pace of each program by its position."""
        return dict(zip(self.places, self.paces, strict=True))


def pace_key(entry: PlannedProblem) -> str:
    """Returns the key of the facts in the store."""
    return digest_of("pace", PACE_VERSION, entry.facts)


async def measure_pace(
    name: str,
    row: EvaluationProblem,
    drawn: SampleSet,
    measured: Measurement,
    pool: Runner,
    seed: int,
) -> PaceFacts:
    """Runs the first survivors in the order of the default rule; `name` is the problem's in the
    plan. Raises what the pool does."""
    started = time.monotonic()
    survivors = SurvivorPool(name, drawn, measured, None)
    programs = [drawn.programs[place] for place in survivors.places]
    ranking = rank(RULE, survivors.evidence)
    paces: dict[int, Pace] = {}

    def found(index: int, pace: Pace) -> None:
        paces[survivors.places[index]] = pace

    inputs = await paces_of_leading(row.problem, programs, ranking, pool, seed, found)
    places = tuple(sorted(paces))
    seconds = time.monotonic() - started
    return PaceFacts(places, tuple(paces[place] for place in places), inputs, seconds)


def pace_to_json(facts: PaceFacts) -> dict[str, Any]:
    """Returns the facts as a document."""
    return asdict(facts)


def pace_from_json(data: Mapping[str, Any]) -> PaceFacts:
    """Returns the facts of a document. Raises KeyError, TypeError or ValueError when `data` is not
    what `pace_to_json` made."""
    places = tuple(map(int, data["places"]))
    paces = tuple(Pace(int(each["ended"]), bool(each["late"])) for each in data["paces"])
    if len(places) != len(paces):
        raise ValueError("programs are missing")
    return PaceFacts(places, paces, int(data["inputs"]), float(data["seconds"]))
