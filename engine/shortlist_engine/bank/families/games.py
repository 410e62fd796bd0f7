"""Families about games and votes."""

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
    array,
    ints,
    word,
)
from shortlist_engine.bank.families._statement import YES_NO, Decide, Value
from shortlist_engine.bank.family import Instance, family

PLAYERS = (
    ("Alice", "Bob"), ("First", "Second"), ("Takahashi", "Aoki"), ("WIN", "LOSE"), ("A", "B"),
    ("Anna", "Boris"), ("Petya", "Vasya"), ("Jack", "Jill"),
)  # fmt: skip


@family
def take_stones(rng: random.Random) -> Instance:
    first, second = rng.choice(PLAYERS)
    who, other = (
        ("the first player", "the second player")
        if first in ("First", "WIN", "A")
        else (first, second)
    )
    k = rng.randint(2, 9)
    mode = rng.choice(("upto", "set", "misere", "odd", "piles"))
    moves = rng.choice(((1, 3), (1, 4), (2, 3), (1, 3, 4), (1, 2, 4), (1, 5), (2, 5)))
    listed = ", ".join(map(str, moves[:-1])) + f" or {moves[-1]}"
    rule = {
        "upto": f"In one move a player takes from 1 to {k} stones. The player who cannot move loses.",
        "misere": f"In one move a player takes from 1 to {k} stones. The player who takes the last stone loses.",
        "set": f"In one move a player takes {listed} stones. The player who cannot move loses.",
        "odd": "In one move a player takes any odd number of stones. The player who cannot move loses.",
        "piles": "In one move a player takes any positive number of stones from one pile. The player who cannot move loses.",
    }[mode]
    define = f"Two players take turns, and {who} moves first. {rule} Both play optimally."
    if who == "the first player":
        define = define.replace(" and the first player moves first.", " the first player begins.")
    ask = Value("the winner", "the winner of the game", "who wins the game", kind="word")
    note = f"Print {first} if {who} wins, and {second} if {other} wins."
    parts = list(array("a", "n")) if mode == "piles" else [ints("n", hi=1000)]
    if mode == "upto":
        py, cpp = (
            verdict_py(f"n % {k + 1} != 0", first, second),
            verdict_cpp(f"n % {k + 1} != 0", first, second),
        )
    elif mode == "misere":
        py, cpp = (
            verdict_py(f"n % {k + 1} != 1", first, second),
            verdict_cpp(f"n % {k + 1} != 1", first, second),
        )
    elif mode == "odd":
        py, cpp = verdict_py("n % 2 == 1", first, second), verdict_cpp("n % 2 == 1", first, second)
    elif mode == "piles":
        py = ["x = 0\nfor y in a:\n    x ^= y\n" + verdict_py("x != 0", first, second)[1]]
        cpp = ["int x = 0;\nfor (int y : a) x ^= y;\n" + verdict_cpp("x != 0", first, second)[0]]
    else:
        shown = ", ".join(map(str, moves))
        py = [
            f"dp = [False] * (n + 1)\nfor i in range(1, n + 1):\n    for x in ({shown}):\n        if i >= x and not dp[i - x]:\n            dp[i] = True\n"
            + verdict_py("dp[n]", first, second)[1]
        ]
        cpp = [
            f"vector<int> dp(n + 1);\nfor (int i = 1; i <= n; i++) {{\n    for (int x : {{{shown}}}) {{\n        if (i >= x && !dp[i - x]) dp[i] = 1;\n    }}\n}}\n"
            + verdict_cpp("dp[n]", first, second)[0]
        ]

    def solve(n: int, a: tuple[int, ...] = ()) -> str:
        if mode == "piles":
            bits = [sum(x >> bit & 1 for x in a) % 2 for bit in range(10)]
            return first if any(bits) else second
        wins = [mode == "misere"]
        for i in range(1, n + 1):
            options = (
                range(1, k + 1)
                if mode in ("upto", "misere")
                else range(1, i + 1, 2)
                if mode == "odd"
                else moves
            )
            wins.append(any(x <= i and not wins[i - x] for x in options))
        return first if wins[n] else second

    def draw(rng: random.Random) -> tuple[object, ...]:
        if mode == "piles":
            n = rng.randint(1, 4)
            a = [rng.randint(1, 7) for _ in range(n)]
            if rng.random() < 0.4:
                a = a[:2] + a[:2]
            return len(a), a
        size = rng.randint(1, 20)
        if rng.random() < 0.4 and mode in ("upto", "misere"):
            size = (k + 1) * rng.randint(1, 3) + (mode == "misere")
        return (size,)

    detail = {"upto": k, "misere": k, "set": moves}.get(mode, "")
    what = (
        "There are `n` piles of stones; the i-th pile has `a_i` stones."
        if mode == "piles"
        else "There is a pile of `n` stones."
    )
    return draft(
        rng,
        family="take_stones",
        key=f"{mode},{detail},{first}",
        titles=("Stones", "Game", "Take Away", "Who Wins"),
        parts=parts,
        ask=ask,
        define=f"{what} {define}",
        note=note,
        stories=(
            "Two friends play a game with stones on the beach.",
            "It is raining, and two children play a game with stones at home.",
            "An old game with stones is still played in a village.",
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=900 if mode != "piles" else 1200,
        tags=("games", "math", "dp"),
        multi=rng.random() < 0.3,
    )


@family
def hand_game(rng: random.Random) -> Instance:
    """Rock-paper-scissors and other games of rounds."""
    left, right = rng.choice(
        (
            ("Alice", "Bob"),
            ("First", "Second"),
            ("A", "B"),
            ("Left", "Right"),
            ("1", "2"),
            ("Tom", "Luna"),
        )
    )
    tie = rng.choice(("Draw", "Tie", "0", "="))
    r, p, s = rng.choice(("RPS", "rps", "RPS", "GPC", "KWF"))
    mode = rng.choice(("one", "count", "count", "match", "beat", "draws"))
    who = hero(rng)
    rule = f"'{r}' beats '{s}', '{s}' beats '{p}', and '{p}' beats '{r}'."
    one_letter = mode == "beat"
    beats = {r: s, s: p, p: r}
    wins_py = f'["{r}{s}", "{s}{p}", "{p}{r}"]'
    letters = f"the characters '{r}', '{p}' and '{s}'"
    key = f"{mode},{r}{p}{s}"
    note = ""
    if one_letter:
        define = f"In a hand game {rule} The moves of the opponent are the string `a`."
        parts = [word("a", letters, given="a string of moves `a`")]
        ask = Value(
            "the string of moves that beat the moves of the opponent one by one", kind="string"
        )
        py = [
            f'print("".join({{"{r}": "{p}", "{p}": "{s}", "{s}": "{r}"}}[c] for c in a))',
            f'ans = ""\nfor c in a:\n    if c == "{r}":\n        ans += "{p}"\n    elif c == "{p}":\n        ans += "{s}"\n    else:\n        ans += "{r}"\nprint(ans)',
        ]
        cpp = [
            f"string ans;\nfor (char c : a) {{\n    if (c == '{r}') ans += '{p}';\n    else if (c == '{p}') ans += '{s}';\n    else ans += '{r}';\n}}\ncout << ans << endl;"
        ]
    else:
        define = f"In a hand game {rule} Equal signs are a draw. The first player shows the signs `a` and the second player the signs `b`, one per round; the strings have the same length."
        parts = [word("a", letters), word("b", letters)]
        loop = f"x = 0\ny = 0\nfor c, d in zip(a, b):\n    if c + d in {wins_py}:\n        x += 1\n    elif c != d:\n        y += 1\n"
        loop_cpp = f'int x = 0, y = 0;\nfor (int i = 0; i < a.size(); i++) {{\n    string c = {{a[i], b[i]}};\n    if (c == "{r}{s}" || c == "{s}{p}" || c == "{p}{r}") x++;\n    else if (a[i] != b[i]) y++;\n}}\n'
        if mode == "draws":
            ask = Value("the number of rounds that end in a draw")
            py = [
                "print(sum(c == d for c, d in zip(a, b)))",
                "ans = 0\nfor i in range(len(a)):\n    if a[i] == b[i]:\n        ans += 1\nprint(ans)",
            ]
            cpp = [
                "int ans = 0;\nfor (int i = 0; i < a.size(); i++) {\n    if (a[i] == b[i]) ans++;\n}\ncout << ans << endl;"
            ]
            key = mode
        elif mode == "count":
            second = rng.random() < 0.4
            ask = Value(
                f"the number of rounds that the {'second' if second else 'first'} player wins"
            )
            out = "y" if second else "x"
            py, cpp = [loop + f"print({out})"], [loop_cpp + f"cout << {out} << endl;"]
            key += f",{second}"
        else:
            if mode == "one":
                define = define.replace("the signs `a`", "the sign `a`").replace(
                    "the signs `b`, one per round; the strings have the same length.",
                    "the sign `b`.",
                )
                parts = [word("a", letters, hi=1), word("b", letters, hi=1)]
            if mode == "one":
                ask = Value("the result of the game", "the winner", kind="word")
                note = f"Print {left} if the first player wins, {right} if the second player wins, and {tie} if it is a draw."
            else:
                ask = Value("the result of the match", "the winner of more rounds", kind="word")
                note = f"Print {left} if the first player wins more rounds than the second one, {right} if the second player wins more rounds, and {tie} otherwise."
            if mode == "one":
                py = [
                    f'if a == b:\n    print("{tie}")\nelif a + b in {wins_py}:\n    print("{left}")\nelse:\n    print("{right}")'
                ]
                cpp = [
                    f'string c = a + b;\nif (a == b) cout << "{tie}" << endl;\nelse if (c == "{r}{s}" || c == "{s}{p}" || c == "{p}{r}") cout << "{left}" << endl;\nelse cout << "{right}" << endl;'
                ]
            else:
                py = [
                    f'{loop}if x > y:\n    print("{left}")\nelif x < y:\n    print("{right}")\nelse:\n    print("{tie}")'
                ]
                cpp = [
                    f'{loop_cpp}if (x > y) cout << "{left}" << endl;\nelse if (x < y) cout << "{right}" << endl;\nelse cout << "{tie}" << endl;'
                ]
            key += f",{left},{tie}"

    def draw(rng: random.Random) -> tuple[str, ...]:
        size = 1 if mode == "one" else rng.randint(1, 7)
        a = "".join(rng.choices(r + p + s, k=size))
        return (a,) if one_letter else (a, "".join(rng.choices(r + p + s, k=size)))

    def solve(a: str, b: str = "") -> object:
        if one_letter:
            return "".join(next(m for m in beats if beats[m] == c) for c in a)
        if mode == "draws":
            return len([i for i, c in enumerate(a) if b[i] == c])
        won = [beats[c] == d for c, d in zip(a, b, strict=False)].count(True)
        lost = [beats[d] == c for c, d in zip(a, b, strict=False)].count(True)
        if mode == "count":
            return lost if second else won
        return tie if won == lost else left if won > lost else right

    return draft(
        rng,
        family="hand_game",
        key=key,
        titles=("Hand Game", "Rock, Paper, Scissors", "Rounds", "Signs"),
        parts=parts,
        ask=ask,
        define=define,
        note=note,
        stories=(
            f"{who} watches a tournament of a hand game.",
            f"{who} learned a new game during the break.",
            "Two teams decide with a hand game who begins.",
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=800,
        tags=("games", "implementation", "strings"),
        multi=rng.random() < 0.15,
    )


@family
def votes(rng: random.Random) -> Instance:
    who = hero(rng)
    mode = rng.choice(("winner", "majority", "votes", "for", "names"))
    a, b = rng.choice((("A", "B"), ("L", "R"), ("Y", "N"), ("0", "1"), ("X", "O"), ("D", "A")))
    tie = rng.choice(("Tie", "Draw", "Equal", "-"))
    yes, no = rng.choice(YES_NO)
    part, whole = rng.choice(((1, 2), (2, 3), (3, 4), (3, 5)))
    ask: Value | Decide
    parts = [word("s", f"the characters '{a}' and '{b}'", given="a string of votes `s`")]
    string_draw = True
    note = ""
    if mode == "winner":
        ask = Value("the result of the election", "the winner", kind="word")
        note = f"Print {a} if '{a}' has more votes, {b} if '{b}' has more votes, and {tie} if the numbers are equal."
        py = [
            f'x = s.count("{a}")\ny = s.count("{b}")\nif x > y:\n    print("{a}")\nelif x < y:\n    print("{b}")\nelse:\n    print("{tie}")'
        ]
        cpp = [
            f"int x = count(s.begin(), s.end(), '{a}');\nint y = count(s.begin(), s.end(), '{b}');\n"
            f'if (x > y) cout << "{a}" << endl;\nelse if (x < y) cout << "{b}" << endl;\nelse cout << "{tie}" << endl;'
        ]
        key = f"winner,{a}{b},{tie}"
    elif mode == "for":
        test = f"* {whole} >= {part} * len(s)" if part > 1 else f"* {whole} >= len(s)"
        ask = Decide(f"at least {part}/{whole} of all votes are '{a}'", yes=yes, no=no)
        py = verdict_py(f's.count("{a}") {test}', yes, no)
        count = f"int x = count(s.begin(), s.end(), '{a}');\nint n = s.size();\n"
        cpp = verdict_cpp(f"x * {whole} >= {f'{part} * ' if part > 1 else ''}n", yes, no, count)
        key = f"for,{a},{part}/{whole},{yes}"
    else:
        string_draw = False
        parts = list(
            array(
                "a", "n", given="`n` votes `a_1`, `a_2`, ..., `a_n`, each the number of a candidate"
            )
        )
        counter = "map<int, int> cnt;\nfor (int x : a) cnt[x]++;\n"
        if mode == "majority":
            ask = Value(
                "the number of the candidate who has more than half of the votes, or -1 if there is none"
            )
            py = [
                "ans = -1\nfor x in a:\n    if a.count(x) * 2 > n:\n        ans = x\nprint(ans)",
                "a.sort()\nx = a[n // 2]\nif a.count(x) * 2 > n:\n    print(x)\nelse:\n    print(-1)",
            ]
            cpp = [
                counter
                + "int ans = -1;\nfor (auto &p : cnt) {\n    if (p.second * 2 > n) ans = p.first;\n}\ncout << ans << endl;"
            ]
            key = mode
        elif mode == "votes":
            c = rng.randint(1, 5)
            ask = Value(
                f"the number of votes for candidate {c}", f"how many votes candidate {c} has"
            )
            py = [
                f"print(a.count({c}))",
                f"ans = 0\nfor x in a:\n    if x == {c}:\n        ans += 1\nprint(ans)",
            ]
            cpp = [
                f"int ans = 0;\nfor (int x : a) {{\n    if (x == {c}) ans++;\n}}\ncout << ans << endl;",
                f"cout << count(a.begin(), a.end(), {c}) << endl;",
            ]
            key = f"votes,{c}"
        else:
            need = rng.randint(1, 3)
            ask = Value(
                f"the number of candidates who have at least {need} votes".replace(
                    "least 1 votes", "least one vote"
                )
            )
            py = [f"print(sum(1 for x in set(a) if a.count(x) >= {need}))"]
            cpp = [
                counter
                + f"int ans = 0;\nfor (auto &p : cnt) {{\n    if (p.second >= {need}) ans++;\n}}\ncout << ans << endl;"
            ]
            key = f"names,{need}"

    def draw(rng: random.Random) -> tuple[object, ...]:
        if string_draw:
            share = rng.choice((0.3, 0.5, 0.7))
            return ("".join(a if rng.random() < share else b for _ in range(rng.randint(1, 9))),)
        n = rng.randint(1, 8)
        top = rng.randint(1, 5)
        return n, [top if rng.random() < 0.45 else rng.randint(1, 5) for _ in range(n)]

    def solve(*values: object) -> object:
        if string_draw:
            s = str(values[0])
            x = sum(c == a for c in s)
            if mode == "for":
                return yes if x * whole >= part * len(s) else no
            return tie if 2 * x == len(s) else a if 2 * x > len(s) else b
        ballots: list[int] = values[1]  # type: ignore[assignment]
        tally = {x: ballots.count(x) for x in ballots}
        if mode == "majority":
            return next((x for x, count in tally.items() if count > len(ballots) / 2), -1)
        return tally.get(c, 0) if mode == "votes" else len([1 for v in tally.values() if v >= need])

    return draft(
        rng,
        family="votes",
        key=key,
        titles=("Votes", "Election", "Majority", "Counting Ballots"),
        parts=parts,
        ask=ask,
        note=note,
        stories=(
            (
                f"In an election each vote is '{a}' or '{b}', and {who} counts the votes `s`.",
                f"A class decides between '{a}' and '{b}'; {who} wrote down all votes as a string `s`.",
            )
            if string_draw
            else (
                f"`n` people voted for candidates; the i-th vote is for the candidate with the number `a_i`. {who} counts the votes.",
                "A village elects its mayor. There are `n` votes `a_1`, `a_2`, ..., `a_n`, each the number of a candidate.",
            )
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=800,
        tags=("implementation",),
        multi=rng.random() < 0.2,
    )
