"""Bounds that a statement sets: `1 <= n, m <= 10^5`, `x is between 1 and 9`, `at most 100`.

They are kept as expressions, since the bound of one name may hold another (`k <= n`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

_NAME = r"[A-Za-z](?:[A-Za-z0-9]|_(?=[A-Za-z0-9])){0,40}(?:\[\w{1,4}\]){0,2}(?:\.length)?"
_SHORT = (
    r"(?:[A-Za-z]{1,2}(?:_\w{1,8})?(?![A-Za-z0-9_.\[])|[A-Za-z]\w{0,20}(?:\[\w{1,4}\]|\.length))"
)
_NUMBER = r"\d{1,40}(?:\.\d{1,9})?(?:[eE]\d{1,2}\b)?"
_ATOM = (
    rf"(?:{_NUMBER}(?:\s?(?![A-Za-z]{{3}}){_SHORT})?|\|{_NAME}\||(?:min|max)\s?\([^()<>]{{1,40}}\)"
    rf"|\([^()<>]{{1,40}}\)|{_SHORT})"
)
_EXPRESSION = rf"-?\s?{_ATOM}(?:\s?[-+*/^]\s?-?{_ATOM}){{0,6}}"
_ITEM = rf"(?:\|{_NAME}\||{_NAME}|\.\.\.)"
_NAMES = rf"{_ITEM}(?:\s?(?:,|and|, and)\s?{_ITEM}){{0,9}}"
_OPERAND = re.compile(rf"\s*(?:({_NAMES})|({_EXPRESSION}))\s*")
_AT_THE_END = re.compile(rf"(?<![\w.|\[^]){_OPERAND.pattern}\Z")
_AT_THE_START = re.compile(rf"\s*(?:({_EXPRESSION})|({_NAMES}))")
_COMPARISON = re.compile(r"(<=|>=|<|>)")
_SEGMENT_CHARS = 90
_BETWEEN = re.compile(
    rf"({_ITEM})(?:\s(?:is|are|will be|lies?|ranges?))?(?:\s(?:an?|in|integers?|numbers?|positive"
    rf"|all|single|the|values?)){{0,5}}\s(?:between|in the range(?: of)?|from)\s({_EXPRESSION})"
    rf"\s(?:and|to)\s({_EXPRESSION})"
)
_AT_MOST = re.compile(
    rf"({_ITEM})\s(?:(?:is|are|will be)\s)?(?:at most|no more than|not greater than|not more than|"
    rf"not larger than|does not exceed|do not exceed|less than or equal to)\s({_EXPRESSION})"
)
_LENGTH_OF = re.compile(
    r"\b[Ll]ength of (?:the )?(?:string |sequence |array )?([A-Za-z](?:_\w)?)\b"
)
_BULLET = re.compile(r"^\s*[-*•>]\s+", re.MULTILINE)
# Copied statements lose the superscript of 10^5, and 2^31.
_LOST_POWER = re.compile(r"(?<=[=<*>] )(-?)(?:10([4-9]|1[0-8])|2(31|63))(?![\d.])")


@dataclass
class Bounds:
    """Holds the expressions that a name is never below (`lower`) and never above (`upper`)."""

    lower: list[str] = field(default_factory=list)
    upper: list[str] = field(default_factory=list)


def find_bounds(text: str) -> dict[str, Bounds]:
    """Returns the bounds of every name in a `plain_text`. `a_i`, `a[i]` and the rows of a list are
    found under `a`, `x_1` under its full name, a length under `|s|`. Takes linear time."""
    text = _BULLET.sub("", _LENGTH_OF.sub(r"|\1|", text))
    if ".length" in text or "[i]" in text:
        text = _LOST_POWER.sub(lambda f: f"{f[1]}10^{f[2]}" if f[2] else f"{f[1]}2^{f[3]}", text)
    found: dict[str, Bounds] = defaultdict(Bounds)
    for line in re.split(r"\n|(?<=[a-z)])\. ", text):
        if "<" in line or ">" in line:
            for chain in _chains(line):
                _add_chain(found, chain)
        if "between" in line or "range" in line or "from" in line:
            for name, low, high in _BETWEEN.findall(line):
                _add(found, [name], low, high)
        if "exceed" in line or "most" in line or "than" in line:
            for name, high in _AT_MOST.findall(line):
                _add(found, [name], None, high)
    return dict(found)


def base_name(name: str) -> str:
    """Returns the name of the whole of which `name` is a part: `a` for `a_i` and `a[i]`, `|s|` for
    `s.length` and `|s_i|`."""
    name = name.strip("|") + ".length" if name.startswith("|") else name
    length = name.endswith(".length")
    base = re.sub(r"(?:\[\w*\])+", "", name.removesuffix(".length")).split("_")[0]
    # LeetCode writes ai and bi for a_i and b_i.
    return f"|{base}|" if length else base


def exact_name(name: str) -> str:
    """Returns `name` where it has a number of its own (`x_1`), its `base_name` otherwise."""
    return name if re.fullmatch(r"[A-Za-z]+_?\d", name) else base_name(name)


Operand = tuple[list[str], str]
Chain = list["Operand | str"]


def _chains(line: str) -> list[Chain]:
    """Operands with the comparisons between them; an operand is (names, "") or ([], expression)."""
    parts = _COMPARISON.split(line)
    chains: list[Chain] = []
    current: Chain = []
    for index in range(0, len(parts), 2):
        segment = parts[index]
        whole = _OPERAND.fullmatch(segment) if len(segment) <= _SEGMENT_CHARS else None
        first = index == 0
        last = index == len(parts) - 1
        if whole and not first and not last:
            current.append(_operand(whole[1], whole[2]))
        else:
            if not first:
                right = _AT_THE_START.match(segment[:_SEGMENT_CHARS])
                if right:
                    current.append(_operand(right[2], right[1]))
                chains.append(current)
            left = _AT_THE_END.search(segment[-_SEGMENT_CHARS:])
            current = [_operand(left[1], left[2])] if left and not last else []
        if not last:
            current.append(parts[index + 1])
    return chains


def _operand(names: str | None, expression: str | None) -> Operand:
    if names:
        return [name for name in re.split(r",|\band\b", names) if name.strip()], ""
    return [], (expression or "").strip()


def _add_chain(found: dict[str, Bounds], chain: Chain) -> None:
    """Every name is bounded by everything before it and after it in the chain."""
    operands = [part for part in chain if not isinstance(part, str)]
    signs = [part for part in chain if isinstance(part, str)]
    if len(operands) != len(signs) + 1 or len({sign[0] for sign in signs}) != 1:
        return
    if signs[0][0] == ">":
        operands.reverse()
        signs.reverse()
    for index, (names, _) in enumerate(operands):
        for other, (several, expression) in enumerate(operands):
            between = signs[min(index, other) : max(index, other)]
            strict = any("=" not in sign for sign in between)
            texts = [expression] if expression else [name.strip() for name in several]
            for text in texts:
                if other < index:
                    _add(found, names, f"{text} + 1" if strict else text, None)
                elif other > index:
                    _add(found, names, None, f"({text}) - 1" if strict else text)


def _add(found: dict[str, Bounds], names: list[str], lower: str | None, upper: str | None) -> None:
    bases = any("..." in name for name in names)
    for name in names:
        name = name.strip()
        if not name or name == "...":
            continue
        bounds = found[base_name(name) if bases else exact_name(name)]
        if lower is not None and lower != "...":
            bounds.lower.append(lower)
        if upper is not None and upper not in ("...", "(...) - 1"):
            bounds.upper.append(upper)
