"""The user's own prompts: files with places in them."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from tests.engine.sampling.text.scripted_model import ScriptedModel, text_of
from tests.fakes import FakeSampler

from shortlist_engine.assist import templates
from shortlist_engine.assist.prompting import PromptAnswer, prompt
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.text.sampler import TextSampler

VALUES = {"selection": "x = 1", "language": "Python", "statement": "Print it."}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    place = tmp_path / "shortlist" / "prompts"
    place.mkdir(parents=True)
    return place


def test_a_prompt_is_filled_with_what_is_selected(folder: Path) -> None:
    text = "Review this {{ language }} code for:\n{{statement}}\n\n{{selection}}\n{single}"
    (folder / "review.md").write_text(text)
    filled = templates.read("review").filled({**VALUES, "selection": "a = '{{language}}'"})
    assert filled == (
        "Review this Python code for:\nPrint it.\n\na = '{{language}}'\n{single}"
    )  # what is selected is taken as it is


def test_the_prompts_are_listed(folder: Path) -> None:
    for name in ("b.md", "a.md", ".hidden.md", "no.txt"):
        (folder / name).write_text("x")
    assert templates.names() == ["a", "b"]
    assert templates.folder() == folder


def test_without_a_folder_there_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    assert templates.names() == []
    with pytest.raises(EngineError, match=r"write it into .*none/shortlist/prompts/review\.md"):
        templates.read("review")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{{code}}", r"\{\{code\}\}, which is not known; there are \{\{selection\}\}"),
        ("{{selection}} {{statement}}", "there is no problem in the file"),
        ("  \n", "is empty"),
        ("x" * 300_000, "larger than 256 KiB"),
    ],
)
def test_what_is_wrong_with_a_prompt_is_said(folder: Path, text: str, why: str) -> None:
    (folder / "review.md").write_text(text)
    with pytest.raises(EngineError, match=why) as raised:
        templates.read("review").filled({**VALUES, "statement": ""})
    assert raised.value.kind == "invalidRequest"


def test_a_name_that_is_not_there_is_met_with_what_is(folder: Path) -> None:
    (folder / "review.md").write_text("x")
    with pytest.raises(EngineError, match=r"there are review\. Did you mean review"):
        templates.read("reviev")
    for name in ("../x", "a/b", ".x", ""):
        with pytest.raises(EngineError, match="no name of a prompt"):
            templates.read(name)


def test_answers_come_as_the_model_gave_them() -> None:
    async def run() -> list[PromptAnswer]:
        return [answer async for answer in prompt("Hello?", sampler=sampler, samples=3)]

    model = ScriptedModel(["Hi.\n```python\nx\n```", "CUT Hal"])
    sampler = TextSampler(model)
    found = sorted(asyncio.run(run()), key=lambda answer: answer.index)
    assert [answer.text for answer in found] == [
        "Hi.\n```python\nx\n```", "Hal", "Hi.\n```python\nx\n```",
    ]  # fmt: skip
    assert [answer.cut for answer in found] == [False, True, False]
    assert text_of(model.requests[0].prompt) == "Hello?"


def test_a_model_that_follows_no_instructions_says_so() -> None:
    async def run() -> None:
        async for _ in prompt("Hello?", sampler=FakeSampler(["x"])):
            pass

    with pytest.raises(EngineError, match="does not have the task 'prompt'"):
        asyncio.run(run())
