"""Requests on the wire: what one side writes, another version of the other side can read."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from shortlist_engine import protocol
from shortlist_engine.problem import Budget, Example, Problem, Program, SolveOptions
from shortlist_engine.protocol import (
    EngineError,
    ExamplesRequest,
    SolveRequest,
    from_wire,
    to_wire,
)

PROBLEM = Problem("Double", "Print twice the number.", (Example("1\n", "2\n"),))
REQUESTS = [
    SolveRequest("a", PROBLEM),
    SolveRequest("a", PROBLEM, Budget(7, 2.5), SolveOptions(3, ("cpp",), 0.7, 0.9, 5, 20)),
    ExamplesRequest(PROBLEM, Program("python", "print(2)")),
    ExamplesRequest(PROBLEM, Program("python", "print(2)"), "r"),
]


def sent(request: object) -> Any:
    """The request as the other side unpacks it."""
    unpacker = protocol.unpacker()
    unpacker.feed(protocol.request(1, "method", to_wire(request)))
    return next(iter(unpacker))[3][0]


@pytest.mark.parametrize("request_", REQUESTS)
def test_what_one_side_writes_the_other_reads(request_: Any) -> None:
    assert from_wire(type(request_), sent(request_)) == request_


def test_what_is_left_out_takes_its_default() -> None:
    least = {"solve_id": "a", "problem": {"title": "t", "statement": "s"}}
    assert from_wire(SolveRequest, least) == SolveRequest("a", Problem("t", "s"))
    options = {"count": 3, "languages": None, "seed": None}
    assert from_wire(SolveRequest, {**least, "options": options}).options == SolveOptions(3)


def test_keys_of_a_newer_side_are_ignored_wherever_they_are() -> None:
    wire = sent(REQUESTS[1])
    wire["priority"] = 9
    for inner in ("problem", "budget", "options"):
        wire[inner]["later"] = {"deep": [1]}
    assert from_wire(SolveRequest, wire) == REQUESTS[1]


def test_how_many_survivors_take_part_is_not_the_clients_business() -> None:
    assert "max_survivors" not in {field.name for field in dataclasses.fields(SolveOptions)}
    wire = sent(REQUESTS[0])
    wire["options"]["max_survivors"] = 10**9
    assert from_wire(SolveRequest, wire) == REQUESTS[0]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"solve_id": 7}, "SolveRequest.solve_id: expected str"),
        ({"problem": []}, "SolveRequest.problem: expected a map"),
        ({"problem": {"title": "t"}}, "SolveRequest.problem.statement is missing"),
        ({"budget": {"samples": 1.5}}, "SolveRequest.budget.samples: expected int"),
        ({"budget": {"samples": True}}, "SolveRequest.budget.samples: expected int"),
        ({"options": {"languages": "python"}}, "SolveRequest.options.languages: expected an array"),
        ({"options": {"languages": ["python", 3]}}, r"SolveRequest.options.languages\[1\]"),
        ({"options": {"seed": "5"}}, "SolveRequest.options.seed: expected int"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(EngineError, match=words) as failure:
        from_wire(SolveRequest, {**sent(REQUESTS[0]), **changes})
    assert failure.value.kind == "invalidRequest"


def test_what_is_missing_is_named() -> None:
    for name in ("solve_id", "problem"):
        wire = sent(REQUESTS[0])
        del wire[name]
        with pytest.raises(EngineError, match=f"SolveRequest.{name} is missing"):
            from_wire(SolveRequest, wire)
