from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("tomllib", reason="training needs Python 3.11")

from shortlist_engine.model.errors import ModelError
from shortlist_engine.training.recipe import RECIPES, load_recipe


@pytest.mark.parametrize("name", [path.stem for path in RECIPES.glob("*.toml")])
def test_shipped_recipes_load(name: str) -> None:
    recipe = load_recipe(name)
    assert recipe.name == name and recipe.model.vocab_size > 256


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[model]\nwidth = 3\n", "no field 'width'"),
        ("[speed]\nx = 1\n", "unknown section"),
        ("[train]\nsteps = 1.5\n", "steps must be int"),
        ("[train]\nbf16 = 1\n", "bf16 must be bool"),
        ("[model]\nencoder_tokens = 100\n", "multiple of 16"),
        ("model = 3\n", "must be a table"),
        ("[data]\nincorrect_share = 1.5\n", "incorrect_share must be from 0 to 1"),
        ("[data]\ninputs_share = 0.6\ntranslate_share = 0.6\n", "add up to more than 1"),
        ("[pretrain]\nschedule = 'step'\n", r"\[pretrain\] schedule is one of linear, cosine"),
        ("[objective]\ntempering = 0\n", "tempering must be above 0"),
        ("[objective]\nvalue_weight = 1\n", "needs incorrect programs"),
        ("[objective]\ngold_beta = -0.1\n", "gold_beta must be from 0 to 1"),
        ("[code]\nmax_bytes = 0\n", "max_bytes must be at least 1"),
        ("[model\n", "cannot be read"),
    ],
)
def test_a_bad_recipe_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(ModelError, match=message):
        load_recipe(str(path))


def test_an_unknown_recipe_lists_the_known_ones() -> None:
    with pytest.raises(ModelError, match="default"):
        load_recipe("absent")
