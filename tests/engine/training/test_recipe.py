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
        *[
            (f"[train]\n{name} = 0\n", rf"\[train\] {name} must be at least 1")
            for name in (
                "steps", "batch_tokens", "accumulate", "processes", "log_every", "valid_every",
                "checkpoint_every",
            )
        ],
        *[
            (f"[train]\n{name} = -1\n", f"{name} must be at least 0")
            for name in (
                "threads", "warmup_steps", "window_shards", "seed", "muon_lr", "weight_decay",
                "mlm_weight",
            )
        ],
        *[
            (f"[train]\n{name} = 0\n", f"{name} must be above 0")
            for name in ("minutes", "lr", "clip")
        ],
        ("[train]\nminutes = nan\n", "minutes must be above 0"),
        ("[train]\nmuon_lr = inf\n", "muon_lr must be at least 0"),
        *[
            (f"[train]\n{name} = 7\n", f"{name} must be from 0 to 1")
            for name in ("mlm_rows", "mlm_rate", "decay", "final_lr")
        ],
        *[
            (f"[train]\n{name} = 1\n", f"{name} must be at least 0 and below 1")
            for name in ("beta1", "beta2", "muon_momentum")
        ],
        *[
            (f"[data]\n{name} = 0\n", rf"\[data\] {name} must be at least 1")
            for name in ("sequences", "shard_sequences", "tokenizer_sequences")
        ],
        ("[code]\ntokenizer_sequences = -1\n", "tokenizer_sequences must be at least 0"),
    ],
)  # fmt: skip
def test_a_bad_recipe_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(ModelError, match=message):
        load_recipe(str(path))


def test_an_unknown_recipe_lists_the_known_ones() -> None:
    with pytest.raises(ModelError, match="default"):
        load_recipe("absent")


def test_a_model_is_for_the_tasks_that_have_a_share() -> None:
    assert load_recipe("default").config(700).tasks == ("solve", "inputs")
    complete = load_recipe("complete")
    asked = [name for name in complete.config(700).tasks if name not in ("solve", "inputs")]
    assert asked == [
        name
        for name in ("continue", "translate", "explain")
        if getattr(complete.data, f"{name}_share")
    ]
    assert "translate" in asked
