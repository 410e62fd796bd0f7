"""A small engine for tests: speaks the real protocol and does what a scenario file says.

The environment variable FAKE_ENGINE names a JSON file:

    version       protocol version to answer with
    start_exit    end with this code instead of starting
    start_s       seconds until it has started
    hang_hello    never answer `hello`
    samples_drawn how many samples there are at the end, where it is not the budget
    steps         progress notifications before the end of a solve
    step_s        seconds between them
    wait          after the steps, wait until cancelled
    ignore_cancel answer `cancel`, but never end the solve
    crash_at      end with code 7 at this progress step ...
    crash_times   ... this many times in all (counted in a file beside the scenario)
    error         answer `solve` and `run` with this error
    solutions     list of {source, language?, passed?, total?, cluster?, size?, share?, compared?,
                  differs?: {input, first, other}}
    near_misses   list of {source, language?, passed, example?, verdict?, output?, detail?}, known
                  from the first step on
    attention     answer `attention` with this, or with an error: {error: {kind, message}}
    assist        the document to answer `assist` with, or an error: {error: {kind, message}};
                  after `run_s` seconds
    confidence    a Confidence, or null; without it none is sent, as an older engine does
    early_confidence  the one of rankings before the end, when it differs
    partial       how many of them are known at each step (default: all from the first)
    status        what the model is waited for, at each step
    expected      about how many samples there will be
    model_of      the model that the end names: "" as an older engine does; by default the request's
    models        list of ListedModel maps
    consent       what the user answered before, true or false; null where nobody asked; without it
                  programs can be isolated. `consent` changes it, for as long as the engine lives
    run           verdicts to answer `run` with, and `largest`
    stress        the StressProgress at the end of a `stress`
    candidates    sources of the programs that the end of a solve has
    run_s         seconds until the first example of a `run` has ended
    example_s     seconds between the examples of a `run`
    output        what each example of a `run` prints
    difference    where the output of each that is WA first differs

Each request is appended to `<scenario>.log` as one JSON line with the time it came.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from shortlist_engine import protocol
from shortlist_engine.problem import (
    Difference,
    Done,
    NearMiss,
    Program,
    Progress,
    Ranking,
    Run,
    Solution,
    Verdict,
)
from shortlist_engine.protocol import EngineError, SolveRequest

SCENARIO = Path(os.environ["FAKE_ENGINE"])
CONFIG: dict[str, Any] = json.loads(SCENARIO.read_text())


def note(method: str, params: Any) -> None:
    with SCENARIO.with_suffix(".log").open("a") as log:
        entry = {"method": method, "params": params, "time": time.time(), "pid": os.getpid()}
        log.write(json.dumps(entry) + "\n")


def crashes_left() -> bool:
    counter = SCENARIO.with_suffix(".crashes")
    count = int(counter.read_text()) if counter.exists() else 0
    if count >= CONFIG.get("crash_times", 0):
        return False
    counter.write_text(str(count + 1))
    return True


def confident(event: Ranking | Done, name: str = "confidence") -> dict[str, Any]:
    """The event on the wire, with the scenario's confidence."""
    wire: dict[str, Any] = protocol.to_wire(event)
    del wire["confidence"]
    chosen = name if name in CONFIG else "confidence"
    if chosen not in CONFIG:
        return wire
    return {**wire, "confidence": CONFIG[chosen] if event.solutions else None}


def solutions(total: int) -> tuple[Solution, ...]:
    found = []
    wanted = CONFIG.get("solutions", [])
    for rank, item in enumerate(wanted, start=1):
        passed = item.get("passed", total)
        run = Run(Verdict.AC, cpu_ms=31.0 * rank, wall_ms=40.0 * rank, memory_kib=8192)
        found.append(
            Solution(
                rank,
                Program(
                    item.get("language", "python"), item["source"], origin=item.get("origin", "")
                ),
                passed,
                total,
                (run,) * total,
                item.get("cluster", f"c{rank}"),
                item.get("size", 10),
                item.get("share", 1 / len(wanted)),
                item.get("compared", 0),
                Difference(**item["differs"]) if "differs" in item else None,
            )
        )
    return tuple(found)


def near_misses(total: int) -> tuple[NearMiss, ...]:
    return tuple(
        NearMiss(
            Program(item.get("language", "python"), item["source"]),
            item["passed"],
            total,
            item.get("example", item["passed"]),
            Run(
                Verdict(item.get("verdict", "WA")),
                output=item.get("output", ""),
                detail=item.get("detail", ""),
            ),
        )
        for item in CONFIG.get("near_misses", [])
    )


class Connection:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer
        self.cancelled: dict[str, asyncio.Event] = {}
        self.tasks: set[asyncio.Task[None]] = set()

    async def serve(self) -> None:
        unpacker = protocol.unpacker()
        while data := await self.reader.read(65536):
            unpacker.feed(data)
            for message in unpacker:
                task = asyncio.create_task(self.handle(message))
                self.tasks.add(task)
                task.add_done_callback(self.tasks.discard)
        for event in self.cancelled.values():
            event.set()

    async def handle(self, message: list[Any]) -> None:
        _, message_id, method, arguments = message
        note(method, arguments[0])
        try:
            result = await getattr(self, f"on_{method}")(arguments[0])
            self.writer.write(protocol.response(message_id, None, protocol.to_wire(result)))
        except EngineError as error:
            self.writer.write(protocol.response(message_id, error, None))
        if method == protocol.SHUTDOWN:
            os._exit(0)

    async def on_hello(self, params: dict[str, Any]) -> Any:
        if CONFIG.get("hang_hello"):
            await asyncio.sleep(3600)
        return {
            "protocol": CONFIG.get("version", protocol.PROTOCOL_VERSION),
            "version": "fake",
            "model": "fake-model",
            "device": "cpu",
            "languages": ["python", "cpp"],
            "sandbox": {"level": "A", "problems": []},
            "pid": os.getpid(),
            "log": "/fake.log",
        }

    async def on_solve(self, params: dict[str, Any]) -> Any:
        request = protocol.from_wire(SolveRequest, params)
        solve_id = request.solve_id
        cancelled = self.cancelled[solve_id] = asyncio.Event()
        if "error" in CONFIG:
            raise EngineError(**CONFIG["error"])
        total = len(request.problem.examples)
        found, missed = solutions(total), near_misses(total)
        budget = CONFIG.get("samples_drawn", request.budget.samples)
        steps = CONFIG.get("steps", 3)
        progress = Progress("loading")
        self.send(solve_id, progress)
        known: tuple[Solution, ...] = ()
        partial = CONFIG.get("partial")
        for step in range(1, steps + 1):
            if step == CONFIG.get("crash_at") and crashes_left():
                print("fake engine: crashing as told", file=sys.stderr, flush=True)
                os._exit(7)
            known = found[: partial[min(step, len(partial)) - 1]] if partial else found
            progress = Progress(
                "sampling",
                sampled=budget * step // steps,
                unique=budget * step // steps,
                ran=budget * step // steps,
                passed=len(known),
                clusters=len(known),
                best_passed=total if known else max((each.passed for each in missed), default=0),
                seconds=step * 0.1,
                expected_samples=CONFIG.get("expected"),
                status=CONFIG.get("status", ""),
            )
            self.send(solve_id, progress)
            if known or missed:
                wire = confident(Ranking(known, near_misses=missed), "early_confidence")
                self.writer.write(
                    protocol.notification(protocol.SOLVE_RANKING, {"solve_id": solve_id, **wire})
                )
            if await self.pause(cancelled, CONFIG.get("step_s", 0.01)):
                return confident(Done("cancelled", progress, known, near_misses=missed))
        if CONFIG.get("wait"):
            await cancelled.wait()
            if CONFIG.get("ignore_cancel"):
                await asyncio.sleep(3600)
            return confident(Done("cancelled", progress, known, near_misses=missed))
        notes = tuple(CONFIG.get("notes", ()))
        model = CONFIG.get("model_of", request.model or "fake-model")
        candidates = tuple(Program("python", source) for source in CONFIG.get("candidates", ()))
        done = Done(
            "samples", progress, found, notes, model=model, near_misses=missed,
            candidates=candidates,
        )  # fmt: skip
        return confident(done)

    async def pause(self, cancelled: asyncio.Event, seconds: float) -> bool:
        try:
            await asyncio.wait_for(cancelled.wait(), seconds)
            return True
        except asyncio.TimeoutError:
            return False

    def send(self, solve_id: str, progress: Progress) -> None:
        params = {"solve_id": solve_id, "ahead": 0, **protocol.to_wire(progress)}
        self.writer.write(protocol.notification(protocol.SOLVE_PROGRESS, params))

    async def on_cancel(self, params: dict[str, Any]) -> Any:
        event = self.cancelled.get(params.get("run_id") or params["solve_id"])
        if event is not None:
            event.set()
        return {"cancelled": event is not None}

    async def on_run(self, params: dict[str, Any]) -> Any:
        if "error" in CONFIG:
            raise EngineError(**CONFIG["error"])
        if not CONFIG.get("consent", True):
            denied = CONFIG["consent"] is False
            raise EngineError("needsConsent", "Not isolated.", reason="No wall.", denied=denied)
        examples = params["problem"]["examples"] if params.get("tests") is None else params["tests"]
        run_id = params.get("run_id", "")
        cancelled = self.cancelled[run_id] = asyncio.Event()
        if await self.pause(cancelled, CONFIG.get("run_s", 0)):
            skipped = [Run(Verdict.SK) for _ in examples]
            return {"runs": skipped, "passed": 0, "total": len(skipped), "cancelled": True}
        verdicts = CONFIG.get("run", ["AC"] * len(examples))
        runs = [
            Run(
                Verdict(verdict),
                12.0,
                15.0,
                4096,
                CONFIG.get("output", "3\n"),
                "" if verdict == "AC" else "expected 3",
                "" if verdict == "CE" else "a debug print",
            )
            for verdict in verdicts
        ]
        for index, run in enumerate(runs):
            if run.verdict is not Verdict.CE:
                self.tell_result(params, index, run)
            if await self.pause(cancelled, CONFIG.get("example_s", 0)):
                break
        if params.get("output_chars") is not None:
            runs = [replace(run, output="") for run in runs]
        passed = verdicts.count("AC")
        return {"runs": runs, "passed": passed, "total": len(verdicts), "cancelled": False}

    async def on_stress(self, params: dict[str, Any]) -> Any:
        if "error" in CONFIG:
            raise EngineError(**CONFIG["error"])
        run_id = params["run_id"]
        cancelled = self.cancelled[run_id] = asyncio.Event()
        progress = {"tried": 7, "seconds": 0.5, **CONFIG.get("stress", {})}
        told = {"run_id": run_id, **progress, "complete": False}
        self.writer.write(protocol.notification(protocol.STRESS_PROGRESS, told))
        stopped = await self.pause(cancelled, CONFIG.get("run_s", 0))
        return {"progress": progress, "cancelled": stopped, "notes": ["A note."]}

    async def on_largest(self, params: dict[str, Any]) -> Any:
        runs = [
            {"name": "200000 1", "input_bytes": 1_400_000, "run": protocol.to_wire(run)}
            for verdict in CONFIG.get("run", ["OK", "OK"])
            for run in [Run(Verdict(verdict), 310.0, 320.0, 12 * 1024)]
        ]
        return {"runs": runs, "cancelled": False}

    def tell_result(self, params: dict[str, Any], index: int, run: Run) -> None:
        kept = params.get("output_chars") or 0
        result = {
            "run_id": params.get("run_id", ""),
            "index": index,
            "run": protocol.to_wire(replace(run, output=run.output[:kept])),
            "output_chars": len(run.output),
            "difference": CONFIG.get("difference") if run.verdict is Verdict.WA else None,
        }
        self.writer.write(protocol.notification(protocol.RUN_RESULT, result))

    async def on_status(self, params: dict[str, Any]) -> Any:
        return {"solving": 0, "queued": 0}

    async def on_models(self, params: dict[str, Any]) -> Any:
        return {"models": CONFIG.get("models", [])}

    async def on_attention(self, params: dict[str, Any]) -> Any:
        answer = CONFIG.get("attention", {})
        if "error" in answer:
            raise EngineError(**answer["error"])
        return answer

    async def on_assist(self, params: dict[str, Any]) -> Any:
        answer = CONFIG.get("assist", {})
        if "error" in answer:
            raise EngineError(**answer["error"])
        run_id = params.get("run_id") or ""
        cancelled = self.cancelled[run_id] = asyncio.Event()
        progress = {"stage": "asking", "answered": 1, "samples": 8, "compared": 1, "status": ""}
        for method, more in (
            (protocol.ASSIST_PROGRESS, progress),
            (protocol.ASSIST_CANDIDATES, {"document": {**answer, "reason": None}}),
        ):
            self.writer.write(protocol.notification(method, {"run_id": run_id, **more}))
        if await self.pause(cancelled, CONFIG.get("run_s", 0)):
            raise EngineError("cancelled", "Cancelled.")
        return answer

    async def on_consent(self, params: dict[str, Any]) -> Any:
        CONFIG["consent"] = params["allowed"]
        return params

    async def on_unload(self, params: dict[str, Any]) -> Any:
        return {"unloaded": True}

    async def on_shutdown(self, params: dict[str, Any]) -> Any:
        return {}


async def serve_socket() -> None:
    clients = 0

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal clients
        clients += 1
        await Connection(reader, writer).serve()
        writer.close()
        clients -= 1
        if not clients:
            os._exit(0)  # nothing is left behind

    path = protocol.socket_path()
    path.unlink(missing_ok=True)
    server = await asyncio.start_unix_server(connected, str(path))
    async with server:
        await asyncio.wait_for(server.serve_forever(), 60)


async def serve_stdio() -> None:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    transport, flow = await loop.connect_write_pipe(asyncio.streams.FlowControlMixin, sys.stdout)
    writer = asyncio.StreamWriter(transport, flow, None, loop)
    await Connection(reader, writer).serve()


if __name__ == "__main__":
    note("start", sys.argv[1:])
    if "start_exit" in CONFIG:
        print("fake engine: cannot start as told", file=sys.stderr)
        sys.exit(CONFIG["start_exit"])
    time.sleep(CONFIG.get("start_s", 0))
    asyncio.run(serve_stdio() if "--stdio" in sys.argv else serve_socket())
