"""The choices that one statement makes: how variables are written, who appears, which of several
ways to say something is taken."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from shortlist_engine.bank.voices.people import FRIENDS, PEOPLE, PLACES

_MATH = re.compile(r"`([^`]+)`")
_CHOICE = re.compile(r"\[([^\[\]`]*\|[^\[\]`]*)\]")
_NAME = re.compile(r"[A-Za-z]+")
_ONE = re.compile(
    r"(?<![\d.,-])\b1 (second|minute|hour|day|week|month|year|litre|gram|kilogram|metre|kilometre"
    r"|coin|point|letter|digit|step|stone|card|place|stop|word|line|seat|copy|character)s\b"
)
_MACROS = {"<=": r"\le", ">=": r"\ge", "!=": r"\ne", "...": r"\ldots", "*": r"\cdot"}
_PLAIN = {"<=": "≤", ">=": "≥", "!=": "≠"}


@dataclass
class Wording:
    """Writes the texts of a task. In them `a_i` in backquotes is mathematics, `[red|blue]` one of
    two words, and `@who`, `@friend`, `@place` are names. `names` replaces variables by others;
    `math` says how mathematics is written: `tex`, `plain` or `code`."""

    rng: random.Random
    math: str = "plain"
    names: Mapping[str, str] = field(default_factory=dict)
    upper: bool = False
    _cast: dict[str, str] = field(default_factory=dict)

    def pick(self, *texts: str) -> str:
        """Returns one of the texts."""
        return self.rng.choice(texts)

    def one_of(self, texts: Sequence[str]) -> str:
        """Returns one of the texts, written."""
        return self.say(self.rng.choice(texts))

    def say(self, text: str) -> str:
        """Returns a text with its choices made, its names filled in, its mathematics written."""
        while found := _CHOICE.search(text):
            chosen = self.rng.choice(found[1].split("|"))
            text = text[: found.start()] + chosen + text[found.end() :]
        text = re.sub(r"@(who|friend|place)\b", lambda found: self._person(found[1]), text)
        text = _ONE.sub(r"1 \1", re.sub(r"  +", " ", text))
        return _MATH.sub(lambda found: self.formula(found[1]), text)

    def formula(self, text: str) -> str:
        """Returns mathematics as this statement writes it."""
        text = _NAME.sub(lambda found: self.variable(found[0]), text)
        if self.math == "tex":
            for plain, macro in _MACROS.items():
                text = text.replace(plain, macro)
            text = re.sub(r"_(\w{2,}|\w+[+-]\w+)", r"_{\1}", text)
            text = re.sub(r"\^(\w{2,})", r"^{\1}", text)
            return f"${text}$"
        if self.math == "plain":
            for plain, sign in _PLAIN.items():
                text = text.replace(plain, sign)
            return text
        text = re.sub(r"(\w)_(\d+)", lambda m: f"{m[1]}[{int(m[2]) - 1}]", text)
        text = re.sub(r"\b([A-Za-z]+)_([nmq])\b", r"\1[\2-1]", text)  # the last one, from 0
        return re.sub(r"\b([A-Za-z]+)_([A-Za-z])\b", r"\1[\2]", text)

    def variable(self, name: str) -> str:
        """Returns the name by which the statement calls a variable."""
        name = self.names.get(name, name)
        return name.upper() if self.upper and len(name) == 1 and name not in "ij" else name

    def v(self, name: str) -> str:
        """Returns a variable, written."""
        return self.formula(name)

    def bounds(self, low: object, name: str, high: object) -> str:
        """Returns `1 <= n <= 100`, written."""
        return self.formula(f"{number(low)} <= {name} <= {number(high)}")

    def _person(self, role: str) -> str:
        if role not in self._cast:
            pool = {"who": PEOPLE, "friend": FRIENDS, "place": PLACES}[role]
            taken = set(self._cast.values())
            self._cast[role] = self.rng.choice([name for name in pool if name not in taken])
        return self._cast[role]


def number(value: object) -> str:
    """Returns a bound: round powers of ten as such, names and expressions as they are."""
    if isinstance(value, int):
        sign, size = ("-" if value < 0 else ""), abs(value)
        for power in range(18, 3, -1):
            base = 10**power
            if size and size % base == 0 and size // base < 10:
                lead = size // base
                if power < 5 and lead != 1:
                    return str(value)
                return f"{sign}{'' if lead == 1 else f'{lead} * '}10^{power}"
    return str(value)


def join(items: Sequence[str], word: str = "and") -> str:
    """Returns `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def sentence(text: str) -> str:
    """Returns the text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def clause(text: str) -> str:
    """Returns the text as it goes on within a sentence; names keep their capitals."""
    first = text.split(" ", 1)[0]
    known = first in PEOPLE or first in FRIENDS or first[1:].lower() != first[1:]
    return text if known else text[:1].lower() + text[1:]
