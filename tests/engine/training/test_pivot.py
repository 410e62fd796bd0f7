from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from shortlist_engine.bank import families
from shortlist_engine.bank.split import Split, held_out
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.tokenizer import EOS, Tokenizer
from shortlist_engine.training.code_files import scan
from shortlist_engine.training.pivot import CodeSource, pivot, pivot_row
from shortlist_engine.training.recipe import CodeRecipe, DataRecipe, ModelRecipe, Recipe

RECIPE = Recipe(
    model=ModelRecipe(encoder_tokens=64, decoder_tokens=32),
    data=DataRecipe(families=("chosen_total", "steady_runs")),
    code=CodeRecipe(bank_share=0.5, held_out=0.3),
)
TEXT = "".join(f"value_{number} = {number} * {number}\n" for number in range(12))


def test_the_parts_make_up_the_text_and_every_place_is_as_likely() -> None:
    rng = random.Random(1)
    text = "abcdefghij"
    places = [0] * 11
    for _ in range(9000):
        before, after = pivot(text, rng)
        assert before + after == text
        places[len(before)] += 1
    assert places[0] == places[10] == 0
    assert all(850 < count < 1150 for count in places[1:10])
    assert pivot("", rng) == ("", "") and "".join(pivot("a", rng)) == "a"


def test_a_short_text_is_whole_in_its_tokens(tiny_tokenizer_model: bytes) -> None:
    tokenizer = Tokenizer(tiny_tokenizer_model)
    wide = replace(RECIPE, model=ModelRecipe(encoder_tokens=1024, decoder_tokens=1024))
    for seed in range(30):
        row = pivot_row(TEXT, tokenizer, wide, random.Random(seed))
        assert row.target[0] == row.target[-1] == EOS and row.header == 1 and row.verdict == -1
        assert tokenizer.decode(row.source) + tokenizer.decode(row.target[1:-1]) == TEXT


def test_of_a_long_text_what_is_nearest_to_the_pivot_stays(tiny_tokenizer_model: bytes) -> None:
    tokenizer = Tokenizer(tiny_tokenizer_model)
    text = TEXT * 40
    cut = 0
    for seed in range(30):
        row = pivot_row(text, tokenizer, RECIPE, random.Random(seed))
        assert 1 <= len(row.source) <= 64 and 2 <= len(row.target) <= 33
        before, after = pivot(text, random.Random(seed))
        assert before.endswith(tokenizer.decode(row.source))
        ended = row.target[-1] == EOS
        assert after.startswith(tokenizer.decode(row.target[1 : -1 if ended else None]))
        cut += not ended
    assert cut > 20


def test_a_file_is_drawn_in_proportion_to_its_size(tmp_path: Path) -> None:
    (tmp_path / "small.py").write_text("small = 1\n" * 10)
    (tmp_path / "large.py").write_text("large = 1\n" * 90)
    code = replace(RECIPE.code, bank_share=0.0, held_out=0.0)
    recipe = replace(RECIPE, code=code)
    source = CodeSource(scan([tmp_path], code).files, Split(families()), recipe)
    texts = source.texts(random.Random(1))
    share = sum(next(texts).startswith("small") for _ in range(2000)) / 2000
    assert 0.07 < share < 0.13
    assert list(source.texts(random.Random(1), unseen=True)) == []  # nothing is held out


def test_held_out_files_and_instances_are_drawn_for_validation_only(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.py").write_text(f"# file {number}\n" + TEXT)
    files = scan([tmp_path], RECIPE.code).files
    split = Split(families())
    source = CodeSource(files, split, RECIPE)
    drawn = {}
    for unseen in (False, True):
        texts = source.texts(random.Random(1), unseen)
        drawn[unseen] = {next(texts) for _ in range(600)}
    from_files = {unseen: {t for t in drawn[unseen] if t.startswith("# file")} for unseen in drawn}
    assert len(from_files[False]) + len(from_files[True]) == 40
    assert not from_files[False] & from_files[True]
    programs = drawn[False] - from_files[False]
    assert len(programs) > 50
    for name in set(source.names) - split.closed:
        for _ in range(20):
            instance = split.draw(name, random.Random(3), unseen=True)
            assert held_out(name, instance.key)


def test_nothing_to_pretrain_on_names_the_fix() -> None:
    recipe = replace(RECIPE, code=CodeRecipe(bank_share=0.0))
    with pytest.raises(ModelError, match="--code"):
        CodeSource([], Split(families()), recipe)
