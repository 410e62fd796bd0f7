from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from shortlist_engine.model.tokenizer import EOS
from shortlist_engine.training.tokens import TokenExample, pack, save_tokens


@pytest.fixture
def shard(tmp_path: Path) -> Path:
    """Sequences whose target repeats the source: something to learn."""
    rng = np.random.default_rng(0)
    rows = []
    for _ in range(80):
        source = rng.integers(270, 300, rng.integers(6, 14)).tolist()
        rows.append(TokenExample(source, [260, *source, EOS], 1, len(source) % 2))
    path = tmp_path / "shard.npz"
    save_tokens(path, pack(rows))
    return path
