"""Tables as the benchmarks print them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table


def new_table(title: str | None, left: Sequence[str], right: Sequence[str]) -> Table:
    """A table whose first columns are words, to the left, and whose others are figures."""
    table = Table(title=title)
    for name in left:
        table.add_column(name)
    for name in right:
        table.add_column(name, justify="right")
    return table


def markdown(part: Table | str) -> str:
    """A table as GitHub's Markdown writes it, its title above; text as it is."""
    if isinstance(part, str):
        return part
    columns = [[str(column.header), *map(str, column.cells)] for column in part.columns]
    rows = [f"| {' | '.join(row)} |" for row in zip(*columns, strict=True)]
    marks = ["---:" if column.justify == "right" else "---" for column in part.columns]
    return "\n".join([f"{part.title}", "", rows[0], f"|{'|'.join(marks)}|", *rows[1:]])


def per_cent(mean: float, low: float, high: float) -> str:
    """Shares of one as per cent: `40.5 (32.1 to 48.9)`."""
    return f"{100 * mean:.1f} ({100 * low:.1f} to {100 * high:.1f})"
