"""docs/protocol.md and the code say the same."""

from __future__ import annotations

import dataclasses
import re
import typing
from pathlib import Path

from shortlist_engine import protocol
from shortlist_engine.practice.session.actions import ACTIONS
from shortlist_engine.problem import (
    CheckerSource,
    Confidence,
    ConfidenceLevel,
    Done,
    Progress,
    Ranking,
    SolveOptions,
)
from shortlist_engine.protocol import (
    AssistFile,
    AssistRequest,
    AssistTask,
    AttentionMap,
    AttentionRequest,
    CommentArguments,
    ExamplesRequest,
    ExplainArguments,
    FoundDifference,
    GivenTest,
    HintArguments,
    LargeRun,
    LargestRequest,
    LargestResult,
    PracticeRequest,
    PromptArguments,
    SolveRequest,
    StepArguments,
    StressProgress,
    StressRequest,
    StressResult,
    TestRun,
    TextDifference,
    TranslateArguments,
)
from shortlist_engine.rpc import connection
from shortlist_engine.rpc.service import Service

DOCUMENT = (Path(__file__).resolve().parents[3] / "docs" / "protocol.md").read_text("utf-8")
TITLES = set(re.findall(r"^### `([a-z.]+)`$", DOCUMENT, re.MULTILINE))

ASSIST_ARGUMENTS = (
    TranslateArguments,
    ExplainArguments,
    CommentArguments,
    HintArguments,
    PromptArguments,
    StepArguments,
)


def section(title: str) -> str:
    return DOCUMENT.split(f"### `{title}`\n", 1)[1].split("\n#", 1)[0]


def test_the_version() -> None:
    assert f"Protocol version: **{protocol.PROTOCOL_VERSION}**" in DOCUMENT
    assert f"engine-{protocol.PROTOCOL_VERSION}.sock" in DOCUMENT


def test_every_method_and_notification_has_its_section_and_no_other_has() -> None:
    names = {
        value
        for name, value in vars(protocol).items()
        if name.isupper() and isinstance(value, str) and value.islower()
    }
    assert names == TITLES


def test_every_method_is_served() -> None:
    class Resources:
        pass

    service = Service(Resources())  # type: ignore[arg-type]
    requests, notifications = DOCUMENT.split("## Requests, ")[1].split("## Notifications, ")
    titles = re.findall(r"^### `([a-z.]+)`$", requests, re.MULTILINE)
    assert set(service._methods) == set(titles)
    told = re.findall(r"^### `([a-z.]+)`$", notifications, re.MULTILINE)
    assert set(titles) | set(told) == TITLES and not set(titles) & set(told)


def test_every_field_is_named() -> None:
    for shape in (SolveRequest, SolveOptions):
        for field in dataclasses.fields(shape):
            assert f"`{field.name}`" in section("solve")
    for field in dataclasses.fields(ExamplesRequest):
        assert f"`{field.name}`" in section("run")
    for field in dataclasses.fields(PracticeRequest):
        assert f"`{field.name}`" in section("practice")
    for action in ACTIONS:
        assert f"`{action}`" in section("practice")
    for shape in (AssistRequest, AssistFile, *ASSIST_ARGUMENTS):
        for field in dataclasses.fields(shape):
            assert f"`{field.name}`" in section("assist")
    for task in typing.get_args(AssistTask):
        assert f"`{task}`" in section("assist")
    for shape in (GivenTest, CheckerSource):
        for field in dataclasses.fields(shape):
            assert f"`{field.name}`" in section("run")
    for field in dataclasses.fields(StressRequest):
        assert f"`{field.name}`" in section("stress")
    for field in dataclasses.fields(StressResult):
        assert f"`{field.name}`" in section("stress")
    for shape in (StressProgress, FoundDifference):
        for field in dataclasses.fields(shape):
            assert f"`{field.name}`" in section("stress.progress")
    for shape in (LargestRequest, LargestResult, LargeRun):
        for field in dataclasses.fields(shape):
            assert f"`{field.name}`" in section("largest")
    for shape in (TestRun, TextDifference):
        for field in dataclasses.fields(shape):
            assert f"`{field.name}`" in section("run.result")
    for shape in (AttentionRequest, AttentionMap):
        for field in dataclasses.fields(shape):
            assert f"`{field.name}`" in section("attention")
    for field in dataclasses.fields(Done):
        assert f"`{field.name}`" in section("solve")
    for field in dataclasses.fields(Progress):
        assert f"`{field.name}`" in section("solve.progress")
    for noun in (Ranking, Confidence):
        for field in dataclasses.fields(noun):
            assert f"`{field.name}`" in section("solve.ranking")
    for level in typing.get_args(ConfidenceLevel):
        assert f"`{level}`" in section("solve.ranking")


def test_every_kind_of_error_is_listed_and_no_other() -> None:
    documented = set(re.findall(r"^\| `([a-zA-Z]+)` \|", DOCUMENT.split("## Errors")[1], re.M))
    assert protocol.EngineError.__doc__ is not None
    known = set(re.findall(r"`([a-zA-Z]+)`", protocol.EngineError.__doc__.split("Kinds:")[1]))
    assert documented == known


def test_the_limits() -> None:
    assert f"{protocol.MAX_MESSAGE_BYTES // 2**20} MiB" in DOCUMENT
    assert f"nothing for {connection.PATIENCE_S:g} seconds" in DOCUMENT
