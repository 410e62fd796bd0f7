"""Facts of a real run, and which of a model's words they bear out."""

from __future__ import annotations

import asyncio
import time

import pytest
from tests.engine.sampling.text.scripted_model import ScriptedModel, text_of
from tests.fakes import FakeSampler

from shortlist_engine.assist.explain import ExplainRequest, Explanation, explain
from shortlist_engine.assist.tracing.told import facts_in_words, trace_lines
from shortlist_engine.assist.tracing.trace import RunFacts, run_facts
from shortlist_engine.execution import ExecutionPool
from shortlist_engine.problem import Limits, Problem, Program, Verdict
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.text.sampler import TextSampler

PLAIN = Problem("", "", limits=Limits(time_s=1.0))
SOURCE = """\
def gcd(a, b):
    while b:
        a, b = b, a % b
    return a
n = int(input())
total = 0
for i in range(n):
    x = int(input())
    total = gcd(total, x)
print(total)
"""
INPUT = "3\n4\n6\n8\n"
JAVASCRIPT = "const n = +require('fs').readFileSync(0, 'utf8'); console.log(2 * n);"


def facts_of(source: str, text: str = "", language: str = "python", problem: Problem = PLAIN):
    async def run() -> RunFacts:
        async with ExecutionPool(1) as pool:
            return await run_facts(pool, problem, Program(language, source), text)

    return asyncio.run(run())


def explained(answer: object, text: str | None = INPUT, source: str = SOURCE, sampler=None):
    async def run() -> tuple[RunFacts | None, Explanation, str]:
        model = ScriptedModel([answer])
        facts, told = None, None
        async with ExecutionPool(1) as pool:
            request = ExplainRequest(Program("python", source), PLAIN, text)
            async for event in explain(request, sampler=sampler or TextSampler(model), pool=pool):
                if isinstance(event, RunFacts):
                    facts = event
                else:
                    told = event
        assert told is not None
        return facts, told, text_of(model.requests[0].prompt) if model.requests else ""

    return asyncio.run(run())


def test_the_trace_has_what_each_line_did() -> None:
    facts = facts_of(SOURCE, INPUT)
    trace = facts.trace
    assert trace is not None and trace.complete
    assert facts.run.output == "2\n"
    assert trace.times == {1: 1, 2: 9, 3: 6, 4: 3, 5: 1, 6: 1, 7: 4, 8: 3, 9: 3, 10: 1}
    assert trace.values["x"] == ("4", "6", "8")
    assert trace.values["total"] == ("0", "4", "2")
    first = trace.calls[0]
    assert (first.function, dict(first.arguments), first.result) == (
        "gcd", {"a": "0", "b": "4"}, "4",
    )  # fmt: skip
    lines = trace_lines(trace)
    assert "Line 8 ran 3 times: x became 4 first and 8 last." in lines
    assert "gcd(a=4, b=6) returned 2." in lines


def test_a_call_is_traced_in_a_function_problem() -> None:
    problem = Problem("gcd", "", kind="function", language="python", entry_point="gcd")
    facts = facts_of(SOURCE.split("n =")[0], "gcd(12, 18)", problem=problem)
    assert facts.run.output.strip() == "6"
    assert facts.trace is not None and facts.trace.calls[0].result == "6"


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ("x = [1] * 3\ny = x[5]\n", Verdict.RE),
        ("import sys\nx = 1\nsys.exit(3)\n", Verdict.RE),
        ("x = 1\nwhile True:\n    x += 1\n", Verdict.TLE),
    ],
)
def test_a_program_that_does_not_end_well_leaves_a_trace_too(source: str, verdict: Verdict) -> None:
    facts = facts_of(source)
    assert facts.run.verdict is verdict
    assert (facts.trace is not None and facts.trace.values["x"] is None) or facts.trace.values["x"]
    assert facts.trace.complete is (verdict is not Verdict.TLE)


def test_watching_is_bounded_and_does_not_change_what_is_printed() -> None:
    source = (
        "import sys, os\n"
        "class Odd:\n    def __repr__(self):\n        raise RuntimeError\n"
        "odd, big, deep = Odd(), 7 ** 99999, [[[[[1]]]]]\n"
        "out = []\nfor i in range(30000):\n    out.append(i)\n"
        "sys.stdout.write('a\\n')\nsys.stdout.flush()\nos.write(1, b'b\\n')\nprint(len(out))\n"
    )
    facts = facts_of(source)
    assert facts.run.output == "a\nb\n30000\n"
    trace = facts.trace
    assert trace is not None and not trace.complete
    assert trace.values["odd"] == ("<Odd>",)
    assert trace.values["big"] == ("<integer of 280733 bits>",)
    assert len(trace.steps) <= 400 and trace.values["i"] is None
    assert any("first 20,000 steps" in line for line in trace_lines(trace))
    assert len(facts_in_words(facts)) < 8000


def test_a_main_thread_with_a_large_stack_is_watched() -> None:
    source = (
        "import threading, sys\ndef main():\n    n = int(input())\n    print(n + 1)\n"
        "threading.stack_size(1 << 26)\nt = threading.Thread(target=main)\nt.start()\nt.join()\n"
    )
    facts = facts_of(source, "4\n")
    assert facts.run.output == "5\n"
    assert facts.trace is not None and facts.trace.values["n"] == ("4",)


def test_a_program_with_numpy_is_watched_as_others_are() -> None:
    facts = facts_of("import numpy as np\nx = int(np.array([1, 2]).sum())\nprint(x)\n")
    assert facts.trace is not None
    if facts.run.verdict is Verdict.OK:  # numpy is here
        assert facts.trace.values["x"] == ("3",)


def test_other_languages_have_outputs_and_times() -> None:
    facts = facts_of(JAVASCRIPT, "4", "javascript")
    assert facts.trace is None
    assert facts.run.verdict in (Verdict.OK, Verdict.SE)  # SE: no node here


def test_words_are_compared_with_the_run() -> None:
    words = (
        "It computes the gcd.\n"
        "1. Line 5: `n` is 3, and total = 0 at first.\n"
        "2. Lines 7-9: line 8 runs 3 times. `x` becomes 5. total was 2 in the end.\n"
        "3. If b is 7, nothing. While `total` is 99, so. i is 2 more than it was.\n"
        "4. Line 3 ran twice. It prints 2."
    )
    _, told, asked = explained(words)
    assert told.words == words
    wrong = [(claim.text, claim.fact) for claim in told.contradictions]
    assert wrong == [
        ("`x` becomes 5", "x was 4, 6, 8 in this run"),
        ("Line 3 ran twice", "line 3 ran 6 times"),
    ]
    assert [claim.text for claim in told.claims if claim.agrees] == [
        "`n` is 3", "total = 0", "line 8 runs 3 times", "total was 2", "prints 2",
    ]  # fmt: skip
    assert told.words[slice(told.contradictions[0].start, told.contradictions[0].end)] == (
        "`x` becomes 5"
    )
    assert "x became 4 first and 8 last" in asked and "Output:\n2" in asked


def test_a_wrong_output_is_marked() -> None:
    _, told, _ = explained("At the end it prints `7`.")
    (claim,) = told.contradictions
    assert claim.fact == "it printed 2"


def test_without_a_model_that_explains_there_are_the_facts_alone() -> None:
    facts, told, _ = explained("x", sampler=FakeSampler(["x"]))
    assert facts is not None and facts.trace is not None
    assert told.words == "" and told.model == ""
    assert "no explanation in words" in told.notes[0] and "--model" in told.notes[0]


def test_without_an_example_the_words_are_not_checked_and_that_is_said() -> None:
    facts, told, asked = explained("It adds. `n` is 3.", None)
    assert facts is None and told.claims == ()
    assert "nothing is checked" in told.notes[0]
    assert "real run" not in asked


def test_nothing_to_say_is_an_error() -> None:
    with pytest.raises(EngineError, match="empty"):
        explained("x", source=" \n")
    with pytest.raises(EngineError, match="does not have the task"):
        explained("x", None, sampler=FakeSampler(["x"]))


def test_cancelling_keeps_the_facts() -> None:
    async def run() -> tuple[list[object], float]:
        stop, events, began = asyncio.Event(), [], 0.0
        model = ScriptedModel(["x"], delay_s=30)
        async with ExecutionPool(1) as pool:
            request = ExplainRequest(Program("python", SOURCE), PLAIN, INPUT)
            async for event in explain(
                request, sampler=TextSampler(model), pool=pool, cancelled=stop
            ):
                events.append(event)
                if isinstance(event, RunFacts):
                    asyncio.get_running_loop().call_later(0.1, stop.set)
                    began = time.monotonic() + 0.1
            return events, time.monotonic() - began

    (facts, told), seconds = asyncio.run(run())
    assert isinstance(facts, RunFacts) and isinstance(told, Explanation) and told.cancelled
    assert seconds < 0.6
