"""How a statement is worded: the judge's style, its headings, and the description of the input.

A family writes only what is its own: a story, a goal and the parts of its input. `Wording` decides
the rest once per instance, so each family appears in every judge's style.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

STYLES = ("codeforces", "codeforces", "atcoder", "atcoder", "aizu", "leetcode", "leetcode", "plain")
COUNTS = ("zero", "one", "two", "three", "four", "five", "six")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
NAMES = ("Alice", "Bob", "Polycarp", "Vasya", "Takahashi", "Mia", "Taro", "Anna", "Kenji", "Lena")
WORDS = (("YES", "NO"), ("Yes", "No"), ("Yes", "No"), ("yes", "no"), ("true", "false"))


@dataclass(frozen=True)
class Goal:
    """Says what is asked: a sentence for the end of the story, one for the output section, and a
    clause that follows "Given ...," in the imperative."""

    ask: str
    output: str
    clause: str
    unit: str = ""


@dataclass
class Wording:
    """Holds the choices of one statement. `v` writes a variable, `pick` chooses among texts."""

    rng: random.Random
    style: str
    tex: bool
    upper: bool
    alias: dict[str, str] = field(default_factory=dict)

    def pick(self, *texts: str) -> str:
        return self.rng.choice(texts)

    def name(self, variable: str) -> str:
        name = self.alias.get(variable, variable)
        return name.upper() if self.upper and len(name) == 1 else name

    def v(self, variable: str) -> str:
        """Returns the variable as the statement writes it, such as `$n$`, `N` or `nums`."""
        return self.math(self.name(variable))

    def vs(self, variables: Sequence[str]) -> str:
        return join([self.v(variable) for variable in variables])

    def math(self, text: str) -> str:
        return f"${text}$" if self.tex else text

    def person(self) -> str:
        return self.pick(*NAMES)

    def words(self) -> tuple[str, str]:
        """Returns the words printed for true and false; they are part of the function asked for."""
        if self.style == "leetcode" and self.rng.random() < 0.7:
            return "true", "false"
        return self.rng.choice(WORDS)

    def tests(self, share: float = 0.2) -> bool:
        """Says whether the input holds many test cases."""
        return self.style in ("codeforces", "plain") and self.rng.random() < 2 * share

    def sequence(self, variable: str, size: str) -> str:
        a, n = self.name(variable), self.name(size)
        if self.style == "leetcode":
            return a
        if self.tex:
            dots = self.pick(r"\ldots", r"\dots")
            return f"${a}_1, {a}_2, {dots}, {a}_{n}$"
        return f"{a}_1, {a}_2, ..., {a}_{n}"

    def bounds(self, low: int, text: str, high: int) -> str:
        lower, upper = _number(low), _number(high)
        if self.style == "leetcode":
            return f"{lower} <= {text} <= {upper}"
        if self.tex:
            sign = r"\leq" if self.style == "atcoder" else r"\le"
            return f"${lower} {sign} {text} {sign} {upper}$"
        return f"{lower} ≤ {text} ≤ {upper}"


def wording(rng: random.Random, taken: str | Sequence[str] = (), style: str = "") -> Wording:
    """Draws a style and names. `n` and `a` get other names in some statements (programs keep
    theirs); `taken` are the variables of the family that no alias may collide with, and `n` or `a`
    themselves when they must keep their names (as with `Rows`)."""
    style = style or rng.choice(STYLES)
    tex = {"codeforces": 0.7, "atcoder": 0.6, "aizu": 0.3}.get(style, 0.0) > rng.random()
    upper = style == "atcoder" and rng.random() < 0.7
    alias = {}
    sizes = [name for name in ("n", "n", "n", "n", "m", "k") if name not in taken]
    arrays = [name for name in ("a", "a", "a", "b", "x", "p", "h", "d") if name not in taken]
    if style == "leetcode":
        arrays = [name for name in ("nums", "nums", "arr", "values", "a") if name not in taken]
    if "n" not in taken:
        alias["n"] = rng.choice(sizes) if style != "leetcode" else "n"
    if "a" not in taken:
        alias["a"] = rng.choice(arrays)
    return Wording(rng, style, tex, upper, alias)


def value(w: Wording, noun: str, unit: str = "integer") -> Goal:
    """Asks for `noun`, a phrase such as "the sum of all even elements"."""
    ask = w.pick(
        f"Find {noun}.",
        f"Find {noun}.",
        f"Calculate {noun}.",
        f"Compute {noun}.",
        f"Your task is to find {noun}.",
        f"Print {noun}.",
        f"Determine {noun}.",
    )
    output = w.pick(
        f"Print {noun}.",
        f"Print {noun}.",
        f"Output {noun}.",
        f"Print {noun} in a line.",
        f"Print a single {unit} — {noun}.",
        f"Print one {unit}: {noun}.",
        "Print the answer.",
    )
    verb = "return" if w.style == "leetcode" else w.pick("print", "find", "print")
    return Goal(ask, output, f"{verb} {noun}", f"one {unit}")


def decision(w: Wording, condition: str, yes: str, no: str) -> Goal:
    """Asks whether `condition` holds, a clause such as "all elements are equal"."""
    q = w.pick("", "`", '"') if w.style != "leetcode" else ""
    yes, no = f"{q}{yes}{q}", f"{q}{no}{q}"
    ask = w.pick(
        f"Determine whether {condition}.",
        f"Check whether {condition}.",
        f"Is it true that {condition}?",
        f"Find out if {condition}.",
        f"Your task is to determine if {condition}.",
    )
    output = w.pick(
        f"If {condition}, print {yes}; otherwise, print {no}.",
        f"Print {yes} if {condition}, and {no} otherwise.",
        f"Print {yes} if {condition}, otherwise print {no}.",
        f"Output {yes} if {condition}. Otherwise, output {no}.",
    )
    clause = f"print {yes} if {condition}, and {no} otherwise"
    if w.style == "leetcode":
        output = f"Print {yes} or {no}."
        clause = f"return {yes} if {condition}, and {no} otherwise"
    return Goal(ask, output, clause)


def custom(ask: str, output: str, clause: str = "") -> Goal:
    """Asks for anything else. `ask` and `output` are sentences; without `clause`, `ask` stands
    alone."""
    return Goal(ask, output, clause)


def join(items: Sequence[str], word: str = "and") -> str:
    if len(items) == 1:
        return items[0]
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def _number(value: int) -> str:
    for power in (18, 9):
        if abs(value) == 10**power:
            return f"{'-' if value < 0 else ''}10^{power}" if power == 9 else "10^{18}"
    return str(value)
