"""Training examples as text: a problem for the encoder, a header and a target for the decoder."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from shortlist_engine.bank.family import Family, Instance
from shortlist_engine.model.errors import ModelError
from shortlist_engine.problem import Example, Problem
from shortlist_engine.statement.prompt import RATINGS, Metadata, Task, decoder_prompt
from shortlist_engine.training.recipe import DataRecipe
from shortlist_engine.training.split import Split

TAG_SETS = 50  # AlphaCode draws from the 50 most frequent tag combinations
_LANGUAGES = {"python3": "python", "python": "python", "cpp": "cpp"}


@dataclass(frozen=True)
class TextExample:
    problem: Problem
    task: Task
    metadata: Metadata
    target: str

    @property
    def header(self) -> str:
        return decoder_prompt(self.metadata, self.task)


class ExampleSource:
    """An endless, seeded stream of examples from the bank and from real rows."""

    def __init__(
        self,
        families: Mapping[str, Family],
        rows: Sequence[Mapping[str, Any]],
        recipe: DataRecipe,
        tags: Sequence[tuple[str, ...]] | None = None,
    ) -> None:
        if recipe.families:
            missing = sorted(set(recipe.families) - set(families))
            if missing:
                raise ModelError(f"the bank has no family {missing[0]!r}: see [data] families")
            families = {name: families[name] for name in recipe.families}
        if not families:
            raise ModelError("the problem bank is empty: there is nothing to train on")
        self.split = Split(families)
        self.names = list(self.split.families)
        self.rows = [row for row in rows if row["solutions"]]
        self.recipe = recipe
        self.tags = list(tags) if tags is not None else self.frequent_tags()

    def frequent_tags(self) -> list[tuple[str, ...]]:
        rng = random.Random(0)
        counts: Counter[tuple[str, ...]] = Counter(row["tags"] for row in self.rows if row["tags"])
        for name in self.names:
            for _ in range(8):
                counts[tuple(self.split.draw(name, rng, unseen=False).tags)] += 1
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return [tags for tags, _ in ranked[:TAG_SETS]]

    def stream(self, rng: random.Random, unseen: bool = False) -> Iterator[TextExample]:
        """`unseen` draws held-out bank instances only, for the validation loss."""
        open_families = [name for name in self.names if name not in self.split.closed]
        if unseen and not open_families:
            return
        while True:
            if not unseen and self.rows and rng.random() < self.recipe.real_share:
                yield self._from_row(rng.choice(self.rows), rng)
            else:
                name = rng.choice(open_families if unseen else self.names)
                yield self._from_bank(self.split.draw(name, rng, unseen), rng)

    def _from_bank(self, instance: Instance, rng: random.Random) -> TextExample:
        problem = instance.problem(rng, examples=rng.choice((1, 2, 2, 2, 3)))
        if rng.random() < self.recipe.inputs_share:
            metadata = self._metadata("python", instance.rating, instance.tags, rng)
            return TextExample(problem, "inputs", metadata, instance.make_input(rng))
        language = "python" if rng.random() < self.recipe.python_share else "cpp"
        programs = [source for name, source in instance.programs if name == language]
        if not programs:
            language, source = rng.choice(instance.programs)
            programs = [source]
        metadata = self._metadata(language, instance.rating, instance.tags, rng)
        return TextExample(problem, "solve", metadata, rng.choice(programs))

    def _from_row(self, row: Mapping[str, Any], rng: random.Random) -> TextExample:
        problem: Problem = row["problem"]
        inputs = row["inputs"]
        if rng.random() < self.recipe.inputs_share and len(problem.examples) + len(inputs) > 1:
            shown = problem.examples
            if inputs:
                target = rng.choice(inputs)
            else:
                target, shown = shown[-1].input, shown[:-1]
            metadata = self._metadata("python", row["rating"], row["tags"], rng)
            return TextExample(replace(problem, examples=shown), "inputs", metadata, target)
        language, source = rng.choice(row["solutions"])
        metadata = self._metadata(language, row["rating"], row["tags"], rng)
        return TextExample(problem, "solve", metadata, source)

    def _metadata(
        self, language: str, rating: int, tags: Sequence[str], rng: random.Random
    ) -> Metadata:
        if rng.random() < self.recipe.random_metadata:
            return Metadata(language, rng.choice(RATINGS), rng.choice(self.tags))
        return Metadata(language, rating, tuple(tags))


def read_rows(paths: Iterable[Path], exclude: Iterable[Path] = ()) -> list[dict[str, Any]]:
    """Problems with correct programs from JSON Lines files (`.jsonl` or `.jsonl.gz`) that have
    `name`, `statement`, `examples` and `solutions`; see docs/training.md for the fields.

    A problem whose name or statement, normalised, occurs in a file of `exclude` or earlier is left
    out. Raises ModelError naming file and line.
    """
    seen: set[str] = set()
    for path in exclude:
        for row in _json_lines(path):
            seen |= _identities(row)
    rows = []
    for path in paths:
        for number, row in enumerate(_json_lines(path), 1):
            identities = _identities(row)
            if identities & seen:
                continue
            seen |= identities
            try:
                rows.append(_row(row))
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise ModelError(f"{path}, line {number}: bad row ({error!r})") from error
    return rows


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    examples = tuple(Example(e["input"], e["output"]) for e in row["examples"])[:3]
    solutions = [
        (_LANGUAGES[s["language"]], s["code"].replace("\r\n", "\n").replace("\t", "    "))
        for s in row.get("solutions", ())
        if s["language"] in _LANGUAGES
    ]
    rating = int(row.get("rating") or 0)
    return {
        "problem": Problem(str(row.get("name", "")), row["statement"], examples),
        "solutions": solutions,
        "inputs": [test["input"] for test in row.get("tests", ()) if len(test["input"]) < 400],
        "rating": min(max(round(rating, -2), RATINGS[0]), RATINGS[-1]),
        "tags": tuple(row.get("tags") or ()),
    }


def _identities(row: Mapping[str, Any]) -> set[str]:
    name = re.sub(r"^\s*\d+_?[A-Z]\d*[.:]\s*|^.*? - ", "", str(row.get("name", "")))
    texts = {"n:" + _plain(name), "s:" + _plain(str(row.get("statement", "")))[:400]}
    return {text for text in texts if len(text) > 6}


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                try:
                    row = json.loads(line)
                except ValueError as error:
                    raise ModelError(f"{path}, line {number}: not JSON ({error})") from error
                if not isinstance(row, dict):
                    raise ModelError(f"{path}, line {number}: expected a JSON object")
                yield row
    except (OSError, EOFError) as error:
        raise ModelError(f"{path} cannot be read: {error}") from error
