from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.engine.datasets.test_training_problems import row, write

from shortlist_engine.bank import families
from shortlist_engine.bank.split import held_out
from shortlist_engine.datasets.training_problems import read_training_problems
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.tokenizer import EOS, PAD, Tokenizer
from shortlist_engine.training.batches import LENGTH_STEP, make_batch, plan_batches
from shortlist_engine.training.code_files import scan
from shortlist_engine.training.examples import ExampleSource, tokenize
from shortlist_engine.training.recipe import DataRecipe, ModelRecipe, Recipe, load_recipe
from shortlist_engine.training.shards import ProblemMaterial, write_shards
from shortlist_engine.training.tokens import TokenExample, Tokens, load_tokens, pack, save_tokens

FEW = ("chosen_total", "steady_runs", "lifeboats")


def random_tokens(count: int, seed: int = 0) -> Tokens:
    rng = np.random.default_rng(seed)
    return pack(
        [
            TokenExample(
                rng.integers(300, 600, rng.integers(5, 200)).tolist(),
                [*rng.integers(300, 600, rng.integers(4, 90)).tolist(), EOS],
                3,
            )
            for _ in range(count)
        ]
    )


def test_the_stream_mixes_bank_and_rows_and_never_shows_held_out_instances(tmp_path: Path) -> None:
    rows = read_training_problems([write(tmp_path / "r.jsonl", [row("Real", "Real statement.")])])
    recipe = DataRecipe(real_share=0.3, families=FEW)
    source = ExampleSource(families(), rows, recipe)
    stream = source.stream(random.Random(1))
    examples = [next(stream) for _ in range(600)]
    real = [e for e in examples if e.problem.statement == "Real statement."]
    assert 120 < len(real) < 240
    assert {e.metadata.language for e in examples} == {"python", "cpp"}
    inputs = [e for e in examples if e.task == "inputs"]
    assert 25 < len(inputs) < 110
    assert all(e.header == "# TEST INPUT\n" for e in inputs)
    # Held-out statements come from held-out keys only, and the other way round.
    for unseen in (False, True):
        for name in set(FEW) - source.split.closed:
            instance = source.split.draw(name, random.Random(2), unseen)
            assert held_out(name, instance.key) == unseen


def test_a_row_given_as_inputs_example_does_not_show_its_target(tmp_path: Path) -> None:
    rows = read_training_problems([write(tmp_path / "r.jsonl", [row("Real", "Real statement.")])])
    recipe = DataRecipe(real_share=1.0, inputs_share=1.0, families=FEW)
    stream = ExampleSource(families(), rows, recipe).stream(random.Random(1))
    for _ in range(20):
        example = next(stream)
        assert example.task == "inputs"
        assert example.target not in [shown.input for shown in example.problem.examples]


def test_an_unknown_family_is_named() -> None:
    with pytest.raises(ModelError, match="no family 'nonsense'"):
        ExampleSource(families(), [], DataRecipe(families=("nonsense",)))


def test_tokens_carry_no_loss_on_the_header_and_end_with_eos(tiny_tokenizer_model: bytes) -> None:
    tokenizer = Tokenizer(tiny_tokenizer_model)
    recipe = Recipe(model=ModelRecipe(encoder_tokens=512, decoder_tokens=512))
    stream = ExampleSource(families(), [], DataRecipe(families=FEW)).stream(random.Random(1))
    rows = [(e, tokenize(e, tokenizer, recipe)) for e in (next(stream) for _ in range(20))]
    tokens = pack([packed for _, packed in rows if packed])
    batch = make_batch(tokens, np.arange(len(tokens)))
    for index, (example, _) in enumerate(rows):
        labels = batch.labels[index]
        target = labels[labels >= 0].tolist()
        assert target[-1] == EOS
        assert tokenizer.decode(target[:-1]) == example.target.rstrip() + "\n"
        header = tokenizer.encode(example.header)
        assert batch.target[index, : len(header)].tolist() == header
        scored = np.flatnonzero(labels >= 0)
        assert scored[0] == len(header) - 1  # the last header token predicts the first of these


def test_a_program_that_does_not_fit_is_left_out(tiny_tokenizer_model: bytes) -> None:
    tokenizer = Tokenizer(tiny_tokenizer_model)
    recipe = Recipe(model=ModelRecipe(decoder_tokens=16))
    stream = ExampleSource(families(), [], DataRecipe(families=FEW)).stream(random.Random(1))
    for _ in range(50):
        packed = tokenize(next(stream), tokenizer, recipe)
        assert packed is None or len(packed.target) <= 17


def test_what_is_left_over_keeps_to_the_size_of_a_batch() -> None:
    """Many lengths, few sequences of each: the short ones come first, the widest last."""
    rng = np.random.default_rng(0)
    lengths = [(8, 8)] * 70 + [(32 * step, 700) for step in range(1, 40)]
    rows = [
        TokenExample(
            rng.integers(300, 600, source).tolist(), rng.integers(300, 600, target).tolist(), 1
        )
        for source, target in lengths
    ]
    tokens = pack(rows)
    plan = plan_batches(tokens, 12_288, seed=1)
    assert sorted(np.concatenate(plan).tolist()) == list(range(len(rows)))
    batches = [make_batch(tokens, indices) for indices in plan]
    sizes = [batch.source.size + batch.target.size for batch in batches]
    assert max(sizes) <= 12_288
    assert len(sizes) <= 1.6 * sum(sizes) / 12_288  # and batches are well filled


def test_python_share_holds_for_rows_too(tmp_path: Path) -> None:
    both = [{"language": name, "code": name} for name in ("python3", "cpp", "cpp", "cpp")]
    rows = read_training_problems(
        [
            write(
                tmp_path / "r.jsonl",
                [
                    row("Both", "Both.", solutions=both),
                    row("One", "C++ only.", solutions=both[1:]),
                    row("Wrong", "Wrong ones.", solutions=[], incorrect_solutions=both[:1]),
                ],
            )
        ]
    )

    def shares(**settings: Any) -> dict[str, float]:
        recipe = DataRecipe(real_share=1.0, inputs_share=0.0, families=FEW, **settings)
        stream = ExampleSource(families(), rows, recipe).stream(random.Random(1))
        drawn: dict[str, list[bool]] = {}
        for example in (next(stream) for _ in range(600)):
            found = drawn.setdefault(example.problem.title, [])
            found.append(example.metadata.language == "python")
            assert example.target == ("python3" if found[-1] else "cpp")
        return {name: sum(found) / len(found) for name, found in drawn.items()}

    most = shares(python_share=0.8)
    assert 0.7 < most["Both"] < 0.9 and most["One"] == 0 and len(most) == 2
    assert shares(python_share=1.0) == {"Both": 1.0}
    assert shares(python_share=0.0) == {"Both": 0.0, "One": 0.0}
    wrong = shares(python_share=1.0, incorrect_share=0.5)
    assert wrong == {"Both": 1.0, "Wrong": 1.0}


def test_a_row_without_rating_or_tags_is_given_them_as_sampling_draws_them(tmp_path: Path) -> None:
    given = [
        row("Bare", "Neither.", rating=0),
        row("Tagged", "Tags only.", rating=None, tags=["dp"]),
        row("Rated", "Rating only.", rating=1234),
        row("Full", "Both.", rating=10, tags=["dp", "math"]),
    ]
    rows = read_training_problems([write(tmp_path / "r.jsonl", given)])
    assert [entry.rating for entry in rows] == [None, None, 1200, 800]
    for inputs_share in (0.0, 1.0):
        recipe = DataRecipe(
            real_share=1.0, inputs_share=inputs_share, random_metadata=0.0, families=FEW
        )
        source = ExampleSource(families(), rows, recipe)
        stream = source.stream(random.Random(1))
        ratings: dict[str, set[int]] = {}
        tags: dict[str, set[tuple[str, ...]]] = {}
        for example in (next(stream) for _ in range(800)):
            ratings.setdefault(example.problem.title, set()).add(example.metadata.rating)
            tags.setdefault(example.problem.title, set()).add(example.metadata.tags)
        assert len(ratings["Bare"]) > 15 and len(ratings["Tagged"]) > 15
        assert ratings["Rated"] == {1200} and ratings["Full"] == {800}
        assert len(tags["Bare"]) > 2 and tags["Bare"] | tags["Rated"] <= set(source.tags)
        assert tags["Tagged"] == {("dp",)} and tags["Full"] == {("dp", "math")}


def test_every_sequence_is_in_one_batch_of_the_right_size() -> None:
    tokens = random_tokens(500)
    plan = plan_batches(tokens, 4096, seed=3)
    assert sorted(np.concatenate(plan).tolist()) == list(range(500))
    real = padded = 0
    for indices in plan:
        batch = make_batch(tokens, indices)
        assert batch.source.shape[1] % LENGTH_STEP == batch.target.shape[1] % LENGTH_STEP == 0
        assert batch.source.size + batch.target.size < 4096 + 512
        real += int((batch.source != PAD).sum() + (batch.target != PAD).sum())
        padded += batch.source.size + batch.target.size
    assert real / padded > 0.7
    again = plan_batches(tokens, 4096, seed=3)
    assert all((a == b).all() for a, b in zip(plan, again, strict=True))
    other = plan_batches(tokens, 4096, seed=4)
    assert any(len(a) != len(b) or (a != b).any() for a, b in zip(plan, other, strict=False))


def test_shards_are_reproducible_whole_and_tied_to_their_recipe(
    tmp_path: Path, tiny_tokenizer_model: bytes
) -> None:
    recipe = load_recipe("tiny")
    recipe = replace(
        recipe, data=replace(recipe.data, sequences=40, shard_sequences=20, families=FEW)
    )

    def make(folder: Path, workers: int) -> list[Path]:
        return write_shards(
            ProblemMaterial(recipe, [], [("math",)], tiny_tokenizer_model), folder, workers
        )

    first, second = make(tmp_path / "a", 1), make(tmp_path / "b", 2)
    assert len(first) == 2
    for one, two in zip(first, second, strict=True):
        assert one.read_bytes() == two.read_bytes()
    assert len(load_tokens(first)) == 40
    assert len(load_tokens([tmp_path / "a" / "valid.npz"])) == 20
    before = first[0].stat().st_mtime_ns
    first[1].unlink()
    make(tmp_path / "a", 1)  # makes the missing one only
    assert first[0].stat().st_mtime_ns == before
    assert first[1].read_bytes() == second[1].read_bytes()
    origin = tmp_path / "a" / "origin.json"
    written = json.loads(origin.read_text())
    for later in ("translate_share", "incorrect_share", "value_conditioning"):
        del written["data"][later]  # of a run from before these fields, which is their default
    origin.write_text(json.dumps(written))
    make(tmp_path / "a", 1)
    first[1].write_bytes(b"PK broken")
    with pytest.raises(ModelError, match=r"train-0001\.npz is damaged"):
        load_tokens(first)
    recipe = replace(recipe, data=replace(recipe.data, seed=9))
    message = r"another recipe \(\[data\] seed was 1 and is now 9\): give it as it was"
    with pytest.raises(ModelError, match=message):
        make(tmp_path / "a", 1)


def test_shards_are_tied_to_the_code_among_their_problems(
    tmp_path: Path, tiny_tokenizer_model: bytes
) -> None:
    recipe = load_recipe("tiny")
    data = replace(
        recipe.data, sequences=4, shard_sequences=4, families=FEW, code_share=0.5, inputs_share=0.0
    )
    recipe = replace(recipe, data=data)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "sum.py").write_text(f"total = 0  # {name}\n" * 20)
    one, two = (scan([tmp_path / name], recipe.code).files for name in ("one", "two"))
    made = ProblemMaterial(recipe, [], [("math",)], tiny_tokenizer_model, files=one)
    write_shards(made, tmp_path / "data", 1)
    write_shards(replace(made, files=()), tmp_path / "data", 1)  # made, and not at hand any more
    with pytest.raises(ModelError, match="other files of code: give the folders of --code as"):
        write_shards(replace(made, files=two), tmp_path / "data", 1)
    longer = replace(recipe, code=replace(recipe.code, sequences=9))
    write_shards(replace(made, recipe=longer), tmp_path / "data", 1)
    other = replace(recipe, code=replace(recipe.code, languages=("python",)))
    with pytest.raises(ModelError, match=r"\[code\] languages was"):
        write_shards(replace(made, recipe=other), tmp_path / "data", 1)


def test_shards_are_tied_to_their_problems_and_their_tokenizer(
    tmp_path: Path, tiny_tokenizer_model: bytes
) -> None:
    recipe = load_recipe("tiny")
    recipe = replace(
        recipe, data=replace(recipe.data, sequences=4, shard_sequences=4, families=FEW)
    )
    rows = read_training_problems(
        [write(tmp_path / "r.jsonl", [row("A", "One."), row("B", "Two.")])]
    )
    made = ProblemMaterial(recipe, rows, [("math",)], tiny_tokenizer_model)
    folder = tmp_path / "data"
    (path,) = write_shards(made, folder, 1)
    before = path.read_bytes()
    for other, message in (
        (replace(made, rows=rows[:1]), "other problems: give --data and --exclude as they were"),
        (replace(made, rows=[]), "other problems"),
        (replace(made, tokenizer=tiny_tokenizer_model + b"\0"), "bring tokenizer.model back"),
        (replace(made, given=rows[1:]), "other problems of --valid: give --valid as it was"),
    ):
        with pytest.raises(ModelError, match=message):
            write_shards(other, folder, 1)
    write_shards(made, folder, 1)
    assert path.read_bytes() == before
    origin = folder / "origin.json"
    written = json.loads(origin.read_text())
    for later in ("rows", "tokenizer"):
        del written[later]
    origin.write_text(json.dumps(written))  # of before: nothing is known of them
    write_shards(replace(made, rows=rows[:1]), folder, 1)
    assert json.loads(origin.read_text()) == written
    origin.write_text("{")
    with pytest.raises(ModelError, match=r"origin\.json is damaged"):
        write_shards(made, folder, 1)


def test_a_shard_cut_short_or_with_a_flipped_byte_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.npz"
    save_tokens(path, random_tokens(3))
    whole, tokens = path.read_bytes(), load_tokens([path])
    for size in range(0, len(whole), 97):
        path.write_bytes(whole[:size])
        with pytest.raises(ModelError, match=r"x\.npz is damaged"):
            load_tokens([path])
    refused = 0
    for place in range(0, len(whole), 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        try:
            found = load_tokens([path])
        except ModelError as error:
            assert "x.npz is damaged" in str(error)
            refused += 1
        else:  # a date, or a name that is not read
            for name, array in vars(tokens).items():
                assert (getattr(found, name) == array).all()
    assert refused > 0.8 * len(whole) / 7


def test_saving_is_atomic(tmp_path: Path) -> None:
    tokens = random_tokens(5)
    save_tokens(tmp_path / "x.npz", tokens)
    assert [path.name for path in tmp_path.iterdir()] == ["x.npz"]
    loaded = load_tokens([tmp_path / "x.npz"])
    assert (loaded.source == tokens.source).all() and (loaded.header == tokens.header).all()
