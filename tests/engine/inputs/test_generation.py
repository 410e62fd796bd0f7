from __future__ import annotations

import ast
import random
from dataclasses import replace

import pytest

from shortlist_engine.inputs import clean_input, generate_inputs, merge_inputs, mutate_inputs
from shortlist_engine.problem import Example, Problem


def stdin(*inputs: str) -> Problem:
    return Problem("t", "s", tuple(Example(text, "0") for text in inputs))


def function(*calls: str) -> Problem:
    examples = tuple(Example(call, "0") for call in calls)
    return Problem("t", "s", examples, kind="function", entry_point="f")


def mutated(problem: Problem, count: int = 200, seed: int = 0) -> list[str]:
    return mutate_inputs(problem, count, random.Random(seed))


FORMS = [
    stdin("5\n3 1 4 1 5\n", "3\n-1 2 7\n"),
    stdin("3 2\n1 2\n2 3\n", "4 1\n3 4\n"),
    stdin("3\nabc\n", "4\nabca\n"),
    stdin("2 3\n#.#\n..#\n"),
    stdin("2\n3\n1 2 3\n2\n5 6\n"),
    stdin("hello\n"),
    stdin("3.25 1.50\n"),
    stdin("7"),
    stdin("\n\n4 4\n\n1\n"),
    function("f([1, 2, 3], 'ab', key=2.5)", "f([], '', key=1.0)"),
    function("f((1, -2), {'a': [True]}, None)"),
]


@pytest.mark.parametrize("problem", FORMS, ids=[repr(form.examples[0].input) for form in FORMS])
def test_mutations_are_new_distinct_and_the_same_for_the_same_seed(problem: Problem) -> None:
    made = mutated(problem)
    assert made
    assert len(set(made)) == len(made)
    assert not {" ".join(text.split()) for text in made} & {
        " ".join(example.input.split()) for example in problem.examples
    }
    assert made == mutated(problem)
    assert made != mutated(problem, seed=1)


CPP = Problem(
    "t",
    "s",
    (Example("Solution().f({{1, 2}, {}}, true, std::vector<int>{4, 4}, 2.5f);", "0"),),
    kind="function",
    language="cpp",
    entry_point="f",
)


def test_mutations_of_a_cpp_call_keep_its_lists() -> None:
    made = mutated(CPP)
    assert len(made) > 50
    calls = [ast.parse(text, mode="eval").body for text in made]
    for call in calls:
        lists = [isinstance(argument, ast.List) for argument in call.args]
        assert lists == [True, False, True, False]
    assert any("[4, 4]" in text for text in made)


def test_a_models_call_in_cpp_is_cleaned() -> None:
    assert clean_input(CPP, "Solution().f({{3}}, false, {}, 1.5);") == (
        "Solution().f([[3]], False, [], 1.5)"
    )
    assert clean_input(CPP, "Solution().f({{3}}, x, {}, 1.5)") is None
    assert clean_input(CPP, "int main() {") is None


def test_a_list_keeps_its_count() -> None:
    made = mutated(FORMS[0])
    for text in made:
        count, numbers = text.strip("\n").split("\n")
        assert int(count) == len(numbers.split())
    assert len({text.split("\n")[0] for text in made}) > 3


def test_rows_keep_their_count() -> None:
    for text in mutated(stdin("3\n1 5\n2 6\n3 9\n", "2\n1 1\n7 8\n")):
        header, *rows = text.strip("\n").split("\n")
        assert int(header) == len(rows)


def test_a_string_keeps_its_length() -> None:
    for text in mutated(stdin("3\nabc\n", "5\nabcab\n")):
        length, letters = text.split()
        assert int(length) == len(letters)


def test_a_permutation_stays_one() -> None:
    for text in mutated(stdin("4\n2 4 1 3\n", "3\n3 1 2\n")):
        numbers = sorted(map(int, text.split()[1:]))
        assert numbers == list(range(1, len(numbers) + 1))


def test_a_sorted_list_stays_sorted() -> None:
    for text in mutated(stdin("5\n2 3 5 7 11\n", "4\n1 4 9 16\n")):
        numbers = list(map(int, text.split()[1:]))
        assert len(numbers) < 4 or numbers == sorted(numbers)


def test_no_negative_number_where_the_examples_have_none() -> None:
    assert not any("-" in text for text in mutated(stdin("5 8\n", "1 2\n")))
    assert any("-" in text for text in mutated(stdin("5 8\n", "-1 2\n")))


def test_a_grid_stays_a_rectangle_of_its_letters() -> None:
    for text in mutated(stdin("2 3\n#.#\n..#\n", "3 2\n#.\n..\n##\n")):
        header, *rows = text.strip("\n").split("\n")
        assert int(header.split()[0]) == len(rows)
        assert set("".join(rows)) <= set("#.")


def test_calls_stay_calls_with_arguments_of_the_same_types() -> None:
    for text in mutated(FORMS[9]):
        call = ast.parse(text, mode="eval").body
        assert isinstance(call, ast.Call)
        numbers, letters = map(ast.literal_eval, call.args)
        assert isinstance(letters, str)
        assert all(type(number) is int for number in numbers)
        assert type(ast.literal_eval(call.keywords[0].value)) is float


def test_nothing_to_mutate_gives_nothing() -> None:
    assert mutated(stdin("")) == []
    assert mutated(stdin("\n \n")) == []
    assert mutated(function("f()")) == []
    assert mutated(function("f(")) == []
    assert mutated(stdin("1\n"), count=0) == []
    assert mutated(Problem("t", "s")) == []


def test_a_huge_example_does_not_grow_without_bound() -> None:
    text = "1000\n" + " ".join(map(str, range(1000))) + "\n"
    made = mutated(stdin(text), 20)
    assert made
    assert all(len(other) <= 3 * len(text) + 64 for other in made)


def test_random_texts_never_fail() -> None:
    rng = random.Random(5)
    for _ in range(300):
        text = "".join(rng.choice("0123 -.ab\n#\té") for _ in range(rng.randint(0, 60)))
        for other in mutated(stdin(text), 5, rng.random()):
            assert other.strip()


def test_the_models_inputs_are_checked() -> None:
    problem = stdin("1 2\n")
    assert clean_input(problem, "3 4") == "3 4\n"
    assert clean_input(problem, "1  2\n\n") is None
    assert clean_input(problem, " \n") is None
    assert clean_input(problem, "9" * 100_000) is None
    assert clean_input(function("f(1)"), "f(2) ") == "f(2)"
    assert clean_input(function("f(1)"), "g(2)") is None
    assert clean_input(function("f(1)"), "f(__import__('os'))") is None
    assert clean_input(function("f(1)"), "f(" * 5000) is None


def test_merging_keeps_the_order_and_drops_what_is_there() -> None:
    assert merge_inputs(["1\n", "2\n"], ["2", "3\n"], ["4\n", "5\n"], count=4) == [
        "1\n",
        "2\n",
        "3\n",
        "4\n",
    ]


COUNTED = Problem(
    "t",
    "Input\n\nThe first line contains n (1 ≤ n ≤ 100). The second line contains n integers "
    "a_1, ..., a_n (1 ≤ a_i ≤ 10^9).\n",
    (Example("3\n1 2 3\n", "6\n"), Example("1\n7\n", "7\n")),
)


@pytest.mark.parametrize(
    "problem", [COUNTED, *FORMS], ids=lambda each: repr(each.examples[0].input)
)
def test_generated_inputs_are_new_distinct_and_repeatable(problem: Problem) -> None:
    made = generate_inputs(problem, 50, random.Random(4))
    assert made
    keys = [" ".join(text.split()) for text in made]
    assert len(set(keys)) == len(keys)
    assert not set(keys) & {" ".join(each.input.split()) for each in problem.examples}
    assert made == generate_inputs(problem, 50, random.Random(4))
    assert made[:20] == generate_inputs(problem, 20, random.Random(4))


def test_the_first_inputs_hold_small_ones_extremes_and_mutations() -> None:
    made = [text.split() for text in generate_inputs(COUNTED, 25, random.Random(0))]
    assert all(len(tokens) == int(tokens[0]) + 1 for tokens in made)
    values = [int(token) for tokens in made for token in tokens[1:]]
    assert max(values) == 10**9
    assert min(values) == 1
    assert {len(tokens) for tokens in made} >= {2, 3, 4}
    assert max(map(len, made)) >= 10


def test_calls_are_written_from_types_and_values() -> None:
    problem = Problem(
        "t", "s", (Example("f([], 0)", "0"), Example("f([], 3)", "0")), kind="function",
        signature="def f(words: list[str], limit: int) -> int:", entry_point="f",
    )  # fmt: skip
    made = [
        ast.parse(text, mode="eval").body for text in generate_inputs(problem, 40, random.Random(0))
    ]
    arguments = [[ast.literal_eval(each) for each in call.args] for call in made]  # type: ignore[attr-defined]
    assert any(len(words) > 1 for words, _ in arguments)
    assert all(isinstance(word, str) for words, _ in arguments for word in words)
    assert any(limit == 0 for _, limit in arguments)
    assert all(limit >= 0 for _, limit in arguments)


def test_lists_of_one_length_keep_it() -> None:
    problem = function("f([1, 2], [3, 4])", "f([1, 2, 5], [3, 4, 9])")
    calls = [
        ast.parse(text, mode="eval").body for text in generate_inputs(problem, 60, random.Random(0))
    ]
    equal = [len(call.args[0].elts) == len(call.args[1].elts) for call in calls]  # type: ignore[attr-defined]
    assert sum(equal) > len(equal) / 2


def test_sets_are_written_in_one_order() -> None:
    problem = function("f({'b', 'a', 'c', 'd'})", "f({'x', 'y', 'z'})")
    for text in generate_inputs(problem, 30, random.Random(0)):
        items = text[2:-1].strip("{}").split(", ")
        assert items == sorted(items)


HOSTILE = {
    "line of 1 MB": ("5\n" + "9 " * 500_000, "s"),
    "word of 1 MB": ("a" * 1_000_000, "s"),
    "many lines": ("1\n" * 200_000, "s"),
    "twos": ("2\n" * 350, "Input\n\nThe first line contains t.\n"),
    "long number": ("9" * 5_000, "1 ≤ n"),
    "comparisons": ("3\n1 2 3\n", "<=" * 20_000),
    "chain": ("3\n1 2 3\n", "1 <= " * 20_000),
    "names": ("3\n1 2 3\n", "n" + ", n" * 12_000 + " <= 5"),
    "letters": ("3\n1 2 3\n", "1 <= " + "a" * 40_000 + " <= 5"),
    "TeX": ("3\n1 2 3\n", "\\text{" * 9_000),
    "tower": ("3\n1 2 3\n", "1 <= n <= 10^10^10^10^10"),
    "spaces": ("3\n1 2 3\n", " " * 40_000 + "<="),
    "long names": ("3\n1 2 3\n", "from " + "a_" * 60_000),
    "circled index": ("2\n1 2\n", "in the following format:\n\nN\nA_\u2460 A_2 ... A_N\n"),
    "circled count": ("2\n1 2\n", "in the following format:\n\nN\nA_1 ... A_\u2461\n"),
    "superscripts": ("3:4\u00b2\n", "s"),
    "a length that no word has": (
        "60000\n" + "a" * 60_000,
        "Input\nn and s of length n, 60000 ≤ n ≤ 10^5",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_statements_and_examples_end_soon_with_small_inputs(name: str) -> None:
    text, statement = HOSTILE[name]
    problem = Problem("t", statement, (Example(text, "0"),))
    for made in generate_inputs(problem, 50, random.Random(0)):
        assert len(made) <= max(16_000, 3 * len(text) + 64)


HOSTILE_CALLS = {
    "infinity": (["f(1e999)", "f(1.0)"], "def f(x: float):"),
    "long number": (["f(0x" + "f" * 15_000 + ")"], "def f(x: int):"),
    "deep sum": (["f(" + "+".join(["1"] * 900) + ", 1)"], "def f(x: int):"),
    "deep name": (["f" + ".a" * 900 + "(1)"], "def f(x: int):"),
    "deep sign": (["f(" + "-" * 900 + "1, 1)"], "def f(x: int):"),
    "types that examples contradict": (["f([], [])"] * 2, "def f(a: Dict[int, int], b: Any):"),
    "call of 1 MB": (["f([" + "1," * 500_000 + "])"], "def f(a: Any):"),
}


@pytest.mark.parametrize("language", ["python", "cpp"])
@pytest.mark.parametrize("name", HOSTILE_CALLS)
def test_hostile_calls_end_soon_with_calls_that_can_be_read(name: str, language: str) -> None:
    calls, signature = HOSTILE_CALLS[name]
    problem = replace(function(*calls), signature=signature, language=language)
    for made in generate_inputs(problem, 50, random.Random(0)):
        assert clean_input(problem, made) == made


def test_random_statements_and_examples_never_fail() -> None:
    rng = random.Random(9)
    signs = "nma_i 1<=≤,5^|[](){}$\\.\n:-*/ and between"
    for _ in range(25):
        text = "".join(rng.choice("012 3-.ab\n#\té") for _ in range(rng.randint(0, 60)))
        statement = "Input\n" + "".join(rng.choice(signs) for _ in range(rng.randint(0, 120)))
        problem = Problem("t", statement, (Example(text, "0"),))
        for made in generate_inputs(problem, 6, random.Random(rng.random())):
            assert made.strip()
