"""How `shortlist translate` shows its work to people."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text

from shortlist_engine.assist.translate import TranslateDone
from shortlist_engine.assist.translation import Mismatch
from shortlist_engine.cli.assist_file import AssistFile
from shortlist_engine.cli.run_view import console
from shortlist_engine.languages import display_name
from shortlist_engine.practice.difference import printable

MOST_ROWS = 10
_MOST_LINES = 12


def show(file: AssistFile, done: TranslateDone, language: str) -> None:
    """Prints how the translations compare, where the first one differs, and the first one."""
    out = console(sys.stdout)
    count = len(done.translations)
    noun = "translation" if count == 1 else "translations"
    title = f"{count} {noun} of {file.name} into {display_name(language)}, model {done.model}"
    out.print(Text(title, style="bold"), soft_wrap=True)
    if done.inputs:
        given = f", {done.examples} of them given" if done.examples else ""
        inputs = "input" if done.inputs == 1 else "inputs"
        out.print(Text(f"Compared on {done.inputs} {inputs}{given}.", style="dim"))
    if done.reason == "cancelled":
        out.print(Text("Stopped early", style="bold"))
    for note in done.notes:
        out.print(Text(printable(note)), soft_wrap=True)
    if not done.translations:
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("", "Proof", "Time", "Answers"):
        table.add_column(name, justify="left" if name == "Proof" else "right", no_wrap=True)
    for number, each in enumerate(done.translations[:MOST_ROWS], 1):
        style = "green" if each.proved else "red" if each.error else "yellow"
        time = f"{each.cpu_ms:.0f} ms" if each.total and not each.error else ""
        table.add_row(str(number), Text(each.headline, style=style), time, str(each.samples))
    out.print(table)
    best = done.translations[0]
    if best.mismatch is not None:
        out.print()
        out.print(Text("The first one differs:", style="bold"))
        _print_mismatch(out, best.mismatch)
    if best.caution:
        out.print()
        out.print(Text(best.caution, style="yellow"), soft_wrap=True)
        if best.unusual_mismatch is not None:
            _print_mismatch(out, best.unusual_mismatch)
    if best.error:
        out.print(Text(printable(_clipped(best.error))), soft_wrap=True)
    out.print()
    out.print(Text(printable(best.program.source.rstrip("\n"))), soft_wrap=True)


def _print_mismatch(out: Console, mismatch: Mismatch) -> None:
    where = f" (given input {mismatch.example})" if mismatch.example else ""
    parts = (
        (f"Input{where}", mismatch.input),
        ("Your program", mismatch.mine),
        ("The translation", mismatch.other),
    )
    for name, text in parts:
        out.print(Text(f"{name}:", style="dim"))
        out.print(Text(printable(_clipped(text)) or "(nothing)"), soft_wrap=True)


def _clipped(text: str) -> str:
    lines = text.rstrip("\n").split("\n")
    if len(lines) > _MOST_LINES:
        lines = [*lines[:_MOST_LINES], f"… {len(lines) - _MOST_LINES} more lines"]
    return "\n".join(line if len(line) <= 300 else f"{line[:299]}…" for line in lines)
