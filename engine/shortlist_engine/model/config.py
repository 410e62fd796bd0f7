"""The shape of a model, and what it was trained on, as one JSON file."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shortlist_engine.languages import written
from shortlist_engine.model.errors import ModelError
from shortlist_engine.statement.prompt import TASKS

FORMAT_VERSION = 2  # 1: decoder graphs that left the cache to their caller
READABLE = (1, 2)
CHOICES = {
    "activation": ("relu2", "relu", "gelu"),
    "positions": ("learned", "sinusoidal", "rotary"),
    "norm": ("layer", "rms"),
    "norm_placement": ("before", "after"),
}
_KINDS = {"int": int, "float": float, "str": str, "bool": bool}


@dataclass(frozen=True)
class ModelConfig:
    """Describes AlphaCode's architecture (section 4.1 and table 3 of the paper) with its free
    choices.

    Stated by the paper: shallow encoder and deep decoder, multi-query attention with `kv_heads`
    key and value heads per attention block (1; 4 and 16 for the two largest models), a plain
    two-matrix feed-forward block. The input embedding is shared by encoder and decoder, which
    share one vocabulary; the masked-language-model head is the output embedding (the paper's
    parameter counts leave no room for a third matrix).

    The rest is not stated, hence configuration. The defaults of the first and of `tied_embeddings`
    are those that give the paper's parameter counts; the others hardly change them.

    positions        `learned`: an absolute embedding for each side. `sinusoidal`: a fixed table
                     (Vaswani et al. 2017, 3.5). `rotary`: self-attention turns queries and keys by
                     their position (Su et al. 2021), and nothing is added to the embeddings.
    tied_embeddings  the output embedding is the input embedding; false by default.
    norm             `layer` (Ba et al. 2016) or `rms` (Zhang and Sennrich 2019).
    norm_placement   `before` each block, with one more norm at the end of each side, or `after`
                     each residual sum, as in the first transformer.
    activation       `relu2` (squared ReLU), `relu` or `gelu`.
    biases           of linear layers and layer norms; false by default.

    Lengths are in tokens. `tags` are the tag sets that sampling draws from, `languages` those
    that the model writes, and `families` those of the bank that it was trained on. `tempering` is
    what training divided the logits by; sampling divides by it too, so that temperature 1 is what
    was trained. `context` says that it was trained with known programs of similar problems beside
    some of the problems. `tasks` are those that it was trained for, which every model was for
    `solve`. `temperature` and `top_p` are the sampling defaults that validation chose; `name` is
    for people.

    Raises ModelError naming the field that is out of range or of the wrong type.
    """

    vocab_size: int
    d_model: int = 256
    head_size: int = 64
    query_heads: int = 4
    kv_heads: int = 1
    encoder_layers: int = 2
    decoder_layers: int = 6
    ffn_multiple: int = 4
    encoder_tokens: int = 384
    decoder_tokens: int = 256
    activation: str = "relu2"
    positions: str = "learned"
    norm: str = "layer"
    norm_placement: str = "before"
    tied_embeddings: bool = False
    biases: bool = False
    languages: tuple[str, ...] = dataclasses.field(default_factory=written)
    tags: tuple[tuple[str, ...], ...] = ((),)
    families: tuple[str, ...] = ()
    tempering: float = 1.0
    temperature: float = 0.8
    top_p: float = 1.0
    context: bool = False
    tasks: tuple[str, ...] = ("solve", "inputs")
    name: str = ""

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            value, kind = getattr(self, field.name), _KINDS.get(str(field.type))
            if kind is int and (type(value) is not int or value < 1):
                raise ModelError(f"model config: {field.name} must be a positive integer")
            if kind in (str, bool) and type(value) is not kind:
                raise ModelError(f"model config: {field.name} must be a {kind.__name__}")
        for name, known in CHOICES.items():
            if getattr(self, name) not in known:
                raise ModelError(
                    f"model config: {name} is one of {', '.join(known)}, not "
                    f"{getattr(self, name)!r}"
                )
        if self.query_heads % self.kv_heads:
            raise ModelError("model config: query_heads must be a multiple of kv_heads")
        if self.positions == "rotary" and self.head_size % 2:
            raise ModelError("model config: rotary positions need an even head_size")
        self._check_sampling()
        if self.vocab_size > 65536:
            raise ModelError("model config: vocab_size is at most 65536 (token arrays are uint16)")

    def _check_sampling(self) -> None:
        for name, most in (("temperature", 10.0), ("top_p", 1.0), ("tempering", 10.0)):
            value = getattr(self, name)
            if type(value) not in (int, float) or not 0 <= value <= most:
                raise ModelError(f"model config: {name} must be a number from 0 to {most:g}")
        for name in ("top_p", "tempering"):
            if getattr(self, name) == 0:
                raise ModelError(f"model config: {name} must be above 0")
        if not all(type(family) is str for family in self.families):
            raise ModelError("model config: families must be a list of names")
        if not self.languages or not set(self.languages) <= set(written()):
            known = ", ".join(written())
            raise ModelError(f"model config: languages must be a list of some of {known}")
        if "solve" not in self.tasks or not set(self.tasks) <= set(TASKS):
            known = ", ".join(TASKS)
            raise ModelError(f"model config: tasks must be solve and others of {known}")
        if not self.tags or not all(type(tag) is str for tags in self.tags for tag in tags):
            raise ModelError("model config: tags must be a list of lists of names")

    @property
    def d_ffn(self) -> int:
        return self.ffn_multiple * self.d_model

    @property
    def d_attention(self) -> int:
        return self.query_heads * self.head_size

    @property
    def d_key_value(self) -> int:
        """Is the width of the keys, and of the values, of one position."""
        return self.kv_heads * self.head_size

    @property
    def group(self) -> int:
        """Counts the query heads that share one key and value head."""
        return self.query_heads // self.kv_heads

    @property
    def pre_norm(self) -> bool:
        return self.norm_placement == "before"

    def architecture(self) -> dict[str, int | str | bool]:
        """Returns the fields that fix the computation and the shapes of the weights."""
        fields = [field.name for field in dataclasses.fields(self)]
        return {name: getattr(self, name) for name in fields[: fields.index("languages")]}

    def to_json(self) -> str:
        data = {"format_version": FORMAT_VERSION, **dataclasses.asdict(self)}
        return json.dumps(data, indent=2) + "\n"

    @classmethod
    def from_dict(cls, data: dict[str, Any], where: str = "model config") -> ModelConfig:
        """Raises ModelError on a missing, unknown or ill-typed field."""
        data = dict(data)
        version = data.pop("format_version", FORMAT_VERSION)
        if version not in READABLE:
            raise ModelError(
                f"{where}: format version {version}, this Shortlist reads up to {FORMAT_VERSION}: "
                "install the matching Shortlist or export the model again"
            )
        unknown = set(data) - {field.name for field in dataclasses.fields(cls)}
        if unknown:
            raise ModelError(
                f"{where}: unknown field {sorted(unknown)[0]!r}: install the Shortlist that wrote "
                "it, or export the model again"
            )
        try:
            if "tags" in data:
                data["tags"] = tuple(tuple(tags) for tags in data["tags"])
            for name in ("languages", "families", "tasks"):
                if name in data:
                    data[name] = tuple(data[name])
            return cls(**data)
        except TypeError as error:
            raise ModelError(f"{where}: {error}") from error
        except ModelError as error:
            raise ModelError(str(error).replace("model config", where, 1)) from error

    @classmethod
    def load(cls, path: Path) -> ModelConfig:
        """Reads a config.json; raises ModelError naming the file."""
        try:
            data = json.loads(path.read_text("utf-8"))
        except FileNotFoundError as error:
            raise ModelError(f"{path} is missing: reinstall or export the model again") from error
        except (OSError, ValueError, RecursionError) as error:
            raise ModelError(f"{path} cannot be read ({error}): export the model again") from error
        if not isinstance(data, dict):
            raise ModelError(f"{path} is not a model config: export the model again")
        return cls.from_dict(data, str(path))
