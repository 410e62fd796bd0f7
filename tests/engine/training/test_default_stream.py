"""What the recipes of before draw stays what it was: their runs can be resumed and repeated."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

import pytest

from shortlist_engine.bank.family import Family, Instance
from shortlist_engine.datasets.training_problems import read_training_problems
from shortlist_engine.training.examples import ExampleSource
from shortlist_engine.training.recipe import DataRecipe


def toy(name: str) -> Family:
    def make(rng: random.Random) -> Instance:
        factor = rng.randint(2, 40)
        return Instance(
            family=name,
            key=f"{name}|{factor}",
            title=f"{name} {factor}",
            statement=f"Print n times {factor}.",
            rating=900,
            tags=(name, "math"),
            programs=(
                ("python", f"print(int(input()) * {factor})\n"),
                ("python", f"n = int(input())\nprint(n * {factor})\n"),
                ("cpp", f"int n; cin >> n; cout << n * {factor};\n"),
            ),
            make_input=lambda r: f"{r.randint(1, 99)}\n",
            answer=lambda text: f"{int(text) * factor}\n",
        )

    return Family(name, make)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # Computed with the code of before the objectives.
        (0, "ea2243c29e1f897d"),
        # Since `python_share` holds for real programs too.
        (1, "7cb410f39598b4e9"),
    ],
)
def test_the_default_stream_stays(tmp_path: Path, rows: int, expected: str) -> None:
    row = {
        "name": "Real",
        "statement": "Double it.",
        "rating": 1234,
        "tags": ["dp"],
        "examples": [{"input": "1\n", "output": "2\n"}, {"input": "4\n", "output": "8\n"}],
        "tests": [{"input": "9\n", "output": "18\n"}],
        "solutions": [
            {"language": "python3", "code": "print(int(input()) * 2)\n"},
            {"language": "cpp", "code": "int main() {}\n"},
        ],
        "incorrect_solutions": [{"language": "python3", "code": "print(input())\n"}],
    }
    path = tmp_path / "rows.jsonl"
    path.write_text((json.dumps(row) + "\n") * rows)
    families = {name: toy(name) for name in ("scale", "times")}
    source = ExampleSource(families, read_training_problems([path]), DataRecipe())
    stream = source.stream(random.Random("1:train:0"))
    digest = hashlib.sha256()
    for _ in range(500):
        example = next(stream)
        shown = (example.problem, example.task, example.header, example.target)
        digest.update(repr(shown).encode())
    assert digest.hexdigest()[:16] == expected
