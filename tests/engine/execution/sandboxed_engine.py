"""An engine of its own process, for tests that kill it or run it as another user.

Reads one line of JSON: {"disable": [], "jobs": [[language, source, input, expected or null,
limits], ...]}. Prints how it isolates them, then the runs, as one line of JSON each.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys

from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Limits, Problem, Program


async def main() -> None:
    order = json.loads(sys.stdin.readline())
    problem = Problem("p", "")
    async with ExecutionPool(2, disable=order["disable"]) as pool:
        hello = {"level": pool.level, "helper": pool.uses_helper, "user": os.getuid()}
        print(json.dumps(hello), flush=True)
        calls = [
            pool.run(
                RunRequest(
                    problem,
                    Program(language, source),
                    [text],
                    expected and [expected],
                    limits=Limits(**limits),
                )
            )
            for language, source, text, expected, limits in order["jobs"]
        ]
        runs = [run for (run,) in await asyncio.gather(*calls)]
    print(json.dumps([[run.verdict.value, run.output, run.detail] for run in runs]))


if __name__ == "__main__":
    asyncio.run(main())
