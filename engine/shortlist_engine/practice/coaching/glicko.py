"""The user's rating by Glicko-2: M. E. Glickman, "Example of the Glicko-2 system", 2012 (with the
iteration of step 5 as published there), http://www.glicko.net/glicko/glicko2.pdf.

A problem is an opponent of a known rating: solving it without help is a win, with help a draw,
giving it up a loss. The deviation grows with the time since the last game in parts of a rating
period, as servers that rate each game by itself do.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

START, START_DEVIATION, START_VOLATILITY = 1000.0, 350.0, 0.06
"""A rating of 1000 is where the bank's problems begin to need an idea; the deviation says that
nothing is known yet, so that a few problems move it far."""
LEAST_DEVIATION = 45.0
PROBLEM_DEVIATION = 60.0
PERIOD_S = 7 * 86_400
TAU = 0.5
WIN, DRAW, LOSS = 1.0, 0.5, 0.0
_SCALE = 173.7178
_CENTRE = 1500.0
_CONVERGED = 1e-6


@dataclass(frozen=True)
class Strength:
    """Holds a rating with its deviation and volatility, on the scale of ratings."""

    rating: float = START
    deviation: float = START_DEVIATION
    volatility: float = START_VOLATILITY


@dataclass(frozen=True)
class Game:
    """Holds a problem's rating, and the user's score against it: `WIN`, `DRAW` or `LOSS`."""

    rating: float
    score: float
    deviation: float = PROBLEM_DEVIATION


def expected_score(user: Strength, rating: float) -> float:
    """Returns the score that is to be expected of a problem of this rating, from 0 to 1."""
    return _expected((user.rating - _CENTRE) / _SCALE, (rating - _CENTRE) / _SCALE,
                     PROBLEM_DEVIATION / _SCALE)  # fmt: skip


def rested(user: Strength, seconds: float) -> Strength:
    """Returns the strength after so long without a game: less is known of it."""
    periods = max(0.0, seconds) / PERIOD_S
    phi = user.deviation / _SCALE
    grown = math.sqrt(phi * phi + user.volatility**2 * periods) * _SCALE
    return Strength(user.rating, min(START_DEVIATION, grown), user.volatility)


def rated(user: Strength, games: Sequence[Game], periods: float = 1.0) -> Strength:
    """Returns the strength after some games that are taken together, so long after the last ones.
    With `periods` of 1 it is Glickman's rating period."""
    if not games:
        return rested(user, periods * PERIOD_S)
    mu, phi = (user.rating - _CENTRE) / _SCALE, user.deviation / _SCALE
    information = total = 0.0
    for game in games:
        theirs, spread = (game.rating - _CENTRE) / _SCALE, game.deviation / _SCALE
        weight, expected = _weight(spread), _expected(mu, theirs, spread)
        information += weight * weight * expected * (1.0 - expected)
        total += weight * (game.score - expected)
    variance = 1.0 / information
    volatility = _volatility(user.volatility, phi, variance, variance * total)
    before = math.sqrt(phi * phi + volatility * volatility * periods)
    after = 1.0 / math.sqrt(1.0 / before**2 + 1.0 / variance)
    rating = (mu + after * after * total) * _SCALE + _CENTRE
    return Strength(rating, min(START_DEVIATION, max(LEAST_DEVIATION, after * _SCALE)), volatility)


def _weight(phi: float) -> float:
    return 1.0 / math.sqrt(1.0 + 3.0 * phi * phi / math.pi**2)


def _expected(mu: float, theirs: float, spread: float) -> float:
    return 1.0 / (1.0 + math.exp(-_weight(spread) * (mu - theirs)))


def _volatility(sigma: float, phi: float, variance: float, delta: float) -> float:
    """Step 5: the new volatility, by the Illinois variant of regula falsi."""
    start = math.log(sigma * sigma)

    def f(x: float) -> float:
        grown = math.exp(x)
        below = phi * phi + variance + grown
        return grown * (delta * delta - below) / (2.0 * below * below) - (x - start) / TAU**2

    a = start
    if delta * delta > phi * phi + variance:
        b = math.log(delta * delta - phi * phi - variance)
    else:
        steps = 1
        while f(start - steps * TAU) < 0:
            steps += 1
        b = start - steps * TAU
    at_a, at_b = f(a), f(b)
    while abs(b - a) > _CONVERGED:
        c = a + (a - b) * at_a / (at_b - at_a)
        at_c = f(c)
        if at_c * at_b <= 0:
            a, at_a = b, at_b
        else:
            at_a /= 2.0
        b, at_b = c, at_c
    return math.exp(a / 2.0)
