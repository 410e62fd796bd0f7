"""Starts the bundled language server: `python -I -S launch.py`.

The flags keep a broken site-packages, PYTHONPATH and the working directory out of the server. The
path is changed in this process only, so the engine that the server starts sees the interpreter's
own packages and not these.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

if sys.version_info < (3, 10):  # noqa: UP036 - whatever Python the user named runs this
    sys.exit(f"Shortlist needs Python 3.10 or newer; this is {sys.version.split()[0]}")

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "bundled" / "libs"))
runpy.run_module("shortlist_server", run_name="__main__", alter_sys=True)
