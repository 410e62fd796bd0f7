"""What a text model is asked for samples, and what becomes of its answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.engine.sampling.text.scripted_model import ScriptedModel, text_of
from tests.fakes import DOUBLE

from shortlist_engine.model.errors import ModelError, WindowError
from shortlist_engine.problem import Problem, Program, Run, Verdict
from shortlist_engine.sampling.base import Failure, Sample, SamplingParams, UnsupportedError
from shortlist_engine.sampling.text.model import Chat, Raw, TextModelFacts
from shortlist_engine.sampling.text.sampler import TextSampler, TextSettings

FUNCTION = Problem(
    "twice",
    "Return twice the number.",
    DOUBLE.examples[:0],
    kind="function",
    language="python",
    signature='def twice(n: int) -> int:\n    """Return twice the number."""\n',
    entry_point="twice",
)
CODE = "print(2 * int(input()))"
FENCED = f"```python\n{CODE}\n```"
BASE = TextModelFacts("base", "here", 4096, chat=False, parallel=2)


def draw(sampler: TextSampler, params: SamplingParams, problem: Problem = DOUBLE) -> list[Sample]:
    batches = list(sampler.sample(problem, params, threading.Event()))
    return sorted((sample for batch in batches for sample in batch), key=lambda each: each.index)


def asked(model: ScriptedModel) -> list[str]:
    return [text_of(request.prompt) for request in model.requests]


def test_the_first_sample_is_greedy_and_the_rest_warm() -> None:
    model = ScriptedModel([FENCED])
    params = SamplingParams(9, seed=5, languages=("python",), greedy_first=True)
    samples = draw(TextSampler(model), params)
    assert [sample.index for sample in samples] == list(range(9))
    assert {sample.text for sample in samples} == {CODE}
    assert [(each.n, each.temperature) for each in model.requests] == [(1, 0.0), (4, 0.8), (4, 0.8)]
    assert [each.top_p for each in model.requests] == [1.0, 0.95, 0.95]
    assert len({each.seed for each in model.requests}) == 3


def test_a_temperature_that_the_user_chose_is_that_of_every_sample() -> None:
    model = ScriptedModel([FENCED])
    params = SamplingParams(3, temperature=0.3, top_p=0.5, greedy_first=True, languages=("python",))
    draw(TextSampler(model), params)
    assert [(each.n, each.temperature, each.top_p) for each in model.requests] == [(3, 0.3, 0.5)]


def test_the_same_seed_asks_the_same() -> None:
    def requests(seed: int) -> list[object]:
        model = ScriptedModel([FENCED])
        draw(TextSampler(model), SamplingParams(40, seed=seed))
        return list(model.requests)

    assert requests(1) == requests(1)
    assert requests(1) != requests(2)


def test_languages_take_turns() -> None:
    model = ScriptedModel(["```\nno\n```"])
    samples = draw(TextSampler(model), SamplingParams(10, languages=("python", "rust", "java")))
    wanted = ["python", "rust", "java"]
    assert [sample.language for sample in samples] == [wanted[i % 3] for i in range(10)]
    assert {name for name in ("Python", "Rust", "Java") if name in "".join(asked(model))} == {
        "Python", "Rust", "Java",
    }  # fmt: skip


@pytest.mark.parametrize("language", ["python", "cpp", "java", "javascript", "go", "rust", "c"])
@pytest.mark.parametrize("facts", [None, BASE], ids=["chat", "base"])
def test_the_question_has_all_that_the_problem_says(language: str, facts: object) -> None:
    model = ScriptedModel([FENCED], *([facts] if facts else []))
    draw(TextSampler(model), SamplingParams(1, languages=(language,)))
    (text,) = asked(model)
    for part in (DOUBLE.title, DOUBLE.statement, "4\n\nOutput:\n8", "standard input"):
        assert part in text
    assert isinstance(model.requests[0].prompt, Raw if facts else Chat)


def test_a_base_model_ends_its_answer_and_goes_on_in_an_open_block() -> None:
    model = ScriptedModel([CODE], BASE)
    (sample,) = draw(TextSampler(model), SamplingParams(1, languages=("python",)))
    (request,) = model.requests
    assert text_of(request.prompt).endswith("```python\n")
    assert "\n```" in request.stop
    assert sample.text == CODE


def test_a_base_model_completes_a_function() -> None:
    model = ScriptedModel(["    return 2 * n"], BASE)
    (sample,) = draw(TextSampler(model), SamplingParams(1, languages=("python",)), FUNCTION)
    assert asked(model) == [FUNCTION.signature]
    names: dict[str, object] = {}
    exec(sample.text, names)
    assert eval("twice(4)", names) == 8


def test_the_user_decides_whether_it_is_a_chat() -> None:
    model = ScriptedModel([FENCED])
    draw(TextSampler(model, TextSettings(prompt="base")), SamplingParams(1))
    assert isinstance(model.requests[0].prompt, Raw)
    model = ScriptedModel([FENCED], BASE)
    sampler = TextSampler(model, TextSettings(prompt="chat"))
    draw(sampler, SamplingParams(1))
    assert isinstance(model.requests[0].prompt, Chat)
    assert "repair" in sampler.capabilities.tasks
    base = TextSampler(ScriptedModel([], BASE))
    assert base.capabilities.tasks == ("solve", "continue", "translate")


def test_hints_differ_between_requests_and_can_be_turned_off() -> None:
    model = ScriptedModel([FENCED])
    params = SamplingParams(120, languages=("python",), greedy_first=True)
    draw(TextSampler(model), params)
    plain = asked(model)[0]
    hinted = [text for text in asked(model) if text != plain]
    assert 3 < len(hinted) < 20
    assert len(set(hinted)) > 2
    model = ScriptedModel([FENCED])
    draw(TextSampler(model, TextSettings(hints=False)), params)
    assert len(set(asked(model))) == 1


def test_a_problem_that_does_not_fit_is_refused_with_both_numbers() -> None:
    model = ScriptedModel([FENCED], replace(BASE, chat=True, window=700))
    problem = replace(DOUBLE, statement="very long " * 200)
    with pytest.raises(WindowError, match=r"takes \d+ tokens .* at least 256, .* has 700: start"):
        draw(TextSampler(model), SamplingParams(1), problem)
    assert model.requests == []


def test_an_answer_gets_what_the_window_leaves() -> None:
    model = ScriptedModel([FENCED], replace(BASE, chat=True, window=700))
    draw(TextSampler(model), SamplingParams(1))
    (request,) = model.requests
    assert request.max_tokens == 700 - model.count_tokens(request.prompt) < 1024


def test_nothing_of_a_long_statement_is_cut() -> None:
    model = ScriptedModel([FENCED], TextModelFacts("m", "here", None, True))
    statement = "".join(f"Sentence {number}. " for number in range(5000))
    draw(TextSampler(model), SamplingParams(1), replace(DOUBLE, statement=statement))
    assert statement.strip() in asked(model)[0]


def test_reasoning_gets_more_tokens_and_is_no_code() -> None:
    facts = TextModelFacts("m", "here", None, True, reasoning=True)
    model = ScriptedModel([("```python\nprint(1)\n```", FENCED)], facts)
    (sample,) = draw(TextSampler(model, TextSettings(reasoning="low")), SamplingParams(1))
    assert sample.text == CODE
    assert (model.requests[0].max_tokens, model.requests[0].reasoning) == (8192, "low")
    model = ScriptedModel([FENCED], facts)
    draw(TextSampler(model, TextSettings(reasoning="off")), SamplingParams(1))
    assert (model.requests[0].max_tokens, model.requests[0].reasoning) == (1024, "off")


@pytest.mark.parametrize(
    "first", [f"CUT ```python\n{CODE[:-3]}", "CUT <think>Let me", ("Let", "CUT ")]
)
def test_an_answer_that_was_cut_is_asked_for_once_more_with_twice_the_limit(first: object) -> None:
    model = ScriptedModel([FENCED, first, FENCED, FENCED])
    samples = draw(TextSampler(model), SamplingParams(3, languages=("python",)))
    assert [sample.text for sample in samples] == [CODE] * 3
    usual, again = model.requests
    assert (again.n, again.max_tokens) == (1, 2 * usual.max_tokens)
    assert (again.prompt, again.seed) == (usual.prompt, usual.seed + 1)


def test_it_is_asked_again_only_once_and_only_when_there_is_room() -> None:
    cut = "CUT ```python\nif True:\n    a"
    model = ScriptedModel([cut])
    (sample,) = draw(TextSampler(model), SamplingParams(1, languages=("python",)))
    assert len(model.requests) == 2
    assert sample.finish_reason == "length"
    model = ScriptedModel([cut], TextModelFacts("m", "here", 700, True))
    draw(TextSampler(model), SamplingParams(1, languages=("python",)))
    assert len(model.requests) == 1
    model = ScriptedModel([f"CUT {FENCED}\nThis program"])
    draw(TextSampler(model), SamplingParams(1, languages=("python",)))
    assert len(model.requests) == 1


def test_what_came_before_a_fault_is_kept() -> None:
    fault = ModelError("the server is gone: start it again")
    for answers in ([FENCED, fault], ["CUT ```python\nprint(1", fault]):
        model, found = ScriptedModel(answers), []
        with pytest.raises(ModelError, match="the server is gone"):
            for batch in TextSampler(model).sample(DOUBLE, SamplingParams(2), threading.Event()):
                found += batch
        assert len(found) == 1


def test_answers_that_were_cut_are_kept_when_the_rest_fails() -> None:
    cut = f"CUT ```python\n{CODE}\nif True:\n    a = ("
    gone, large = ModelError("the server is gone: start it"), MemoryError("x ran out of memory")
    for answers in ([cut, cut, FENCED, gone], [cut, cut, cut, large], [cut] * 4 + [gone]):
        model, found = ScriptedModel(answers), []
        with pytest.raises((ModelError, MemoryError), match=str(answers[-1])):
            params = SamplingParams(4, languages=("python",))
            for batch in TextSampler(model).sample(DOUBLE, params, threading.Event()):
                found += batch
        came = answers.index(answers[-1])
        assert sorted(sample.index for sample in found) == list(range(came))
        assert {sample.text for sample in found} == {CODE}


@pytest.mark.parametrize(
    ("answer", "lacks"),
    [
        ("", "were empty"),
        ("I am sorry.", "were only words"),
        (("Let me see.", ""), "were only thoughts"),
        ("CUT So the first thing", "were cut by the limit of tokens"),
    ],
)
def test_an_answer_without_a_program_says_why(answer: object, lacks: str) -> None:
    (sample,) = draw(TextSampler(ScriptedModel([answer])), SamplingParams(1))
    assert (sample.text, sample.answer_lacks) == ("", lacks)


def test_the_readings_of_an_answer_stay_one_sample() -> None:
    other = "print(int(input()) + int(1))\nprint('a longer one')"
    answer = f"{FENCED}\n\n```python\n{other}\n```\n\n```cpp\nint main() {{ return 0; }}\n```"
    (sample,) = draw(TextSampler(ScriptedModel([answer])), SamplingParams(1, languages=("python",)))
    assert sample.text == other
    found = [(each.language, each.source) for each in sample.alternatives]
    assert ("python", CODE) in found
    assert "cpp" in {language for language, _ in found}


def test_repair_shows_the_program_and_how_it_failed() -> None:
    run = Run(Verdict.RE, errors="Traceback ...\n" + "  deep\n" * 400 + "ZeroDivisionError: oh")
    failure = Failure(Program("python", "print(1 / 0)"), "4\n", "8\n", run)
    model = ScriptedModel([FENCED])
    params = SamplingParams(2, task="repair", failure=failure)
    samples = draw(TextSampler(model), params)
    assert [sample.text for sample in samples] == [CODE, CODE]
    (text,) = asked(model)
    for part in ("print(1 / 0)", "Input:\n4", "Expected output:\n8", "ZeroDivisionError: oh"):
        assert part in text
    assert text.count("  deep") < 100
    (prompt,) = (request.prompt for request in model.requests)
    assert isinstance(prompt, Chat)
    assert [message.role for message in prompt.messages] == ["system", "user"]
    with pytest.raises(ValueError, match="need each other"):
        SamplingParams(task="repair")


@pytest.mark.parametrize(
    ("run", "said"),
    [
        (Run(Verdict.WA, output="7\n"), "Its output:\n7"),
        (Run(Verdict.WA, output=""), "Its output:\n(nothing)"),
        (Run(Verdict.CE, detail="line 1: invalid syntax"), "does not compile:\nline 1: invalid"),
        (Run(Verdict.TLE, cpu_ms=2000), "stopped after 2.0 s on this input of 2 characters"),
    ],
)
def test_each_kind_of_failure_is_said(run: Run, said: str) -> None:
    failure = Failure(Program("python", "print(7)"), "4\n", "8\n", run)
    model = ScriptedModel([FENCED])
    draw(TextSampler(model), SamplingParams(1, task="repair", failure=failure))
    assert said in asked(model)[0]


@pytest.mark.parametrize("task", ["generator", "validator", "brute_force"])
def test_programs_about_inputs_are_asked_for_in_python(task: str) -> None:
    model = ScriptedModel([FENCED])
    params = SamplingParams(1, task=task, languages=("cpp",))  # type: ignore[arg-type]
    (sample,) = draw(TextSampler(model), params)
    assert (sample.language, sample.text) == ("python", CODE)
    assert "Python 3 program" in asked(model)[0]


def test_what_cannot_be_done_is_refused_before_anything_is_asked() -> None:
    model = ScriptedModel([FENCED])
    with pytest.raises(UnsupportedError, match="functions in rust cannot be called"):
        draw(TextSampler(model), SamplingParams(1, languages=("rust",)), FUNCTION)
    with pytest.raises(UnsupportedError, match="does not have the task 'inputs'"):
        draw(TextSampler(model), SamplingParams(1, task="inputs"))
    assert model.requests == []


def test_cancelling_ends_it_between_answers() -> None:
    model, stop = ScriptedModel([FENCED]), threading.Event()
    batches: Iterator[list[Sample]] = TextSampler(model).sample(DOUBLE, SamplingParams(100), stop)
    next(batches)
    stop.set()
    assert list(batches) == []
    assert len(model.requests) == 1


def test_its_speed_is_measured() -> None:
    model = ScriptedModel([FENCED], delay_s=0.05)
    sampler = TextSampler(model)
    assert sampler.capabilities.samples_per_second is None
    draw(sampler, SamplingParams(8, languages=("python",)))
    pace = sampler.capabilities.samples_per_second
    assert pace is not None
    assert 0 < pace <= 4 / 0.05


@pytest.mark.parametrize(
    "settings",
    [{"max_tokens": 0}, {"temperature": -1.0}, {"top_p": 0.0}, {"prompt": "raw"}],
)
def test_settings_out_of_range_are_named(settings: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(settings))):
        TextSettings(**settings)  # type: ignore[arg-type]
