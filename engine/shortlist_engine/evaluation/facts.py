"""The raw facts of one problem: what was sampled, and what every program did. Whatever is scored is
computed from these, so that other rules need no further run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from shortlist_engine.evaluation.sample_set import SampleSet
from shortlist_engine.problem import Example, Program, SourceFile, Verdict
from shortlist_engine.selection import Outcome

NOT_KNOWN = -1
STAGES = ("sampling", "examples", "inputs", "judging")


@dataclass(frozen=True)
class CandidateFacts:
    """Holds the facts of one distinct program. `examples` is AC or the verdict of the first example
    that failed, `passed` how many it passed before; `cpu_ms` and `memory_kib` are the largest over
    these. `judged` is the verdict on the hidden tests, SK when they were not run. `outcomes` point
    into `Measurement.outcomes`, `NOT_KNOWN` where our own failure hides one; `input_cpu_ms` is the
    mean over the generated inputs."""

    examples: str
    passed: int = 0
    cpu_ms: float = 0.0
    memory_kib: int = 0
    judged: str = Verdict.SK.value
    outcomes: tuple[int, ...] = ()
    input_cpu_ms: float = 0.0
    stable: bool = True

    @property
    def survives(self) -> bool:
        """Says whether it passes all examples."""
        return self.examples == Verdict.AC.value

    @property
    def right(self) -> bool:
        """Says whether it passes the hidden tests."""
        return self.judged == Verdict.AC.value


@dataclass(frozen=True)
class Measurement:
    """Holds what the programs of a `SampleSet` did: `candidates` in its order. `inputs` are the
    generated ones, the last `sought` of them chosen because they tell the leading programs apart;
    `examples` are those of the statement. `seconds` (wall) and `cpu_ms` (of the programs) are by
    stage; `failures` counts runs that failed on our side (SE)."""

    candidates: tuple[CandidateFacts, ...]
    outcomes: tuple[Outcome, ...]
    inputs: tuple[str, ...]
    seconds: Mapping[str, float]
    cpu_ms: Mapping[str, float]
    failures: int = 0
    sought: int = 0
    examples: tuple[Example, ...] = ()


def samples_to_json(drawn: SampleSet) -> dict[str, Any]:
    """Returns the samples as a document."""
    return asdict(drawn)


def samples_from_json(data: Mapping[str, Any]) -> SampleSet:
    """Returns the samples of a document. Raises KeyError, TypeError, ValueError or OverflowError
    when `data` is not what `samples_to_json` made."""
    programs = tuple(map(_program_from_json, data["programs"]))
    sequence = tuple(map(int, data["sequence"]))
    if any(not -1 <= place < len(programs) for place in sequence):
        raise ValueError("a sample names a program that is not there")
    return SampleSet(
        programs,
        sequence,
        int(data["tokens"]),
        int(data["cut"]),
        float(data["seconds"]),
        tuple(map(str, data["inputs"])),
    )


def _program_from_json(data: Mapping[str, Any]) -> Program:
    files = tuple(SourceFile(**file) for file in data.get("files", ()))
    return Program(**{**data, "files": files, "flags": tuple(data.get("flags", ()))})


def measurement_to_json(measured: Measurement) -> dict[str, Any]:
    """Returns the measurement as a document."""
    return asdict(measured)


def measurement_from_json(data: Mapping[str, Any]) -> Measurement:
    """Returns the measurement of a document. Raises KeyError, TypeError, ValueError or
    OverflowError when `data` is not what `measurement_to_json` made."""
    outcomes = tuple(Outcome(item["symbol"], tuple(item["decimals"])) for item in data["outcomes"])
    candidates = tuple(
        CandidateFacts(**{**item, "outcomes": tuple(item["outcomes"])})
        for item in data["candidates"]
    )
    if any(code >= len(outcomes) for item in candidates for code in item.outcomes):
        raise ValueError("an outcome is named that is not there")
    return Measurement(
        candidates,
        outcomes,
        tuple(data["inputs"]),
        dict(data["seconds"]),
        dict(data["cpu_ms"]),
        int(data["failures"]),
        int(data.get("sought", 0)),
        tuple(Example(**item) for item in data.get("examples", ())),
    )
