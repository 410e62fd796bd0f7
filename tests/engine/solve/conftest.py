from __future__ import annotations

import pytest

from shortlist_engine.solve import generated


@pytest.fixture
def known_inputs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own inputs count up from 10: a solve has those below 60, and larger ones are sought."""

    def count_up(problem: object, count: int, rng: object) -> list[str]:
        return [f"{number}\n" for number in range(10, 10 + count)]

    monkeypatch.setattr(generated, "generate_inputs", count_up)
