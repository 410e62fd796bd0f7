"""An engine whose answers are known: the problem's title says what a solve does.

It speaks docs/protocol.md over stdio and is given to the server as `shortlist.engine.command`, so
the tests see every stage without a model. A title containing

- `Endless` finds one solution, then goes on until it is cancelled;
- `Slow` takes a few seconds over its stages;
- `Hopeless` finds nothing, and one program that passes the first example only;
- `Doubtful` says that what it finds is probably wrong, and `Older` nothing about it;
- `Crash` ends the process;

what the model reads for a line of a program is told for every title, and what a model does beside
solving is in scripted_tasks.py. Any other finds the programs
below at once, or with `--pause SECONDS` between the stages for a screenshot to show them. `run`
really runs the program.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import scripted_tasks

from shortlist_engine import protocol
from shortlist_engine.problem import (
    Confidence,
    Difference,
    Done,
    DoneReason,
    NearMiss,
    Problem,
    Program,
    Progress,
    Ranking,
    Run,
    Solution,
    Stage,
    Verdict,
)
from shortlist_engine.protocol import EngineError

SAMPLES = 512
PAUSE_S = float(sys.argv[sys.argv.index("--pause") + 1]) if "--pause" in sys.argv else 0.02
PROGRAMS = (
    "a, b = map(int, input().split())\nprint(a + b)\n",
    "import sys\n\n\ndef main():\n    print(sum(map(int, sys.stdin.read().split())))\n\n\nmain()\n",
    "numbers = [int(word) for word in input().split()]\ntotal = 0\n"
    "for number in numbers:\n    total += number\nprint(total)\n",
)


def confidence_of(problem: Problem) -> Confidence | None:
    if "Older" in problem.title:
        return None
    if "Doubtful" in problem.title:
        reason = "only 52 of 512 samples passed the examples, and no two of them agree"
        return Confidence(0.1, "low", f"Probably wrong (about 1 in 10): {reason}.")
    reason = "52 of 512 samples passed the examples, and 42 of them agree on 50 other inputs"
    return Confidence(0.9, "high", f"Likely right (about 9 in 10): {reason}.")


def solutions(problem: Problem, count: int) -> tuple[Solution, ...]:
    total = len(problem.examples)
    found = []
    for index, source in enumerate(PROGRAMS[:count]):
        run = Run(Verdict.AC, cpu_ms=18.0 + 7 * index, wall_ms=25.0 + 7 * index, memory_kib=9216)
        found.append(
            Solution(
                rank=index + 1,
                program=Program("python", source, -10.0 - index, 24),
                passed=total,
                total=total,
                runs=(run,) * total,
                cluster_id=f"c{index}",
                cluster_size=(42, 7, 3)[index],
                cluster_share=(0.81, 0.13, 0.06)[index],
                compared=157,
                differs=Difference("5 5\n", "10\n", "0\n") if index else None,
            )
        )
    return tuple(found)


def near_misses(problem: Problem) -> tuple[NearMiss, ...]:
    """The product of both numbers: wrong on the second example."""
    program = Program("python", "a, b = map(int, input().split())\nprint(a * b - 1)\n", -12.0, 24)
    run = Run(Verdict.WA, cpu_ms=15.0, wall_ms=20.0, memory_kib=9216, output="199\n")
    return (NearMiss(program, passed=1, total=len(problem.examples), example=1, run=run),)


def attention(problem: Problem, program: Program) -> dict[str, Any]:
    """Every line reads mostly the word after the one that the line before read mostly."""
    text = problem.statement
    words = [[match.start(), match.end()] for match in re.finditer(r"\w+", text)]
    lines = []
    for number, line in enumerate(program.source.rstrip().split("\n")):
        rest = 0.5 / (len(words) - 1)
        weights = [0.5 if index == number else rest for index in range(len(words))]
        lines.append(weights if line.strip() else [])
    return {"text": text, "words": words, "lines": lines}


PID_FILE = Path(os.environ.get("SHORTLIST_ENGINE_PID", "engine.pid"))
"""Where the first engine that solves "Killed" says its number, and waits for its end."""


class Engine:
    def __init__(self) -> None:
        self.cancelled: dict[str, asyncio.Event] = {}

    def send(self, message: bytes) -> None:
        sys.stdout.buffer.write(message)
        sys.stdout.buffer.flush()

    async def answer(self, message_id: int, method: str, params: dict[str, Any]) -> None:
        error: EngineError | None = None
        result: Any = None
        try:
            result = await self.handle(method, params)
        except EngineError as failure:
            error = failure
        self.send(protocol.response(message_id, error, protocol.to_wire(result)))
        if method == protocol.SHUTDOWN:
            os._exit(0)

    async def handle(self, method: str, params: dict[str, Any]) -> Any:
        if method == protocol.HELLO:
            return {
                "protocol": protocol.PROTOCOL_VERSION,
                "version": "0.1.0",
                "model": "scripted",
                "device": "cpu",
                "languages": ["python"],
                "sandbox": {"level": "A", "problems": []},
                "pid": os.getpid(),
                "log": "",
            }
        if method == protocol.SOLVE:
            return await self.solve(params)
        if method == protocol.MODELS:
            return {
                "models": [
                    {"name": "default", "where": "built-in", "languages": ["python"]},
                    {"name": "ollama:qwen", "where": "Ollama", "window": 8192, "repairs": True},
                ]
            }
        if method == protocol.CANCEL:
            event = self.cancelled.get(params.get("run_id") or params.get("solve_id", ""))
            if event:
                event.set()
            return {"cancelled": event is not None}
        if method == "attention":
            problem = protocol.from_wire(Problem, params["problem"])
            return attention(problem, protocol.from_wire(Program, params["program"]))
        if method == protocol.ASSIST:
            return await self.assist(params)
        if method == protocol.RUN:
            return run_program(params)
        if method == protocol.STATUS:
            return {"state": "idle", "solving": len(self.cancelled), "queued": 0, "clients": 1}
        if method in (protocol.UNLOAD, protocol.SHUTDOWN):
            return {"unloaded": True}
        raise EngineError("invalidRequest", f"there is no method {method}")

    async def assist(self, params: dict[str, Any]) -> dict[str, Any]:
        run_id = params.get("run_id") or ""
        cancelled = self.cancelled[run_id] = asyncio.Event()
        try:
            return await scripted_tasks.do(
                params,
                lambda method, told: self.send(protocol.notification(method, told)),
                cancelled,
            )
        finally:
            del self.cancelled[run_id]

    async def solve(self, params: dict[str, Any]) -> Done:
        solve_id = params["solve_id"]
        problem = protocol.from_wire(Problem, params["problem"])
        cancelled = self.cancelled.setdefault(solve_id, asyncio.Event())
        pause = 0.4 if "Slow" in problem.title else PAUSE_S
        ranking: tuple[Solution, ...] = ()

        async def stage(stage: Stage, part: int, passed: int) -> bool:
            counts = Progress(
                stage,
                sampled=SAMPLES * part // 8,
                unique=SAMPLES * part // 10,
                ran=SAMPLES * part // 10,
                passed=passed,
                clusters=len(ranking),
                best_passed=len(problem.examples) if passed else 1,
                seconds=pause * part,
            )
            self.send(
                protocol.notification(
                    protocol.SOLVE_PROGRESS, {"solve_id": solve_id, **protocol.to_wire(counts)}
                )
            )
            try:
                await asyncio.wait_for(cancelled.wait(), pause)
            except asyncio.TimeoutError:
                return True
            return False

        def done(reason: DoneReason) -> Done:
            self.cancelled.pop(solve_id, None)
            passed = sum(solution.cluster_size for solution in ranking)
            best = len(problem.examples) if ranking else 1
            last = Progress(
                "clustering",
                sampled=SAMPLES,
                unique=SAMPLES * 4 // 5,
                ran=SAMPLES * 4 // 5,
                passed=passed,
                clusters=len(ranking),
                best_passed=best,
                seconds=9 * pause,
            )
            confidence = confidence_of(problem) if ranking else None
            missed = near_misses(problem) if "Hopeless" in problem.title else ()
            return Done(reason, last, ranking, (), confidence, "scripted", missed)

        if "Crash" in problem.title:
            os._exit(3)
        await stage("loading", 0, 0)
        for part in range(1, 9):
            if not await stage("sampling", part, 8 * part * bool(ranking)):
                return done("cancelled")
            found = 0 if "Hopeless" in problem.title else part // 2
            found = min(found, 1) if "Endless" in problem.title else min(found, len(PROGRAMS))
            if found != len(ranking):
                ranking = solutions(problem, found)
                shown = Ranking(ranking, confidence_of(problem))
                self.send(
                    protocol.notification(
                        protocol.SOLVE_RANKING,
                        {"solve_id": solve_id, **protocol.to_wire(shown)},
                    )
                )
            if "Killed" in problem.title and found and not PID_FILE.exists():
                PID_FILE.write_text(str(os.getpid()))
                await cancelled.wait()  # by number, before that
        if "Endless" in problem.title:
            await cancelled.wait()
            return done("cancelled")
        await stage("clustering", 8, 64)
        return done("samples")


def run_program(params: dict[str, Any]) -> dict[str, Any]:
    problem = protocol.from_wire(Problem, params["problem"])
    program = protocol.from_wire(Program, params["program"])
    runs = []
    for example in problem.examples:
        ended = subprocess.run(
            [sys.executable, "-c", program.source],
            input=example.input,
            capture_output=True,
            text=True,
            timeout=20,
        )
        same = ended.stdout.split() == example.output.split()
        verdict = Verdict.RE if ended.returncode else Verdict.AC if same else Verdict.WA
        runs.append(Run(verdict, cpu_ms=12.0, memory_kib=9216, output=ended.stdout))
    passed = sum(run.verdict is Verdict.AC for run in runs)
    return {"runs": runs, "passed": passed, "total": len(runs)}


async def main() -> None:
    engine = Engine()
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    unpacker = protocol.unpacker()
    tasks = set()
    while data := await reader.read(65536):
        unpacker.feed(data)
        for message in unpacker:
            _, message_id, method, (params,) = message
            task = asyncio.create_task(engine.answer(message_id, method, params))
            tasks.add(task)
            task.add_done_callback(tasks.discard)


asyncio.run(main())
