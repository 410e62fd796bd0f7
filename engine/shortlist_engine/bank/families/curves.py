"""Circles, polygons and polynomials in whole numbers."""

from __future__ import annotations

from functools import cmp_to_key
from math import gcd

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Ask, Decide, Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Rows

MOD = 10**9 + 7
Point = tuple[int, int]


@family(1000, "geometry", "math")
def two_circles(p: Parameters) -> Task:
    what = p.choice("what", "points", "touch", "share", "inside", "apart", "word")
    ask: Ask = {
        "points": Value("the number of points that lie on both circles, or -1 if there are "
                        "infinitely many"),
        "touch": Decide("exactly one point lies on both circles"),
        "share": Decide("the two discs have at least one point in common"),
        "inside": Decide("one of the two discs contains the other one completely, where the "
                         "circles may touch each other or be equal"),
        "apart": Decide("no point lies on both circles"),
        "word": Value("one word for the position of the circles: equal if they are the same, cross "
                      "if they have two points in common, touch if they have one, apart if no "
                      "point belongs to both discs, and nested otherwise", python_type="str"),
    }[what]  # fmt: skip

    def solve(a: int, b: int, r: int, c: int, d: int, s: int) -> object:
        dist = (a - c) ** 2 + (b - d) ** 2
        far, near = (r + s) ** 2, (r - s) ** 2
        if what == "share":
            return dist <= far
        if what == "inside":
            return dist <= near
        if what == "touch":
            return dist == far or (dist == near and dist > 0)
        if what == "apart":
            return dist > far or dist < near
        if dist == 0 and r == s:
            return "equal" if what == "word" else -1
        if what == "word":
            if dist > far:
                return "apart"
            if dist < near:
                return "nested"
            return "cross" if near < dist < far else "touch"
        if dist > far or dist < near:
            return 0
        return 1 if dist in (near, far) else 2

    def by_chains(a: int, b: int, r: int, c: int, d: int, s: int) -> object:
        x, y = abs(a - c), abs(b - d)
        square = x * x + y * y
        low, high = sorted((r, s))
        outer = square - (low + high) * (low + high)
        inner = square - (high - low) * (high - low)
        if square == inner == 0:
            position = "equal"
        elif outer > 0:
            position = "apart"
        elif inner < 0:
            position = "nested"
        elif outer == 0 or inner == 0:
            position = "touch"
        else:
            position = "cross"
        if what == "word":
            return position
        if what == "points":
            return {"equal": -1, "touch": 1, "cross": 2}.get(position, 0)
        if what == "share":
            return position != "apart"
        if what == "inside":
            return inner <= 0
        if what == "touch":
            return position == "touch"
        return position in ("apart", "nested")

    def outside_only(a: int, b: int, r: int, c: int, d: int, s: int) -> object:
        dist = (a - c) ** 2 + (b - d) ** 2
        far = (r + s) ** 2
        if what == "word":
            return "apart" if dist > far else "touch" if dist == far else "cross"
        if what == "points":
            return 0 if dist > far else 1 if dist == far else 2
        if what == "touch":
            return dist == far
        if what == "apart":
            return dist > far
        if what == "share":
            return dist < far
        return dist < (r - s) ** 2

    def make(maker: Maker) -> tuple[int, int, int, int, int, int]:
        far = 12 if maker.scale in ("least", "tiny", "small") else 10**6
        a, b = maker.rng.randint(-far, far), maker.rng.randint(-far, far)
        k = maker.rng.randint(1, max(1, far // 20))
        x, y, z = maker.rng.choice(((3, 4, 5), (0, 1, 1), (5, 12, 13), (4, 3, 5), (0, 5, 5)))
        c, d = a + k * x * maker.rng.choice((-1, 1)), b + k * y * maker.rng.choice((-1, 1))
        length = k * z
        r = maker.rng.randint(1, max(1, 2 * length))
        s = abs(length - r) if maker.chance(0.5) else length + r
        kind = maker.rng.random()
        if kind < 0.25:
            s += maker.rng.choice((-1, 1))
        elif kind < 0.5:
            s = maker.rng.randint(1, 2 * length)
        if kind > 0.85:
            c, d = a, b
            if maker.chance(0.5):
                s = r
        if maker.chance(0.5):
            r, s = s, r
        reach = 10**6
        a, b, c, d = (max(-reach, min(reach, value)) for value in (a, b, c, d))
        return a, b, max(1, min(reach, r)), c, d, max(1, min(reach, s))

    far = 10**6
    disc = (
        " A disc consists of all points inside of a circle and those on it."
        if what in ("share", "inside", "word")
        else ""
    )
    return Task(
        titles=("Two Circles", "Rings in the Water", "Do They Meet?"),
        given=[
            (Int("a", -far, far), Int("b", -far, far), Int("r", 1, far)),
            (Int("c", -far, far), Int("d", -far, far), Int("s", 1, far)),
        ],
        ask=ask,
        formal="Two circles are given: one with the centre (`a`, `b`) and the radius `r`, the "
        f"other one with the centre (`c`, `d`) and the radius `s`.{disc}",
        stories=[
            Story(
                "@who has thrown two stones into a quiet lake, and now there are two circles on "
                "the water. On the photo, the first has the centre (`a`, `b`) and the radius `r`, "
                f"and the second one the centre (`c`, `d`) and the radius `s`.{disc}"
            ),
            Story(
                "In a field of corn, two circles have appeared in one night. [Reporters|Farmers] "
                "measure them: the centre of one is at the point (`a`, `b`), and its radius is "
                f"`r`; the other one has the centre (`c`, `d`) and the radius `s`.{disc}"
            ),
        ],
        solve=solve,
        others=[by_chains],
        wrong=[outside_only],
        cpp=[
            """
            $type solve(int a, int b, int r, int c, int d, int s) {
                long long dist = 1LL * (a - c) * (a - c) + 1LL * (b - d) * (b - d);
                long long far = 1LL * (r + s) * (r + s), near = 1LL * (r - s) * (r - s);
                $body
            }
        """
        ],
        params={
            "type": {"points": "int", "word": "string"}.get(what, "bool"),
            "body": {
                "share": "return dist <= far;",
                "inside": "return dist <= near;",
                "touch": "return dist == far || (dist == near && dist > 0);",
                "apart": "return dist > far || dist < near;",
                "points": "if (dist == 0 && r == s) return -1;\n"
                "if (dist > far || dist < near) return 0;\n"
                "return dist == far || dist == near ? 1 : 2;",
                "word": 'if (dist == 0 && r == s) return "equal";\n'
                'if (dist > far) return "apart";\n'
                'if (dist < near) return "nested";\n'
                'return dist == far || dist == near ? "touch" : "cross";',
            }[what],
        },
        make=make,
        edges=[
            (0, 0, 1, 0, 0, 1), (0, 0, 1, 0, 0, 2), (0, 0, 1, 2, 0, 1), (0, 0, 1, 1, 0, 2),
            (0, 0, 5, 3, 4, 1), (0, 0, 5, 6, 8, 5), (0, 0, 2, 3, 3, 2),
            (-far, -far, 1, far, far, 1),
            (0, 0, 10, 3, 4, 4), (0, 0, 10, 3, 4, 5), (0, 0, 1, 5, 5, 2), (0, 0, 3, 3, 4, 3),
        ],
        hints=(
            "Only the distance of the centres and the two radii matter.",
            "Compare squares, so that everything stays a whole number.",
            {
                "share": "The discs meet when the distance is at most the sum of the radii.",
                "inside": "One disc is inside of the other when the distance is at most the "
                "difference of the radii.",
            }.get(
                what,
                "The circles touch when the distance is the sum or the difference of the radii, "
                "and cross when it lies between the two.",
            ),
        ),
        explanation="The squared distance of the centres is compared with the squares of the sum "
        "and the difference of the radii, which takes constant time. In C++ squares need 64 bits.",
        call="compare_circles",
    )  # fmt: skip


def _polygon(maker: Maker, corners: int, reach: int) -> list[list[int]]:
    """Corners of a polygon around the origin, in the order of their directions, moved."""
    while True:
        by_direction: dict[Point, Point] = {}
        for _ in range(corners * 3):
            x, y = maker.rng.randint(-reach, reach), maker.rng.randint(-reach, reach)
            if (x, y) != (0, 0) and len(by_direction) < corners:
                g = gcd(x, y)
                by_direction.setdefault((x // g, y // g), (x, y))

        def compare(one: Point, two: Point) -> int:
            upper = (
                (one[1] < 0 or (one[1] == 0 and one[0] < 0)),
                (two[1] < 0 or (two[1] == 0 and two[0] < 0)),
            )
            if upper[0] != upper[1]:
                return 1 if upper[0] else -1
            cross = one[0] * two[1] - one[1] * two[0]
            return -1 if cross > 0 else 1 if cross < 0 else 0

        points = sorted(by_direction.values(), key=cmp_to_key(compare))
        turns = [
            points[i - 1][0] * points[i][1] - points[i - 1][1] * points[i][0]
            for i in range(len(points))
        ]
        if len(points) > 2 and min(turns) > 0:
            break
    dx, dy = maker.rng.randint(-reach, reach), maker.rng.randint(-reach, reach)
    result = [[x + dx, y + dy] for x, y in points]
    start = maker.rng.randrange(len(result))
    result = result[start:] + result[:start]
    return result[::-1] if maker.chance(0.5) else result


@family(1300, "geometry", "math")
def fenced_polygon(p: Parameters) -> Task:
    what = p.choice("what", "area", "border", "inside", "convex", "clockwise", "frame")
    ask: Ask = {
        "area": Value("twice the area of the polygon"),
        "border": Value("the number of points with whole coordinates on the border of the polygon"),
        "inside": Value(
            "the number of points with whole coordinates strictly inside the polygon"
        ),
        "convex": Decide("the polygon is convex, which means that no inner angle exceeds 180 "
                         "degrees"),
        "clockwise": Decide("the corners are given in clockwise order"),
        "frame": Value("twice the area of the part of the frame that the polygon does not cover, "
                       "where the frame is the smallest rectangle around the polygon with sides "
                       "parallel to the axes"),
    }[what]  # fmt: skip

    def solve(n: int, corners: list[list[int]]) -> object:
        double = border = left = right = 0
        for i in range(n):
            a, b = corners[i]
            c, d = corners[(i + 1) % n]
            double += a * d - b * c
            if what in ("border", "inside"):
                border += gcd(c - a, d - b)
            if what == "convex":
                e, f = corners[(i + 2) % n]
                turn = (c - a) * (f - d) - (d - b) * (e - c)
                if turn > 0:
                    left += 1
                if turn < 0:
                    right += 1
        if what == "area":
            return abs(double)
        if what == "border":
            return border
        if what == "inside":
            return (abs(double) - border + 2) // 2
        if what == "clockwise":
            return double < 0
        if what == "convex":
            return left == 0 or right == 0
        xs = [x for x, y in corners]
        ys = [y for x, y in corners]
        return 2 * (max(xs) - min(xs)) * (max(ys) - min(ys)) - abs(double)

    def from_first_corner(n: int, corners: list[list[int]]) -> object:
        after = corners[1:] + corners[:1]
        if what == "convex":
            ahead = after[1:] + after[:1]
            signs = set()
            for (a, b), (c, d), (e, f) in zip(corners, after, ahead, strict=True):
                turn = (c - a) * (f - d) - (d - b) * (e - c)
                if turn != 0:
                    signs.add(turn > 0)
            return len(signs) < 2
        x, y = corners[0]
        double = sum(
            (a - x) * (d - y) - (b - y) * (c - x)
            for (a, b), (c, d) in zip(corners, after, strict=True)
        )
        if what == "clockwise":
            return double < 0
        double = abs(double)
        if what == "area":
            return double
        if what == "frame":
            corners.sort()
            width = corners[-1][0] - corners[0][0]
            corners.sort(key=lambda corner: corner[1])
            return 2 * width * (corners[-1][1] - corners[0][1]) - double
        border = sum(gcd(a - c, b - d) for (a, b), (c, d) in zip(corners, after, strict=True))
        return border if what == "border" else (double - border) // 2 + 1

    def not_closed(n: int, corners: list[list[int]]) -> object:
        double = border = 0
        turns = []
        for i in range(n - 1):
            a, b = corners[i]
            c, d = corners[i + 1]
            double += a * d - b * c
            border += gcd(c - a, d - b)
            if i + 2 < n:
                e, f = corners[i + 2]
                turns.append((c - a) * (f - d) - (d - b) * (e - c))
        if what == "convex":
            return min(turns) >= 0 or max(turns) <= 0
        if what == "clockwise":
            return double < 0
        if what == "border":
            return border
        if what == "inside":
            return (abs(double) - border + 2) // 2
        if what == "area":
            return abs(double)
        xs, ys = [x for x, y in corners], [y for x, y in corners]
        return 2 * (max(xs) - min(xs)) * (max(ys) - min(ys)) - abs(double)

    def corners_only(n: int, corners: list[list[int]]) -> object:
        double = 0
        for i in range(n):
            a, b = corners[i - 1]
            c, d = corners[i]
            double += a * d - b * c
        if what == "area":
            return double
        if what == "border":
            return n
        if what == "inside":
            return (abs(double) - n + 2) // 2
        if what == "convex":
            return n <= 4
        if what == "clockwise":
            return double > 0
        xs, ys = [x for x, y in corners], [y for x, y in corners]
        return (max(xs) - min(xs)) * (max(ys) - min(ys)) - abs(double)

    def make(maker: Maker) -> tuple[int, list[list[int]]]:
        reach = {"least": 3, "tiny": 6, "small": 10, "medium": 100}.get(maker.scale, 10**6)
        n = maker.count(3, 1000)
        if maker.scale in ("tiny", "small") and what == "convex":
            n = maker.rng.randint(3, 5)
        corners = _polygon(maker, n, reach // 2 + 1)
        return len(corners), corners

    far = 2 * 10**6
    return Task(
        titles=("The Fenced Polygon", "Corner by Corner", "A Field with Corners"),
        given=[
            Count("n", 3, 1000, what="the number of corners"),
            Rows("corners", "n", (Int("x", -far, far), Int("y", -far, far))),
        ],
        ask=ask,
        formal="The corners of a polygon are the points (`x_i`, `y_i`), given in the order in "
        "which they lie on its border. The border does not touch or cross itself. The x axis "
        "points to the right and the y axis up.",
        stories=[
            Story(
                "@who has bought a field and driven `n` posts into the ground, one at each corner. "
                "Between neighbouring posts a straight fence is put up, also from the last to the "
                "first, so that the fences are the border of a polygon; nowhere else do they meet. "
                "On the map, post `i` stands at the point (`x_i`, `y_i`), x pointing to the right "
                "and y up."
            ),
            Story(
                "A plotter draws a polygon: the pen is put down at the point (`x_1`, `y_1`), moves "
                "along straight lines to (`x_2`, `y_2`), (`x_3`, `y_3`) and so on to (`x_n`, "
                "`y_n`), which are the corners, and then back to where it began. The line drawn, "
                "its border, never meets itself before that. x grows to the right, and y grows "
                "upwards."
            ),
        ],
        solve=solve,
        others=[from_first_corner],
        wrong=[not_closed, corners_only],
        cpp=[
            """
            $type solve(int n, vector<vector<int>> corners) {
                long long twice = 0, border = 0, left = 0, right = 0;
                long long low_x = 1e18, high_x = -1e18, low_y = 1e18, high_y = -1e18;
                for (int i = 0; i < n; i++) {
                    long long a = corners[i][0], b = corners[i][1];
                    long long c = corners[(i + 1) % n][0], d = corners[(i + 1) % n][1];
                    $step
                }
                return $result;
            }
        """
        ],
        params={
            "type": "bool" if what in ("convex", "clockwise") else "long long",
            "step": {
                "convex": "long long e = corners[(i + 2) % n][0], f = corners[(i + 2) % n][1];\n"
                "long long turn = (c - a) * (f - d) - (d - b) * (e - c);\n"
                "left += turn > 0;\nright += turn < 0;",
                "border": "border += __gcd(abs(c - a), abs(d - b));",
                "inside": "twice += a * d - b * c;\nborder += __gcd(abs(c - a), abs(d - b));",
                "frame": "twice += a * d - b * c;\nlow_x = min(low_x, a);\n"
                "high_x = max(high_x, a);\nlow_y = min(low_y, b);\nhigh_y = max(high_y, b);",
            }.get(what, "twice += a * d - b * c;"),
            "result": {
                "area": "abs(twice)",
                "border": "border",
                "inside": "(abs(twice) - border + 2) / 2",
                "convex": "left == 0 || right == 0",
                "clockwise": "twice < 0",
                "frame": "2 * (high_x - low_x) * (high_y - low_y) - abs(twice)",
            }[what],
        },
        make=make,
        edges=[
            (3, [[0, 0], [1, 0], [0, 1]]), (3, [[0, 0], [0, 1], [1, 0]]),
            (4, [[0, 0], [4, 0], [4, 4], [0, 4]]), (4, [[0, 0], [4, 0], [1, 1], [0, 4]]),
            (5, [[0, 0], [2, 0], [4, 0], [4, 4], [0, 4]]), (4, [[1, 1], [0, 4], [0, 0], [4, 0]]),
            (4, [[4, 0], [1, 1], [0, 4], [0, 0]]), (4, [[0, 4], [1, 1], [4, 0], [0, 0]]),
            (6, [[0, 0], [6, 0], [6, 2], [2, 2], [2, 6], [0, 6]]), (3, [[5, 5], [9, 9], [7, 5]]),
        ],
        hints=(
            "Look at the sides one by one; the last one leads back to the first corner.",
            {
                "border": "How many points does a side pass between its ends?",
                "convex": "At each corner, the border turns left or right; the sign of a cross "
                "product says which.",
                "inside": "There is a formula that links the area, the points inside, and those on "
                "the border.",
            }.get(
                what,
                "The sum of a * d - b * c over all sides, from (a, b) to (c, d), is twice the "
                "area, with a sign.",
            ),
            {
                "area": "Take the absolute value, since the order may be clockwise.",
                "border": "A side from (a, b) to (c, d) contributes gcd(|a - c|, |b - d|) points, "
                "one of its ends included.",
                "inside": "By Pick's theorem twice the area is twice the number of inner points, "
                "plus the number of points on the border, minus 2.",
                "convex": "The polygon is convex when it never turns left, or never turns right.",
                "clockwise": "The sign is negative for clockwise order.",
                "frame": "The frame reaches from the smallest to the greatest coordinate in both "
                "directions.",
            }[what],
        ),
        explanation="One pass over the sides, in whole numbers: cross products for "
        + {
            "border": "nothing here, greatest common divisors for the points on the sides.",
            "inside": "the area, greatest common divisors for the points on the border, and Pick's "
            "theorem.",
            "convex": "the turns at the corners.",
        }.get(what, "the area and its sign.")
        + " In C++, 64 bits are needed.",
        call="polygon",
        tests=False,
    )  # fmt: skip


@family(1200, "math", "implementation")
def school_polynomials(p: Parameters) -> Task:
    what = p.choice("what", "value", "slope", "times", "square", "shifted")
    falling = p.choice("falling", True, False)
    many = what in ("times", "square")
    ask: Ask = {
        "value": Value("the value of the polynomial at `x = k`, modulo `10^9 + 7`"),
        "slope": Value(
            "the value of the derivative of the polynomial at `x = k`, modulo `10^9 + 7`"
        ),
        "times": Listing("the coefficients of the product of the polynomial and `x + k`"),
        "square": Listing("the coefficients of the square of the polynomial plus `k`"),
        "shifted": Listing(
            "the coefficients of the derivative of the product of the polynomial and `x + k`"
        ),
    }[what]
    top = 300

    def solve(n: int, k: int, a: list[int]) -> object:
        if falling:
            a = a[::-1]
        if what == "value":
            result = 0
            for c in reversed(a):
                result = (result * k + c) % MOD
            return result
        if what == "slope":
            result = 0
            for i in range(n - 1, 0, -1):
                result = (result * k + i * a[i]) % MOD
            return result
        if what == "square":
            b = [0] * (2 * n - 1)
            for i in range(n):
                for j in range(n):
                    b[i + j] += a[i] * a[j]
            b[0] += k
        else:
            b = [0] * (n + 1)
            for i in range(n):
                b[i] += a[i] * k
                b[i + 1] += a[i]
            if what == "shifted":
                b = [i * b[i] for i in range(1, n + 1)]
        return b[::-1] if falling else b

    def by_powers(n: int, k: int, a: list[int]) -> object:
        degrees = range(n - 1, -1, -1) if falling else range(n)
        if what == "value":
            return sum(c * pow(k, e, 1000000007) for c, e in zip(a, degrees, strict=True)) % MOD
        if what == "slope":
            total = 0
            for c, e in zip(a, degrees, strict=True):
                if e > 0:
                    total += c * e * pow(k, e - 1, 1000000007)
            return total % MOD
        product: dict[int, int] = {}
        for c, e in zip(a, degrees, strict=True):
            if what == "square":
                for other, f in zip(a, degrees, strict=True):
                    product[e + f] = product.get(e + f, 0) + c * other
            else:
                product[e] = product.get(e, 0) + c * k
                product[e + 1] = product.get(e + 1, 0) + c
        if what == "square":
            product[0] += k
        if what == "shifted":
            product = {e - 1: e * c for e, c in product.items() if e > 0}
        return [product[e] for e in sorted(product, reverse=falling)]

    def other_order(n: int, k: int, a: list[int]) -> object:
        if not falling:
            a = a[::-1]
        if what in ("value", "slope"):
            total = 0
            for i in range(n):
                if what == "value":
                    total += a[i] * pow(k, i, MOD)
                elif i > 0:
                    total += i * a[i] * pow(k, i - 1, MOD)
            return total % MOD
        b = [0] * (2 * n - 1 if what == "square" else n + 1)
        for i in range(n):
            for j in range(n if what == "square" else 2):
                b[i + j] += a[i] * (a[j] if what == "square" else (k, 1)[j])
        if what == "square":
            b[0] += k
        if what == "shifted":
            b = [i * b[i] for i in range(1, len(b))]
        return b[::-1] if not falling else b

    def term_by_term(n: int, k: int, a: list[int]) -> object:
        if falling:
            a = a[::-1]
        if what == "value":
            return sum(c * k for c in a) % MOD
        if what == "slope":
            return sum(i * a[i] * pow(k, i, MOD) for i in range(1, n)) % MOD
        if what == "square":
            b = [0] * (2 * n - 1)
            for i in range(n):
                b[2 * i] = a[i] * a[i]
            b[0] += k
        elif what == "times":
            b = [c * k for c in a] + [a[-1]]
        else:
            b = [i * a[i] * k for i in range(1, n)] + [n * a[-1]]
        return b[::-1] if falling else b

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = min(maker.count(2, top), top)
        if maker.scale in ("tiny", "small"):
            n = min(n, 6)
        high = 9 if maker.scale in ("tiny", "small") else 100
        a = [maker.rng.randint(-high, high) for _ in range(n)]
        if maker.scale == "least":
            a = [1, 2]
        lead = 0 if falling else -1
        a[lead] = a[lead] or 1
        k = maker.rng.choice((-3, -2, 2, 3, 5, 10))
        return n, (maker.rng.randint(-100, 100) or 1) if maker.chance(0.3) else k, a

    order = (
        "from that of the highest power down to the constant one; the first of them is not 0"
        if falling
        else "from the constant one up to that of the highest power; the last of them is not 0"
    )
    shown = (
        " Coefficients of a result are listed in the same direction, all of them up to its degree."
        if many or what == "shifted"
        else ""
    )
    small = (
        " Results modulo `10^9 + 7` are from 0 to `10^9 + 6`, also for negative values."
        if what in ("value", "slope")
        else ""
    )
    return Task(
        titles=("School Polynomials", "Powers of x", "Coefficients"),
        given=[
            (Count("n", 2, top, what="the number of coefficients"), Int("k", -100, 100)),
            Ints("a", "n", -100, 100, what="the coefficients"),
        ],
        ask=ask,
        formal=f"A polynomial in `x` is given by its `n` coefficients, {order}. Besides, an "
        f"integer `k` is given.{shown}{small}",
        stories=[
            Story(
                "In the last lesson, the teacher of @who has filled the blackboard with a "
                "polynomial in `x`, and then the bell rang. At home @who finds only an integer `k` "
                f"and the `n` coefficients in the notebook, {order}.{shown}{small}"
            ),
            Story(
                "A pocket calculator from @place works with polynomials in `x`. One types in the "
                f"`n` coefficients, {order}; then one types an integer `k` and presses a key. The "
                f"key is worn, but the manual says what it does.{shown}{small}",
                {
                    "value": "It shows the value of the polynomial at `x = k`, modulo "
                    "`10^9 + 7`. What does it show?",
                    "slope": "It shows the value of the derivative of the polynomial at `x = k`, "
                    "modulo `10^9 + 7`. What does it show?",
                    "times": "It shows the coefficients of the product of the polynomial and "
                    "`x + k`. What are they?",
                    "square": "It squares the polynomial, adds `k`, and shows the coefficients of "
                    "the result. What are they?",
                    "shifted": "It multiplies the polynomial by `x + k`, takes the derivative, and "
                    "shows its coefficients. What are they?",
                }[what],
            ),
        ],
        solve=solve,
        others=[by_powers],
        wrong=[other_order, term_by_term],
        cpp=[
            """
            long long solve(int n, int k, vector<int> a) {
                const long long mod = 1000000007;
                $turn
                long long result = 0;
                for (int i = n - 1; i >= $last; i--) result = (result * k + $term) % mod;
                return (result + mod) % mod;
            }
            """
            if what in ("value", "slope")
            else """
            vector<long long> solve(int n, int k, vector<int> a) {
                $turn
                vector<long long> b($size);
                for (int i = 0; i < n; i++) {
                    $term
                }
                $more
                $back
                return b;
            }
            """
        ],
        params={
            "turn": "reverse(a.begin(), a.end());" if falling else "",
            "back": "reverse(b.begin(), b.end());" if falling else "",
            "last": 1 if what == "slope" else 0,
            "size": "2 * n - 1" if what == "square" else "n + 1",
            "term": {
                "value": "a[i]",
                "slope": "1LL * i * a[i]",
                "square": "for (int j = 0; j < n; j++) b[i + j] += a[i] * a[j];",
            }.get(what, "b[i] += a[i] * k;\nb[i + 1] += a[i];"),
            "more": {
                "square": "b[0] += k;",
                "shifted": "for (int i = 1; i <= n; i++) b[i - 1] = i * b[i];\nb.pop_back();",
            }.get(what, ""),
        },
        make=make,
        edges=[
            (2, 1, [1, 2]), (2, -1, [1, 1]), (3, 2, [1, -3, 2]), (3, 0, [4, 5, 6]),
            (4, 10, [1, 2, 3, 4]), (3, -7, [2, 0, -9]), (2, 100, [-100, 100]),
            (5, 3, [1, 0, 0, 0, 2]),
        ],
        hints=(
            "Number the coefficients by the power of x to which they belong"
            + (", which means reading the list from its end." if falling else "."),
            {
                "value": "Powers of `k` get huge; reduce modulo `10^9 + 7` after each step.",
                "slope": "The derivative of `c x^i` is `i c x^(i-1)`.",
                "times": "Multiplying by `x` moves all coefficients by one place.",
                "square": "The product of `x^i` and `x^j` is `x^(i+j)`.",
                "shifted": "First multiply; multiplying by `x` moves all coefficients by a place.",
            }[what],
            {
                "value": "Begin with the highest coefficient, multiply by `k`, add the next one, "
                "and so on.",
                "slope": "Begin with the highest term of the derivative, multiply by `k`, add the "
                "next coefficient, and so on.",
                "times": "Add to that `k` times the coefficients in their old places.",
                "square": "Add up the products of all pairs of coefficients in their places, and "
                "`k` in the place of the constant.",
                "shifted": "Then the derivative of `c x^i` is `i c x^(i-1)`.",
            }[what],
        ),
        explanation={
            "value": "Horner's rule needs one multiplication and one addition for each "
            "coefficient.",
            "slope": "Horner's rule, applied to the coefficients of the derivative.",
            "times": "Each coefficient of the product is the sum of two numbers.",
            "square": "`n^2` products of coefficients are added up in their places.",
            "shifted": "Two passes over the coefficients: one multiplies, one takes the "
            "derivative.",
        }[what],
        call="polynomial",
    )  # fmt: skip
