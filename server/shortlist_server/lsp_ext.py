"""The custom part of the protocol: method names, command names, and the shapes that travel.

This is the one place that defines them; docs/lsp-extensions.md describes them, and a test compares
the two. Shapes are attrs classes; on the wire their fields are in camelCase.
"""

from __future__ import annotations

import re
from typing import Any, TypeVar

import attrs
import cattrs
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override
from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

# Requests, client to server.
SOLVE = "shortlist/solve"
PARSE_PROBLEM = "shortlist/parseProblem"
RUN = "shortlist/run"
PANEL_CONTENT = "shortlist/panelContent"
STATUS = "shortlist/status"
# Notifications.
DID_CHANGE_STATUS = "shortlist/didChangeStatus"
DID_ACCEPT = "shortlist/didAccept"

# Commands of the server (workspace/executeCommand).
COMMAND_SOLVE = "shortlist.server.solve"
COMMAND_CANCEL = "shortlist.server.cancel"
COMMAND_ACCEPT = "shortlist.server.accept"
COMMAND_RUN = "shortlist.server.run"
COMMAND_SHOW = "shortlist.server.showSolutions"
COMMAND_PAUSE = "shortlist.server.pause"
COMMAND_STATUS = "shortlist.server.status"
COMMAND_UNLOAD = "shortlist.server.unloadModel"
COMMAND_RESTART_ENGINE = "shortlist.server.restartEngine"
# Commands of the client, used only when it says that it has them.
CLIENT_COMMAND_SHOW = "shortlist.showSolutions"
CLIENT_COMMAND_COPY = "shortlist.copySolution"

CODE_ACTION_KIND = "refactor.rewrite.shortlist"
PANEL_SCHEME = "shortlist-solutions"
SOURCE = "shortlist"

T = TypeVar("T")


@attrs.frozen
class Document:
    uri: str
    version: int | None = None


@attrs.frozen
class SolveBudget:
    samples: int | None = None
    seconds: float | None = None


@attrs.frozen
class SolveParams:
    text_document: Document
    position: types.Position | None = None
    problem_id: str | None = None
    count: int | None = None
    language: str | None = None
    budget: SolveBudget | None = None
    seed: int | None = None
    work_done_token: types.ProgressToken | None = None
    partial_result_token: types.ProgressToken | None = None


@attrs.frozen
class ParseProblemParams:
    text_document: Document
    position: types.Position


@attrs.frozen
class Test:
    input: str
    output: str


@attrs.frozen
class RunParams:
    text_document: Document
    position: types.Position | None = None
    problem_id: str | None = None
    solution_id: str | None = None
    tests: list[Test] | None = None
    work_done_token: types.ProgressToken | None = None


@attrs.frozen
class PanelContentParams:
    problem_id: str


@attrs.frozen
class NoParams:
    pass


@attrs.frozen
class DidAcceptParams:
    id: str
    problem_id: str | None = None
    accepted_length: int | None = None


@attrs.frozen
class SolveArguments:
    uri: str
    position: types.Position | None = None
    problem_id: str | None = None
    count: int | None = None
    language: str | None = None
    budget: SolveBudget | None = None
    seed: int | None = None


@attrs.frozen
class CancelArguments:
    solve_id: str | None = None
    uri: str | None = None


@attrs.frozen
class AcceptArguments:
    uri: str
    problem_id: str
    solution_id: str


@attrs.frozen
class RunArguments:
    uri: str
    position: types.Position | None = None
    problem_id: str | None = None
    solution_id: str | None = None


@attrs.frozen
class ShowArguments:
    uri: str
    problem_id: str


@attrs.frozen
class PauseArguments:
    contest_mode: bool | None = None


@attrs.frozen
class ProblemInfo:
    digest: str
    name: str
    url: str | None
    kind: str
    range: types.Range
    time_limit_ms: int
    memory_limit_mib: int = attrs.field(metadata={"wire": "memoryLimitMiB"})
    examples: int
    interactive: bool


@attrs.frozen
class ClusterInfo:
    id: str
    size: int
    share: float


@attrs.frozen
class ExamplesInfo:
    passed: int
    total: int


@attrs.frozen
class RunInfo:
    verdict: str
    time_ms: float
    wall_ms: float
    memory_kib: int = attrs.field(metadata={"wire": "memoryKiB"})


@attrs.frozen
class SolutionInfo:
    id: str
    rank: int
    language: str
    insert_text: str
    range: types.Range
    label: str
    source: str
    score: float
    cluster: ClusterInfo
    examples: ExamplesInfo
    runs: list[RunInfo]
    model: str
    seed: int | None
    command: types.Command


@attrs.frozen
class ConfidenceInfo:
    chance: float
    level: str
    text: str
    short: str


@attrs.frozen
class Stats:
    sampled: int
    unique: int
    ran: int
    passed: int
    clusters: int
    best_passed: int
    seconds: float


@attrs.frozen
class SolveResult:
    solve_id: str
    problem: ProblemInfo
    items: list[SolutionInfo]
    stats: Stats
    is_incomplete: bool
    confidence: ConfidenceInfo | None = None
    message: str | None = None


@attrs.frozen
class IssueInfo:
    range: types.Range
    message: str
    severity: str


@attrs.frozen
class ParseProblemResult:
    problem: ProblemInfo | None = attrs.field(metadata={"keep_none": True})
    confidence: float
    problems: list[IssueInfo]


@attrs.frozen
class CompileInfo:
    ok: bool
    output: str


@attrs.frozen
class TestResult:
    index: int
    verdict: str
    time_ms: float
    wall_ms: float
    memory_kib: int = attrs.field(metadata={"wire": "memoryKiB"})
    stdout: str
    stderr: str
    expected: str | None
    detail: str


@attrs.frozen
class RunResult:
    compile: CompileInfo
    message: str
    results: list[TestResult]


@attrs.frozen
class Anchor:
    id: str
    range: types.Range


@attrs.frozen
class PanelContent:
    uri: str
    text: str
    version: int
    anchors: list[Anchor]
    confidence: ConfidenceInfo | None = None


@attrs.frozen
class EngineInfo:
    version: str
    model: str
    device: str


@attrs.frozen
class SolveSummary:
    solve_id: str
    uri: str
    problem_id: str
    active: bool
    solutions: int
    message: str
    confidence: ConfidenceInfo | None = None


@attrs.frozen
class Status:
    health: str
    state: str
    busy: bool
    contest_mode: bool
    message: str
    detail: str | None = None
    command: types.Command | None = None
    engine: EngineInfo | None = None
    solves: list[SolveSummary] = attrs.field(factory=list)


@attrs.frozen
class AcceptResult:
    applied: bool
    text: str
    language: str
    uri: str | None = None
    failure_reason: str | None = None


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.title() for part in rest)


def _strict(expected: type, *, optional: bool) -> Any:
    """A reader that takes no value of another type: by itself, cattrs makes a string of a 7."""

    def check(value: Any, _: Any) -> Any:
        accepted = (int, float) if expected is float else (expected,)
        if (value is None and optional) or type(value) in accepted:
            return value
        raise ValueError(f"expected {expected.__name__}")

    return check


_STRICT = {
    annotation: _strict(expected, optional=optional)
    for expected in (str, int, float, bool)
    for annotation, optional in ((expected, False), (expected | None, True))
}


def _is_ours(cls: Any) -> bool:
    return attrs.has(cls) and getattr(cls, "__module__", "") == __name__


def register_shapes(converter: cattrs.Converter) -> cattrs.Converter:
    """Teach an lsprotocol converter the classes of this module."""

    def reader(cls: Any) -> Any:
        attrs.resolve_types(cls)
        overrides: dict[str, Any] = {
            field.name: override(
                rename=field.metadata.get("wire", _camel(field.name)),
                struct_hook=_STRICT.get(field.type),
            )
            for field in attrs.fields(cls)
        }
        return make_dict_structure_fn(cls, converter, **overrides)

    def writer(cls: Any) -> Any:
        attrs.resolve_types(cls)
        names: dict[str, Any] = {
            field.name: override(rename=field.metadata.get("wire", _camel(field.name)))
            for field in attrs.fields(cls)
        }
        write = make_dict_unstructure_fn(cls, converter, **names)
        kept = {
            field.metadata.get("wire", _camel(field.name))
            for field in attrs.fields(cls)
            if field.metadata.get("keep_none")
        }
        return lambda value: {
            key: item for key, item in write(value).items() if item is not None or key in kept
        }

    converter.register_structure_hook_factory(_is_ours, reader)
    converter.register_unstructure_hook_factory(_is_ours, writer)
    return converter


def read(converter: cattrs.Converter, cls: type[T], value: Any) -> T:
    """Parameters from the wire. Raises JsonRpcInvalidParams that names what is wrong."""
    value = {} if value is None else value
    if not isinstance(value, dict):
        raise JsonRpcInvalidParams(f"expected an object, got {type(value).__name__}")
    try:
        return converter.structure(value, cls)
    except cattrs.errors.BaseValidationError as error:
        reasons = "; ".join(cattrs.transform_error(error, path="params"))
        reasons = re.sub(r"(?<=[a-z])_([a-z])", lambda match: match[1].upper(), reasons)
        raise JsonRpcInvalidParams(reasons, data={"kind": "invalidParams"}) from error
    except (TypeError, ValueError, KeyError) as error:
        raise JsonRpcInvalidParams(str(error), data={"kind": "invalidParams"}) from error
