"""How `shortlist explain` shows its work to people."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.text import Text

from shortlist_engine.assist.explain import Explanation
from shortlist_engine.assist.tracing.told import trace_lines
from shortlist_engine.assist.tracing.trace import RunFacts
from shortlist_engine.cli.assist_file import AssistFile
from shortlist_engine.cli.run_view import console
from shortlist_engine.practice.difference import printable
from shortlist_engine.problem import Verdict

_MOST_LINES = 20


def show(file: AssistFile, facts: RunFacts | None, told: Explanation) -> None:
    """Prints the words, with what the run shows to be wrong marked in them, then the facts."""
    out = console(sys.stdout)
    if told.words:
        out.print(Text(f"{file.name}, explained by {told.model}", style="bold"), soft_wrap=True)
        out.print()
        out.print(_marked(told), soft_wrap=True)
        out.print()
        checked = len(told.claims)
        if checked:
            wrong = len(told.contradictions)
            verdict = "all true" if not wrong else f"{wrong} wrong"
            noun = "statement about the run" if checked == 1 else "statements about the run"
            text = f"{checked} {noun} could be checked: {verdict}."
            out.print(Text(text, style="red" if wrong else "green"), soft_wrap=True)
            out.print()
    if told.cancelled:
        out.print(Text("Stopped early", style="bold"))
    for note in told.notes:
        out.print(Text(printable(note)), soft_wrap=True)
    if facts is not None:
        _print_facts(out, facts)


def _marked(told: Explanation) -> Text:
    """The words, with the fact behind each statement that is wrong."""
    shown, end = Text(), 0
    for claim in told.contradictions:
        if claim.start < end:
            continue
        shown.append(printable(told.words[end : claim.start]))
        shown.append(printable(told.words[claim.start : claim.end]), style="red")
        shown.append(f" [wrong: {printable(claim.fact)}]", style="bold red")
        end = claim.end
    return shown.append(printable(told.words[end:]))


def _print_facts(out: Console, facts: RunFacts) -> None:
    run = facts.run
    ended = "" if run.verdict is Verdict.OK else f" ({run.verdict.value}: {printable(run.detail)})"
    out.print(Text(f"What a run of it showed{ended}:", style="bold"), soft_wrap=True)
    for name, text in (("Input", facts.input), ("Output", run.output)):
        out.print(Text(f"{name}:", style="dim"))
        out.print(Text(_clipped(text) or "(nothing)"), soft_wrap=True)
    out.print(Text(f"{run.cpu_ms:.0f} ms, {run.memory_kib / 1024:.0f} MiB", style="dim"))
    if facts.trace is not None:
        for line in trace_lines(facts.trace):
            out.print(Text(printable(line)), soft_wrap=True)


def _clipped(text: str) -> str:
    lines = printable(text.rstrip("\n")).split("\n")
    if len(lines) > _MOST_LINES:
        lines = [*lines[:_MOST_LINES], f"… {len(lines) - _MOST_LINES} more lines"]
    return "\n".join(lines)
