"""What a sampler is: a source of programs for a problem, which says what it can do.

Names follow vLLM: `num_samples` is its `n`, and a sample carries `index`, `finish_reason` and
`cumulative_logprob`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol, get_args

from shortlist_engine.languages import runnable, written
from shortlist_engine.problem import Problem, Program, Run
from shortlist_engine.statement.prompt import TASKS, ContextProgram, Metadata, Task, Turn

FinishReason = Literal["stop", "length"]
TextTask = Literal[
    "repair", "generator", "validator", "brute_force", "comment", "hint", "prompt", "infill"
]  # fmt: skip
"""Tasks that only models know which answer in text. `repair` asks for a program in the place of one
that failed. The next three ask for programs in Python about the problem's inputs: `generator`
prints one for the seed that it reads, `validator` fails on one that is not valid, and `brute_force`
solves the problem for small ones. `comment` asks for the program with comments, `hint` for a hint
without code, `prompt` what a user wrote, and `infill` for what belongs between two texts."""
AnyTask = Task | TextTask
ALL_TASKS: tuple[AnyTask, ...] = (*TASKS, *get_args(TextTask))
PROGRAM_TASKS: tuple[AnyTask, ...] = ("solve", "continue", "translate", "repair")
"""The tasks whose answer is a program, so that a language has to be one that the model writes."""
ASSISTING: tuple[AnyTask, ...] = (
    "continue", "translate", "explain", "comment", "hint", "prompt", "infill"
)  # fmt: skip
"""The tasks that are about what a `Subject` holds, and not a problem to be solved."""


class UnsupportedError(Exception):
    """Says that a sampler was asked for what it cannot do. The message says what it can do
    instead."""


@dataclass(frozen=True)
class Capabilities:
    """Says what a sampler can do.

    - `languages`: those in which it writes programs.
    - `tasks`: those that it knows.
    - `reproducible`: whether equal parameters, the seed among them, give equal samples.
    - `logprobs`: whether it knows the log-probability of what it drew. Without,
      `Sample.cumulative_logprob` is None.
    - `batch_size`: how many samples it draws at the same time when `SamplingParams.batch_size`
      does not say. Asking for fewer leaves it partly idle.
    - `round_size`: how many samples to ask for at a time when each costs seconds; None where they
      are cheap, so that rounds grow.
    - `samples_per_second`: how fast it has been so far, the only one of these that changes; None
      where that is not known.
    - `context`: whether known programs of similar problems help it (`SamplingParams.context`).
    - `ranges`: whether samples can be drawn from any number on (`SamplingParams.first`).
    """

    languages: tuple[str, ...]
    tasks: tuple[AnyTask, ...]
    reproducible: bool
    logprobs: bool
    batch_size: int
    round_size: int | None = None
    samples_per_second: float | None = None
    context: bool = False
    ranges: bool = False


@dataclass(frozen=True)
class Failure:
    """Says how a program failed on an example, for a model that is to repair it. `run` is what it
    did with `input`, where `expected` was right."""

    program: Program
    input: str
    expected: str
    run: Run


@dataclass(frozen=True)
class Subject:
    """Says what a task of `ASSISTING` is about, for models that answer in text.

    - `program`: the program to translate, explain, comment or ask about.
    - `problem`: the problem that it solves, or that a hint is wanted for, where it is known; of
      a function that is to be translated the one in the language wanted, with its `signature`
      where that is known.
    - `turns`: the steps of `continue`; the last one has no code yet.
    - `facts`: what a run of the program showed, for `explain`.
    - `docstring`: a docstring is wanted for each function in place of `comment`'s line comments.
    - `grade`: how much a hint gives away, 1 to 3.
    - `request`: the text of `prompt`, whole.
    - `before`, `after`: the texts between which the answer to `infill` belongs.
    """

    program: Program | None = None
    problem: Problem | None = None
    turns: tuple[Turn, ...] = ()
    facts: str = ""
    docstring: bool = False
    grade: int = 1
    request: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class SamplingParams:
    """Says what is asked of a sampler.

    `temperature` 0 takes the likeliest token; `top_p` keeps the smallest set of tokens with
    that much probability; None is the model's own default, chosen on validation. `max_tokens`
    counts the tokens of the program; the model's decoder length bounds it as well. Languages
    take turns, so two share the samples half and half. `batch_size` samples decode together; None
    leaves it to the sampler. With `greedy_first` the first sample is the likeliest, where the model
    can say which that is and no temperature is asked for. `failure` belongs to the task `repair`,
    and `subject` to those of `ASSISTING`: a model that answers in text reads it, and our own what
    `statement.prompt` makes of it as a problem. `context` are known programs of similar problems,
    the most similar first; a sampler that cannot use them leaves them out. `first` is the index of
    the first sample, for a sampler with `ranges`: sample i is the same whichever range it is drawn
    in.

    Raises ValueError, naming the field, when a value is out of range.
    """

    num_samples: int = 1000
    temperature: float | None = None
    top_p: float | None = None
    seed: int = 0
    languages: tuple[str, ...] = field(default_factory=written)
    max_tokens: int | None = None
    batch_size: int | None = None
    task: AnyTask = "solve"
    greedy_first: bool = False
    failure: Failure | None = None
    subject: Subject | None = None
    context: tuple[ContextProgram, ...] = ()
    first: int = 0

    def __post_init__(self) -> None:
        if self.num_samples < 0:
            raise ValueError("num_samples must not be negative")
        if self.first < 0:
            raise ValueError("first must not be negative")
        if self.temperature is not None and not 0 <= self.temperature <= 10:
            raise ValueError("temperature must be between 0 and 10")
        if self.top_p is not None and not 0 < self.top_p <= 1:
            raise ValueError("top_p must be above 0 and at most 1")
        if not 0 <= self.seed < 2**63:
            raise ValueError("seed must be between 0 and 2**63 - 1")
        if self.max_tokens is not None and self.max_tokens < 1:
            raise ValueError("max_tokens must be at least 1")
        if self.batch_size is not None and self.batch_size < 1:
            raise ValueError("batch_size must be at least 1")
        unknown = [name for name in self.languages if name not in runnable()]
        if unknown or not self.languages:
            known = ", ".join(runnable())
            raise ValueError(f"languages must be among {known}; got {self.languages!r}")
        if self.task not in ALL_TASKS:
            raise ValueError(f"task must be one of {', '.join(ALL_TASKS)}, not {self.task!r}")
        if self.subject is not None and self.task not in ASSISTING:
            raise ValueError(f"the task {self.task!r} is not about a subject")
        if (self.task == "repair") != (self.failure is not None):
            raise ValueError("a failure and the task 'repair' need each other")


@dataclass(frozen=True)
class Sample:
    """Holds one drawn text: a program, or a test input when the task was `inputs`.

    `finish_reason` is `length` when the tokens ran out before the model ended the text.
    `cumulative_logprob` is the sum of the natural log-probabilities of its tokens and the end
    under the model at temperature 1, None where the sampler does not know it. `metadata` is what
    the sample was conditioned on, None where it was on nothing.

    An answer in text may be meant as several programs: `alternatives` are the further readings,
    best guess first, `text` the best; `answer_lacks` says in a few words why there is none.
    """

    index: int
    text: str
    language: str
    cumulative_logprob: float | None
    num_tokens: int
    finish_reason: FinishReason
    metadata: Metadata | None = None
    alternatives: tuple[Program, ...] = ()
    answer_lacks: str = ""


class Sampler(Protocol):
    """Draws samples. Each runs one `sample` at a time."""

    @property
    def name(self) -> str:
        """Returns the name of the model, as it is shown."""
        ...

    @property
    def capabilities(self) -> Capabilities:
        """Returns what this sampler can do, the same at any time."""
        ...

    def sample(
        self, problem: Problem, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        """Blocks, and yields samples as they finish, in no particular order of `index`. It returns
        within one decoder step after `cancelled` is set.

        Raises UnsupportedError, from `check_supported`, before anything is drawn; ModelError, which
        names the fix, when the model is gone or does not answer; MemoryError.
        """
        ...

    def close(self) -> None:
        """Gives everything back. No sample can be drawn afterwards."""
        ...


@dataclass(frozen=True)
class Likelihood:
    """Says how likely a text is to a model: the sum of the natural log-probabilities of its
    `tokens`."""

    logprob: float
    tokens: int


def likelihood_of(sampler: Sampler) -> Callable[[str, str], Likelihood] | None:
    """Returns what says how likely a text (the second) is after another (the first), None for a
    sampler that cannot. It blocks, and raises ModelError as `Sampler.sample` does."""
    found: Callable[[str, str], Likelihood] | None = getattr(sampler, "likelihood", None)
    return found


def check_supported(sampler: Sampler, params: SamplingParams) -> None:
    """Raises UnsupportedError when `sampler` does not have the task, or does not write one of the
    languages. Every sampler calls this before it draws anything."""
    check_task(sampler, params)
    if params.task not in PROGRAM_TASKS:
        return
    able = sampler.capabilities.languages
    for language in params.languages:
        if language not in able:
            raise UnsupportedError(
                f"the model {sampler.name} does not write {language}, only {', '.join(able)}"
            )


def check_task(sampler: Sampler, params: SamplingParams) -> None:
    """Raises UnsupportedError when `sampler` does not have the task: the half of `check_supported`
    for samples that were recorded, whose languages cannot be chosen any more."""
    if params.first and not sampler.capabilities.ranges:
        raise UnsupportedError(f"the model {sampler.name} draws samples from the first one on only")
    tasks = sampler.capabilities.tasks
    if params.task not in tasks:
        fix = ""
        if params.task == "infill":
            fix = (
                ": choose one that fills in, with --model or in the settings, such as a coder's "
                "base model in llama.cpp's server or Ollama (`shortlist model list` shows them)"
            )
        elif params.task in ASSISTING:
            fix = (
                ": choose a model that answers in text and follows instructions with --model or "
                "in the settings (`shortlist model list` shows what is here)"
            )
        raise UnsupportedError(
            f"the model {sampler.name} does not have the task {params.task!r}, "
            f"only {', '.join(tasks)}{fix}"
        )
