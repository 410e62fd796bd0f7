"""`shortlist step` with a scripted model and the real sandbox: `python step_with_fakes.py SPEC
ARGS`. SPEC is a JSON object: `answers` maps the beginning of a step's text to the codes written
for it; `tasks` and `pause_s` are the model's; `spoil` is written into the named file meanwhile, and
`begun` is a file that is made when the model begins."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from tests.engine.assist.steps.scripted import ScriptedSteps
from tests.fakes import fake_resources

from shortlist_engine import cli
from shortlist_engine.cli import frame
from shortlist_engine.execution.pool import ExecutionPool
from shortlist_engine.problem import Problem
from shortlist_engine.sampling.base import Sample, SamplingParams


def main() -> int:
    spec = json.loads(sys.argv[1])

    class Spoiling(ScriptedSteps):
        def sample(
            self, problem: Problem, params: SamplingParams, cancelled: threading.Event
        ) -> Iterator[list[Sample]]:
            if "spoil" in spec:
                path, text = spec["spoil"]
                Path(path).write_text(text)
            if "begun" in spec:
                Path(spec["begun"]).touch()
            return super().sample(problem, params, cancelled)

    model = Spoiling(
        spec.get("answers", {}),
        tasks=spec.get("tasks", ("solve", "continue")),
        pause_s=spec.get("pause_s", 0.0),
    )
    resources = fake_resources(lambda: model, lambda: ExecutionPool(2))  # type: ignore[arg-type, return-value]
    frame.local_resources = lambda *_: resources
    return cli.main(["step", *sys.argv[2:]])


if __name__ == "__main__":
    sys.exit(main())
