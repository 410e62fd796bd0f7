"""Training examples as text: a problem for the encoder, a header and a target for the decoder."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from shortlist_engine.bank import families
from shortlist_engine.bank.family import Family
from shortlist_engine.bank.instance import Instance
from shortlist_engine.bank.split import Split
from shortlist_engine.datasets.training_problems import TrainingProblem, read_training_problems
from shortlist_engine.languages import CPP, PYTHON
from shortlist_engine.model.encoding import encode_problem
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.tokenizer import EOS, Tokenizer
from shortlist_engine.problem import Problem
from shortlist_engine.statement.prompt import (
    RATINGS,
    ContextProgram,
    Metadata,
    Task,
    decoder_prompt,
    encoder_prompt,
)
from shortlist_engine.training import tasks
from shortlist_engine.training.context import ContextPrograms, identity_of_row, identity_of_task
from shortlist_engine.training.recipe import DataRecipe, Recipe
from shortlist_engine.training.rewriting import rewrite
from shortlist_engine.training.rewriting.statements import rewrite_problem
from shortlist_engine.training.tokens import TokenExample

REAL_PROGRAMS = 2  # of a held-out problem, so that one with many does not decide the loss
COMPOSED = "composed_"  # begins the names of the families that are compositions
TAG_SETS = 50  # AlphaCode draws from the 50 most frequent tag combinations


@dataclass(frozen=True)
class TextExample:
    """`correct` is whether the target is, whatever the header says."""

    problem: Problem
    task: Task
    metadata: Metadata
    target: str
    correct: bool = True
    context: tuple[ContextProgram, ...] = ()

    @property
    def header(self) -> str:
        """Returns the text that the target continues."""
        return decoder_prompt(self.metadata, self.task)


class ExampleSource:
    """Gives an endless, seeded stream of examples from the bank and from real rows."""

    def __init__(
        self,
        families: Mapping[str, Family],
        rows: Sequence[TrainingProblem],
        recipe: DataRecipe,
        tags: Sequence[tuple[str, ...]] | None = None,
        context: ContextPrograms | None = None,
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
        self.recipe = recipe
        self._context = context
        wanted = [
            row
            for row in rows
            if self._wanted(row.solutions)
            or (recipe.incorrect_share and self._wanted(row.incorrect))
        ]
        self.rows = [row for row in wanted if row.fraction >= recipe.real_held_out]
        # What a model wrote measures nothing.
        self.held_out = [
            row for row in wanted if row.fraction < recipe.real_held_out and not row.by_model
        ]
        self._until = list(itertools.accumulate(row.weight for row in self.rows))
        self.shares: tuple[tuple[Task, float], ...] = (
            ("inputs", recipe.inputs_share),
            ("continue", recipe.continue_share),
            ("translate", recipe.translate_share),
            ("explain", recipe.explain_share),
        )
        self.tags = list(tags) if tags is not None else self.frequent_tags()

    def frequent_tags(self) -> list[tuple[str, ...]]:
        """Returns the tag sets of rows and bank that occur most, the most frequent first."""
        rng = random.Random(0)
        counts: Counter[tuple[str, ...]] = Counter(row.tags for row in self.rows if row.tags)
        for name in self.names:
            for _ in range(8):
                counts[tuple(self.split.draw(name, rng, unseen=False).tags)] += 1
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return [tags for tags, _ in ranked[:TAG_SETS]]

    def stream(self, rng: random.Random, unseen: bool = False) -> Iterator[TextExample]:
        """Yields examples without end; `unseen` draws held-out bank instances only, for the
        validation loss."""
        open_families = [name for name in self.names if name not in self.split.closed]
        if unseen and not open_families:
            return
        while True:
            if not unseen and self.rows and rng.random() < self.recipe.real_share:
                row = self._row(rng)
                example = self._from_row(row, rng)
                name = identity = identity_of_row(row) if self._context else ""
                title = row.problem.title
            else:
                name = self._family(open_families if unseen else self.names, rng)
                instance = self.split.draw(name, rng, unseen)
                example = self._from_bank(instance, rng)
                identity, title = identity_of_task(name, instance.key), instance.title
            yield example if unseen else self._with_context(example, name, identity, title, rng)

    def real(self, rows: Sequence[TrainingProblem], rng: random.Random) -> Iterator[TextExample]:
        """Yields each of these problems with at most `REAL_PROGRAMS` of its right programs."""
        for row in rows:
            programs = self._wanted(row.solutions)
            for language, source in rng.sample(programs, min(REAL_PROGRAMS, len(programs))):
                rating, tags = row.rating or rng.choice(RATINGS), row.tags or rng.choice(self.tags)
                metadata = self._metadata(language, rating, tags, rng)
                yield TextExample(row.problem, "solve", metadata, source)

    def _with_context(
        self, example: TextExample, name: str, identity: str, title: str, rng: random.Random
    ) -> TextExample:
        """The example with known programs beside it, as often as the recipe says."""
        share = self.recipe.context_share
        alone = self._context is None or example.task != "solve"
        if alone or example.problem.kind != "stdin" or not share or rng.random() >= share:
            return example
        assert self._context is not None
        return replace(example, context=self._context.of(name, identity, title, rng))

    def _row(self, rng: random.Random) -> TrainingProblem:
        """One of the real problems, as often as its weight says."""
        if self._until[-1] == len(self.rows):
            return rng.choice(self.rows)
        (row,) = rng.choices(self.rows, cum_weights=self._until)
        return row

    def _family(self, names: Sequence[str], rng: random.Random) -> str:
        """One of the families; a composition as often as the recipe says."""
        share = self.recipe.composition_share
        if share and rng.random() < share:
            composed = [name for name in names if name.startswith(COMPOSED)]
            return rng.choice(composed or names)
        return rng.choice(names)

    def _task(self, rng: random.Random) -> Task:
        draw = rng.random()
        for task, share in self.shares:
            if draw < share:
                return task
            draw -= share
        return "solve"

    def _from_bank(self, instance: Instance, rng: random.Random) -> TextExample:
        problem = instance.problem(rng, examples=rng.choice((1, 2, 2, 2, 3)))
        task = self._task(rng)
        if task == "inputs":
            metadata = self._metadata(PYTHON.name, instance.rating, instance.tags, rng)
            return TextExample(problem, "inputs", metadata, instance.make_input(rng))
        made = tasks.from_instance(task, instance, rng)
        if made is not None:
            return TextExample(made.problem, task, Metadata(made.language, 0), made.target)
        programs: tasks.Programs = instance.programs
        correct = True
        if self.recipe.incorrect_share and rng.random() < self.recipe.incorrect_share:
            wrong = tasks.wrong_programs(instance)
            programs, correct = wrong or programs, not wrong
        language, sources = self._sources(programs, rng)
        metadata = self._metadata(language, instance.rating, instance.tags, rng, correct)
        return TextExample(problem, "solve", metadata, rng.choice(sources), correct)

    def _from_row(self, row: TrainingProblem, rng: random.Random) -> TextExample:
        """What the row does not say of rating and tags is drawn, as sampling draws it."""
        problem, inputs = row.problem, row.inputs
        solutions: tasks.Programs = row.solutions
        rating = row.rating or rng.choice(RATINGS)
        tags = row.tags or rng.choice(self.tags)
        task = self._task(rng)
        if task == "inputs" and len(problem.examples) + len(inputs) > 1:
            shown = problem.examples
            if inputs:
                target = rng.choice(inputs)
            else:
                target, shown = shown[-1].input, shown[:-1]
            metadata = self._metadata(PYTHON.name, rating, tags, rng)
            return TextExample(replace(problem, examples=shown), "inputs", metadata, target)
        if task == "translate":
            made = tasks.translation(row.solutions, rng)
            if made is not None:
                return TextExample(made.problem, task, Metadata(made.language, 0), made.target)
        wrong = self._wanted(row.incorrect)
        if row.forms and self._wanted(solutions) and rng.random() < self.recipe.function_share:
            problem, solutions = rng.choice(row.forms)
            wrong = []
        right = self._wanted(solutions)
        correct = bool(right)
        if right and wrong and self.recipe.incorrect_share:
            correct = rng.random() >= self.recipe.incorrect_share
        language, sources = self._sources(right if correct else wrong, rng)
        metadata = self._metadata(language, rating, tags, rng, correct)
        source = rng.choice(sources)
        if self.recipe.rewrite_share and rng.random() < self.recipe.rewrite_share:
            problem = rewrite_problem(problem, row.more if problem is row.problem else (), rng)
            source = rewrite(problem, language, source, rng)
        return TextExample(problem, "solve", metadata, source, correct)

    def _wanted(self, programs: tasks.Programs) -> tasks.Programs:
        """Those of the languages that `python_share` leaves in."""
        share = self.recipe.python_share
        return [p for p in programs if 0 < share < 1 or (p[0] == PYTHON.name) == (share == 1)]

    def _sources(self, programs: tasks.Programs, rng: random.Random) -> tuple[str, list[str]]:
        """A language, as `python_share` says where there is a choice, and the programs in it."""
        language = PYTHON.name if rng.random() < self.recipe.python_share else CPP.name
        sources = [source for name, source in programs if name == language]
        if not sources:
            language, source = rng.choice(programs)
            sources = [source]
        return language, sources

    def _metadata(
        self,
        language: str,
        rating: int,
        tags: Sequence[str],
        rng: random.Random,
        correct: bool = True,
    ) -> Metadata:
        said = correct or not self.recipe.value_conditioning
        if rng.random() < self.recipe.random_metadata:
            return Metadata(language, rng.choice(RATINGS), rng.choice(self.tags), said)
        return Metadata(language, rating, tuple(tags), said)

    def encoded(
        self, tokenizer: Tokenizer, recipe: Recipe
    ) -> Callable[[Iterable[TextExample]], Iterator[TokenExample | None]]:
        """Returns what makes tokens of examples, None for one that does not fit."""
        return lambda examples: (tokenize(example, tokenizer, recipe) for example in examples)

    def tokenizer_texts(self, count: int, seed: int) -> Iterator[str]:
        """Yields statements, headers and targets for the tokenizer, from training data only."""
        examples = self.stream(random.Random(f"{seed}:tokenizer"))
        for _, example in zip(range(count), examples, strict=False):
            yield encoder_prompt(example.problem)
            yield example.header + example.target


def tokenize(example: TextExample, tokenizer: Tokenizer, recipe: Recipe) -> TokenExample | None:
    """Returns the example as tokens, None when the target does not fit."""
    header = tokenizer.encode(example.header)
    target = header + tokenizer.encode(example.target.rstrip() + "\n") + [EOS]
    # The last token is never an input, so one more than the positions fits.
    if len(target) > recipe.model.decoder_tokens + 1:
        return None
    limit = recipe.model.encoder_tokens
    source = encode_problem(example.problem, tokenizer, limit, example.context)
    verdict = int(example.correct) if example.task == "solve" else -1
    return TokenExample(source, target, len(header), verdict)


def load_source(
    recipe: Recipe, data: Sequence[Path] = (), exclude: Sequence[Path] = ()
) -> tuple[ExampleSource, list[TrainingProblem]]:
    """Returns the example source of a recipe, with the problems whose programs fit a short
    decoder."""
    longest = 5 * recipe.model.decoder_tokens  # characters; the exact test counts tokens
    rows = []
    for row in read_training_problems(data, exclude):
        incorrect = row.incorrect if recipe.data.incorrect_share else []
        row = replace(
            row,
            solutions=[program for program in row.solutions if len(program[1]) <= longest],
            incorrect=[program for program in incorrect if len(program[1]) <= longest],
        )
        if row.solutions or row.incorrect:
            rows.append(row)
    return ExampleSource(families(), rows, recipe.data), rows
