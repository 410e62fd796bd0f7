"""The stages of training, each from its inputs to a checkpoint: the tokenizer, pretraining on
source code, and training on problems."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.store import TOKENIZER
from shortlist_engine.training.recipe import Recipe

if TYPE_CHECKING:
    from shortlist_engine.training.shards import Material


@dataclass(frozen=True)
class Given:
    """What the command line says beside the recipe: files of problems and those that are left out,
    folders of code, and the weights to start from (None: as the recipe says)."""

    data: Sequence[Path] = ()
    exclude: Sequence[Path] = ()
    code: Sequence[Path] = ()
    start: str | None = None
    resume: bool = False


def make_tokenizer(recipe: Recipe, given: Given, out: Path) -> None:
    """From the texts of fine-tuning, and windows of source code when there are folders of it."""
    from shortlist_engine.bank import families
    from shortlist_engine.model.tokenizer import train_tokenizer
    from shortlist_engine.training.code_files import scan
    from shortlist_engine.training.examples import load_source
    from shortlist_engine.training.pivot import CodeSource
    from shortlist_engine.training.split import Split

    source, _ = load_source(recipe, given.data, given.exclude)
    texts = source.tokenizer_texts(recipe.data.tokenizer_sequences, recipe.data.seed)
    if given.code:
        code = CodeSource(scan(given.code, recipe.code).files, Split(families()), recipe)
        count, seed = recipe.code.tokenizer_sequences, recipe.code.seed
        texts = itertools.chain(texts, code.tokenizer_texts(count, seed))
    _write_tokenizer(train_tokenizer(texts, recipe.model.vocab_size), out)
    print(f"{out / TOKENIZER}: {recipe.model.vocab_size} pieces")


def _write_tokenizer(model: bytes, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    partial = out / "tokenizer.tmp"
    partial.write_bytes(model)
    partial.replace(out / TOKENIZER)


def _prepare(recipe: Recipe, given: Given, out: Path, folder: Path) -> tuple[bytes, Path | None]:
    """The tokenizer of `out`, made when there is none, and the weights that the stage in `folder`
    starts from. Weights bring their tokenizer with them."""
    from shortlist_engine.training.checkpoints import CHECKPOINT, find_start, start_tokenizer

    if (folder / CHECKPOINT).exists() and not given.resume:
        raise ModelError(
            f"{folder / CHECKPOINT} exists: pass --resume to go on, or use another --out"
        )
    name = recipe.train.start_from if given.start is None else given.start
    start = None
    if name and name != "random" and not given.resume:
        start = find_start(name, out)
        if not (out / TOKENIZER).exists():
            _write_tokenizer(start_tokenizer(start), out)
        elif start_tokenizer(start) != (out / TOKENIZER).read_bytes():
            raise ModelError(
                f"{start.parent / TOKENIZER} is not the tokenizer of {out}: use another --out"
            )
    if not (out / TOKENIZER).exists():
        make_tokenizer(recipe, given, out)
    return (out / TOKENIZER).read_bytes(), start


def pretrain(recipe: Recipe, given: Given, out: Path) -> None:
    from shortlist_engine.training.code_files import scan
    from shortlist_engine.training.shards import Code, complete

    recipe, folder = recipe.for_pretraining(), out / "pretrain"
    tokenizer, start = _prepare(recipe, given, out, folder)
    folder.mkdir(parents=True, exist_ok=True)
    _write_tokenizer(tokenizer, folder)
    material = Code(recipe, (), tokenizer)
    if not complete(material, folder / "data"):
        found = scan(given.code, recipe.code)
        print(found.summary(), flush=True)
        _check_files(found.digest, folder / "data")
        material = replace(material, files=found.files)
    _train(material, _config(recipe, tokenizer), folder, given.resume, start)


def _check_files(digest: str, data: Path) -> None:
    """Shards that were begun with other files must not be completed with these."""
    path = data / "files.sha256"
    if path.exists() and path.read_text("utf-8") != digest:
        raise ModelError(f"the files of --code have changed since {data} was begun: delete it")
    data.mkdir(exist_ok=True)
    path.write_text(digest, "utf-8")


def run(recipe: Recipe, given: Given, out: Path) -> None:
    from shortlist_engine.training.examples import load_source
    from shortlist_engine.training.shards import Problems

    tokenizer, start = _prepare(recipe, given, out, out)
    source, rows = load_source(recipe, given.data, given.exclude)
    config = replace(
        _config(recipe, tokenizer), tags=tuple(source.tags), families=tuple(source.names)
    )
    print(f"{len(source.names)} families, {len(rows)} real problems", flush=True)
    _train(Problems(recipe, rows, source.tags, tokenizer), config, out, given.resume, start)


def _config(recipe: Recipe, tokenizer: bytes) -> ModelConfig:
    from shortlist_engine.model.tokenizer import Tokenizer

    shape = {**asdict(recipe.model), "vocab_size": len(Tokenizer(tokenizer))}
    return ModelConfig(**shape, temperature=recipe.objective.temperature, name=recipe.name)


def _train(
    material: Material, config: ModelConfig, out: Path, resume: bool, start: Path | None
) -> None:
    from shortlist_engine.training.distributed import launch
    from shortlist_engine.training.log import LOG, plot
    from shortlist_engine.training.shards import VALID, write_shards
    from shortlist_engine.training.trainer import train

    recipe = material.recipe
    shards = write_shards(material, out / "data")
    if start:
        print(f"starting from {start}")
    print(f"progress in {out / LOG}", flush=True)
    valid = out / "data" / VALID
    launch(train, recipe.train.processes, recipe, config, shards, valid, out, resume, start)
    print(f"trained; checkpoint in {out}")
    plot(out)


STAGES: dict[str, Callable[[Recipe, Given, Path], None]] = {
    "tokenizer": make_tokenizer,
    "pretrain": pretrain,
    "run": run,
}
