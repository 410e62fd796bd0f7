"""What server and engine say to each other: msgpack-RPC, and the nouns of `problem` as maps.

Messages follow the msgpack-RPC specification: `[0, id, method, [params]]`, `[1, id, error, result]`
and `[2, method, [params]]`, with exactly one parameter, a map. Neovim speaks this natively.
docs/protocol.md lists the methods; this module needs only the standard library and msgpack.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgpack

from shortlist_engine import places
from shortlist_engine.problem import Budget, CheckerSource, Problem, Program, Run, SolveOptions

PROTOCOL_VERSION = 1
REQUEST, RESPONSE, NOTIFICATION = 0, 1, 2
MAX_MESSAGE_BYTES = 64 * 1024 * 1024

# Requests, editor to engine.
HELLO = "hello"
SOLVE = "solve"
RUN = "run"
STRESS = "stress"
LARGEST = "largest"
ATTENTION = "attention"
PRACTICE = "practice"
ASSIST = "assist"
COMPANION_LISTEN = "companion.listen"
COMPANION_FOCUS = "companion.focus"
COMPANION_TOOK = "companion.took"
CANCEL = "cancel"
STATUS = "status"
MODELS = "models"
UNLOAD = "unload"
SHUTDOWN = "shutdown"
CONSENT = "consent"
# Notifications, engine to editor, while a solve or a run is under way.
SOLVE_PROGRESS = "solve.progress"
SOLVE_RANKING = "solve.ranking"
RUN_RESULT = "run.result"
STRESS_PROGRESS = "stress.progress"
PRACTICE_GROUP = "practice.group"
ASSIST_PROGRESS = "assist.progress"
ASSIST_CANDIDATES = "assist.candidates"
# Notifications, engine to the editor that was looked at last.
COMPANION_PROBLEMS = "companion.problems"
COMPANION_STATUS = "companion.status"

AssistTask = Literal[
    "translate", "explain", "comment", "hint", "prompt", "step", "infill", "place"
]  # fmt: skip

T = TypeVar("T")
_WORD = re.compile(r"[a-z]+[ ,:]")  # rather than the name of a file, a host or a program


@dataclass(frozen=True)
class SolveRequest:
    """Holds the parameter of `solve`. The client chooses `solve_id`, which names this solve in its
    notifications and in `cancel`. `model` is the name of the model that is to write the programs;
    None is the one that the engine was started with."""

    solve_id: str
    problem: Problem
    budget: Budget = field(default_factory=Budget)
    options: SolveOptions = field(default_factory=SolveOptions)
    model: str | None = None


@dataclass(frozen=True)
class GivenTest:
    """Holds an input to run a program on. `expected` is None where nothing is compared."""

    input: str
    expected: str | None = None


@dataclass(frozen=True)
class ExamplesRequest:
    """Holds the parameter of `run`: a user's program, to be run on the examples of `problem`, or on
    `tests` in their place. With a `run_id`, chosen by the client, the run can be cancelled and
    sends notifications. `checker` judges in the place of the problem's rule. `output_chars` is how
    much of each output the notifications have, at most; None: they have none, and the answer has
    it all. A `proposed` program is one that a model wrote: it runs isolated or not at all."""

    problem: Problem
    program: Program
    run_id: str | None = None
    tests: tuple[GivenTest, ...] | None = None
    checker: CheckerSource | None = None
    output_chars: int | None = None
    proposed: bool = False


@dataclass(frozen=True)
class TextDifference:
    """Says where an output first differs from the expected one: `line`, from 1, of the output, the
    two lines, cut where they are long, and the stretch of each that differs, in code points. An
    empty stretch is where something is missing."""

    line: int
    expected: str
    got: str
    start: int
    end: int
    expected_start: int
    expected_end: int


@dataclass(frozen=True)
class TestRun:
    """Holds what `run.result` says of a test: which it was, what the program did, its output cut to
    what was asked for, how long the output is as a whole, and where it first differs from the
    expected one, None where it does not, or where a checker of the user's judged."""

    __test__ = False  # no test of pytest's

    index: int
    run: Run
    output_chars: int = 0
    difference: TextDifference | None = None


@dataclass(frozen=True)
class StressRequest:
    """Holds the parameter of `stress`: a user's program, to be compared with another, called
    `name`, or, with `agree`, with what more than half of several candidates print, programs that a
    model wrote: they run isolated or not at all. The inputs
    `first` go ahead of those that are made from the examples. It ends at the first difference,
    which is then made small, or after so many `seconds`. `run_id` is as in ExamplesRequest."""

    problem: Problem
    program: Program
    against: tuple[Program, ...]
    run_id: str
    name: str = "the other program"
    agree: bool = False
    first: tuple[str, ...] = ()
    seconds: float = 60.0
    seed: int = 1
    checker: CheckerSource | None = None


@dataclass(frozen=True)
class FoundDifference:
    """Holds an input on which programs differ: what was `expected`, and the `run` of the user's
    program, with its output. `agreeing` of `of` candidates print what is expected; 0 of 0 where
    there was one other program."""

    input: str
    expected: str
    run: Run
    agreeing: int = 0
    of: int = 0


@dataclass(frozen=True)
class StressProgress:
    """Says how far a stress test is: inputs `tried`, of which the other program ended badly on
    `refused`, and what was `found`, the smallest so far. `complete`: nothing near it is smaller."""

    tried: int
    refused: int = 0
    seconds: float = 0.0
    found: FoundDifference | None = None
    complete: bool = False


@dataclass(frozen=True)
class StressResult:
    """Ends a stress test: the final counts, and sentences for the user."""

    progress: StressProgress
    cancelled: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class LargestRequest:
    """Holds the parameter of `largest`: a user's program, to be run on `count` inputs as large as
    the statement allows. `run_id` is as in ExamplesRequest."""

    problem: Problem
    program: Program
    run_id: str
    count: int = 6
    seed: int = 1


@dataclass(frozen=True)
class LargeRun:
    """Says what a program did on a large input: `name` is how that begins, `run` is without its
    output."""

    name: str
    input_bytes: int
    run: Run


@dataclass(frozen=True)
class LargestResult:
    """Holds what `largest` answers: a run for each input that was made."""

    runs: tuple[LargeRun, ...]
    cancelled: bool = False


@dataclass(frozen=True)
class AttentionRequest:
    """Holds the parameter of `attention`: which words of `problem` a model reads while it writes
    each line of `program`. `model` is as in SolveRequest."""

    problem: Problem
    program: Program
    model: str | None = None


@dataclass(frozen=True)
class PracticeRequest:
    """Holds the parameter of `practice`: what the user asks for, with the arguments that it takes.
    With a `run_id`, chosen by the client, a program that is submitted can be cancelled and sends
    notifications."""

    action: str
    arguments: dict[str, Any] = field(default_factory=dict)
    run_id: str | None = None


@dataclass(frozen=True)
class AssistRequest:
    """Holds the parameter of `assist`: the task that a model is to do with a file, with its
    arguments, a map of TranslateArguments, ExplainArguments, CommentArguments, HintArguments,
    PromptArguments, StepArguments, InfillArguments or PlaceArguments. With a `run_id`, chosen by
    the client, it can be cancelled and sends notifications. `model` is as in SolveRequest."""

    task: AssistTask
    arguments: dict[str, Any] = field(default_factory=dict)
    run_id: str | None = None
    model: str | None = None


@dataclass(frozen=True)
class AssistFile:
    """Holds what a task is about: the whole `text` of a file, `name` for messages, the `program` in
    it without the statement, or the part that was chosen, and the `problem` that it solves, where
    that is known. `lines` are those of the part, the first from 0 and the one behind the last; None
    where it is the whole file."""

    name: str
    text: str
    program: Program
    problem: Problem | None = None
    lines: tuple[int, ...] | None = None


@dataclass(frozen=True)
class TranslateArguments:
    """Holds what `translate` takes. `given` are inputs of the user's to compare on, beside the
    examples; None of `samples` and `temperature` leaves it to the model."""

    file: AssistFile
    to: str
    given: tuple[str, ...] = ()
    inputs: int = 60
    samples: int | None = None
    temperature: float | None = None
    seed: int = 0


@dataclass(frozen=True)
class ExplainArguments:
    """Holds what `explain` takes. The program runs on `input`, None: on the first example. With
    `facts_only` no model is asked."""

    file: AssistFile
    input: str | None = None
    facts_only: bool = False
    temperature: float | None = None
    seed: int = 0


@dataclass(frozen=True)
class CommentArguments:
    """Holds what `comment` takes. With `docstrings` functions and classes are described."""

    file: AssistFile
    docstrings: bool = False
    temperature: float | None = None
    seed: int = 0


@dataclass(frozen=True)
class HintArguments:
    """Holds what `hint` takes. `grade` is 1, 2 or 3."""

    problem: Problem
    grade: int = 1
    temperature: float | None = None
    seed: int = 0


@dataclass(frozen=True)
class PromptArguments:
    """Holds what `prompt` takes: the name of one of the user's templates. Without one, and without
    a file, the answer lists them."""

    name: str | None = None
    file: AssistFile | None = None
    samples: int = 1
    temperature: float | None = None
    seed: int = 0


@dataclass(frozen=True)
class InfillArguments:
    """Holds what `infill` takes: the program of the file as it is `before` and `after` the cursor,
    without its statement. `max_tokens` bounds what is written."""

    file: AssistFile
    before: str
    after: str
    samples: int = 3
    max_tokens: int = 96
    temperature: float | None = None
    seed: int = 0


@dataclass(frozen=True)
class PlaceArguments:
    """Holds what `place` takes: a translation, the `program`, to be put as a comment below the file
    or the part of it that was chosen, under a line with its `headline`. No model is asked."""

    file: AssistFile
    program: Program
    headline: str


@dataclass(frozen=True)
class StepArguments:
    """Holds what `step` takes: the step at or above `line`, from 1, None: the first without code.
    `input` is what the program reads, None: the examples in the file. With `every` all steps are
    written."""

    file: AssistFile
    line: int | None = None
    input: str | None = None
    every: bool = False
    samples: int = 10
    temperature: float | None = None
    seed: int = 0


@dataclass(frozen=True)
class AttentionMap:
    """Says what a model reads while it writes a program. `text` is what its encoder read of the
    problem, and `words` are where its words are, each from and to a code point. `lines` has for
    each line of the program how much of its attention goes to each word, which sums to 1; nothing
    for a blank line, and for those that are more than the model can write."""

    text: str
    words: tuple[tuple[int, int], ...]
    lines: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class ListedModel:
    """Says of a model that may be chosen what is known without loading it.

    `name` chooses it, and `where` says whether it is built in, its folder, or its server and
    address. What is not known is None: the `window` in tokens, the `bytes` of its weights, their
    number as `parameters`, and whether it is `loaded`. `languages` are those in which it writes
    programs (None: any that can be run); `repairs` says whether it can also correct programs and
    write tests. `note` says why it cannot be used as it is.
    """

    name: str
    where: str
    window: int | None = None
    bytes: int | None = None
    parameters: str = ""
    languages: tuple[str, ...] | None = None
    repairs: bool = False
    loaded: bool | None = None
    note: str = ""


class EngineError(Exception):
    """Reports a failure, with a machine-readable `kind` and a message that names the fix.

    Kinds: `engineUnavailable`, `engineVersion`, `engineCrashed`, `modelNotFound`, `outOfMemory`,
    `sandboxUnavailable`, `needsConsent`, `invalidRequest`, `unsupported`, `practice`,
    `progressUnusable`, `cancelled`, `internal`, and `noResult` where a model was asked and none of
    its answers could be used.
    """

    def __init__(self, kind: str, message: str, **data: Any) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.data = data

    def __reduce__(self) -> tuple[Any, ...]:
        """Lets it be copied to another process."""
        return EngineError.from_wire, (self.to_wire(),)

    @classmethod
    def caused_by(cls, kind: str, error: Exception) -> EngineError:
        """Returns a failure of this kind with the message of `error`, as a sentence."""
        text = str(error).rstrip(".")
        if _WORD.match(text):
            text = text[:1].upper() + text[1:]
        return cls(kind, text + ".")

    @classmethod
    def out_of_memory(cls, what: str, error: MemoryError) -> EngineError:
        """Returns the failure `outOfMemory` with the message of `error` where that names a fix;
        else with what happened (`what`), the error's own words, and the usual fix."""
        text = str(error)
        if ": " in text:
            return cls.caused_by("outOfMemory", error)
        words = f" ({text})" if text else ""
        return cls("outOfMemory", f"{what}{words}: close other programs or use a smaller model.")

    def to_wire(self) -> dict[str, Any]:
        """Returns the failure as a map, with what belongs to it beside kind and message."""
        return {"kind": self.kind, "message": self.message, **self.data}

    @classmethod
    def from_wire(cls, error: Any) -> EngineError:
        """Returns the failure that a map of `to_wire` tells; what is no such map is `internal`."""
        if not isinstance(error, dict):
            return cls("internal", str(error))
        data = {key: value for key, value in error.items() if key not in ("kind", "message")}
        return cls(str(error.get("kind", "internal")), str(error.get("message", "")), **data)


def request(message_id: int, method: str, params: dict[str, Any]) -> bytes:
    """Packs a request, which is answered under its `message_id`."""
    return msgpack.packb([REQUEST, message_id, method, [params]])


def response(message_id: int | None, error: EngineError | None, result: Any) -> bytes:
    """Packs an answer; one without `message_id` is to a message that could not be read."""
    return msgpack.packb([RESPONSE, message_id, error.to_wire() if error else None, result])


def notification(method: str, params: dict[str, Any]) -> bytes:
    """Packs a notification, which is not answered."""
    return msgpack.packb([NOTIFICATION, method, [params]])


def unpacker(most_bytes: int | None = None) -> msgpack.Unpacker:
    """Returns a streaming decoder: call `feed(bytes)`, then iterate over whole messages.

    Raises msgpack.exceptions.BufferFull when a message is over `most_bytes` (None:
    MAX_MESSAGE_BYTES).
    """
    most = MAX_MESSAGE_BYTES if most_bytes is None else most_bytes
    return msgpack.Unpacker(raw=False, max_buffer_size=most, unicode_errors="replace")


def to_wire(value: Any) -> Any:
    """Turns dataclasses into maps, tuples into arrays, and enums into their values."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_wire(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (list, tuple)):
        return [to_wire(item) for item in value]
    if isinstance(value, dict):
        return {key: to_wire(item) for key, item in value.items()}
    return value


def of_problem(problem: Problem) -> dict[str, Any]:
    """Returns what names a problem in the documents that are printed and answered."""
    return {
        "title": problem.title,
        "digest": problem.digest,
        "kind": problem.kind,
        "examples": len(problem.examples),
    }


def from_wire(cls: type[T], value: Any, name: str = "") -> T:
    """A map to the dataclass `cls`. Unknown keys are ignored so that an older peer can read a
    newer one; a missing or ill-typed field raises EngineError `invalidRequest` naming it, as
    a part of `name` (its class when empty)."""
    try:
        return _decode(cls, value, name or cls.__name__)
    except EngineError:
        raise
    except (TypeError, ValueError, KeyError) as error:
        raise EngineError("invalidRequest", f"{name or cls.__name__}: {error}") from error


def _decode(expected: Any, value: Any, where: str) -> Any:
    if isinstance(expected, type) and dataclasses.is_dataclass(expected):
        if not isinstance(value, dict):
            raise EngineError("invalidRequest", f"{where}: expected a map")
        hints = typing.get_type_hints(expected)
        known = {}
        for each in dataclasses.fields(expected):
            if each.name in value:
                known[each.name] = _decode(
                    hints[each.name], value[each.name], f"{where}.{each.name}"
                )
            elif each.default is each.default_factory is dataclasses.MISSING:
                raise EngineError("invalidRequest", f"{where}.{each.name} is missing")
        return expected(**known)
    origin, arguments = typing.get_origin(expected), typing.get_args(expected)
    if origin is tuple:
        if not isinstance(value, (list, tuple)):
            raise EngineError("invalidRequest", f"{where}: expected an array")
        return tuple(_decode(arguments[0], item, f"{where}[{i}]") for i, item in enumerate(value))
    if origin in (typing.Union, types.UnionType):
        if value is None:
            return None
        return _decode(next(a for a in arguments if a is not type(None)), value, where)
    if origin is typing.Literal:
        if value not in arguments:
            raise EngineError("invalidRequest", f"{where}: expected one of {list(arguments)}")
        return value
    if isinstance(expected, type) and issubclass(expected, Enum):
        return expected(value)
    if expected is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if expected in (int, float, str, bool) and type(value) is not expected:
        raise EngineError(
            "invalidRequest", f"{where}: expected {expected.__name__}, got {type(value).__name__}"
        )
    return value


def socket_path() -> Path:
    """Returns where the user's engine listens. Engines of another protocol version use another
    name.

    Raises EngineError `engineUnavailable` when its directory exists and is not the user's own, and
    OSError when it cannot be made.
    """
    try:
        return places.runtime_dir() / f"engine-{PROTOCOL_VERSION}.sock"
    except places.NotPrivate as error:
        raise EngineError("engineUnavailable", str(error)) from error
