"""The stages of training, each from its inputs to a checkpoint: the tokenizer, pretraining on
source code, and training on problems.

Under torchrun the first process makes tokenizer and shards, and the others wait for it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from shortlist_engine.files import write_whole
from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.store import TOKENIZER
from shortlist_engine.training.recipe import Recipe

if TYPE_CHECKING:
    from shortlist_engine.training.code_files import CodeFile
    from shortlist_engine.training.shards import Material


@dataclass(frozen=True)
class StageInputs:
    """Holds what the command line says beside the recipe: files of problems and those that are left
    out, folders of code, files of problems for a validation loss of their own, the weights to start
    from (None: as the recipe says), and the folder of `prepare` in the place of all data."""

    data: Sequence[Path] = ()
    exclude: Sequence[Path] = ()
    code: Sequence[Path] = ()
    valid: Sequence[Path] = ()
    start: str | None = None
    resume: bool = False
    prepared: Path | None = None


class PreparedData(NamedTuple):
    """Holds the shards of a stage, and the other arguments of `trainer.train` after the group."""

    recipe: Recipe
    config: ModelConfig
    shards: Sequence[Path]
    valid: dict[str, Path]
    out: Path
    resume: bool
    start: Path | None


def make_tokenizer(recipe: Recipe, given: StageInputs, out: Path) -> None:
    """Trains a tokenizer from the texts of fine-tuning, and windows of source code when there are
    folders of it, and writes it into `out`. Raises ModelError when `out` holds shards or weights of
    the tokenizer that it has or had."""
    from shortlist_engine.bank import families
    from shortlist_engine.bank.split import Split
    from shortlist_engine.model.tokenizer import train_tokenizer
    from shortlist_engine.training.checkpoints import CHECKPOINT
    from shortlist_engine.training.code_files import scan
    from shortlist_engine.training.examples import load_source
    from shortlist_engine.training.pivot import CodeSource
    from shortlist_engine.training.shards import ORIGIN

    for folder in (out, out / "pretrain"):
        shards = sorted(origin.parent for origin in folder.glob(f"*/{ORIGIN}"))
        for made in (folder / CHECKPOINT, *shards):
            if made.exists():
                raise ModelError(
                    f"{made} was made with the tokenizer of {out}, and serves with that one only: "
                    f"keep or bring back {out / TOKENIZER}, or use another --out"
                )
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
    write_whole(out / TOKENIZER, model)


def _prepare(
    recipe: Recipe, given: StageInputs, out: Path, folder: Path
) -> tuple[bytes, Path | None]:
    """The tokenizer of `out`, made when there is none, and the weights that the stage in `folder`
    starts from. Weights bring their tokenizer with them."""
    from shortlist_engine.training.checkpoints import CHECKPOINT, find_start, start_tokenizer

    begun = (folder / CHECKPOINT).exists()
    if begun and not given.resume:
        raise ModelError(
            f"{folder / CHECKPOINT} exists: pass --resume to go on, or use another --out"
        )
    name = recipe.train.start_from if given.start is None else given.start
    start = None
    if name and name != "random" and not begun:
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


def _prepare_pretraining(recipe: Recipe, given: StageInputs, out: Path) -> PreparedData:
    from shortlist_engine.model.tokenizer import Tokenizer
    from shortlist_engine.training.shards import CodeMaterial, complete

    recipe, folder = recipe.for_pretraining(), out / "pretrain"
    tokenizer, start = _prepare(recipe, given, out, folder)
    folder.mkdir(parents=True, exist_ok=True)
    material = CodeMaterial(recipe, (), tokenizer)
    if given.code or not complete(material, folder / recipe.data.folder):
        material = replace(material, files=_files(recipe, given))
    config = recipe.config(len(Tokenizer(tokenizer)))
    prepared = _prepared(material, config, folder, given.resume, start)
    # Not before the shards there were found to be of this tokenizer.
    _write_tokenizer(tokenizer, folder)
    return prepared


def _files(recipe: Recipe, given: StageInputs) -> Sequence[CodeFile]:
    from shortlist_engine.training.code_files import scan

    found = scan(given.code, recipe.code)
    print(found.summary(), flush=True)
    return found.files


def _prepare_run(recipe: Recipe, given: StageInputs, out: Path) -> PreparedData:
    if given.prepared:
        return _read_prepared(recipe, given, given.prepared, out)
    from shortlist_engine.datasets.training_problems import read_training_problems
    from shortlist_engine.model.tokenizer import Tokenizer
    from shortlist_engine.training.context import find_context
    from shortlist_engine.training.examples import load_source
    from shortlist_engine.training.shards import ProblemMaterial, complete

    tokenizer, start = _prepare(recipe, given, out, out)
    source, rows = load_source(recipe, given.data, given.exclude)
    config = recipe.config(len(Tokenizer(tokenizer)))
    config = replace(config, tags=tuple(source.tags), families=tuple(source.names))
    print(f"{len(source.names)} families, {len(source.rows)} real problems", flush=True)
    checked = read_training_problems(given.valid)
    material = ProblemMaterial(recipe, rows, source.tags, tokenizer, checked)
    made = complete(material, out / recipe.data.folder)
    if recipe.data.code_share and not (given.code or made):
        raise ModelError("[data] code_share is above 0: give folders of source with --code")
    if recipe.data.context_share and not made:
        material = replace(material, context=find_context(source.rows, source.split))
    if recipe.data.code_share and given.code:
        material = replace(material, files=_files(recipe, given))
    return _prepared(material, config, out, given.resume, start)


def _read_prepared(recipe: Recipe, given: StageInputs, folder: Path, out: Path) -> PreparedData:
    from shortlist_engine.training.prepared import read_prepared

    found = read_prepared(folder, recipe)
    if not (out / TOKENIZER).exists():
        _write_tokenizer(found.tokenizer, out)
    tokenizer, start = _prepare(recipe, given, out, out)
    if tokenizer != found.tokenizer:
        raise ModelError(
            f"{out / TOKENIZER} is not the tokenizer of {folder}: use another --out, or prepare "
            "the data with this one"
        )
    print(f"{len(found.shards)} shards of {folder}", flush=True)
    return PreparedData(
        recipe, found.config, found.shards, dict(found.valid), out, given.resume, start
    )


def prepare(recipe: Recipe, given: StageInputs, out: Path) -> None:
    """Makes tokenizer and shards in `out`, and of them the folder `prepared` there, which trains
    without anything else. Raises ModelError, naming the fix."""
    from shortlist_engine.training.prepared import write_prepared

    made = _prepare_run(recipe, replace(given, resume=True), out)
    folder = out / "prepared" / recipe.data.folder
    tokenizer = (out / TOKENIZER).read_bytes()
    size = write_prepared(folder, made.config, tokenizer, made.shards, made.valid)
    print(f"{folder}: {size / 1e6:.1f} MB; train with --prepared {folder}")


def _prepared(
    material: Material, config: ModelConfig, out: Path, resume: bool, start: Path | None
) -> PreparedData:
    from shortlist_engine.training.shards import valid_paths, write_shards

    folder = out / material.recipe.data.folder
    shards, valid = write_shards(material, folder), valid_paths(material, folder)
    return PreparedData(material.recipe, config, shards, valid, out, resume, start)


def _train(prepare: Callable[[], PreparedData]) -> None:
    from shortlist_engine.training.checkpoints import CHECKPOINT
    from shortlist_engine.training.distributed import is_first, launch, on_first_process
    from shortlist_engine.training.log import LOG, plot
    from shortlist_engine.training.trainer import train

    prepared = on_first_process(prepare)
    if is_first():
        if prepared.resume and not (prepared.out / CHECKPOINT).exists():
            print(f"{prepared.out} has no checkpoint yet: starting from the beginning")
        if prepared.start:
            print(f"starting from {prepared.start}")
        print(f"progress in {prepared.out / LOG}", flush=True)
    launch(train, prepared.recipe.train.processes, *prepared)
    if is_first():
        print(f"trained; checkpoint in {prepared.out}")
        plot(prepared.out)


def pretrain(recipe: Recipe, given: StageInputs, out: Path) -> None:
    """Pretrains in the folder `pretrain` of `out`. Raises ModelError, naming the fix."""
    _train(partial(_prepare_pretraining, recipe, given, out))


def run(recipe: Recipe, given: StageInputs, out: Path) -> None:
    """Trains on problems in `out`. Raises ModelError, naming the fix."""
    _train(partial(_prepare_run, recipe, given, out))


STAGES: dict[str, Callable[[Recipe, StageInputs, Path], None]] = {
    "tokenizer": make_tokenizer,
    "prepare": prepare,
    "pretrain": pretrain,
    "run": run,
}
