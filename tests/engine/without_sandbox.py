"""The `shortlist` command where programs cannot be isolated: `python without_sandbox.py ARGUMENTS`.

Nothing but what was found of the system is another: as in a container without namespaces, on a
kernel without Landlock.
"""

from __future__ import annotations

import sys

from shortlist_engine.execution.isolation import layers
from shortlist_engine.execution.isolation.layers import SandboxReport

REASON = "Landlock is missing: say how to get it"


def switch_off() -> None:
    """From now on nothing isolates programs in this process."""
    layers.probe = lambda: SandboxReport("D", False, 0, True, (REASON,))  # type: ignore[assignment]


if __name__ == "__main__":
    switch_off()
    from shortlist_engine.cli.command_line import main

    sys.exit(main())
