from __future__ import annotations

import pytest

from shortlist_engine.statement import ProblemBlock, find_problems


class Finder:
    """`find(text, language)` gives the only block; fails when there are none or several."""

    def __call__(self, text: str, language_id: str) -> ProblemBlock:
        blocks = find_problems(text, language_id)
        assert len(blocks) == 1, blocks
        return blocks[0]


@pytest.fixture
def find() -> Finder:
    return Finder()
