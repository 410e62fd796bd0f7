"""What a person sees: a second client of a running Neovim keeps its grid of cells, as a terminal
does. Its text is for assertions, its drawing as SVG for the documentation."""

from __future__ import annotations

import contextlib
import threading
import time
from dataclasses import dataclass, field
from html import escape
from typing import Any
from unicodedata import east_asian_width

import pynvim

Cell = tuple[str, int]
CELL_WIDTH, CELL_HEIGHT, FONT_SIZE = 8.4, 18, 14


@dataclass
class Grid:
    """One rectangle of cells: Neovim draws into it line by line."""

    width: int
    height: int
    cells: list[list[Cell]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.cells = [[(" ", 0)] * self.width for _ in range(self.height)]

    def write(self, row: int, column: int, cells: list[list[Any]]) -> None:
        style = 0
        for text, *rest in cells:
            style = rest[0] if rest else style
            for _ in range(rest[1] if len(rest) > 1 else 1):
                self.cells[row][column] = (text, style)
                column += 1

    def scroll(self, top: int, bottom: int, left: int, right: int, rows: int) -> None:
        lines = range(top, bottom - rows) if rows > 0 else range(bottom - 1, top - rows - 1, -1)
        for row in lines:
            self.cells[row][left:right] = self.cells[row + rows][left:right]


class Screen:
    """A user interface attached to a Neovim that listens on a socket."""

    def __init__(self, socket: str, columns: int = 120, rows: int = 40) -> None:
        self._nvim = pynvim.attach("socket", path=socket)
        self._grid = Grid(columns, rows)
        self._styles: dict[int, dict[str, Any]] = {0: {}}
        self._default = {"foreground": 0xE0E2EA, "background": 0x14161B}
        self._cursor = (0, 0)
        self._lock = threading.Lock()
        self._drawn_at = time.monotonic()
        self._nvim.ui_attach(columns, rows, rgb=True, ext_linegrid=True)
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        with contextlib.suppress(OSError, EOFError):  # Neovim has gone
            self._nvim.run_loop(lambda *_: None, self._redraw)

    def close(self) -> None:
        """Leave Neovim running without this screen."""
        self._nvim.async_call(self._nvim.stop_loop)
        self._thread.join(5)

    def _redraw(self, name: str, events: list[Any]) -> None:
        if name != "redraw":
            return
        with self._lock:
            for event, *calls in events:
                handle = getattr(self, f"_on_{event}", None)
                for arguments in calls if handle else ():
                    handle(*arguments)
            self._drawn_at = time.monotonic()

    def _on_grid_resize(self, grid: int, width: int, height: int) -> None:
        self._grid = Grid(width, height)

    def _on_grid_clear(self, grid: int) -> None:
        self._grid.clear()

    def _on_grid_line(self, grid: int, row: int, column: int, cells: list[Any], *_: Any) -> None:
        self._grid.write(row, column, cells)

    def _on_grid_scroll(self, grid: int, *region: int) -> None:
        self._grid.scroll(*region[:5])

    def _on_grid_cursor_goto(self, grid: int, row: int, column: int) -> None:
        self._cursor = (row, column)

    def _on_hl_attr_define(self, key: int, rgb: dict[str, Any], *_: Any) -> None:
        self._styles[key] = rgb

    def _on_default_colors_set(self, foreground: int, background: int, *_: Any) -> None:
        if foreground >= 0 and background >= 0:
            self._default = {"foreground": foreground, "background": background}

    def lines(self) -> list[str]:
        """The screen's text, row by row."""
        with self._lock:
            return ["".join(text for text, _ in row).rstrip() for row in self._grid.cells]

    def text(self) -> str:
        """The screen's text."""
        return "\n".join(self.lines())

    def settle(self, quiet_s: float = 0.3) -> None:
        """Wait until nothing was drawn for a moment."""
        while time.monotonic() - self._drawn_at < quiet_s:
            time.sleep(0.02)

    def colours_of(self, text: str) -> set[int | None]:
        """The foregrounds in which the first place of a text on the screen is drawn; None is the
        default."""
        with self._lock:
            for row in self._grid.cells:
                line = "".join(cell or "\0" for cell, _ in row)
                at = line.find(text)
                if at >= 0:
                    styles = [self._styles[style] for _, style in row[at : at + len(text)]]
                    return {style.get("foreground") for style in styles}
        return set()

    def background_at(self, row: int, column: int) -> int | None:
        """The background of one cell; None is the default."""
        with self._lock:
            found: int | None = self._styles[self._grid.cells[row][column][1]].get("background")
            return found

    def svg(self, title: str) -> str:
        """The screen as a picture: one text element for each run of cells in one style."""
        with self._lock:
            width = self._grid.width * CELL_WIDTH
            height = self._grid.height * CELL_HEIGHT
            ground = _hex(self._default["background"])
            parts = [
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width + 16:g}'
                f' {height + 16:g}" role="img" aria-label="{escape(title)}"'
                " font-family=\"ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace\""
                f' font-size="{FONT_SIZE}">',
                f"<title>{escape(title)}</title>",
                f'<rect width="100%" height="100%" rx="6" fill="{ground}"/>',
                '<g transform="translate(8 8)">',
            ]
            for index, row in enumerate(self._grid.cells):
                parts += self._row(index, row)
            row, column = self._cursor
            parts.append(
                f'<rect x="{column * CELL_WIDTH:.1f}" y="{row * CELL_HEIGHT}" width="{CELL_WIDTH}"'
                f' height="{CELL_HEIGHT}" fill="#ffffff" fill-opacity=".35"/>'
            )
        return "\n".join([*parts, "</g></svg>"]) + "\n"

    def _row(self, index: int, row: list[Cell]) -> list[str]:
        parts = []
        column = 0
        while column < len(row):
            style = row[column][1]
            end = column
            while end < len(row) and row[end][1] == style:
                end += 1
            parts += self._run(index, column, row[column:end], self._styles[style])
            column = end
        return parts

    def _run(self, row: int, column: int, cells: list[Cell], style: dict[str, Any]) -> list[str]:
        foreground = style.get("foreground", self._default["foreground"])
        background = style.get("background", self._default["background"])
        if style.get("reverse"):
            foreground, background = background, foreground
        parts = []
        y = row * CELL_HEIGHT
        if background != self._default["background"]:
            parts.append(
                f'<rect x="{column * CELL_WIDTH:.1f}" y="{y}" width="{len(cells) * CELL_WIDTH:.1f}"'
                f' height="{CELL_HEIGHT}" fill="{_hex(background)}"/>'
            )
        look = "".join(
            attribute
            for name, attribute in (
                ("bold", ' font-weight="bold"'),
                ("italic", ' font-style="italic"'),
                ("underline", ' text-decoration="underline"'),
                ("strikethrough", ' text-decoration="line-through"'),
            )
            if style.get(name)
        )
        for start, words in _words(cells):
            width = sum(2 if east_asian_width(char) in "WF" else 1 for char in words)
            parts.append(
                f'<text x="{(column + start) * CELL_WIDTH:.1f}" y="{y + FONT_SIZE}"'
                f' textLength="{width * CELL_WIDTH:.1f}" lengthAdjust="spacingAndGlyphs"'
                f' fill="{_hex(foreground)}"{look} xml:space="preserve">{escape(words)}</text>'
            )
        return parts


def _words(cells: list[Cell]) -> list[tuple[int, str]]:
    """The runs without two blanks in them, and where each starts."""
    found: list[tuple[int, str]] = []
    text, start = "", 0
    for index, (char, _) in enumerate([*cells, ("  ", 0)]):
        blank = not char.strip() and char != ""
        if blank and (not text or text.endswith(" ") or index == len(cells)):
            if text.strip():
                found.append((start, text.rstrip()))
            text = ""
            continue
        if not text:
            start = index
        text += char
    return found


def _hex(colour: int) -> str:
    return f"#{colour:06x}"
