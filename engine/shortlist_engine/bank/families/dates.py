"""Dates of the usual calendar, times in other places, lengths of music."""

from __future__ import annotations

from datetime import date, timedelta

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Ask, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Word, Words

LEAP = (
    "A year is a leap year if its number is divisible by 4, except those divisible by 100 that are "
    "not divisible by 400."
)
MONTHS = (
    "January, March, May, July, August, October and December have 31 days, April, June, September "
    "and November 30, and February has 28, in leap years 29."
)
WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TIME = "digits and a colon, in the form hh:mm"


def _date(maker: Maker, first: int, last: int) -> date:
    """A date, often at an end of a month or year."""
    year = maker.rng.randint(first, last)
    if maker.chance(0.25):
        month, day = maker.rng.choice(((2, 28), (3, 1), (1, 1), (12, 31), (12, 30), (1, 31)))
        return date(year, month, day)
    return date(year, 1, 1) + timedelta(days=maker.rng.randint(0, 364))


@family(800, "implementation", "math")
def day_number(p: Parameters) -> Task:
    what = p.choice("what", "number", "left", "week", "quarter", "half")
    noun = {
        "number": "the number of the day within its year (1 January has the number 1)",
        "left": "the number of days that come after the given day in its year",
        "week": "the number of its week, when week 1 consists of the first seven days of the year, "
        "week 2 of the next seven, and so on",
        "quarter": "the number of the day within its quarter (quarters begin on the first day of "
        "January, April, July and October, and that day has the number 1)",
        "half": "the number of days by which the day and the 1st of July of its year are apart",
    }[what]

    def solve(y: int, m: int, d: int) -> int:
        months = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        if (y % 4 == 0 and y % 100 != 0) or y % 400 == 0:
            months[1] = 29
        number = sum(months[: m - 1]) + d
        if what == "number":
            return number
        if what == "left":
            return sum(months) - number
        if what == "week":
            return (number + 6) // 7
        if what == "half":
            return abs(number - sum(months[:6]) - 1)
        return sum(months[(m - 1) // 3 * 3 : m - 1]) + d

    def with_calendar(y: int, m: int, d: int) -> int:
        day = date(y, m, d)
        if what == "left":
            return (date(y, 12, 31) - day).days
        if what == "half":
            return abs((date(y, 7, 1) - day).days)
        if what == "quarter":
            return (day - date(y, (m - 1) // 3 * 3 + 1, 1)).days + 1
        passed = (day - date(y, 1, 1)).days
        return passed + 1 if what == "number" else passed // 7 + 1

    def no_leap_years(y: int, m: int, d: int) -> int:
        months = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        number = sum(months[: m - 1]) + d
        if what == "number":
            return number
        if what == "left":
            return 365 - number
        if what == "week":
            return (number + 6) // 7
        if what == "half":
            return abs(number - 182)
        return sum(months[(m - 1) // 3 * 3 : m - 1]) + d

    def every_fourth(y: int, m: int, d: int) -> int:
        months = [31, 29 if y % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        number = sum(months[: m - 1]) + d
        if what == "number":
            return number
        if what == "left":
            return sum(months) - number
        if what == "week":
            return number // 7 + 1
        if what == "half":
            return abs(number - sum(months[:6]) - 1)
        return sum(months[(m - 1) // 3 * 3 : m - 1]) + d

    def make(maker: Maker) -> tuple[int, int, int]:
        day = _date(maker, 1583, 3000)
        year = maker.rng.choice((1900, 2000, 2100, 2024)) if maker.chance(0.3) else day.year
        if maker.scale == "least":
            return 1583, 1, 1
        return year, day.month, min(day.day, 28) if day.month == 2 else day.day

    return Task(
        titles=("The Day of the Year", "Counting Days", "How Far Is the Year?"),
        given=[
            (
                Int("y", 1583, 3000, what="the year"),
                Int("m", 1, 12, what="the month"),
                Int("d", 1, 31, what="the day"),
            )
        ],
        ask=Value(noun),
        formal=f"The date of a day is given: day `d` of month `m` of year `y`. {LEAP} {MONTHS}",
        stories=[
            Story(
                "The calendar on the wall of @who is of the kind from which a sheet is torn off "
                "every morning. Today it shows day `d` of month `m` of the year `y`, and the "
                f"printer has left out everything else that one might like to know. {LEAP} "
                f"{MONTHS} @who looks at this day and wonders about its place in the year."
            ),
            Story(
                "A machine that makes [cheese|pipes] stamps a number on each piece, so that one "
                "can see when it was made. Its clock knows the date only as three numbers: year "
                f"`y`, month `m` and day `d`. {LEAP} {MONTHS}",
                f"What does it stamp, if this is {noun}?",
            ),
        ],
        solve=solve,
        others=[with_calendar],
        wrong=[no_leap_years, every_fourth],
        cpp=[
            """
            int solve(int y, int m, int d) {
                vector<int> months = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
                if ((y % 4 == 0 && y % 100 != 0) || y % 400 == 0) months[1] = 29;
                $body
            }
        """
        ],
        params={
            "body": {
                "number": "return accumulate(months.begin(), months.begin() + m - 1, d);",
                "left": "int rest = months[m - 1] - d;\n"
                "for (int i = m; i < 12; i++) rest += months[i];\nreturn rest;",
                "week": "int number = accumulate(months.begin(), months.begin() + m - 1, d);\n"
                "return (number + 6) / 7;",
                "half": "int number = accumulate(months.begin(), months.begin() + m - 1, d);\n"
                "int july = accumulate(months.begin(), months.begin() + 6, 1);\n"
                "return abs(number - july);",
                "quarter": "int first = (m - 1) / 3 * 3;\n"
                "return accumulate(months.begin() + first, months.begin() + m - 1, d);",
            }[what]
        },
        make=make,
        edges=[
            (2000, 3, 1), (1900, 3, 1), (2024, 2, 29), (2023, 12, 31), (2100, 1, 7),
            (2100, 7, 1), (1900, 1, 31), (2000, 12, 30), (2024, 3, 4),
            (2000, 2, 29), (2024, 12, 31), (1900, 2, 28),
        ],
        hints=(
            "Put the lengths of the twelve months into a list.",
            "In a leap year change the length of February.",
            "Add up the months before the month of the day"
            + {
                "number": ", and then `d`.",
                "left": " and `d`, and subtract this from the length of the year.",
                "week": ", then `d`, and divide by 7, rounding up.",
                "quarter": " that belong to the same quarter, and then `d`.",
                "half": ", then `d`, and compare with the same number for 1 July.",
            }[what],
        ),
        explanation="The months before the given one are added up with the right length of "
        "February; that is at most twelve additions.",
        call="day_number",
    )  # fmt: skip


@family(900, "implementation")
def birthdays_so_far(p: Parameters) -> Task:
    missing = p.choice("missing", "last of February", "first of March", "none")
    what = p.choice("what", "count", "next", "round")
    rule = {
        "last of February": "Whoever is born on 29 February celebrates on 28 February in years "
        "without a 29 February",
        "first of March": "Whoever is born on 29 February celebrates on 1 March in years without a "
        "29 February",
        "none": "Whoever is born on 29 February has a birthday only in years that have a 29 "
        "February",
    }[missing]
    noun = {
        "count": "the number of birthdays that there have been up to today, today included",
        "next": "the year of the first birthday after today",
        "round": "the number of birthdays up to today, today included, that were round",
    }[what]
    round_ = (
        " A birthday is round if the number of years since the year of birth is divisible by 5."
        if what == "round"
        else ""
    )
    leaps = Expr("y", "(y % 4 == 0 and y % 100 != 0) or y % 400 == 0")

    def solve(a: int, b: int, c: int, y: int, m: int, d: int) -> int:
        count = 0
        year = a + 1
        while True:
            month, day = b, c
            exists = True
            if b == 2 and c == 29 and not leaps(year):
                if missing == "last of February":
                    day = 28
                elif missing == "first of March":
                    month, day = 3, 1
                else:
                    exists = False
            if exists:
                if (year, month, day) > (y, m, d):
                    return year if what == "next" else count
                if what == "count" or (year - a) % 5 == 0:
                    count += 1
            year += 1

    def by_ages(a: int, b: int, c: int, y: int, m: int, d: int) -> int:
        dates = []
        for year in range(a + 1, y + 10):
            if (b, c) != (2, 29) or leaps(year):
                dates.append((year, b, c))
            elif missing == "last of February":
                dates.append((year, 2, 28))
            elif missing == "first of March":
                dates.append((year, 3, 1))
        if what == "next":
            return min(x for x in dates if x > (y, m, d))[0]
        past = [x for x in dates if x <= (y, m, d)]
        if what == "round":
            return len([x for x in past if (x[0] - a) % 5 == 0])
        return len(past)

    def difference_of_years(a: int, b: int, c: int, y: int, m: int, d: int) -> int:
        age = y - a
        if what == "next":
            return y + 1
        return age // 5 if what == "round" else age

    def as_any_date(a: int, b: int, c: int, y: int, m: int, d: int) -> int:
        age = y - a if (m, d) >= (b, c) else y - a - 1
        if what == "next":
            return a + age + 1
        return age // 5 if what == "round" else age

    def make(maker: Maker) -> tuple[int, int, int, int, int, int]:
        first, last = (1900, 2100) if maker.scale in ("medium", "large") else (1990, 2030)
        born, today = sorted((_date(maker, first, last), _date(maker, first, last)))
        if maker.chance(0.5):
            born = date(born.year // 4 * 4, 2, 29) if born.year // 4 * 4 > 1900 else born
        if maker.chance(0.5):
            near = date(today.year, 2, 28) if (born.month, born.day) == (2, 29) else born
            day = date(today.year, near.month, min(near.day, 28))
            today = max(born, day + timedelta(days=maker.rng.randint(-1, 2)))
        today = min(max(born, today), date(2100, 12, 31))
        if maker.scale == "least":
            born = today = date(1900, 1, 1)
        return born.year, born.month, born.day, today.year, today.month, today.day

    years = Int("a", 1900, 2100), Int("b", 1, 12), Int("c", 1, 31)
    today = Int("y", 1900, 2100), Int("m", 1, 12), Int("d", 1, 31)
    return Task(
        titles=("Birthdays", "One Year Older", "Many Happy Returns"),
        given=[years, today],
        ask=Value(noun),
        formal="Somebody was born on day `c` of month `b` of the year `a`, and today is day `d` of "
        f"month `m` of the year `y`, which is not before that. {LEAP} {MONTHS} {rule}. The day of "
        f"birth itself does not count as a birthday.{round_}",
        stories=[
            Story(
                "@who keeps a list of the birthdays of all friends. The last entry is a child who "
                "was born on day `c` of month `b` of the year `a`. Today, not earlier than that, "
                f"it is day `d` of month `m` of the year `y`. {LEAP} {MONTHS} {rule}. (The day of "
                f"birth itself is no birthday.){round_}"
            ),
            Story(
                "In the town hall of @place a clerk sends [flowers|a card] to everybody on each "
                "birthday. A citizen was born in the year `a`, on day `c` of month `b`; now it is "
                f"the year `y`, day `d` of month `m`, which is the same day or a later one. The "
                f"clerk knows the rules by heart. {LEAP} {MONTHS} {rule}. The day of birth does "
                f"not count.{round_}"
            ),
        ],
        solve=solve,
        others=[by_ages],
        wrong=[difference_of_years, as_any_date] if missing != "first of March"
        else [difference_of_years],
        cpp=[
            """
            int solve(int a, int b, int c, int y, int m, int d) {
                int count = 0;
                for (int year = a + 1;; year++) {
                    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
                    int month = b, day = c;
                    if (b == 2 && c == 29 && !leap) $move
                    if (make_tuple(year, month, day) > make_tuple(y, m, d)) return $result;
                    $step
                }
            }
        """
        ],
        params={
            "move": {
                "last of February": "day = 28;",
                "first of March": "month = 3, day = 1;",
                "none": "continue;",
            }[missing],
            "result": "year" if what == "next" else "count",
            "step": "if ((year - a) % 5 == 0) count++;" if what == "round" else "count++;",
        },
        make=make,
        edges=[
            (2000, 2, 29, 2001, 2, 28), (2000, 2, 29, 2001, 3, 1), (2004, 2, 29, 2100, 2, 28),
            (2000, 5, 5, 2005, 5, 5), (2000, 5, 5, 2005, 5, 4), (2000, 2, 29, 2015, 2, 28),
            (2000, 2, 29, 2000, 2, 29), (1999, 12, 31, 2000, 1, 1), (2096, 2, 29, 2100, 12, 31),
        ],
        hints=(
            "There are at most 200 years: look at each year after the year of birth.",
            "The date of the birthday in a year is the same day and month, unless this is 29 "
            "February and the year has none.",
            "Compare dates as triples of year, month and day, from left to right.",
        ),
        explanation="Year by year the date of the birthday is found by the rule and compared with "
        "today's date as a triple; at most some 200 years are looked at.",
        call="birthdays",
    )  # fmt: skip


@family(1000, "implementation", "math")
def days_between(p: Parameters) -> Task:
    what = p.choice("what", "days", "weekday", "month", "leap")
    weekday = p.int("weekday", 0, 6) if what in ("weekday", "month") else 0
    day = p.choice("day", 1, 13, 25) if what == "month" else 0
    name = WEEK[weekday]
    noun = {
        "days": "the number of days after the first date up to the second one",
        "weekday": f"the number of {name}s from the first date to the second one, both included",
        "month": f"the number of {name}s from the first date to the second one, both included, "
        "that "
        f"are the {day}{'st' if day == 1 else 'th'} of a month",
        "leap": "the number of days from the first date to the second one, both included, that are "
        "a 29 February",
    }[what]

    def solve(a: int, b: int, c: int, y: int, m: int, d: int) -> int:
        count = w = 0
        year, month, today = 1900, 1, 1
        while (year, month, today) <= (y, m, d):
            if (year, month, today) >= (a, b, c):
                if what == "days":
                    count += 1
                if what == "weekday" and w == weekday:
                    count += 1
                if what == "month" and w == weekday and today == day:
                    count += 1
                if what == "leap" and month == 2 and today == 29:
                    count += 1
            w = (w + 1) % 7
            today += 1
            if month == 2:
                last = 29 if (year % 4 == 0 and year % 100 != 0) or year % 400 == 0 else 28
            else:
                last = 30 if month in (4, 6, 9, 11) else 31
            if today > last:
                today = 1
                month += 1
            if month > 12:
                month = 1
                year += 1
        return count - 1 if what == "days" else count

    def with_datetime(a: int, b: int, c: int, y: int, m: int, d: int) -> int:
        first, last = date(a, b, c), date(y, m, d)
        if what == "days":
            return (last - first).days
        if what == "weekday":
            first += timedelta(days=(weekday - first.weekday()) % 7)
            return 0 if first > last else (last - first).days // 7 + 1
        count = 0
        if what == "leap":
            for year in range(a, y + 1):
                if (year % 4 == 0 and year % 100 != 0) or year % 400 == 0:
                    count += first <= date(year, 2, 29) <= last
            return count
        for year in range(a, y + 1):
            for month in range(1, 13):
                x = date(year, month, day)
                if first <= x <= last and x.weekday() == weekday:
                    count += 1
        return count

    def every_fourth_year(a: int, b: int, c: int, y: int, m: int, d: int) -> int:
        count = w = 0
        year, month, today = 1900, 1, 1
        while (year, month, today) <= (y, m, d):
            if (year, month, today) >= (a, b, c):
                if what == "days":
                    count += 1
                if what == "weekday" and w == weekday:
                    count += 1
                if what == "month" and w == weekday and today == day:
                    count += 1
                if what == "leap" and month == 2 and today == 29:
                    count += 1
            w = (w + 1) % 7
            today += 1
            last = [31, 29 if year % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            if today > last[month - 1]:
                today = 1
                month += 1
            if month > 12:
                month = 1
                year += 1
        return count - 1 if what == "days" else count

    def make(maker: Maker) -> tuple[int, int, int, int, int, int]:
        low, high = (1900, 2100) if maker.scale != "tiny" else (1999, 2030)
        first, last = sorted((_date(maker, low, high), _date(maker, low, high)))
        if maker.chance(0.3):
            last = min(date(2100, 12, 31), first + timedelta(days=maker.rng.randint(0, 80)))
        if maker.scale == "small" and maker.chance(0.3):
            first = date(1900, 1, 1) + timedelta(days=maker.rng.randint(0, 60))
        if maker.scale == "least":
            first = last = date(1900, 1, 1)
        return first.year, first.month, first.day, last.year, last.month, last.day

    first = Int("a", 1900, 2100), Int("b", 1, 12), Int("c", 1, 31)
    second = Int("y", 1900, 2100), Int("m", 1, 12), Int("d", 1, 31)
    start = " 1 January 1900 was a Monday." if what in ("weekday", "month") else ""
    story = {
        "days": "until a journey begins, for which @who has waited so long",
        "weekday": f"on which a shop that opens only on {name}s was open",
        "month": "on which, according to her grandmother, one must not sign any contract",
        "leap": "which come so seldom",
    }[what]
    return Task(
        titles=("From Date to Date", "Counting in the Calendar", "Pages of the Calendar"),
        given=[first, second],
        ask=Value(noun),
        formal="Two dates are given: day `c` of month `b` of the year `a`, and day `d` of month "
        f"`m` of the year `y`. The second one is not before the first one. {LEAP} {MONTHS}{start}",
        stories=[
            Story(
                f"@who looks through old and new calendars and counts days {story}. The first date "
                "of interest is day `c` of month `b` of the year `a`, the second one is day `d` of "
                f"month `m` of the year `y`, on the same day or later. {LEAP} {MONTHS}{start}"
                .replace("her grandmother", "an old aunt")
            ),
            Story(
                "The archive of @place rents out [boxes|shelves] and writes its bills with a "
                "program that has lost its calendar. A contract runs from the first date, day `c` "
                "of month `b` of year `a`, to the second one, day `d` of month `m` of year `y`, "
                f"which is never earlier. The program has to be told all: {LEAP[0].lower()}"
                f"{LEAP[1:]} {MONTHS}{start}"
            ),
        ],
        solve=solve,
        others=[with_datetime],
        wrong=[every_fourth_year],
        cpp=[
            """
            int solve(int a, int b, int c, int y, int m, int d) {
                int count = 0, w = 0, year = 1900, month = 1, today = 1;
                while (make_tuple(year, month, today) <= make_tuple(y, m, d)) {
                    if (make_tuple(year, month, today) >= make_tuple(a, b, c) && $good) count++;
                    w = (w + 1) % 7;
                    int last = month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
                    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
                    if (month == 2) last = leap ? 29 : 28;
                    if (++today > last) today = 1, month++;
                    if (month > 12) month = 1, year++;
                }
                return $result;
            }
        """
        ],
        params={
            "good": {
                "days": "true",
                "weekday": f"w == {weekday}",
                "month": f"w == {weekday} && today == {day}",
                "leap": "month == 2 && today == 29",
            }[what],
            "result": "count - 1" if what == "days" else "count",
        },
        make=make,
        edges=[
            (1900, 1, 1, 1900, 3, 1), (1999, 12, 31, 2000, 1, 1), (2000, 2, 28, 2000, 3, 1),
            (1900, 1, 1, 2100, 12, 31), (2024, 2, 29, 2024, 2, 29), (1900, 2, 28, 1900, 3, 1),
            (2100, 2, 1, 2100, 12, 31), (1900, 2, 1, 1900, 12, 31), (1901, 1, 1, 1903, 12, 31),
        ],
        hints=(
            "In two centuries there are only about 73000 days.",
            "Let a date run day by day"
            + (", together with its weekday," if start else "")
            + " from 1 January 1900 on.",
            "After the last day of a month comes the 1st of the next one; "
            + {
                "days": "count the steps from the first date to the second.",
                "leap": "count the dates in the range that are a 29 February.",
            }.get(what, "count those dates in the range that fit."),
        ),
        explanation="The calendar is run through day by day, at most 73,414 of them, and every "
        "date between the two is tested.",
        call="days_between",
        tests=False,
    )  # fmt: skip


@family(900, "implementation", "math")
def flight_times(p: Parameters) -> Task:
    what = p.choice("what", "arrival", "departure", "shift", "home")
    form = p.choice("form", "24", "12") if what != "shift" else "24"
    twelve = form == "12"
    noun = {
        "arrival": "the time that clocks at the destination show on arrival",
        "departure": "the time that clocks at the start show on departure",
        "shift": "the number of days by which the date at the destination on arrival is ahead "
        "of the "
        "date at the start on departure (negative if it is behind)",
        "home": "the time that clocks at the start show when the plane arrives",
    }[what]
    if what != "shift":
        noun += ", in the form h:mm am or h:mm pm" if form == "12" else ", in the form hh:mm"
    ask: Ask = Value(noun) if what == "shift" else Value(noun, python_type="str")

    def solve(s: str, k: int, a: int, b: int) -> int | str:
        now = int(s[:2]) * 60 + int(s[3:])
        if what == "departure":
            now = now - b * 60 - k + a * 60
        elif what == "home":
            now += k
        else:
            now = now - a * 60 + k + b * 60
        if what == "shift":
            return now // 1440
        now %= 1440
        h, m = now // 60, now % 60
        if twelve:
            half = "am" if h < 12 else "pm"
            return f"{(h + 11) % 12 + 1}:{m:02} {half}"
        return f"{h:02}:{m:02}"

    def hours_and_minutes(s: str, k: int, a: int, b: int) -> int | str:
        h, m = map(int, s.split(":"))
        if what == "departure":
            h += a - b - k // 60
            m -= k % 60
        else:
            h += k // 60 if what == "home" else b - a + k // 60
            m += k % 60
        h += m // 60
        m %= 60
        if what == "shift":
            return h // 24
        h %= 24
        if twelve:
            half = "pm" if h >= 12 else "am"
            h = h - 12 if h > 12 else 12 if h == 0 else h
            return f"{h}:{m:02} {half}"
        return f"{h:02}:{m:02}"

    def wrong_way(s: str, k: int, a: int, b: int) -> int | str:
        now = int(s[:2]) * 60 + int(s[3:])
        now += (a - b) * 60 + k
        if what == "departure":
            now = now - 2 * k + 2 * (b - a) * 60
        if what == "home":
            now = now + (b - a) * 60
        if what == "shift":
            return now // 1440
        h, m = now % 1440 // 60, now % 60
        if twelve:
            return f"{h % 12}:{m:02} {'am' if h < 12 else 'pm'}"
        if what == "home":
            return f"{now // 60}:{m:02}"
        return f"{h:02}:{m:02}"

    def truncates(s: str, k: int, a: int, b: int) -> int | str:
        now = int(s[:2]) * 60 + int(s[3:])
        now = now + (a - b) * 60 - k if what == "departure" else now + (b - a) * 60 + k
        if what == "shift":
            return int(now / 1440)
        if what == "home":
            now = now % 1440
        h, m = abs(now) // 60, abs(now) % 60
        if twelve:
            return f"{h % 12 or 12}:{m:02} {'am' if h < 12 else 'pm'}"
        return f"{h % 24:02}:{m:02}"

    def make(maker: Maker) -> tuple[str, int, int, int]:
        t = maker.rng.randint(0, 1439)
        if maker.chance(0.25):
            t = maker.rng.choice((0, 60, 720, 725, 1439, 5))
        k = maker.rng.randint(30, 1200)
        a, b = maker.rng.randint(-12, 14), maker.rng.randint(-12, 14)
        if maker.chance(0.3):
            k = 60 * maker.rng.randint(1, 20)
        return f"{t // 60:02}:{t % 60:02}", k, a, b

    known = (
        "When the plane arrives, the clocks at the destination show `s`"
        if what == "departure"
        else "When the plane departs, the clocks at the start show `s`"
    )
    halves = (
        " In the answer, the hours of the morning are 12, 1, 2, ..., 11 am, where 12:00 am is "
        "midnight, and those of the afternoon 12, 1, 2, ..., 11 pm, where 12:00 pm is noon."
        if twelve
        else ""
    )
    return Task(
        titles=("Flight Times", "In Another Time Zone", "The Clock at the Airport"),
        given=[
            Word("s", 5, 5, alphabet="0123456789:", letters=TIME),
            (
                Int("k", 30, 1200, what="the length of the flight in minutes"),
                Int("a", -12, 14, what="the zone of the start"),
                Int("b", -12, 14, what="the zone of the destination"),
            ),
        ],
        ask=ask,
        formal="The clocks of a place in time zone `z` are `z` hours ahead of those in zone 0 "
        "(behind them if `z` is negative). A plane flies for `k` minutes from a start in zone `a` "
        f"to a destination in zone `b`. {known}, in the form hh:mm from 00:00 to 23:59.{halves}",
        stories=[
            Story(
                "@who flies to a [wedding|conference] on the other side of the world. The flight "
                "takes `k` minutes. The start lies in time zone `a`, the destination in time zone "
                "`b`: the clocks there are that many hours ahead of those in zone 0, or behind "
                f"them for a negative number. {known} (hours from 00 to 23, two digits each for "
                f"hours and minutes).{halves}"
            ),
            Story(
                "The boards in the airport of @place show times of the place where something "
                f"happens, and people miss their trains. {known}, written hh:mm as usual from "
                "00:00 to 23:59. The plane is in the air for `k` minutes. Clocks in time zone `z` "
                "are `z` hours ahead of the clocks in zone 0, where `z` may be negative; the plane "
                f"comes from zone `a` and goes to zone `b`.{halves}"
            ),
        ],
        solve=solve,
        others=[hours_and_minutes],
        wrong=[wrong_way, truncates],
        cpp=[
            """
            $type solve(string s, int k, int a, int b) {
                int t = stoi(s.substr(0, 2)) * 60 + stoi(s.substr(3));
                $body
            }
        """
        ],
        params={
            "type": "int" if what == "shift" else "string",
            "body": {
                "departure": "t += (a - b) * 60 - k;\n",
                "home": "t += k;\n",
            }.get(what, "t += (b - a) * 60 + k;\n")
            + (
                "return t >= 0 ? t / 1440 : -((1439 - t) / 1440);"
                if what == "shift"
                else "t = (t % 1440 + 1440) % 1440;\nint h = t / 60, m = t % 60;\nchar text[30];\n"
                + (
                    'snprintf(text, sizeof text, "%d:%02d %s", (h + 11) % 12 + 1, m, '
                    'h < 12 ? "am" : "pm");'
                    if twelve
                    else 'snprintf(text, sizeof text, "%02d:%02d", h, m);'
                )
                + "\nreturn text;"
            ),
        },
        make=make,
        edges=[
            ("00:00", 30, -12, 14), ("23:59", 1200, -12, 14), ("00:10", 60, 14, -12),
            ("12:00", 60, 0, 0), ("23:30", 30, 0, 0), ("01:00", 60, 0, -1), ("11:00", 60, 3, 3),
        ],
        hints=(
            "Turn the time into minutes since midnight.",
            {
                "arrival": "Add the flight and the difference of the zones.",
                "departure": "Going back in time, subtract the flight and the difference of zones.",
                "shift": "Add the flight and the difference of the zones, without a remainder.",
                "home": "The clocks at the start know nothing of the zone of the destination.",
            }[what],
            "The quotient by 1440, rounded down also below 0, is the number of days."
            if what == "shift"
            else "Take the remainder modulo 1440, which must not be negative, and write it down.",
        ),
        explanation="All is an addition of minutes; "
        + ("the days are the quotient by 1440, rounded down." if what == "shift"
           else "the time of day is the remainder by 1440, whatever day it is."),
        call="flight_time",
    )  # fmt: skip


@family(900, "implementation", "strings")
def track_list(p: Parameters) -> Task:
    what = p.choice("what", "total", "playing", "fit", "end")
    gap = p.choice("gap", 0, 2, 5)
    noun = {
        "total": "the time that a stopwatch that was started `k` seconds before the first song "
        "shows at the "
        "end of the last one, in the form h:mm:ss (the hours may exceed 24)",
        "playing": "the number of the song (counted from 1) that is heard in second `k` (the very "
        "first second has the number 0), or 0 if no song is heard then",
        "fit": "the number of songs that are over after `k` seconds at the latest",
        "end": "the time that is left from the end of second `k` (the very first second has the "
        "number 0) to the end of the last song, in the form m:ss, or 0:00 if it is over by then",
    }[what]
    text = what in ("total", "end")

    def solve(n: int, k: int, a: list[str]) -> int | str:
        now = k if what == "total" else 0
        count = 0
        for i in range(n):
            m, s = map(int, a[i].split(":"))
            if gap and i > 0:
                now += gap
            if what == "playing" and now <= k < now + 60 * m + s:
                return i + 1
            now += 60 * m + s
            if what == "fit" and now <= k:
                count += 1
        if what == "total":
            return f"{now // 3600}:{now // 60 % 60:02}:{now % 60:02}"
        if what == "end":
            rest = max(0, now - k - 1)
            return f"{rest // 60}:{rest % 60:02}"
        return count if what == "fit" else 0

    def begins_and_ends(n: int, k: int, a: list[str]) -> int | str:
        lengths = [int(x[:-3]) * 60 + int(x[-2:]) for x in a]
        begins = [sum(lengths[:i]) + gap * i for i in range(n)]
        ends = [begins[i] + lengths[i] for i in range(n)]
        if what == "total":
            minutes, seconds = divmod(k + ends[-1], 60)
            return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        if what == "end":
            minutes, seconds = divmod(max(ends[-1] - k - 1, 0), 60)
            return f"{minutes}:{seconds:02}"
        if what == "fit":
            return sum(1 for end in ends if end <= k)
        for i in range(n):
            if begins[i] <= k < ends[i]:
                return i + 1
        return 0

    def other_gaps(n: int, k: int, a: list[str]) -> int | str:
        now = k if what == "total" else 0
        for i in range(n):
            m, s = map(int, a[i].split(":"))
            if what == "playing" and now < k <= now + 60 * m + s:
                return i + 1
            now += 60 * m + s + gap
            if what == "fit" and (now > k or (not gap and now == k)):
                return i
        if what == "total":
            return f"{now // 3600}:{now // 60 % 60}:{now % 60}"
        if what == "end":
            rest = now - k
            return f"{rest // 60}:{rest % 60:02}"
        return n if what == "fit" else 0

    def decimal_minutes(n: int, k: int, a: list[str]) -> int | str:
        now = k - gap if what == "total" else -gap
        for i in range(n):
            now += gap
            start = now
            now += int(a[i].replace(":", ""))
            if what == "playing" and start <= k < now:
                return i + 1
            if what == "fit" and now > k:
                return i
        if what == "total":
            return f"{now // 3600}:{now // 60 % 60:02}:{now % 60:02}"
        if what == "end":
            rest = max(0, now - k - 1)
            return f"{rest // 60}:{rest % 60:02}"
        return n if what == "fit" else 0

    def make(maker: Maker) -> tuple[int, int, list[str]]:
        n = maker.count(1, 100)
        longest = 150 if maker.scale in ("tiny", "small") else 3599
        lengths = [maker.rng.randint(1, longest) for _ in range(n)]
        if maker.chance(0.3):
            lengths = [60 * maker.rng.randint(1, 3) + maker.rng.randint(0, 9) for _ in range(n)]
        total = sum(lengths) + gap * (n - 1)
        k = maker.rng.randint(0, total + 5)
        if maker.chance(0.5):
            j = maker.rng.randint(0, n)
            k = sum(lengths[:j]) + gap * j + maker.rng.randint(-gap - 1, 1)
        words = [f"{x // 60}:{x % 60:02}" for x in lengths]
        return n, min(max(0, k), 10**6), words

    silence = (
        f" Between two songs there are {gap} seconds of silence."
        if gap
        else " There is no silence between two songs."
    )
    return Task(
        titles=("The Track List", "Songs on a Tape", "How Long Is the Concert?"),
        given=[
            (
                Count("n", 1, 100, what="the number of songs"),
                Int("k", 0, 10**6, what="a number of seconds"),
            ),
            Words(
                "a", "n", 4, 5, "0123456789:",
                "characters, the length of a song as m:ss or mm:ss", False,
            ),
        ],
        ask=Value(noun, python_type="str" if text else "int"),
        formal="`n` songs are played one after the other. The length of each is given in minutes "
        "and seconds, in the form m:ss or mm:ss; it is at least one second and less than an hour."
        f"{silence}",
        stories=[
            Story(
                "@who has found a [tape|record] in the attic, with a list of its `n` songs on the "
                "back. For every song there is its length, minutes and seconds with a colon "
                f"between them (m:ss or mm:ss), from 0:01 to 59:59.{silence}"
            ),
            Story(
                "The radio of @place broadcasts a concert of `n` songs without any talk. The lady "
                "at the desk has the list in front of her: for each song its length in the form "
                f"m:ss or mm:ss, from one second to less than an hour.{silence} She has pressed "
                "the button right now, and the first song begins."
            ),
        ],
        solve=solve,
        others=[begins_and_ends],
        wrong=[other_gaps, decimal_minutes],
        cpp=[
            """
            $type solve(int n, int k, vector<string> a) {
                int t = $begin;
                for (int i = 0; i < n; i++) {
                    int colon = a[i].find(':');
                    int length = stoi(a[i].substr(0, colon)) * 60 + stoi(a[i].substr(colon + 1));
                    $step
                }
                $end
            }
            """
        ],
        params={
            "type": "string" if text else "int",
            "begin": "k" if what == "total" else 0,
            "step": (f"if (i > 0) t += {gap};\n" if gap else "")
            + {
                "playing": "if (t <= k && k < t + length) return i + 1;\nt += length;",
                "fit": "t += length;\nif (t > k) return i;",
            }.get(what, "t += length;"),
            "end": {
                "playing": "return 0;",
                "fit": "return n;",
                "total": 'char text[30];\nsnprintf(text, sizeof text, "%d:%02d:%02d", t / 3600, '
                "t / 60 % 60, t % 60);\nreturn text;",
                "end": "int rest = max(0, t - k - 1);\nchar text[30];\n"
                'snprintf(text, sizeof text, "%d:%02d", rest / 60, rest % 60);\nreturn text;',
            }[what],
        },
        make=make,
        edges=[(1, 0, ["0:01"]), (2, 60, ["1:00", "1:00"]), (2, 62, ["1:00", "59:59"])],
        hints=(
            "Convert every length into seconds.",
            "Keep the time at which the present song begins, from "
            + ("`k`" if what == "total" else "0")
            + " on.",
            {
                "total": "Divide by 60 twice, and write minutes and seconds with two digits.",
                "playing": "A song that begins at `t` is heard in the seconds from `t` to `t` plus "
                "its length minus 1.",
                "fit": "Count the songs whose end is not after `k`.",
                "end": "Subtract `k + 1` seconds from the total, but do not go below 0.",
            }[what]
            + (" Mind the silence, also that there is none at the end." if gap else ""),
        ),
        explanation="The lengths are added up in seconds, song by song; one pass suffices.",
        call="songs",
    )  # fmt: skip
