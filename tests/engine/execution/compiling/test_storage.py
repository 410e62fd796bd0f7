"""What compilers made is stored whole or not at all, whatever the disk does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from shortlist_engine.languages.cpp import HEADER

# A limit on the size of files fails a write half-way, as a full disk does.
STORE = """
import os, resource, sys, tempfile
from pathlib import Path
from shortlist_engine.execution.compiling.storage import store_header
from shortlist_engine.languages.cpp import HEADER
made = tempfile.TemporaryFile()
made.write(b"x" * 100_000)
made.flush()
limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    store_header(Path(sys.argv[1]) / "stdc++.h.gch", os.dup(made.fileno()), HEADER.read_bytes())
except OSError as error:
    print(error)
"""


@pytest.mark.parametrize("limit", [100, HEADER.stat().st_size, 1_000_000])
def test_a_full_disk_leaves_no_half_of_a_header(tmp_path: Path, limit: int) -> None:
    subprocess.run([sys.executable, "-c", STORE, str(tmp_path), str(limit)], check=True)
    stored = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.name != "lock"}
    whole = {"stdc++.h": HEADER.read_bytes(), "stdc++.h.gch": b"x" * 100_000}
    assert stored.items() <= whole.items()
    assert len(stored) == [100, HEADER.stat().st_size, 1_000_000].index(limit)
