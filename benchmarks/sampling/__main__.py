"""Samples per second and memory of the sampler, beside transformers, CTranslate2 and more heads.

    python -m benchmarks.sampling [--shapes d512 shipped] [--tokens 64] [--rounds 3]
                                  [--peers .cache/peers] [--growth 10000] [--only peers growth]

Every contender has random weights of the same shape, the same source length and the same number
of new tokens, drawn from the whole distribution at temperature 0.8. Each is a process of its own
that loads once; the rounds go through all of them in turn, so that what else runs on the machine
meets all alike, and ratios are medians of the ratios within a round. The peers are a T5 with as
many layers, heads and feed-forward units. They are no dependency of Shortlist: they are read from
the virtual environment `--peers`, which is made and filled by pip when it is not there.

The roofline is what the matrix products of a step allow (`roofline.py`), measured in the
same rounds. `growth` follows samples/s against the batch and against the number of samples.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.sampling.models import shape, write_model

ROOT = Path(__file__).resolve().parents[2]
PEER_PACKAGES = ("torch", "transformers", "ctranslate2")
PEERS = (
    "transformers float32",
    "transformers bfloat16",
    "ctranslate2 float32",
    "ctranslate2 int8",
)
Figures = dict[str, Any]


class Contender:
    """A process that answers each line of JSON with a line of JSON."""

    def __init__(self, name: str, command: list[str]) -> None:
        """`command`: an interpreter, the module that it runs, and the module's arguments."""
        self.name = name
        self._process = subprocess.Popen(
            [command[0], "-m", *command[1:]],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.loaded = self._answer()

    def ask(self, task: dict[str, Any]) -> Figures:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> Figures:
        assert self._process.stdout and self._process.stderr
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name} failed:\n{self._process.stderr.read()[-2000:]}")
        return dict(json.loads(line))

    def close(self) -> None:
        self._process.communicate()


@dataclass(frozen=True)
class Machine:
    peers: Path | None
    threads: int
    batch: int
    tokens: int
    rounds: int
    skip: tuple[str, ...]

    def task(self, samples: int, batch: int | None = None, tokens: int | None = None) -> Any:
        return {
            "samples": samples,
            "batch": batch or self.batch,
            "tokens": tokens or self.tokens,
            "temperature": 0.8,
        }


def ours(name: str, folder: Path, threads: int, precision: str) -> Contender:
    module = [sys.executable, "benchmarks.sampling.ours", str(folder)]
    return Contender(name, [*module, json.dumps({"threads": threads, "precision": precision})])


def peer(name: str, fields: dict[str, Any], machine: Machine) -> Contender:
    assert machine.peers
    python = str((machine.peers / "bin" / "python").absolute())
    options = [*name.split(), json.dumps(fields), str(machine.threads)]
    return Contender(name, [python, "benchmarks.sampling.peers", *options])


def compare(name: str, fields: dict[str, Any], machine: Machine, folder: Path) -> None:
    config = write_model(folder / name, fields)
    write_model(folder / f"{name}-heads", fields | {"kv_heads": fields["query_heads"]})
    heads, threads = folder / f"{name}-heads", machine.threads
    contenders = [
        ours("ours", folder / name, threads, "auto"),
        ours("ours float32", folder / name, threads, "float32"),
        ours("ours int8", folder / name, threads, "int8"),
        ours("ours float32, multi-head", heads, threads, "float32"),
        ours("ours int8, multi-head", heads, threads, "int8"),
    ]
    if machine.peers:
        contenders += [peer(other, fields, machine) for other in PEERS if other not in machine.skip]
    roofline = Contender(
        "roofline",
        [
            sys.executable,
            "benchmarks.sampling.roofline",
            json.dumps(fields),
            str(machine.threads),
        ],
    )
    rounds: list[dict[str, Figures]] = []
    for contender in contenders:
        contender.ask(machine.task(machine.batch, tokens=8))  # warms up
    for number in range(machine.rounds):
        figures = {c.name: c.ask(machine.task(machine.batch)) for c in contenders}
        shown = ", ".join(f"{c.name} {rate(figures[c.name]):.0f}" for c in contenders)
        print(f"round {number + 1}, tokens/s: {shown}", file=sys.stderr, flush=True)
        figures["roofline"] = roofline.ask({"batch": machine.batch})
        rounds.append(figures)
    more = {}
    for contender in contenders:
        # A batch of twice the size: what each further sample of a batch needs.
        large = contender.ask(machine.task(2 * machine.batch, 2 * machine.batch))
        small = statistics.median(figures[contender.name]["working_mib"] for figures in rounds)
        more[contender.name] = (large["working_mib"] - small) / machine.batch
    for contender in (*contenders, roofline):
        contender.close()
    print(
        f"\n{name}: d_model {config.d_model}, {config.encoder_layers} + {config.decoder_layers} "
        f"layers, vocabulary {config.vocab_size}, source {config.encoder_tokens}, batch "
        f"{machine.batch}, {machine.tokens} new tokens, {machine.threads} threads, "
        f"{machine.rounds} rounds; ours: {contenders[0].loaded['options']}\n"
    )
    print("| contender | samples/s | tokens/s | ours is faster | peak MiB | MiB per sample |")
    print("|---|---|---|---|---|---|")
    for contender in contenders:
        rates = [rate(figures[contender.name]) for figures in rounds]
        times = [rate(figures["ours"]) / rate(figures[contender.name]) for figures in rounds]
        samples = [f[contender.name]["samples"] / f[contender.name]["seconds"] for f in rounds]
        peak = max(figures[contender.name]["peak_mib"] for figures in rounds)
        print(
            f"| {contender.name} | {statistics.median(samples):.1f} | "
            f"{statistics.median(rates):.0f} | {statistics.median(times):.1f} times | "
            f"{peak:.0f} | {more[contender.name]:.2f} |"
        )
    print_roofline(rounds)


def print_roofline(rounds: list[dict[str, Figures]]) -> None:
    def middle(key: str) -> float:
        return statistics.median(figures["roofline"][key] for figures in rounds)

    print(
        f"\nMatrix products of a step: {middle('mflop_per_token'):.1f} MFLOP per token; measured "
        f"at {middle('float32_gflops'):.0f} GFLOP/s in float32, {middle('int8_gflops'):.0f} in "
        f"int8, {middle('cross_gflops'):.0f} in cross-attention."
    )
    for precision in ("float32", "int8"):
        share = statistics.median(
            rate(figures[f"ours {precision}"]) / figures["roofline"][precision]
            for figures in rounds
        )
        print(f"They allow {middle(precision):.0f} tokens/s in {precision}; ours has {share:.0%}.")


def rate(figures: Figures) -> float:
    return figures["tokens"] / figures["seconds"]


def growth(name: str, fields: dict[str, Any], machine: Machine, folder: Path, most: int) -> None:
    write_model(folder / name, fields)
    print(f"\n{name}: growth\n\n| batch | samples | samples/s | tokens/s | peak MiB |")
    print("|---|---|---|---|---|")
    # Few tokens for many samples: what is asked is whether the rate holds, not how high it is.
    plan = [(batch, max(2 * batch, 16), machine.tokens) for batch in (1, 4, 16, 64, 128, 256)]
    plan += [(machine.batch, count, 16) for count in (1_000, 10_000, 100_000) if count <= most]
    for batch, samples, tokens in plan:
        sampler = ours("ours", folder / name, machine.threads, "auto")
        sampler.ask(machine.task(batch, batch, 8))
        figures = sampler.ask(machine.task(samples, batch, tokens))
        sampler.close()
        print(
            f"| {batch} | {samples} of {tokens} tokens | {samples / figures['seconds']:.1f} | "
            f"{rate(figures):.0f} | {figures['peak_mib']:.0f} |",
            flush=True,
        )


def environment(folder: Path) -> Path:
    """The peers' virtual environment, made when it is not there."""
    if not (folder / "bin" / "python").exists():
        print(f"installing {', '.join(PEER_PACKAGES)} into {folder}", file=sys.stderr)
        venv.create(folder, with_pip=True)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        constraints = str(ROOT / "constraints.txt")
        subprocess.run([*pip, "-c", constraints, *PEER_PACKAGES], check=True)
    return folder


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    command.add_argument("--shapes", nargs="+", choices=["d512", "shipped"], default=["d512"])
    command.add_argument("--only", nargs="+", choices=["peers", "growth"], default=["peers"])
    command.add_argument("--batch", type=int, default=64)
    command.add_argument("--tokens", type=int, default=64, help="new tokens of a sample")
    command.add_argument("--rounds", type=int, default=3)
    command.add_argument("--threads", type=int, default=2)
    command.add_argument("--growth", type=int, default=10_000, help="at most so many samples")
    command.add_argument("--peers", type=Path, default=Path(".cache/peers"))
    command.add_argument("--no-peers", action="store_true", help="our own contenders only")
    command.add_argument("--skip", nargs="+", choices=PEERS, default=[], help="peers to leave out")
    return command


def main() -> None:
    arguments = parser().parse_args()
    peers = None if arguments.no_peers else arguments.peers
    if peers and "peers" in arguments.only:
        peers = environment(peers)
    machine = Machine(
        peers,
        arguments.threads,
        arguments.batch,
        arguments.tokens,
        arguments.rounds,
        tuple(arguments.skip),
    )
    with tempfile.TemporaryDirectory() as folder:
        for name in arguments.shapes:
            if "peers" in arguments.only:
                compare(name, shape(name), machine, Path(folder))
            if "growth" in arguments.only:
                growth(name, shape(name), machine, Path(folder), arguments.growth)


if __name__ == "__main__":
    main()
