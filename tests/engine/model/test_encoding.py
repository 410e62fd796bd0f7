from __future__ import annotations

import pytest

from shortlist_engine.model.encoding import encode_problem
from shortlist_engine.model.tokenizer import Tokenizer
from shortlist_engine.problem import Example, Problem
from shortlist_engine.statement.prompt import ContextProgram, encoder_prompt


@pytest.fixture(scope="module")
def tokenizer(tiny_tokenizer_model: bytes) -> Tokenizer:
    return Tokenizer(tiny_tokenizer_model)


def text(problem: Problem, tokenizer: Tokenizer, limit: int, *context: ContextProgram) -> str:
    tokens = encode_problem(problem, tokenizer, limit, context)
    assert 0 < len(tokens) <= limit
    return tokenizer.decode(tokens)


def test_a_short_problem_is_the_whole_prompt(tokenizer: Tokenizer) -> None:
    problem = Problem("Sum", "Print the sum.", (Example("1 2\n", "3\n"),))
    assert text(problem, tokenizer, 200) == encoder_prompt(problem)


def test_a_long_statement_loses_its_end_and_keeps_the_examples(tokenizer: Tokenizer) -> None:
    problem = Problem("Sum", "First words. " + "filler " * 2000, (Example("1 2\n", "3\n"),))
    kept = text(problem, tokenizer, 100)
    assert kept.startswith("Sum\n\nFirst words.")
    assert kept.endswith("Input:\n1 2\nOutput:\n3\n")


def test_later_examples_go_first(tokenizer: Tokenizer) -> None:
    examples = tuple(Example(f"{i} {i}\n" * 8, f"{i}\n") for i in range(1, 6))
    kept = text(Problem("T", "word " * 500, examples), tokenizer, 160)
    assert "Input:\n1 1\n" in kept and "Output:\n1\n" in kept
    assert "5 5" not in kept


def test_a_huge_example_is_cut_and_leaves_room_for_the_statement(tokenizer: Tokenizer) -> None:
    problem = Problem("T", "Statement here. " * 300, (Example("7 " * 5000, "1\n"),))
    kept = text(problem, tokenizer, 128)
    assert kept.startswith("T\n\nStatement here.") and "Input:\n7 7" in kept


def test_function_problems_keep_their_signature(tokenizer: Tokenizer) -> None:
    problem = Problem(
        "add",
        "",
        (Example("add(1, 2)", "3"),),
        kind="function",
        entry_point="add",
        signature='def add(a, b):\n    """' + "Adds two numbers. " * 200 + '"""\n',
    )
    kept = text(problem, tokenizer, 128)
    assert kept.startswith("def add(a, b):") and ">>> add(1, 2)\n3" in kept


def test_a_problem_without_anything_still_gives_a_token(tokenizer: Tokenizer) -> None:
    assert encode_problem(Problem("", ""), tokenizer, 16)


SUM = Problem("Sum", "Print the sum.", (Example("1 2\n", "3\n"),))
NEAR = ContextProgram(
    "Product of\n two", "python", "a, b = map(int, input().split())\nprint(a * b)\n"
)
FAR = ContextProgram("", "cpp", "int main() {}\n" + "// filler\n" * 300)


def test_known_programs_follow_the_problem_whole(tokenizer: Tokenizer) -> None:
    assert encoder_prompt(SUM, [NEAR]) == encoder_prompt(SUM) + (
        "\nSIMILAR PROBLEM: Product of two\n# LANGUAGE IS python3\n"
        "a, b = map(int, input().split())\nprint(a * b)\n"
    )
    assert "\n\nSIMILAR PROBLEM\n// LANGUAGE IS" in encoder_prompt(SUM, [FAR])
    assert text(SUM, tokenizer, 400, NEAR, NEAR) == encoder_prompt(SUM, [NEAR, NEAR])
    # What does not fit is left out whole, and what comes after it may still fit.
    assert text(SUM, tokenizer, 400, NEAR, FAR, NEAR) == encoder_prompt(SUM, [NEAR, NEAR])


def test_known_programs_never_take_more_than_a_third_from_a_long_problem(
    tokenizer: Tokenizer,
) -> None:
    problem = Problem("T", "First words. " + "filler " * 2000, (Example("1 2\n", "3\n"),))
    tokens = encode_problem(problem, tokenizer, 120, [FAR])
    assert len(tokens) == 120
    alone = encode_problem(problem, tokenizer, 80)
    assert tokens[:80] == alone
    assert "SIMILAR PROBLEM" in tokenizer.decode(tokens[80:])
