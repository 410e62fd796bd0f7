"""Shards: the token arrays of a stage on disk, made ahead by several processes.

A shard depends on the seed and its number only, so shards can be made in any order, and a run that
is resumed finds the same data.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Protocol

from shortlist_engine.bank import families
from shortlist_engine.bank.split import Split
from shortlist_engine.datasets.training_problems import TrainingProblem
from shortlist_engine.files import digest, write_whole
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.tokenizer import Tokenizer
from shortlist_engine.training.code_files import CodeFile, digest_of
from shortlist_engine.training.context import ContextPrograms
from shortlist_engine.training.examples import ExampleSource
from shortlist_engine.training.pivot import CodeSource
from shortlist_engine.training.recipe import SECTIONS, Recipe
from shortlist_engine.training.tokens import TokenExample, pack, save_tokens

VALID_SEQUENCES = 2000
VALID = "valid.npz"  # the shard of UNSEEN
ORIGIN = "origin.json"
MOST_REFUSED = 100_000  # in a row, before giving up: nothing fits

TRAIN, UNSEEN, REAL, GIVEN = "train", "valid", "valid-real", "valid-given"
"""The parts of the data: what is trained on, held-out instances of the bank or files of code,
held-out real problems, and the problems of `--valid`."""

ExampleStream = Callable[[random.Random, str], Iterator[TokenExample | None]]
"""From a seed and the name of a part. What is trained on has no end."""


class Material(Protocol):
    """Tells what shards are made of. It travels to the processes that make them, and is opened
    there."""

    @property
    def recipe(self) -> Recipe:
        """Returns the recipe of the stage."""
        ...

    @property
    def sequences(self) -> tuple[int, int, int]:
        """Returns the number of all sequences, that of one shard's, and the seed."""
        ...

    @property
    def valid_parts(self) -> Sequence[str]:
        """Returns the parts that are never trained on."""
        ...

    @property
    def origin(self) -> Mapping[str, Any]:
        """Returns what must be the same when a run is resumed: sections of the recipe, and digests
        of what the recipe does not say. Files of code that are not at hand are left out."""
        ...

    def open(self) -> ExampleStream:
        """Opens the stream of examples that shards are filled from."""
        ...


@dataclass(frozen=True)
class ProblemMaterial:
    """Makes the shards of fine-tuning from the bank and real problems."""

    recipe: Recipe
    rows: Sequence[TrainingProblem]
    tags: Sequence[tuple[str, ...]]
    tokenizer: bytes
    given: Sequence[TrainingProblem] = ()
    files: Sequence[CodeFile] = ()
    context: ContextPrograms | None = None

    @property
    def valid_parts(self) -> Sequence[str]:
        """Returns those that there is anything for."""
        real = [REAL] if self.recipe.data.real_held_out and self.rows else []
        return [UNSEEN, *real, *([GIVEN] if self.given else [])]

    @property
    def sequences(self) -> tuple[int, int, int]:
        """Returns what [data] says."""
        data = self.recipe.data
        return data.sequences, data.shard_sequences, data.seed

    @property
    def origin(self) -> Mapping[str, Any]:
        """Returns [data], the lengths and what of [code] is used, with digests of the real
        problems, of those of `--valid`, of the files of code and of the tokenizer."""
        code = {} if not self.recipe.data.code_share else {"code": _windows(self.recipe)}
        return {
            "data": asdict(self.recipe.data),
            "model": _lengths(self.recipe),
            "rows": _digest_of_rows(self.rows),
            "given": _digest_of_rows(self.given),
            "tokenizer": digest(self.tokenizer),
            **code,
            **_files(self.files),
        }

    def open(self) -> ExampleStream:
        """Opens the stream of `ExampleSource`, with windows of code among the examples."""
        recipe, tokenizer = self.recipe, Tokenizer(self.tokenizer)
        source = ExampleSource(families(), self.rows, recipe.data, self.tags, self.context)
        encoded = source.encoded(tokenizer, recipe)
        code = CodeSource(self.files, source.split, recipe).rows(tokenizer) if self.files else None

        def stream(rng: random.Random, part: str) -> Iterator[TokenExample | None]:
            if part == REAL:
                yield from encoded(source.real(source.held_out, rng))
            elif part == GIVEN:
                yield from encoded(source.real(self.given, rng))
            elif part == UNSEEN or code is None:
                yield from encoded(source.stream(rng, part == UNSEEN))
            else:
                examples, windows = encoded(source.stream(rng)), code(rng, part)
                while True:
                    yield next(windows if rng.random() < recipe.data.code_share else examples)

        return stream


@dataclass(frozen=True)
class CodeMaterial:
    """Makes the shards of pretraining from files of source code and the bank's programs."""

    recipe: Recipe
    files: Sequence[CodeFile]
    tokenizer: bytes

    @property
    def valid_parts(self) -> Sequence[str]:
        """Returns the held-out files."""
        return [UNSEEN]

    @property
    def sequences(self) -> tuple[int, int, int]:
        """Returns what [code] says."""
        code = self.recipe.code
        return code.sequences, code.shard_sequences, code.seed

    @property
    def origin(self) -> Mapping[str, Any]:
        """Returns [code] and the lengths with the digests of the files and of the tokenizer."""
        return {
            "code": asdict(self.recipe.code),
            "model": _lengths(self.recipe),
            "tokenizer": digest(self.tokenizer),
            **_files(self.files),
        }

    def open(self) -> ExampleStream:
        """Opens the stream of `CodeSource`."""
        source = CodeSource(self.files, Split(families()), self.recipe)
        return source.rows(Tokenizer(self.tokenizer))


def _lengths(recipe: Recipe) -> dict[str, int]:
    """What of the model shards depend on, beside its tokenizer."""
    model = recipe.model
    return {"encoder_tokens": model.encoder_tokens, "decoder_tokens": model.decoder_tokens}


def _windows(recipe: Recipe) -> dict[str, Any]:
    """What windows of code among the problems depend on; how many, [data] says."""
    counts = ("sequences", "shard_sequences", "tokenizer_sequences")
    return {name: value for name, value in asdict(recipe.code).items() if name not in counts}


def _files(files: Sequence[CodeFile]) -> dict[str, str]:
    return {"files": digest_of(files)} if files else {}


def _digest_of_rows(rows: Sequence[TrainingProblem]) -> str:
    texts = (repr(sorted(_told(row).items())) for row in rows)
    return digest("".join(digest(t.encode("utf-8", "surrogatepass")) for t in texts).encode())


def _told(row: TrainingProblem) -> dict[str, Any]:
    """What a row says; older shards are from before weights, and know rows without one."""
    later = () if row.by_model else ("weight", "by_model")
    return {name: value for name, value in vars(row).items() if name not in later}


def shard_paths(material: Material, folder: Path) -> list[Path]:
    """Returns the paths of the training shards, made or not."""
    total, each, _ = material.sequences
    return [folder / f"train-{index:04}.npz" for index in range(-(-total // each))]


def valid_paths(material: Material, folder: Path) -> dict[str, Path]:
    """Returns the shard of each part that is never trained on, made or not."""
    return {part: folder / f"{part}.npz" for part in material.valid_parts}


def complete(material: Material, folder: Path) -> bool:
    """Says whether `folder` has every shard."""
    paths = [*valid_paths(material, folder).values(), *shard_paths(material, folder)]
    return all(path.exists() for path in paths)


def write_shards(material: Material, folder: Path, workers: int | None = None) -> list[Path]:
    """Makes the shards that `folder` lacks; returns the training shards. Those of `valid_paths`
    hold what is never trained on, and may hold nothing.

    Raises ModelError when the shards in `folder` were made from another recipe, other problems or
    with another tokenizer, or when no example fits the model.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _check_origin(material.origin, folder)
    paths = shard_paths(material, folder)
    _, each, seed = material.sequences
    fewer = min(VALID_SEQUENCES, each)
    jobs = [
        (path, f"{seed}:{part}", fewer, part)
        for part, path in valid_paths(material, folder).items()
    ]
    jobs += [(path, f"{seed}:train:{index}", each, TRAIN) for index, path in enumerate(paths)]
    jobs = [job for job in jobs if not job[0].exists()]
    if jobs:
        with ProcessPoolExecutor(
            workers or len(os.sched_getaffinity(0)),
            # A fresh interpreter: forking one that has run torch's threads can deadlock.
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_start_worker,
            initargs=(material,),
        ) as pool:
            for future in [pool.submit(_make_shard, *job) for job in jobs]:
                future.result()
    return paths


_stream: ExampleStream | None = None


def _start_worker(material: Material) -> None:
    global _stream
    _stream = material.open()


def _make_shard(path: Path, seed: str, count: int, part: str) -> None:
    assert _stream is not None
    made: list[TokenExample] = []
    refused = 0
    for row in _stream(random.Random(seed), part):
        refused = refused + 1 if row is None else 0
        if row is not None:
            made.append(row)
        if len(made) == count:
            break
        if refused == MOST_REFUSED:
            raise ModelError("no program fits the model: raise [model] decoder_tokens")
    save_tokens(path, pack(made))


OTHER = {
    "rows": "other problems: give --data and --exclude as they were",
    "given": "other problems of --valid: give --valid as it was",
    "files": "other files of code: give the folders of --code as they were, or leave --code out "
    "when all shards are made",
    "tokenizer": "another tokenizer: bring tokenizer.model back",
}


def _check_origin(origin: Mapping[str, Any], folder: Path) -> None:
    """An older origin lacks the fields that came later, which had what is their default, and
    sections and digests, of which nothing is known; it stays as it is."""
    path = folder / ORIGIN
    text = json.dumps(origin, sort_keys=True)
    if not path.exists():
        write_whole(path, text.encode())
        return
    try:
        found = json.loads(path.read_text("utf-8"))
        different = _difference(found, json.loads(text))
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ModelError(f"{path} is damaged ({error!r}): delete {folder}") from error
    if different:
        raise ModelError(f"{folder} was made from {different}, or use another --out")


def _difference(found: dict[str, Any], origin: dict[str, Any]) -> str | None:
    """What is different, and what to do about it."""
    for part, now in origin.items():
        if part not in found:
            continue
        if isinstance(now, dict):
            was = _defaults(part) | found[part]
            for name in now:
                if was[name] != now[name]:
                    values = f"{was[name]!r} and is now {now[name]!r}"
                    return f"another recipe ([{part}] {name} was {values}): give it as it was"
        elif found[part] != now:
            return OTHER[part]
    return None


def _defaults(section: str) -> dict[str, Any]:
    defaults = {field.name: field.default for field in fields(SECTIONS[section])}
    return dict(json.loads(json.dumps(defaults)))
