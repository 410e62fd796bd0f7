"""Points and lines with whole coordinates: directions, sides, areas, the nearest point."""

from __future__ import annotations

from itertools import pairwise
from math import atan2, gcd

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Rows

FAR = 10**6


@family(1000, "geometry", "brute force")
def three_in_a_line(p: Parameters) -> Task:
    what = p.choice("what", "lines", "right", "flat", "left")
    near = p.choice("near", False, True)
    words = {
        "lines": "lie on one straight line",
        "right": "form a triangle with a right angle",
        "flat": "form a triangle with a side that is parallel to one of the axes",
        "left": "form a triangle whose area is a whole number",
    }[what]
    which = "three consecutive points of the list" if near else "three of the points"

    def solve(n: int, points: list[list[int]]) -> int:
        count = 0
        for i in range(n):
            for j in range(i + 1, i + 2 if near else n):
                for k in range(j + 1, min(n, j + 2) if near else n):
                    (a, b), (c, d), (e, f) = points[i], points[j], points[k]
                    area = (c - a) * (f - b) - (d - b) * (e - a)
                    if what == "lines":
                        count += area == 0
                    if what == "right" and area != 0:
                        x = (c - a) * (e - a) + (d - b) * (f - b)
                        y = (a - c) * (e - c) + (b - d) * (f - d)
                        z = (a - e) * (c - e) + (b - f) * (d - f)
                        count += x * y * z == 0
                    if what == "flat" and area != 0:
                        count += a in (c, e) or c == e or b in (d, f) or d == f
                    if what == "left" and area != 0:
                        count += area % 2 == 0
        return count

    def by_triples(n: int, points: list[list[int]]) -> int:
        triples = [(i, i + 1, i + 2) for i in range(n - 2)]
        if not near:
            triples = [(i, j, k) for k in range(n) for j in range(k) for i in range(j)]
        count = 0
        for i, j, k in triples:
            (a, b), (c, d), (e, f) = points[i], points[j], points[k]
            twice = a * (d - f) + c * (f - b) + e * (b - d)
            if what == "lines":
                if twice == 0:
                    count += 1
                continue
            if twice == 0:
                continue
            if what == "left":
                count += 1 - twice % 2
            elif what == "flat":
                if len({a, c, e}) < 3 or len({b, d, f}) < 3:
                    count += 1
            else:
                u = (a - c) ** 2 + (b - d) ** 2
                v = (c - e) ** 2 + (d - f) ** 2
                w = (a - e) ** 2 + (b - f) ** 2
                if 2 * max(u, v, w) == u + v + w:
                    count += 1
        return count

    def only_slanted(n: int, points: list[list[int]]) -> int:
        count = 0
        for i in range(n):
            for j in range(i + 1, i + 2 if near else n):
                for k in range(j + 1, min(n, j + 2) if near else n):
                    (a, b), (c, d), (e, f) = points[i], points[j], points[k]
                    if what == "lines":
                        count += a == c == e or b == d == f
                    elif what == "right":
                        count += a == c and b == f
                    elif what == "flat":
                        count += a == c or b == d
                    else:
                        count += (a + c + e + b + d + f) % 2 == 0
        return count

    def make(maker: Maker) -> tuple[int, list[list[int]]]:
        n = maker.count(3, 60)
        reach = maker.rng.choice((2, 3, 5)) if n < 15 else maker.rng.choice((5, 20, 1000))
        cells = range((2 * reach + 1) ** 2)
        n = min(n, len(cells))
        chosen = maker.rng.sample(cells, n)
        width = 2 * reach + 1
        return n, [[c % width - reach, c // width - reach] for c in chosen]

    noun = f"the number of ways to choose {which} that {words}"
    if near:
        noun = f"the number of triples of consecutive points that {words}"
    return Task(
        titles=("Three in a Line", "Triples", "Stars on the Map"),
        given=[
            Count("n", 3, 60, what="the number of points"),
            Rows("points", "n", (Int("x", -1000, 1000), Int("y", -1000, 1000)), distinct=True),
        ],
        ask=Value(noun),
        formal="There are `n` different points in the plane; the `i`-th is (`x_i`, `y_i`). "
        "[Three points on one line do not form a triangle.|A triangle is not flat: its three "
        "points do not lie on one line.]",
        stories=[
            Story(
                "An astronomer has a map with `n` stars, drawn as points: the `i`-th has the "
                "coordinates (`x_i`, `y_i`), no two of them the same. To invent a new figure "
                "of the sky, she chooses three of them. Three stars on a line make no triangle, "
                "she knows, and she is particular about her figures."
            ),
            Story(
                "`n` nails were driven into a wooden wall, at the different points (`x_1`, `y_1`) "
                "to (`x_n`, `y_n`), one after the other. @who stretches a rubber band around three "
                "of these points, which gives a triangle unless they lie on one line."
            ),
        ],
        solve=solve,
        others=[by_triples],
        wrong=[only_slanted],
        make=make,
        edges=[(3, [[0, 0], [1, 1], [2, 2]]), (3, [[0, 0], [0, 1], [1, 0]])],
        cpp=[
            """
            int solve(int n, vector<vector<int>> points) {
                int count = 0;
                for (int i = 0; i < n; i++) {
                    for (int j = i + 1; j < $second; j++) {
                        for (int k = j + 1; k < $third; k++) {
                            long long a = points[i][0], b = points[i][1];
                            long long c = points[j][0], d = points[j][1];
                            long long e = points[k][0], f = points[k][1];
                            long long area = (c - a) * (f - b) - (d - b) * (e - a);
                            $test
                        }
                    }
                }
                return count;
            }
        """
        ],
        params={
            "second": "min(n, i + 2)" if near else "n",
            "third": "min(n, j + 2)" if near else "n",
            "test": {
                "lines": "if (area == 0) count++;",
                "left": "if (area != 0 && area % 2 == 0) count++;",
                "flat": "if (area != 0 && (a == c || a == e || c == e || b == d || b == f || "
                "d == f)) count++;",
                "right": "long long x = (c - a) * (e - a) + (d - b) * (f - b); "
                "long long y = (a - c) * (e - c) + (b - d) * (f - d); "
                "long long z = (a - e) * (c - e) + (b - f) * (d - f); "
                "if (area != 0 && (x == 0 || y == 0 || z == 0)) count++;",
            }[what],
        },
        hints=(
            "There are few enough triples to look at all of them.",
            "Twice the area of a triangle is (c - a)(f - b) - (d - b)(e - a), without fractions.",
            "It is 0 exactly when the points lie on a line. A right angle shows as a product of "
            "coordinates that adds up to 0.",
        ),
        explanation="All triples are tested with whole numbers, in time proportional to their "
        "number.",
        call="count_triples",
    )


@family(1100, "geometry", "math", "number theory")
def poles_along_the_fence(p: Parameters) -> Task:
    closed = p.choice("closed", False, True)
    what = p.choice("what", "all", "between", "longest", "straight")
    noun = {
        "all": "the number of grid points on the line, where a point through which it passes "
        "several times is counted each time (but a vertex only once for each time it is listed)",
        "between": "the number of grid points on the line that are not vertices, where a point "
        "through which several parts pass is counted for each of them",
        "longest": "the largest number of grid points on one part, its two ends included",
        "straight": "the number of parts on which there is no grid point except their two ends",
    }[what]
    back = " and from the last one back to the first" if closed else ""

    def solve(n: int, points: list[list[int]]) -> int:
        result = n if what == "all" else 0
        for i in range(n if closed else n - 1):
            x1, y1 = points[i]
            x2, y2 = points[(i + 1) % n]
            inner = gcd(abs(x1 - x2), abs(y1 - y2)) - 1
            if what == "all" or what == "between":
                result += inner
            elif what == "longest":
                result = max(result, inner + 2)
            elif inner == 0:
                result += 1
        return result

    def pairs(n: int, points: list[list[int]]) -> int:
        line = points + points[:1] if closed else points
        steps = [gcd(x1 - x2, y1 - y2) for (x1, y1), (x2, y2) in pairwise(line)]
        if what == "all":
            return sum(steps) + (0 if closed else 1)
        if what == "between":
            return sum(steps) - len(steps)
        if what == "longest":
            return max(steps) + 1
        return steps.count(1)

    def longer_side(n: int, points: list[list[int]]) -> int:
        line = points + points[:1] if closed else points
        steps = [min(abs(x1 - x2), abs(y1 - y2)) or 1 for (x1, y1), (x2, y2) in pairwise(line)]
        if what == "all":
            return sum(steps) + (0 if closed else 1)
        if what == "between":
            return sum(steps) - len(steps)
        if what == "longest":
            return max(steps) + 1
        return steps.count(1)

    def make(maker: Maker) -> tuple[int, list[list[int]]]:
        n = maker.count(3, 4 * 10**4)
        reach = 12 if maker.scale in ("tiny", "small") else FAR
        points: list[list[int]] = []
        while len(points) < n:
            point = [maker.rng.randint(-reach, reach), maker.rng.randint(-reach, reach)]
            if points and maker.chance(0.2):
                point[0] = points[-1][0]
            if point not in (points[-1:] + points[:1]):
                points.append(point)
        return n, points

    return Task(
        titles=("Poles Along the Fence", "Grid Points", "A Line on Squared Paper"),
        given=[
            Count("n", 3, 4 * 10**4, what="the number of vertices"),
            Rows("points", "n", (Int("x", -FAR, FAR), Int("y", -FAR, FAR))),
        ],
        ask=Value(noun),
        formal="A line in the plane consists of straight parts. It leads through the `n` vertices "
        f"(`x_i`, `y_i`) in the given order, from each to the next one{back}. Neighbouring "
        "vertices, and the first and the last, are different. A grid point is a point with whole "
        "coordinates.",
        stories=[
            Story(
                "[A farmer|An old shepherd] wants to put up a fence. His map has a square grid, "
                "and whatever has whole coordinates is called a grid point. The line of the fence "
                f"runs straight between its vertices (`x_1`, `y_1`), ..., (`x_n`, `y_n`), from "
                f"each to the next one{back}; so it consists of straight parts. Vertices that "
                "follow each other are different, and the first is not the last. Poles can only "
                "stand on grid points."
            ),
            Story(
                "@who embroiders on a fabric with a square mesh, where each hole is a grid point "
                "with whole coordinates. The thread makes a line of straight parts: from the "
                "vertex (`x_1`, `y_1`) to (`x_2`, `y_2`), and so on through all `n` vertices"
                f"{back}. No two neighbouring vertices are the same point, nor are the first and "
                "the last. Then the holes under the line are looked at."
            ),
        ],
        solve=solve,
        others=[pairs],
        wrong=[longer_side],
        make=make,
        edges=[(3, [[0, 0], [4, 2], [4, 6]]), (3, [[0, 0], [1, 0], [0, 1]])],
        cpp=[
            """
            long long solve(int n, vector<vector<int>> points) {
                long long total = 0, longest = 0, ones = 0, parts = $parts;
                for (int i = 0; i < parts; i++) {
                    int j = (i + 1) % n;
                    int dx = abs(points[i][0] - points[j][0]);
                    int dy = abs(points[i][1] - points[j][1]);
                    long long steps = __gcd(dx, dy);
                    total += steps;
                    longest = max(longest, steps);
                    if (steps == 1) ones++;
                }
                return $result;
            }
        """
        ],
        params={
            "parts": "n" if closed else "n - 1",
            "result": {
                "all": "total" if closed else "total + 1",
                "between": "total - parts",
                "longest": "longest + 1",
                "straight": "ones",
            }[what],
        },
        hints=(
            "Look at one part, and at the differences of the coordinates of its ends.",
            "Grid points divide it into equal steps with whole differences.",
            "The greatest common divisor of the two differences is the number of these steps.",
        ),
        explanation="A part with the differences dx and dy has gcd(dx, dy) + 1 grid points with "
        "its ends, and one pass over the parts adds them up.",
        call="grid_points",
    )


@family(900, "geometry", "implementation")
def nearest_shelter(p: Parameters) -> Task:
    measure = p.choice(
        "measure",
        Expr("a b", "a * a + b * b", "the usual straight distance"),
        Expr("a b", "abs(a) + abs(b)", "the number of steps to the left, right, up or down"),
        Expr("a b", "max(abs(a), abs(b))", "the number of steps when diagonal ones are allowed"),
    )
    far = p.choice("far", False, True)
    what = p.choice("what", "first", "last", "ties", "second")
    best = "farthest from" if far else "nearest to"
    noun = {
        "first": f"the number of the point that is {best} the given one; of several, the least",
        "last": f"the number of the point that is {best} the given one; of several, the largest",
        "ties": f"how many points are {best} the given one",
        "second": f"the number of the point that comes second when the points are ordered by how "
        f"{'far' if far else 'near'} they are, the {'farthest' if far else 'nearest'} first, and "
        "equally distant ones by their numbers",
    }[what]

    def solve(n: int, x: int, y: int, points: list[list[int]]) -> int:
        distances = [measure(a - x, b - y) for a, b in points]
        target = max(distances) if far else min(distances)
        if what == "first":
            return distances.index(target) + 1
        if what == "ties":
            return distances.count(target)
        if what == "last":
            return max(i + 1 for i in range(n) if distances[i] == target)
        order = sorted(range(n), key=lambda i: -distances[i] if far else distances[i])
        return order[1] + 1

    def in_one_pass(n: int, x: int, y: int, points: list[list[int]]) -> int:
        best = second = -1
        best_at = second_at = ties = 0
        for i, (a, b) in enumerate(points, start=1):
            d = measure(a - x, b - y)
            if best < 0 or (d > best if far else d < best):
                second, second_at = best, best_at
                best, best_at, ties = d, i, 1
            else:
                if d == best:
                    ties += 1
                    if what == "last":
                        best_at = i
                if second < 0 or (d > second if far else d < second):
                    second, second_at = d, i
        if what == "ties":
            return ties
        return second_at if what == "second" else best_at

    def from_the_origin(n: int, x: int, y: int, points: list[list[int]]) -> int:
        distances = [measure(a, b) for a, b in points]
        target = max(distances) if far else min(distances)
        if what == "first":
            return distances.index(target) + 1
        if what == "ties":
            return distances.count(target)
        if what == "last":
            return n - distances[::-1].index(target)
        order = sorted((d, i) for i, d in enumerate(distances))
        return order[-2 if far else 1][1] + 1

    def make(maker: Maker) -> tuple[int, int, int, list[list[int]]]:
        n = maker.count(2, 4 * 10**4)
        reach = 2 if maker.scale in ("tiny", "small") else FAR
        draw = [[maker.rng.randint(-reach, reach) for _ in range(2)] for _ in range(n + 1)]
        return n, draw[-1][0], draw[-1][1], draw[:-1]

    return Task(
        titles=("The Nearest Shelter", "Near and Far", "Where to Go"),
        given=[
            Count("n", 2, 4 * 10**4, what="the number of points"),
            (Int("x", -FAR, FAR), Int("y", -FAR, FAR)),
            Rows("points", "n", (Int("a", -FAR, FAR), Int("b", -FAR, FAR))),
        ],
        ask=Value(noun),
        formal="In the plane, a point (`x`, `y`) is given, and `n` further points, numbered from "
        f"1: the `i`-th is (`a_i`, `b_i`). Distances are measured by {measure.words}.",
        stories=[
            Story(
                "[Suddenly it begins to hail|Thunder rolls] over the plain, and a hiker stands "
                "right in the middle, at the point (`x`, `y`), called the given one. There are "
                "`n` shelters, at the points (`a_1`, `b_1`), ..., (`a_n`, `b_n`), which have the "
                f"numbers 1 to `n`. Distances here are measured by {measure.words}."
            ),
            Story(
                "In a computer game, a wizard appears on the point (`x`, `y`) of the board, the "
                "given one, and `n` goblins are waiting, the `i`-th on the point (`a_i`, `b_i`). "
                f"They are numbered from 1. For the spell it is {measure.words} that counts as "
                "the distance."
            ),
        ],
        solve=solve,
        others=[in_one_pass],
        wrong=[from_the_origin],
        make=make,
        edges=[(2, 0, 0, [[1, 0], [0, 1]]), (2, 5, 5, [[5, 5], [5, 5]])],
        cpp=[
            """
            int solve(int n, int x, int y, vector<vector<int>> points) {
                vector<pair<long long, int>> order;
                for (int i = 0; i < n; i++) {
                    long long a = points[i][0] - x, b = points[i][1] - y;
                    order.push_back({$sign($measure(a, b)), i + 1});
                }
                sort(order.begin(), order.end());
                int ties = 1;
                while (ties < n && order[ties].first == order[0].first) ties++;
                return $result;
            }
        """
        ],
        params={
            "sign": "-" if far else "",
            "measure": measure,
            "result": {
                "first": "order[0].second",
                "last": "order[ties - 1].second",
                "ties": "ties",
                "second": "order[1].second",
            }[what],
        },
        hints=(
            "Compute a number for each point that grows with its distance.",
            "The square of a straight distance is enough; roots are not needed.",
            "Find the best of these numbers, and mind which point is asked for among equal ones.",
        ),
        explanation="One pass computes and compares the distances, in time linear in `n` (or with "
        "a sort).",
        call="find_point",
    )


@family(1300, "geometry", "math")
def field_on_a_grid(p: Parameters) -> Task:
    what = p.choice("what", "twice", "border", "inside", "turn", "blocks")
    noun = {
        "twice": "twice the area of the field",
        "border": "the number of grid points on the border of the field",
        "inside": "the number of grid points strictly inside the field",
        "turn": "twice the area of the field if its corners are given counterclockwise, and minus "
        "twice the area otherwise",
        "blocks": "the number of grid points inside the field or on its border",
    }[what]

    def solve(n: int, points: list[list[int]]) -> int:
        area = border = 0
        for i in range(n):
            x1, y1 = points[i - 1]
            x2, y2 = points[i]
            area += x1 * y2 - x2 * y1
            border += gcd(abs(x1 - x2), abs(y1 - y2))
        if what == "turn":
            return area
        area = abs(area)
        if what == "twice":
            return area
        if what == "border":
            return border
        if what == "inside":
            return (area - border + 2) // 2
        return (area + border + 2) // 2

    def with_trapezoids(n: int, points: list[list[int]]) -> int:
        ring = [*points, points[0]]
        twice = sum((a - c) * (b + d) for (a, b), (c, d) in pairwise(ring))
        border = sum(gcd(a - c, b - d) for (a, b), (c, d) in pairwise(ring))
        if what == "turn":
            return twice
        if what == "twice":
            return max(twice, -twice)
        if what == "border":
            return border
        inside = abs(twice) // 2 - border // 2 + 1
        if what == "inside":
            return inside if (abs(twice) - border) % 2 == 0 else inside - 1
        return inside + border

    def open_line(n: int, points: list[list[int]]) -> int:
        area = border = 0
        for (x1, y1), (x2, y2) in pairwise(points):
            area += x1 * y2 - x2 * y1
            border += gcd(x1 - x2, y1 - y2)
        if what == "turn":
            return area
        if what == "twice":
            return abs(area)
        if what == "border":
            return border
        if what == "inside":
            return (abs(area) - border + 2) // 2
        return (abs(area) + border + 2) // 2

    def make(maker: Maker) -> tuple[int, list[list[int]]]:
        n = maker.count(3, 10**4)
        reach = max(10, 2 * n) if maker.scale in ("tiny", "small") else FAR
        xs = sorted(maker.rng.sample(range(-reach, reach + 1), n))
        lower = [[xs[0], maker.rng.randint(-5, 5)]]
        upper = []
        for x in xs[1:-1]:
            if maker.chance(0.5):
                lower.append([x, maker.rng.randint(-reach, -6)])
            else:
                upper.append([x, maker.rng.randint(6, reach)])
        points = [*lower, [xs[-1], maker.rng.randint(-5, 5)], *reversed(upper)]
        if maker.chance(0.5):
            points.reverse()
        shift = maker.rng.randrange(n)
        points = points[shift:] + points[:shift]
        dx, dy = (0, 0) if reach == FAR else (maker.rng.randint(-9, 9), maker.rng.randint(-9, 9))
        return len(points), [[x + dx, y + dy] for x, y in points]

    return Task(
        titles=("A Field on a Grid", "Corner by Corner", "Measuring the Field"),
        given=[
            Count("n", 3, 10**4, what="the number of corners"),
            Rows("points", "n", (Int("x", -FAR, FAR), Int("y", -FAR, FAR))),
        ],
        ask=Value(noun),
        formal="[A field is a polygon with|A field has the shape of a polygon with] "
        "`n` corners, whose border never touches or crosses itself. "
        "Walking around it [in one direction|once], one comes to the corners (`x_1`, `y_1`), "
        "(`x_2`, `y_2`), ..., (`x_n`, `y_n`) in this order. Grid points are points with whole "
        "coordinates.",
        stories=[
            Story(
                "[A young surveyor|The new surveyor of @place] has walked around a field and "
                "written down its `n` corners as "
                "she came by: (`x_1`, `y_1`), then (`x_2`, `y_2`), and so on; from the last she "
                "went straight back to the first. The border of the field, which is straight from "
                "corner to corner, never touches or crosses itself. On her map, points with whole "
                "coordinates are called grid points. [Her boss|The office] asks for a number."
            ),
            Story(
                "[With a laser, a sheet of metal|In a workshop, a sheet of metal] "
                "is cut into the shape of a field of a board game. "
                "The laser moves along straight lines from (`x_1`, `y_1`) to (`x_2`, `y_2`) and "
                "further through all `n` corners in turn, and finally to the first one again; it "
                "never comes to a place where it has been before. The sheet has a tiny hole at "
                "each grid point, that is, wherever both coordinates are whole."
            ),
        ],
        solve=solve,
        others=[with_trapezoids],
        wrong=[open_line],
        make=make,
        edges=[(3, [[1, 1], [5, 1], [1, 4]]), (4, [[1, 1], [1, 3], [3, 3], [3, 1]])],
        cpp=[
            """
            long long solve(int n, vector<vector<int>> points) {
                long long area = 0, border = 0;
                for (int i = 0; i < n; i++) {
                    int j = (i + 1) % n;
                    long long x1 = points[i][0], y1 = points[i][1];
                    long long x2 = points[j][0], y2 = points[j][1];
                    area += x1 * y2 - x2 * y1;
                    border += __gcd(abs(x1 - x2), abs(y1 - y2));
                }
                return $result;
            }
        """
        ],
        params={
            "result": {
                "twice": "abs(area)",
                "border": "border",
                "inside": "(abs(area) - border + 2) / 2",
                "turn": "area",
                "blocks": "(abs(area) + border + 2) / 2",
            }[what]
        },
        hints=(
            "Each side contributes a number that depends on its two ends only.",
            "Adding up x1 * y2 - x2 * y1 over all sides gives twice the area, with a sign; a side "
            "has gcd(dx, dy) grid points, if one end is left out.",
            "Twice the area = 2 * inside + border - 2, by Pick's theorem."
            if what in ("inside", "blocks")
            else "Do not forget the side from the last corner to the first.",
        ),
        explanation="The shoelace formula gives the area, greatest common divisors the border"
        + (", and Pick's theorem the rest" if what in ("inside", "blocks") else "")
        + "; one pass over the corners is enough.",
        call="measure_field",
    )


@family(1200, "geometry", "math", "data structures")
def beams_of_light(p: Parameters) -> Task:
    both = p.choice("both", False, True)
    what = p.choice("what", "count", "most", "alone", "pairs")
    same = (
        "exactly the same direction from the lamp"
        if not both
        else "the same straight line through the lamp, be it on the same side or on opposite sides"
    )
    noun = {
        "count": "the number of groups",
        "most": "the size of the largest group",
        "alone": "the number of points that are alone in their group",
        "pairs": "the number of pairs of points that are in the same group",
    }[what]

    def solve(n: int, points: list[list[int]]) -> int:
        groups: dict[tuple[int, int], int] = {}
        for x, y in points:
            g = gcd(x, y)
            x //= g
            y //= g
            if both and (x < 0 or (x == 0 and y < 0)):
                x, y = -x, -y
            groups[x, y] = groups.get((x, y), 0) + 1
        if what == "count":
            return len(groups)
        if what == "most":
            return max(groups.values())
        if what == "alone":
            return sum(c == 1 for c in groups.values())
        return sum(c * (c - 1) // 2 for c in groups.values())

    def sorted_directions(n: int, points: list[list[int]]) -> int:
        directions = []
        for x, y in points:
            if both and (x, y) < (0, 0):
                x, y = -x, -y
            g = gcd(x, y)
            directions.append((x // g, y // g))
        directions.sort()
        sizes = [1]
        for before, after in pairwise(directions):
            if before == after:
                sizes[-1] += 1
            else:
                sizes.append(1)
        if what == "count":
            return len(sizes)
        if what == "most":
            return max(sizes)
        if what == "alone":
            return sizes.count(1)
        return sum(c * (c - 1) for c in sizes) // 2

    def other_kind(n: int, points: list[list[int]]) -> int:
        groups: dict[float, int] = {}
        for x, y in points:
            angle = round(y / x, 9) if x != 0 else 10.0**10
            if both:
                angle = round(atan2(y, x), 9)
            groups[angle] = groups.get(angle, 0) + 1
        if what == "count":
            return len(groups)
        if what == "most":
            return max(groups.values())
        if what == "alone":
            return sum(c == 1 for c in groups.values())
        return sum(c * (c - 1) // 2 for c in groups.values())

    def make(maker: Maker) -> tuple[int, list[list[int]]]:
        n = maker.count(1, 10**5)
        reach = maker.rng.choice((2, 3, 6)) if maker.scale in ("tiny", "small") else 1000
        points: list[list[int]] = []
        while len(points) < n:
            point = [maker.rng.randint(-reach, reach), maker.rng.randint(-reach, reach)]
            if point != [0, 0]:
                points.append(point)
        return n, points

    return Task(
        titles=("Beams of Light", "Directions", "Seen from the Lamp"),
        given=[
            Count("n", 1, 10**5, what="the number of points"),
            Rows("points", "n", (Int("x", -1000, 1000), Int("y", -1000, 1000))),
        ],
        ask=Value(noun),
        formal="A lamp stands at (0, 0), and there are `n` points (`x_i`, `y_i`), none of them at "
        "(0, 0); several may be equal. Two points belong to the same group if and only if they "
        f"lie {'on' if both else 'in'} {same}.",
        stories=[
            Story(
                "[The lighthouse of @place|An old lighthouse] stands at (0, 0) on the sea map, "
                "and its lamp sends out beams. `n` ships are at anchor at the points (`x_i`, "
                "`y_i`), never at the lighthouse, but possibly several at the same point. The "
                "keeper puts two ships, or the points where they are, into the same group if they "
                f"lie {'on' if both else 'in'} {same}."
            ),
            Story(
                "On a stage, a lamp hangs above the middle, which has the coordinates (0, 0). "
                "`n` dancers have marked their positions with chalk, as points (`x_1`, `y_1`) to "
                "(`x_n`, `y_n`); nobody stands in the middle, but a point may be marked more than "
                f"once. For the light, points that lie {'on' if both else 'in'} {same} form one "
                "group, and others do not."
            ),
        ],
        solve=solve,
        others=[sorted_directions],
        wrong=[other_kind],
        make=make,
        edges=[(1, [[0, 5]]), (2, [[1, 2], [-2, -4]]), (3, [[0, 1], [0, -3], [2, 0]])],
        cpp=[
            """
            long long solve(int n, vector<vector<int>> points) {
                map<pair<int, int>, long long> groups;
                for (auto& point : points) {
                    int x = point[0], y = point[1], g = __gcd(abs(x), abs(y));
                    x /= g;
                    y /= g;
                    if ($both && (x < 0 || (x == 0 && y < 0))) {
                        x = -x;
                        y = -y;
                    }
                    groups[{x, y}]++;
                }
                long long most = 0, alone = 0, pairs = 0, count = groups.size();
                for (auto& group : groups) {
                    long long c = group.second;
                    most = max(most, c);
                    if (c == 1) alone++;
                    pairs += c * (c - 1) / 2;
                }
                return $what;
            }
        """
        ],
        params={"both": "true" if both else "false"},
        hints=(
            "Which points have the same direction as (2, 4)?",
            "Divide both coordinates by their greatest common divisor.",
            "Count how often each reduced pair occurs"
            + (", after turning all pairs to the same side." if both else "; signs matter."),
        ),
        explanation="Reduced by their greatest common divisor, points of a group become equal, and "
        "a map counts them; no rounding is involved.",
        call="group_points",
    )


@family(1000, "geometry", "implementation")
def across_the_river(p: Parameters) -> Task:
    what = p.choice("what", "crossings", "side", "difference", "on")
    walk = p.choice("line", "down", "up", "steep")
    slope = {"down": (1, 1), "up": (1, -1), "steep": (2, -1)}[walk]
    u, v = slope
    equation = {"down": "`x + y = c`", "up": "`x - y = c`", "steep": "`2x - y = c`"}[walk]
    left = {"down": "`x + y`", "up": "`x - y`", "steep": "`2x - y`"}[walk]
    noun = {
        "crossings": "the number of times that two neighbouring points of the list lie on "
        "different sides of the river, none of the two on the river itself",
        "side": f"the number of points for which {left} is larger than `c`",
        "difference": "the difference between the numbers of points on the two sides of the "
        "river, as a number that is not negative",
        "on": "the length of the longest sequence of consecutive points of the list that are all "
        "strictly on the same side, or 0 if all points are on the river",
    }[what]

    def solve(n: int, c: int, points: list[list[int]]) -> int:
        count = over = under = 0
        run = last = 0
        for x, y in points:
            d = u * x + v * y - c
            side = 1 if d > 0 else -1 if d < 0 else 0
            if side > 0:
                over += 1
            if side < 0:
                under += 1
            if what == "crossings" and side * last < 0:
                count += 1
            if what == "on":
                run = (run + 1 if side == last else 1) if side != 0 else 0
                count = max(count, run)
            last = side
        if what == "side":
            return over
        if what == "difference":
            return abs(over - under)
        return count

    def signs(n: int, c: int, points: list[list[int]]) -> int:
        values = [u * x + v * y - c for x, y in points]
        if what == "crossings":
            return sum(p * q < 0 for p, q in pairwise(values))
        if what == "side":
            return len([d for d in values if d > 0])
        if what == "difference":
            return abs(len([d for d in values if d > 0]) - len([d for d in values if d < 0]))
        text = "".join("+" if d > 0 else "-" if d < 0 else "0" for d in values)
        for size in range(n, 0, -1):
            if "+" * size in text or "-" * size in text:
                return size
        return 0

    def border_counts(n: int, c: int, points: list[list[int]]) -> int:
        over = [u * x + v * y >= c for x, y in points]
        if what == "crossings":
            return sum(p != q for p, q in pairwise(over))
        if what == "side":
            return sum(over)
        if what == "difference":
            return abs(2 * sum(over) - n)
        best = run = 1
        for p, q in pairwise(over):
            run = run + 1 if p == q else 1
            best = max(best, run)
        return best

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.count(2, 1000)
        reach = 6 if maker.scale in ("tiny", "small") else 1000
        points = [[maker.rng.randint(-reach, reach) for _ in range(2)] for _ in range(n)]
        c = maker.rng.randint(-2, 2)
        if maker.chance(0.6):
            for i in maker.rng.sample(range(n), (n + 2) // 3):
                x = maker.rng.randint(-2, 2)
                points[i] = [x, (c - u * x) * v]
        return n, c, points

    return Task(
        titles=("Across the River", "This Side or the Other", "Two Banks"),
        given=[
            (Count("n", 2, 1000), Int("c", -1000, 1000)),
            Rows("points", "n", (Int("x", -1000, 1000), Int("y", -1000, 1000))),
        ],
        ask=Value(noun),
        formal=f"A river is the straight line {equation} in the plane. A list of `n` points "
        "(`x_i`, `y_i`) is given; some may lie on the river, and then on none of its two sides.",
        stories=[
            Story(
                "The diary of a goose keeper holds `n` entries, and each is a point (`x_i`, "
                "`y_i`) where she has spent a night, [one after the other|in this order]. Through "
                f"the country runs a river, straight as a ruler: on the map it is the line "
                f"{equation}. Nights on the bridge, that is, on the river itself, belong to "
                "neither side."
            ),
            Story(
                f"On a battlefield of toy soldiers, a blue ribbon along the line {equation} stands "
                "for a river. `n` soldiers are put down one by one, the `i`-th at the point "
                "(`x_i`, `y_i`); the points make up a list in this order. Those exactly on the "
                "ribbon get wet feet and count for no side."
            ),
        ],
        solve=solve,
        others=[signs],
        wrong=[border_counts],
        make=make,
        edges=[(2, 0, [[0, 0], [0, 0]]), (2, 0, [[1, 5], [-1, -5]])],
        cpp=[
            """
            int solve(int n, int c, vector<vector<int>> points) {
                int count = 0, over = 0, under = 0, run = 0, longest = 0, last = 0;
                for (auto& point : points) {
                    int d = $u * point[0] + ($v) * point[1] - c;
                    int side = (d > 0) - (d < 0);
                    if (side > 0) over++;
                    if (side < 0) under++;
                    if (side * last < 0) count++;
                    run = side == 0 ? 0 : side == last ? run + 1 : 1;
                    longest = max(longest, run);
                    last = side;
                }
                return $result;
            }
        """
        ],
        params={
            "u": u,
            "v": v,
            "result": {
                "crossings": "count",
                "side": "over",
                "difference": "abs(over - under)",
                "on": "longest",
            }[what],
        },
        hints=(
            f"Put the coordinates of a point into {left} and compare with `c`.",
            "Larger means one side, smaller the other, equal means on the river.",
            "Only the sign of the difference matters; go through the list and compare signs.",
        ),
        explanation="The sign of a linear expression tells the side of a point, and one pass over "
        "the list counts what is asked for.",
        call="river_sides",
    )
