"""Samples per second of the shipped model by batch size, next to torch with the same weights.

    python benchmarks/sampling.py [--model DIR] [--samples N] [--batches 1 16 64 128]

Both sides draw the same number of samples for the same problem at the same temperature. The torch
side decodes with a cache too, in the way one writes it first: a batch in step until its last
sample has ended, and cross-attention keys and values repeated for every sample.
Peers (transformers, CTranslate2) and the calibrated sampler are for a later release.
"""

from __future__ import annotations

import argparse
import random
import resource
import threading
import time
from typing import TYPE_CHECKING, Any

import numpy as np

from shortlist_engine.model.encoding import encode_problem
from shortlist_engine.model.session import ModelSession
from shortlist_engine.model.store import find_model
from shortlist_engine.model.tokenizer import EOS
from shortlist_engine.problem import Example, Problem
from shortlist_engine.sampling import SamplingParams
from shortlist_engine.sampling.onnx import OnnxSampler
from shortlist_engine.sampling.tokens import draw
from shortlist_engine.statement.prompt import RATINGS, Metadata, decoder_prompt

if TYPE_CHECKING:
    from shortlist_engine.model.transformer import EncoderDecoder

PROBLEM = Problem(
    "Sum of even elements",
    "You are given an array a of n integers. Print the sum of its even elements.\n\n"
    "Input\nThe first line contains an integer n (1 <= n <= 100). The second line contains n "
    "integers a_i (1 <= a_i <= 1000).\n\nOutput\nPrint one integer, the sum of the even elements.",
    (Example("5\n1 2 3 4 5\n", "6\n"), Example("3\n1 3 5\n", "0\n")),
)


def onnx_rate(sampler: OnnxSampler, samples: int, batch: int) -> tuple[float, float]:
    """Samples and program tokens per second."""
    params = SamplingParams(num_samples=samples, batch_size=batch, seed=1)
    started, tokens = time.perf_counter(), 0
    for drawn in sampler.sample(PROBLEM, params, threading.Event()):
        tokens += sum(sample.num_tokens for sample in drawn)
    seconds = time.perf_counter() - started
    return samples / seconds, tokens / seconds


def torch_rate(
    session: ModelSession, model: EncoderDecoder, samples: int, batch: int
) -> tuple[float, float]:
    import torch

    config, tokenizer = session.config, session.tokenizer
    blocks: list[Any] = list(model.decoder)
    rng, uniform = random.Random(1), np.random.default_rng(1)
    started, tokens = time.perf_counter(), 0
    with torch.inference_mode():
        source = encode_problem(PROBLEM, tokenizer, config.encoder_tokens)
        encoded = model.encode(torch.tensor([source]))
        for first in range(0, samples, batch):
            rows = min(batch, samples - first)
            headers = []
            for row in range(rows):
                language = config.languages[row % len(config.languages)]
                metadata = Metadata(language, rng.choice(RATINGS), rng.choice(config.tags))
                headers.append(tokenizer.encode(decoder_prompt(metadata)))
            cross = [
                [part.repeat(rows, 1, 1) for part in block.cross_attention.keys_values(encoded)]
                for block in blocks
            ]
            cache: list[list[torch.Tensor]] = [[] for _ in blocks]
            token = torch.tensor([header[0] for header in headers])
            done = np.zeros(rows, dtype=bool)
            for position in range(config.decoder_tokens):
                x = model.embedding(token)[:, None] + model.decoder_positions.weight[position]
                for block, kv, old in zip(blocks, cross, cache, strict=True):
                    y = block.self_norm(x)
                    new = block.self_attention.keys_values(y)
                    old[:] = [
                        torch.cat([a, b], dim=1)
                        for a, b in zip(old or [new[0][:, :0], new[1][:, :0]], new, strict=True)
                    ]
                    x = x + block.self_attention(y, old[0], old[1], None)
                    x = x + block.cross_attention(block.cross_norm(x), kv[0], kv[1], None)
                    x = x + block.ffn(block.ffn_norm(x))
                logits = model.head(model.decoder_norm(x))[:, 0].numpy()
                drawn, _ = draw(
                    logits, uniform.random(rows, np.float32), config.temperature, config.top_p
                )
                for row, header in enumerate(headers):
                    if position + 1 < len(header):
                        drawn[row] = header[position + 1]
                    elif not done[row]:
                        done[row] = drawn[row] == EOS
                        tokens += not done[row]
                if done.all():
                    break
                token = torch.from_numpy(drawn)
    seconds = time.perf_counter() - started
    return samples / seconds, tokens / seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", default=None)
    parser.add_argument("--samples", type=int, default=128)
    parser.add_argument("--batches", type=int, nargs="+", default=[1, 16, 64, 128])
    parser.add_argument("--threads", type=int, default=None)
    arguments = parser.parse_args()
    folder = find_model(arguments.model)
    started = time.perf_counter()
    sampler = OnnxSampler(folder, arguments.threads)
    print(f"model loaded in {time.perf_counter() - started:.2f} s")
    try:
        import torch

        from shortlist_engine.model.export import import_model

        torch.set_num_threads(arguments.threads or torch.get_num_threads())
        model = import_model(folder)
    except ModuleNotFoundError:
        model = None
    print("| batch | samples/s | tokens/s | torch samples/s | torch tokens/s | ratio |")
    print("|---|---|---|---|---|---|")
    for batch in arguments.batches:
        # A batch of one is slow and steady: fewer samples say as much.
        samples = max(min(arguments.samples, 32 * batch), batch)
        onnx_rate(sampler, min(samples, 2 * batch), batch)  # warms up
        ours = onnx_rate(sampler, samples, batch)
        cells = ["", "", ""]
        if model is not None:
            theirs = torch_rate(sampler.session, model, samples, batch)
            cells = [f"{theirs[0]:.1f}", f"{theirs[1]:.0f}", f"{ours[1] / theirs[1]:.1f}"]
        print(f"| {batch} | {ours[0]:.1f} | {ours[1]:.0f} | {' | '.join(cells)} |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MiB{' (torch included)' if model is not None else ''}")


if __name__ == "__main__":
    main()
