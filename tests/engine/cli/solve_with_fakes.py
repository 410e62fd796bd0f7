"""`shortlist solve` with a fake model and a fake sandbox: `python solve_with_fakes.py SPEC ARGS`.

SPEC is a JSON object with the keyword arguments of the fakes, `sampler` and `pool`; `spoil` says
what befalls the file of --output while programs are sampled. With `loading` the model loads for a
minute, `patient` or `deaf` to being cancelled.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from tests.fakes import (
    FakePool,
    FakeSampler,
    announcing_backend,
    fake_resources,
    loading_backend,
)

from shortlist_engine import cli
from shortlist_engine.cli import frame, user_files


def spoil(how: str, target: Path) -> None:
    """Makes the file appear, puts a file where its folder is, or fills the disk."""
    if how == "appear":
        target.write_text("mine")
    elif how == "vanish":
        target.parent.rmdir()
        target.parent.write_text("no folder")
    else:

        def full(*_: object, **__: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        user_files.write_whole = full


def main() -> int:
    spec = json.loads(sys.argv[1])

    def load_sampler() -> FakeSampler:
        if spec.get("missing"):
            raise FileNotFoundError("weights.onnx")
        if "spoil" in spec:
            how, target = spec["spoil"]
            spoil(how, Path(target))
        return FakeSampler(**{"source": ["x + 1", "2 * x", "x + x"], **spec.get("sampler", {})})

    resources = fake_resources(
        load_sampler, lambda: FakePool(**{"languages": ["python"], **spec.get("pool", {})})
    )
    if "announced" in spec:  # by a model that says what it is waited for
        backend = announcing_backend(spec["announced"], load_sampler)
        resources = replace(resources, backend=backend)
    if "loading" in spec:
        backend = loading_backend("qwen", deaf=spec["loading"] == "deaf")
        resources = replace(resources, backend=backend)
    frame.local_resources = lambda *_: resources
    return cli.main(["solve", *sys.argv[2:]])


if __name__ == "__main__":
    sys.exit(main())
