"""What other formats put around a statement or its examples: the quotes of mail and Markdown, the
blocks of Org, BBCode, wikis and LaTeX, the rules under headings, the examples of omegaUp, the
column in which HackerRank explains an input. Each line stays a line, so that places in the text
stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shortlist_engine.statement.labels import classify
from shortlist_engine.statement.plain import FENCE
from shortlist_engine.statement.prose import Prose, prose

_BLOCK = re.compile(
    r"[ \t]*(?:#\+(?:begin|end)_(?:example|src)\b.*|\[/?(?:code|pre)(?:=[\w+#]*)?\]"
    r"|\{(?:code|noformat)(?::[^{}]*)?\}|\\(?:begin|end)\{(?:verbatim|lstlisting)\}.*)[ \t]*",
    re.I,
)
_QUOTE = re.compile(r"[ \t]*> ?")
_PYTHON_PROMPT = ">>>"
_RULE = re.compile(r"([-=~^\"])\1{2,}")
_DIRECTIVE = re.compile(r"::|\.\. (?:code|code-block|sourcecode|parsed-literal)::.*")
_OMEGAUP = {
    "||input": "Sample Input",
    "||output": "Sample Output",
    "||description": "Explanation",
    "||end": "Explanation",
}
# HackerRank explains the lines of an input in a second column.
_EXPLAINED = re.compile(r"[ \t]*STDIN[ \t]+(?:Function|Description)[ \t]*")
_TWO_RULES = re.compile(r"[ \t]*-+[ \t]+-+[ \t]*")
_GAP = re.compile(r"\t+| {2,}|[ \t]*(?:->|→)[ \t]*")
_NUMBERED = re.compile(r"[ \t]*\(?\d{1,2}[.)][ \t]+(?=[^\W\d])")
_MARKS = re.compile(
    r"^[ \t]*(?:>|STDIN\b|\(?\d{1,2}[.)][ \t]+[^\W\d][^\n]*:|#\+|\[/?(?:code|pre)\b"
    r"|\{(?:code|noformat)|\\begin\{|\|\|[a-z]|[-=~^\"]{3,}[ \t]*$)",
    re.I | re.M,
)
_SEARCHED_BELOW = 4


def has_frames(text: str) -> bool:
    """Says whether a text may have anything that `without_frames` takes off."""
    return _MARKS.search(text) is not None


def without_frames(lines: Sequence[str]) -> tuple[str, ...]:
    """Returns the lines, as many as they are, as plain text and Markdown have them."""
    kept = list(lines)
    _unquote(kept)
    for number, line in enumerate(kept):
        if _BLOCK.fullmatch(line):
            kept[number] = FENCE
        elif line.lstrip().startswith("||"):
            kept[number] = _OMEGAUP.get(line.strip().lower(), line)
        elif numbered := _NUMBERED.match(line):
            label = classify(line[numbered.end() :], 0)
            if label is not None and label.kind == "pair":
                kept[number] = line[numbered.end() :]
        elif _EXPLAINED.fullmatch(line) and _TWO_RULES.fullmatch("".join(kept[number + 1 :][:1])):
            _take_first_column(kept, number)
    _take_out_rules(kept)
    return tuple(kept)


def _unquote(lines: list[str]) -> None:
    """Takes the marks off what is quoted together with its headings."""
    for run in list(_quoted_runs(lines)):
        texts = [_QUOTE.sub("", lines[number], count=1) for number in run]
        kinds = {label.kind for text in texts if (label := classify(text.strip(), 0)) is not None}
        if {"input", "output"} <= kinds or kinds & {"side", "pair"}:
            for number, text in zip(run, texts, strict=True):
                lines[number] = text


def _quoted_runs(lines: Sequence[str]) -> Iterator[list[int]]:
    """The quoted lines that follow one another, blank ones between them left out."""
    run: list[int] = []
    for number, line in enumerate(lines):
        text = line.lstrip()
        if text.startswith(">") and not text.startswith(_PYTHON_PROMPT):
            run.append(number)
        elif text and run:
            yield run
            run = []
    if run:
        yield run


def _take_first_column(lines: list[str], head: int) -> None:
    """Leaves of the table whose head is at this line what the program reads."""
    second = len(lines[head].rstrip()) - len(lines[head].split()[1])
    lines[head] = lines[head + 1] = ""
    for number in range(head + 2, len(lines)):
        if not lines[number].strip():
            return
        margin = len(lines[number]) - len(lines[number].lstrip())
        gap = _GAP.search(lines[number], margin)
        if margin >= second:
            lines[number] = ""  # goes on explaining
        elif gap is not None:
            lines[number] = lines[number][: gap.start()]


def _take_out_rules(lines: list[str]) -> None:
    """Takes out the rules under headings, as reStructuredText and Markdown have them. Under one
    heading alone, or where no section of the statement has one, a rule may be data."""
    rules = [number for number in range(1, len(lines)) if _is_rule_below_heading(lines, number)]
    if len(rules) < 2 or not any(_heads_section(lines, number) for number in rules):
        return
    for number in rules:
        lines[number] = ""
    for number, line in enumerate(lines):
        if _DIRECTIVE.fullmatch(line.strip()):
            lines[number] = ""


def _is_rule_below_heading(lines: Sequence[str], number: int) -> bool:
    if not _RULE.fullmatch(lines[number].rstrip()):
        return False
    label = classify(lines[number - 1].strip(), 0)
    return label is not None and label.text is None


def _heads_section(lines: Sequence[str], rule: int) -> bool:
    """Whether the heading above a rule is one of the statement's own sections, with sentences."""
    label = classify(lines[rule - 1].strip(), 0)
    below = lines[rule + 1 : rule + 1 + _SEARCHED_BELOW]
    text = next((line for line in below if line.strip()), "")
    return label is not None and not label.explicit and prose(text) is not Prose.DATA
