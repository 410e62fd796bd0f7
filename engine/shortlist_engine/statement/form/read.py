"""The form of an input from the section of the statement that describes it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shortlist_engine.statement.form.form import InputForm
from shortlist_engine.statement.form.formats import from_format
from shortlist_engine.statement.form.sentences import from_sentences
from shortlist_engine.statement.labels import Label, input_section

_MOST_LINES = 60
_MOST_CHARACTERS = 4_000
# Several inputs in one, or lines that are there only sometimes.
_SEVERAL = re.compile(
    r"\bcases?\b|\btest ?cases?\b|\btests\b|data ?sets?\b|\bquer(?:y|ies)\b|\boperations?\b"
    r"|\bcommands?\b|\bblocks?\b|\bgroups?\b|\bscenarios?\b|\bend of (?:the )?(?:file|input)\b"
    r"|\bterminat|\bempty\b|\bblank\b|\boptional|\bhack|\binteract|\bif\b|\botherwise\b"
    r"|\bor more\b|\bscoring\b|\bsubtask|クエリ|ケース|データセット|쿼리|테스트 케이스",
    re.I,
)
_TEX = re.compile(r"\\(?:mathrm|mathit|text|rm|texttt|operatorname)\b|\\[,; !]|[${}`]")
_DOTS = re.compile(r"\\(?:ldots|dots|cdots|hdots)|…|⋯|\. ?\. ?\.")


def _plain(line: str) -> str:
    text = re.sub(r"\\vdots|⋮|︙", ":", line.replace("\u00a0", " "))
    text = _DOTS.sub("...", re.sub(r"\\(?:leq?|leqslant)(?![a-z])", "≤", text))
    return " ".join(_TEX.sub("", text).strip("> \t").split())


def read_input_form(lines: Sequence[str], labels: Sequence[Label]) -> InputForm | None:
    """Returns the form that the statement gives the input, None when it is not plain."""
    section = input_section(lines, labels)
    if not any(label.kind == "output" and not label.explicit for label in labels):
        return None  # a talk with the judge
    if not section or len(section) > _MOST_LINES or sum(map(len, section)) > _MOST_CHARACTERS:
        return None
    if _SEVERAL.search("\n".join(section)):
        return None
    plain = [_plain(line) for line in section]
    found = from_format(plain) or from_sentences(plain)
    if found is None or not found.counts:
        return None
    named = {name for names in found.names.values() for name in names}
    return found if all(not each.name or each.name in named for each in found.counts) else None
