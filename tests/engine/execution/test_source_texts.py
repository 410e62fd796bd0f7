"""What the engine itself reads in a hostile source, it reads in linear time."""

from __future__ import annotations

import time

import pytest

from shortlist_engine.execution import runs
from shortlist_engine.execution.isolation.batching import may_share_a_process
from shortlist_engine.languages.cpp import uses_header
from shortlist_engine.languages.javascript import javascript_file


@pytest.mark.parametrize("text", ["a.", "\n", "\nimport x", "\n#include", "\nfrom a", "a = "])
def test_looking_at_a_hostile_source_takes_linear_time(text: str) -> None:
    def seconds(repeat: int) -> float:
        source = text * repeat
        start = time.process_time()
        may_share_a_process(source)
        javascript_file(source)
        runs._IMPORTS_NUMPY.search(source)
        uses_header(source)
        return time.process_time() - start

    assert seconds(40_000) < 100 * seconds(4_000) / 2 + 0.1  # quadratic: a hundred times
