"""`shortlist solve` with a fake model and a fake sandbox: `python solve_with_fakes.py SPEC ARGS`.

SPEC is a JSON object with the keyword arguments of the fakes, `sampler` and `pool`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from tests.fakes import FakePool, FakeSampler, fake_resources

from shortlist_engine import cli
from shortlist_engine.cli import solve as solve_command


def main() -> int:
    spec = json.loads(sys.argv[1])

    def load_sampler() -> FakeSampler:
        if spec.get("missing"):
            raise FileNotFoundError("weights.onnx")
        return FakeSampler(**{"source": ["x + 1", "2 * x", "x + x"], **spec.get("sampler", {})})

    resources = fake_resources(
        load_sampler, lambda: FakePool(**{"languages": ["python"], **spec.get("pool", {})})
    )
    solve_command.local_resources = lambda *_: resources
    return cli.main(["solve", *sys.argv[2:]])


if __name__ == "__main__":
    sys.exit(main())
