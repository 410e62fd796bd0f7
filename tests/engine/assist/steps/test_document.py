"""Which comments are steps, what belongs to each, and how code is put below them."""

from __future__ import annotations

import random

import pytest

from shortlist_engine.assist.steps.document import StepCheck, StepDocument, read_steps
from shortlist_engine.protocol import EngineError
from shortlist_engine.statement.prompt import Turn

PLAIN = """\
import sys

# Assign the list [3, 1, 2] to numbers.
numbers = [3, 1, 2]  # as given

# Let ordered be numbers
# in ascending order.
# >>> ordered
# [1, 2, 3]
# >>> len(ordered) == 3
ordered = []
for number in numbers:
    # insert each
    ordered.append(number)

# Print the last of ordered.
"""
STATED = """\
#!/usr/bin/env python3
# Sum
#
# Read two numbers and print their sum.
#
# Input
# 1 2
#
# Output
# 3

# Step 1: read both numbers.
a, b = map(int, input().split())

# an aside
# Step 2: print the sum.
"""


def read(text: str) -> StepDocument:
    return read_steps(text, "python")


def test_steps_with_their_code_and_examples() -> None:
    found = read(PLAIN)
    assert found.before == "import sys"
    first, second, third = found.steps
    assert first.code == "numbers = [3, 1, 2]  # as given" and first.checks == ()
    assert second.text == "Let ordered be numbers\nin ascending order."
    assert second.checks == (
        StepCheck("ordered", "[1, 2, 3]"),
        StepCheck("len(ordered) == 3"),
    )
    assert second.code.startswith("ordered = []") and "# insert each" in second.code
    assert (third.text, third.written) == ("Print the last of ordered.", False)


def test_a_statement_is_no_step_and_gives_the_inputs() -> None:
    found = read(STATED)
    assert [step.text for step in found.steps] == [
        "Step 1: read both numbers.",
        "Step 2: print the sum.",
    ]
    assert [(e.input.strip(), e.output.strip()) for e in found.examples] == [("1 2", "3")]
    assert found.before == ""


def test_numbered_lines_of_one_comment_are_steps_of_their_own() -> None:
    found = read("# 1. Assign 4 to n.\n# 2. Let m be n\n#    squared.\n# 3) Print m.\n")
    assert [step.text for step in found.steps] == [
        "1. Assign 4 to n.", "2. Let m be n\nsquared.", "3) Print m.",
    ]  # fmt: skip
    text = found.with_codes(["n = 4", "m = n * n"]).text
    assert text == (
        "# 1. Assign 4 to n.\nn = 4\n\n# 2. Let m be n\n#    squared.\nm = n * n\n\n# 3) Print m.\n"
    )


def test_lines_for_tools_bars_and_strings_are_no_steps() -> None:
    found = read(
        "#!/usr/bin/python3\n# -*- coding: utf-8 -*-\n# type: ignore\n# ------\n"
        "x = '''\n# not me\n'''"
        "\n# Print x.\n"
    )
    assert [step.text for step in found.steps] == ["Print x."]


def test_the_step_at_a_line() -> None:
    found = read(PLAIN)
    assert found.step_at(None).number == 3
    assert [found.step_at(line).number for line in (3, 5, 6, 14, 17)] == [1, 1, 2, 2, 3]
    for line in (1, 2, 999):
        with pytest.raises(EngineError, match="the first is at line 3") as raised:
            found.step_at(line)
        assert raised.value.kind == "invalidRequest"
    written = found.with_codes([step.code for step in found.steps[:2]] + ["print(ordered[-1])"])
    assert written.step_at(None).number == 3


def test_what_a_model_is_asked() -> None:
    found = read(PLAIN)
    assert found.turns(["numbers = [3, 1, 2]"]) == (
        Turn("Import libraries.", "import sys"),
        Turn("Assign the list [3, 1, 2] to numbers.", "numbers = [3, 1, 2]"),
        Turn(
            "Let ordered be numbers\nin ascending order.\n>>> ordered\n[1, 2, 3]\n"
            ">>> len(ordered) == 3"
        ),
    )


@pytest.mark.parametrize(
    ("text", "language", "kind", "words"),
    [
        ("x = 1\n", "python", "invalidRequest", "no steps"),
        ("", "python", "invalidRequest", "no steps"),
        ("def f():\n    # indented\n    pass\n", "python", "invalidRequest", "at the margin"),
        ("// Print 1.\n", "cpp", "unsupported", "in Python only, not in C"),
    ],
)
def test_files_that_cannot_be_used_say_why(text: str, language: str, kind: str, words: str) -> None:
    with pytest.raises(EngineError, match=words) as raised:
        read_steps(text, language)
    assert raised.value.kind == kind


def test_line_ends_stay_as_they_are() -> None:
    found = read(PLAIN.replace("\n", "\r\n"))
    assert found.text == PLAIN.replace("\n", "\r\n")
    changed = found.with_codes([step.code for step in found.steps[:2]] + ["print(1)\nprint(2)"])
    assert changed.text == PLAIN.replace("\n", "\r\n") + "print(1)\r\nprint(2)\r\n"


@pytest.mark.parametrize("seed", range(40))
def test_putting_in_code_changes_nothing_else(seed: int) -> None:
    rng = random.Random(seed)
    lines: list[str] = ["import math"] * rng.randrange(2)
    for number in range(rng.randint(1, 5)):
        lines += [""] * rng.randrange(3) + [f"# Do thing {number}."]
        lines += [f"x{number} = {k}" for k in range(rng.randrange(3))]
    text = "\n".join(lines) + "\n" * rng.randrange(3)
    found = read(text)
    same = found.with_codes([step.code for step in found.steps])
    assert same.text == found.text == text
    at = rng.randrange(len(found.steps))
    codes = [step.code for step in found.steps[: at + 1]]
    codes[at] = "y = 1\n\nz = 2"
    changed = found.with_codes(codes)
    assert [step.text for step in changed.steps] == [step.text for step in found.steps]
    wanted = [*codes, *(step.code for step in found.steps[at + 1 :])]
    assert [step.code for step in changed.steps] == wanted and changed.before == found.before
