"""The facts of a run in sentences, for people and for models."""

from __future__ import annotations

from collections import defaultdict

from shortlist_engine.assist.reference import told
from shortlist_engine.assist.tracing.trace import Change, RunFacts, Trace
from shortlist_engine.problem import Verdict

MOST_LINES = 40
MOST_CALLS = 8
_MOST_TEXT = 600
_CHANGES_OF_A_LINE = 5


def facts_in_words(facts: RunFacts) -> str:
    """Returns input, output and what was seen of the run, a line for each fact, for a model."""
    run = facts.run
    parts = [f"Input:\n{_clipped(facts.input) or '(nothing)'}"]
    if run.verdict is not Verdict.OK:
        parts.append(f"It ended with {told(run)}.")
    parts.append(f"Output:\n{_clipped(run.output) or '(nothing)'}")
    if facts.trace is not None:
        parts.append("\n".join(trace_lines(facts.trace)))
    return "\n".join(parts)


def trace_lines(trace: Trace) -> list[str]:
    """Returns what each line did, and the first calls, as sentences."""
    changes: dict[int, list[Change]] = defaultdict(list)
    for change in trace.changes:
        changes[change.line].append(change)
    lines = []
    for line in sorted(trace.times):
        here = changes.get(line, ())
        if here:
            said = ", ".join(map(_change, here[:_CHANGES_OF_A_LINE]))
            lines.append(f"Line {line} ran {_times(trace.times[line])}: {said}.")
        elif trace.times[line] > 1:
            lines.append(f"Line {line} ran {_times(trace.times[line])}.")
    left = len(lines) - MOST_LINES
    lines = lines[:MOST_LINES] + ([f"{left} more lines ran."] if left > 0 else [])
    for call in trace.calls[:MOST_CALLS]:
        given = ", ".join(f"{name}={value}" for name, value in call.arguments.items())
        ended = "did not end" if call.result is None else f"returned {call.result}"
        lines.append(f"{call.function}({given}) {ended}.")
    if not trace.complete:
        lines.append(f"Only the first {trace.events:,} steps were watched.")
    return lines


def _change(change: Change) -> str:
    if change.times == 1:
        return f"{change.name} became {change.first}"
    return f"{change.name} became {change.first} first and {change.last} last"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _clipped(text: str) -> str:
    text = text.strip("\n")
    if len(text) <= _MOST_TEXT:
        return text
    return f"{text[:_MOST_TEXT]}\n[{len(text) - _MOST_TEXT:,} more characters]"
