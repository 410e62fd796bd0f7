from __future__ import annotations

import random
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgpack
import pytest
from tests.engine.rpc.client import PROBLEM, Client, start, stdio_engine

from shortlist_engine import __version__, protocol
from shortlist_engine.problem import Done, Progress, Ranking, Run
from shortlist_engine.protocol import EngineError, ListedModel, from_wire

SLOW_SAMPLER = {"delay_s": 0.02}


@pytest.fixture(scope="module")
def engine() -> Iterator[Client]:
    """One engine for the tests that it survives."""
    with stdio_engine() as (client, _):
        client.hello()
        yield client


def test_hello_tells_what_the_engine_is() -> None:
    with stdio_engine() as (client, process):
        hello = client.hello()
        assert hello["protocol"] == protocol.PROTOCOL_VERSION
        assert hello["version"] == __version__
        assert (hello["model"], hello["device"], hello["languages"]) == ("fake", "cpu", ["python"])
        assert hello["sandbox"] == {"level": "A", "problems": []}
        assert hello["pid"] == process.pid


@pytest.mark.parametrize(("version", "update"), [(0, "in the editor"), (99, "the engine")])
def test_another_protocol_version_is_refused_with_both_versions_and_the_fix(
    version: int, update: str
) -> None:
    with stdio_engine() as (client, _):
        with pytest.raises(EngineError) as failure:
            client.hello(version)
        assert failure.value.kind == "engineVersion"
        assert failure.value.data == {
            "engine_protocol": protocol.PROTOCOL_VERSION,
            "client_protocol": version,
        }
        assert str(version) in failure.value.message
        assert f"update Shortlist {update}" in failure.value.message or (
            f"update {update}" in failure.value.message
        )


def test_nothing_is_done_before_hello() -> None:
    with stdio_engine() as (client, _), pytest.raises(EngineError, match="hello"):
        client.wait(client.solve())


def test_a_solve_streams_progress_and_rankings_then_answers() -> None:
    with stdio_engine(sampler=SLOW_SAMPLER) as (client, _):
        client.hello()
        number = client.solve(samples=200)
        client.wait_for_note(protocol.SOLVE_RANKING, solve_id="one")
        assert number not in client.answers  # the first solution comes before the end
        done = from_wire(Done, client.wait(number))
        assert done.reason == "samples"
        assert done.progress.sampled == 200
        assert {solution.program.source for solution in done.solutions} == {"2 * x", "x + x"}
        progress = [
            from_wire(Progress, params)
            for _, method, params in client.notes
            if method == protocol.SOLVE_PROGRESS
        ]
        assert [item.stage for item in progress][:2] == ["loading", "sampling"]
        assert [item.sampled for item in progress] == sorted(item.sampled for item in progress)
        rankings = [p for _, method, p in client.notes if method == protocol.SOLVE_RANKING]
        assert all(from_wire(Ranking, params).solutions for params in rankings)
        assert all(from_wire(Ranking, params).confidence for params in rankings)
        assert done.confidence is not None
        assert 0 < done.confidence.chance < 1


def test_a_solve_names_its_model_and_tells_what_it_waits_for() -> None:
    with stdio_engine() as (client, _):
        client.hello()
        assert from_wire(Done, client.wait(client.solve(samples=8))).model == "fake"
        number = client.solve("two", samples=8, model="other")
        client.wait_for_note(protocol.SOLVE_PROGRESS, stage="loading", status="loading other …")
        client.wait_for_note(
            protocol.SOLVE_PROGRESS, stage="sampling", status="waiting for other …"
        )
        done = from_wire(Done, client.wait(number))
        assert (done.model, done.progress.status) == ("other", "")
        assert client.ask(protocol.STATUS)["model"] == "other"


def test_only_models_of_our_own_show_what_they_read(engine: Client) -> None:
    asked = {"problem": PROBLEM, "program": {"language": "python", "source": "2 * x"}}
    with pytest.raises(EngineError, match="only Shortlist's own models") as failure:
        engine.ask(protocol.ATTENTION, **asked)
    assert failure.value.kind == "unsupported"
    with pytest.raises(EngineError, match=r"attention\.program is missing"):
        engine.ask(protocol.ATTENTION, problem=PROBLEM)


def test_models_are_listed_without_loading_one() -> None:
    with stdio_engine() as (client, _):
        client.hello()
        listed = from_wire(ListedModel, client.ask(protocol.MODELS)["models"][0])
        assert (listed.name, listed.where) == ("default", "built-in")
        assert not client.ask(protocol.STATUS)["model_loaded"]


def test_cancel_answers_in_time_and_keeps_what_was_found() -> None:
    with stdio_engine(sampler=SLOW_SAMPLER) as (client, _):
        client.hello()
        number = client.solve(samples=100_000)
        client.wait_for_note(protocol.SOLVE_RANKING)
        started = time.monotonic()
        assert client.ask(protocol.CANCEL, solve_id="one") == {"cancelled": True}
        done = from_wire(Done, client.wait(number))
        assert time.monotonic() - started < 5  # tests/engine/solve measures it more closely
        assert done.reason == "cancelled"
        assert done.solutions
        assert client.ask(protocol.CANCEL, solve_id="one") == {"cancelled": False}
        assert client.ask(protocol.STATUS)["state"] == "idle"


def test_cancel_ends_the_loading_of_a_model() -> None:
    with stdio_engine() as (client, _):
        client.hello()
        number = client.solve(model="patient")
        client.wait_for_note(protocol.SOLVE_PROGRESS, status="loading patient …")
        started = time.monotonic()
        client.ask(protocol.CANCEL, solve_id="one")
        assert from_wire(Done, client.wait(number)).reason == "cancelled"
        while client.ask(protocol.STATUS)["state"] != "idle":
            time.sleep(0.02)
        assert time.monotonic() - started < 5
        assert from_wire(Done, client.wait(client.solve())).solutions


@pytest.mark.parametrize("model", ["patient", "deaf"])
def test_the_engine_ends_while_a_model_is_loaded(model: str) -> None:
    with stdio_engine() as (client, process):
        client.hello()
        solving = client.solve(model=model)
        client.wait_for_note(protocol.SOLVE_PROGRESS, status=f"loading {model} …")
        assert client.ask(protocol.SHUTDOWN) == {}
        assert from_wire(Done, client.wait(solving)).reason == "cancelled"
        assert process.wait(20) == 0


def test_one_solve_samples_at_a_time_and_the_others_hear_how_many_are_ahead() -> None:
    with stdio_engine(sampler=SLOW_SAMPLER) as (client, _):
        client.hello()
        first, second, third = (client.solve(name, 60) for name in ("a", "b", "c"))
        client.wait_for_note(protocol.SOLVE_PROGRESS, solve_id="c", stage="queued", ahead=2)
        assert client.ask(protocol.STATUS)["queued"] == 2
        client.ask(protocol.CANCEL, solve_id="b")
        done = from_wire(Done, client.wait(second))
        assert (done.reason, done.solutions) == ("cancelled", ())
        client.wait_for_note(protocol.SOLVE_PROGRESS, solve_id="c", stage="queued", ahead=1)
        assert from_wire(Done, client.wait(first)).reason == "samples"
        assert from_wire(Done, client.wait(third)).reason == "samples"
        order = [
            params["solve_id"]
            for _, method, params in client.notes
            if method == protocol.SOLVE_PROGRESS and params["stage"] == "sampling"
        ]
        assert order == sorted(order)


def test_the_next_solve_waits_for_a_sampler_that_is_slow_to_stop() -> None:
    with stdio_engine(sampler={"delay_s": 0.02, "deaf_s": 0.7}) as (client, _):
        client.hello()
        first = client.solve("a", 100_000)
        client.wait_for_note(protocol.SOLVE_RANKING)
        client.ask(protocol.CANCEL, solve_id="a")
        assert from_wire(Done, client.wait(first)).reason == "cancelled"
        assert from_wire(Done, client.wait(client.solve("b", 50))).reason == "samples"


def test_the_same_solve_twice_is_refused() -> None:
    with stdio_engine(sampler=SLOW_SAMPLER) as (client, _):
        client.hello()
        client.solve("a", 100_000)
        with pytest.raises(EngineError, match="already"):
            client.wait(client.solve("a"))


def test_run_gives_the_verdict_of_each_example() -> None:
    with stdio_engine() as (client, _):
        client.hello()
        program = {"language": "python", "source": "x + 1"}
        result = client.ask(protocol.RUN, problem=PROBLEM, program=program)
        assert [run["verdict"] for run in result["runs"]] == ["AC", "WA"]
        assert (result["passed"], result["total"]) == (1, 2)


def test_a_run_with_an_id_tells_of_each_example_as_it_ends() -> None:
    with stdio_engine(pool={"delay_s": 0.2}) as (client, _):
        client.hello()
        program = {"language": "python", "source": "x + 1"}
        number = client.send(protocol.RUN, problem=PROBLEM, program=program, run_id="r")
        told = client.wait_for_note(protocol.RUN_RESULT, run_id="r", index=0)
        assert number not in client.answers
        assert told["run"]["verdict"] == "AC"
        result = client.wait(number)
        assert result["cancelled"] is False
        told = client.wait_for_note(protocol.RUN_RESULT, run_id="r", index=1)
        assert from_wire(Run, told["run"]) == replace(from_wire(Run, result["runs"][1]), output="")


def test_a_run_can_be_cancelled_and_keeps_what_ended() -> None:
    with stdio_engine(pool={"delay_s": 0.3}) as (client, _):
        client.hello()
        problem = {**PROBLEM, "examples": [{"input": "1\n", "output": "2\n"}] * 40}
        program = {"language": "python", "source": "2 * x"}
        number = client.send(protocol.RUN, problem=problem, program=program, run_id="r")
        with pytest.raises(EngineError, match="already under way"):
            client.ask(protocol.RUN, problem=problem, program=program, run_id="r")
        client.wait_for_note(protocol.RUN_RESULT, index=0)
        assert client.ask(protocol.CANCEL, run_id="other") == {"cancelled": False}
        asked = time.monotonic()
        assert client.ask(protocol.CANCEL, run_id="r") == {"cancelled": True}
        result = client.wait(number)
        assert time.monotonic() - asked < 0.25
        assert result["cancelled"] is True
        assert len(result["runs"]) == 40
        assert result["runs"][0]["verdict"] == "AC"
        assert result["runs"][-1]["verdict"] == "SK"
        assert client.ask(protocol.CANCEL, run_id="r") == {"cancelled": False}


def test_tests_take_the_place_of_the_examples_and_outputs_come_with_them() -> None:
    with stdio_engine() as (client, _):
        client.hello()
        result = client.ask(
            protocol.RUN,
            problem={**PROBLEM, "examples": []},
            program={"language": "python", "source": "x + 1"},
            run_id="r",
            tests=[{"input": "1\n", "expected": "2\n"}, {"input": "41\n", "expected": "41\n"},
                   {"input": "10\n"}],
            output_chars=2,
        )  # fmt: skip
        assert [run["verdict"] for run in result["runs"]] == ["AC", "WA", "OK"]
        assert {run["output"] for run in result["runs"]} == {""}
        wrong = client.wait_for_note(protocol.RUN_RESULT, index=1)
        assert (wrong["run"]["output"], wrong["output_chars"]) == ("42", 3)
        assert wrong["difference"] == {
            "line": 1, "expected": "41", "got": "42", "start": 0, "end": 2,
            "expected_start": 0, "expected_end": 2,
        }  # fmt: skip
        bare = client.wait_for_note(protocol.RUN_RESULT, index=2)
        assert (bare["run"]["output"], bare["difference"]) == ("11", None)


def test_a_checker_that_cannot_be_run_is_refused() -> None:
    with stdio_engine() as (client, _):
        client.hello()
        with pytest.raises(EngineError, match="Checkers in java cannot be run") as failure:
            client.ask(
                protocol.RUN,
                problem=PROBLEM,
                program={"language": "python", "source": "x"},
                checker={"name": "C.java", "language": "java", "source": "class C {}"},
            )
        assert failure.value.kind == "invalidRequest"


def stress(client: Client, source: str, against: list[str], **more: Any) -> dict[str, Any]:
    return client.ask(
        protocol.STRESS,
        problem=PROBLEM,
        program={"language": "python", "source": source},
        against=[{"language": "python", "source": other} for other in against],
        run_id="s",
        **more,
    )


def test_a_stress_test_finds_a_difference_and_makes_it_small() -> None:
    with stdio_engine() as (client, _):
        client.hello()
        result = stress(client, "2 * x if x < 3 else 7", ["2 * x"], seconds=20)
        found = result["progress"]["found"]
        assert result["cancelled"] is False
        assert result["progress"]["complete"] is True
        assert (found["expected"], found["run"]["output"]) == (
            f"{2 * int(found['input'])}\n",
            "7\n",
        )
        assert found["run"]["verdict"] == "WA"
        assert (found["agreeing"], found["of"]) == (0, 0)


def test_programs_that_do_the_same_show_no_difference() -> None:
    with stdio_engine() as (client, _):
        client.hello()
        result = stress(client, "2 * x", ["x + x"], seconds=1)
        assert result["progress"]["found"] is None
        assert result["progress"]["tried"] > 10


def test_what_most_candidates_print_is_expected_and_they_are_counted() -> None:
    with stdio_engine() as (client, _):
        client.hello()
        wrong = [f"2 * x + {number} - {number}" if number % 4 else "x * x" for number in range(20)]
        result = stress(client, "2 * x if x < 3 else 7", wrong, agree=True, seconds=20)
        found = result["progress"]["found"]
        assert found["expected"] == f"{2 * int(found['input'])}\n"
        assert (found["agreeing"], found["of"]) == (15, 20)


def test_candidates_that_do_not_agree_say_nothing() -> None:
    with stdio_engine() as (client, _):
        client.hello()
        with pytest.raises(EngineError, match="more than half of the candidates print the same"):
            stress(client, "0", ["x + 1", "x + 2", "x + 3"], agree=True, seconds=20)
        some = ["0 if x < 9 else x + 1", "0 if x < 9 else x + 2", "0 if x < 9 else x + 3"]
        result = stress(client, "0", some, agree=True, seconds=1)
        assert result["progress"]["found"] is None
        assert 0 < result["progress"]["refused"] < result["progress"]["tried"]
        assert "did not agree" in result["notes"][0]


def test_what_a_program_prints_without_end_is_not_sent_with_each_difference() -> None:
    with stdio_engine() as (client, _):
        client.hello()
        result = stress(client, "'7' * 100_000", ["2 * x"], seconds=20)
        assert len(result["progress"]["found"]["run"]["output"]) == 64 * 1024


def test_a_stress_test_that_is_cancelled_answers_at_once() -> None:
    with stdio_engine(pool={"delay_s": 0.05}) as (client, _):
        client.hello()
        number = client.send(
            protocol.STRESS, problem=PROBLEM, program={"language": "python", "source": "2 * x"},
            against=[{"language": "python", "source": "x + x"}], run_id="s", seconds=600,
        )  # fmt: skip
        client.wait_for_note(protocol.STRESS_PROGRESS, run_id="s")
        asked = time.monotonic()
        assert client.ask(protocol.CANCEL, run_id="s") == {"cancelled": True}
        result = client.wait(number)
        assert time.monotonic() - asked < 0.25
        assert result["cancelled"] is True


def test_a_stress_test_says_who_is_at_fault() -> None:
    with stdio_engine() as (client, _):
        client.hello()
        for against, seconds, said in (
            ([], 1, "no program to compare with"),
            (["x"], 0, "seconds must be above 0"),
            (["FAIL"], 20, "There is nothing to compare with"),
        ):
            with pytest.raises(EngineError, match=said):
                stress(client, "2 * x", against, seconds=seconds, name="brute.py")


def test_largest_needs_bounds_in_the_statement() -> None:
    with stdio_engine() as (client, _):
        client.hello()
        program = {"language": "python", "source": "2 * x"}
        with pytest.raises(EngineError, match="How large an input may be") as failure:
            client.ask(protocol.LARGEST, problem=PROBLEM, program=program, run_id="l")
        assert failure.value.kind == "unsupported"
        statement = "Input\nOne integer x (1 <= x <= 1000000).\nOutput\nTwice x."
        problem = {**PROBLEM, "statement": statement}
        result = client.ask(protocol.LARGEST, problem=problem, program=program, run_id="l")
        assert result["cancelled"] is False
        names = [run["name"] for run in result["runs"]]
        assert "1000000" in names
        assert {run["run"]["verdict"] for run in result["runs"]} == {"OK"}
        assert result["runs"][names.index("1000000")]["input_bytes"] == 8


def test_run_refuses_a_language_whose_tools_are_missing() -> None:
    with stdio_engine() as (client, _):
        client.hello()
        with pytest.raises(EngineError) as failure:
            client.ask(protocol.RUN, problem=PROBLEM, program={"language": "cpp", "source": "x"})
        assert failure.value.kind == "unsupported"


@pytest.mark.parametrize(
    ("method", "params", "words"),
    [
        ("dance", {}, "dance"),
        ("solve", {}, "solve_id"),
        ("solve", {"solve_id": 7}, "solve_id"),
        ("solve", {"solve_id": "a"}, "problem"),
        ("solve", {"solve_id": "a", "problem": {"title": 1}}, "solve.problem.title"),
        ("solve", {"solve_id": "a", "problem": {**PROBLEM, "examples": []}}, "example"),
        ("solve", {"solve_id": "a", "problem": {**PROBLEM, "kind": ["x"]}}, "kind"),
        ("solve", {"solve_id": "a", "problem": PROBLEM, "budget": {"samples": "x"}}, "samples"),
        ("solve", {"solve_id": "a", "problem": PROBLEM, "budget": {"samples": -1}}, "samples"),
        ("solve", {"solve_id": "a", "problem": PROBLEM, "options": {"count": 0}}, "count"),
        ("solve", {"solve_id": "a", "problem": PROBLEM, "options": []}, "solve.options"),
        ("cancel", {}, "solve_id"),
        ("run", {"problem": PROBLEM}, "program"),
    ],
)
def test_wrong_requests_are_answered_and_the_engine_lives(
    engine: Client, method: str, params: dict, words: str
) -> None:
    with pytest.raises(EngineError, match=words) as failure:
        engine.ask(method, **params)
    assert failure.value.kind == "invalidRequest"
    assert engine.ask(protocol.STATUS)["state"] == "idle"


@pytest.mark.parametrize(
    "message",
    [
        [0, 70, "status", [{}, {}]],
        [0, 70, "status", [3]],
        [0, 70, "status", {}],
        [0, 70, 5, [{}]],
        [0, 70],
        [9, 70, "status", [{}]],
        [1, 70, None, None],
    ],
)
def test_a_message_of_the_wrong_form_is_answered_with_its_id(engine: Client, message: list) -> None:
    engine.answers.pop(70, None)
    engine.send_bytes(msgpack.packb(message))
    with pytest.raises(EngineError) as failure:
        engine.wait(70)
    assert failure.value.kind == "invalidRequest"
    assert engine.ask(protocol.STATUS)["state"] == "idle"


def test_no_parameters_are_an_empty_map(engine: Client) -> None:
    engine.send_bytes(msgpack.packb([0, 71, "status", []]))
    assert engine.wait(71)["state"] == "idle"


@pytest.mark.parametrize(
    "garbage",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"\xc1\xc1\xc1",
        b"\x91" * 5000,
        msgpack.packb({"method": "status"}),
        msgpack.packb([]),
        msgpack.packb([[], {}, None]),
        random.Random(3).randbytes(50) + b"\xc1",
    ],
)
def test_garbage_is_answered_and_the_engine_lives(engine: Client, garbage: bytes) -> None:
    engine.answers.pop(None, None)
    engine.send_bytes(garbage)
    with pytest.raises(EngineError) as failure:
        engine.wait(None)
    assert failure.value.kind == "invalidRequest"
    assert engine.ask(protocol.STATUS)["state"] == "idle"


def test_a_notification_is_not_answered() -> None:
    with stdio_engine() as (client, _):
        client.hello()
        client.send_bytes(protocol.notification("status", {}))
        client.ask(protocol.STATUS)
        assert None not in client.answers


def test_what_libraries_print_never_reaches_the_client() -> None:
    with stdio_engine(noise=True) as (client, process):
        client.hello()
        assert from_wire(Done, client.wait(client.solve())).solutions
        client.close()
        assert process.wait(30) == 0
        assert process.stderr is not None
        printed = process.stderr.read()
        assert b"a library that prints" in printed
        assert b"and one that writes" in printed


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({"load": "missing"}, "modelNotFound"),
        ({"load": "memory"}, "outOfMemory"),
        ({"sampler": {"error": "boom", "stop_after": 20}}, "internal"),
    ],
)
def test_a_model_that_fails_is_a_typed_error_and_the_engine_lives(options: dict, kind: str) -> None:
    with stdio_engine(**options) as (client, _):
        client.hello()
        for name in ("a", "b"):
            with pytest.raises(EngineError) as failure:
                client.wait(client.solve(name))
            assert failure.value.kind == kind
        assert client.ask(protocol.STATUS)["state"] == "idle"


def test_the_model_loads_on_first_need_and_is_given_back_when_idle() -> None:
    with stdio_engine(idle=0.3) as (client, process):
        client.hello()
        assert client.ask(protocol.STATUS)["model_loaded"] is False
        client.wait(client.solve())
        while client.ask(protocol.STATUS)["model_loaded"]:
            time.sleep(0.02)
        assert process.poll() is None
        assert from_wire(Done, client.wait(client.solve())).solutions  # and loads again


def test_unload() -> None:
    with stdio_engine(sampler=SLOW_SAMPLER) as (client, _):
        client.hello()
        assert client.ask(protocol.UNLOAD) == {"unloaded": False}
        client.wait(client.solve())
        assert client.ask(protocol.UNLOAD) == {"unloaded": True}
        client.solve("b", 100_000)
        client.wait_for_note(protocol.SOLVE_RANKING, solve_id="b")
        assert client.ask(protocol.UNLOAD) == {"unloaded": False}  # in use


def test_the_end_of_input_ends_the_engine_and_its_solves() -> None:
    with stdio_engine(sampler=SLOW_SAMPLER) as (client, process):
        client.hello()
        client.solve(samples=100_000)
        client.wait_for_note(protocol.SOLVE_RANKING)
        client.close()
        assert process.wait(30) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_engine_and_solves_get_their_answer(number: signal.Signals) -> None:
    with stdio_engine(sampler=SLOW_SAMPLER) as (client, process):
        client.hello()
        solving = client.solve(samples=100_000)
        client.wait_for_note(protocol.SOLVE_RANKING)
        process.send_signal(number)
        done = from_wire(Done, client.wait(solving))
        assert done.reason == "cancelled"
        assert done.solutions
        assert process.wait(30) == 0


def test_shutdown_answers_and_ends() -> None:
    with stdio_engine(sampler=SLOW_SAMPLER) as (client, process):
        client.hello()
        solving = client.solve(samples=100_000)
        client.wait_for_note(protocol.SOLVE_RANKING)
        assert client.ask(protocol.SHUTDOWN) == {}
        assert from_wire(Done, client.wait(solving)).reason == "cancelled"
        assert process.wait(30) == 0


def test_a_client_that_does_not_read_costs_bounded_memory_and_misses_only_old_news() -> None:
    with stdio_engine(sampler={"delay_s": 0.001, "source": ["2 * x" + " " * 3000]}) as (
        client,
        process,
    ):
        client.hello()
        number = client.solve(samples=4000)
        time.sleep(1.5)  # nothing is read meanwhile: the pipe holds 64 KiB
        done = from_wire(Done, client.wait(number))
        assert done.progress.sampled == 4000
        assert process.poll() is None


def test_a_file_as_standard_input_is_refused_with_words(tmp_path) -> None:
    empty = tmp_path / "empty"
    empty.write_bytes(b"")
    with empty.open("rb") as stream:
        process = start({}, stdin=stream, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        _, errors = process.communicate(timeout=60)
    assert process.returncode != 0
    assert b"pipes" in errors
