"""A C or C++ program without its statement, without output to standard error, and without what is
compiled on the user's machine only.

The rest is proved by its tokens: those of what is left are the tokens of the program, in order,
with these taken out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from shortlist_engine.fairness import marks_in
from shortlist_server.submission.cpp_tokens import Token, Unreadable, tokens
from shortlist_server.submission.stripped import Stripped, lines_of, without_lines

LOCAL = ("LOCAL", "_LOCAL", "LOCAL_DEBUG", "DEBUG")
"""What is defined on no judge."""
_MACROS = ("dbg", "debug", "DBG", "DEBUG")
_STREAMS = ("cerr", "clog")
_HARMLESS = frozenset(
    [
        "size",
        "length",
        "empty",
        "front",
        "back",
        "top",
        "begin",
        "end",
        "rbegin",
        "rend",
        "count",
        "find",
        "first",
        "second",
        "to_string",
        "min",
        "max",
        "abs",
        "fabs",
        "sqrt",
        "get",
        "setw",
        "setprecision",
        "setfill",
        "fixed",
        "hex",
        "dec",
        "string",
        "int",
        "long",
        "double",
        "char",
        "float",
        "flush",
        "precision",
        "fprintf",
        "fflush",
        "cerr",
        "clog",
        "str",
        "c_str",
        "data",
        "at",
        "bitset",
        "popcount",
        "sizeof",
        "distance",
        "accumulate",
        "static_cast",
    ]
)
_ADDING = frozenset(["map", "unordered_map", "gp_hash_table", "cc_hash_table"])
"""Where a program has one of these, `m[x]` may add an entry."""
_DIRECTIVE = re.compile(r"#\s*(?P<name>\w+)\s*(?P<rest>.*)", re.S)
_CONDITION = re.compile(r"(?P<not>!\s*)?defined\s*(?:\(\s*(?P<a>\w+)\s*\)|(?P<b>\w+))\s*")
_NOTHING = ("", ";", "0", "42", "(void)0", "((void)0)", "do {} while (0)", "do{}while(0)")
_OPENING, _CLOSING = "([{", ")]}"


def stripped_cpp(text: str, blocks: Sequence[tuple[int, int]]) -> Stripped:
    """Returns a program without the statements of problems, which stand in these `blocks` of lines,
    first and last, from 0, without marks of practice, and without debug output. What cannot be read
    is returned as it is."""
    try:
        found = tokens(text)
    except Unreadable:
        return Stripped(text, 0, ("Nothing was left out: a comment or a text does not end.",))
    plan = _Plan(text, found, blocks)
    plan.take_comments()
    plan.take_sections()
    plan.take_debug_output()
    left = plan.apply()
    try:
        is_same = _code(tokens(left)) == plan.expected()
    except Unreadable:
        is_same = False
    if not is_same:
        return Stripped(text, 0, ("Nothing was left out: it could not be proved to be harmless.",))
    return Stripped(left, plan.removed, tuple(plan.kept))


def _code(found: Sequence[Token]) -> list[str]:
    return [token.text for token in found if token.kind != "comment"]


@dataclass
class _Section:
    """A part of the program that is compiled on one condition: the tokens of its directives."""

    start: int
    name: str = ""  # the macro, of a section that only the user's machine compiles or leaves out
    wanted: bool = False  # whether its first half is for judges
    middle: int | None = None
    is_odd: bool = False


@dataclass
class _Plan:
    """Which tokens are taken out; `stops` are statements of which an empty one is left."""

    text: str
    tokens: list[Token]
    blocks: Sequence[tuple[int, int]]
    gone: set[int] = field(default_factory=set)
    stops: set[int] = field(default_factory=set)
    removed: int = 0
    kept: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._lines = lines_of(self.text)
        self._adds = any(token.kind == "word" and token.text in _ADDING for token in self.tokens)
        self._macros: dict[str, list[str] | None] = {}
        self._defined = {
            rest.split("(")[0].split()[0]
            for token in self.tokens
            if token.kind == "directive"
            for name, rest in [_directive(token)]
            if name == "define" and rest.strip()
        }

    def take_comments(self) -> None:
        """Takes the comments out that hold a statement or a mark of practice."""
        for at, token in enumerate(self.tokens):
            if token.kind != "comment":
                continue
            first, last = self._line(token.start), self._line(token.end - 1)
            if any(start <= first and last <= end for start, end in self.blocks) or (
                marks_in(token.text) and first == last
            ):
                self.gone.add(at)

    def take_sections(self) -> None:
        """Takes out what is compiled only where LOCAL is defined, with its directives; of `#else`
        the other half stays."""
        open_ones: list[_Section] = []
        for at, token in enumerate(self.tokens):
            if token.kind != "directive":
                continue
            name, rest = _directive(token)
            if name in ("if", "ifdef", "ifndef"):
                open_ones.append(_opened(at, name, rest))
            elif name == "elif" and open_ones:
                open_ones[-1].is_odd = True
            elif name == "else" and open_ones:
                open_ones[-1].middle = at
            elif name == "endif" and open_ones:
                self._take_section(open_ones.pop(), at)

    def _take_section(self, section: _Section, end: int) -> None:
        if section.name not in LOCAL or section.start in self.gone:
            return
        if section.is_odd or section.name in self._defined:
            why = "it has an #elif" if section.is_odd else f"the program defines {section.name}"
            self._keep(section.start, why)
            return
        middle = section.middle if section.middle is not None else end
        if section.wanted:
            gone = {section.start, *range(middle, end + 1)}
        else:
            gone = {*range(section.start, middle + 1), end}
        self.gone |= gone
        self.removed += 1

    def take_debug_output(self) -> None:
        """Takes statements out that only write to standard error."""
        code = [
            at
            for at, token in enumerate(self.tokens)
            if token.kind != "comment" and at not in self.gone
        ]
        depth = 0
        place = 0
        while place < len(code):
            token = self.tokens[code[place]]
            depth += {"{": 1, "}": -1}.get(token.text, 0) if token.kind == "sign" else 0
            if depth > 0 and token.kind == "word" and (what := self._starts(code, place)):
                end = self._end(code, place)
                if end is not None and self._take_statement(code, place, end, what):
                    place = end
            place += 1

    def _starts(self, code: list[int], place: int) -> str:
        """What kind of debug output begins here: a stream, `fprintf` or a macro; empty for none."""
        words = [self.tokens[at].text for at in code[place : place + 5]] + [""] * 5
        name = words[2] if words[:2] == ["std", "::"] else words[0]
        after = words[3] if words[:2] == ["std", "::"] else words[1]
        at = words.index(name)
        if name in _STREAMS and (
            after == "<<" or (after == "." and words[at + 2] in ("flush", "precision", "width"))
        ):
            return "stream"
        if name in ("fprintf", "fflush") and after == "(" and "stderr" in words:
            return "stream"
        if name in _MACROS and after == "(" and words[0] == name:
            return name
        return ""

    def _end(self, code: list[int], place: int) -> int | None:
        """Where the statement ends, which has to begin here: its semicolon."""
        depth = 0
        for at in range(place, len(code)):
            token = self.tokens[code[at]]
            if token.kind == "directive":
                return None
            if token.kind != "sign":
                continue
            if token.text in _OPENING:
                depth += 1
            elif token.text in _CLOSING:
                depth -= 1
                if depth < 0:
                    return None
            elif token.text == ";" and depth == 0:
                return at
        return None

    def _take_statement(self, code: list[int], start: int, end: int, what: str) -> bool:
        before = self.tokens[code[start - 1]] if start else None
        if before is None or before.text in ("#", "define", "void", "auto", "int"):
            return False  # it is declared here
        ends_other = before.kind == "directive" or before.text in (";", "{", "}")
        is_body = before.text in (")", "else", "do")
        if not (ends_other or is_body):
            self._keep(code[start], "it is part of something larger")
            return False
        why = self._effect(code, start, end, what)
        if why:
            self._keep(code[start], why)
            return False
        self.gone |= set(range(code[start], code[end] + (0 if is_body else 1)))
        if is_body:
            self.stops.add(code[end])
        self.removed += 1
        return True

    def _effect(self, code: list[int], start: int, end: int, what: str) -> str:
        """Why a statement might do more than print, empty for nothing. Macros that are nothing on
        judges do nothing with what they are given."""
        if what != "stream":
            if what not in self._macros:
                self._macros[what] = self._macro(what)
            bodies = self._macros[what]
            if bodies is None:
                return f"{what} is no macro of this file"
            if bodies and not any(
                word in body for body in bodies for word in ("cerr", "stderr", "clog")
            ):
                return f"{what} is defined to do something else"
            if not bodies:
                return ""
        skipped = 1 if what != "stream" else 0  # the macro's own name
        part = [self.tokens[at] for at in code[start + skipped : end]]
        for token, after in zip(part, [*part[1:], None], strict=True):
            looks_up = (
                after is not None and after.text == "[" and token.text not in ("(", ",", "<<")
            )
            if self._adds and looks_up:
                return "it looks something up, which adds it to a map that lacks it"
            if token.kind == "sign" and (
                token.text in ("++", "--", "=", ">>")
                or re.fullmatch(r"[-+*/%&|^]=|<<=|>>=", token.text)
            ):
                return "it changes something"
            calls = after is not None and after.text == "(" and token.kind == "word"
            if calls and token.text not in _HARMLESS:
                return f"it calls {token.text}, which may do more than print"
        return ""

    def _macro(self, name: str) -> list[str] | None:
        """What is left of a macro's definitions on a judge: none where all are empty; None where it
        is no macro of this file."""
        found = None
        for at, token in enumerate(self.tokens):
            if token.kind != "directive":
                continue
            directive, rest = _directive(token)
            defined = re.match(rf"{name}\s*\((?P<names>[^)]*)\)(?P<body>.*)", rest, re.S)
            if directive != "define" or defined is None:
                continue
            found = found or []
            body = defined["body"].replace("\\\n", " ").strip()
            if at not in self.gone and body not in _NOTHING:
                found.append(body)
        return found

    def _keep(self, at: int, why: str) -> None:
        token = self.tokens[at]
        number = self._line(token.start)
        line = self._line_text(number).strip()
        self.kept.append(f"Line {number + 1}, `{line[:60]}`: {why}.")

    def _line(self, place: int) -> int:
        return self.text.count("\n", 0, place)

    def expected(self) -> list[str]:
        """Returns the tokens that have to be left."""
        return [
            token.text
            for at, token in enumerate(self.tokens)
            if token.kind != "comment" and at not in self.gone
        ]

    def apply(self) -> str:
        """Returns the text without the tokens that are taken out, and without the lines on which
        nothing else stands."""
        pieces: list[str] = []
        touched: set[int] = set()
        place = number = 0
        for at in sorted(self.gone):
            token = self.tokens[at]
            before = self.text[place : token.start]
            pieces.append(before)
            number += before.count("\n")
            breaks = token.text.count("\n")
            touched |= set(range(number, number + breaks + 1))
            number += breaks
            pieces.append("\n" * breaks or " ")
            place = token.end
        pieces.append(self.text[place:])
        lines = lines_of("".join(pieces))
        for each in touched & set(range(len(lines))):
            indent = re.match(r"\s*", self._line_text(each))
            line = re.sub(r" +", " ", lines[each].strip())
            lines[each] = f"{indent[0] if indent else ''}{line}\n"
        return without_lines(lines, [each for each in touched if _is_nothing(lines[each])])

    def _line_text(self, number: int) -> str:
        return self._lines[number].rstrip("\n") if number < len(self._lines) else ""


def _is_nothing(line: str) -> bool:
    """Whether a line is blank, or what is left on it is a remark on what was taken out."""
    return not line.strip() or line.lstrip().startswith("//")


def _directive(token: Token) -> tuple[str, str]:
    text = re.sub(r"/\*.*?\*/", " ", token.text, flags=re.S)
    found = _DIRECTIVE.match(text)
    return (found["name"], found["rest"]) if found else ("", "")


def _opened(at: int, name: str, rest: str) -> _Section:
    if name in ("ifdef", "ifndef"):
        return _Section(at, rest.strip(), name == "ifndef")
    found = _CONDITION.fullmatch(rest)
    if found is None:
        return _Section(at)
    return _Section(at, found["a"] or found["b"], found["not"] is not None)
