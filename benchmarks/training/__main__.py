"""Training tokens/s, and the share of the machine's matrix products that is spent on the model.

    python -m benchmarks.training [--shapes shipped 40m 110m] [--device cuda] [--no-compile]

Runs the trainer itself on random sequences of full length. Model-FLOPs utilisation (Chowdhery et
al. 2022, appendix B) is what the weights and attention need, forward and backward, over what a
large bfloat16 product of torch reaches on the same device in the same run: optimiser, norms,
softmax, losses and Python count against the trainer. Masked tokens and the value head are left out
of the need.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch

from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.transformer import EncoderDecoder
from shortlist_engine.training.distributed import launch
from shortlist_engine.training.log import LOG
from shortlist_engine.training.objectives import FIRST_TEXT_TOKEN
from shortlist_engine.training.recipe import Recipe, TrainRecipe
from shortlist_engine.training.tokens import TokenExample, pack, save_tokens
from shortlist_engine.training.trainer import train

SMALL = {"vocab_size": 4000, "head_size": 64, "ffn_multiple": 4, "encoder_layers": 2}
LENGTHS = {"encoder_tokens": 384, "decoder_tokens": 256}
SHAPES: dict[str, dict[str, Any]] = {
    "shipped": SMALL | LENGTHS | {"d_model": 256, "query_heads": 4, "decoder_layers": 6},
    "40m": SMALL | LENGTHS | {"d_model": 512, "query_heads": 8, "decoder_layers": 10},
    "110m": SMALL | LENGTHS | {"d_model": 768, "query_heads": 12, "decoder_layers": 13},
}


def flops(config: ModelConfig) -> int:
    """Of a step, per sequence of full length: six for each weight and token that it is used on,
    twelve for each score of attention and head dimension. Looking up an embedding is none."""
    source, target = config.encoder_tokens, config.decoder_tokens
    with torch.device("meta"):
        model = EncoderDecoder(config)
    total = 0
    for name, weight in model.named_parameters():
        if weight.ndim == 2 and "embedding" not in name and "positions" not in name:
            reads_source = name.startswith("encoder.") or "cross_attention.key_value" in name
            total += 6 * weight.numel() * (source if reads_source else target)
    scores = config.encoder_layers * source * source
    scores += config.decoder_layers * target * (target + source)
    return total + 12 * config.d_attention * scores


def product_rate(device: torch.device, seconds: float = 3.0) -> float:
    """FLOP/s of the best of several large bfloat16 products."""
    size = 8192 if device.type == "cuda" else 2048
    a, b = (torch.randn(size, size, device=device, dtype=torch.bfloat16) for _ in range(2))

    def run() -> None:
        torch.matmul(a, b)
        if device.type == "cuda":
            torch.cuda.synchronize()

    run()
    return 2 * size**3 / _best(run, seconds)


def _best(run: Callable[[], None], seconds: float) -> float:
    best, end = float("inf"), time.perf_counter() + seconds
    while time.perf_counter() < end:
        started = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - started)
    return best


def tokens_per_s(config: ModelConfig, settings: TrainRecipe, folder: Path) -> float:
    """Of the trainer, the median of its log's lines after the first ones."""
    rng = np.random.default_rng(0)

    def row() -> TokenExample:
        source, target = (
            rng.integers(FIRST_TEXT_TOKEN, config.vocab_size, count).tolist()
            for count in (config.encoder_tokens, config.decoder_tokens + 1)
        )
        return TokenExample(source, target, 1)

    folder.mkdir()
    shard = folder / "shard.npz"
    save_tokens(shard, pack([row() for _ in range(512)]))
    launch(train, settings.processes, Recipe(train=settings), config, [shard], {}, folder)
    lines = [json.loads(line) for line in (folder / LOG).read_text("utf-8").splitlines()]
    return statistics.median(line["tokens_per_s"] for line in lines[len(lines) // 3 :])


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    command.add_argument("--shapes", nargs="+", choices=list(SHAPES), default=list(SHAPES))
    command.add_argument("--steps", type=int, default=12)
    command.add_argument("--batch-tokens", type=int, default=0, help="of a step and process")
    command.add_argument("--processes", type=int, default=0, help="default: on a CPU one per core")
    command.add_argument("--device", choices=["auto", "cpu", "cuda"], default="auto")
    command.add_argument("--no-compile", action="store_true")
    return command


def main() -> None:
    arguments = parser().parse_args()
    cuda = arguments.device != "cpu" and torch.cuda.is_available()
    device = torch.device("cuda" if cuda else "cpu")
    processes = arguments.processes or (1 if cuda else len(os.sched_getaffinity(0)))
    settings = TrainRecipe(
        steps=arguments.steps,
        minutes=1e9,
        batch_tokens=arguments.batch_tokens or (131_072 if cuda else 4_096),
        processes=processes,
        threads=0 if cuda else 1,
        device=arguments.device,
        compile=not arguments.no_compile,
        log_every=1,
    )
    name = torch.cuda.get_device_name() if cuda else f"{processes} CPU processes"
    print(f"{name}, bfloat16, {settings.batch_tokens} tokens per step and process, ", end="")
    print("compiled" if settings.compile else "not compiled")
    print("\n| shape | parameters | tokens/s | TFLOP/s of products | used by the model |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for shape in arguments.shapes:
            config = ModelConfig(**SHAPES[shape])
            before = product_rate(device)
            rate = tokens_per_s(config, settings, Path(folder) / shape)
            peak = max(before, product_rate(device))
            need = flops(config) / (config.encoder_tokens + config.decoder_tokens)
            with torch.device("meta"):
                count = EncoderDecoder(config).parameter_count()
            print(
                f"| {shape} | {count / 1e6:.1f}M | {rate:,.0f} | {peak / 1e12:.2f} | "
                f"{rate * need / peak:.0%} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
