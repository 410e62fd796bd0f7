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
SCHEDULES = ("linear", "cosine")
DEVICES = ("auto", "cpu", "cuda")


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
    sampling draws them at random; 1 makes rating and tags say nothing, 0 is the paper's.

    `continue_share`, `translate_share` and `explain_share` are further tasks (see `tasks`), each a
    part of the sequences as `inputs_share` is. `incorrect_share` is the part of the programs to
    solve that are wrong, where there are wrong ones; with `value_conditioning` their header says
    so, without it every header says that the program is correct (paper, section 4.3)."""

    sequences: int = 200_000
    shard_sequences: int = 5_000
    tokenizer_sequences: int = 12_000
    real_share: float = 0.15
    inputs_share: float = 0.1
    python_share: float = 0.6
    random_metadata: float = 0.5
    families: tuple[str, ...] = ()
    seed: int = 1
    continue_share: float = 0.0
    translate_share: float = 0.0
    explain_share: float = 0.0
    incorrect_share: float = 0.0
    value_conditioning: bool = True

    def __post_init__(self) -> None:
        shares = [field.name for field in dataclasses.fields(self) if field.name.endswith("_share")]
        _check_shares("data", self, [*shares, "random_metadata"])
        tasks = ("inputs_share", "continue_share", "translate_share", "explain_share")
        if sum(getattr(self, name) for name in tasks) > 1 + 1e-9:
            raise ModelError(f"[data] {', '.join(tasks)} add up to more than 1")


@dataclass(frozen=True)
class CodeRecipe:
    """What is pretrained on: windows of the source files in the folders given with `--code`, and,
    as `bank_share` of the sequences, of the bank's programs. A file is drawn in proportion to its
    size. Left out are files of more than `max_bytes`, with a line of more than `max_line`
    characters, or equal to another up to white space (Li et al. 2022, section 3.1), and of other
    languages than `languages` (empty: all of `code_files.LANGUAGES`). `held_out` of the files are
    kept for the validation loss. `tokenizer_sequences` windows go into the tokenizer, beside the
    texts of [data]."""

    sequences: int = 100_000
    shard_sequences: int = 5_000
    tokenizer_sequences: int = 8_000
    bank_share: float = 0.1
    languages: tuple[str, ...] = ()
    max_bytes: int = 1_000_000
    max_line: int = 1_000
    held_out: float = 0.01
    seed: int = 1

    def __post_init__(self) -> None:
        _check_shares("code", self, ["bank_share", "held_out"])
        for name in ("sequences", "shard_sequences", "max_bytes", "max_line"):
            if getattr(self, name) < 1:
                raise ModelError(f"[code] {name} must be at least 1")


@dataclass(frozen=True)
class TrainRecipe:
    """One stage: `[train]` is the fine-tuning, or the only stage; `[pretrain]` the stage before.

    The run ends after `steps` or `minutes`, whichever comes first, and the learning rate follows
    whichever is nearer its end: linear warm-up over `warmup_steps`, constant, then down to
    `final_lr` of it over the last `decay` of the run, as `schedule` says: `linear` or `cosine`.

    `start_from` names the weights that the stage starts from: the folder of another run or of a
    model, a checkpoint.pt or a model.safetensors; a relative path is looked for in the run's own
    folder first, so that `pretrain` is the stage before. Empty: random weights. `window_shards`
    shards are read at a time, for data that does not fit into memory; 0 reads all at once.

    `device` is `cpu`, `cuda`, or `auto`: a GPU when torch finds one. `compile` compiles encoder and
    decoder with torch.compile, which takes a minute or more at the start.

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
    schedule: str = "linear"
    start_from: str = ""
    window_shards: int = 0
    device: str = "auto"
    compile: bool = False

    def __post_init__(self) -> None:
        if self.device not in DEVICES:
            raise ModelError(f"[train] device is one of {', '.join(DEVICES)}, not {self.device!r}")
        if self.schedule not in SCHEDULES:
            raise ModelError(
                f"[train] schedule is one of {', '.join(SCHEDULES)}, not {self.schedule!r}"
            )


@dataclass(frozen=True)
class ObjectiveRecipe:
    """What fine-tuning adds to next-token and masked-token loss (Li et al. 2022, section 4.3), each
    off by default and independent of the others. The paper's figures in brackets.

    `tempering` [0.2] divides the logits in training; 1 is none. `sampling_temperature` [0.12, with
    GOLD 0.25] becomes the exported model's own; 0 stands for 0.8 times `tempering`.

    `value_weight` is the weight of the value loss: `value_layers` blocks over the decoder's last
    representations tell whether the program is correct. `value_hidden` of the rows do not show the
    verdict in their header, which would give the answer away.

    `gold` weights every token by max(P ** gold_alpha, gold_beta) [0.5, 0.05] after the first
    `gold_after` steps.
    """

    tempering: float = 1.0
    sampling_temperature: float = 0.0
    value_weight: float = 0.0
    value_layers: int = 1
    value_hidden: float = 0.5
    gold: bool = False
    gold_alpha: float = 0.5
    gold_beta: float = 0.05
    gold_after: int = 0

    def __post_init__(self) -> None:
        _check_shares("objective", self, ["value_hidden", "gold_beta"])
        if not 0 < self.tempering <= 10:
            raise ModelError("[objective] tempering must be above 0 and at most 10; 1 is none")
        if not 0 <= self.sampling_temperature <= 10:
            raise ModelError("[objective] sampling_temperature must be from 0 to 10")
        if self.value_weight < 0 or self.gold_alpha < 0 or self.gold_after < 0:
            raise ModelError(
                "[objective] value_weight, gold_alpha and gold_after must not be negative"
            )
        if self.value_layers < 1:
            raise ModelError("[objective] value_layers must be at least 1")

    @property
    def temperature(self) -> float:
        """At which the exported model samples by default."""
        return self.sampling_temperature or round(0.8 * self.tempering, 4)


@dataclass(frozen=True)
class Recipe:
    name: str = "default"
    model: ModelRecipe = field(default_factory=ModelRecipe)
    data: DataRecipe = field(default_factory=DataRecipe)
    train: TrainRecipe = field(default_factory=TrainRecipe)
    objective: ObjectiveRecipe = field(default_factory=ObjectiveRecipe)
    code: CodeRecipe = field(default_factory=CodeRecipe)
    pretrain: TrainRecipe | None = None

    def __post_init__(self) -> None:
        if self.objective.value_weight and not self.data.incorrect_share:
            raise ModelError(
                "value prediction needs incorrect programs: set [data] incorrect_share above 0, or "
                "[objective] value_weight to 0"
            )

    def for_pretraining(self) -> Recipe:
        """The same recipe with `[pretrain]` as the stage that is trained, without the objectives
        of fine-tuning. Raises ModelError when it has none."""
        if self.pretrain is None:
            raise ModelError(
                f"the recipe {self.name} has no [pretrain]: add it, with the fields of [train]"
            )
        return dataclasses.replace(self, train=self.pretrain, objective=ObjectiveRecipe())


SECTIONS: dict[str, type] = {
    "model": ModelRecipe,
    "data": DataRecipe,
    "train": TrainRecipe,
    "objective": ObjectiveRecipe,
    "code": CodeRecipe,
    "pretrain": TrainRecipe,
}


def load_recipe(name: str) -> Recipe:
    """`name` is a shipped recipe or a path to a TOML file. Raises ModelError."""
    path = Path(name) if name.endswith(".toml") else RECIPES / f"{name}.toml"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in RECIPES.glob("*.toml")))
        raise ModelError(f"recipe {name!r} not found: use one of {known}, or a .toml file")
    data = _read_toml(path)
    unknown = set(data) - set(SECTIONS)
    if unknown:
        raise ModelError(f"{path}: unknown section [{sorted(unknown)[0]}]")
    parts = {key: _section(SECTIONS[key], data[key], path, key) for key in data}
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
    try:
        return cls(**values)
    except ModelError as error:  # [pretrain] has the fields of [train]
        raise ModelError(f"{path}: {str(error).replace('[train]', f'[{section}]')}") from error


def _check_shares(section: str, recipe: Any, names: list[str]) -> None:
    for name in names:
        if not 0 <= getattr(recipe, name) <= 1:
            raise ModelError(f"[{section}] {name} must be from 0 to 1")


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        import tomllib
    except ModuleNotFoundError:  # Python 3.10
        raise ModelError("training needs Python 3.11 or newer (tomllib)") from None
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read: {error}") from error
