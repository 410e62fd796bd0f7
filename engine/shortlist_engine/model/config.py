"""The shape of a model, and what it was trained on, as one JSON file."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shortlist_engine.model.errors import ModelError

FORMAT_VERSION = 1


@dataclass(frozen=True)
class ModelConfig:
    """AlphaCode's architecture (section 4.1 and table 3 of the paper) with its free choices.

    Stated by the paper: shallow encoder and deep decoder, multi-query attention (one key and one
    value head per attention block), a plain two-matrix feed-forward block, untied input and
    output embeddings. The input embedding is shared by encoder and decoder, which share one
    vocabulary; the masked-language-model head is the output embedding (the paper's parameter
    counts leave no room for a third matrix). Not stated, hence configuration: learned absolute
    positions, layer norm without bias before each block, no biases, and `activation`, `relu2`
    (squared ReLU) by default.

    Lengths are in tokens. `tags` are the tag sets that sampling draws from, `languages` those
    that the model writes, and `families` those of the bank that it was trained on. `temperature`
    and `top_p` are the sampling defaults that validation chose; `name` is for people.
    """

    vocab_size: int
    d_model: int = 256
    head_size: int = 64
    query_heads: int = 4
    encoder_layers: int = 2
    decoder_layers: int = 6
    ffn_multiple: int = 4
    encoder_tokens: int = 384
    decoder_tokens: int = 256
    activation: str = "relu2"
    languages: tuple[str, ...] = ("python", "cpp")
    tags: tuple[tuple[str, ...], ...] = ((),)
    families: tuple[str, ...] = ()
    temperature: float = 0.8
    top_p: float = 1.0
    name: str = ""

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if field.type == "int" and (type(value) is not int or value < 1):
                raise ModelError(f"model config: {field.name} must be a positive integer")
        if self.activation not in ("relu2", "gelu"):
            raise ModelError(f"model config: activation is relu2 or gelu, not {self.activation!r}")
        if self.vocab_size > 65536:
            raise ModelError("model config: vocab_size is at most 65536 (token arrays are uint16)")

    @property
    def d_ffn(self) -> int:
        return self.ffn_multiple * self.d_model

    @property
    def d_attention(self) -> int:
        return self.query_heads * self.head_size

    def to_json(self) -> str:
        data = {"format_version": FORMAT_VERSION, **dataclasses.asdict(self)}
        return json.dumps(data, indent=2) + "\n"

    @classmethod
    def from_dict(cls, data: dict[str, Any], where: str = "model config") -> ModelConfig:
        """Raises ModelError on a missing, unknown or ill-typed field."""
        data = dict(data)
        version = data.pop("format_version", FORMAT_VERSION)
        if version != FORMAT_VERSION:
            raise ModelError(
                f"{where}: format version {version}, this Shortlist reads {FORMAT_VERSION}: "
                "install the matching Shortlist or export the model again"
            )
        unknown = set(data) - {field.name for field in dataclasses.fields(cls)}
        if unknown:
            raise ModelError(f"{where}: unknown field {sorted(unknown)[0]!r}")
        try:
            if "tags" in data:
                data["tags"] = tuple(tuple(tags) for tags in data["tags"])
            for name in ("languages", "families"):
                if name in data:
                    data[name] = tuple(data[name])
            return cls(**data)
        except TypeError as error:
            raise ModelError(f"{where}: {error}") from error

    @classmethod
    def load(cls, path: Path) -> ModelConfig:
        """Reads a config.json; raises ModelError naming the file."""
        try:
            data = json.loads(path.read_text("utf-8"))
        except FileNotFoundError as error:
            raise ModelError(f"{path} is missing: reinstall or export the model again") from error
        except (OSError, ValueError) as error:
            raise ModelError(f"{path} cannot be read ({error}): export the model again") from error
        if not isinstance(data, dict):
            raise ModelError(f"{path} is not a model config: export the model again")
        return cls.from_dict(data, str(path))
