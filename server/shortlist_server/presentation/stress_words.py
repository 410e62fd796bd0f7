"""How a stress test went, and how a program does on large inputs, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from shortlist_engine.problem import Limits, Verdict
from shortlist_engine.protocol import FoundDifference, LargeRun, StressProgress
from shortlist_server.presentation.quantities import count, seconds

_COMPARED = (Verdict.WA, Verdict.PE)


def under_way(progress: StressProgress) -> str:
    """Says how far a stress test is."""
    if progress.found is not None:
        return f"A difference on {count(len(progress.found.input), 'character')}: making it smaller"
    return f"{_inputs(progress.tried)}, no difference"


def ended(progress: StressProgress, other: str, *, cancelled: bool) -> str:
    """Says what a stress test found."""
    if progress.found is not None:
        text = difference(progress.found, other)
        return text if progress.complete else f"{text} (not as small as it gets)"
    stopped = "Cancelled: no" if cancelled else "No"
    return f"{stopped} difference on {_inputs(progress.tried)} in {seconds(progress.seconds)}"


def difference(found: FoundDifference, other: str) -> str:
    """Says who differs from whom on the input that was found."""
    verdict = found.run.verdict
    if found.of:
        many = f"{found.agreeing} of {count(found.of, 'candidate')}"
        if verdict in _COMPARED:
            return f"Your program and {many} differ here"
        return f"Your program fails here ({verdict.value}), where {many} agree"
    if verdict in _COMPARED:
        return f"Your program and {other} differ here"
    return f"Your program fails here ({verdict.value}), where {other} ends well"


def large(runs: Sequence[LargeRun], limits: Limits, *, cancelled: bool) -> str:
    """Says what a program needs on large inputs, or on how many it fails."""
    if not runs:
        return "Cancelled before any input had ended"
    bad = [each for each in runs if each.run.verdict not in (Verdict.AC, Verdict.OK)]
    sizes = f"{count(len(runs), 'input')} of the largest size"
    stopped = "Cancelled · " if cancelled else ""
    if bad:
        verdict = bad[0].run.verdict
        what = {
            Verdict.TLE: f"Slower than {limits.time_s:g} s",
            Verdict.MLE: f"More memory than {limits.memory_mib} MiB",
            Verdict.CE: "It does not compile",
        }.get(verdict, f"It fails ({verdict.value})")
        if verdict is Verdict.CE:
            return what
        same = sum(each.run.verdict is verdict for each in bad)
        return f"{stopped}{what} on {same} of {sizes}"
    time_s = max(each.run.cpu_ms for each in runs) / 1000
    memory = max(each.run.memory_kib for each in runs) / 1024
    return (
        f"{stopped}At most {time_s:.2f} s of {limits.time_s:g} s and {memory:.0f} of "
        f"{limits.memory_mib} MiB on {sizes}"
    )


def _inputs(number: int) -> str:
    return f"{number:,} {'input' if number == 1 else 'inputs'}"
