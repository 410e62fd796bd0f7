"""How `shortlist attention` shows its work to people in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from shortlist_engine.cli.attention_words import most_read
from shortlist_engine.practice.difference import printable
from shortlist_engine.problem import Program
from shortlist_engine.protocol import AttentionMap

# Of the word that a line reads most; from which share of that a word is shown in which way.
SHADES = ((0.66, "black on bright_yellow"), (0.33, "black on yellow"), (0.15, "bold yellow"))
MOST_WORDS, MOST_WORDS_OF_ONE = 6, 10


def show_all_lines(console: Console, program: Program, origin: str, found: AttentionMap) -> None:
    """Prints each line of the program beside the words that it reads most."""
    title = f"What the model reads while it writes each line ({origin}):"
    console.print(Text(title, style="bold"), soft_wrap=True)
    console.print()
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Line", justify="right", no_wrap=True)
    table.add_column("Program", no_wrap=True, overflow="ellipsis", max_width=console.width // 2)
    table.add_column("Words", overflow="fold")
    for number, (code, line) in enumerate(zip(_lines(program), found.lines, strict=True), 1):
        if code.strip():
            words = "  ".join(each.word for each in most_read(found, line, MOST_WORDS))
            shown = words if line else "more than the model can write"
            table.add_row(
                str(number),
                Text(printable(code)),
                Text(printable(shown), style="" if line else "dim"),
            )
    console.print(table)
    console.print()
    console.print(Text("--of N shows one line in the whole statement, --html FILE a page."))


def show_line(console: Console, program: Program, found: AttentionMap, index: int) -> None:
    """Prints the statement as the model read it, with the words that a line reads most: in colours
    on a terminal, in double brackets elsewhere."""
    line = found.lines[index]
    console.print(Text(f"{index + 1}: {printable(_lines(program)[index].strip())}", style="bold"))
    if not line:
        console.print(Text("The model cannot write a program that long, so it reads nothing here."))
        return
    for word, share in most_read(found, line, MOST_WORDS_OF_ONE):
        console.print(Text(f"{share:6.0%}  {printable(word)}"))
    console.print()
    console.print(_statement(found, index, console), soft_wrap=True)


def _statement(found: AttentionMap, index: int, console: Console) -> Text:
    colours = console.color_system is not None and not console.no_color
    line, shown, end = found.lines[index], Text(), 0
    most = max(line)
    for (start, stop), share in zip(found.words, line, strict=True):
        shown.append(printable(found.text[end:start]))
        word = printable(found.text[start:stop])
        shade = next((style for least, style in SHADES if share >= least * most), None)
        if shade is None:
            shown.append(word)
        elif colours:
            shown.append(word, style=shade)
        else:
            shown.append(f"[[{word}]]")
        end = stop
    return shown.append(printable(found.text[end:].rstrip("\n")))


def _lines(program: Program) -> list[str]:
    return program.source.split("\n")
