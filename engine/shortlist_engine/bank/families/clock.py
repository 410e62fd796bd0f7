"""Families about time and other mixed units."""

# Sentences and program bodies stay on one line, whatever their length.
# ruff: noqa: E501

from __future__ import annotations

import random

from shortlist_engine.bank.families._draft import draft
from shortlist_engine.bank.families._draws import (
    hero,
)
from shortlist_engine.bank.families._parts import (
    ints,
)
from shortlist_engine.bank.families._statement import Value
from shortlist_engine.bank.family import Instance, family


@family
def clock_time(rng: random.Random) -> Instance:
    who = hero(rng)
    mode = rng.choice(("later", "earlier", "left", "since", "hand", "split", "lesson"))
    k = rng.choice((5, 10, 15, 20, 25, 30, 40, 45, 50, 55, 70, 80, 90, 100, 110, 135))
    day = 1440
    moment = ints("h", "m", lo=0, hi=59, given="a time, as the hours `h` and the minutes `m`")
    parts = [moment]
    kind = "line"
    if mode in ("later", "earlier"):
        word, sign = ("after", "+") if mode == "later" else ("before", "-")
        noun = f"the hours and the minutes of the moment {k} minutes {word} the given time"
        py = [f"x = (h * 60 + m {sign} {k}) % 1440\nprint(x // 60, x % 60)"]
        cpp = [
            f'int x = (h * 60 + m {"+ " + str(k) if sign == "+" else "+ " + str(day - k)}) % 1440;\ncout << x / 60 << " " << x % 60 << endl;'
        ]
        key = f"{mode},{k}"
    elif mode == "left":
        noun, kind = "the number of minutes from the given time to the next midnight", "integer"
        py = ["print(1440 - h * 60 - m)", "print((23 - h) * 60 + 60 - m)"]
        cpp = ["cout << 1440 - h * 60 - m << endl;"]
        key = mode
    elif mode == "since":
        start = rng.randint(1, 12)
        noun, kind = f"the number of minutes between {start}:00 and the given time", "integer"
        py = [f"print(abs(h * 60 + m - {start * 60}))"]
        cpp = [f"cout << abs(h * 60 + m - {start * 60}) << endl;"]
        key = f"since,{start}"
    elif mode == "hand":
        unit, name = rng.choice(((30, "hour"), (6, "minute")))
        noun, kind = (
            f"the angle, in degrees, by which the {name} hand has turned since 0:00",
            "integer",
        )
        parts = [
            ints(
                "h" if unit == 30 else "m",
                lo=0,
                hi=11 if unit == 30 else 59,
                given=f"the number of full {name}s `{'h' if unit == 30 else 'm'}` since 0:00",
            )
        ]
        v = "h" if unit == 30 else "m"
        py, cpp = [f"print({v} * {unit})"], [f"cout << {v} * {unit} << endl;"]
        key = f"hand,{unit}"
    elif mode == "split":
        small, large = rng.choice(
            (
                (60, "hours and minutes"),
                (7, "weeks and days"),
                (24, "days and hours"),
                (12, "years and months"),
                (100, "euros and cents"),
                (12, "dozens and single pieces"),
                (10, "centimetres and millimetres"),
            )
        )
        a, b = large.split(" and ")
        noun = f"the number of full {a} in `n` {b} and the number of {b} that remain"
        parts = [ints("n", lo=0, hi=10000, given=f"a number `n` of {b}")]
        py = [f"print(n // {small}, n % {small})"]
        cpp = [f'cout << n / {small} << " " << n % {small} << endl;']
        key = f"split,{large}"
        k = small
    else:
        pause = rng.choice((5, 10, 15))
        length = rng.choice((40, 45, 50, 60, 90))
        first = rng.choice((8, 9, 7, 10))
        noun = "the hours and the minutes of the moment when the `n`-th lesson ends"
        parts = [ints("n", lo=1, hi=8)]
        py = [f"x = {first * 60} + n * {length} + (n - 1) * {pause}\nprint(x // 60, x % 60)"]
        cpp = [
            f'int x = {first * 60} + n * {length} + (n - 1) * {pause};\ncout << x / 60 << " " << x % 60 << endl;'
        ]
        key = f"lesson,{first},{length},{pause}"
    define = {
        "lesson": "",
        "later": "A day has 24 hours; after 23:59 comes 0:00.",
        "earlier": "A day has 24 hours; before 0:00 comes 23:59.",
    }.get(mode, "")
    if mode == "lesson":
        define = f"The first lesson starts at {first}:00. Every lesson takes {length} minutes, and there is a break of {pause} minutes between two lessons."
    if parts == [moment]:
        define = (define + " It holds that 0 ≤ `h` ≤ 23.").strip()

    def draw(rng: random.Random) -> tuple[int, ...]:
        if parts == [moment]:
            return rng.randint(0, 23), rng.randint(0, 59)
        if mode == "hand":
            return (rng.randint(0, 11 if "30" in key else 59),)
        return (rng.randint(1, 8),) if mode == "lesson" else (rng.randint(0, 6 * k),)

    def solve(*v: int) -> object:
        minutes = 60 * v[0] + v[-1]
        if mode in ("later", "earlier"):
            moved = (minutes + (k if mode == "later" else -k)) % day
            return " ".join(map(str, divmod(moved, 60)))
        if mode == "left":
            return day - minutes
        if mode == "since":
            return max(minutes - 60 * start, 60 * start - minutes)
        if mode == "hand":
            return v[0] * unit
        if mode == "split":
            return " ".join(map(str, divmod(v[0], k)))
        end = 60 * first - pause
        for _ in range(v[0]):
            end += pause + length
        return "{} {}".format(*divmod(end, 60))

    return draft(
        rng,
        family="clock_time",
        key=key,
        titles=("Clock", "Time", "What Time Is It", "Hours and Minutes"),
        parts=parts,
        ask=Value(noun, kind=kind),
        define=define,
        stories=(
            f"{who} bought a new watch.",
            f"{who} does not want to be late.",
            f"{who} likes to calculate with time and other units.",
        )
        if mode in ("later", "earlier", "left", "since", "lesson")
        else (),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=800,
        tags=("math", "implementation"),
        multi=rng.random() < 0.15,
    )
