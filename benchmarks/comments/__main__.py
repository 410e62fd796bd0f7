"""Whether it is told what changes nothing but comments, on real programs.

    python -m benchmarks.comments FOLDER... [--edits N]

Each source in the folders gets comments put in at random places, and single characters of it are
put in or taken out. What we say of each edit is compared with another reader of these languages,
Pygments: its tokens that are no comments, white space apart. An edit that we call harmless and it
does not, or the other way round, is contested.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, String
from rich.console import Console

from benchmarks.tables import new_table
from shortlist_engine.assist.same_code import can_be_compared, why_not_same
from shortlist_engine.languages import LANGUAGES, display_name, find_suffix

_WORDS = ("a remark", 'it\'s "odd" /* and so on', "x = 1; }", "# // '#'", "ends so \\")


def code_of(source: str, lexer: Lexer) -> str:
    """The code of a source as Pygments reads it."""
    return "".join(
        "".join(text.split())
        for kind, text in lexer.get_tokens(source)
        if kind in Comment.Preproc or kind in Comment.PreprocFile
        or kind in String or kind not in Comment
    )  # fmt: skip


def edits(source: str, language: str, count: int, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Edited sources, each with what was done: `comment`, `letter` or `deleted`."""
    lines = source.split("\n")
    mark = LANGUAGES[language].comment
    for _ in range(count):
        changed = list(lines)
        place = rng.randrange(min(2, len(lines)), len(lines) + 1)
        remark = f"{mark} {rng.choice(_WORDS)}"
        if rng.random() < 0.5 or not lines[place - 1].strip():
            changed.insert(place, f"    {remark}")
        else:
            changed[place - 1] += f"  {remark}"
        yield "comment", "\n".join(changed)
        at = rng.randrange(len(source))
        yield "letter", f"{source[:at]}q{source[at:]}"
        if source[at].strip():
            yield "deleted", source[:at] + source[at + 1 :]


def measure(files: list[Path], language: str, count: int, show: int) -> Counter[str]:
    lexer = get_lexer_by_name({"cpp": "c++"}.get(language, language), stripnl=False)
    found: Counter[str] = Counter()
    for path in files:
        source = path.read_text("utf-8", "replace").replace("\r\n", "\n")
        if not source.strip():
            continue
        found["files"] += 1
        if why := why_not_same(source, source, language):
            found["unreadable"] += 1
            print(f"{path.name}: {why}", flush=True)
            continue
        code = code_of(source, lexer)
        rng = random.Random(path.name)
        for kind, edited in edits(source, language, count, rng):
            ours = not why_not_same(source, edited, language)
            theirs = code_of(edited, lexer) == code
            found[f"{kind} {'harmless' if ours else 'refused'}"] += 1
            if ours != theirs:
                found[f"{kind} contested {'harmless' if ours else 'refused'}"] += 1
                if show and found[f"{kind} contested {'harmless' if ours else 'refused'}"] <= show:
                    print(f"{path.name}: {kind}: we say {'harmless' if ours else 'refused'}")
                    print(_around(source, edited), flush=True)
    return found


def _around(before: str, after: str) -> str:
    at = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before)
    )
    return f"    {before[max(0, at - 60) : at + 40]!r}\n    {after[max(0, at - 60) : at + 60]!r}"


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(prog="python -m benchmarks.comments", description=__doc__)
    command.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    command.add_argument("--edits", type=int, default=5, metavar="N", help="of each kind and file")
    command.add_argument("--files", type=int, default=200, metavar="N", help="of each language")
    command.add_argument("--show", type=int, default=0, metavar="N", help="contested edits")
    return command


def main(options: argparse.Namespace) -> None:
    by_language: dict[str, list[Path]] = {}
    for folder in options.folders:
        for path in sorted(folder.rglob("*")):
            entry = find_suffix(path.suffix)
            if entry is not None and path.is_file() and can_be_compared(entry.name):
                by_language.setdefault(entry.name, []).append(path)
    table = new_table(
        "Edits of real programs",
        ["language"],
        ["files", "not readable", "comments put in: harmless", "refused", "contested",
         "characters changed: refused", "harmless (in comments)", "contested "],
    )  # fmt: skip
    for language, files in by_language.items():
        found = measure(files[: options.files], language, options.edits, options.show)
        both = Counter[str]()
        for kind in ("letter", "deleted"):
            for what in ("harmless", "refused"):
                both[what] += found[f"{kind} {what}"]
                both[f"contested {what}"] += found[f"{kind} contested {what}"]
        table.add_row(
            display_name(language),
            *(str(found[name]) for name in ("files", "unreadable")),
            *(str(found[f"comment {name}"]) for name in ("harmless", "refused")),
            _contested(found["comment contested harmless"], found["comment contested refused"]),
            *(str(both[name]) for name in ("refused", "harmless")),
            _contested(both["contested harmless"], both["contested refused"]),
        )
        print(language, dict(found), flush=True)
    Console(width=180).print(table)


def _contested(harmless: int, refused: int) -> str:
    return f"{harmless} called harmless, {refused} refused"


if __name__ == "__main__":
    main(parser().parse_args())
