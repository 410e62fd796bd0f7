from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from pathlib import Path

import pytest

from shortlist_engine.bank import families
from shortlist_engine.bank.split import Split
from shortlist_engine.datasets.bank import hidden_tests
from shortlist_engine.execution.isolation.layers import probe
from shortlist_engine.execution.pool import ExecutionPool
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Program, Verdict
from shortlist_engine.statement.prompt import Metadata, Turn, conversation, decoder_prompt
from shortlist_engine.training.examples import ExampleSource, TextExample, load_source
from shortlist_engine.training.recipe import DataRecipe, Recipe
from shortlist_engine.training.tasks import question, steps, wrong_programs

FEW = ("chosen_total", "steady_runs", "lifeboats", "one_network")


def drawn(count: int, **fields: object) -> list[TextExample]:
    recipe = DataRecipe(families=FEW, **fields)  # type: ignore[arg-type]
    stream = ExampleSource(families(), [], recipe).stream(random.Random(1))
    return [next(stream) for _ in range(count)]


def test_the_header_is_the_papers() -> None:
    """Li et al. 2022, appendix C: these lines, in these words and this order."""
    shown = Metadata("python", 3100, ("binary search", "math"))
    assert decoder_prompt(shown) == (
        "# RATING: 3100\n# TAGS: binary search,math\n# LANGUAGE IS python3\n# CORRECT SOLUTION\n"
    )
    assert decoder_prompt(Metadata("cpp", 1200, ("math",), correct=False)) == (
        "// RATING: 1200\n// TAGS: math\n// LANGUAGE IS cpp\n// INCORRECT SOLUTION\n"
    )


def test_every_task_has_its_share_and_its_header() -> None:
    examples = drawn(
        1500, inputs_share=0.1, continue_share=0.2, translate_share=0.2, explain_share=0.1
    )
    counts = {task: sum(e.task == task for e in examples) for task in ("continue", "translate")}
    # A function has neither steps nor a program in the other language.
    assert 90 < counts["continue"] < 400 and 90 < counts["translate"] < 400
    for example in examples:
        if example.task == "translate":
            wanted = example.metadata.language
            given = {"python": "cpp", "cpp": "python"}[wanted]
            assert f"LANGUAGE IS {'python3' if given == 'python' else given}\n" in (
                example.problem.statement
            )
            assert ("#include" in example.target) == (wanted == "cpp")
            assert "TRANSLATION TO" in example.header
        if example.task == "explain":
            assert example.header == "# EXPLANATION\n"
            assert example.target.strip() and "Input" not in example.target.split("\n")


def test_the_steps_of_a_program_make_it_up() -> None:
    source = (
        "import sys\nn = int(input())\na = list(map(int, input().split()))\nbest = 0\n"
        "for x in a:\n    best = max(best, x)\n\nprint(best)\n"
    )
    seen = set()
    for seed in range(40):
        turns = steps(source, "Find the largest.", random.Random(seed))
        assert "\n".join(turn.code for turn in turns) == source.replace("\n\n", "\n").rstrip()
        seen.add(tuple(turn.text for turn in turns))
        assert sum(turn.text == "Find the largest." for turn in turns) == 1
    assert (
        "Import sys.", "Read an integer n.", "Read a list of integers a.", "Set best to 0.",
        "Find the largest.", "Print best.",
    ) in seen  # fmt: skip
    assert any(len(texts) < 5 for texts in seen)


def test_a_conversation_shows_earlier_code_and_the_step_asked_for() -> None:
    shown = conversation(
        [Turn("Read n.", "n = int(input())\n"), Turn("Print\nits double.")], "python"
    )
    assert shown.statement == "# Read n.\nn = int(input())\n\n# Print\n# its double."
    (example, *_) = [
        e for e in drawn(50, inputs_share=0.0, continue_share=1.0) if e.task == "continue"
    ]
    assert example.header == "# NEXT STEP IN python3\n"
    assert example.target not in example.problem.statement


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("Problem Statement\n\nPrint n.\n\nConstraints\n\n- 1\n\nInput\n\nn", "Print n."),
        ("A story.\n\nPrint n.\n\nInput\nThe only line.\n\nOutput\nn", "A story.\n\nPrint n."),
        ("Print n.\n\nThe only line holds n. Print it.", "Print n."),
        ("Input is what matters.\n\n-----Input-----\nn", "Input is what matters."),
    ],
)
def test_the_question_of_a_statement(statement: str, expected: str) -> None:
    assert question(statement) == expected


def test_incorrect_programs_have_their_share_and_say_so() -> None:
    examples = drawn(800, inputs_share=0.0, incorrect_share=0.4)
    wrong = [e for e in examples if not e.correct]
    assert 250 < len(wrong) < 390
    assert all(("INCORRECT SOLUTION" in e.header) == (not e.correct) for e in examples)
    unsaid = drawn(300, inputs_share=0.0, incorrect_share=0.4, value_conditioning=False)
    assert sum(not e.correct for e in unsaid) > 80
    assert not any("INCORRECT" in e.header for e in unsaid)


def test_incorrect_programs_are_wrong_when_run() -> None:
    if probe().level not in "ABC":
        pytest.skip("no sandbox here")
    split = Split(families())
    rng = random.Random(4)

    async def check() -> int:
        checked = 0
        async with ExecutionPool(workers=1) as pool:
            for name in list(split.families)[::30]:
                instance = split.draw(name, rng, False)
                wrong = wrong_programs(instance)
                problem = instance.problem(rng)
                tests = hidden_tests(instance, problem, rng)
                for language, source in wrong:
                    runs = await pool.run(
                        RunRequest(
                            problem,
                            Program(language, source),
                            [test.input for test in tests],
                            [test.output for test in tests],
                        )
                    )
                    assert any(run.verdict is not Verdict.AC for run in runs), (name, source)
                    checked += 1
        return checked

    assert asyncio.run(check()) >= 1


def test_rows_give_incorrect_programs_and_translations(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(
        '{"name": "A", "statement": "Both languages.", "examples": [], "solutions": ['
        '{"language": "python3", "code": "print(1)"}, {"language": "cpp", "code": "int main(){}"}],'
        ' "incorrect_solutions": [{"language": "python3", "code": "print(2)"}]}\n'
        '{"name": "B", "statement": "Wrong ones only.", "examples": [], '
        '"incorrect_solutions": [{"language": "python3", "code": "print(3)"}]}\n'
    )
    recipe = Recipe(data=DataRecipe(families=FEW, real_share=1.0, inputs_share=0.0))
    source, rows = load_source(recipe, [path])
    assert [row.problem.title for row in rows] == ["A"]
    stream = source.stream(random.Random(1))
    assert {next(stream).target for _ in range(50)} == {"print(1)", "int main(){}"}

    data = replace(recipe.data, incorrect_share=0.5, translate_share=0.3)
    source, rows = load_source(replace(recipe, data=data), [path])
    stream = source.stream(random.Random(1))
    examples = [next(stream) for _ in range(200)]
    for example in examples:
        wrong = example.target in ("print(2)", "print(3)")
        assert example.correct == (not wrong)
    assert {e.target for e in examples if not e.correct} == {"print(2)", "print(3)"}
    assert {e.metadata.language for e in examples if e.task == "translate"} == {"python", "cpp"}
