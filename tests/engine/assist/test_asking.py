"""Answers of a model to a task about a program: refused, streamed, cancelled."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest
from tests.engine.sampling.text.scripted_model import ScriptedModel, text_of

from shortlist_engine.assist.asking import Ask, answers, refusal
from shortlist_engine.model.errors import ModelError
from shortlist_engine.problem import Problem, Program
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.base import ASSISTING, Sample, Sampler, Subject
from shortlist_engine.sampling.onnx import OnnxSampler
from shortlist_engine.sampling.text.model import Raw, TextModelFacts
from shortlist_engine.sampling.text.sampler import TextSampler
from shortlist_engine.statement.prompt import Turn

PROGRAM = Program("python", "n = int(input())\nprint(2 * n)\n")
TRANSLATED = '#include <cstdio>\nint main() { int n; scanf("%d", &n); printf("%d", 2 * n); }'
BASE = TextModelFacts("base", "here", 4096, chat=False)
SUBJECT = Subject(
    PROGRAM,
    Problem("Double", "Print twice the number."),
    turns=(Turn("Read n.", "n = int(input())"), Turn("Print twice n.")),
    facts="line 2 printed 8",
    request="Is this PEP 8?",
)


def ask(task, language: str = "python", **more) -> Ask:
    return Ask(task, SUBJECT, language, **more)


async def drawn(sampler: Sampler, asked: Ask, cancelled: asyncio.Event | None = None):
    return [sample async for sample in answers(sampler, asked, cancelled)]


def run(sampler: Sampler, asked: Ask) -> list[Sample]:
    return asyncio.run(drawn(sampler, asked))


@pytest.mark.parametrize("task", [task for task in ASSISTING if task != "infill"])
def test_a_chat_is_told_all_that_the_task_is_about(task) -> None:
    model = ScriptedModel(["```python\nprint(1)\n```"])
    (sample,) = run(TextSampler(model), ask(task))
    (request,) = model.requests
    text = text_of(request.prompt)
    assert sample.text
    wanted = {
        "continue": ["# Print twice n.", "n = int(input())"],
        "translate": [PROGRAM.source.strip(), "Print twice the number.", "into Python"],
        "explain": ["line 2 printed 8", "2 print(2 * n)"],
        "comment": [PROGRAM.source.strip()],
        "hint": ["Print twice the number.", "Name no algorithm"],
        "prompt": ["Is this PEP 8?"],
    }
    for part in wanted[task]:
        assert part in text


def test_an_answer_in_words_is_given_as_it_is_without_the_thoughts() -> None:
    model = ScriptedModel(["<think>hm</think>\nIt doubles.\n\n```python\nx = 1\n```\n"])
    (sample,) = run(TextSampler(model), ask("explain"))
    assert sample.text == "It doubles.\n\n```python\nx = 1\n```"


def test_the_code_of_a_step_keeps_its_indentation_and_gets_no_main() -> None:
    model = ScriptedModel(["Sure:\n```python\n    print(2 * n)\n    print(n)\n```\nDone."])
    (sample,) = run(TextSampler(model), ask("continue"))
    assert sample.text == "    print(2 * n)\n    print(n)"


def test_a_translation_is_a_program_in_the_language_asked_for() -> None:
    model = ScriptedModel([f"```cpp\n{TRANSLATED}\n```"])
    (sample,) = run(TextSampler(model), ask("translate", "cpp"))
    assert (sample.language, sample.text) == ("cpp", TRANSLATED)


def test_a_base_model_goes_on_with_programs_and_is_asked_nothing_in_words() -> None:
    model = ScriptedModel([TRANSLATED], BASE)
    (sample,) = run(TextSampler(model), ask("translate", "cpp"))
    assert isinstance(model.requests[0].prompt, Raw)
    assert (sample.language, sample.text) == ("cpp", TRANSLATED)
    for task in ("explain", "comment", "hint", "prompt"):
        assert "does not have the task" in refusal(TextSampler(model), ask(task))
    (step,) = run(TextSampler(ScriptedModel(["print(2 * n)"], BASE)), ask("continue"))
    assert step.text == "print(2 * n)"


def test_a_function_is_translated_in_codegeex_form() -> None:
    declared = "#include <bits/stdc++.h>\nusing namespace std;\nint twice(int n) {"
    wanted = Problem(
        "", "", kind="function", language="cpp", signature=declared, entry_point="twice"
    )
    source = Program("python", "def twice(n):\n    return 2 * n\n")
    model = ScriptedModel(["    return 2 * n;"], BASE)
    asked = Ask("translate", Subject(source, wanted), "cpp")
    (sample,) = run(TextSampler(model), asked)
    text = text_of(model.requests[0].prompt)
    assert text.startswith("code translation\nPython:\ndef twice(n):")
    assert text.endswith(f"C++:\n{declared}\n")
    assert sample.text.startswith(declared) and "return 2 * n;" in sample.text


def test_our_model_refuses_what_it_was_not_trained_for(tiny_model_dir: Path) -> None:
    sampler = OnnxSampler(tiny_model_dir, threads=1)
    try:
        for task in ASSISTING:
            with pytest.raises(EngineError, match="does not have the task") as raised:
                run(sampler, ask(task))
            assert raised.value.kind == "unsupported"
            assert "--model" in str(raised.value)
            assert str(raised.value) == refusal(sampler, ask(task))
    finally:
        sampler.close()


def test_our_model_does_what_it_was_trained_for(tiny_model_dir: Path, tmp_path: Path) -> None:
    sampler = trained(tiny_model_dir, tmp_path, ["solve", "translate", "continue", "explain"])
    try:
        for task in ("translate", "continue", "explain"):
            assert len(run(sampler, ask(task, samples=3))) == 3
        asked = Ask("translate", Subject(Program("python", "print(1)\n" * 400)), "cpp")
        with pytest.raises(EngineError, match=r"too long for the model .* takes .* tokens of 96"):
            run(sampler, asked)
        asked = Ask("translate", Subject(Program("rust", "fn main() {}")), "cpp")
        with pytest.raises(EngineError, match="does not read Rust, only Python and C"):
            run(sampler, asked)
        with pytest.raises(EngineError, match="does not write rust"):
            run(sampler, ask("translate", "rust"))
    finally:
        sampler.close()


def trained(tiny_model_dir: Path, tmp_path: Path, tasks: list[str]) -> OnnxSampler:
    import json
    import shutil

    from shortlist_engine.model import store

    folder = tmp_path / "trained"
    shutil.copytree(tiny_model_dir, folder)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "tasks": tasks}))
    store.write_manifest(folder)
    return OnnxSampler(folder, threads=1)


def test_cancelling_ends_at_once_and_stops_the_model() -> None:
    async def cancel() -> tuple[float, int]:
        model = ScriptedModel(["x = 1"], delay_s=30)
        stop = asyncio.Event()
        task = asyncio.create_task(drawn(TextSampler(model), ask("continue"), stop))
        await asyncio.sleep(0.1)
        began = time.monotonic()
        stop.set()
        assert await task == []
        return time.monotonic() - began, model.asked

    seconds, asked = asyncio.run(cancel())
    assert seconds < 0.25
    assert asked == 0


def test_what_came_before_a_fault_is_given_and_the_fault_is_typed() -> None:
    async def collect() -> tuple[list[str], EngineError]:
        model = ScriptedModel(["a = 1", ModelError("the server is gone: start it again")])
        came: list[str] = []
        with pytest.raises(EngineError) as raised:
            async for sample in answers(TextSampler(model), ask("continue", samples=4)):
                came.append(sample.text)
        return came, raised.value

    came, error = asyncio.run(collect())
    assert came == ["a = 1"]
    assert error.kind == "modelNotFound" and "start it again" in error.message


def test_a_question_longer_than_the_window_says_so() -> None:
    facts = TextModelFacts("small", "here", 300, chat=True)
    with pytest.raises(EngineError, match="does not fit the window of small"):
        run(TextSampler(ScriptedModel(["x"], facts)), ask("explain"))
