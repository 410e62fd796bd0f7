"""What one test finds out about a server must not be known in the next: ports come again."""

from __future__ import annotations

import pytest

from shortlist_engine.sampling.http import ollama, openai


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    openai._ways.clear()
    ollama._ways.clear()
