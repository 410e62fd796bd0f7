"""What a backend is: a way to draw samples, found by the name of a model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from shortlist_engine.model.store import DEFAULT_NAME
from shortlist_engine.sampling.base import Sampler
from shortlist_engine.sampling.devices import DeviceChoice


@dataclass(frozen=True)
class ModelChoice:
    """Which model is to draw samples, and how it is to compute.

    `model` is a name that some backend knows (None: the model that ships). The others count where
    the backend computes itself: `precision`, where `auto` is the fastest on this machine; `device`,
    where `auto` is a GPU if one can be used and no precision is asked for; and how many `threads`
    it may use, all cores when None. Samples of a seed are the same on every machine in a given
    precision, and may differ between precisions: evaluations name one.
    """

    model: str | None = None
    precision: Literal["auto", "float32", "int8"] = "float32"
    device: DeviceChoice = "cpu"
    threads: int | None = None

    @property
    def name(self) -> str:
        """The name by which the model was chosen."""
        return DEFAULT_NAME if self.model is None else self.model


@dataclass(frozen=True)
class ModelInfo:
    """What is known of a model before it is loaded.

    `name` is that of its sampler and `device` says where it will compute. `languages` are those in
    which it writes programs, None where only loading tells. `folder` holds its files, if it has
    files here.
    """

    name: str
    device: str
    languages: tuple[str, ...] | None = None
    folder: Path | None = None


@dataclass(frozen=True)
class Backend:
    """A way to draw samples. All of its functions may block, but for `owns`, which looks at nothing
    but the name.

    - `name`: what this way is called.
    - `owns(name)`: whether a model of this name is for this backend.
    - `describe(choice)`: what is known of the model without loading it, in less than a second.
      Raises ModelError when there is no such model.
    - `identify(choice)`: a text that changes whenever the model may draw other samples, such as a
      digest of its files. What evaluations have measured is kept under it. Raises ModelError.
    - `load(choice)`: a sampler, ready to draw. Raises ModelError, which names what is wrong and the
      fix; MemoryError when the model does not fit.
    """

    name: str
    owns: Callable[[str], bool]
    describe: Callable[[ModelChoice], ModelInfo]
    identify: Callable[[ModelChoice], str]
    load: Callable[[ModelChoice], Sampler]
