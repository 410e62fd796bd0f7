"""`shortlist eval` with a fake model and a fake sandbox: `python eval_with_fakes.py SPEC ARGS`.

SPEC is a JSON object with the keyword arguments of the fakes, `sampler` and `pool`; `calls` names
a file that gets a line for each time that programs are sampled.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from tests.fakes import FakePool, FakeSampler, fake_resources

from shortlist_engine import cli
from shortlist_engine.cli import frame
from shortlist_engine.problem import Problem
from shortlist_engine.sampling.base import Sample, SamplingParams


def main() -> int:
    spec = json.loads(sys.argv[1])

    class Counted(FakeSampler):
        def sample(
            self, problem: Problem, params: SamplingParams, cancelled: threading.Event
        ) -> Iterator[list[Sample]]:
            if params.task == "solve" and "calls" in spec:
                with open(spec["calls"], "a") as file:
                    file.write(problem.title + "\n")
            return super().sample(problem, params, cancelled)

    def load_sampler() -> FakeSampler:
        if spec.get("missing"):
            raise FileNotFoundError("weights.onnx")
        return Counted(**{"source": ["2 * x", "x + 1"], **spec.get("sampler", {})})

    resources = fake_resources(
        load_sampler, lambda: FakePool(**{"languages": ["python"], **spec.get("pool", {})})
    )
    frame.local_resources = lambda *_: resources
    return cli.main(["eval", *sys.argv[2:]])


if __name__ == "__main__":
    sys.exit(main())
