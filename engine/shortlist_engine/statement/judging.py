"""What a statement says of how outputs are judged: tolerance, letter case, several answers."""

from __future__ import annotations

import re
from functools import lru_cache

from shortlist_engine.statement.vocabulary import all_of, fold, within

_FLOAT = re.compile(
    r"10\s*\^[-−\s{}\d]{1,8}(?:of )?(?:absolute|relative)|"
    r"(?:absolute|relative)\s+(?:or|and)?\s*(?:absolute|relative)?[^.]{0,80}?(?:error|precision)"
    r"|(?:error|precision|differ\w*|accuracy|tolerance)[^.\n]{0,80}?(?:10\s*\^|10\s*\*\*|1e-|10\s*[-−]|0\.0|10⁻|\\epsilon)",
    re.I,
)
_POWER = re.compile(
    r"10\s*(?:\^|\*\*)\s*\{?\s*\(?\s*[-−–]\s*(?P<a>\d{1,2})|1(?:\.0)?\s*[eE]\s*[-−–]\s*(?P<b>\d{1,2})"
    r"|10\s*[-−–]\s*(?P<c>\d{1,2})(?!\d)|(?P<d>0\.0*1)(?!\d)|10⁻(?P<e>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})"
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ANY_CASE = re.compile(
    r"(?:letters?|characters?|strings?|words?|answers?|yes|no|verdicts?|print|output)\W[^.\n]{0,80}"
    r"\bin (?:any|either|an arbitrary|arbitrary) (?:letter |upper[^.]{0,20})?(?:case|register)"
    r"|(?:any|arbitrary) case \(|\b(?:print|output|answer|yes|no)\b[^.\n]{0,80}case[- ]insensitive"
    r"|(?:letter )?case (?:of (?:the )?letters )?(?:does not|doesn't) matter"
    r"|(?:upper|lower)[- ]?case (?:or|and) (?:upper|lower)[- ]?case (?:letters? )?(?:are|is) "
    r"accepted",
    re.I,
)

_KATTIS = re.compile(r"https?://(?:[\w-]+\.)*kattis\.com(?:/|$)", re.I)

_PRINT = r"\b(?:print|output|report|display|write|return)(?:s|ing)?\b"
_FIND = (
    r"\b(?:print|output|report|display|write|return|find|restore|construct|build|should contain)"
    r"(?:s|ing)?\b"
)
_SUCH = (
    r"(?:such|valid|correct|possible|suitable|optimal|acceptable|feasible|appropriate|good|proper"
    r"|right|satisfying)"
)
_ANSWERS = r"(?:answer|solution|output|way|option|variant|unique|\w+s\b)"
_OF_THEM = (
    rf"(?:one\b\s*)?(?:of\s+(?:them|these|those|the\s+(?:possible|correct|optimal|valid))|{_SUCH}\b"
    r"|\s*[.,;:)!]|\s*\Z|(?:answer|solution|output)s?\b)"
)
_GOOD = (
    r"(?:accepted|acceptable|correct|allowed|fine|considered|ok|okay|counted as|right|enough"
    r"|regarded|do|suffices?)\b"
)
_SEVERAL = re.compile(
    # "print any of them", "find any such string", "output an arbitrary one."
    rf"{_FIND}(?:\s+(?:out|an?|the|me))?\s+(?:any|arbitrary)\s*{_OF_THEM}"
    # "construct one such graph", "print such an M."
    rf"|{_FIND}(?:\s+(?:only|just))?\s+one\s+(?:such|possible|valid)\b"
    rf"|{_PRINT}\s+such\s+an?\s+(?!program)\S+\s*[.,]"
    # "any of them will be accepted", "any matrix satisfying the conditions is accepted"
    r"|\bany\s+(?:one\s+)?(?:of\s+(?:them|these|those)|(?:\w+\s+)?(?:answers?|solutions?|outputs?)"
    rf"|{_SUCH}|\w+\s+(?:that\s+)?(?:satisf|meet|fulfil)\w+)\b[^.\n]{{0,60}}"
    rf"\b(?:is|are|be|would|will|may|can|shall)\s+(?:also\s+|be\s+)*{_GOOD}"
    # "if there are several answers, you can choose any of them", "not unique: any"
    r"|\b(?:multiple|several|many|more than (?:one|1)|different|(?:not|n't)(?: necessarily)? unique"
    rf"|non-unique)\b[^.\n]{{0,60}}{_ANSWERS}[^\n]{{0,60}}"
    rf"(?<!\bif )\b(?:any|(?<!is )arbitrary)\s*{_OF_THEM}(?!\s*in)"
    # "print them in any order", but not "print YES if they are equal in any order"
    rf"|{_PRINT}(?:(?!\b(?:if|whether)\b)[^.\n]){{0,100}}"
    r"\bin (?:any|arbitrary|an arbitrary)(?: \w+)? order\b",
    re.I | re.M,
)  # fmt: skip
_INTERACTIVE = re.compile(
    r"this is an? \W*interactive|interactive (?:problem|task)s?\b|^[^\w\n]*interaction[^\w\n]*$"
    r"|interact(?:s|ing)? with (?:the |our |a )?(?:judge|interactor|jury|grader)"
    r"|(?:do not|don't) forget to flush|flush (?:the )?(?:standard )?output|fflush\(stdout\)",
    re.I | re.M,
)
_NOT_INTERACTIVE = re.compile(r"(?:not|isn't|is not) (?:an? )?\W*interactive", re.I)


# Words without which there is no tolerance, and no rule about letter case.
_TOLERANCE_HINTS = ("error", "precision", "differ", "accuracy", "tolerance", "absolute", "relative")
_CASE_HINTS = ("case", "register")
_TOLERANCES = all_of("tolerance")
_ANY_CASES = all_of("any_case")
_SEVERAL_ANSWERS = all_of("several_answers")
_INTERACTIVES = all_of("interactive")
# How far from the words for an error its bound may stand.
_NEAR = 160


# A statement is asked for several things in turn.
_folded = lru_cache(maxsize=1)(fold)


def checker_of(statement: str, url: str = "") -> str:
    """Returns `float EPS`, `case_insensitive` or `tokens`, by what the statement says of the output
    in any language and by the judge's own habit: Kattis ignores case (problem package format,
    default output validator)."""
    folded = _folded(statement)
    if any(word in folded for word in _TOLERANCE_HINTS):
        found = _FLOAT.search(statement)
        power = found and _POWER.search(statement, max(0, found.start() - 2), found.start() + 400)
        if power:
            return _tolerance(power)
    for phrase in within(_TOLERANCES, folded):
        place = folded.index(phrase)
        around = folded[max(0, place - _NEAR) : place + len(phrase) + _NEAR]
        power = _POWER.search(around, min(place, _NEAR)) or _POWER.search(around)
        if power:
            return _tolerance(power)
    if any(word in folded for word in _CASE_HINTS) and _ANY_CASE.search(statement):
        return "case_insensitive"
    if within(_ANY_CASES, folded) or _KATTIS.match(url):
        return "case_insensitive"
    return "tokens"


def _tolerance(power: re.Match[str]) -> str:
    digits = power.group("a") or power.group("b") or power.group("c")
    if power.group("e"):
        digits = power.group("e").translate(_SUPERSCRIPTS)
    if power.group("d"):
        digits = str(len(power.group("d")) - 2)
    return f"float 1e-{int(digits)}"


def accepts_several_answers(statement: str) -> bool:
    """Tells whether the statement says that other outputs than the expected one are right too:
    "print any of them", "in any order", "any valid answer is accepted"."""
    if _SEVERAL.search(statement) is not None:
        return True
    return bool(within(_SEVERAL_ANSWERS, _folded(statement)))


def is_interactive(statement: str) -> bool:
    """Tells whether the program talks with the judge's."""
    if _INTERACTIVE.search(statement):
        return not _NOT_INTERACTIVE.search(statement)
    return bool(within(_INTERACTIVES, _folded(statement)))
