"""The engine over standard input and output that only threads can wait for, as on Windows."""

from __future__ import annotations

import asyncio
import os
import signal

import msgpack
import pytest
from tests.engine.rpc.client import stdio_engine

from shortlist_engine import protocol
from shortlist_engine.rpc.thread_pipes import open_streams


def test_a_solve_streams_and_the_end_of_input_ends_the_engine() -> None:
    with stdio_engine(threads=True) as (client, process):
        client.hello()
        done = client.wait(client.solve())
        assert done["solutions"]
        assert any(name == protocol.SOLVE_RANKING for _, name, _ in client.notes)
        client.close()
        assert process.wait(20) == 0


def test_what_libraries_print_never_reaches_the_client() -> None:
    with stdio_engine(threads=True, noise=True) as (client, process):
        client.hello()
        assert client.wait(client.solve())["solutions"]
        assert client.ask(protocol.SHUTDOWN) == {}
        assert process.wait(20) == 0
        assert process.stderr is not None
        assert b"a library that prints" in process.stderr.read()


def test_a_signal_ends_it_with_answers() -> None:
    with stdio_engine(threads=True, sampler={"delay_s": 0.05}) as (client, process):
        client.hello()
        number = client.solve(samples=100_000)
        client.wait_for_note(protocol.SOLVE_PROGRESS, stage="sampling")
        process.send_signal(signal.SIGTERM)
        assert client.wait(number)["reason"] == "cancelled"
        assert process.wait(20) == 0


def test_large_messages_go_both_ways() -> None:
    with stdio_engine(threads=True) as (client, _):
        client.hello()
        client.send_bytes(msgpack.packb([0, 77, "x" * 3_000_000, [{}]]))
        with pytest.raises(protocol.EngineError, match="x" * 1000):
            client.wait(77)


async def test_who_writes_more_than_is_read_is_paused() -> None:
    incoming, outgoing = os.pipe()
    to_us, from_us = os.pipe()
    reader, writer = open_streams(to_us, outgoing)
    writer.transport.set_write_buffer_limits(high=100_000)
    writer.write(b"a" * 1_000_000)
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(writer.drain(), 0.3)
    received = 0
    while received < 1_000_000:
        received += len(await asyncio.to_thread(os.read, incoming, 65536))
    await asyncio.wait_for(writer.drain(), 10)
    os.write(from_us, b"hello")
    assert await reader.read(100) == b"hello"
    os.close(from_us)
    assert await asyncio.wait_for(reader.read(100), 10) == b""
    writer.write(b"the end")
    writer.close()
    assert await asyncio.to_thread(os.read, incoming, 100) == b"the end"
    assert await asyncio.to_thread(os.read, incoming, 100) == b""  # it was closed
    os.close(incoming)


async def test_a_reader_that_has_gone_is_an_error_and_not_waited_for() -> None:
    incoming, outgoing = os.pipe()
    to_us, from_us = os.pipe()
    _, writer = open_streams(to_us, outgoing)
    writer.transport.set_write_buffer_limits(high=0)
    os.close(incoming)
    with pytest.raises(ConnectionError):
        for _ in range(1000):
            writer.write(b"x" * 1000)
            await asyncio.wait_for(writer.drain(), 10)
    writer.close()
    os.close(from_us)


def test_own_programs_wait_for_consent_and_run_without_isolation() -> None:
    """As an editor sees it: refused, asked elsewhere, agreed to, run."""
    problem = {"title": "Double", "statement": "", "examples": [{"input": "4\n", "output": "8\n"}]}
    program = {"language": "python", "source": "2 * x"}
    with stdio_engine(unisolated="no wall") as (client, _):
        assert client.hello()["sandbox"]["level"] == "E"
        with pytest.raises(protocol.EngineError) as failure:
            client.ask(protocol.RUN, problem=problem, program=program)
        assert failure.value.kind == "needsConsent"
        assert failure.value.data == {"reason": "No wall.", "denied": False}
        with pytest.raises(protocol.EngineError, match="allowed"):
            client.ask(protocol.CONSENT, allowed="yes")
        assert client.ask(protocol.CONSENT, allowed=False) == {"allowed": False}
        with pytest.raises(protocol.EngineError) as failure:
            client.ask(protocol.RUN, problem=problem, program=program)
        assert failure.value.data["denied"]
        assert client.ask(protocol.CONSENT, allowed=True) == {"allowed": True}
        assert client.ask(protocol.RUN, problem=problem, program=program)["passed"] == 1
        with pytest.raises(protocol.EngineError) as failure:
            client.ask(protocol.RUN, problem=problem, program=program, proposed=True)
        assert failure.value.kind == "sandboxUnavailable"
        stress = {"problem": problem, "program": program, "against": [program], "run_id": "a"}
        with pytest.raises(protocol.EngineError) as failure:
            client.ask(protocol.STRESS, **stress, agree=True)
        assert failure.value.kind == "sandboxUnavailable"
        with pytest.raises(protocol.EngineError) as failure:
            client.wait(client.solve())
        assert failure.value.kind == "sandboxUnavailable"


@pytest.fixture(autouse=True)
def config(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
