"""Clocks and calendars: times of day, time tables, dates, weekdays, leap years."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Ask, Decide, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Word

DIGITS = "0123456789:"
TIME = "digits and a colon, in the form hh:mm"


@family(800, "implementation", "math")
def later_time(p: Parameters) -> Task:
    hours = p.choice("hours", 24, 12, 10, 20)
    minutes = p.choice("minutes", 60, 100, 50)
    back = p.choice("back", False, True)
    last, most = hours - 1, minutes - 1

    def solve(s: str, k: int) -> str:
        h, m = map(int, s.split(":"))
        total = h * minutes + m
        total = (total - k if back else total + k) % (hours * minutes)
        h, m = divmod(total, minutes)
        return f"{h:02}:{m:02}"

    def step_by_hours(s: str, k: int) -> str:
        h = int(s[:2])
        m = int(s[3:]) - k if back else int(s[3:]) + k
        while m < 0:
            m += minutes
            h -= 1
        h += m // minutes
        m %= minutes
        h %= hours
        return f"{h:02}:{m:02}"

    def no_padding(s: str, k: int) -> str:
        h, m = map(int, s.split(":"))
        total = h * minutes + m
        total = (total - k if back else total + k) % (hours * minutes)
        return str(total // minutes) + ":" + str(total % minutes)

    def no_new_day(s: str, k: int) -> str:
        h, m = map(int, s.split(":"))
        total = abs(h * minutes + m - k) if back else h * minutes + m + k
        h, m = divmod(total, minutes)
        return f"{h:02}:{m:02}"

    def make(maker: Maker) -> tuple[str, int]:
        h, m = maker.rng.randint(0, last), maker.rng.randint(0, most)
        high = {"tiny": 2 * minutes, "small": hours * minutes}.get(maker.scale, 10**5)
        return f"{h:02}:{m:02}", maker.rng.randint(0, high)

    day = (
        f"A day has {hours} hours, from 00 to {last:02}, and an hour has {minutes} minutes, "
        f"from 00 to {most:02}"
    )
    when = "before" if back else "after"
    return Task(
        titles=("What Time Was It?" if back else "What Time Will It Be?", "Minutes Go By"),
        given=[Word("s", 5, 5, alphabet=DIGITS, letters=TIME), Int("k", 0, 10**5, what="minutes")],
        ask=Value(f"the time `k` minutes {when} `s`, in the form hh:mm", python_type="str"),
        formal=f"{day}; after the last minute of a day comes 00:00. A time of day is written "
               "hh:mm, hours and "
        "minutes with two digits each. A time `s` and a number of minutes `k` are given.",
        stories=[
            Story(
                f"The clock on the tower of @place is known far and wide. {day}, for this is "
                "how the people "
                "there divide their time, and after the last minute everything starts again at "
                "00:00. The "
                "clock shows the time `s`, always with two digits for the hours and two for "
                "the minutes. "
                + ("A train that arrives just now left `k` minutes ago." if back else
                   "A train that leaves just now arrives in `k` minutes."),
                "What did the clock show when it left?" if back else "What will the clock show "
                                                                     "then?",
            ),
            Story(
                f"On board of a space ship time is measured differently. {day}; the next day "
                "begins with 00:00 "
                "again. Times are written as hh:mm. In the log of the ship an event is noted at "
                "the time `s`, "
                f"but the captain knows that another one happened exactly `k` minutes {when} "
                "it, perhaps on "
                "another day."
            ),
        ],
        solve=solve, others=[step_by_hours], wrong=[no_padding, no_new_day],
        cpp=["""
            string solve(string s, int k) {
                int day = $hours * $minutes;
                int total = stoi(s.substr(0, 2)) * $minutes + stoi(s.substr(3));
                total = ((total $sign k) % day + day) % day;
                char text[20];
                snprintf(text, sizeof text, "%02d:%02d", total / $minutes, total % $minutes);
                return text;
            }
        """],
        params={"sign": "-" if back else "+"},
        make=make,
        hints=(
            "Turn the time into one number: the minutes since 00:00.",
            f"A day has {hours * minutes} minutes; use the remainder.",
            "Turn the result back into hours and minutes, and write both with two digits.",
        ),
        explanation="With minutes since midnight, moving the time is an addition modulo the "
                    "length of a day.",
        call="move_time",
    )  # fmt: skip


@family(900, "implementation")
def next_departure(p: Parameters) -> Task:
    what = p.choice("what", "wait", "which", "missed", "total")
    need = p.int("need", 0, 5)
    walk = f" From the door to the platform it takes {need} minutes." if need else ""
    early = f"at least {need} minutes after" if need else "at or after"
    noun = {
        "wait": "the number of minutes from the time `x` to the departure of the first train "
        "that can be "
        "caught, or -1 if there is none",
        "which": "the number of the first train that can be caught, counted from 1, or 0 if "
        "there is none",
        "missed": "the number of trains that can not be caught",
        "total": "the largest number of minutes that can pass between two successive departures "
        "after the "
        "time `x` that can both be caught, or 0 if there are fewer than two of them",
    }[what]

    def solve(n: int, a: list[int], x: int) -> int:
        for i in range(n):
            if a[i] >= x + need:
                if what == "wait":
                    return a[i] - x
                if what == "missed":
                    return i
                if what == "which":
                    return i + 1
                return max([a[j + 1] - a[j] for j in range(i, n - 1)], default=0)
        return -1 if what == "wait" else n if what == "missed" else 0

    def with_list(n: int, a: list[int], x: int) -> int:
        good = [y for y in a if y - need >= x]
        missed = n - len(good)
        if what == "missed":
            return missed
        if what == "total":
            best = 0
            for i in range(1, len(good)):
                best = max(best, good[i] - good[i - 1])
            return best
        if not good:
            return -1 if what == "wait" else 0
        return good[0] - x if what == "wait" else missed + 1

    def strictly(n: int, a: list[int], x: int) -> int:
        good = [y for y in a if y > x + need]
        missed = n - len(good)
        if what == "missed":
            return missed
        if what == "total":
            return max((a[i + 1] - a[i] for i in range(n - 1)), default=0)
        if not good:
            return -1 if what == "wait" else 0
        return good[0] - x if what == "wait" else missed + 1

    def make(maker: Maker) -> tuple[int, list[int], int]:
        n = maker.count(1, 1000)
        a = sorted(maker.rng.sample(range(0, 1440 if n > 12 else 60), n))
        x = maker.rng.choice(a) if maker.chance(0.7) else a[-1] + 1
        if maker.chance(0.6):
            x = max(0, x - need - maker.rng.choice([0, 0, 1]))
        return n, a, min(x, 1439)

    return Task(
        titles=("Next Departure", "Time Table", "Running for the Train"),
        given=[
            Count("n", 1, 1000, what="the number of trains"),
            Ints("a", "n", 0, 1439, "increasing", what="the minutes of departure"),
            Int("x", 0, 1439, what="the present minute"),
        ],
        ask=Value(noun),
        formal="Times are given in minutes since midnight. On one day `n` trains leave at the "
               "times `a_1 < a_2 < "
        f"... < a_n`. A train can be caught if it leaves {early} the time `x`.",
        stories=[
            Story(
                "@who always runs out of the house without looking at the time table. It hangs "
                "in the station "
                "and lists the `n` trains of the day by the minutes since midnight at which "
                "they leave, "
                f"`a_1 < a_2 < ... < a_n`. Now it is minute `x`.{walk} So a train can be caught "
                f"if it leaves {early} the time `x`, and only the trains of today count."
            ),
            Story(
                "The cable car up to the observatory of @place runs `n` times a day, at the "
                "minutes `a_1, a_2, "
                "..., a_n` after midnight, in increasing order; we call each of these rides a "
                "train. An "
                f"astronomer closes her book at minute `x`.{walk} She can catch what leaves "
                f"{early} this minute, and nothing runs after the last train."
            ),
        ],
        solve=solve, others=[with_list], wrong=[strictly],
        cpp=["""
            int solve(int n, vector<int> a, int x) {
                int i = lower_bound(a.begin(), a.end(), x + $need) - a.begin();
                int longest = 0;
                for (int j = i; j + 1 < n; j++) longest = max(longest, a[j + 1] - a[j]);
                return $result;
            }
        """],
        params={"result": {"wait": "i < n ? a[i] - x : -1", "which": "i < n ? i + 1 : 0",
                           "missed": "i",
                           "total": "longest"}[what]},
        make=make,
        hints=(
            "The departures are sorted. Which is the first one that is not too early?",
            f"A train can be caught if its time is at least `x + {need}`.",
            "Go through the list from the left and stop at the first such train.",
        ),
        explanation="Since the times are sorted, everything from the first train that can be "
                    "caught on can be "
        "caught as well.",
        call="next_train",
    )  # fmt: skip


@family(900, "math", "implementation")
def invented_leap_years(p: Parameters) -> Task:
    a = p.int("a", 3, 7)
    b = a * p.int("b", 5, 20)
    c = b * p.choice("c", 2, 3, 4)
    what = p.choice("what", "leap", "count", "days", "next")
    days = p.choice("days", 360, 365) if what == "days" else 365
    ask: Ask = {
        "leap": Decide("the year `x` is a leap year"),
        "count": Value("the number of leap years from year 1 to year `x`, both included"),
        "days": Value("the number of days from the beginning of year 1 to the end of year `x`"),
        "next": Value("the first leap year after the year `x`"),
    }[what]
    big = what in ("count", "days")

    def solve(x: int) -> bool | int:
        if what == "leap":
            return x % c == 0 or (x % a == 0 and x % b != 0)
        if what == "next":
            x += 1
            while not (x % c == 0 or (x % a == 0 and x % b != 0)):
                x += 1
            return x
        leap = x // a - x // b + x // c
        return leap if what == "count" else x * days + leap

    def by_cases(x: int) -> bool | int:
        if what == "leap":
            if x % a != 0:
                return False
            if x % c == 0:
                return True
            return x % b != 0
        if what == "next":
            y = (x // a + 1) * a
            if y % b == 0 and y % c != 0:
                y += a
            return y
        full, rest = divmod(x, c)
        leap = full * (c // a - c // b + 1) + rest // a - rest // b
        return leap if what == "count" else leap + days * x

    def forgets_exception(x: int) -> bool | int:
        if what == "leap":
            return x % a == 0
        if what == "next":
            return (x // a + 1) * a
        return x // a if what == "count" else x * days + x // a

    def forgets_second(x: int) -> bool | int:
        if what == "leap":
            return x % a == 0 and x % b != 0
        if what == "next":
            return x + a - x % a if (x + a - x % a) % b else x + 2 * a - x % a
        return x // a - x // b if what == "count" else x * days + x // a - x // b

    def make(maker: Maker) -> tuple[int]:
        high = 10**9 if big else 10**6
        x = maker.rng.choice([c, b, a, c, b]) * maker.rng.randint(
            1, 4 if maker.scale == "tiny" else 40
        )
        x -= maker.rng.choice([0, 0, 1]) if what != "next" else maker.rng.choice([0, 1, 1, a - 1])
        if maker.chance(0.2):
            x = maker.number(1, high)
        if maker.scale == "large":
            x = maker.rng.randint(high // 2, high)
        return (max(1, x),)

    length = f" A usual year has {days} days, a leap year has {days + 1}." if what == "days" else ""
    return Task(
        titles=("Invented Leap Years", "Another Calendar", "The Extra Day"),
        given=[Int("x", 1, 10**9 if big else 10**6, what="a year")],
        ask=ask,
        formal=f"In a calendar, a year is a leap year if its number is divisible by {a}, but "
               "not if it is "
        f"divisible by {b}, unless it is also divisible by {c}; then it is a leap year after "
        f"all.{length}",
        stories=[
            Story(
                "On the planet Kerma a year does not consist of a whole number of days, and so "
                "there are leap "
                f"years with an extra day. Every year whose number is divisible by {a} is one, "
                "except for those "
                f"divisible by {b}; but of these exceptions the years divisible by {c} are leap "
                "years again."
                f"{length} Years are counted from 1. In the observatory, @who thinks about the "
                "year `x`."
            ),
            Story(
                "The council of @place gives the citizens a holiday that is not in any other "
                "calendar, but only "
                "in leap years. What these are was laid down long ago: the number of the year "
                "must be "
                f"divisible by {a}. Years divisible by {b} are excluded, apart from years "
                "divisible by "
                f"{c}, which are leap years nevertheless.{length} The question concerns the "
                "year `x`, where "
                "the first year of all is year 1."
            ),
        ],
        solve=solve, others=[by_cases], wrong=[forgets_exception, forgets_second],
        cpp=["""
            $type solve(int x) {
                $body
            }
        """],
        params={
            "type": {"leap": "bool", "days": "long long"}.get(what, "int"),
            "body": {
                "leap": f"return x % {c} == 0 || (x % {a} == 0 && x % {b} != 0);",
                "next": "x++;\n"
                f"                while (!(x % {c} == 0 || (x % {a} == 0 && x % {b} != 0))) x++;\n"
                "                return x;",
                "count": f"return x / {a} - x / {b} + x / {c};",
                "days": f"long long leap = x / {a} - x / {b} + x / {c};\n"
                f"                return leap + {days}LL * x;",
            }[what],
        },
        make=make,
        hints=(
            "Write the rule as a condition with remainders.",
            f"The rule for {c} is stronger than the one for {b}, and this one is stronger than "
            f"the one for {a}.",
            f"Up to year `x` there are `x / {a}` years (rounded down) divisible by {a}; count "
            "the exceptions in "
            "the same way." if big else "Check the strongest rule first.",
        ),
        explanation="Because each of the three numbers divides the next, exceptions can be "
        + ("subtracted and added with plain divisions." if big else "checked one after the other."),
        call="leap_years",
    )  # fmt: skip


@family(1000, "implementation", "math")
def strange_calendar(p: Parameters) -> Task:
    what = p.choice("what", "weekday", "number", "first", "unlucky")
    week = p.int("week", 5, 10) if what != "number" else 7
    lucky = p.int("lucky", 10, 15) if what == "unlucky" else 13
    noun = {
        "weekday": "the number of the weekday of day `d` of month `k`",
        "number": "which day of the year day `d` of month `k` is, counted from 1",
        "first": "the number of months that begin with weekday `w`",
        "unlucky": f"the number of months in which day {lucky} exists and has weekday `w`",
    }[what]

    if what in ("weekday", "number"):

        def solve_date(n: int, a: list[int], w: int, k: int, d: int) -> int:
            day = sum(a[: k - 1]) + d
            return day if what == "number" else (w + day - 2) % week + 1

        def walking(n: int, a: list[int], w: int, k: int, d: int) -> int:
            month, day, weekday, number = 1, 1, w, 1
            while month != k or day != d:
                number += 1
                weekday += 1
                if weekday > week:
                    weekday = 1
                day += 1
                if day > a[month - 1]:
                    month += 1
                    day = 1
            return number if what == "number" else weekday

        def one_month_off(n: int, a: list[int], w: int, k: int, d: int) -> int:
            day = sum(a[:k]) + d
            return day if what == "number" else (w + day - 2) % week + 1

        def thirty_days(n: int, a: list[int], w: int, k: int, d: int) -> int:
            day = (k - 1) * a[0] + d
            return day if what == "number" else (w + day - 1) % week
    else:

        def solve_months(n: int, a: list[int], w: int, v: int) -> int:
            count = 0
            weekday = v
            for length in a:
                if what == "first":
                    if weekday == w:
                        count += 1
                elif length >= lucky and (weekday + lucky - 2) % week + 1 == w:
                    count += 1
                weekday = (weekday + length - 1) % week + 1
            return count

        def day_by_day(n: int, a: list[int], w: int, v: int) -> int:
            weekday = v
            count = 0
            for length in a:
                for day in range(1, length + 1):
                    if weekday == w and day == (1 if what == "first" else lucky):
                        count += 1
                    weekday = weekday % week + 1
            return count

        def ignores_length(n: int, a: list[int], w: int, v: int) -> int:
            count = 0
            total = v
            for length in a:
                count += total % week == w
                total += length
            return count

    date = what in ("weekday", "number")

    def make(maker: Maker) -> tuple[object, ...]:
        n = maker.count(1, 100)
        base = maker.rng.choice([5, 14, 28, 30])
        a = [min(40, max(1, base + maker.rng.randint(-3, 3))) for _ in range(n)]
        w = maker.rng.randint(1, week)
        if not date:
            return n, a, w, maker.rng.randint(1, week)
        k = maker.rng.randint(1, n)
        return n, a, w, k, maker.rng.randint(1, a[k - 1])

    weekday = Int("w", 1, week, what="the weekday of the first day" if date else "a weekday")
    rest: tuple[Int, ...] = (
        (weekday, Int("k", 1, "n", what="a month"), Int("d", 1, 40, what="a day of this month"))
        if date
        else (weekday, Int("v", 1, week, what="the weekday of the first day of the year"))
    )
    start = "`w`" if date else "`v`"
    return Task(
        titles=("A Strange Calendar", "Months and Weekdays", "When Is the Feast?"),
        given=[
            Count("n", 1, 100, what="the number of months"),
            Ints("a", "n", 1, 40, what="the lengths of the months in days"),
            rest,
        ],
        ask=Value(noun),
        formal="A year has `n` months; month `i` has `a_i` days, numbered from 1. A week has "
               f"{week} days, and "
        f"the weekdays are numbered from 1 to {week}. The first day of the year has weekday {start}"
        + (" and month `k` has at least `d` days." if date else "."),
        stories=[
            Story(
                "In the calendar of the Moles, who live far below the ground, a year has `n` "
                "months. The first "
                f"month has `a_1` days, the second one `a_2` and so on. Their week has {week} "
                "days, which "
                f"they just number from 1 to {week}, and this year begins on weekday {start}. "
                + ("A feast is announced for day `d` of month `k`, a date that exists." if date else
                   "For superstitious reasons they are interested in the weekday `w`.")
            ),
            Story(
                "@who is inventing a world for a novel, with its own calendar: `n` months, of "
                "which the `i`-th "
                f"has `a_i` days (numbered from 1), and weeks of {week} days. Weekdays have no "
                "names, only "
                f"numbers from 1 to {week}. The year of the novel starts with weekday {start}. "
                + ("The story reaches its climax on day `d` of month `k`." if date else
                   "The number `w` of a weekday plays a role in the plot.")
            ),
        ],
        solve=solve_date if date else solve_months,
        others=[walking] if date else [day_by_day],
        wrong=[one_month_off, thirty_days] if date else [ignores_length],
        cpp=["""
            int solve(int n, vector<int> a, $arguments) {
                $body
            }
        """],
        params={
            "arguments": "int w, int k, int d" if date else "int w, int v",
            "body": (
                "int day = d;\n"
                "                for (int i = 0; i + 1 < k; i++) day += a[i];\n"
                + ("                return day;" if what == "number" else
                   f"                return (w + day - 2) % {week} + 1;")
            ) if date else (
                "int count = 0, weekday = v;\n"
                "                for (int length : a) {\n"
                + ("                    if (weekday == w) count++;\n" if what == "first" else
                   f"                    if (length >= {lucky} && (weekday + {lucky - 2}) % "
                   f"{week} + 1 == w) {{\n"
                   "                        count++;\n"
                   "                    }\n")
                + f"                    weekday = (weekday + length - 1) % {week} + 1;\n"
                "                }\n"
                "                return count;"
            ),
        },
        make=make,
        hints=(
            "How many days of the year come before a month begins?",
            "Add up the lengths of the months before it.",
            f"Weekdays repeat every {week} days: use a remainder, and mind that they are "
            "counted from 1.",
        ),
        explanation="The days before a date are a sum of lengths of months; the weekday follows "
                    "from the "
        "remainder.",
        call="calendar",
    )  # fmt: skip


@family(1000, "implementation", "math")
def ringing_clock(p: Parameters) -> Task:
    every = p.choice("every", 15, 20, 30, 12)
    hours = p.choice("full", "once", "number", "twelve")
    both = p.choice("both", True, False)
    rule = {
        "once": "at every full hour it rings once as well",
        "number": "at a full hour it rings as many times as the hour says, so 17 times at 17:00 "
        "and not at all "
        "at 00:00",
        "twelve": "at a full hour it rings as many times as the hour says on a round dial, from "
        "1 to 12, so 5 "
        "times at 17:00 and 12 times at 00:00",
    }[hours]
    ends = "both included" if both else "the first one included, the last one not"

    def solve(s: str, t: str) -> int:
        start = int(s[:2]) * 60 + int(s[3:])
        end = int(t[:2]) * 60 + int(t[3:])
        total = 0
        for time in range(start, end + 1 if both else end):
            h, m = divmod(time, 60)
            if m > 0:
                if m % every == 0:
                    total += 1
            elif hours == "once":
                total += 1
            elif hours == "number":
                total += h
            else:
                total += h % 12 or 12
        return total

    def with_prefix(s: str, t: str) -> int:
        def until(text: str, included: bool) -> int:
            h, m = map(int, text.split(":"))
            total = 0
            for hour in range(h):
                if hours == "once":
                    total += 1
                else:
                    total += hour if hours == "number" else (hour + 11) % 12 + 1
                total += 59 // every
            last = m if included else m - 1
            if last >= 0:
                if hours == "once":
                    total += 1
                else:
                    total += h if hours == "number" else (h + 11) % 12 + 1
                total += last // every
            return total

        return until(t, both) - until(s, False)

    def other_end(s: str, t: str) -> int:
        start = int(s[:2]) * 60 + int(s[3:])
        end = int(t[:2]) * 60 + int(t[3:])
        total = 0
        for time in range(start, end if both else end + 1):
            h, m = divmod(time, 60)
            if m == 0:
                total += 1 if hours == "once" else h if hours == "number" else h % 12 or 12
            elif m % every == 0:
                total += 1
        return total

    def also_quarter(s: str, t: str) -> int:
        start = int(s[:2]) * 60 + int(s[3:])
        end = int(t[:2]) * 60 + int(t[3:])
        total = 0
        for time in range(start, end + 1):
            if time % every == 0:
                total += 1
            if time % 60 == 0 and hours != "once":
                total += time // 60 % 12
        return total + (hours == "once" and end // 60 > start // 60)

    def make(maker: Maker) -> tuple[str, str]:
        start = maker.rng.randint(0, 1439)
        end = maker.rng.randint(0, 1439)
        if maker.chance(0.5):
            end = end // every * every
        if maker.scale == "tiny":
            end = min(1439, start + maker.rng.randint(0, 150))
        if end < start:
            start, end = end, start
        return f"{start // 60:02}:{start % 60:02}", f"{end // 60:02}:{end % 60:02}"

    return Task(
        titles=("The Ringing Clock", "Noise at Night", "How Often Does It Ring?"),
        given=[Word(name, 5, 5, alphabet=DIGITS, letters=TIME) for name in ("s", "t")],
        ask=Value(f"how many times the clock rings from `s` to `t`, {ends}"),
        formal=f"A clock rings once whenever the minutes are divisible by {every} and not 0; "
               f"{rule}. Two times "
        "`s` and `t` of the same day are given in the form hh:mm, from 00:00 to 23:59, and `s` "
        "is not later "
        "than `t`.",
        stories=[
            Story(
                "Guests of the hotel at the market place of @place sleep badly because of the "
                "clock. It rings "
                f"once each time the minutes can be divided by {every} but are not 0, and "
                f"{rule}. This guest "
                "was awake from the minute `s` to the minute `t` of the same day (with hours "
                "from 00 to 23), "
                f"{ends}, and had nothing to do but count."
            ),
            Story(
                "@who is building a clock from a kit. When the minutes show a multiple of "
                f"{every} other than 0, "
                f"a bell rings once; {rule}. The clock runs with a battery from the time `s` to "
                "the time `t` of one "
                f"day, {ends}. Each ring costs energy, so @who wants to know the number of rings."
            ),
        ],
        solve=solve, others=[with_prefix], wrong=[other_end, also_quarter],
        cpp=["""
            int minutes(const string& time) {
                return stoi(time.substr(0, 2)) * 60 + stoi(time.substr(3));
            }

            int solve(string s, string t) {
                int total = 0, end = minutes(t);
                for (int time = minutes(s); time $than end; time++) {
                    int h = time / 60, m = time % 60;
                    if (m > 0) total += m % $every == 0;
                    else total += $full_hour;
                }
                return total;
            }
        """],
        params={"than": "<=" if both else "<", "full_hour": {
            "once": "1", "number": "h", "twelve": "h % 12 == 0 ? 12 : h % 12"}[hours]},
        make=make,
        hints=(
            "A day has only 1440 minutes: go through all of them from `s` to `t`.",
            "Work with minutes since midnight, and split each into hours and minutes.",
            "Separate full hours from the other minutes, and mind whether the last minute counts.",
        ),
        explanation="Each minute between the two times is looked at once, 1440 at most.",
        call="count_rings",
    )  # fmt: skip
