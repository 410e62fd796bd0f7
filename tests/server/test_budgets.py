"""Times and weight. Times are printed; the bounds are generous, because machines differ."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time

from shortlist_engine.problem import (
    Difference,
    Example,
    NearMiss,
    Problem,
    Program,
    Progress,
    Ranking,
    Run,
    Solution,
    Verdict,
)
from shortlist_server.lsp_protocol import make_converter
from shortlist_server.presentation.panel import panel_text
from shortlist_server.presentation.problems import absent_problem_info
from shortlist_server.presentation.solutions_view import solutions_view
from shortlist_server.solves import KnownSolutions

CHECK = """
import json, sys
import shortlist_server.features.registry
heavy = ("numpy", "onnxruntime", "torch", "sentencepiece", "onnx", "safetensors", "rich",
         "matplotlib", "transformers")
ours = [name for name in sys.modules if name.startswith("shortlist_engine")]
print(json.dumps([[name for name in heavy if name in sys.modules], sorted(ours)]))
"""


def test_no_ml_module_is_imported():
    done = subprocess.run(
        [sys.executable, "-c", CHECK], capture_output=True, text=True, check=True, timeout=240
    )
    heavy, engine = json.loads(done.stdout)
    assert heavy == []
    allowed = (
        "shortlist_engine.fairness",
        "shortlist_engine.files",
        "shortlist_engine.languages",
        "shortlist_engine.locks",
        "shortlist_engine.newfiles",
        "shortlist_engine.places",
        "shortlist_engine.problem",
        "shortlist_engine.protocol",
        "shortlist_engine.statement",
        "shortlist_engine.testfiles",
        "shortlist_engine.texts",
    )
    assert all(name == "shortlist_engine" or name.startswith(allowed) for name in engine), engine


def process_of(session):
    """The server's process: it has the engine as its child, so ask the fake engine's parent."""
    from pathlib import Path

    pid = session.engine.requests("start")[0]["pid"]
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("PPid")).split()[1])


async def test_no_internet_socket_and_no_ml_library_in_the_running_server(sessions, comment):
    from pathlib import Path

    session = await sessions.start("vscode")
    await session.solve(session.open("sum.py", comment()))
    process = Path(f"/proc/{process_of(session)}")
    assert b"server_forker" in (process / "cmdline").read_bytes()
    maps = (process / "maps").read_text()
    for library in ("numpy", "onnxruntime", "libtorch", "sentencepiece"):
        assert library not in maps
    own = {str(entry.readlink()) for entry in (process / "fd").iterdir()}
    inodes = {name[8:-1] for name in own if name.startswith("socket:[")}
    internet = set()
    for table in ("tcp", "tcp6", "udp", "udp6"):
        path = process / "net" / table
        if path.exists():
            internet |= {line.split()[9] for line in path.read_text().splitlines()[1:]}
    assert inodes and not inodes & internet


def resident_mib(pid):
    from pathlib import Path

    status = Path(f"/proc/{pid}/status").read_text()
    kib = next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]
    return int(kib) / 1024


async def test_the_server_stays_small(sessions, comment):
    """After solves of many problems with long programs, each shown in full."""
    long = [
        {"source": f"# {number}\n" + "print(sum(map(int, input().split())))\n" * 60}
        for number in range(10)
    ]
    sessions.engine.set(solutions=long, steps=200, step_s=0)
    session = await sessions.start("vscode", options={"clientFeatures": {"solutionsView": True}})
    uri = session.open("sum.py", comment())
    for number in range(20):
        session.change(uri, comment().replace("their sum", f"their sum and {number}"))
        result = await session.solve(uri, partialResultToken="parts")
        view = {"problemId": result["problem"]["digest"]}
        assert len((await session.request("shortlist/solutions", view))["solutions"]) == 10
        await session.request("shortlist/panelContent", view)
    used = resident_mib(process_of(session))
    print(f"resident after 20 solves: {used:.1f} MiB")
    assert used <= 60


def test_the_view_is_made_in_a_few_milliseconds():
    """Of ten solutions, near misses and a chart of 1,000 samples, with the JSON that is sent."""
    problem = Problem("Sum", "Print the sum. " * 200, (Example("1 2\n", "3\n"),) * 3)
    known = KnownSolutions(problem, "file:///sum.py")
    runs = (Run(Verdict.AC, 3.0, 4.0, 8192),) * 3
    differs = Difference("5 5\n", "1\n", "0\n")
    programs = [Program("python", f"x = {n}\n" + "print(1)\n" * 50) for n in range(15)]
    solutions = tuple(
        Solution(n + 1, programs[n], 3, 3, runs, f"c{n}", 10, 0.1, 50, differs) for n in range(10)
    )
    wrong = Run(Verdict.WA, output="4\n")
    near_misses = tuple(NearMiss(program, 2, 3, 1, wrong) for program in programs[10:])
    known.take_ranking(Ranking(solutions, None, near_misses), 10)
    for drawn in range(1000):
        known.take_progress(Progress("sampling", drawn, drawn, drawn, seconds=0.06 * drawn + 0.1))
    converter, info = make_converter(), absent_problem_info(problem)

    def milliseconds(make):
        times = []
        for _ in range(50):
            started = time.perf_counter()
            made = make()
            times.append(1000 * (time.perf_counter() - started))
        return made, min(times)

    view, first = milliseconds(
        lambda: solutions_view(known, None, info, frozenset(), stale=False),
    )
    sent, second = milliseconds(lambda: json.dumps(converter.unstructure(view)))
    text, third = milliseconds(lambda: panel_text(view).text)
    print(f"view {first:.2f} ms, JSON {second:.2f} ms, document {third:.2f} ms")
    assert len(view.chart) <= 120 and view.chart[-1].sampled == 999
    assert len(view.solutions) == 10 and len(view.near_misses) == 5
    assert sent and text.count("```python") == 15
    assert first + second + third < 16


async def test_code_action_and_lens_are_quick(sessions, comment):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    await session.solve(uri)
    for name, ask in (("codeAction", session.actions), ("codeLens", session.lenses)):
        times = []
        for _ in range(100):
            started = time.perf_counter()
            assert await ask(uri)
            times.append(1000 * (time.perf_counter() - started))
        p95 = statistics.quantiles(times, n=20)[-1]
        print(f"{name}: median {statistics.median(times):.1f} ms, p95 {p95:.1f} ms")
        assert p95 < 2000


def test_start_to_initialize():
    request = json.dumps(
        {
            "jsonrpc": "2.0",
            "id": 1,
            "method": "initialize",
            "params": {"processId": None, "rootUri": None, "capabilities": {}},
        }
    ).encode()
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "shortlist_server", "--stdio"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as server:
        server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(request), request))
        server.stdin.flush()
        line = server.stdout.readline()
        seconds = time.perf_counter() - started
        server.kill()
    assert line.startswith(b"Content-Length")
    print(f"start to initialize: {seconds:.2f} s")
    assert seconds < 60


def test_command_line():
    version = subprocess.run(
        [sys.executable, "-m", "shortlist_server", "--version"],
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert version.returncode == 0
    assert version.stdout.startswith("shortlist server ")


async def test_the_first_progress_comes_before_the_engine(sessions, comment):
    sessions.engine.set(hang_hello=True)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    started = time.monotonic()
    await session.command("solve", {"uri": uri})
    acknowledged = time.monotonic() - started
    await session.until(lambda: session.progress_of_kind("begin"))
    shown = session.progress[0][2] - started
    print(f"acknowledged {1000 * acknowledged:.0f} ms, progress {1000 * shown:.0f} ms")
    assert acknowledged < 5 and shown < 5
    await session.until(lambda: session.progress_of_kind("report"))
    assert session.progress_texts()[1] == "Starting the engine"
    await session.command("cancel")
    sessions.engine.set()
