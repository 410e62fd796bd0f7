"""Values of single fields and of lists, within their domain and in a style."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from shortlist_engine.inputs.grammar.domains import Domain, Names
from shortlist_engine.inputs.grammar.expressions import Lookup, evaluate
from shortlist_engine.inputs.grammar.shape import Values, value_of
from shortlist_engine.inputs.grammar.style import MOST, Style
from shortlist_engine.inputs.values import mutate_text

LONGEST_WORD = 200
SLOW_FROM, SLOW_TO = 300, 10**7


class Infeasible(Exception):
    """No value here agrees with what was drawn before."""


@dataclass
class Drawing:
    """Draws values for one input."""

    rng: random.Random
    style: Style
    names: Names
    longest_word: int = LONGEST_WORD

    def count(self, domain: Domain, scope: Values, most: int) -> int:
        """Draws a number of things, never more than `most`, unless the statement has no fewer."""
        low, high = self.limits(domain, scope, 0)
        low = max(low, 0)
        high = min(high, max(low + MOST[self.style.size], low), max(most, low))
        if high < low:
            raise Infeasible
        return high if self.full else self.rng.randint(low, high)

    @property
    def full(self) -> bool:
        """Says whether everything is to be as large as the statement allows."""
        return self.style.size == "full"

    def limits(self, domain: Domain, scope: Values, place: int) -> tuple[int, int]:
        """Returns the least and the greatest value; where the statement says nothing, what the
        examples make likely."""
        lookup = self.names.lookup(scope, place)
        lower = _known(domain.lower, lookup)
        upper = _known(domain.upper, lookup)
        low = max(lower) if lower else min(domain.low, _guessed_least(domain))
        high = min(upper) if upper else max(2 * domain.high, 1) if domain.high > 0 else domain.high
        if high < low:
            raise Infeasible
        return low, high

    def integer(self, domain: Domain, scope: Values, place: int = 0) -> int:
        low, high = self.limits(domain, scope, place)
        # A bound such as 2000 is one of the work to do: right programs may be slow at it.
        if not self.full and low < SLOW_FROM < high <= SLOW_TO and self.rng.random() < 0.7:
            high = max(SLOW_FROM, domain.high)
        return self._within(low, high, domain)

    def _within(self, low: int, high: int, domain: Domain) -> int:
        rng = self.rng
        spread = self.style.spread
        if rng.random() < 0.1:
            spread = rng.choice(("small", "wide", "edge", "seen"))
        if spread == "edge":
            corners = (low, high, low + 1, high - 1, 0, 1, -1, (low + high) // 2)
            return rng.choice([value for value in corners if low <= value <= high])
        if spread == "seen":
            first, last = max(low, domain.low), min(high, domain.high)
            return rng.randint(first, last) if first <= last else rng.randint(low, high)
        if spread == "top":
            return rng.randint(max(low, high - rng.choice((0, 1, 3, 9))), high)
        if spread == "bottom":
            return rng.randint(low, min(high, low + rng.choice((0, 0, 1, 2))))
        if spread == "wide":
            return rng.randint(low, high)
        if spread == "magnitude":
            bits = max(high - low, 1).bit_length()
            return min(high, low + rng.getrandbits(rng.randint(1, bits)))
        reach = 2 if spread == "few" else rng.choice((4, 9, 12))
        if low < 0 < high:
            return rng.randint(max(low, -reach), min(high, reach))
        return rng.randint(low, min(high, low + reach))

    def decimal(self, domain: Domain, scope: Values) -> str:
        low, high = self.limits(domain, scope, 0)
        scale = 10**domain.places
        value = self._within(low * scale, high * scale, domain)
        text = f"{abs(value):0{domain.places + 1}d}"
        whole, part = text[: len(text) - domain.places], text[len(text) - domain.places :]
        return ("-" if value < 0 else "") + whole + (f".{part}" if part else "")

    def word(self, domain: Domain, scope: Values) -> str:
        rng = self.rng
        if domain.choices:
            return rng.choice(domain.seen)
        if domain.masked:
            return self._masked(domain)
        length = value_of(domain.length, scope) if domain.length else self._length(domain, scope)
        if length is None or length > 20 * self.longest_word:
            raise Infeasible
        return self._text(domain, length)

    def _masked(self, domain: Domain) -> str:
        """An example's word with some digits changed, none above the greatest in its place."""
        like = self.rng.choice(domain.seen)
        alike = [word for word in domain.seen if len(word) == len(like)]
        characters = list(like)
        for place, character in enumerate(like):
            if character.isdecimal() and self.rng.random() < 0.5:
                digits = [word[place] for word in alike if word[place].isdecimal()]
                characters[place] = str(self.rng.randint(0, int(max(digits))))
        return "".join(characters)

    def _length(self, domain: Domain, scope: Values) -> int:
        if domain.shortest == domain.longest:
            return domain.shortest
        upper = _known(domain.length_upper, self.names.lookup(scope, 0))
        high = min([*upper, self.longest_word]) if upper else 2 * domain.longest
        if self.full:
            return high
        low = min(domain.shortest, high)
        return self.rng.randint(low, max(low, min(high, low + MOST[self.style.size])))

    def _text(self, domain: Domain, length: int) -> str:
        rng = self.rng
        seen = [word for word in domain.seen if len(word) == length] or domain.seen
        used = sorted(set("".join(domain.seen)))
        letters = used if rng.random() < 0.6 else list(domain.alphabet)
        if len(letters) > 3 and rng.random() < 0.6:
            letters = rng.sample(letters, rng.choice((2, 2, 3)))
        letters = [letter for letter in letters if letter not in domain.once] or letters
        form = rng.choice(("any", "any", "any", "seen", "one", "mirrored", "sorted", "periodic"))
        if form == "one" or self.style.order == "equal":
            return rng.choice(letters) * length
        if form == "seen" and seen and not domain.once:
            word = mutate_text(rng.choice(seen), rng, "".join(letters))
            letters_left = (rng.choice(letters) for _ in range(length - len(word)))
            return (word + "".join(letters_left))[:length]
        text = "".join(rng.choice(letters) for _ in range(length))
        if form == "mirrored":
            half = text[: (length + 1) // 2]
            return half + half[: length // 2][::-1]
        if form == "sorted":
            return "".join(sorted(text))
        if form == "periodic" and length > 2:
            part = text[: rng.randint(1, min(3, length))]
            return (part * length)[:length]
        return text

    def token(self, domain: Domain, scope: Values, place: int = 0) -> str:
        if domain.kind == "integer":
            return str(self.integer(domain, scope, place))
        if domain.kind == "decimal":
            return self.decimal(domain, scope)
        return self.word(domain, scope)

    def tokens(self, domain: Domain, scope: Values, count: int) -> list[str]:
        """Draws a list of `count` tokens, arranged in the style."""
        rng = self.rng
        if domain.permutation_from is not None:
            first = domain.permutation_from
            return [str(number) for number in self._permutation(first, count)]
        if domain.kind != "integer":
            if domain.kind == "word" and self.style.order == "equal" and count:
                return [self.word(domain, scope)] * count
            return [self.token(domain, scope) for _ in range(count)]
        if domain.distinct:
            numbers = self._distinct(domain, scope, count)
        else:
            numbers = self._list(lambda place: self.integer(domain, scope, place), count)
        if domain.ascending:
            numbers.sort(reverse=domain.ascending < 0)
        elif self.style.order in ("ascending", "descending") and rng.random() < 0.9:
            ordered = sorted(numbers, reverse=self.style.order == "descending")
            numbers = ordered if self._allowed(ordered, domain, scope) else numbers
        return [str(number) for number in numbers]

    def grid(self, domain: Domain, scope: Values, count: int) -> list[str]:
        """Draws words below each other; letters that come once are put into random places."""
        rng = self.rng
        rows = self.tokens(domain, scope, count)
        cells = [(i, j) for i, row in enumerate(rows) for j in range(len(row))]
        if len(cells) < len(domain.once):
            raise Infeasible
        for letter, (i, j) in zip(domain.once, rng.sample(cells, len(domain.once)), strict=True):
            rows[i] = rows[i][:j] + letter + rows[i][j + 1 :]
        return rows

    def _list(self, draw: Callable[[int], int], count: int) -> list[int]:
        numbers = [draw(place) for place in range(count)]
        if self.style.order == "equal":
            return numbers[:1] * count
        if self.style.order == "two" and numbers:
            least, greatest = min(numbers), max(numbers)
            return [greatest if number == greatest else least for number in numbers]
        return numbers

    def _allowed(self, numbers: list[int], domain: Domain, scope: Values) -> bool:
        for place, number in enumerate(numbers):
            low, high = self.limits(domain, scope, place)
            if not low <= number <= high:
                return False
        return True

    def _permutation(self, first: int, count: int) -> list[int]:
        numbers = list(range(first, first + count))
        order = self.style.order
        if order == "descending":
            numbers.reverse()
        elif order == "two" and count > 1:
            i, j = self.rng.sample(range(count), 2)
            numbers[i], numbers[j] = numbers[j], numbers[i]
        elif order not in ("ascending", "equal"):
            self.rng.shuffle(numbers)
        return numbers

    def _distinct(self, domain: Domain, scope: Values, count: int) -> list[int]:
        low, high = self.limits(domain, scope, 0)
        if high - low + 1 < count:
            raise Infeasible
        numbers: dict[int, None] = {}
        for _ in range(4 * count):
            numbers.setdefault(self._within(low, high, domain))
        found = list(numbers)[:count]
        if len(found) < count:
            reach = min(high, low + 3 * count)
            rest = [value for value in range(low, reach + 1) if value not in numbers]
            found += self.rng.sample(rest, min(count - len(found), len(rest)))
        if len(found) < count:
            raise Infeasible
        self.rng.shuffle(found)
        return found


def _known(expressions: list[str], lookup: Lookup) -> list[int]:
    values = (evaluate(expression, lookup) for expression in expressions)
    return [value for value in values if value is not None]


def _guessed_least(domain: Domain) -> int:
    if domain.low < 0:
        return -max(abs(domain.low), abs(domain.high))
    return min(domain.low, 1)
