"""How a sampler computes: what may be chosen for a machine without changing what it is asked."""

from __future__ import annotations

from dataclasses import dataclass

from shortlist_engine.model.session import Precision


@dataclass(frozen=True)
class Setup:
    """`batch_size` samples decode together, in `lanes` batches with a thread each (None: as many
    as there are cores). With one lane, all cores share each product.

    The defaults are the reference: what evaluations use, and what everything is compared with.
    """

    precision: Precision = "float32"
    batch_size: int = 64
    lanes: int | None = None
