"""A command about a program with a scripted text model and the real sandbox:
`python assist_with_script.py SPEC COMMAND ARGS`.

SPEC is a JSON object: `answers` of the model in turn, and `facts` that differ from those of a chat
model. Without `answers` the model loads for a minute, and ends when that is cancelled.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from tests.engine.sampling.text.scripted_model import ScriptedModel
from tests.fakes import fake_resources, loading_backend

from shortlist_engine import cli
from shortlist_engine.cli import frame
from shortlist_engine.execution import ExecutionPool
from shortlist_engine.sampling.base import Sampler
from shortlist_engine.sampling.text.sampler import TextSampler


def main() -> int:
    spec = json.loads(sys.argv[1])

    def load() -> Sampler:
        model = ScriptedModel(spec["answers"])
        model.facts = replace(model.facts, **spec.get("facts", {}))
        return TextSampler(model)

    resources = fake_resources(load, lambda: ExecutionPool(2))
    if "answers" not in spec:
        resources = replace(resources, backend=loading_backend("qwen", deaf=False))
    frame.local_resources = lambda *_: resources
    from shortlist_engine.cli import assisting

    assisting.resources_for = lambda options: resources
    return cli.main(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
