"""One of our samplers as a process that `benchmarks.sampling` starts and talks to (see `Contender`
there), like this:

    python -m benchmarks.sampling.ours MODEL '{"threads": 2, "precision": "auto"}'

Reads lines of JSON {"samples": N, "batch": B, "tokens": T}; answers each with its figures. In a
process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

from benchmarks.resources import forget_peak, peak_mib, working_mib
from benchmarks.sampling.models import PROBLEM
from shortlist_engine.sampling import SamplingParams
from shortlist_engine.sampling.calibration import calibrate
from shortlist_engine.sampling.compute_options import ComputeOptions
from shortlist_engine.sampling.onnx import OnnxSampler


def measure(sampler: OnnxSampler, task: dict[str, Any]) -> dict[str, float]:
    params = SamplingParams(
        num_samples=task["samples"],
        batch_size=task["batch"],
        max_tokens=task["tokens"],
        temperature=task["temperature"],
        seed=task.get("seed", 0),
    )
    forget_peak()
    started, tokens, samples = time.perf_counter(), 0, 0
    for drawn in sampler.sample(PROBLEM, params, threading.Event()):
        tokens += sum(sample.num_tokens for sample in drawn)
        samples += len(drawn)
    seconds = time.perf_counter() - started
    return {
        "seconds": seconds,
        "tokens": tokens,
        "samples": samples,
        "peak_mib": peak_mib(),
        "working_mib": working_mib(),
    }


def main() -> None:
    options = json.loads(sys.argv[2])
    folder, threads = Path(sys.argv[1]), options["threads"]
    if options["precision"] == "auto":
        compute = calibrate(folder, threads).options
    else:
        compute = ComputeOptions(options["precision"])
    sampler = OnnxSampler(folder, threads, compute)
    print(json.dumps({"ready": peak_mib(), "options": str(sampler.options)}), flush=True)
    for line in sys.stdin:
        print(json.dumps(measure(sampler, json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
