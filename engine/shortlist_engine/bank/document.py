"""Writes a whole statement: the story, and the input, constraints and output sections as the judge
of the wording lays them out."""

from __future__ import annotations

from collections.abc import Sequence

from shortlist_engine.bank.layout import Array, Grid, Ints, Line, Part, Rows, Word, bound
from shortlist_engine.bank.phrasing import Goal, Wording, join

COUNTS = ("zero", "one", "two", "three", "four", "five", "six")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


def lead(w: Wording, parts: Sequence[Part]) -> str:
    """Returns a noun phrase for the whole input: "an array $a$ of $n$ integers and an integer
    $k$"."""
    phrases = []
    for part in parts:
        if isinstance(part, Array):
            phrases.append(
                w.pick(
                    f"an integer array {w.v(part.name)}", f"an array of integers {w.v(part.name)}"
                )
                if w.style == "leetcode"
                else w.pick(
                    f"an array {w.v(part.name)} of {w.v(part.size)} integers",
                    f"a sequence of {w.v(part.size)} integers {w.sequence(part.name, part.size)}",
                    f"{w.v(part.size)} integers {w.sequence(part.name, part.size)}",
                    f"a list of {w.v(part.size)} integers",
                )
            )
            phrases += [_some_ints(w, part.extra.names)] if part.extra else []
        elif isinstance(part, Line):
            phrases.append(f"a line of text {w.v(part.name)}")
        elif isinstance(part, Word):
            phrases.append(
                w.pick(f"a string {w.v(part.name)}", f"a string {w.v(part.name)} of {part.chars}")
            )
        elif isinstance(part, Rows):
            kinds = {1: "integers", 2: "pairs of integers", 3: "triples of integers"}
            kind = kinds.get(len(part.names), "rows of integers")
            phrases.append(f"{w.v(part.size)} {kind}")
        elif isinstance(part, Grid):
            phrases.append(f"a grid of {w.v(part.height)} rows and {w.v(part.size)} columns")
        else:
            phrases.append(_some_ints(w, part.names))
    return join(phrases)


def statement(
    w: Wording, story: str, goal: Goal, parts: Sequence[Part], tests: bool = False, note: str = ""
) -> str:
    """Returns the whole statement without its examples. An empty `story` becomes a plain
    lead-in."""
    story = _story(w, story, goal, parts)
    if note:
        story += f" {note}"
    output = goal.output
    if tests:
        output = f"For each test case, {output[0].lower()}{output[1:]}"
    if w.style == "leetcode":
        items = [item for part in parts for item in _leetcode_items(w, part)]
        limits = [item for part in parts for item in _limits(w, part)]
        result = f"Print the answer as {goal.unit}." if goal.unit else output
        return (
            f"{story}\n\nInput\n\nThe input gives, in this order:\n{_bullets(items)}\n\n"
            f"Output\n\n{result}\n\nConstraints\n\n{_bullets(limits)}"
        )
    if w.style == "atcoder":
        limits = [item for part in parts for item in _limits(w, part)]
        limits += [w.pick("All values in input are integers.", "All input values are integers.")]
        if any(isinstance(part, Word | Grid) for part in parts):
            limits.pop()
        head = w.pick("Problem Statement\n\n", "")
        given = w.pick("Input is given", "The input is given")
        sketch = _format(w, parts)
        if w.tex and w.rng.random() < 0.6:
            sketch = "\n".join(f"> {line}" for line in sketch.split("\n"))
        return (
            f"{head}{story}\n\nConstraints\n\n{_bullets(limits)}\n\nInput\n\n"
            f"{given} from Standard Input in the following format:\n\n{sketch}\n\n"
            f"Output\n\n{output}"
        )
    lines = _input_lines(w, parts, tests)
    if w.style == "plain" and w.rng.random() < 0.5:
        return f"{story}\n\n{' '.join(lines)} {output}"
    gap = "\n" if w.style == "codeforces" else "\n\n"
    body = ("\n\n" if w.style == "codeforces" else " ").join(lines)
    return f"{story}\n\nInput{gap}{body}\n\nOutput{gap}{output}"


def _story(w: Wording, story: str, goal: Goal, parts: Sequence[Part]) -> str:
    if story:
        return f"{story} {goal.ask}"
    given = lead(w, parts)
    if not goal.clause:
        return f"{w.pick('You are given', 'Given are', 'There is given')} {given}. {goal.ask}"
    if w.style == "aizu":
        clause = goal.clause.replace("print ", "prints ", 1).replace("find ", "finds ", 1)
        verb = w.pick("Write a program which reads", "Write a program that reads")
        return f"{verb} {given}, and {clause}."
    if w.style == "leetcode" or w.rng.random() < 0.3:
        return f"Given {given}, {goal.clause}."
    verb = w.pick("You are given", "You are given", "We have", "Consider")
    return f"{verb} {given}. {goal.ask}"


def _input_lines(w: Wording, parts: Sequence[Part], tests: bool) -> list[str]:
    lines: list[str] = []
    contains = w.pick("contains", "contains", "consists of")
    counter = 0
    if tests:
        t = w.v("t")
        limit = w.bounds(1, w.name("t"), w.rng.choice((100, 1000, 10000)))
        lines.append(
            f"The first line contains an integer {t} ({limit}) — the number of test cases."
        )
    only = sum(_line_count(part) for part in parts) == 1
    for part in parts:
        for text in _part_lines(w, part, contains):
            where = "The only line" if only and not tests else f"The {ORDINALS[counter]} line"
            if w.style == "aizu" and only:
                where = "The line"
            if text.startswith("*"):
                lines.append(text[1:])
                continue
            lines.append(f"{where}{' of each test case' if tests else ''} {text}")
            counter = min(counter + 1, len(ORDINALS) - 1)
    return lines


def _part_lines(w: Wording, part: Part, contains: str) -> list[str]:
    if isinstance(part, Array):
        limit = w.bounds(1, w.name(part.size), 100)
        size = w.pick("the number of elements", "the length of the array", "the size of the array")
        extra = part.extra
        if extra and part.place == "beside":
            first = (part.size, *extra.names)
            limits = ", ".join(
                [limit, *(w.bounds(*_range(w, extra, name)) for name in extra.names)]
            )
            head = f"{contains} {COUNTS[len(first)]} integers {w.vs(first)} ({limits})."
        else:
            head = f"{contains} an integer {w.v(part.size)} ({limit}) — {size}."
        item = w.bounds(part.low, _indexed(w, part.name), bound(part))
        what = f" — {part.what}" if part.what else ""
        body = (
            f"{contains} {w.v(part.size)} integers {w.sequence(part.name, part.size)}"
            f" ({item}){what}."
        )
        tail = _part_lines(w, extra, contains) if extra and part.place != "beside" else []
        return [head, body, *tail] if part.sized else [body]
    if isinstance(part, Line):
        return [f"{contains} {part.what} {w.v(part.name)}: words of {part.chars}."]
    if isinstance(part, Word):
        what = f" — {part.what}" if part.what else ""
        return [
            f"{contains} a string {w.v(part.name)} of {part.chars} "
            f"({w.bounds(part.low, _length(w, part.name), part.bound)}){what}."
        ]
    if isinstance(part, Rows):
        limit = w.bounds(1, w.name(part.size), 100)
        columns = [w.math(f"{w.name(name)}_i") for name in part.names]
        each = w.bounds(
            part.low, ", ".join(f"{w.name(name)}_i" for name in part.names), bound(part)
        )
        what = f" — {join(part.what)}" if part.what else ""
        count = "an integer" if len(columns) == 1 else f"{COUNTS[len(columns)]} integers"
        return [
            f"{contains} an integer {w.v(part.size)} ({limit}).",
            (
                f"*Each of the next {w.v(part.size)} lines contains {count} {join(columns)}"
                f" ({each}){what}."
            ),
        ]
    if isinstance(part, Grid):
        sides = (part.height, part.size)
        both = w.bounds(1, ", ".join(w.name(name) for name in sides), part.bound)
        return [
            f"{contains} two integers {w.vs(sides)} ({both}).",
            (
                f"*Each of the next {w.v(part.height)} lines contains {w.v(part.size)} characters, "
                f"each of them one of {part.chars}."
            ),
        ]
    if part.on_lines and len(part.names) > 1:
        return [
            f"{contains} an integer {w.v(name)} ({w.bounds(*_range(w, part, name))})"
            f"{f' — {part.what[i]}' if part.what else ''}."
            for i, name in enumerate(part.names)
        ]
    names = tuple(w.name(name) for name in part.names)
    limit = w.bounds(part.low, ", ".join(names), bound(part))
    what = f" — {join(part.what)}" if part.what else ""
    noun = w.pick("an integer", "a single integer")
    if len(names) > 1:
        noun = f"{COUNTS[len(names)]} integers"
    return [f"{contains} {noun} {w.vs(part.names)} ({limit}){what}."]


def _leetcode_items(w: Wording, part: Part) -> list[str]:
    if isinstance(part, Array):
        extra = part.extra
        if not part.sized:
            return [f"{w.name(part.name)}: the elements on one line, separated by spaces."]
        after = "" if not extra else _ints_item(w, extra)
        if extra and part.place == "beside":
            array = (
                f"{w.name(part.name)}: the number of elements and {join(_names(w, extra.names))} on"
                " one line, then the elements on the next line, separated by spaces."
            )
            return [array]
        array = (
            f"{w.name(part.name)}: the number of elements on one line, then the elements on the "
            "next line, separated by spaces."
        )
        return [array, *([after] if after else [])]
    if isinstance(part, Word):
        return [f"{w.name(part.name)}: one string on a line of its own."]
    if isinstance(part, Rows):
        columns = join(_names(w, part.names))
        return [f"rows: the number of rows on one line, then one row per line: {columns}."]
    if isinstance(part, Grid):
        return [
            f"{w.name(part.name)}: the number of rows and of columns on one line, then one row per "
            "line."
        ]
    return [_ints_item(w, part)]


def _ints_item(w: Wording, part: Ints) -> str:
    names = _names(w, part.names)
    what = f" ({join(part.what)})" if part.what else ""
    if len(names) == 1:
        return f"{names[0]}: one integer{what}."
    if part.on_lines:
        return "\n- ".join(f"{name}: one integer." for name in names)
    return f"{join(names)}: {COUNTS[len(names)]} integers on one line{what}."


def _limits(w: Wording, part: Part) -> list[str]:
    if isinstance(part, Array):
        size = f"{w.name(part.name)}.length" if w.style == "leetcode" else w.name(part.size)
        texts = [w.bounds(1, size, 100), w.bounds(part.low, _indexed(w, part.name), bound(part))]
        if not part.sized:
            texts.pop(0)
        return texts + (_limits(w, part.extra) if part.extra else [])
    if isinstance(part, Word):
        consists = f"{w.v(part.name)} consists of {part.chars}."
        if isinstance(part, Line):
            return [consists.replace(".", " and spaces.")]
        return [w.bounds(part.low, _length(w, part.name), part.bound), consists]
    if isinstance(part, Rows):
        index = "[i]" if w.style == "leetcode" else "_i"
        each = ", ".join(f"{w.name(name)}{index}" for name in part.names)
        return [w.bounds(1, w.name(part.size), 100), w.bounds(part.low, each, bound(part))]
    if isinstance(part, Grid):
        names = ", ".join((w.name(part.height), w.name(part.size)))
        return [w.bounds(1, names, part.bound), f"Each cell is one of {part.chars}."]
    names = ", ".join(w.name(name) for name in part.names)
    return [w.bounds(part.low, names, bound(part))]


def _format(w: Wording, parts: Sequence[Part]) -> str:
    """The input as AtCoder sketches it."""
    lines: list[str] = []
    for part in parts:
        if isinstance(part, Array):
            a, n = w.name(part.name), w.name(part.size)
            extra = list(part.extra.names) if part.extra else []
            if part.sized:
                beside = extra if part.place == "beside" else []
                lines.append(_sketch(w, [part.size, *beside]))
            dots = r"\ldots" if w.tex else "..."
            lines.append(" ".join(w.math(x) for x in (f"{a}_1", f"{a}_2", dots, f"{a}_{n}")))
            if part.extra and part.place != "beside":
                lines.append(_format(w, [part.extra]))
        elif isinstance(part, Word):
            lines.append(w.v(part.name))
        elif isinstance(part, Rows):
            lines.append(w.v(part.size))
            rows = ["1", "2", w.name(part.size)]
            sketched = [
                " ".join(w.math(f"{w.name(name)}_{row}") for name in part.names) for row in rows
            ]
            lines += [*sketched[:2], r"$\vdots$" if w.tex else ":", sketched[2]]
        elif isinstance(part, Grid):
            g, h = w.name(part.name), w.name(part.height)
            lines.append(_sketch(w, [part.height, part.size]))
            lines += [w.math(f"{g}_1"), r"$\vdots$" if w.tex else ":", w.math(f"{g}_{h}")]
        elif part.on_lines:
            lines += [w.v(name) for name in part.names]
        else:
            lines.append(_sketch(w, part.names))
    return "\n".join(lines)


def _sketch(w: Wording, names: Sequence[str]) -> str:
    return " ".join(w.v(name) for name in names)


def _range(w: Wording, part: Ints, name: str) -> tuple[int, str, int]:
    return part.low, w.name(name), bound(part)


def _names(w: Wording, names: Sequence[str]) -> list[str]:
    return [w.name(name) for name in names]


def _indexed(w: Wording, name: str) -> str:
    return f"{w.name(name)}[i]" if w.style == "leetcode" else f"{w.name(name)}_i"


def _length(w: Wording, name: str) -> str:
    return f"{w.name(name)}.length" if w.style == "leetcode" else f"|{w.name(name)}|"


def _line_count(part: Part) -> int:
    if isinstance(part, Array | Rows | Grid):
        return 2 - (isinstance(part, Array) and not part.sized)
    return len(part.names) if isinstance(part, Ints) and part.on_lines else 1


def _some_ints(w: Wording, names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"{w.pick('an integer', 'an integer', 'a number')} {w.v(names[0])}"
    return f"{COUNTS[len(names)]} integers {w.vs(names)}"


def _bullets(items: Sequence[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
