"""What the decoder in 8 bits changes: greedy programs, distributions, and the solve rate.

    python -m benchmarks.sampling.precision [--model DIR] [--prompts 200] [--instances 1]
                                            [--samples 100]

Greedy programs are written for `--prompts` problems of the bank, Python and C++ in turn, by both
decoders. Along each program of float32 both then read the same tokens: `flips` are positions where
another token is the likeliest, `distance` is the total variation between what both would draw from
at the model's temperature. With `--instances`, both write `--samples` programs for that many
instances of every family of the bank, with the same seeds; one is solved when a program that passes
the examples passes the hidden tests.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from shortlist_engine.bank import families
from shortlist_engine.datasets.bank import BANK, CLOSED_BANK
from shortlist_engine.datasets.problem_sets import read_problems
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.judging import first_right
from shortlist_engine.evaluation.sample_set import draw_samples
from shortlist_engine.execution.pool import ExecutionPool
from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.encoding import encode_problem
from shortlist_engine.model.session import CrossAttention, ModelSession
from shortlist_engine.model.store import CONFIG, find_model
from shortlist_engine.model.tokenizer import EOS, MASK, PAD, UNKNOWN
from shortlist_engine.problem import Problem
from shortlist_engine.sampling import ModelChoice, Sampler, SamplingParams, load_sampler
from shortlist_engine.statement.prompt import Metadata, decoder_prompt


def problems(count: int) -> Iterator[Problem]:
    every = list(families().values())
    for number in range(count):
        seed = 10_000 + number
        yield every[number % len(every)].instance(seed).problem(random.Random(seed))


def decode(
    session: ModelSession, cross: CrossAttention, header: list[int], body: list[int] | None
) -> tuple[list[int], list[np.ndarray]]:
    """The likeliest program, or with a `body` that one read again: its tokens and, for each, the
    logits before it."""
    batch, limit = session.batch(cross, 1), session.config.decoder_tokens
    written: list[int] = []
    logits: list[np.ndarray] = []
    token = header[0]
    for position in range(limit - 1):
        row = batch.step(np.array([token]), np.array([position]))[0]
        if position + 1 < len(header):
            token = header[position + 1]
            continue
        row[[PAD, UNKNOWN, MASK]] = -np.inf
        logits.append(row.copy())
        token = int(row.argmax()) if body is None else body[len(written)]
        written.append(token)
        if token == EOS or (body is not None and len(written) == len(body)):
            break
    return written, logits


def shares(logits: np.ndarray, temperature: float) -> np.ndarray:
    weights = np.exp((logits - logits.max()).astype(np.float64) / temperature)
    return weights / weights.sum()


def compare(folder: Path, count: int) -> None:
    exact, rounded = ModelSession(folder, 1), ModelSession(folder, 1, "int8")
    config = exact.config
    same = flips = tokens = 0
    distances: list[float] = []
    for number, problem in enumerate(problems(count)):
        language = config.languages[number % len(config.languages)]
        header = exact.tokenizer.encode(decoder_prompt(Metadata(language, 1200, config.tags[0])))
        cross = exact.encode(encode_problem(problem, exact.tokenizer, config.encoder_tokens))
        body, expected = decode(exact, cross, header, None)
        same += decode(rounded, cross, header, None)[0] == body
        for one, other in zip(expected, decode(rounded, cross, header, body)[1], strict=True):
            tokens += 1
            flips += one.argmax() != other.argmax()
            temperature = config.temperature or 1.0
            distances.append(
                float(np.abs(shares(one, temperature) - shares(other, temperature)).sum() / 2)
            )
    print(f"greedy programs equal: {same} of {count}")
    print(f"flips: {flips} of {tokens} tokens; mean distance {np.mean(distances):.5f}")


async def solve(
    sampler: Sampler, rows: Sequence[EvaluationProblem], samples: int
) -> tuple[set[str], float]:
    """The ids of the problems that are solved, and the seconds of sampling."""
    solved, seconds = set(), 0.0
    params = SamplingParams(num_samples=samples)
    async with ExecutionPool() as pool:
        for row in rows:
            drawn = await asyncio.to_thread(
                draw_samples, sampler, row.problem, params, threading.Event()
            )
            seconds += drawn.seconds
            # The most frequent first: the first that is right ends it.
            programs = [drawn.programs[place] for place, _ in drawn.counts().most_common()]
            tests = (*row.problem.examples, *row.tests)
            if await first_right(row, programs, pool, tests) is not None:
                solved.add(row.id)
    return solved, seconds


def solve_rates(folder: Path, instances: int, samples: int) -> None:
    known = set(ModelConfig.load(folder / CONFIG).families)
    sets = [BANK, CLOSED_BANK]
    rows = [row for row in read_problems(sets, instances=instances) if row.family in known]
    results = {}
    for precision in ("float32", "int8"):
        sampler = load_sampler(ModelChoice(str(folder), precision=precision))
        try:
            results[precision], seconds = asyncio.run(solve(sampler, rows, samples))
        finally:
            sampler.close()
        print(
            f"{precision}: {len(results[precision])} of {len(rows)} instances solved, sampled in "
            f"{seconds:.0f} s"
        )
    print(f"solved by one only: {len(results['float32'] ^ results['int8'])}")


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    command.add_argument("--model", default=None)
    command.add_argument("--prompts", type=int, default=200)
    command.add_argument("--instances", type=int, default=0)
    command.add_argument("--samples", type=int, default=100)
    return command


def main() -> None:
    arguments = parser().parse_args()
    folder = find_model(arguments.model)
    if arguments.prompts:
        compare(folder, arguments.prompts)
    if arguments.instances:
        solve_rates(folder, arguments.instances, arguments.samples)


if __name__ == "__main__":
    main()
