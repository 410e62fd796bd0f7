"""Seeds of the parts of a solve, from its own."""

from __future__ import annotations

import hashlib


def derive_seed(seed: int, part: str) -> int:
    """Returns 31 bits that depend on both: rounds of one solve, and solves of neighbouring seeds,
    draw unrelated samples."""
    digest = hashlib.blake2b(f"{seed}/{part}".encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") >> 1
