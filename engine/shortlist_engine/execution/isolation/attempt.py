"""How what is tried with a zygote fails."""

from __future__ import annotations


class AttemptFailed(Exception):
    """Is raised by an attempt that failed when its exchange with the zygote has ended as it
    should: there is nothing to replace."""
