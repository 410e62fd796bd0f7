"""Translations with proof: run against the original, the equal ones first."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from pathlib import Path

import pytest
from tests.engine.sampling.text.scripted_model import ScriptedModel
from tests.fakes import FakePool, FakeSampler

from shortlist_engine.assist.placing import as_comment, below, path_beside
from shortlist_engine.assist.same_code import why_not_same
from shortlist_engine.assist.translate import TranslateDone, TranslateRequest, translate
from shortlist_engine.assist.translation import Translation, in_order
from shortlist_engine.execution import ExecutionPool
from shortlist_engine.model.errors import ModelError
from shortlist_engine.practice.smaller import smaller_difference
from shortlist_engine.problem import Example, Problem, Program
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.text.sampler import TextSampler

SUM = Problem(
    "Sum",
    "Given n and n integers, print their sum.\n\n1 <= n <= 100",
    (Example("3\n1 2 3\n", "6\n"), Example("2\n-4 1\n", "-3\n")),
)
ORIGINAL = Program("python", "n = int(input())\nprint(sum(map(int, input().split())))\n")
LOOP = "int n; cin >> n; long long s = 0, x; while (n--) {{ cin >> x; {} }} cout << s << endl;"


def cpp(body: str) -> str:
    return (
        "```cpp\n#include <iostream>\nusing namespace std;\n"
        f"int main() {{ {LOOP.format(body)} }}\n```"
    )


RIGHT, SIGNS = cpp("s += x;"), cpp("if (x > 0) s += x;")
SMALL = cpp("s += x; s = int16_t(s);")
BROKEN = "```cpp\nint main() { nothing(); }\n```"


def collect(answers, problem: Problem | None = SUM, original: Program = ORIGINAL, **more):
    async def run() -> TranslateDone:
        model = ScriptedModel(answers)
        request = TranslateRequest(
            original, more.pop("to", "cpp"), problem, samples=len(answers), **more
        )
        async with ExecutionPool(2) as pool:
            events = [
                event
                async for event in translate(
                    request,
                    sampler=TextSampler(model),
                    pool=pool,
                    smaller=partial(smaller_difference, pool),
                )
            ]
        done = events[-1]
        assert isinstance(done, TranslateDone)
        assert not any(isinstance(event, TranslateDone) for event in events[:-1])
        return done

    return asyncio.run(run())


def test_the_right_one_comes_first_and_the_others_say_where_they_differ() -> None:
    done = collect([SIGNS, BROKEN, SMALL, RIGHT, "I cannot.", RIGHT])
    first, small, *others = done.translations
    assert first.proved and not first.caution
    # Right on all that is like the examples, and not on larger numbers.
    assert small.caution if small.proved else small.mismatch is not None
    assert not any(each.proved for each in others)
    assert first.headline == f"equal on {done.inputs} of {done.inputs} inputs"
    assert (done.inputs, done.examples, first.samples) == (60, 2, 2)
    assert others[-1].headline == "does not compile" and "nothing" in others[-1].error
    for other in others[:-1]:
        assert other.mismatch is not None and other.mismatch.mine != other.mismatch.other
    assert done.notes == ("1 answer held no program.",)
    assert done.model == "scripted"


def test_a_difference_on_a_generated_input_is_made_small() -> None:
    above = cpp("if (s < 300 || x < 0) s += x;")
    problem = Problem("Sum", SUM.statement, (Example("3\n100 200 300\n", "600\n"),))
    done = collect([above.replace("300 ||", "500 ||")], problem)
    (only,) = done.translations
    mismatch = only.mismatch
    assert mismatch is not None and not only.proved
    assert len(mismatch.input) < 40


def test_what_the_examples_do_not_show_decides_between_equals_and_is_said() -> None:
    problem = Problem("Sum", "Print the sum.", SUM.examples[:1])
    done = collect([SIGNS, RIGHT], problem)
    first, second = done.translations
    assert first.caution == ""
    if second.proved:
        assert "negative" in second.caution and second.unusual_mismatch is not None


def test_functions_are_compared_by_their_values() -> None:
    original = Program("python", "def halves(xs):\n    return [x // 2 for x in xs]\n")
    problem = Problem(
        "halves", "Halve each, rounded down.", (Example("halves([4, -3])", "[2, -2]"),),
        kind="function", language="python", entry_point="halves",
        signature="def halves(xs: list[int]) -> list[int]:\n",
    )  # fmt: skip
    head = "#include <vector>\nusing namespace std;\nvector<int> halves(vector<int> xs) {\n"
    wrong = head + "for (auto &x : xs) x /= 2;\nreturn xs;\n}"
    right = head + "for (auto &x : xs) x = (x - (x < 0 ? 1 : 0)) / 2;\nreturn xs;\n}"
    done = collect([f"```cpp\n{wrong}\n```", f"```cpp\n{right}\n```"], problem, original)
    first, second = done.translations
    assert "x < 0 ? 1" in first.program.source and first.proved
    assert second.mismatch is not None and "-" in second.mismatch.input


def test_a_program_that_fails_or_varies_itself_is_not_compared_where_it_does() -> None:
    failing = Program("python", "print(1 // 0)\n")
    done = collect([RIGHT], SUM, failing)
    assert not done.translations[0].proved
    assert done.translations[0].headline == "not compared"
    assert "your program fails (RE" in done.notes[0]
    varying = Program("python", "print(hash('a') % 1000003)\n")
    done = collect([RIGHT], SUM, varying)
    assert done.inputs == 0
    assert "different things" in " ".join(done.notes)


def test_an_original_that_fails_an_example_is_translated_as_it_is_and_that_is_said() -> None:
    off = Program("python", ORIGINAL.source.replace("print(", "print(1 + "))
    done = collect([RIGHT, cpp("s += x;").replace("<< s", "<< s + 1")], SUM, off)
    assert done.translations[0].proved and "s + 1" in done.translations[0].program.source
    assert any("what the problem says on examples 1, 2" in note for note in done.notes)


def test_without_a_statement_the_users_inputs_are_compared_on() -> None:
    done = collect([SIGNS, RIGHT], None, given=("2\n5 -7\n",))
    assert done.examples == 1
    assert done.translations[0].proved and "if (x > 0)" not in done.translations[0].program.source
    done = collect([RIGHT], None)  # it reads an input, and there is none
    assert done.translations[0].headline == "not compared"


def test_answers_in_another_language_are_left_out_and_that_is_said() -> None:
    done = collect([f"```python\n{ORIGINAL.source}```"])
    assert done.translations == ()
    assert "not in C++" in " ".join(done.notes)


def refused(request: TranslateRequest, sampler=None, pool=None) -> EngineError:
    async def run() -> None:
        model = sampler or TextSampler(ScriptedModel([RIGHT]))
        async for _ in translate(request, sampler=model, pool=pool or FakePool()):
            pass

    with pytest.raises(EngineError) as raised:
        asyncio.run(run())
    return raised.value


def test_what_cannot_be_done_is_refused_with_the_reason() -> None:
    error = refused(TranslateRequest(ORIGINAL, "python"))
    assert (error.kind, "already" in error.message) == ("invalidRequest", True)
    assert "empty" in refused(TranslateRequest(Program("python", " \n"), "cpp")).message
    error = refused(TranslateRequest(ORIGINAL, "rust"))
    assert error.kind == "unsupported" and "Rust cannot be run here" in error.message
    function = Problem("f", "", kind="function", language="python", entry_point="f")
    error = refused(TranslateRequest(ORIGINAL, "java", function))
    assert "Functions in Java cannot be called" in error.message
    error = refused(TranslateRequest(ORIGINAL, "cpp"), FakeSampler(["x"]))
    assert "does not have the task 'translate'" in error.message and "--model" in error.message


def test_a_model_that_fails_keeps_what_came_before() -> None:
    done = collect([RIGHT, ModelError("the server is gone: start it again")])
    assert done.translations[0].proved
    assert "start it again" in done.notes[-1]
    with pytest.raises(EngineError, match="start it again"):
        collect([ModelError("the server is gone: start it again")])


@pytest.mark.parametrize("when", ["running", "asking", "comparing"])
def test_cancelling_ends_within_a_quarter_of_a_second_with_what_there_is(when: str) -> None:
    async def run() -> tuple[float, TranslateDone]:
        stop, began = asyncio.Event(), 0.0
        slow = {"running": 0.5, "comparing": 0.0}.get(when, 0.0)
        pool = FakePool(delay_s=slow)
        answers = ["```cpp\n2 * x SLOW\n```", "```cpp\n2 * x\n```"]
        model = ScriptedModel(answers, delay_s=30 if when == "asking" else 0)
        program = Program("python", "2 * x")
        problem = Problem("D", "Twice.", (Example("1\n", "2\n"),))
        request = TranslateRequest(program, "cpp", problem, samples=2)
        found: TranslateDone | None = None

        async def cancel() -> None:
            nonlocal began
            await asyncio.sleep(0.4)
            began = time.monotonic()
            stop.set()

        task = asyncio.create_task(cancel())
        async for event in translate(
            request, sampler=TextSampler(model), pool=pool, cancelled=stop
        ):
            if isinstance(event, TranslateDone):
                found = event
        await task
        assert found is not None and pool.running == 0
        return time.monotonic() - began, found

    seconds, done = asyncio.run(run())
    assert done.reason == "cancelled"
    assert seconds < 0.6  # a busy machine adds to the quarter of a second


def test_the_order_is_equality_then_unusual_inputs_then_speed() -> None:
    def made(name: str, **more) -> Translation:
        return Translation(Program("cpp", name), 1, 0, total=60, unusual=16, **more)

    slow = made("slow", equal=60, unusual_equal=16, cpu_ms=900.0)
    fast = made("fast", equal=60, unusual_equal=16, cpu_ms=90.0)
    unsafe = made("unsafe", equal=60, unusual_equal=3, cpu_ms=60.0)
    near = made("near", equal=59, unusual_equal=16, cpu_ms=10.0)
    broken = made("broken", error="no")
    ordered = in_order([broken, near, unsafe, slow, fast])
    assert [each.program.source for each in ordered] == ["fast", "slow", "unsafe", "near", "broken"]


def test_below_it_stands_as_a_comment_that_changes_no_code() -> None:
    source = "#define A \\\n  1\nint main() { return A; }\n"
    comment = as_comment(source, "cpp", "equal on 3 of 3 inputs", "python")
    text = below(ORIGINAL.source, 2, comment, "python").text
    assert text.startswith(ORIGINAL.source) and "# In C++ (equal on 3 of 3 inputs):" in text
    assert why_not_same(ORIGINAL.source, text, "python") == ""
    odd = as_comment("x = '\\\\'\ny = \\\n  1\n", "python", "", "cpp")
    back = below(source, 3, odd, "cpp").text
    assert why_not_same(source, back, "cpp") == ""
    with pytest.raises(EngineError, match="change the code"):
        below("x = '''\na\n'''\n", 2, comment, "python")
    assert path_beside(Path("a/sol.py"), "cpp") == Path("a/sol.cpp")


def test_a_slow_translation_is_compared_where_it_is_quick_enough() -> None:
    original = Program("python", "n = int(input())\nprint(n * (n + 1) // 2)\n")
    problem = Problem("Sum", "1 <= n <= 9", (Example("3\n", "6\n"),))
    given = tuple(f"{n}\n" for n in (1, 2, 30, 4, 31, 5, 6, 7))
    slow = (
        "```cpp\n#include <iostream>\nint main() { volatile long long n, s = 0; long long m; "
        "std::cin >> m; n = m; if (m >= 30) for (;;) s = s; std::cout << n * (n + 1) / 2; }\n```"
    )
    done = collect([slow], problem, original, given=given, inputs=9)
    (only,) = done.translations
    assert (only.equal, only.total) == (7, 9)
    assert only.mismatch is not None and "TLE" in only.mismatch.other


def test_calls_that_cpp_writes_are_read_by_python() -> None:
    original = Program("cpp", "int first(vector<int> xs, bool last) { return xs[last ? 1 : 0]; }\n")
    problem = Problem(
        "first", "", (Example("first({3, 4}, true)", "4"),), kind="function", language="cpp",
        entry_point="first",
    )  # fmt: skip
    done = collect(
        ["```python\ndef first(xs, last):\n    return xs[1 if last else 0]\n```"],
        problem, original, to="python",
    )  # fmt: skip
    assert done.examples == 1
    assert done.translations[0].mismatch is None or not done.translations[0].mismatch.example
    assert not any("what the problem says" in note for note in done.notes)


def test_equals_are_told_apart_by_further_inputs() -> None:
    """One that is wrong where a sum is 37 is right on all few inputs, most of the time."""
    rare = cpp("s += x;").replace("cout << s", "cout << (s == 37 ? 38 : s)")
    done = collect([rare, RIGHT], SUM, inputs=4)
    first, second = done.translations
    if second.proved or first.total > 4:  # both were equal on four
        assert first.total == second.total > 50
    assert "38" not in first.program.source or first.proved
