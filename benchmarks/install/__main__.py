"""Size and time of the base install in a fresh virtual environment.

    python -m benchmarks.install

Builds nothing else: creates the environment in a temporary folder, installs this checkout without
extras, and prints what each distribution takes on disk.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

LIST_SIZES = """
import importlib.metadata, json
sizes = {}
for found in importlib.metadata.distributions():
    files = [found.locate_file(file) for file in found.files or ()]
    sizes[found.metadata["Name"]] = sum(f.stat().st_size for f in files if f.is_file())
print(json.dumps(sizes))
"""


def parser() -> argparse.ArgumentParser:
    return argparse.ArgumentParser(description=__doc__.splitlines()[0])


def main() -> None:
    parser().parse_args()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        python = str(Path(folder) / "bin" / "python")
        started = time.monotonic()
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "-c", ROOT / "constraints.txt", ROOT],
            check=True,
        )
        seconds = time.monotonic() - started
        listed = subprocess.run(
            [python, "-c", LIST_SIZES], check=True, capture_output=True, text=True
        )
        sizes: dict[str, int] = json.loads(listed.stdout)
    for tool in ("pip", "setuptools"):
        sizes.pop(tool, None)
    for name, size in sorted(sizes.items(), key=lambda item: -item[1]):
        print(f"{name:24} {size / 2**20:8.1f} MiB")
    total = sum(sizes.values()) / 2**20
    print(
        f"{'total':24} {total:8.1f} MiB in {len(sizes)} distributions, installed in {seconds:.0f} s"
    )


if __name__ == "__main__":
    main()
