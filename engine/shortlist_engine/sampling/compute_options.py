"""How a sampler computes: what may be chosen for a machine without changing what is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from shortlist_engine.model.session import Precision


@dataclass(frozen=True)
class ComputeOptions:
    """Says how a sampler computes: `batch_size` samples decode together, spread over
    `parallel_batches` batches with a thread each (None: as many as there are cores). With one
    batch, all cores share each product.

    The defaults are the reference: what evaluations use, and what everything is compared with.
    """

    precision: Precision = "float32"
    batch_size: int = 64
    parallel_batches: int | None = None
