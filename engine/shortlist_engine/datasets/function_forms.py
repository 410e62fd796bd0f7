"""Training problems that ask for a function: LeetCode's own form, derived from the rows that were
rewritten to standard input, and MBPP's training split.

A rewritten LeetCode program is the class `Solution`, then lines that read its arguments, then one
that prints what the method returns. Both kinds of lines are of few patterns, so the calls of the
examples follow from their texts, and nothing is run. The prompts are found in their texts as a
user's are, by `functions.function_problem`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from shortlist_engine.datasets.functions import function_problem
from shortlist_engine.datasets.mbpp import read_mbpp
from shortlist_engine.datasets.rows import RawRow
from shortlist_engine.languages import PYTHON
from shortlist_engine.problem import Example, Problem

MBPP_TRAINING = range(601, 975)
"""The `task_id`s of MBPP's training split (Austin et al. 2021)."""

_LONGEST_CALL = 300  # characters; longer arguments are no example for a docstring
Form = tuple[Problem, tuple[tuple[str, str], ...]]
"""A function problem, and programs for it, each with its language."""


def is_mbpp_training(row: RawRow) -> bool:
    """Says whether the row is one of MBPP that may be trained on."""
    return "test_list" in row and row.get("task_id") in MBPP_TRAINING


def mbpp_form(row: RawRow) -> Form:
    """Returns the problem of a row of MBPP, stated as its evaluation states it, with all of its
    assertions as examples. Raises ValueError when the row does not fit together."""
    (read,) = read_mbpp(row, "mbpp")
    problem = read.problem
    calls = [_asserted(text) for text in row["test_list"]]
    examples = tuple(call for call in calls if call is not None)
    code = row["code"].replace("\r\n", "\n").replace("\t", "    ").strip() + "\n"
    return replace(problem, examples=examples or problem.examples), ((PYTHON.name, code),)


def _asserted(text: str) -> Example | None:
    try:
        (statement,) = ast.parse(text.strip()).body
    except (SyntaxError, ValueError):
        return None
    test = statement.test if isinstance(statement, ast.Assert) else None
    if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Eq):
        return Example(ast.unparse(test.left), ast.unparse(test.comparators[0]))
    return None


def leetcode_forms(statement: str, examples: tuple[Example, ...], code: str) -> list[Form]:
    """Returns the problem as a method of `class Solution` and as a plain function; nothing for a
    program that is not of the patterns."""
    try:
        solution = _Solution(code)
        calls = [
            (solution.arguments(example.input), solution.result(example.output))
            for example in examples
        ]
    except (ValueError, SyntaxError, IndexError, KeyError, StopIteration):
        return []
    task = _task(statement)
    return [solution.method(task, calls), *solution.function(task, calls)]


def leetcode_programs(code: str) -> list[str]:
    """Returns the program as contestants write it for standard input: with a plain function in the
    place of the class, and with neither; nothing for a program that is not of the patterns."""
    try:
        solution = _Solution(code)
    except (ValueError, SyntaxError, IndexError, KeyError, StopIteration):
        return []
    return [*solution.with_function(), *solution.inlined()]


def _task(statement: str) -> list[str]:
    """The lines of a statement without what was said of standard input and output."""
    text = re.split(r"\n\n(?:Input|Output|Constraints)\n", statement)[0]
    limits = re.search(r"\n\nConstraints\n\s*(.+)\Z", statement, re.S)
    lines = text.strip().splitlines()
    return [*lines, "", "Constraints:", *limits[1].strip().splitlines()] if limits else lines


class _Solution:
    """A rewritten program, taken apart. Raises ValueError, KeyError or IndexError for one that is
    not of the patterns."""

    def __init__(self, code: str) -> None:
        body = ast.parse(code).body
        classes = [
            number
            for number, node in enumerate(body)
            if isinstance(node, ast.ClassDef) and node.name == "Solution"
        ]
        place = classes[-1]
        self.reading, printing = body[place + 1 : -1], body[-1]
        self.lines, self.printing = code.rstrip().split("\n"), printing
        solution = body[place]
        assert isinstance(solution, ast.ClassDef)
        self.before = "\n".join(self.lines[: solution.lineno - 1]).strip("\n")
        self.source = "\n".join(self.lines[: solution.end_lineno]).rstrip() + "\n"
        printed = ast.unparse(printing)
        found = re.search(r"Solution\(\)\.(\w+)\(([^()]*)\)", printed)
        if found is None:
            raise ValueError("it prints something else")
        self.name = found[1]
        self.order = [name.strip() for name in found[2].split(",")]
        self.printed = _PRINTED[printed.replace(found[0], "CALL")]
        methods = [node for node in solution.body if isinstance(node, ast.FunctionDef)]
        self.method_node = next(node for node in methods if node.name == self.name)
        self.alone = len(solution.body) == 1
        self.returns = ast.unparse(self.method_node.returns) if self.method_node.returns else ""

    def arguments(self, text: str) -> list[Any]:
        """The values that the program would read from `text`."""
        values: dict[str, Any] = {}
        lines = iter(text.split("\n"))
        for node in self.reading:
            if isinstance(node, ast.Assign):
                (target,) = node.targets
                read = _READ[ast.unparse(node.value)](lines, values)
                names = [target] if isinstance(target, ast.Name) else list(target.elts)  # type: ignore[attr-defined]
                read = [read] if isinstance(target, ast.Name) else read
                values |= {ast.unparse(n): value for n, value in zip(names, read, strict=True)}
            elif ast.unparse(node) == "input()":
                next(lines)
            else:
                raise ValueError("it does more than read")
        return [values[name] for name in self.order]

    def result(self, text: str) -> Any:
        """The value that the program printed as `text`."""
        return self.printed(text.rstrip("\n"), self.returns)

    def method(self, task: list[str], calls: list[tuple[list[Any], Any]]) -> Form:
        """LeetCode's form: the class with the method's head, as its site gives it."""
        head = self._head()
        prompt = self._prompt(task, calls, f"class Solution:\n    {head}\n", 8, "Solution().")
        return function_problem(prompt, PYTHON.name, self.name), ((PYTHON.name, self.source),)

    def function(self, task: list[str], calls: list[tuple[list[Any], Any]]) -> list[Form]:
        """HumanEval's form, when the method needs no other and not itself."""
        program = self._function_program()
        if not program:
            return []
        head = self._function_head()
        prompt = self._prompt(task, calls, f"{head}\n", 4, "")
        prompt = re.sub(r"\A((?:from|import) .*\n)*", "", prompt)
        return [(function_problem(prompt, PYTHON.name, self.name), ((PYTHON.name, program),))]

    def _body(self) -> str:
        """The method's lines in a function's place; empty when it needs its class."""
        node = self.method_node
        body = "\n".join(line[4:] for line in self.lines[node.body[0].lineno - 1 : node.end_lineno])
        if not self.alone or node.decorator_list or re.search(r"\bself\b", body):
            return ""
        return body

    def _function_program(self) -> str:
        body = self._body()
        if not body:
            return ""
        return f"{self.before}\n\n{self._function_head()}\n{body}\n".lstrip("\n")

    def _tail(self) -> str:
        first = self.reading[0].lineno if self.reading else self.printing.lineno
        return "\n".join(self.lines[first - 1 : self.printing.lineno - 1])

    def with_function(self) -> list[str]:
        """The function, then reading and printing."""
        program = self._function_program()
        if not program:
            return []
        printed = self.lines[self.printing.lineno - 1].replace("Solution().", "")
        return [f"{program}\n{self._tail()}\n{printed}\n"]

    def inlined(self) -> list[str]:
        """Reading, then the method's lines, which return at their end only, then printing."""
        node, body = self.method_node, self._body()
        parameters = [each.arg for each in node.args.args[1:]]
        end = node.body[-1]
        if (
            not body
            or parameters != self.order
            or not isinstance(end, ast.Return)
            or end.value is None
            or _returns(node) != 1
        ):
            return []
        lines = body.split("\n")[: end.lineno - node.body[0].lineno]
        if any(line.strip() and not line.startswith("    ") for line in lines):
            return []
        body = "\n".join(line[4:] for line in lines)
        printed = ast.unparse(self.printing)
        call = f"Solution().{self.name}({', '.join(self.order)})"
        printed = printed.replace(call, ast.unparse(end.value))
        before = re.sub(r"^from typing import .*\n+", "", f"{self.before}\n", flags=re.M)
        before = before.strip("\n") + "\n\n" if before.strip() else ""
        program = f"{before}{self._tail()}\n{body}\n{printed}\n".replace("\n\n\n", "\n\n")
        typed = re.search(r"\b(?:List|Optional|Dict|Tuple|Set)\[", body)
        return [] if typed or "nonlocal" in body else [program]

    def _function_head(self) -> str:
        return re.sub(r"\(self(?:, )?", "(", self._head())

    def _head(self) -> str:
        node = self.method_node
        returns = f" -> {self.returns}" if self.returns else ""
        return f"def {self.name}({ast.unparse(node.args)}){returns}:"

    def _prompt(
        self,
        task: list[str],
        calls: list[tuple[list[Any], Any]],
        head: str,
        indent: int,
        owner: str,
    ) -> str:
        shown = [
            [f">>> {owner}{self.name}({', '.join(map(repr, values))})", repr(result)]
            for values, result in calls
        ]
        shown = [lines for lines in shown if len(lines[0]) <= _LONGEST_CALL]
        text = [*task, *(line for lines in shown for line in ("", *lines))]
        space = " " * indent
        body = "\n".join(f"{space}{line}".rstrip() for line in text).strip()
        return f'{head}{space}"""{body}\n{space}"""\n'


def _returns(node: ast.AST) -> int:
    """Counts the statements that return from the function itself."""
    inner = (ast.FunctionDef, ast.Lambda)
    return sum(
        isinstance(child, ast.Return) or (0 if isinstance(child, inner) else _returns(child))
        for child in ast.iter_child_nodes(node)
    )


def _integers(line: str) -> list[int]:
    return [int(word) for word in line.split()]


Lines = Iterator[str]
_READ: dict[str, Callable[[Lines, dict[str, Any]], Any]] = {
    "int(input())": lambda lines, _: int(next(lines)),
    "input()": lambda lines, _: next(lines),
    "list(map(int, input().split()))": lambda lines, _: _integers(next(lines)),
    "list(map(float, input().split()))": lambda lines, _: [float(w) for w in next(lines).split()],
    "map(int, input().split())": lambda lines, _: _integers(next(lines)),
    "[list(map(int, input().split())) for _ in range(rows)]": lambda lines, values: [
        _integers(next(lines)) for _ in range(values["rows"])
    ],
    "[input() for _ in range(int(input()))]": lambda lines, _: [
        next(lines) for _ in range(int(next(lines)))
    ],
    "[list(map(int, input().split()))[1:] for _ in range(int(input()))]": lambda lines, _: [
        _integers(next(lines))[1:] for _ in range(int(next(lines)))
    ],
    "[list(input()) for _ in range(rows)]": lambda lines, values: [
        list(next(lines)) for _ in range(values["rows"])
    ],
    "[input().split()[1:] for _ in range(int(input()))]": lambda lines, _: [
        next(lines).split()[1:] for _ in range(int(next(lines)))
    ],
}
_SCALARS: dict[str, Callable[[str], Any]] = {"int": int, "float": float, "str": str}


def _truth(text: str) -> bool:
    return {"true": True, "false": False}[text]


def _elements(words: list[str], kind: str) -> list[Any]:
    return [_SCALARS[kind](word) for word in words]


_PRINTED: dict[str, Callable[[str, str], Any]] = {
    "print(CALL)": lambda text, kind: _SCALARS[kind](text),
    "print(*CALL)": lambda text, kind: _elements(text.split(), kind[5:-1]),
    "print('true' if CALL else 'false')": lambda text, _: _truth(text),
    "print('\\n'.join((' '.join(map(str, row)) for row in CALL)))": lambda text, _: [
        _integers(line) for line in text.split("\n") if line
    ],
    "print('\\n'.join(CALL))": lambda text, _: text.split("\n") if text else [],
    "print(*['true' if x else 'false' for x in CALL])": lambda text, _: [
        _truth(word) for word in text.split()
    ],
}
