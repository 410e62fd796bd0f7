"""What words about a run say that can be compared with what was seen of it: values of variables,
what was printed, how often a line ran.

Only plain sentences are read. What is said of a case ("if n is 0") is no claim about this run.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from shortlist_engine.assist.tracing.trace import RunFacts, Trace

_NUMBER = r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?"
_STRING = r"'[^'\n]{0,80}'|\"[^\"\n]{0,80}\""
_LIST = r"\[[^\[\]\n]{0,120}\]|\([-\d., ]{2,80}\)"
_VALUE = rf"(?P<value>{_NUMBER}|{_STRING}|{_LIST}|True|False|None)"
# Behind a number, words that make it something else than the value.
_ENDED = (
    r"(?![\w.]*\w)(?!`?\s*(?:more|less|times|plus|minus|bigger|greater|smaller|or\b|%|percent|lines?|"
    r"numbers?|values?|spaces?|integers?|elements?|characters?|digits?|[-+*/^<>=\[(]))"
)
_IS = (
    r"(?:is|was|becomes|became|equals|equalled|gets|got|holds|contains|has the value|has value|"
    r"=|:=)"
    r"(?:\s+(?:now|then|set to|equal to|first|finally|the value|initialised to|initialized to))?"
)
_ASSIGNED = re.compile(rf"(?<![\w.`])`?(?P<name>[A-Za-z_]\w*)`?\s+{_IS}\s+`?{_VALUE}{_ENDED}`?")
_PRINTED = re.compile(
    r"\b(?:prints|printed|outputs|writes|the (?:output|answer|result) is|the printed \w+ is)\s+"
    rf"(?:the\s+)?(?:number |value |word |string |text |answer )?`?{_VALUE}{_ENDED}`?"
)
_RAN = re.compile(
    r"\b[Ll]ine (?P<line>\d+)\b[^.\n]{0,60}?\b(?:runs|ran|is run|was run|executes|is executed|"
    r"repeats|is repeated)\s+(?:exactly\s+)?(?P<times>\d+|once|twice)(?:\s+times)?\b"
)
_CASE = re.compile(
    r"\b(?:if|when|whenever|unless|until|while|whether|where|once|suppose|should|would|could|"
    r"instead|otherwise|assume|say|example)\b[^.;:\n]*\Z",
    re.I,
)
_COUNTS = {"once": 1, "twice": 2}
_MOST_SHOWN = 4


@dataclass(frozen=True)
class Claim:
    """Holds what words say, from `start` to `end` of them, whether it `agrees` with the run, and in
    `fact` what was seen."""

    start: int
    end: int
    text: str
    agrees: bool
    fact: str


def claims(words: str, facts: RunFacts) -> tuple[Claim, ...]:
    """Returns what of an explanation can be compared with the run, in order."""
    trace = facts.trace
    found = [*_printed(words, facts)]
    if trace is not None:
        found += [*_assigned(words, trace), *_ran(words, trace)]
    return tuple(sorted(found, key=lambda claim: claim.start))


def _assigned(words: str, trace: Trace) -> Iterator[Claim]:
    for match in _ASSIGNED.finditer(words):
        name = match["name"]
        if name not in trace.values or _of_a_case(words, match):
            continue
        known, value = trace.values[name], _value(match["value"])
        if known is not None and any(_value(each) == value for each in known):
            yield _claim(match, True, f"{name} had this value")
        elif known is not None and trace.complete and not any("..." in each for each in known):
            shown = ", ".join(known[:_MOST_SHOWN])
            more = f" and {len(known) - _MOST_SHOWN} more" if len(known) > _MOST_SHOWN else ""
            had = "never had a value" if not known else f"was {shown}{more}"
            yield _claim(match, False, f"{name} {had} in this run")


def _printed(words: str, facts: RunFacts) -> Iterator[Claim]:
    output = facts.run.output
    lines = {line.strip() for line in output.splitlines()}
    tokens = {*output.split(), *lines, output.strip()}
    for match in _PRINTED.finditer(words):
        if _of_a_case(words, match):
            continue
        value = _value(match["value"])
        text = value if isinstance(value, str) else match["value"]
        same = text.strip() in tokens or any(_value(token) == value for token in tokens)
        shown = output.strip().split("\n")[0][:60] or "nothing"
        fact = "this was printed" if same else f"it printed {shown}"
        yield _claim(match, same, fact)


def _ran(words: str, trace: Trace) -> Iterator[Claim]:
    for match in _RAN.finditer(words):
        if _of_a_case(words, match) or not trace.complete:
            continue
        said = _COUNTS.get(match["times"]) or int(match["times"])
        line = int(match["line"])
        times = trace.times.get(line, 0)
        counted = "once" if times == 1 else f"{times} times"
        yield _claim(match, said == times, f"line {line} ran {counted}")


def _of_a_case(words: str, match: re.Match[str]) -> bool:
    return _CASE.search(words, max(0, match.start() - 80), match.start()) is not None


def _claim(match: re.Match[str], agrees: bool, fact: str) -> Claim:
    return Claim(match.start(), match.end(), match[0].strip(), agrees, fact)


def _value(text: str) -> object:
    """The value that a text writes, so that `1.0` is 1 and quotes make no difference."""
    try:
        value = ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return text.strip()
    return tuple(value) if isinstance(value, list) else value
