"""Intervals: overlaps, unions, gaps, choosing and covering."""

from __future__ import annotations

from itertools import pairwise

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Rows

T = 10**9


@family(1200, "sortings", "data structures")
def busiest_moment(p: Parameters) -> Task:
    touch = p.choice("touch", True, False)
    late = p.int("late", 0, 3)
    what = p.choice("what", "most", "when", "crowded")
    staying = (
        (
            f" Each guest stays {late} minutes longer than planned, so that the row `l r` means "
            f"a visit from `l` to `r + {late}`."
        )
        if late
        else ""
    )
    edge = (
        "A guest is still there at the minute in which the visit ends."
        if touch
        else "A guest is not there any more at the minute in which the visit ends."
    )
    noun = {
        "most": "the greatest number of guests who are there in the same minute",
        "when": "the first minute in which as many guests are there as in no other minute more",
        "crowded": "the number of minutes in which at least two guests are there",
    }[what]
    if what == "when":
        noun = "the first minute in which the number of guests is the greatest"

    def solve(n: int, visits: list[list[int]]) -> int:
        events = []
        for start, end in visits:
            events.append((start, 1))
            events.append((end + late + (1 if touch else 0), -1))
        events.sort()
        now = most = when = crowded = 0
        for i, (time, change) in enumerate(events):
            if i > 0 and now >= 2:
                crowded += time - events[i - 1][0]
            now += change
            if now > most:
                most, when = now, time
        if what == "most":
            return most
        return when if what == "when" else crowded

    def two_lists(n: int, visits: list[list[int]]) -> int:
        starts = sorted(start for start, _ in visits)
        ends = sorted(end + late + (1 if touch else 0) for _, end in visits)
        i = j = most = when = crowded = last = 0
        while j < n:
            if i < n and starts[i] < ends[j]:
                time = starts[i]
                step = 1
            else:
                time = ends[j]
                step = 0
            if i - j >= 2:
                crowded += time - last
            last = time
            if step:
                i += 1
            else:
                j += 1
            if i - j > most:
                most, when = i - j, time
        if what == "most":
            return most
        return when if what == "when" else crowded

    def other_edge(n: int, visits: list[list[int]]) -> int:
        events = []
        for start, end in visits:
            events.append((start, 1))
            events.append((end + late + (0 if touch else 1), -1))
        events.sort()
        now = most = when = crowded = 0
        for i, (time, change) in enumerate(events):
            if i > 0 and now >= 2:
                crowded += time - events[i - 1][0]
            now += change
            if now > most:
                most, when = now, time
        if what == "most":
            return most
        return when if what == "when" else crowded

    return Task(
        titles=("The Busiest Moment", "Full House", "Guests"),
        given=[
            Count("n", 1, 10**5, what="the number of guests"),
            Rows(
                "visits",
                "n",
                (Int("l", 0, T - 1), Int("r", "l+1", T)),
                what="the beginning and the end of a visit",
            ),
        ],
        ask=Value(noun),
        formal="There are `n` guests, and a row `l r` says that one of them comes in minute `l` "
        f"and leaves in minute `r`.{staying} {edge} All minutes are integers.",
        stories=[
            Story(
                "A museum in @place has bought a machine that writes down for each guest a "
                "row `l r`: the guest came in minute `l` and the visit ended in minute `r`, "
                f"counted from the opening of the museum.{staying} {edge} There were `n` "
                "guests in all. The director looks at the rows and [wonders|asks] how full "
                "the rooms were; seconds do not matter to him, only whole minutes do."
            ),
            Story(
                "`n` bees of a small hive have been given tiny labels, and the hive has "
                "become a scientific hotel: a bee that is at home is called a guest. Each "
                "row `l r` tells that a guest was at home from minute `l` to minute "
                f"`r`.{staying} {edge} @who analyses the data minute by minute."
            ),
        ],
        solve=solve,
        others=[two_lists],
        wrong=[other_edge],
        cpp=[
            """
            int solve(int n, vector<vector<int>> visits) {
                map<int, int> change;
                for (auto& visit : visits) {
                    change[visit[0]]++;
                    change[visit[1] + $shift]--;
                }
                int now = 0, most = 0, when = 0, crowded = 0, last = 0;
                for (auto& [time, step] : change) {
                    if (now >= 2) crowded += time - last;
                    last = time;
                    now += step;
                    if (now > most) {
                        most = now;
                        when = time;
                    }
                }
                return $what;
            }
            """
        ],
        hints=(
            "The number of guests changes only when somebody comes or leaves.",
            "Make two events of each visit: plus one at the beginning, minus one at the end.",
            "Sort the events by time and keep the number of guests while you go through "
            "them; mind what happens first in the same minute.",
        ),
        explanation="Between two events nothing changes, so going through the sorted events "
        "finds every state: `n log n` steps.",
        params={"shift": late + (1 if touch else 0)},
        call="busiest",
    )


@family(1200, "greedy", "sortings")
def most_films(p: Parameters) -> Task:
    gap = p.int("gap", 0, 4)
    what = p.choice("what", "number", "missed", "end", "starts")
    pause = (
        f"there are at least {gap} minutes between the end of one and the start of the next"
        if gap > 1
        else "at least one minute lies between the end of one and the start of the next"
        if gap
        else "the next one starts no earlier than the one before ends"
    )
    noun = {
        "number": "the greatest number of films that can be watched completely",
        "missed": "the least number of films that have to be left out",
        "end": (
            "the earliest minute in which one can be done with watching the greatest possible "
            "number of films"
        ),
        "starts": (
            "the starts of the films, if always that film is chosen which ends earliest among "
            "those that can still be watched (of several such films the one that starts latest)"
        ),
    }[what]

    def solve(n: int, films: list[list[int]]) -> object:
        films.sort(key=lambda film: (film[1], -film[0]))
        free = -gap
        starts = []
        for start, end in films:
            if start >= free + gap:
                starts.append(start)
                free = end
        if what == "number":
            return len(starts)
        if what == "missed":
            return n - len(starts)
        return free if what == "end" else starts

    def searching(n: int, films: list[list[int]]) -> object:
        films = sorted(films)
        starts: list[int] = []
        free = 0
        i = 0
        while i < n:
            if films[i][0] < free:
                i += 1
                continue
            best = films[i]
            while i < n and films[i][0] < best[1]:
                if (films[i][1], -films[i][0]) < (best[1], -best[0]):
                    best = films[i]
                i += 1
            starts.append(best[0])
            free = best[1] + gap
        if what == "number":
            return len(starts)
        if what == "missed":
            return n - len(starts)
        return free - gap if what == "end" else starts

    def by_start(n: int, films: list[list[int]]) -> object:
        films.sort()
        free = -gap
        starts = []
        for start, end in films:
            if start >= free + gap:
                starts.append(start)
                free = end
        if what == "number":
            return len(starts)
        if what == "missed":
            return n - len(starts)
        return free if what == "end" else starts

    def by_length(n: int, films: list[list[int]]) -> object:
        films.sort(key=lambda film: film[1] - film[0])
        chosen: list[list[int]] = []
        for start, end in films:
            if all(end + gap <= a or b + gap <= start for a, b in chosen):
                chosen.append([start, end])
        chosen.sort()
        if what == "number":
            return len(chosen)
        if what == "missed":
            return n - len(chosen)
        return chosen[-1][1] if what == "end" else [start for start, _ in chosen]

    def make(maker: Maker) -> tuple[int, list[list[int]]]:
        n = maker.count(1, 10**5)
        if maker.scale == "least":
            return 1, [[0, 1]]
        high = {"tiny": 24, "small": 50}.get(maker.scale, maker.rng.choice((10**4, 10**9)))
        longest = maker.rng.choice((4, 15, high))
        films = []
        for _ in range(n):
            start = maker.rng.randint(0, high - 1)
            films.append([start, min(T, start + maker.rng.randint(1, longest))])
        return n, films

    return Task(
        titles=("The Film Festival", "As Many as Possible", "From Hall to Hall"),
        given=[
            Count("n", 1, 10**5, what="the number of films"),
            Rows(
                "films",
                "n",
                (Int("l", 0, T - 1), Int("r", "l+1", T)),
                what="the start and the end of a film",
            ),
        ],
        ask=Listing(noun) if what == "starts" else Value(noun),
        formal="`n` films are shown, each once; a row `l r` says that a film starts in minute "
        "`l` and ends in minute `r`. Several films can be watched, one after the other, "
        f"if {pause}. Films are only watched from start to end.",
        stories=[
            Story(
                "At the film festival of @place, `n` films are shown in different halls, "
                "and many at the same time. A row `l r` of the programme tells when a film "
                "starts, `l`, and when it ends, `r`, in minutes after the opening. @who has "
                "a ticket for everything and wants to see as many films as possible, each "
                f"of them from start to end. From one film one can go to another if {pause}."
            ),
            Story(
                "The only telescope of a small observatory can be booked by astronomers, "
                "and `n` of them have asked for it. For historical reasons a booking is "
                "called a film. Each row `l r` is one film that starts in minute `l` and "
                "ends in minute `r` and cannot be moved or shortened. The telescope serves "
                f"one at a time, and between films it has to be turned: {pause}. Whoever "
                "gets no time has to be told so by the secretary."
            ),
        ],
        solve=solve,
        others=[searching],
        wrong=[by_start, by_length],
        cpp=[
            """
            $type solve(int n, vector<vector<int>> films) {
                sort(films.begin(), films.end(), [](const vector<int>& x, const vector<int>& y) {
                    return x[1] != y[1] ? x[1] < y[1] : x[0] > y[0];
                });
                long long free = -$gap;
                vector<int> starts;
                for (auto& film : films) {
                    if (film[0] >= free + $gap) {
                        starts.push_back(film[0]);
                        free = film[1];
                    }
                }
                return $result;
            }
            """
        ],
        hints=(
            "Which film should be the first one?",
            "The one that ends earliest: it leaves most time for all others.",
            "Sort by the end and take each film that can still be reached.",
        ),
        explanation="The film that ends earliest can replace the first film of any plan without "
        "harm. So taking films in the order of their ends is best; sorting takes `n "
        "log n`.",
        make=make,
        params={
            "type": "vector<int>" if what == "starts" else "int",
            "result": {
                "number": "(int)starts.size()",
                "missed": "n - (int)starts.size()",
                "end": "free",
                "starts": "starts",
            }[what],
        },
        call="most_films",
    )


@family(1200, "sortings", "implementation")
def islands_of_paint(p: Parameters) -> Task:
    gap = p.choice("gap", 0, 1, 2, 5)
    what = p.choice("what", "length", "pieces", "longest", "list", "hole")
    near = (
        (
            f" Pieces of colour whose distance is at most {gap} run into each other, and the "
            "space between them is coloured too."
        )
        if gap
        else ""
    )
    noun = {
        "length": "the total length of what is coloured in the end",
        "pieces": "the number of separate pieces of colour in the end",
        "longest": "the length of the longest piece of colour in the end",
        "list": (
            "the beginnings and the ends of all pieces of colour in the end, from left to right"
        ),
        "hole": (
            "the greatest length of an uncoloured space between two pieces of colour in the "
            "end, or 0 if there is only one piece"
        ),
    }[what]

    def solve(n: int, strokes: list[list[int]]) -> object:
        strokes.sort()
        pieces: list[list[int]] = []
        for left, right in strokes:
            if pieces and left <= pieces[-1][1] + gap:
                pieces[-1][1] = max(pieces[-1][1], right)
            else:
                pieces.append([left, right])
        if what == "length":
            return sum(right - left for left, right in pieces)
        if what == "pieces":
            return len(pieces)
        if what == "longest":
            return max(right - left for left, right in pieces)
        if what == "hole":
            return max((pieces[i][0] - pieces[i - 1][1] for i in range(1, len(pieces))), default=0)
        return [x for piece in pieces for x in piece]

    def events(n: int, strokes: list[list[int]]) -> object:
        points = sorted(
            [(left, -1) for left, _ in strokes] + [(right + gap, 1) for _, right in strokes]
        )
        depth = begin = 0
        pieces = []
        for x, step in points:
            if depth == 0:
                begin = x
            depth -= step
            if depth == 0:
                pieces.append((begin, x - gap))
        if what == "length":
            return sum(right - left for left, right in pieces)
        if what == "pieces":
            return len(pieces)
        if what == "longest":
            return max(right - left for left, right in pieces)
        if what == "hole":
            best = 0
            for (_, end), (start, _) in pairwise(pieces):
                best = max(best, start - end)
            return best
        result: list[int] = []
        for piece in pieces:
            result += piece
        return result

    def last_end(n: int, strokes: list[list[int]]) -> object:
        strokes.sort()
        pieces: list[list[int]] = []
        for left, right in strokes:
            if pieces and left <= pieces[-1][1] + gap:
                pieces[-1][1] = right
            else:
                pieces.append([left, right])
        if what == "length":
            return sum(right - left for left, right in pieces)
        if what == "pieces":
            return len(pieces)
        if what == "longest":
            return max(right - left for left, right in pieces)
        if what == "hole":
            return max((pieces[i][0] - pieces[i - 1][1] for i in range(1, len(pieces))), default=0)
        return [x for piece in pieces for x in piece]

    def make(maker: Maker) -> tuple[int, list[list[int]]]:
        n = maker.count(1, 10**5)
        if maker.scale == "least":
            return 1, [[0, 1]]
        high = {"tiny": 30, "small": 90}.get(maker.scale, maker.rng.choice((4 * n + 10, 10**9)))
        longest = maker.rng.choice((5, max(6, high // 4)))
        strokes = []
        for _ in range(n):
            left = maker.rng.randint(0, high - 1)
            strokes.append([left, min(T, left + maker.rng.randint(1, longest))])
        return n, strokes

    return Task(
        titles=("Islands of Paint", "Pieces of Colour", "Stroke by Stroke"),
        given=[
            Count("n", 1, 10**5, what="the number of strokes"),
            Rows(
                "strokes",
                "n",
                (Int("l", 0, T - 1), Int("r", "l+1", T)),
                what="the left and the right end of a stroke",
            ),
        ],
        ask=Listing(noun) if what == "list" else Value(noun),
        formal="On a line, `n` strokes are coloured; a row `l r` stands for one from point `l` "
        "to point `r`. Strokes that overlap or touch belong to the same piece of "
        f"colour.{near}",
        stories=[
            Story(
                "The longest white wall of @place is measured in centimetres from its left "
                "end. Last night somebody sprayed `n` strokes of colour onto it, all at the "
                "same height. The police measured each of them: a row `l r` stands for a "
                "stroke from `l` to `r`. Strokes that overlap or touch cannot be told apart "
                f"and form one piece of colour.{near} [The mayor is furious|The mayor "
                "secretly likes it]."
            ),
            Story(
                "A geologist drills a very deep hole and finds traces of copper, which are "
                "greenish. Each of `n` rows `l r` in the logbook describes a stroke of "
                "colour from depth `l` to depth `r`, in millimetres; with growing depth one "
                "goes to the right in the drawing. Where strokes overlap or touch, they are "
                f"one piece of colour.{near} For the report, a summary is needed."
            ),
        ],
        solve=solve,
        others=[events],
        wrong=[last_end],
        cpp=[
            """
            $type solve(int n, vector<vector<int>> strokes) {
                sort(strokes.begin(), strokes.end());
                vector<vector<int>> pieces;
                for (auto& stroke : strokes) {
                    if (!pieces.empty() && stroke[0] <= pieces.back()[1] + $gap) {
                        pieces.back()[1] = max(pieces.back()[1], stroke[1]);
                    } else {
                        pieces.push_back(stroke);
                    }
                }
                int length = 0, longest = 0, hole = 0;
                vector<int> all;
                for (int i = 0; i < (int)pieces.size(); i++) {
                    int here = pieces[i][1] - pieces[i][0];
                    length += here;
                    longest = max(longest, here);
                    if (i > 0) hole = max(hole, pieces[i][0] - pieces[i - 1][1]);
                    all.push_back(pieces[i][0]);
                    all.push_back(pieces[i][1]);
                }
                return $result;
            }
            """
        ],
        hints=(
            "From left to right, when does a new piece begin?",
            "Sorted by their left ends, a stroke either joins the last piece or begins a new one.",
            "Keep the pieces so far; the last one reaches to the greatest right end of its "
            "strokes.",
        ),
        explanation="After sorting by left ends, only the last piece can be touched by the next "
        "stroke, so one pass merges all; sorting dominates with `n log n`.",
        make=make,
        params={
            "type": "vector<int>" if what == "list" else "int",
            "result": {
                "length": "length",
                "pieces": "(int)pieces.size()",
                "longest": "longest",
                "list": "all",
                "hole": "hole",
            }[what],
        },
        call="pieces_of_colour",
    )


@family(1300, "greedy", "sortings")
def few_nails(p: Parameters) -> Task:
    inside = p.choice("inside", True, False)
    what = p.choice("what", "number", "list", "last")
    width = p.choice("width", 0, 1, 2)
    hits = (
        "a point strictly between `l` and `r`"
        if inside
        else "a point from `l` to `r`, ends included"
    )
    tool = (
        f"A clamp at the integer point `x` covers the points from `x` to `x + {width}`."
        if width
        else "A nail is driven into an integer point and holds everything that contains this point."
    )
    name = "clamps" if width else "nails"
    one = "clamp" if width else "nail"
    noun = {
        "number": f"the least number of {name}",
        "list": (
            f"the points `x` of the {name} in increasing order, if they are set from left to "
            "right, each as far to the right as possible and only where something is not yet "
            "held"
        ),
        "last": (
            f"the point `x` of the last {one}, if they are set from left to right, each as far "
            "to the right as possible and only where something is not yet held"
        ),
    }[what]
    least = 2 if inside else 0

    def solve(n: int, strips: list[list[int]]) -> object:
        strips.sort(key=lambda strip: strip[1])
        points: list[int] = []
        for left, right in strips:
            if inside:
                left += 1
                right -= 1
            if not points or points[-1] + width < left:
                points.append(right)
        if what == "number":
            return len(points)
        return points if what == "list" else points[-1]

    def from_left(n: int, strips: list[list[int]]) -> object:
        strips.sort()
        points = []
        end = 0
        for i, (left, right) in enumerate(strips):
            if inside:
                left, right = left + 1, right - 1
            if i > 0 and left <= end + width and right >= end:
                continue
            if i > 0 and left > end + width:
                points.append(end)
            end = right
        points.append(end)
        if what == "number":
            return len(points)
        return points if what == "list" else points[-1]

    def other_ends(n: int, strips: list[list[int]]) -> object:
        strips.sort(key=lambda strip: strip[1])
        points: list[int] = []
        for left, right in strips:
            if not inside:
                left += 1
                right -= 1
            if not points or points[-1] + width < left:
                points.append(right)
        if what == "number":
            return len(points)
        return points if what == "list" else points[-1]

    def by_left_end(n: int, strips: list[list[int]]) -> object:
        strips.sort()
        points: list[int] = []
        for left, right in strips:
            if inside:
                left += 1
                right -= 1
            if not points or points[-1] + width < left:
                points.append(right)
        if what == "number":
            return len(points)
        return points if what == "list" else points[-1]

    def make(maker: Maker) -> tuple[int, list[list[int]]]:
        n = maker.count(1, 10**5)
        if maker.scale == "least":
            return 1, [[0, least]]
        high = {"tiny": 30, "small": 70}.get(
            maker.scale, maker.rng.choice((3 * n + 10, 10**9 - 10**6))
        )
        longest = maker.rng.choice((5, 12, 10**6))
        strips = []
        for _ in range(n):
            left = maker.rng.randint(0, high)
            strips.append([left, left + maker.rng.randint(least, max(least, longest))])
        return n, strips

    return Task(
        titles=(f"Few {name.capitalize()}", "Hold Them All", "Strips"),
        given=[
            Count("n", 1, 10**5, what="the number of strips"),
            Rows(
                "strips",
                "n",
                (Int("l", 0, T), Int("r", f"l+{least}" if least else "l", T)),
                what="the left and the right end of a strip",
            ),
        ],
        ask=Listing(noun) if what == "list" else Value(noun),
        formal="On a line lie `n` strips, and a row `l r` stands for one from point `l` to "
        f"point `r`. {tool} A strip is held if {hits} is "
        f"{'covered by a clamp' if width else 'that of a nail'}; points are integers "
        f"here. All strips have to be held, with as few {name} as possible.",
        stories=[
            Story(
                "@who lays out `n` strips of wood along a line on the floor of the "
                "workshop, and some lie on top of others. A row `l r` tells where a strip "
                f"begins and where it ends. {tool} A strip is held fast if {hits} is "
                f"{'covered by a clamp' if width else 'that of a nail'}, where only integer "
                "points count. [It is late|Tools are expensive], and so all strips have to "
                f"be held with as few {name} as possible."
            ),
            Story(
                "Along the river of @place there are `n` stretches in which beavers live, "
                "which the map calls strips: a row `l r` is a stretch from kilometre `l` to "
                "kilometre `r`, and stretches may overlap. Biologists set up cameras, on "
                f"the map drawn as {name}. {tool} A stretch is observed, or held as they "
                f"say, if {hits} is {'covered by a clamp' if width else 'that of a nail'} "
                "(only whole kilometres are points). Every stretch has to be observed, and "
                "the budget is small."
            ),
        ],
        solve=solve,
        others=[from_left],
        wrong=[by_left_end, other_ends],
        cpp=[
            """
            $type solve(int n, vector<vector<int>> strips) {
                sort(strips.begin(), strips.end(), [](const vector<int>& x, const vector<int>& y) {
                    return x[1] < y[1];
                });
                vector<int> points;
                for (auto& strip : strips) {
                    int left = strip[0] + $shift, right = strip[1] - $shift;
                    if (points.empty() || points.back() + $width < left) points.push_back(right);
                }
                $result
            }
            """
        ],
        hints=(
            f"Which strip forces the first {one}, and how far to the right may it be?",
            f"The strip that ends first must be held, and the last point at which a {one} "
            "holds it is best for all others.",
            f"Sort by the right end and set a new {one} at the end of each strip that is not "
            "held yet.",
        ),
        explanation="The strip with the smallest right end needs something, and the rightmost "
        "possible place holds the most others. Repeating this is optimal; sorting "
        "takes `n log n`.",
        make=make,
        params={
            "type": "vector<int>" if what == "list" else "int",
            "shift": 1 if inside else 0,
            "result": {
                "number": "return points.size();",
                "list": "return points;",
                "last": "return points.back();",
            }[what],
        },
        call="few_points",
    )


@family(1300, "two pointers", "implementation")
def both_are_free(p: Parameters) -> Task:
    what = p.choice("what", "total", "first", "number", "longest")
    least = p.int("least", 1, 6)
    noun = {
        "total": "the total number of minutes of all possible meetings' time spans",
        "first": "the earliest minute in which a meeting can begin, or -1 if there is none",
        "number": "the number of common time spans that are long enough",
        "longest": "the length of the longest common time span, or 0 if none is long enough",
    }[what]
    if what == "total":
        noun = "the total length of all common time spans that are long enough"

    def solve(n: int, m: int, a: list[list[int]], b: list[list[int]]) -> int:
        i = j = total = number = longest = 0
        first = -1
        while i < n and j < m:
            left = max(a[i][0], b[j][0])
            right = min(a[i][1], b[j][1])
            if right - left >= least:
                total += right - left
                number += 1
                longest = max(longest, right - left)
                if first < 0:
                    first = left
            if a[i][1] < b[j][1]:
                i += 1
            else:
                j += 1
        if what == "total":
            return total
        if what == "first":
            return first
        return number if what == "number" else longest

    def sweeping(n: int, m: int, a: list[list[int]], b: list[list[int]]) -> int:
        events = []
        for left, right in a + b:
            events.append((left, 1))
            events.append((right, -1))
        events.sort()
        spans = []
        free = begin = 0
        for time, change in events:
            if free == 2 and change < 0 and time - begin >= least:
                spans.append((begin, time))
            free += change
            if free == 2:
                begin = time
        if what == "total":
            return sum(right - left for left, right in spans)
        if what == "first":
            return spans[0][0] if spans else -1
        if what == "number":
            return len(spans)
        return max((right - left for left, right in spans), default=0)

    def all_pairs(n: int, m: int, a: list[list[int]], b: list[list[int]]) -> int:
        spans = []
        for x, y in a:
            for u, v in b:
                left, right = max(x, u), min(y, v)
                if right - left >= least:
                    spans.append((left, right))
        spans.sort()
        if what == "total":
            return sum(right - left for left, right in spans)
        if what == "first":
            return spans[0][0] if spans else -1
        if what == "number":
            return len(spans)
        return max((right - left for left, right in spans), default=0)

    def both_move(n: int, m: int, a: list[list[int]], b: list[list[int]]) -> int:
        spans = []
        for (x, y), (u, v) in zip(a, b, strict=False):
            left, right = max(x, u), min(y, v)
            if right - left >= least:
                spans.append((left, right))
        if what == "total":
            return sum(right - left for left, right in spans)
        if what == "first":
            return spans[0][0] if spans else -1
        if what == "number":
            return len(spans)
        return max((right - left for left, right in spans), default=0)

    def make(maker: Maker) -> tuple[int, int, list[list[int]], list[list[int]]]:
        n, m = maker.count(1, 3 * 10**4), maker.count(1, 3 * 10**4)
        if maker.scale == "least":
            return 1, 1, [[0, 1]], [[0, 1]]
        step = {"tiny": 3, "small": 5}.get(maker.scale, maker.rng.choice((6, 2000)))

        def spans(count: int, long: int) -> list[list[int]]:
            time, rows = 0, []
            for _ in range(count):
                left = time + maker.rng.randint(1, step)
                time = left + maker.rng.randint(1, long)
                rows.append([left, time])
            return rows

        return (
            n,
            m,
            spans(n, maker.rng.choice((2, 3, 4)) * step),
            spans(m, maker.rng.choice((1, 2, 4)) * step),
        )

    long = f"{least} minutes" if least > 1 else "one minute"
    return Task(
        titles=("Both Are Free", "A Common Hour", "When Can We Meet?"),
        given=[
            (Count("n", 1, 3 * 10**4), Count("m", 1, 3 * 10**4)),
            Rows(
                "a",
                "n",
                (Int("l", 0, 2 * 10**9), Int("r", "l+1", 2 * 10**9)),
                what="the beginning and the end of a free time of the first person",
            ),
            Rows(
                "b",
                "m",
                (Int("u", 0, 2 * 10**9), Int("v", "u+1", 2 * 10**9)),
                what="the beginning and the end of a free time of the second person",
            ),
        ],
        ask=Value(noun),
        formal="The first person is free in `n` time spans, the second one in `m`. A row "
        "contains the beginning and the end of a span in minutes. The spans of each "
        "person are given in increasing order, and between two spans of the same person "
        "lies at least one minute. A common time span is the overlap of one span of the "
        "first person with one of the second. It is long enough if it takes at least "
        f"{long}.",
        stories=[
            Story(
                "@who and @friend want to talk about a secret plan, but their calendars are "
                "full. @who has `n` free time spans, given as `a`, and @friend has `m`, "
                "given as `b`; each row holds the beginning and the end of a span, in "
                "minutes. In both lists the spans are in increasing order, with at least a "
                "minute between two of them. A common time span is where a free span of "
                "@who and one of @friend overlap. For the talk it is long enough if it "
                f"takes {long} or more."
            ),
            Story(
                "From a small island one can phone only while two satellites are above the "
                "horizon. The first one is there during `n` time spans, the rows of `a`, "
                "and the second one during `m`, the rows of `b`. Each row consists of a "
                "beginning and an end in minutes; for each satellite the spans are sorted "
                "by time and separated by at least one minute. Where a span of the first "
                "overlaps with a span of the second there is a common time span, which is "
                f"long enough for a call if it has at least {long}."
            ),
        ],
        solve=solve,
        others=[sweeping],
        slow=[all_pairs],
        wrong=[both_move],
        cpp=[
            """
            long long solve(int n, int m, vector<vector<int>> a, vector<vector<int>> b) {
                int i = 0, j = 0;
                long long total = 0, number = 0, longest = 0, first = -1;
                while (i < n && j < m) {
                    int left = max(a[i][0], b[j][0]), right = min(a[i][1], b[j][1]);
                    if (right - left >= $least) {
                        total += right - left;
                        number++;
                        longest = max(longest, (long long)right - left);
                        if (first < 0) first = left;
                    }
                    if (a[i][1] < b[j][1]) i++;
                    else j++;
                }
                return $what;
            }
            """
        ],
        hints=(
            "Two spans overlap from the later beginning to the earlier end.",
            "Look at the first span of each list: which of them cannot overlap with "
            "anything else any more?",
            "The one that ends first is done with; move on in its list.",
        ),
        explanation="With two pointers, each step finishes the span that ends first, so there "
        "are fewer than `n + m` steps.",
        make=make,
        call="common_time",
    )


@family(1400, "sortings", "data structures")
def boxes_in_boxes(p: Parameters) -> Task:
    what = p.choice("what", "inside", "around", "free")
    strict = p.choice("strict", True, False)
    noun = {
        "inside": "the number of ranges that lie within another one",
        "around": "the number of ranges within which at least one other range lies",
        "free": (
            "the number of ranges that neither lie within another one nor have another one "
            "within them"
        ),
    }[what]
    rule = "`l > u` and `r < v`" if strict else "`l >= u` and `r <= v`"

    def solve(n: int, ranges: list[list[int]]) -> int:
        order = sorted(range(n), key=lambda i: (ranges[i][0], -ranges[i][1]))
        inside = [False] * n
        around = [False] * n
        best, j = -1, 0
        for i in order:
            left, right = ranges[i]
            if strict:
                while ranges[order[j]][0] < left:
                    best = max(best, ranges[order[j]][1])
                    j += 1
                inside[i] = best > right
            else:
                inside[i] = best >= right
                best = max(best, right)
        low, j = 10**10, n - 1
        for i in reversed(order):
            left, right = ranges[i]
            if strict:
                while ranges[order[j]][0] > left:
                    low = min(low, ranges[order[j]][1])
                    j -= 1
                around[i] = low < right
            else:
                around[i] = low <= right
                low = min(low, right)
        if what == "inside":
            return sum(inside)
        if what == "around":
            return sum(around)
        return sum(1 for i in range(n) if not inside[i] and not around[i])

    def sorted_rows(n: int, ranges: list[list[int]]) -> int:
        rows = sorted(ranges, key=lambda row: (row[0], row[1] if strict else -row[1]))
        inside, around = [], []
        best, low = -1, 10**10
        for _, right in rows:
            inside.append(best > right if strict else best >= right)
            best = max(best, right)
        for _, right in reversed(rows):
            around.append(low < right if strict else low <= right)
            low = min(low, right)
        around.reverse()
        if what == "inside":
            return inside.count(True)
        if what == "around":
            return around.count(True)
        return sum(1 for i in range(n) if not (inside[i] or around[i]))

    def all_pairs(n: int, ranges: list[list[int]]) -> int:
        inside = [False] * n
        around = [False] * n
        for i in range(n):
            for j in range(n):
                u, v = ranges[i]
                left, right = ranges[j]
                within = left > u and right < v
                if not strict:
                    within = i != j and left >= u and right <= v
                if within:
                    around[i] = True
                    inside[j] = True
        if what == "inside":
            return inside.count(True)
        if what == "around":
            return around.count(True)
        return sum(1 for x, y in zip(inside, around, strict=True) if not x and not y)

    def by_left_only(n: int, ranges: list[list[int]]) -> int:
        ranges.sort()
        inside = around = free = 0
        for i in range(n):
            right = ranges[i][1]
            before = i > 0 and (ranges[i - 1][1] > right if strict else ranges[i - 1][1] >= right)
            after = i + 1 < n and (
                ranges[i + 1][1] < right if strict else ranges[i + 1][1] <= right
            )
            inside += before
            around += after
            free += not before and not after
        if what == "inside":
            return inside
        return around if what == "around" else free

    def make(maker: Maker) -> tuple[int, list[list[int]]]:
        n = maker.count(1, 10**5)
        if maker.scale == "least":
            return 1, [[0, 1]]
        high = {"tiny": 12, "small": 30}.get(maker.scale, 10**9)
        kind = maker.rng.random()
        ranges: list[list[int]] = []
        used = set()
        while len(ranges) < n:
            left = maker.rng.randint(0, high - 1)
            longest = high if kind < 0.4 else max(2, high // max(2, n // 2))
            right = min(high + 100, left + maker.rng.randint(1, longest))
            if (left, right) in used:
                left = maker.rng.randint(0, 10**9 - 1)
                right = maker.rng.randint(left + 1, 10**9)
            if (left, right) not in used:
                used.add((left, right))
                ranges.append([left, min(T, right)])
        return len(ranges), ranges

    return Task(
        titles=("Within Another", "Boxes in Boxes", "Ranges"),
        given=[
            Count("n", 1, 10**5, what="the number of ranges"),
            Rows(
                "ranges",
                "n",
                (Int("l", 0, T - 1), Int("r", "l+1", T)),
                what="the ends of a range; no two rows are equal",
                distinct=True,
            ),
        ],
        ask=Value(noun),
        formal="There are `n` different ranges, one in each row. A range with the ends `l` and "
        f"`r` lies within another one with the ends `u` and `v` if {rule}.",
        stories=[
            Story(
                "The national library has `n` catalogues of old letters, and each covers a "
                "different range of years, here counted in days since the founding of "
                "@place: from day `l` to day `r`. A catalogue whose ends are `l` and `r` "
                f"lies within another one with the ends `u` and `v` if {rule}. [Some of them "
                "will be thrown away|Readers are confused], and a librarian has to find out "
                "how the ranges lie."
            ),
            Story(
                "`n` street musicians play at a long promenade, and each can be heard in a "
                "range from metre `l` to metre `r`; no two ranges are the same. Music whose "
                "range has the ends `l` and `r` lies within that with the ends `u` and `v` "
                f"if {rule}. A sound engineer, who walked along the promenade with a list of "
                "all ranges, now wants to know something about them."
            ),
        ],
        solve=solve,
        others=[sorted_rows],
        wrong=[by_left_only],
        slow=[all_pairs],
        cpp=[
            """
            int solve(int n, vector<vector<int>> ranges) {
                vector<int> order(n);
                iota(order.begin(), order.end(), 0);
                sort(order.begin(), order.end(), [&](int i, int j) {
                    if (ranges[i][0] != ranges[j][0]) return ranges[i][0] < ranges[j][0];
                    return $tie;
                });
                vector<bool> inside(n), around(n);
                int best = -1, low = INT_MAX;
                for (int i : order) {
                    inside[i] = best $over ranges[i][1];
                    best = max(best, ranges[i][1]);
                }
                reverse(order.begin(), order.end());
                for (int i : order) {
                    around[i] = low $under ranges[i][1];
                    low = min(low, ranges[i][1]);
                }
                int result = 0;
                for (int i = 0; i < n; i++) result += $result;
                return result;
            }
            """
        ],
        hints=(
            "Sort the ranges by their left ends. Which can then lie within which?",
            "A range lies within an earlier one exactly if some earlier one reaches far "
            "enough to the right.",
            "Keep the greatest right end so far; from the other side, keep the least right "
            "end. Mind equal left ends.",
        ),
        explanation="After sorting by left ends, the largest right end before a range and the "
        "smallest after it decide; sorting takes `n log n`.",
        make=make,
        params={
            "tie": "ranges[i][1] < ranges[j][1]" if strict else "ranges[i][1] > ranges[j][1]",
            "over": ">" if strict else ">=",
            "under": "<" if strict else "<=",
            "result": {
                "inside": "inside[i]",
                "around": "around[i]",
                "free": "!inside[i] && !around[i]",
            }[what],
        },
        call="within",
    )
