"""Which options compute the fastest on this machine, by trying them for about a second."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from shortlist_engine.machine import cores
from shortlist_engine.model.session import CrossAttention, ModelSession, Precision
from shortlist_engine.model.store import DECODER_INT8
from shortlist_engine.model.tokenizer import EOS
from shortlist_engine.sampling.compute_options import ComputeOptions
from shortlist_engine.sampling.onnx import split_rows

WORTHWHILE = 1.1  # times faster than the reference, or it stays: less is within the noise
STEPS, REPEATS = 4, 3
BATCHES = (32, 128, 256)  # beside the reference, which is also the first round of a solve


@dataclass(frozen=True)
class Calibration:
    """Holds the options to compute with, and how many times faster than the reference they
    decode."""

    options: ComputeOptions
    speedup: float


def calibrate(folder: Path, threads: int | None = None) -> Calibration:
    """Measures the model in `folder` on `threads` cores (None: all).

    It takes about fifty steps of the decoder in the middle of a sample, never the contents of one:
    a second for a model of ten million parameters. Raises ModelError."""
    threads_used = threads or cores()
    reference = ComputeOptions(parallel_batches=threads_used)
    precisions: list[Precision] = ["float32"]
    if (folder / DECODER_INT8).exists():
        precisions.append("int8")
    sessions: dict[Precision, ModelSession] = {
        precision: ModelSession(folder, threads, precision, 1 if threads_used > 1 else threads)
        for precision in precisions
    }
    config = sessions["float32"].config
    cross = sessions["float32"].encode([EOS] * max(1, config.encoder_tokens // 2))
    rates = _rates(sessions, cross, [replace(reference, precision=name) for name in precisions])
    chosen = _fastest(rates, reference)
    for other in precisions:
        if other != chosen.precision:
            del sessions[other]
    others = [replace(chosen, batch_size=size) for size in BATCHES]
    if threads_used > 3:
        # Two threads of one core gain little from each other.
        others.append(replace(chosen, parallel_batches=threads_used // 2))
    again = _rates(sessions, cross, [chosen, *others])
    best = _fastest(again, chosen)
    speedup = rates[chosen] / rates[reference] * again[best] / again[chosen]
    return Calibration(best, round(speedup, 2))


def _fastest(rates: dict[ComputeOptions, float], otherwise: ComputeOptions) -> ComputeOptions:
    best = max(rates, key=rates.__getitem__)
    return best if rates[best] > WORTHWHILE * rates[otherwise] else otherwise


def _rates(
    sessions: dict[Precision, ModelSession],
    cross: CrossAttention,
    candidates: Iterable[ComputeOptions],
) -> dict[ComputeOptions, float]:
    """Returns tokens per second of each, the best of several turns: what else runs only slows."""
    rates = dict.fromkeys(candidates, 0.0)
    for _ in range(REPEATS):
        for options in rates:
            rate = _rate(sessions[options.precision], cross, options)
            rates[options] = max(rates[options], rate)
    return rates


def _rate(session: ModelSession, cross: CrossAttention, options: ComputeOptions) -> float:
    middle = session.config.decoder_tokens // 4
    most = options.parallel_batches or cores()
    batches = [session.batch(cross, rows) for rows in split_rows(options.batch_size, most)]

    def work(number: int, steps: int) -> None:
        rows = batches[number].rows
        for position in range(middle, middle + steps):
            batches[number].step(np.full(rows, EOS), np.full(rows, position))

    for number in range(len(batches)):
        work(number, 1)  # the first step makes the cache
    threads = [threading.Thread(target=work, args=(n, STEPS)) for n in range(1, len(batches))]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    work(0, STEPS)
    for thread in threads:
        thread.join()
    return options.batch_size * STEPS / (time.perf_counter() - started)
