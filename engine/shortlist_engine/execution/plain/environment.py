"""The environment of the user's own programs: that of a terminal, and what judges tell them."""

from __future__ import annotations

import os

from shortlist_engine.execution.isolation.jail.environment import ENVIRONMENT

# What says where *our* Python and its modules are.
_OURS = ("PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "__PYVENV_LAUNCHER__")


def environment(variation: int = 0) -> dict[str, str]:
    """Returns the environment of a program; in each variation hashes have another seed. Texts are
    UTF-8 on every system, as judges have them."""
    variables = {name: value for name, value in os.environ.items() if name not in _OURS}
    return {
        **variables,
        **ENVIRONMENT,
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": str(variation),
        "OPENBLAS_NUM_THREADS": "1",
    }
