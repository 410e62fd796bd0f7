"""The sections of a recipe and their fields, each with the range that makes sense.

A value out of its range is refused with the section's and the field's name.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shortlist_engine.model.errors import ModelError

SCHEDULES = ("linear", "cosine")
DEVICES = ("auto", "cpu", "cuda")


@dataclass(frozen=True)
class ModelRecipe:
    """Says the shape of the model; `model.config.ModelConfig` explains the fields."""

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
    """Says what is trained on. Shares are of sequences. `real_share` is the part drawn from the
    JSON Lines files given with `--data`; of the rest, and of what is real, `inputs_share` is
    test-input generation and, of the programs, `python_share` is Python (the rest C++); a real
    problem with programs in one language gives that one, and is left out when the share is 1 or 0
    and rules it out. With probability `random_metadata` a sequence carries a random rating and tag
    set instead of its own, since sampling draws them at random; 1 makes rating and tags say
    nothing, 0 is the paper's. A rating or tags that a real problem lacks are always drawn so.

    `composition_share` of what comes from the bank are compositions, of which there are more than
    of all other tasks together; 0 draws them like any other family.

    `continue_share`, `translate_share` and `explain_share` are further tasks (see `tasks`), each a
    part of the sequences as `inputs_share` is. `incorrect_share` is the part of the programs to
    solve that are wrong, where there are wrong ones; with `value_conditioning` their header says
    so, without it every header says that the program is correct (paper, section 4.3).

    Of the sequences of real problems, `rewrite_share` have problem and program in other words
    (`rewriting`), and `function_share`, where the problem has such a form, ask for a function.

    `context_share` of the programs to solve have known programs of similar problems beside their
    problem (`context`), never of the problem itself; what is held out for the validation loss has
    none.

    `code_share` of the sequences are windows of source code, as in pretraining, from the folders
    given with `--code`. `real_held_out` of the real problems, by a hash of the statement, are for
    the validation loss only. `folder` is where the run keeps its shards: a run that is resumed
    with another folder goes on with other data, its optimisers as they were."""

    sequences: int = 200_000
    shard_sequences: int = 5_000
    tokenizer_sequences: int = 12_000
    real_share: float = 0.15
    inputs_share: float = 0.1
    python_share: float = 0.6
    random_metadata: float = 0.5
    families: tuple[str, ...] = ()
    composition_share: float = 0.0
    seed: int = 1
    continue_share: float = 0.0
    translate_share: float = 0.0
    explain_share: float = 0.0
    incorrect_share: float = 0.0
    value_conditioning: bool = True
    code_share: float = 0.0
    rewrite_share: float = 0.0
    function_share: float = 0.0
    context_share: float = 0.0
    real_held_out: float = 0.0
    folder: str = "data"

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", self.folder):
            raise ModelError("[data] folder must be a plain name: letters, digits, '.', '_', '-'")
        _check_at_least("data", self, 1, ["sequences", "shard_sequences", "tokenizer_sequences"])
        shares = [field.name for field in dataclasses.fields(self) if field.name.endswith("_share")]
        _check_shares("data", self, [*shares, "random_metadata", "real_held_out"])
        tasks = ("inputs_share", "continue_share", "translate_share", "explain_share")
        if sum(getattr(self, name) for name in tasks) > 1 + 1e-9:
            raise ModelError(f"[data] {', '.join(tasks)} add up to more than 1")

    @property
    def tasks(self) -> tuple[str, ...]:
        """Returns the tasks that are trained."""
        return tasks_of(dataclasses.asdict(self))


@dataclass(frozen=True)
class CodeRecipe:
    """Says what is pretrained on: windows of the source files in the folders given with `--code`,
    and, as `bank_share` of the sequences, of the bank's programs. A file is drawn in proportion to
    its size. Left out are files of more than `max_bytes`, with a line of more than `max_line`
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
        _check_at_least("code", self, 1, ["sequences", "shard_sequences", "max_bytes", "max_line"])
        _check_at_least("code", self, 0, ["tokenizer_sequences"])


@dataclass(frozen=True)
class TrainRecipe:
    """Says how one stage is trained: `[train]` is the fine-tuning, or the only stage; `[pretrain]`
    the stage before.

    The run ends after `steps`, `minutes` or `cpu_minutes` of all processors together (0: no such
    limit), whichever comes first, and the learning rate follows whichever is nearest its end:
    linear warm-up over `warmup_steps`, constant, then down to `final_lr` of it over the last
    `decay` of the run, as `schedule` says: `linear` or `cosine`.

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
    cpu_minutes: float = 0.0
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
        counts = ("steps", "batch_tokens", "accumulate", "processes")
        every = ("log_every", "valid_every", "checkpoint_every")
        _check_at_least("train", self, 1, [*counts, *every])
        _check_at_least("train", self, 0, ["threads", "warmup_steps", "window_shards", "seed"])
        _check_at_least("train", self, 0, ["muon_lr", "weight_decay", "mlm_weight", "cpu_minutes"])
        _check_above_zero("train", self, ["minutes", "lr", "clip"])
        _check_shares("train", self, ["mlm_rows", "mlm_rate", "decay", "final_lr"])
        for name in ("muon_momentum", "beta1", "beta2"):
            if not 0 <= getattr(self, name) < 1:
                raise ModelError(f"[train] {name} must be at least 0 and below 1")
        if self.device not in DEVICES:
            raise ModelError(f"[train] device is one of {', '.join(DEVICES)}, not {self.device!r}")
        if self.schedule not in SCHEDULES:
            raise ModelError(
                f"[train] schedule is one of {', '.join(SCHEDULES)}, not {self.schedule!r}"
            )


@dataclass(frozen=True)
class ObjectiveRecipe:
    """Says what fine-tuning adds to next-token and masked-token loss (Li et al. 2022, section 4.3),
    each off by default and independent of the others. The paper's figures stand in brackets.

    `tempering` [0.2] divides the logits in training; 1 is none. `sampling_temperature` [0.12, with
    GOLD 0.25], on the same scale, becomes the exported model's own; 0 stands for 0.8 times
    `tempering`.

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
        """Returns the temperature at which the exported model samples by default: 1 is the
        distribution that was trained, whatever its tempering."""
        return round((self.sampling_temperature or 0.8 * self.tempering) / self.tempering, 4)


def tasks_of(data: Mapping[str, Any]) -> tuple[str, ...]:
    """Returns the tasks that are trained by the section `[data]` of a recipe: `solve`, and those
    with a share. Recipes of before lack some."""
    others = ("inputs", "continue", "translate", "explain")
    return ("solve", *(task for task in others if data.get(f"{task}_share")))


def _check_shares(section: str, recipe: Any, names: Sequence[str]) -> None:
    for name in names:
        if not 0 <= getattr(recipe, name) <= 1:
            raise ModelError(f"[{section}] {name} must be from 0 to 1")


def _check_at_least(section: str, recipe: Any, least: int, names: Sequence[str]) -> None:
    for name in names:
        if not least <= getattr(recipe, name) < math.inf:
            raise ModelError(f"[{section}] {name} must be at least {least}")


def _check_above_zero(section: str, recipe: Any, names: Sequence[str]) -> None:
    for name in names:
        if not getattr(recipe, name) > 0:
            raise ModelError(f"[{section}] {name} must be above 0")
