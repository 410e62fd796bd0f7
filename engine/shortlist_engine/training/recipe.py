"""A training recipe: every number of a run, in one TOML file.

A recipe is read from `recipes/NAME.toml` beside this module or from a path. Unknown or ill-typed
fields are refused with the field's name; `sections` says what each field is.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.errors import ModelError
from shortlist_engine.training.sections import (
    CodeRecipe,
    DataRecipe,
    ModelRecipe,
    ObjectiveRecipe,
    TrainRecipe,
)

__all__ = [
    "CodeRecipe",
    "DataRecipe",
    "ModelRecipe",
    "ObjectiveRecipe",
    "Recipe",
    "TrainRecipe",
    "load_recipe",
]

RECIPES = Path(__file__).parent / "recipes"


@dataclass(frozen=True)
class Recipe:
    """Says all about a training; the sections of a recipe's file are its fields."""

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

    def config(self, vocab_size: int) -> ModelConfig:
        """Returns the model's configuration for a tokenizer of so many pieces."""
        return ModelConfig(
            **{**dataclasses.asdict(self.model), "vocab_size": vocab_size},
            tempering=self.objective.tempering,
            temperature=self.objective.temperature,
            context=self.data.context_share > 0,
            tasks=self.data.tasks,
            name=self.name,
        )

    def for_pretraining(self) -> Recipe:
        """Returns the same recipe with `[pretrain]` as the stage that is trained, without the
        objectives of fine-tuning. Raises ModelError when it has none."""
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
    """Reads a shipped recipe by its `name`, or the TOML file at this path. Raises ModelError when
    it cannot be read or says what does not fit together."""
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


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        import tomllib
    except ModuleNotFoundError:  # Python 3.10
        raise ModelError("training needs Python 3.11 or newer (tomllib)") from None
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read: {error}") from error
