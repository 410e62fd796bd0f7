"""Examples of function problems that are calls: doctests, asserts, `f(1) // 2`."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from shortlist_engine.languages import PYTHON
from shortlist_engine.problem import Example
from shortlist_engine.statement.text import outside_strings, split_top
from shortlist_engine.statement.types import Issue

_PROMPT = re.compile(r"^\s*(?:>>>|>)\s+(?P<call>\S.*)$")
_CONTINUED = re.compile(r"^\s*\.\.\.\s?(?P<more>.*)$")
_ASSERT = re.compile(r"^\s*(?:assert|assertEqual|assert_eq!)\b\s*\(?\s*(?P<rest>\S.*)$")
_ARROW = re.compile(
    r"\s*(?:(?:(?:#|//|--)\s*)?(?:==+>?|=>|->|➞|→|=(?!=))|(?:\s//|\s#|\s--|:)?\s*(?:(?:it\s+)?(?:should\s+|would\s+|must\s+)?"
    r"(?:return|equal|be|give)s?|is|evaluates\s+to|outputs?)|\s//|\s#|\s--|:)\s*:?\s*(?P<value>\S.*)$",
    re.I,
)
_LITERAL = re.compile(
    r"""(?:[-+]?\d[\w.+-]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\[.*\]|\{.*\}|\(.*\)|true|false|null|nullptr"""
    r"""|None|True|False|nil|inf|nan|(?:std::)?vector\s*<.*\}|new\s.*|vec!\[.*\]|Some\(.*\)|(?:List|Arrays|Set|Map)\.\w+\(.*\))""",
    re.S,
)
_OPERATOR = re.compile(r"\s*[-+*/%^]")
_HEADING = re.compile(r"^\W*(?:for )?examples?\W*$", re.I | re.M)
MAX_COLUMNS = 2000
_PYTHON_NAMES = {"true": "True", "false": "False", "null": "None"}


@dataclass
class Calls:
    """Holds the examples found in a comment. `lines` are relative to the comment; `spans` are the
    lines that they take up; `strong` says that a doctest or an assert was among them."""

    examples: list[Example] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    issues: list[Issue] = field(default_factory=list)
    strong: bool = False

    def add(self, example: Example, first: int, end: int | None = None) -> None:
        """Adds an example on the lines from `first` up to but not including `end`."""
        self.examples.append(example)
        self.lines.append(first)
        self.taken.update(range(first, first + 1 if end is None else end))


def read_calls(lines: Sequence[str], name: str, call: str, language_id: str) -> Calls:
    """Returns the examples that call `name`; `call` is how the example is to be written (for
    methods)."""
    found = Calls()
    number, python = 0, language_id == PYTHON.name
    while number < len(lines):
        line = lines[number]
        if name not in line or len(line) > MAX_COLUMNS:
            number += 1
            continue
        prompt = _PROMPT.match(line)
        if prompt:
            number = _doctest(lines, number, prompt.group("call"), name, call, found)
            continue
        asserted = _ASSERT.match(line)
        if asserted:
            example = _assertion(asserted.group("rest"), name, call)
            if example is not None:
                found.strong = True
                found.add(example, number)
        else:
            example = _arrow(line, name, call, python)
            if example is not None:
                found.add(example, number)
        number += 1
    return found


def _doctest(
    lines: Sequence[str], number: int, expression: str, name: str, call: str, found: Calls
) -> int:
    first = number
    number += 1
    while number < len(lines) and (more := _CONTINUED.match(lines[number])):
        expression += "\n" + more.group("more")
        number += 1
    span = call_span(expression, name)
    if span is None:
        return number
    trailing = expression[span[1] :]
    arrow = _ARROW.match(trailing)
    answer = arrow.group("value").strip() if arrow else ""
    if is_literal(answer, False) and not re.match(r"\s*(?:==|[-+*/%<>\[.])", trailing):
        # ">>> f(1) # 2": the value stands on the same line.
        found.strong = True
        found.add(Example(_called(expression[: span[1]], name, call), answer), first)
        return number
    expression = re.sub(r"(?<=[)\]\d])\s+(?:#|//)[^\n\"']*$", "", expression)
    value: list[str] = []
    while number < len(lines):
        text = lines[number].strip()
        if not text or text.startswith((">>>", "> ")) or text.startswith(name + "("):
            break
        value.append(lines[number])
        number += 1
        if len(value) > 40:
            break
    stated = re.fullmatch(r"\s*==\s*(?P<value>\S.*)", trailing, re.S)
    if not value and stated and is_literal(stated["value"].strip(), False):
        # ">>> f(1) == 2" without the `True` below.
        found.strong = True
        answer = stated["value"].strip()
        found.add(Example(_called(expression[: span[1]], name, call), answer), first, number)
        return number
    if not value:
        if not _arguments_are_literal(expression[span[0] : span[1]], False):
            return number
        found.issues.append(
            Issue(
                first,
                f"{name}(...) has no expected value: write it on the line below",
                "warning",
            )
        )
        return number
    expected = "\n".join(text.strip() for text in value)
    if expected.startswith("Traceback"):
        return number
    # Text below the value belongs to it only while the value is open.
    if len(value) > 1 and _balanced(value[0]):
        expected, number = value[0].strip(), first + 1 + (number - first - len(value))
    found.strong = True
    found.add(Example(_called(expression, name, call), expected), first, number)
    return number


def _balanced(text: str) -> bool:
    return all(text.count(a) == text.count(b) for a, b in ("()", "[]", "{}"))


def _assertion(rest: str, name: str, call: str) -> Example | None:
    span = call_span(rest, name)
    if span is None or rest[: span[0]].strip(" (") not in ("", "Solution()."):
        return None
    match = re.match(r"\s*(?:==|,|is)\s*(?P<value>.*)$", rest[span[1] :], re.S)
    if match is None:
        return None
    value = match.group("value").strip().rstrip(";")
    value = first_value(value)
    return Example(_called(rest[span[0] : span[1]], name, call), value) if value else None


def _arrow(line: str, name: str, call: str, python: bool) -> Example | None:
    span = call_span(line, name)
    if span is None:
        return None
    match = _ARROW.match(line[span[1] :])
    if match is None:
        return None
    written = match.group("value").strip()
    value = first_value(written)
    if not is_literal(value, python) or _OPERATOR.match(written, len(value)):
        value = first_value(re.split(r"\s==?\s", written)[-1].strip())  # "f(5, 3) -> 5 - 3 = 2"
    if not value or not is_literal(value, python) or _OPERATOR.search(written, len(written) - 1):
        return None
    text = line[span[0] : span[1]]
    if not _arguments_are_literal(text, python):
        return None
    if python:
        value = _PYTHON_NAMES.get(value, value)
    return Example(_called(text, name, call), value)


def first_value(text: str) -> str:
    """Returns the value at the beginning of `text`, without what is said about it."""
    for index, letter, depth in outside_strings(text):
        ends = depth == 0 and (
            letter in ",;#"
            or text[index : index + 2] == "//"
            or (letter == " " and is_literal(text[:index].strip(), False))
        )
        if ends or depth < 0:
            return text[:index].strip()
    text = text.strip()
    return text[:-1] if text.endswith(".") and not text[:-1].isdigit() else text.rstrip(".")


def is_literal(text: str, python: bool) -> bool:
    if python:
        if text in _PYTHON_NAMES:
            return True
        if "\\" in text:  # Python would warn of unknown escapes
            return _LITERAL.fullmatch(text.strip()) is not None
        try:
            ast.literal_eval(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
            return text in ("inf", "nan", "float('inf')")
        return True
    return _LITERAL.fullmatch(text.strip()) is not None


def _arguments_are_literal(text: str, python: bool) -> bool:
    """A call of constants is an example; `f(n) = 1` and `f()` are prose."""
    inner = text[text.index("(") + 1 : -1]
    return bool(inner.strip()) and all(
        is_literal(re.sub(r"^\s*\w+\s*=\s*", "", part).strip(), python) for part in split_top(inner)
    )


def call_span(text: str, name: str) -> tuple[int, int] | None:
    """Returns where `name(...)` stands in `text`, parentheses balanced."""
    for match in re.finditer(rf"(?<![\w.]){re.escape(name)}\s*\(|\.{re.escape(name)}\s*\(", text):
        start = match.start() + (text[match.start()] == ".")
        depth, quote = 0, ""
        for index in range(match.end() - 1, len(text)):
            letter = text[index]
            if quote:
                if letter == quote and text[index - 1] != "\\":
                    quote = ""
            elif letter in "\"'":
                quote = letter
            elif letter in "([{":
                depth += 1
            elif letter in ")]}":
                depth -= 1
                if depth == 0:
                    return start, index + 1
    return None


def states_a_task(calls: Calls, call: str, text: str, python: bool) -> bool:
    """Says whether the examples in `text` are a sign of a problem although its function has a body:
    a doctest or an assertion with constants, or other examples with constants, at least two or
    under a heading.

    A single "add(1, 2) returns 3" is what the documentation of ordinary code says.
    """
    called = re.compile(rf"(?<![\w.]){re.escape(call)}\s*\(")
    sure = 0
    for example in calls.examples:
        found = called.search(example.input)
        span = found and call_span(example.input[found.start() :], call.rpartition(".")[2])
        if not found or not span or not is_literal(example.output, python):
            continue
        start, end = (found.start() + place for place in span)
        sure += _arguments_are_literal(example.input[start:end], python)
    return sure >= (1 if calls.strong or _HEADING.search(text) else 2)


def _called(expression: str, name: str, call: str) -> str:
    expression = expression.strip()
    return call + expression[len(name) :] if expression.startswith(name) else expression
