"""What a backend is: a way to draw samples, found by the name of a model."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.store import DEFAULT_NAME
from shortlist_engine.sampling.base import Sampler
from shortlist_engine.sampling.devices import DeviceChoice

_LESS_MEMORY = "close other programs or use a smaller model"
PromptKind = Literal["auto", "chat", "base"]


@dataclass(frozen=True)
class ModelChoice:
    """Which model is to draw samples, and how it is to compute.

    `model` is a name that some backend knows (None: the model that ships). The others count where
    the backend computes itself: `precision`, where `auto` is the fastest on this machine; `device`,
    where `auto` is a GPU if one can be used and no precision is asked for; and how many `threads`
    it may use, all cores when None. Samples of a seed are the same on every machine in a given
    precision, and may differ between precisions: evaluations name one.

    `prompt` says how a model that answers in text is asked: as `chat`, or as a `base` model, which
    only goes on with a text; `auto` is what is known of the model.

    `on_status` is told, from any thread, what loading and drawing wait for, such as "loading
    qwen …". Once `cancelled` is set, nobody waits for the loading any more.
    """

    model: str | None = None
    precision: Literal["auto", "float32", "int8"] = "float32"
    device: DeviceChoice = "cpu"
    threads: int | None = None
    prompt: PromptKind = "auto"
    on_status: Callable[[str], None] | None = field(default=None, compare=False, repr=False)
    cancelled: threading.Event | None = field(default=None, compare=False, repr=False)

    @property
    def name(self) -> str:
        """The name by which the model was chosen."""
        return DEFAULT_NAME if self.model is None else self.model

    @property
    def asked_as(self) -> str:
        """What `prompt` adds to the identity of a model: empty for `auto`."""
        return "" if self.prompt == "auto" else f" as {self.prompt}"


@dataclass(frozen=True)
class ModelInfo:
    """What is known of a model before it is loaded.

    `name` is that of its sampler and `device` says where it will compute. `languages` are those in
    which it writes programs, None where only loading tells; `logprobs` whether it knows the
    log-probability of what it drew.
    """

    name: str
    device: str
    languages: tuple[str, ...] | None = None
    logprobs: bool = True


@dataclass(frozen=True)
class FoundModel:
    """Says what is known of a model that a server on this machine offers.

    `name` chooses it, `server` is what kind of server has it and `where` its address. What the
    server does not say is None: the `window` in tokens, the `bytes` of its weights, their number
    as `parameters`, and whether it is `loaded`. `note` says why it cannot be used as it is.
    """

    name: str
    server: str
    where: str
    window: int | None = None
    bytes: int | None = None
    parameters: str = ""
    loaded: bool | None = None
    note: str = ""


@dataclass(frozen=True)
class Finding:
    """What a backend found out about a model, for `shortlist doctor`. A `warning` leaves something
    out; an `error` keeps the model from being used. `advice` says what to do."""

    about: str
    status: Literal["ok", "warning", "error"]
    text: str
    advice: str = ""

    @classmethod
    def of_error(cls, about: str, error: ModelError | MemoryError, advice: str = "") -> Finding:
        """Returns the finding that an error is, with the advice that its message has behind a
        colon, else `advice`."""
        text, _, own = str(error).partition(": ")
        if isinstance(error, MemoryError):
            text, own = text or "out of memory", own or _LESS_MEMORY
        own = own or advice
        return cls(about, "error", text, own[:1].upper() + own[1:].rstrip(".") + "." if own else "")


@dataclass(frozen=True)
class Backend:
    """A way to draw samples. All of its functions may block, but for `owns`, which looks at nothing
    but the name, and at the few small files of a folder of that name.

    - `name`: what this way is called.
    - `owns(name)`: whether a model of this name is for this backend.
    - `describe(choice)`: what is known of the model without loading it, in less than a second.
      Raises ModelError when there is no such model.
    - `identify(choice)`: a text that changes whenever the model may draw other samples, such as a
      digest of its files. What evaluations have measured is kept under it. Raises ModelError.
    - `load(choice)`: a sampler, ready to draw. Raises ModelError, which names what is wrong and the
      fix; MemoryError when the model does not fit; Cancelled where loading ends early because
      `choice.cancelled` was set.
    - `inspect(choice, measure)`: what `examine` finds beyond a description. Raises ModelError.
    - `discover()`: the models that answer on this machine without being installed, in less than a
      second. Never raises.
    """

    name: str
    owns: Callable[[str], bool]
    describe: Callable[[ModelChoice], ModelInfo]
    identify: Callable[[ModelChoice], str]
    load: Callable[[ModelChoice], Sampler]
    inspect: Callable[[ModelChoice, bool], list[Finding]] | None = None
    discover: Callable[[], list[FoundModel]] | None = None

    def examine(self, choice: ModelChoice, measure: bool = False) -> list[Finding]:
        """Returns what can be found out about the model, for which a server is tried with short
        answers; with `measure` also how it computes the fastest, measured anew."""
        try:
            if self.inspect is not None:
                return self.inspect(choice, measure)
            info = self.describe(choice)
        except (ModelError, MemoryError) as error:
            other = "take another model, see `shortlist model list`"
            return [Finding.of_error("Model", error, other)]
        return [Finding("Model", "ok", f"{info.name}, on {info.device}")]
