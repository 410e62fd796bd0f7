"""The build-up ablation of AlphaCode (Li et al. 2022, table 8) at a small size and on the bank.

    python -m benchmarks.ablation --out runs/ablation --seeds 3
    python -m benchmarks.ablation --out runs/ablation --report

Each row adds one objective to the row above; all rows have the same shape, problems and steps
(recipe.toml), and each is trained once for every seed, which decides initial weights, order and
masks. Incorrect programs come with the row `value`: without it nothing tells them from correct
ones. Then 10@k by Algorithm 1 on unseen instances of the recipe's families of the bank, at the
sampling temperature that is best on other unseen functions; 1 is the distribution that was trained,
whatever its tempering. The last row clusters the samples of the row above.

What is done is kept in OUT, and calling the same again goes on where it stopped. The table goes to
OUT/ablation.md, the figures behind it to OUT/ablation.json.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from benchmarks.ablation.report import report
from shortlist_engine.bank import families
from shortlist_engine.bank.split import Split
from shortlist_engine.datasets import DatasetError
from shortlist_engine.datasets.bank import bank_problems
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.measuring import measure
from shortlist_engine.evaluation.plan import PlannedProblem
from shortlist_engine.evaluation.sample_set import draw_samples
from shortlist_engine.evaluation.scoring import score
from shortlist_engine.execution.pool import ExecutionPool
from shortlist_engine.files import write_whole
from shortlist_engine.languages import CPP, PYTHON, written
from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.export import export_model
from shortlist_engine.model.tokenizer import Tokenizer, train_tokenizer
from shortlist_engine.model.transformer import EncoderDecoder
from shortlist_engine.sampling import ModelChoice, SamplingParams, load_sampler
from shortlist_engine.sampling.base import Sampler
from shortlist_engine.training.checkpoints import CHECKPOINT, read_checkpoint
from shortlist_engine.training.distributed import launch
from shortlist_engine.training.examples import load_source
from shortlist_engine.training.learner import Learner
from shortlist_engine.training.log import LOG
from shortlist_engine.training.recipe import ObjectiveRecipe, Recipe, load_recipe
from shortlist_engine.training.shards import VALID, ProblemMaterial, write_shards
from shortlist_engine.training.tokens import Tokens, load_tokens
from shortlist_engine.training.trainer import train, validate

RECIPE = Path(__file__).with_name("recipe.toml")
TEMPERATURES = (0.6, 0.8, 1.0, 1.25)
UNSEEN_SEQUENCES = 512
TUNING_INSTANCES = 2  # of a family, less those whose function is measured
RULES = ("filter", "alphacode")


def _function(problem: EvaluationProblem) -> str:
    """The family and the key of a problem of the bank (`bank_problems`)."""
    family, key = problem.id.split("/", 1)
    return f"{family}: {key.split(': ', 1)[1]}"


def without(recipe: Recipe, *names: str) -> Recipe:
    """The recipe without the objectives of these names."""
    changes: dict[str, Callable[[Recipe], Recipe]] = {
        "mlm": lambda r: replace(r, train=replace(r.train, mlm_rows=0.0, mlm_weight=0.0)),
        "tempering": lambda r: replace(r, objective=replace(r.objective, tempering=1.0)),
        # Random rating and tags say nothing, and the header is as long as in every other row.
        "metadata": lambda r: replace(r, data=replace(r.data, random_metadata=1.0)),
        "value": lambda r: replace(
            r,
            objective=replace(r.objective, value_weight=0.0),
            data=replace(r.data, incorrect_share=0.0),
        ),
        "gold": lambda r: replace(r, objective=replace(r.objective, gold=False)),
    }
    for name in ("value", "mlm", "tempering", "metadata", "gold"):
        if name in names:
            recipe = changes[name](recipe)
    return recipe


BUILD_UP = ("mlm", "tempering", "metadata", "value", "gold")
ROWS = {"base": BUILD_UP} | {name: BUILD_UP[i + 1 :] for i, name in enumerate(BUILD_UP)}


class Ablation:
    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.out: Path = arguments.out
        self.recipe = load_recipe(str(arguments.recipe))
        if arguments.steps:
            share = self.recipe.objective.gold_after / self.recipe.train.steps
            self.recipe = replace(
                self.recipe,
                train=replace(self.recipe.train, steps=arguments.steps),
                objective=replace(self.recipe.objective, gold_after=int(share * arguments.steps)),
            )
        self.split = Split(families())
        chosen = self.recipe.data.families or tuple(self.split.families)
        self.names = [name for name in chosen if name not in self.split.closed]
        # A model that has seen one language only is asked for that one.
        only = {1.0: (PYTHON.name,), 0.0: (CPP.name,)}
        self.languages = only.get(self.recipe.data.python_share, written())

    def run(self) -> None:
        self.out.mkdir(parents=True, exist_ok=True)
        self._check_settings()
        for seed in self.arguments.only_seeds or range(1, self.arguments.seeds + 1):
            for row in self.arguments.rows or ROWS:
                folder = self.out / f"{row}-{seed}"
                if not (folder / "result.json").exists():
                    self._one(row, seed, folder)

    def _check_settings(self) -> None:
        """What is in OUT must have been made with the same settings."""
        given = {
            "recipe": asdict(self.recipe) | {"name": ""},
            "data": [str(path) for path in self.arguments.data],
            "exclude": [str(path) for path in self.arguments.exclude],
            "instances": self.arguments.instances,
            "samples": self.arguments.samples,
        }
        path, text = self.out / "settings.json", json.dumps(given, sort_keys=True)
        if path.exists() and path.read_text("utf-8") != text:
            raise ModelError(f"{self.out} was made with other settings: use another --out")
        path.write_text(text, "utf-8")

    def _one(self, row: str, seed: int, folder: Path) -> None:
        recipe = without(self.recipe, *ROWS[row])
        recipe = replace(recipe, name=row, train=replace(recipe.train, seed=seed))
        started = time.monotonic()
        config, tokenizer = self._train(recipe, folder)
        model = EncoderDecoder(config)
        model.load_state_dict(read_checkpoint(folder / CHECKPOINT)["model"])
        export_model(model, tokenizer, folder / "model")
        trained = time.monotonic() - started
        learner = Learner(config, ObjectiveRecipe())
        learner.model = model
        loss = validate(learner, self._unseen(), recipe)
        sampler = load_sampler(ModelChoice(str(folder / "model")))
        try:
            result = asyncio.run(self._measure(sampler))
        finally:
            sampler.close()
        lines = [json.loads(line) for line in (folder / LOG).read_text("utf-8").splitlines()]
        result |= {
            "row": row,
            "seed": seed,
            "train_s": trained,
            "measure_s": time.monotonic() - started - trained,
            "tokens_per_s": sum(x["tokens_per_s"] for x in lines) / max(1, len(lines)),
            "tokens": sum(x["tokens"] for x in lines),
            "valid": loss,
        }
        write_whole(folder / "result.json", json.dumps(result).encode())
        print(
            f"{row}-{seed}: trained {result['train_s']:.0f} s, {result['tokens_per_s']:.0f} "
            f"tokens/s; measured {result['measure_s']:.0f} s",
            file=sys.stderr,
            flush=True,
        )

    def _train(self, recipe: Recipe, folder: Path) -> tuple[ModelConfig, bytes]:
        # The same rating and tag sets, wrong programs and tokenizer for every row.
        source, rows = load_source(self.recipe, self.arguments.data, self.arguments.exclude)
        path = self.out / "tokenizer.model"
        if not path.exists():
            data = self.recipe.data
            texts = source.tokenizer_texts(data.tokenizer_sequences, data.seed)
            write_whole(path, train_tokenizer(texts, recipe.model.vocab_size))
        tokenizer = path.read_bytes()
        digest = hashlib.sha256(repr(recipe.data).encode()).hexdigest()[:8]
        data_folder = self.out / f"data-{digest}"
        shards = write_shards(ProblemMaterial(recipe, rows, source.tags, tokenizer), data_folder)
        config = ModelConfig(
            **{**asdict(recipe.model), "vocab_size": len(Tokenizer(tokenizer))},
            tags=tuple(source.tags),
            families=tuple(source.names),
            tempering=recipe.objective.tempering,
            temperature=recipe.objective.temperature,
            name=recipe.name,
        )
        folder.mkdir(exist_ok=True)
        resume = (folder / CHECKPOINT).exists()
        valid = {"valid": data_folder / VALID}
        launch(train, recipe.train.processes, recipe, config, shards, valid, folder, resume)
        return config, tokenizer

    def _unseen(self) -> Tokens:
        """Unseen programs on which the losses of all rows are compared: correct ones, under their
        own rating and tags."""
        recipe = replace(without(self.recipe, "value"), name="unseen")
        data = replace(
            recipe.data,
            random_metadata=0.0,
            sequences=UNSEEN_SEQUENCES,
            shard_sequences=UNSEEN_SEQUENCES,
        )
        recipe = replace(recipe, data=data)
        source, rows = load_source(self.recipe, self.arguments.data, self.arguments.exclude)
        tokenizer = (self.out / "tokenizer.model").read_bytes()
        folder = self.out / "unseen"
        write_shards(ProblemMaterial(recipe, rows, source.tags, tokenizer), folder)
        return load_tokens([folder / VALID])

    async def _measure(self, sampler: Sampler) -> dict[str, Any]:
        samples = self.arguments.samples
        async with ExecutionPool() as pool:
            # Half of the families, other functions, a fifth of the samples: for choosing only.
            tuned = {}
            measured = self._problems(self.names, self.arguments.instances, seed=0)
            keys = {_function(problem) for problem in measured}
            problems = [
                problem
                for problem in self._problems(self.names[::2], TUNING_INSTANCES, seed=1)
                if _function(problem) not in keys
            ]
            for temperature in TEMPERATURES:
                found = await self._scores(sampler, pool, problems, temperature, samples // 5)
                # Where next to nothing is solved, samples that pass the examples decide.
                tuned[temperature] = [
                    sum(p["filter"][-1] for p in found) / max(1, len(found)),
                    sum(p["passing"] for p in found),
                ]
            best = max(tuned, key=lambda temperature: tuned[temperature])
            found = await self._scores(sampler, pool, measured, best, samples)
        return {"temperature": best, "tuned": tuned, "problems": found, "ks": self.ks}

    @property
    def ks(self) -> list[int]:
        samples = self.arguments.samples
        return [k for k in (10, 30, 100, 300, 1000, 3000) if k < samples] + [samples]

    def _problems(self, names: Sequence[str], instances: int, seed: int) -> list[EvaluationProblem]:
        return [row for name in names for row in bank_problems(self.split, name, instances, seed)]

    async def _scores(
        self,
        sampler: Sampler,
        pool: ExecutionPool,
        problems: Sequence[EvaluationProblem],
        temperature: float,
        samples: int,
    ) -> list[dict[str, Any]]:
        """Of every problem the chance of 10@k for each k and rule."""
        found = []
        ks = [k for k in self.ks if k < samples] + [samples]
        params = SamplingParams(
            num_samples=samples, temperature=temperature, languages=self.languages
        )
        for row in problems:
            drawn = await asyncio.to_thread(
                draw_samples, sampler, row.problem, params, threading.Event(), inputs=10
            )
            facts = await measure(row, drawn, pool, generated_inputs=50, seed=0)
            entry = PlannedProblem(row.id, row.source, "", "", params.languages)
            scored = score(entry, drawn, facts, ks, RULES)
            found.append(
                {
                    "id": row.id,
                    "passing": scored.passing,
                    "right": scored.right_passing,
                    **{rule: list(scored.values[rule][10]) for rule in RULES},
                }
            )
        return found


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    command.add_argument("--out", type=Path, default=Path("runs/ablation"))
    command.add_argument("--recipe", type=Path, default=RECIPE)
    command.add_argument("--seeds", type=int, default=3)
    command.add_argument(
        "--only-seeds", nargs="+", type=int, help="these instead, for several machines or cores"
    )
    command.add_argument("--steps", type=int, help="instead of the recipe's")
    command.add_argument("--samples", type=int, default=100, help="per problem")
    command.add_argument("--instances", type=int, default=1, help="unseen ones of each family")
    command.add_argument("--rows", nargs="+", choices=list(ROWS), help="only these")
    command.add_argument("--data", nargs="*", type=Path, default=[], help="real problems as well")
    command.add_argument("--exclude", nargs="*", type=Path, default=[])
    command.add_argument("--report", action="store_true", help="only the table of what is there")
    return command


def main() -> None:
    arguments = parser().parse_args()
    try:
        if not arguments.report:
            Ablation(arguments).run()
        print(report(arguments.out, [*ROWS]))
    except (ModelError, DatasetError) as error:
        sys.exit(f"ablation: {error}")


if __name__ == "__main__":
    main()
