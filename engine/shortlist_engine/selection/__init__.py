"""From survivors to a ranking: clusters by behaviour, and (in `rules`) the order.

Pure functions; nothing here runs a program. Li et al. 2022, "Competition-Level Code Generation with
AlphaCode", section 4.6 (filtering and clustering).
"""

from shortlist_engine.selection.clusters import (
    PENDING,
    UNPACED,
    UNSTABLE,
    Outcome,
    Pace,
    Survivor,
    cluster,
    compared_inputs,
    outcome,
    same_outcome,
)

__all__ = [
    "PENDING",
    "UNPACED",
    "UNSTABLE",
    "Outcome",
    "Pace",
    "Survivor",
    "cluster",
    "compared_inputs",
    "outcome",
    "same_outcome",
]
