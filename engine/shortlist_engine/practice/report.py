"""How the runs of a user's program are shown to a person: a table, then what went wrong."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from shortlist_engine.practice.blocks import beside, block, plural
from shortlist_engine.practice.difference import (
    Excerpt,
    excerpt,
    first_difference,
    printable,
    visible_spaces,
)
from shortlist_engine.practice.examples import GOOD
from shortlist_engine.practice.messages import WORDS, explain, short_detail
from shortlist_engine.problem import Problem, Run, Verdict
from shortlist_engine.testfiles.tests import NamedTest

MOST_ROWS = 30
MOST_DETAILS = 3
MOST_LINES = 12
_NUMBERS_WIDTH = 38  # of the three columns of numbers, with the gaps of all columns
_DETAILS_FROM_WIDTH = 24
_SIDE_BY_SIDE_FROM_WIDTH = 70


class Report:
    """Renders runs of one program. `everything` lifts the limits on how many tests are shown, and
    how many lines of each (otherwise `lines`); `one` is the word for a test; `marked`: the first
    difference is marked, which a checker of the user's may see elsewhere."""

    def __init__(
        self,
        console: Console,
        problem: Problem,
        file_name: str,
        source: str,
        *,
        everything: bool = False,
        one: str = "example",
        marked: bool = True,
        lines: int = MOST_LINES,
    ) -> None:
        self._console = console
        self._problem = problem
        self._file = printable(file_name)
        self._source = source
        self._everything = everything
        self._one = one
        self._marked = marked
        self._lines = 10_000 if everything else lines

    def results(self, tests: Sequence[NamedTest], runs: Sequence[Run]) -> RenderableType:
        """Renders the table, the summary and the details of what failed or wrote to standard
        error."""
        parts: list[RenderableType] = []
        if runs and all(run.verdict is Verdict.CE for run in runs):
            parts += [self._message(runs[0])]
        elif runs and all(run.verdict is Verdict.SE for run in runs):
            parts += [Text(printable(runs[0].detail))]
        elif len(tests) == 1 and not tests[0].name:
            parts += [self.detail(tests[0], runs[0]), Text("")]
        else:
            parts += [self._table(tests, runs), *self._details(tests, runs)]
        return Group(*parts, self.summary(runs))

    def summary(self, runs: Sequence[Run]) -> Text:
        """Renders one line, such as `2 of 3 examples passed · slowest 12 ms CPU`."""
        passed = sum(run.verdict in GOOD for run in runs)
        verdicts = {run.verdict for run in runs}
        if verdicts == {Verdict.CE}:
            return Text(f"{self._file} does not compile", style="bold red")
        if verdicts == {Verdict.SE}:
            return Text("Not judged; this says nothing about the program", style="bold red")
        if self._one == "run":
            run = runs[0]
            text = f"{_ms(run.cpu_ms)} CPU, {_ms(run.wall_ms)} wall, {_mib(run.memory_kib)}"
            return Text(text, style="bold")
        count = f"{passed} of {len(runs)} {plural(self._one, len(runs))}"
        text = f"{count} {'ran' if verdicts == {Verdict.OK} else 'passed'}"
        if runs and verdicts != {Verdict.SK}:
            text += f" · at most {_ms(max(run.cpu_ms for run in runs))}"
            text += f", {_mib(max(run.memory_kib for run in runs))}"
        return Text(text, style="bold green" if passed == len(runs) else "bold red")

    def _table(self, tests: Sequence[NamedTest], runs: Sequence[Run]) -> RenderableType:
        rows = list(zip(tests, runs, strict=True))
        listed = rows
        if len(rows) > MOST_ROWS and not self._everything:
            listed = [row for row in rows if row[1].verdict not in GOOD][:MOST_ROWS]
        failed = any(run.verdict not in GOOD for run in runs)
        columns = [max(cell_len(test.name) for test, _ in listed or rows), _NUMBERS_WIDTH]
        columns.append(max(verdict(run).cell_len for _, run in listed or rows))
        room = self._console.width - sum(columns)
        with_details = failed and room >= _DETAILS_FROM_WIDTH
        table = Table(box=None, pad_edge=False, header_style="bold")
        table.add_column(self._one.capitalize(), overflow="fold")
        table.add_column("Verdict", no_wrap=True)
        for name in ("CPU", "Wall", "Memory"):
            table.add_column(name, justify="right", no_wrap=True)
        if with_details:
            table.add_column("", no_wrap=True)
        for test, run in listed:
            cells: list[RenderableType] = [Text(printable(test.name)), verdict(run)]
            if run.verdict in (Verdict.SK, Verdict.SE, Verdict.CE):
                cells += [Text("")] * 3
            else:
                cells += [Text(_ms(run.cpu_ms)), Text(_ms(run.wall_ms)), Text(_mib(run.memory_kib))]
            if with_details:
                said = Text(printable(short_detail(run, self._file)), style="dim")
                said.truncate(room, overflow="ellipsis")
                cells.append(said)
            table.add_row(*cells)
        if len(listed) == len(rows):
            return table
        left = len(rows) - len(listed)
        note = f"{left} of {len(rows)} {plural(self._one, len(rows))} not listed: --all lists them"
        return Group(*([table] if listed else []), Text(note, style="dim"))

    def _details(self, tests: Sequence[NamedTest], runs: Sequence[Run]) -> list[RenderableType]:
        failing = [index for index, run in enumerate(runs) if _worth_showing(run)]
        talking = [
            index
            for index, (test, run) in enumerate(zip(tests, runs, strict=True))
            if run.verdict in GOOD and (run.errors.strip() or test.expected is None)
        ]
        most = len(runs) if self._everything else MOST_DETAILS
        parts: list[RenderableType] = []
        for index in sorted([*failing[:most], *talking[: max(0, most - len(failing))]]):
            parts += [Text(""), self.detail(tests[index], runs[index])]
        left = len(failing) - most
        if left > 0:
            parts += [Text(""), Text(f"{left} more failed: --all shows them", style="dim")]
        return [*parts, Text("")]

    def detail(self, test: NamedTest, run: Run) -> RenderableType:
        """Renders everything about one run: input, outputs, standard error."""
        said = printable(short_detail(run, self._file))
        which = f"{self._one.capitalize()} {printable(test.name)}: " if test.name else ""
        words = WORDS[run.verdict] if which else _sentence(WORDS[run.verdict])
        title = Text.assemble(
            (which, "bold"), (words, _STYLES[run.verdict]), f": {said}" if said else ""
        )
        parts: list[RenderableType] = [title]
        if run.verdict is Verdict.CE:
            return Group(title, self._message(run))
        if run.verdict not in GOOD:
            parts += self._block("input", excerpt(test.input, None, self._width, self._lines))
        if run.verdict in (Verdict.WA, Verdict.PE) and test.expected is not None:
            parts += self._comparison(test.expected, run)
        elif run.output and run.verdict not in (Verdict.SE, Verdict.SK, Verdict.AC):
            parts += self._block("output", excerpt(run.output, None, self._width, self._lines))
        if run.errors.strip() and run.verdict not in (Verdict.SE, Verdict.SK):
            parts += self._block("standard error", self._tail(self._explained(run)))
        return Group(*parts)

    @property
    def _width(self) -> int:
        return max(20, self._console.width - 10)

    def _message(self, run: Run) -> RenderableType:
        return Text(printable(self._explained(run)).rstrip("\n") + "\n")

    def _explained(self, run: Run) -> str:
        return explain(run, self._file, self._source).strip("\n")

    def _tail(self, text: str) -> Excerpt:
        """The last lines: the reason stands at the end."""
        count = len(text.split("\n"))
        shown = excerpt(text, None, self._width, count)
        kept = shown.lines[-max(self._lines, 16) :]
        return Excerpt(kept, count - len(kept), 0)

    def _block(self, title: str, shown: Excerpt) -> list[Text]:
        colours = self._console.color_system is not None and not self._console.no_color
        return block(title, shown, pointed=not colours)

    def _comparison(self, expected: str, run: Run) -> list[Text]:
        wanted, got = expected, run.output
        places = first_difference(wanted, got, self._problem.checker) if self._marked else None
        if run.verdict is Verdict.PE:
            wanted, got = visible_spaces(wanted), visible_spaces(got)
        here, there = places if places is not None else (None, None)
        wide = self._console.width >= _SIDE_BY_SIDE_FROM_WIDTH
        width = (self._console.width - 22) // 2 if wide else self._width
        left = self._block("expected", excerpt(wanted, here, width, self._lines))
        right = self._block("output", excerpt(got, there, width, self._lines))
        side_by_side = beside(left, right)
        fits = all(line.cell_len <= self._console.width for line in side_by_side)
        return side_by_side if fits else [*left, *right]


_STYLES = {
    verdict: "green" if verdict in GOOD else "dim" if verdict is Verdict.SK else "red"
    for verdict in Verdict
} | {Verdict.TLE: "yellow", Verdict.MLE: "yellow", Verdict.OLE: "yellow", Verdict.PE: "yellow"}


def verdict(run: Run) -> Text:
    """Renders a verdict with its words, such as `WA wrong answer`."""
    return Text.assemble(
        (f"{run.verdict.value:<3}", f"bold {_STYLES[run.verdict]}"),
        (f" {WORDS[run.verdict]}", _STYLES[run.verdict]),
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _worth_showing(run: Run) -> bool:
    return run.verdict not in GOOD and run.verdict is not Verdict.SK


def _ms(milliseconds: float) -> str:
    if milliseconds < 10_000:
        return f"{milliseconds:.0f} ms" if milliseconds >= 10 else f"{milliseconds:.1f} ms"
    return f"{milliseconds / 1000:.1f} s"


def _mib(kib: int) -> str:
    return f"{kib / 1024:.1f} MiB"
