"""The families of the bank, proven on the nodes of a cluster."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence

from shortlist_engine.bank import Family
from shortlist_engine.cluster.crews import open_crews
from shortlist_engine.cluster.parcel import NodeResources, Parcel
from shortlist_engine.cluster.placement import Transport
from shortlist_engine.evaluation.bank_check import FamilyProof
from shortlist_engine.sampling import ModelChoice


async def prove_families(
    transport: Transport,
    families: Sequence[Family],
    instances: int,
    tell: Callable[[str], None],
    parcel: Parcel | None = None,
) -> AsyncGenerator[FamilyProof, None]:
    """Yields the proof of each family in their order, each with what is inconsistent in it. Raises
    what `open_crews` and `Crew.do` raise."""
    parcel = parcel or Parcel(NodeResources(ModelChoice()))
    languages = ("python", "cpp")  # of the bank's programs
    async with open_crews(
        transport, parcel, languages=languages, tell=tell, sampling=False
    ) as crews:
        proving = [
            asyncio.ensure_future(crews.pools.do("prove", family.name, instances))
            for family in families
        ]
        try:
            for proof in proving:
                yield await proof
        finally:
            for proof in proving:
                proof.cancel()
            await asyncio.gather(*proving, return_exceptions=True)
