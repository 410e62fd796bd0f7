"""Lines that are no text of the statement: fences, and what copy buttons of judges leave."""

from __future__ import annotations

import re
from functools import cache

from shortlist_engine.statement.vocabulary import COPY, alternatives

_FENCE = re.compile(
    r"\s*(?:>\s*)?(?:(?P<mark>`{3,}|~{3,})[\w+#. -]*|<pre(?:\s[^>]*)?>|</pre>)\s*$", re.I
)
# The last letters of buttons, so that few lines are tried.
_COPY_ENDS = frozenset(letter for phrase in COPY for letter in (phrase[-1], phrase[-1].upper()))


def is_fence(line: str) -> bool:
    return bool(_FENCE.match(line)) if line[:12].strip()[:1] in ("`", "~", "<", ">") else False


def is_copy(line: str) -> bool:
    """Says whether it is the text of a judge's copy button, which travels with a selection of the
    page."""
    text = line.strip()
    return 0 < len(text) < 32 and _copy_alone().match(text) is not None


def without_copy(heading: str) -> str:
    """Returns a heading without the text of the copy button behind it."""
    ends = heading[-1:] in _COPY_ENDS or heading[-1:] == "]"
    return _copy_behind().sub("", heading) if ends else heading


# Patterns of all languages take a while to compile: each when it is first needed.


@cache
def _copy_alone() -> re.Pattern[str]:
    words = alternatives(COPY)
    return re.compile(rf"\W*(?:{words})\W*$|(?:\[?(?:{words})\]?\s*){{1,2}}$", re.I)


@cache
def _copy_behind() -> re.Pattern[str]:
    words = alternatives(COPY)
    return re.compile(rf"(?<=[\w:：)）】\]])\s*(?:\[?(?:{words})\]?\s*){{1,2}}$", re.I)
