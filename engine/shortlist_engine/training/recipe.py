"""A training recipe: every number of a run, in one TOML file.

A recipe is read from `recipes/NAME.toml` beside this module or from a path. Unknown or ill-typed
fields are refused with the field's name.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shortlist_engine.model.errors import ModelError

RECIPES = Path(__file__).parent / "recipes"


@dataclass(frozen=True)
class ModelRecipe:
    """See `model.config.ModelConfig`."""

    vocab_size: int = 4000
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

    def __post_init__(self) -> None:
        for name in ("encoder_tokens", "decoder_tokens"):
            if getattr(self, name) % 16 or getattr(self, name) < 16:
                raise ModelError(f"[model] {name} must be a multiple of 16")


@dataclass(frozen=True)
class DataRecipe:
    """What is trained on. Shares are of sequences. `real_share` is the part drawn from the JSON
    Lines files given with `--data`; of the rest, and of what is real, `inputs_share` is test-input
    generation and, of the programs, `python_share` is Python (the rest C++). With probability
    `random_metadata` a sequence carries a random rating and tag set instead of its own, since
    sampling draws them at random."""

    sequences: int = 200_000
    shard_sequences: int = 5_000
    tokenizer_sequences: int = 12_000
    real_share: float = 0.15
    inputs_share: float = 0.1
    python_share: float = 0.6
    random_metadata: float = 0.5
    families: tuple[str, ...] = ()
    seed: int = 1


@dataclass(frozen=True)
class TrainRecipe:
    """The run ends after `steps` or `minutes`, whichever comes first, and the learning rate
    follows whichever is nearer its end: linear warm-up over `warmup_steps`, constant, then
    linearly down to `final_lr` of it over the last `decay` of the run.

    Hidden matrices are trained by Muon (`muon_lr`, `muon_momentum`; 0 turns it off), everything
    else by AdamW. `batch_tokens` is the padded encoder and decoder tokens of one micro-batch;
    a step adds up `accumulate` of them in each of `processes`, which have `threads` threads each
    (0: the cores divided among them). `mlm_rows` of the rows have `mlm_rate` of their encoder
    tokens masked, and that loss counts `mlm_weight`.
    """

    steps: int = 20_000
    minutes: float = 60.0
    batch_tokens: int = 12_288
    accumulate: int = 1
    lr: float = 2e-3
    muon_lr: float = 0.02
    muon_momentum: float = 0.95
    beta1: float = 0.9
    beta2: float = 0.98
    weight_decay: float = 0.1
    warmup_steps: int = 200
    decay: float = 0.6
    final_lr: float = 0.02
    clip: float = 1.0
    mlm_rows: float = 0.25
    mlm_rate: float = 0.15
    mlm_weight: float = 0.5
    bf16: bool = True
    processes: int = 1
    threads: int = 0
    log_every: int = 20
    valid_every: int = 500
    checkpoint_every: int = 500
    seed: int = 1


@dataclass(frozen=True)
class Recipe:
    name: str = "default"
    model: ModelRecipe = field(default_factory=ModelRecipe)
    data: DataRecipe = field(default_factory=DataRecipe)
    train: TrainRecipe = field(default_factory=TrainRecipe)


def load_recipe(name: str) -> Recipe:
    """`name` is a shipped recipe or a path to a TOML file. Raises ModelError."""
    path = Path(name) if name.endswith(".toml") else RECIPES / f"{name}.toml"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in RECIPES.glob("*.toml")))
        raise ModelError(f"recipe {name!r} not found: use one of {known}, or a .toml file")
    data = _read_toml(path)
    sections = {"model": ModelRecipe, "data": DataRecipe, "train": TrainRecipe}
    unknown = set(data) - set(sections)
    if unknown:
        raise ModelError(f"{path}: unknown section [{sorted(unknown)[0]}]")
    parts = {key: _section(cls, data.get(key, {}), path, key) for key, cls in sections.items()}
    return Recipe(name=path.stem, **parts)


def _section(cls: Any, data: Any, path: Path, section: str) -> Any:
    if not isinstance(data, dict):
        raise ModelError(f"{path}: [{section}] must be a table")
    values: dict[str, Any] = {}
    for spec in dataclasses.fields(cls):
        if spec.name not in data:
            continue
        value = data[spec.name]
        expected = {"int": int, "float": float, "str": str, "bool": bool}.get(str(spec.type), tuple)
        if expected is float and type(value) is int:
            value = float(value)
        if expected is tuple and isinstance(value, list):
            value = tuple(value)
        if type(value) is not expected:
            raise ModelError(f"{path}: [{section}] {spec.name} must be {expected.__name__}")
        values[spec.name] = value
    unknown = set(data) - set(values)
    if unknown:
        raise ModelError(f"{path}: [{section}] has no field {sorted(unknown)[0]!r}")
    return cls(**values)


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        import tomllib
    except ModuleNotFoundError:  # Python 3.10
        raise ModelError("training needs Python 3.11 or newer (tomllib)") from None
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read: {error}") from error
