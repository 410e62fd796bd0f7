"""Families that follow commands on a plane or on a line."""

# Sentences and program bodies stay on one line, whatever their length.
# ruff: noqa: E501

from __future__ import annotations

import random

from shortlist_engine.bank.families._code import verdict_cpp, verdict_py
from shortlist_engine.bank.families._draft import draft
from shortlist_engine.bank.families._draws import (
    hero,
)
from shortlist_engine.bank.families._parts import (
    word,
)
from shortlist_engine.bank.families._statement import YES_NO, Decide, Value
from shortlist_engine.bank.family import Instance, family

TAGS = ("implementation",)


@family
def robot_walk(rng: random.Random) -> Instance:
    who = hero(rng)
    letters = rng.choice(("LRUD", "WENS", "LRUD", "<>^v", "lrud"))
    left, right, up, down = list(letters)
    mode = rng.choice(("final", "origin", "distance", "visits", "far", "min_x", "max_y", "final"))
    x0, y0 = rng.choice(((0, 0), (0, 0), (rng.randint(-5, 5), rng.randint(-5, 5))))
    yes, no = rng.choice(YES_NO)
    start_text = "(0, 0)" if (x0, y0) == (0, 0) else f"({x0}, {y0})"
    define = (
        f"The robot starts at the point {start_text}. '{left}' decreases x by 1, '{right}' increases x by 1, "
        f"'{up}' increases y by 1 and '{down}' decreases y by 1."
    )
    ask: Value | Decide
    key = f"{mode},{letters},{x0},{y0}"
    if mode == "final":
        ask = Value(
            "the final coordinates x and y of the robot",
            "the point where the robot stops, as two integers x and y",
            kind="line",
        )
        end_py, end_cpp = "print(x, y)", 'cout << x << " " << y << endl;'
    elif mode == "origin":
        ask = Decide(
            f"the robot ends at the point {start_text}",
            "the robot returns to its starting point",
            yes=yes,
            no=no,
        )
        end_py = verdict_py(f"x == {x0} and y == {y0}", yes, no)[0]
        end_cpp = verdict_cpp(f"x == {x0} && y == {y0}", yes, no)[0]
        key += f",{yes}"
    elif mode == "distance":
        ask = Value("the value |x| + |y| for the final point (x, y)")
        end_py, end_cpp = "print(abs(x) + abs(y))", "cout << abs(x) + abs(y) << endl;"
    elif mode == "visits":
        ask = Value(
            "the number of different points that the robot visits, the first and the last one included"
        )
        end_py, end_cpp = "print(len(seen))", "cout << seen.size() << endl;"
    elif mode == "far":
        ask = Value("the largest value of |x| + |y| over all points on the way, the start included")
        end_py, end_cpp = "print(ans)", "cout << ans << endl;"
    else:
        name = "smallest x" if mode == "min_x" else "largest y"
        ask = Value(f"the {name} coordinate that the robot reaches, the start included")
        end_py, end_cpp = "print(ans)", "cout << ans << endl;"
    init = {
        "visits": "seen = {(x, y)}\n",
        "far": "ans = abs(x) + abs(y)\n",
        "min_x": "ans = x\n",
        "max_y": "ans = y\n",
    }.get(mode, "")
    step = {
        "visits": "    seen.add((x, y))\n",
        "far": "    ans = max(ans, abs(x) + abs(y))\n",
        "min_x": "    ans = min(ans, x)\n",
        "max_y": "    ans = max(ans, y)\n",
    }.get(mode, "")
    init_cpp = {"visits": "set<pair<int, int>> seen;\nseen.insert({x, y});\n"}.get(
        mode, f"int {init[:-1]};\n" if init else ""
    )
    step_cpp = {"visits": "    seen.insert({x, y});\n"}.get(mode, step.replace("\n", ";\n"))
    py = [
        f'x = {x0}\ny = {y0}\n{init}for c in s:\n    if c == "{left}":\n        x -= 1\n    elif c == "{right}":\n        x += 1\n'
        f'    elif c == "{up}":\n        y += 1\n    else:\n        y -= 1\n{step}{end_py}',
    ]
    if mode in ("final", "origin", "distance"):
        px, py0 = (f"{x0} + " if x0 else ""), (f"{y0} + " if y0 else "")
        py.append(
            f'x = {px}s.count("{right}") - s.count("{left}")\ny = {py0}s.count("{up}") - s.count("{down}")\n{end_py}'
        )
    cpp = [
        f"int x = {x0}, y = {y0};\n{init_cpp}for (char c : s) {{\n    if (c == '{left}') x--;\n    else if (c == '{right}') x++;\n"
        f"    else if (c == '{up}') y++;\n    else y--;\n{step_cpp}}}\n{end_cpp}",
    ]

    def draw(rng: random.Random) -> tuple[str]:
        s = "".join(rng.choices(letters, k=rng.randint(1, 9)))
        if mode == "origin" and rng.random() < 0.5:
            back = s.translate(str.maketrans(letters, right + left + down + up))
            s = "".join(rng.sample(s + back, 2 * len(s)))[:40]
        return (s,)

    def solve(s: str) -> object:
        steps = {left: (-1, 0), right: (1, 0), up: (0, 1), down: (0, -1)}
        path = [(x0, y0)]
        for c in s:
            dx, dy = steps[c]
            path.append((path[-1][0] + dx, path[-1][1] + dy))
        x, y = path[-1]
        return {
            "final": f"{x} {y}", "origin": yes if (x, y) == (x0, y0) else no, "distance": abs(x) + abs(y),
            "visits": len({*path}), "far": max(abs(p) + abs(q) for p, q in path),
            "min_x": min(p for p, _ in path), "max_y": max(q for _, q in path),
        }[mode]  # fmt: skip

    return draft(
        rng,
        family="robot_walk",
        key=key,
        titles=("Robot", "Walk on the Plane", f"{who} and the Robot", "Commands"),
        parts=[
            word(
                "s",
                f"the characters '{left}', '{right}', '{up}' and '{down}'",
                given="a string of commands `s`",
            )
        ],
        ask=ask,
        define=define,
        stories=(
            f"{who} built a robot that moves on an infinite plane and follows the commands in the string `s`.",
            "A robot on a plane reads its commands from the string `s`, one character per step.",
            f"{who} sends a drone over a field; the string `s` holds the commands.",
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=800,
        tags=("implementation", "geometry"),
        multi=rng.random() < 0.2,
    )


@family
def line_walk(rng: random.Random) -> Instance:
    """A counter or a position on a line under commands of one character."""
    who = hero(rng)
    plus, minus = rng.choice(("RL", "+-", "UD", "IO", "01", "WL", "><"))
    if rng.random() < 0.3:
        plus, minus = minus, plus
    p, q = rng.choice(((1, 1), (1, 1), (2, 1), (1, 2), (3, 1), (3, 2), (5, 2), (2, 3)))
    start = rng.choice((0, 0, 0, rng.randint(1, 20)))
    mode = rng.choice(("final", "max", "min", "zero", "floor", "first"))
    if mode == "zero":
        start %= 3
    target = rng.randint(1, 3) * (1 if rng.random() < 0.5 else -1)
    if mode == "floor":
        define = f"The counter starts at {start}. '{plus}' adds {p} and '{minus}' subtracts {q}, but the counter never falls below 0: it becomes 0 instead."
    else:
        define = f"The counter starts at {start}. '{plus}' adds {p} and '{minus}' subtracts {q}."
    nouns = {
        "final": ("the final value of the counter", "the value of the counter after all commands"),
        "floor": ("the final value of the counter", "the value of the counter after all commands"),
        "max": ("the largest value of the counter, the start included", "the maximum that the counter ever shows, the start included"),
        "min": ("the smallest value of the counter, the start included",),
        "zero": ("the number of commands after which the counter is less than 0", "how many times, after a command, the counter is negative"),
        "first": (f"the number of the first command after which the counter is {'at least' if target > 0 else 'at most'} {start + target}",),
    }[mode]  # fmt: skip
    note = (
        "Commands are numbered from 1. If this never happens, print -1." if mode == "first" else ""
    )
    compare = f"{'>=' if target > 0 else '<='} {start + target}"
    init = {"max": "ans = x\n", "min": "ans = x\n", "zero": "ans = 0\n", "first": "ans = -1\n"}.get(
        mode, ""
    )
    step = {
        "max": "    ans = max(ans, x)\n", "min": "    ans = min(ans, x)\n",
        "zero": "    if x < 0:\n        ans += 1\n", "floor": "    x = max(x, 0)\n",
        "first": f"    if x {compare}:\n        ans = i + 1\n        break\n",
    }.get(mode, "")  # fmt: skip
    out = "x" if mode in ("final", "floor") else "ans"
    loop = "for i in range(len(s)):" if mode == "first" else "for c in s:"
    char = "s[i]" if mode == "first" else "c"
    py = [
        f'x = {start}\n{init}{loop}\n    if {char} == "{plus}":\n        x += {p}\n    else:\n        x -= {q}\n{step}print({out})'
    ]
    if mode == "final":
        lead = f"{start} + " if start else ""
        first = f's.count("{plus}")' + (f" * {p}" if p > 1 else "")
        second = f's.count("{minus}")' + (f" * {q}" if q > 1 else "")
        py.append(f"print({lead}{first} - {second})")
    init_cpp = {
        "max": ", ans = x",
        "min": ", ans = x",
        "zero": ", ans = 0",
        "first": ", ans = -1",
    }.get(mode, "")
    step_cpp = {
        "max": "    ans = max(ans, x);\n", "min": "    ans = min(ans, x);\n", "zero": "    if (x < 0) ans++;\n",
        "floor": "    x = max(x, 0);\n",
        "first": f"    if (x {compare}) {{\n        ans = i + 1;\n        break;\n    }}\n",
    }.get(mode, "")  # fmt: skip
    loop_cpp = "for (int i = 0; i < s.size(); i++)" if mode == "first" else "for (char c : s)"
    add = "x++" if p == 1 else f"x += {p}"
    sub = "x--" if q == 1 else f"x -= {q}"
    cpp = [
        f"int x = {start}{init_cpp};\n{loop_cpp} {{\n    if ({char} == '{plus}') {add};\n    else {sub};\n{step_cpp}}}\ncout << {out} << endl;"
    ]

    def solve(s: str) -> int:
        values = [start]
        for c in s:
            change = p if c == plus else -q
            values.append(max(0, values[-1] + change) if mode == "floor" else values[-1] + change)
        reached = [i for i, v in enumerate(values) if i and (v - start - target) * target >= 0]
        return {
            "final": values[-1], "floor": values[-1], "max": max(values), "min": min(values),
            "zero": sum(v < 0 for v in values[1:]), "first": reached[0] if reached else -1,
        }[mode]  # fmt: skip

    extra = f",{start + target},{target > 0}" if mode == "first" else ""
    return draft(
        rng,
        family="line_walk",
        key=f"{mode},{plus}{p},{minus}{q},{start}{extra}",
        titles=("Counter", "Plus and Minus", "Commands on a Line", f"{who} and a Counter"),
        parts=[
            word("s", f"the characters '{plus}' and '{minus}'", given="a string of commands `s`")
        ],
        ask=Value(*nouns),
        define=define,
        note=note,
        stories=(
            f"{who} has a device with one number on its screen, and enters the commands `s`.",
            f"A counter at the door of a shop changes with every character of the string `s`, while {who} watches it.",
            f"{who} plays a game and gets the results as a string `s`; the counter shows the score.",
        ),
        py=py,
        cpp=cpp,
        draw=lambda rng: ("".join(rng.choices(plus + minus, k=rng.randint(1, 10))),),
        solve=solve,
        rating=800,
        tags=TAGS,
        multi=rng.random() < 0.2,
    )
