"""Makes an input on which two programs differ as small as it gets while they still do."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from shortlist_engine.practice.differential import Comparing, Trial
from shortlist_engine.practice.invariants import learn
from shortlist_engine.practice.reduction import Cell, Part, Shape, ddmin
from shortlist_engine.practice.shrink_call import CallShape
from shortlist_engine.practice.shrink_text import TextShape
from shortlist_engine.problem import Verdict

_AT_ONCE, _AHEAD = 16, 64


class OutOfTime(Exception):
    """Says that the seconds for minimising are over."""


class Minimiser:
    """Makes a failing input small. `best` is the smallest failing trial so far, at any moment;
    `run` may be cancelled.

    A smaller input counts only if the other program ends well on it, the user's program fails with
    the same verdict, it has what all of `seen` have in common (see `invariants`), and `valid` has
    nothing against it, where that is so of the input that was found.
    """

    def __init__(
        self,
        test: Comparing,
        found: Trial,
        seen: Sequence[str],
        *,
        seconds: float = 20.0,
        valid: Callable[[str], bool] | None = None,
        on_progress: Callable[[], None] = lambda: None,
    ) -> None:
        self.best = found
        self.tried = 0
        self.complete = False
        self._test = test
        self._verdict = found.run.verdict
        self._until = time.monotonic() + seconds
        self._on_progress = on_progress
        self._known: set[str] = {found.input}
        self._valid: Callable[[str], bool] = lambda text: True
        self._shape: Shape = CallShape()
        if test.problem.kind == "stdin":
            known = learn([*seen, found.input])
            self._shape, self._valid = TextShape(known), known.hold
            if valid is not None and valid(found.input):
                self._valid = lambda text: known.hold(text) and valid(text)

    async def run(self) -> None:
        """Works until nothing smaller is found (`complete`) or the seconds are over."""
        try:
            before = None
            while before != self.best.input:
                before = self.best.input
                await self._drop_parts()
                await self._first_failing(self._shape.all_simplest(self.best.input))
                await self._simplify_cells()
            self.complete = True
        except OutOfTime:
            pass

    async def _drop_parts(self) -> None:
        index = 0
        while index < len(parts := self._shape.parts(self.best.input)):
            await self._drop(parts[index])
            index += 1

    async def _drop(self, part: Part) -> None:
        async def first_failing(offered: list[list[object]]) -> int | None:
            return await self._first_failing([part.build(items) for items in offered])

        await ddmin(part.items, first_failing, part.least)

    async def _simplify_cells(self) -> None:
        index = 0
        while index < len(cells := self._shape.cells(self.best.input)):
            offered = self._of_cells(cells, index)
            if not offered:
                return
            found = await self._first_failing([text for _, _, text in offered])
            if found is None:
                index = offered[-1][0] + 1
                continue
            cell, place, _ = offered[found]
            # What has become simpler may become simpler still, unless it is as simple as can be.
            index = cell + (place == 0)

    def _of_cells(self, cells: Sequence[Cell], index: int) -> list[tuple[int, int, str]]:
        """What the next cells offer, so that as many run together as may: the number of the cell,
        the place among its values, and the text. Of runs that take all of their time none is made
        that may not be needed."""
        most = 1 if self._verdict is Verdict.TLE else _AHEAD
        offered: list[tuple[int, int, str]] = []
        for number in range(index, len(cells)):
            cell = cells[number]
            offered += [(number, place, cell.build(v)) for place, v in enumerate(cell.simpler)]
            if len(offered) >= most:
                break
        return offered

    async def _first_failing(self, texts: Sequence[str]) -> int | None:
        """The index of the first of `texts` that fails as the best does; it is the best then."""
        for start in range(0, len(texts), _AT_ONCE):
            fresh = {
                text: index
                for index, text in reversed(list(enumerate(texts[start : start + _AT_ONCE], start)))
                if text not in self._known and self._valid(text)
            }
            self._known.update(fresh)
            offered = sorted(fresh, key=lambda text: fresh[text])
            if not offered:
                continue
            if time.monotonic() > self._until:
                raise OutOfTime
            for trial in await self._test.judge(offered):
                self.tried += 1
                if trial.failed and trial.run.verdict is self._verdict:
                    self.best = trial
                    self._on_progress()
                    return fresh[trial.input]
        return None
