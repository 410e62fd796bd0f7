"""The nouns everyone shares. Frozen dataclasses, standard library only.

Units are in the names: `_s` seconds, `_ms` milliseconds, `_mib` and `_kib` binary megabytes and
kilobytes. `sample`, `candidate`, `survivor`, `cluster` and `solution` are used as
docs/architecture.md defines them.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

Kind = Literal["stdin", "function"]
_IMPORTS = re.compile(r"^(?:#|using\b|import\b|from\b|package\b|use\b)[^\n]*\n", re.MULTILINE)


class Verdict(str, Enum):
    """Says what running a program on one input showed.

    `OK` means that it ran to its end and there was no expected output to compare with; `SE` is our
    own failure and never counts against the program; `SK` means that it was not run.
    """

    AC = "AC"
    WA = "WA"
    PE = "PE"
    TLE = "TLE"
    MLE = "MLE"
    OLE = "OLE"
    RE = "RE"
    CE = "CE"
    SE = "SE"
    SK = "SK"
    OK = "OK"


@dataclass(frozen=True)
class Example:
    """Holds an input and its expected output, given with the statement.

    In a *function* problem `input` is an expression that calls the entry point, such as
    `add(1, 2)`, and `output` is the expected value as a literal.
    """

    input: str
    output: str


@dataclass(frozen=True)
class Limits:
    """Bounds one run: `time_s` is CPU time, `memory_mib` memory, and `output_kib` what it
    prints."""

    time_s: float = 2.0
    memory_mib: int = 256
    output_kib: int = 1024


@dataclass(frozen=True)
class Problem:
    """Holds a problem as parsed from a statement.

    `statement` is the text without its examples. `language` is the language of the file that the
    statement stood in, when known. `signature` and `entry_point` belong to *function* problems:
    the source up to the body, and the name to call. `checker` is `tokens`, `exact`,
    `case_insensitive`, `float EPS` or `alphacode`. With `several_answers` the statement accepts
    other outputs than the expected one, so a mismatch is no proof of a fault. `input_file` and
    `output_file` are the files that it says a program reads and writes, empty for its standard
    streams.
    """

    title: str
    statement: str
    examples: tuple[Example, ...] = ()
    kind: Kind = "stdin"
    limits: Limits = field(default_factory=Limits)
    language: str | None = None
    signature: str = ""
    entry_point: str = ""
    checker: str = "tokens"
    several_answers: bool = False
    interactive: bool = False
    url: str = ""
    input_file: str = ""
    output_file: str = ""

    @property
    def digest(self) -> str:
        """Returns 16 hex digits that change when the statement, the examples or the signature
        change; not with the imports above the function, which a solution may add to."""
        signature = _IMPORTS.sub("", self.signature)
        parts = [self.kind, self.title, self.statement, signature]
        parts += [text for example in self.examples for text in (example.input, example.output)]
        return _digest(*parts)


@dataclass(frozen=True)
class SourceFile:
    """Holds a file beside a program: a header that it includes, or a module that it imports. `name`
    is its path from the program's own folder, with slashes."""

    name: str
    text: str


@dataclass(frozen=True)
class CheckerSource:
    """Holds a checker program of the user's, which judges outputs in the place of a rule. `name` is
    its file's, and `headers` lie beside it. `convention` is `testlib` or `icpc`."""

    name: str
    language: str
    source: str
    convention: str = "testlib"
    headers: tuple[SourceFile, ...] = ()


@dataclass(frozen=True)
class Program:
    """Holds a program, drawn from a model or written by a person. `logprob` is the sum over its
    `tokens` under the model, natural logarithm, None where it is not known. `origin` says where one
    that was known before comes from, as in "from your library: cf/71A.py"; empty for others.
    `files` lie beside it. `standard` is that of its language to compile it by, such as `c++20`;
    empty: the usual one, and another where it needs that. `flags` are further words for its
    compiler, and `tool` the compiler or interpreter, by its name on the PATH or its path, that runs
    it as in a terminal; empty: the usual one. Only users have these, for programs of their own."""

    language: str
    source: str
    logprob: float | None = None
    tokens: int = 0
    origin: str = ""
    files: tuple[SourceFile, ...] = ()
    standard: str = ""
    flags: tuple[str, ...] = ()
    tool: str = ""

    @property
    def id(self) -> str:
        """Returns 16 hex digits, equal for programs that differ in trailing white space only."""
        return _digest(self.language, normalise_source(self.source))


@dataclass(frozen=True)
class Run:
    """Tells what one program did on one input. `detail` is for a person: the first difference, the
    last line of a traceback, the compiler's message, or which limit was hit. `errors` is the end (4
    KiB) of what the program, or its compiler, wrote to standard error; runs that share a process
    with others may lack it."""

    verdict: Verdict
    cpu_ms: float = 0.0
    wall_ms: float = 0.0
    memory_kib: int = 0
    output: str = ""
    detail: str = ""
    errors: str = ""


@dataclass(frozen=True)
class Cluster:
    """Stands for survivors with equal outputs on the same inputs. `size` counts samples, duplicates
    too, none where all of its programs were known before; `share` is `size` over the samples in all
    clusters."""

    id: str
    size: int
    share: float
    programs: tuple[Program, ...]


@dataclass(frozen=True)
class Difference:
    """Holds an input that the engine generated and on which a solution prints something else than
    the first one: `first` is what that printed, `other` what this one did, both cut where they are
    long."""

    input: str
    first: str
    other: str


@dataclass(frozen=True)
class Solution:
    """Holds what the user is shown: a program with its proof. `rank` counts from 1. `compared`
    counts the generated inputs on which it was compared with the others, 0 where it was not: its
    cluster then says nothing. `differs` is the smallest of these that tells it from the first
    solution, None where it does the same or was not compared."""

    rank: int
    program: Program
    passed: int
    total: int
    runs: tuple[Run, ...]
    cluster_id: str
    cluster_size: int
    cluster_share: float
    compared: int = 0
    differs: Difference | None = None

    @property
    def id(self) -> str:
        """Returns the id of its program."""
        return self.program.id

    @property
    def time_ms(self) -> float:
        """Returns the largest CPU time over the examples."""
        return max((run.cpu_ms for run in self.runs), default=0.0)

    @property
    def memory_kib(self) -> int:
        """Returns the largest memory over the examples, in KiB."""
        return max((run.memory_kib for run in self.runs), default=0)


@dataclass(frozen=True)
class NearMiss:
    """Holds a program that came closest to passing: it passes `passed` of `total` examples, as far
    as it was run on them. `example` is the index, from 0, of the first that it fails, and `run`
    what it did there, its output cut where it is long."""

    program: Program
    passed: int
    total: int
    example: int
    run: Run


@dataclass(frozen=True)
class Budget:
    """Says when to stop: after this many samples or seconds, whichever comes first."""

    samples: int = 1000
    seconds: float = 60.0


@dataclass(frozen=True)
class SolveOptions:
    """Holds what a solve may be asked for beside its budget: `count` solutions at most; `languages`
    to sample in (None: all that can be run; for a *function* problem that of its signature);
    `temperature`, `top_p` and `seed` in place of the sampler's own; how many `generated_inputs` to
    tell survivors apart with; whether a model that can is asked to `repair` programs that fail and
    to write `model_tests`: programs that make, check and solve small inputs; whether programs of
    the `library` are tried first."""

    count: int = 10
    languages: tuple[str, ...] | None = None
    temperature: float | None = None
    top_p: float | None = None
    seed: int | None = None
    generated_inputs: int = 50
    repair: bool = True
    model_tests: bool = True
    library: bool = True


Stage = Literal["queued", "loading", "sampling", "clustering"]


@dataclass(frozen=True)
class Progress:
    """Holds the counts so far. `best_passed` is the most examples any candidate passed.
    `expected_samples` is about how many there will be within the budget, known as soon as the
    backend's speed is, which may be before the first. `status` says what the model is waited for,
    as in "loading qwen …"; empty when it is not."""

    stage: Stage
    sampled: int = 0
    unique: int = 0
    ran: int = 0
    passed: int = 0
    clusters: int = 0
    best_passed: int = 0
    seconds: float = 0.0
    expected_samples: int | None = None
    status: str = ""


ConfidenceLevel = Literal["low", "fair", "high"]


@dataclass(frozen=True)
class Confidence:
    """Says how sure we may be of the first solution. `chance` is the probability that it is right,
    calibrated on held-out problems (docs/selection.md); `text` says it, and why, in a sentence for
    the user: `Likely right (about 9 in 10): 41 of 45 samples agree.` With `low` a surface says so
    before anything else."""

    chance: float
    level: ConfidenceLevel
    text: str

    @property
    def short(self) -> str:
        """Returns the text without its reason, for where there is little room."""
        return self.text.partition(": ")[0].rstrip(".")


@dataclass(frozen=True)
class Ranking:
    """Holds all solutions so far, best first; a later ranking replaces an earlier one. `confidence`
    is None where nothing is known yet to base it on. `near_misses` are the best of the programs
    that fail an example, best first."""

    solutions: tuple[Solution, ...]
    confidence: Confidence | None = None
    near_misses: tuple[NearMiss, ...] = ()


MAX_CANDIDATES = 200
DoneReason = Literal["samples", "seconds", "cancelled"]


@dataclass(frozen=True)
class Done:
    """Ends a solve as its last event: it says why it ended, the final counts and the final ranking.
    `notes` are sentences for the user, such as a language left out because its compiler is missing.
    `confidence` is None when there is no solution. `model` is the name of the model that wrote the
    programs, empty when none was loaded. `near_misses` are as in a Ranking. `candidates` are the
    programs that pass all examples, best first, MAX_CANDIDATES at most: more than are shown."""

    reason: DoneReason
    progress: Progress
    solutions: tuple[Solution, ...]
    notes: tuple[str, ...] = ()
    confidence: Confidence | None = None
    model: str = ""
    near_misses: tuple[NearMiss, ...] = ()
    candidates: tuple[Program, ...] = ()


Event = Progress | Ranking | Done


def normalise_source(source: str) -> str:
    """Returns the source without trailing white space and blank lines."""
    return "\n".join(line.rstrip() for line in source.splitlines() if line.strip())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
