"""Points, rectangles, triangles and circles with whole coordinates."""

from __future__ import annotations

from collections import Counter

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Decide, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Rows

FAR = 10**6


@family(800, "geometry", "implementation")
def point_in_frame(p: Parameters) -> Task:
    where = p.choice("where", "inside", "border", "outside", "not outside")
    condition = {
        "inside": "the point lies strictly inside the rectangle",
        "border": "the point lies on the border of the rectangle",
        "outside": "the point lies outside of the rectangle (not on its border either)",
        "not outside": "the point lies inside the rectangle or on its border",
    }[where]

    def solve(x1: int, y1: int, x2: int, y2: int, x: int, y: int) -> bool:
        if where == "inside":
            return x1 < x < x2 and y1 < y < y2
        if where == "outside":
            return x < x1 or x > x2 or y < y1 or y > y2
        if where == "not outside":
            return x1 <= x <= x2 and y1 <= y <= y2
        return x1 <= x <= x2 and y1 <= y <= y2 and (x in (x1, x2) or y in (y1, y2))

    def by_clamping(x1: int, y1: int, x2: int, y2: int, x: int, y: int) -> bool:
        near = (min(max(x, x1), x2), min(max(y, y1), y2))
        within = near == (x, y)
        edge = x in (x1, x2) or y in (y1, y2)
        if where == "inside":
            return within and not edge
        if where == "outside":
            return not within
        if where == "not outside":
            return within
        return within and edge

    def other_border(x1: int, y1: int, x2: int, y2: int, x: int, y: int) -> bool:
        if where == "inside":
            return x1 <= x <= x2 and y1 <= y <= y2
        if where == "outside":
            return x <= x1 or x >= x2 or y <= y1 or y >= y2
        if where == "not outside":
            return x1 < x < x2 and y1 < y < y2
        return x in (x1, x2) or y in (y1, y2)

    def make(maker: Maker) -> tuple[int, ...]:
        x1, y1 = maker.number(-FAR, FAR - 1), maker.number(-FAR, FAR - 1)
        x2 = x1 + maker.number(1, min(50, FAR - x1))
        y2 = y1 + maker.number(1, min(50, FAR - y1))
        x, y = maker.rng.randint(x1 - 2, x2 + 2), maker.rng.randint(y1 - 2, y2 + 2)
        if maker.chance(0.4):
            x = maker.rng.choice((x1, x2))
        elif maker.chance(0.3):
            y = maker.rng.choice((y1, y2))
        return x1, y1, x2, y2, max(-FAR, min(FAR, x)), max(-FAR, min(FAR, y))

    return Task(
        titles=("Point and Rectangle", "Is It in the Frame?", "The Fence"),
        given=[
            (Int("x1", -FAR, FAR), Int("y1", -FAR, FAR)),
            (Int("x2", -FAR, FAR), Int("y2", -FAR, FAR)),
            (Int("x", -FAR, FAR), Int("y", -FAR, FAR)),
        ],
        ask=Decide(condition),
        formal="The sides of a rectangle are parallel to the axes. Its lower left corner is "
        "(`x1`, `y1`) and its upper right corner (`x2`, `y2`), with `x1 < x2` and `y1 < y2`. A "
        "point has the coordinates (`x`, `y`).",
        stories=[
            Story(
                "A farmer has put a fence around his field. Seen from above, the field is a "
                "rectangle with the corners (`x1`, `y1`) at the lower left and (`x2`, `y2`) at the "
                "upper right, where `x1 < x2` and `y1 < y2`, and its sides run along the axes of "
                "the map. A [sheep|goat] stands at the point (`x`, `y`); call it the point, and "
                "the field the rectangle."
            ),
            Story(
                "In a drawing program, @who drags the mouse from (`x1`, `y1`) to (`x2`, `y2`), "
                "always up and to the right, so that `x1 < x2` and `y1 < y2`. The program draws "
                "the rectangle between these corners. Then @who clicks on the point (`x`, `y`)."
            ),
        ],
        solve=solve,
        others=[by_clamping],
        wrong=[other_border],
        cpp=[
            """
            bool solve(int x1, int y1, int x2, int y2, int x, int y) {
                bool within = x1 <= x && x <= x2 && y1 <= y && y <= y2;
                bool edge = x == x1 || x == x2 || y == y1 || y == y2;
                return $result;
            }
        """
        ],
        params={
            "result": {
                "inside": "within && !edge",
                "border": "within && edge",
                "outside": "!within",
                "not outside": "within",
            }[where]
        },
        make=make,
        hints=(
            "Look at the two coordinates apart.",
            "The point is inside or on the border when `x1 <= x <= x2` and `y1 <= y <= y2`.",
            "On the border, one of the coordinates equals one of the corners' as well.",
        ),
        explanation="Comparing each coordinate with the corners' decides it in constant time.",
        call="check_point",
    )


@family(900, "geometry", "math")
def walk_between_points(p: Parameters) -> Task:
    distance = p.choice(
        "distance",
        Expr("a b c d", "abs(a - c) + abs(b - d)", "the number of blocks along the streets"),
        Expr("a b c d", "max(abs(a - c), abs(b - d))", "the number of moves of a king"),
    )
    back = p.choice("back", True, False)

    def solve(n: int, points: list[list[int]]) -> int:
        total = 0
        for i in range(1, n):
            total += distance(points[i - 1][0], points[i - 1][1], points[i][0], points[i][1])
        if back:
            total += distance(points[-1][0], points[-1][1], points[0][0], points[0][1])
        return total

    def pairwise(n: int, points: list[list[int]]) -> int:
        ends = points[1:] + points[:1] if back else points[1:]
        return sum(distance(x, y, z, w) for (x, y), (z, w) in zip(points, ends, strict=False))

    def the_other_way(n: int, points: list[list[int]]) -> int:
        total = 0
        for i in range(1, n):
            total += distance(points[i - 1][0], points[i - 1][1], points[i][0], points[i][1])
        if not back:
            total += distance(points[-1][0], points[-1][1], points[0][0], points[0][1])
        return total

    close = " At the end it returns to the first one." if back else ""
    king = "max" in distance.python
    move = (
        "a step to one of the eight neighbouring cells, diagonally too"
        if king
        else "a step up, down, left or right to a neighbouring cell"
    )
    return Task(
        titles=("The Postman's Walk", "From Point to Point", "A Round Trip"),
        given=[
            Count("n", 1, 10**5, what="the number of points"),
            Rows("points", "n", (Int("x", -1000, 1000), Int("y", -1000, 1000))),
        ],
        ask=Value("the least number of steps of the whole walk"),
        formal=f"On an infinite grid, a step is {move}. A robot starts at the point (`x_1`, `y_1`) "
        f"and visits the `n` points (`x_i`, `y_i`) in the given order.{close}",
        stories=[
            Story(
                f"A postman has `n` letters for the houses at (`x_1`, `y_1`), (`x_2`, `y_2`), ..., "
                "(`x_n`, `y_n`), and delivers them in this order. He begins at the first house. "
                f"In his town, everything is built on a grid, and one step is {move}.{close}",
                "How many steps does he need at least?",
            ),
            Story(
                "A little robot draws a picture by driving over a floor of square tiles. Its "
                "program is a list of `n` points; the `i`-th has the coordinates `x_i` and `y_i`. "
                f"It is put on the first point and drives to the others in turn.{close} One step "
                f"of the robot is {move}, and it never takes a longer way than it has to."
            ),
        ],
        solve=solve,
        others=[pairwise],
        wrong=[the_other_way],
        cpp=[
            """
            long long solve(int n, vector<vector<int>> points) {
                long long total = 0;
                for (int i = 1; i < n; i++) {
                    int dx = abs(points[i][0] - points[i - 1][0]);
                    int dy = abs(points[i][1] - points[i - 1][1]);
                    total += $step;
                }
                int dx = abs(points[n - 1][0] - points[0][0]);
                int dy = abs(points[n - 1][1] - points[0][1]);
                $close
                return total;
            }
        """
        ],
        params={
            "step": "max(dx, dy)" if king else "dx + dy",
            "close": f"total += {'max(dx, dy)' if king else 'dx + dy'};" if back else "",
        },
        hints=(
            "The ways between neighbouring points add up.",
            "How many steps are needed at least from one point to another?",
            "With four directions it is the sum of the differences of the coordinates, with eight "
            "the larger of the two.",
        ),
        explanation="Each way between two points is as short as it can be by itself, and the sum "
        "of `n` terms takes linear time.",
        call="walk_length",
    )


@family(1000, "geometry", "data structures")
def same_distance(p: Parameters) -> Task:
    kind = p.choice("kind", "square", "street")
    ask_pairs = p.choice("pairs", True, False)
    measure = (
        Expr("x y", "x * x + y * y", "their distance from the origin")
        if kind == "square"
        else Expr("x y", "abs(x) + abs(y)", "the sum of the absolute values of their coordinates")
    )

    def solve(n: int, points: list[list[int]]) -> int:
        seen: dict[int, int] = {}
        pairs = 0
        for x, y in points:
            d = measure(x, y)
            pairs += seen.get(d, 0)
            seen[d] = seen.get(d, 0) + 1
        if ask_pairs:
            return pairs
        return len(seen)

    def with_counter(n: int, points: list[list[int]]) -> int:
        counts = Counter(measure(x, y) for x, y in points)
        if ask_pairs:
            return sum(c * (c - 1) // 2 for c in counts.values())
        return len(counts)

    def signed(n: int, points: list[list[int]]) -> int:
        counts = Counter(x + y for x, y in points)
        if ask_pairs:
            return sum(c * (c - 1) // 2 for c in counts.values())
        return len(counts)

    def make(maker: Maker) -> tuple[int, list[list[int]]]:
        n = maker.count(1, 10**5)
        reach = maker.rng.choice((1, 2, 4, 10)) if maker.scale != "large" else 10**6
        return n, [[maker.rng.randint(-reach, reach) for _ in range(2)] for _ in range(n)]

    noun = (
        f"the number of pairs of points that agree in {measure.words}"
        if ask_pairs
        else f"the number of different values of {measure.words}"
    )
    return Task(
        titles=("Equally Far", "Rings Around the Centre", "Same Distance"),
        given=[
            Count("n", 1, 10**5),
            Rows("points", "n", (Int("x", -FAR, FAR), Int("y", -FAR, FAR))),
        ],
        ask=Value(noun),
        formal="There are `n` points (`x_i`, `y_i`) in the plane; the same point may occur several "
        "times.",
        stories=[
            Story(
                "A radio tower stands at the origin (0, 0) of a map. Around it are `n` receivers, "
                "the `i`-th at the point (`x_i`, `y_i`); several may be at the same point. The "
                f"engineers want to know about {measure.words}, because those for which it is "
                "equal hear the signal in the same quality."
            ),
            Story(
                "On a shooting range, `n` arrows have hit a large board, and the `i`-th of them "
                "sticks at (`x_i`, `y_i`), seen from the centre of the board, which has the "
                f"coordinates (0, 0). What counts for the score is {measure.words}. Two arrows may "
                "have hit the same point."
            ),
        ],
        solve=solve,
        others=[with_counter],
        wrong=[signed],
        cpp=[
            """
            long long solve(int n, vector<vector<int>> points) {
                map<long long, long long> seen;
                long long pairs = 0;
                for (auto& point : points) {
                    long long x = point[0], y = point[1];
                    long long d = $measure(x, y);
                    pairs += seen[d];
                    seen[d]++;
                }
                return $result;
            }
        """
        ],
        params={"measure": measure, "result": "pairs" if ask_pairs else "(long long)seen.size()"},
        make=make,
        hints=(
            "There is no need to take square roots.",
            "Compute one number for each point, and count how often each number occurs.",
            "A number that has occurred c times before makes c new pairs.",
        ),
        explanation="A map from the number of a point to how often it has occurred counts all in "
        "one pass. Comparing squares avoids roots and their rounding.",
        call="count_equal",
    )


@family(1000, "geometry", "math")
def kinds_of_triangles(p: Parameters) -> Task:
    kind = p.choice("kind", "right", "isosceles", "any", "scalene", "obtuse")
    words = {
        "right": "have a right angle",
        "isosceles": "have at least two equal sides",
        "any": "are triangles at all",
        "scalene": "have three different sides",
        "obtuse": "have an angle of more than 90 degrees",
    }[kind]

    def solve(n: int, sides: list[list[int]]) -> int:
        count = 0
        for row in sides:
            a, b, c = sorted(row)
            if a + b <= c:
                continue
            if kind == "right" and a * a + b * b == c * c:
                count += 1
            if kind == "isosceles" and (a == b or b == c):
                count += 1
            if kind == "any":
                count += 1
            if kind == "scalene" and a < b < c:
                count += 1
            if kind == "obtuse" and a * a + b * b < c * c:
                count += 1
        return count

    def at_once(n: int, sides: list[list[int]]) -> int:
        rows = [sorted(row) for row in sides]
        proper = [(a, b, c) for a, b, c in rows if a + b > c]
        if kind == "right":
            return sum(a * a + b * b == c * c for a, b, c in proper)
        if kind == "isosceles":
            return sum(len({a, b, c}) < 3 for a, b, c in proper)
        if kind == "scalene":
            return sum(len({a, b, c}) == 3 for a, b, c in proper)
        if kind == "obtuse":
            return sum(a * a + b * b < c * c for a, b, c in proper)
        return len(proper)

    def flat_ones_too(n: int, sides: list[list[int]]) -> int:
        count = 0
        for a, b, c in sides:
            if a + b < c:
                continue
            if kind == "right" and a * a + b * b == c * c:
                count += 1
            if kind == "isosceles" and (a == b or b == c):
                count += 1
            if kind == "any":
                count += 1
            if kind == "scalene" and a != b and b != c:
                count += 1
            if kind == "obtuse" and a * a + b * b < c * c:
                count += 1
        return count

    def make(maker: Maker) -> tuple[int, list[list[int]]]:
        n = maker.count(1, 10**4)
        rows = []
        for _ in range(n):
            side = maker.number(1, 10**6)
            other = maker.rng.randint(1, 10**6) if maker.chance(0.2) else maker.number(1, 40)
            row = [side, other, min(10**6, max(1, abs(side + maker.rng.randint(-5, 5))))]
            if maker.chance(0.3):
                factor = maker.rng.randint(1, 9)
                row = [factor * x for x in maker.rng.choice(((3, 4, 5), (5, 12, 13), (8, 15, 17)))]
            if maker.chance(0.15):
                row = [side, other, min(10**6, side + other)]
            maker.rng.shuffle(row)
            rows.append(row)
        return n, rows

    side = "the lengths of the three rods"
    return Task(
        titles=("Three Rods", "Triangles of Sticks", "What Kind of Triangle?"),
        given=[
            Count("n", 1, 10**4, what="the number of sets"),
            Rows(
                "sides",
                "n",
                (Int("a", 1, FAR), Int("b", 1, FAR), Int("c", 1, FAR)),
                what=side,
            ),
        ],
        ask=Value(f"the number of triples whose rods form a triangle and {words}")
        if kind != "any"
        else Value("the number of triples whose rods form a triangle"),
        formal="There are `n` triples of rods with the lengths `a_i`, `b_i` and `c_i`. The rods of "
        "a triple form a triangle when the longest is shorter than the other two together.",
        stories=[
            Story(
                "A toy shop sells bags with three wooden rods each. In the `i`-th of `n` bags the "
                "rods, which make up a triple, have the lengths `a_i`, `b_i` and `c_i`. Children "
                "put the three together at their ends; this gives a triangle only if the longest "
                "rod is shorter than the other two together. The shop wants to advertise some of "
                "the bags."
            ),
            Story(
                "For a tent, @who needs frames of three rods. There are `n` triples of rods in the "
                "cellar: those of the `i`-th are `a_i`, `b_i` and `c_i` centimetres long, in any "
                "order. They form a triangle when no rod is as long as the other two together, or "
                "longer. Not every triangle is good for a tent."
            ),
        ],
        solve=solve,
        others=[at_once],
        wrong=[flat_ones_too],
        cpp=[
            """
            int solve(int n, vector<vector<int>> sides) {
                int count = 0;
                for (auto& row : sides) {
                    sort(row.begin(), row.end());
                    long long a = row[0], b = row[1], c = row[2];
                    if (a + b <= c) continue;
                    if ($test) count++;
                }
                return count;
            }
        """
        ],
        params={
            "test": {
                "right": "a * a + b * b == c * c",
                "isosceles": "a == b || b == c",
                "any": "c > 0",
                "scalene": "a < b && b < c",
                "obtuse": "a * a + b * b < c * c",
            }[kind]
        },
        make=make,
        hints=(
            "Sort the three lengths first.",
            "With `a <= b <= c`, it is a triangle exactly when `a + b > c`.",
            "Comparing `a^2 + b^2` with `c^2` tells right, acute and obtuse triangles apart.",
        ),
        explanation="After sorting the three lengths each test is a comparison of whole numbers, "
        "so all triples take linear time.",
        call="count_triangles",
    )


@family(1100, "geometry", "math")
def two_rectangles(p: Parameters) -> Task:
    what = p.choice("what", "common", "union", "frame", "only first")
    noun = {
        "common": "the area of the common part of the two rectangles",
        "union": "the area that at least one of the rectangles covers",
        "frame": "the area of the smallest rectangle with sides parallel to the axes that contains "
        "both",
        "only first": "the area that the first rectangle covers and the second does not",
    }[what]

    def solve(r: list[list[int]]) -> int:
        (a, b, c, d), (e, f, g, h) = r
        first, second = (c - a) * (d - b), (g - e) * (h - f)
        common = max(0, min(c, g) - max(a, e)) * max(0, min(d, h) - max(b, f))
        if what == "common":
            return common
        if what == "union":
            return first + second - common
        if what == "only first":
            return first - common
        return (max(c, g) - min(a, e)) * (max(d, h) - min(b, f))

    def sides_first(r: list[list[int]]) -> int:
        left, low = max(r[0][0], r[1][0]), max(r[0][1], r[1][1])
        right, high = min(r[0][2], r[1][2]), min(r[0][3], r[1][3])
        common = (right - left) * (high - low) if right > left and high > low else 0
        areas = [(x2 - x1) * (y2 - y1) for x1, y1, x2, y2 in r]
        if what == "common":
            return common
        if what == "union":
            return sum(areas) - common
        if what == "only first":
            return areas[0] - common
        xs = [row[0] for row in r] + [row[2] for row in r]
        ys = [row[1] for row in r] + [row[3] for row in r]
        return (max(xs) - min(xs)) * (max(ys) - min(ys))

    def no_clamping(r: list[list[int]]) -> int:
        (a, b, c, d), (e, f, g, h) = r
        first, second = (c - a) * (d - b), (g - e) * (h - f)
        common = (min(c, g) - max(a, e)) * (min(d, h) - max(b, f))
        if what == "common":
            return common
        if what == "union":
            return first + second - common
        if what == "only first":
            return first - common
        return first + second - common

    def make(maker: Maker) -> tuple[list[list[int]]]:
        rows = []
        reach = 12 if maker.scale in ("least", "tiny", "small") else 10**6
        for _ in range(2):
            x1, x2 = sorted(maker.distinct(2, 0, reach))
            y1, y2 = sorted(maker.distinct(2, 0, reach))
            rows.append([x1, y1, x2, y2])
        return (rows,)

    corner = (Int("x", 0, FAR), Int("y", 0, FAR), Int("z", 0, FAR), Int("w", 0, FAR))
    return Task(
        titles=("Two Rectangles", "Two Carpets", "Overlapping Posters"),
        given=[Rows("r", 2, corner, other=("rects", "rectangles"))],
        ask=Value(noun),
        formal="Two rectangles have sides parallel to the axes. Rectangle `i` has the lower left "
        "corner (`x_i`, `y_i`) and the upper right corner (`z_i`, `w_i`), where `x_i < z_i` and "
        "`y_i < w_i`.",
        stories=[
            Story(
                "Two carpets lie in a hall, their sides along the walls. Measured in centimetres "
                "from a corner of the hall, carpet `i` reaches from `x_i` to `z_i` in one "
                "direction and from `y_i` to `w_i` in the other (`x_i < z_i`, `y_i < w_i`). They "
                "may overlap, and @who calls them the two rectangles."
            ),
            Story(
                "On a notice board somebody has hung up two posters, rectangles with upright "
                "sides. The lower left corner of poster `i` is at (`x_i`, `y_i`), the upper right "
                "one at (`z_i`, `w_i`); of course `x_i < z_i` and `y_i < w_i`. One may hide a part "
                "of the other."
            ),
        ],
        solve=solve,
        others=[sides_first],
        wrong=[no_clamping],
        cpp=[
            """
            long long solve(vector<vector<int>> r) {
                long long a = r[0][0], b = r[0][1], c = r[0][2], d = r[0][3];
                long long e = r[1][0], f = r[1][1], g = r[1][2], h = r[1][3];
                long long first = (c - a) * (d - b), second = (g - e) * (h - f);
                long long width = max(0LL, min(c, g) - max(a, e));
                long long height = max(0LL, min(d, h) - max(b, f));
                long long common = width * height;
                return $result;
            }
        """
        ],
        params={
            "result": {
                "common": "common",
                "union": "first + second - common",
                "only first": "first - common",
                "frame": "(max(c, g) - min(a, e)) * (max(d, h) - min(b, f))",
            }[what]
        },
        make=make,
        hints=(
            "Think of the two directions apart: each gives two intervals on a line.",
            "Two intervals share the part from the larger of the left ends to the smaller of the "
            "right ends, if that is not empty.",
            "The common part is a rectangle (or empty); the other areas follow from its area.",
        ),
        explanation="The overlap in each direction is max(0, smaller right end - larger left end), "
        "and their product is the common area; the frame reaches from the smaller left end to the "
        "larger right end. Every area that is asked for follows from these.",
        call="rectangle_area",
    )
