"""`shortlist bank check`: runs families in the sandbox and says what it found."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from shortlist_engine.bank import Family
from shortlist_engine.bank.consistency import faults
from shortlist_engine.cli.clustering import cluster_of, tell
from shortlist_engine.cli.exit_codes import DONE, FAILED, INTERRUPTED
from shortlist_engine.cli.frame import exit_code_of, run_framed
from shortlist_engine.concurrency import Cancelled, unless
from shortlist_engine.evaluation.bank_check import FamilyProof, prove
from shortlist_engine.files import write_whole
from shortlist_engine.host import Host, local_resources
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling import ModelChoice

if TYPE_CHECKING:
    from shortlist_engine.cluster.placement import Transport


def run(
    families: Sequence[Family], instances: int, report: Path | None, cluster: str | None = None
) -> int:
    """Proves the families, on the nodes of `cluster` if there is one, prints a line for each and
    what is wrong with it, and returns the exit code: FAILED when one is faulty. `report` gets the
    figures as a table."""
    try:
        with cluster_of(cluster) as nodes:

            async def work(host: Host, interrupted: asyncio.Event) -> int:
                proving = (
                    _prove_here(host, families, instances)
                    if nodes is None
                    else _prove_on(nodes, families, instances)
                )
                async with contextlib.aclosing(proving):
                    return await _show(proving, interrupted, instances, report)

            return run_framed(local_resources(ModelChoice(), None), work)
    except EngineError as error:
        print(error, file=sys.stderr)
        return exit_code_of(error)


async def _show(
    proving: AsyncGenerator[FamilyProof, None],
    interrupted: asyncio.Event,
    instances: int,
    report: Path | None,
) -> int:
    proofs: list[FamilyProof] = []
    while True:
        try:
            proof = await unless(interrupted, anext(proving))
        except StopAsyncIteration:
            break
        except Cancelled:
            return INTERRUPTED
        proofs.append(proof)
        print(_line(proof), flush=True)
        for fault in proof.faults:
            print(f"  {fault}", file=sys.stderr)
    faulty = sum(bool(proof.faults) for proof in proofs)
    print(f"{len(proofs)} families, {sum(p.inputs for p in proofs)} inputs, {faulty} faulty")
    if report is not None:
        write_whole(report, _table(proofs, instances).encode())
    return FAILED if faulty else DONE


async def _prove_here(
    host: Host, families: Sequence[Family], instances: int
) -> AsyncGenerator[FamilyProof, None]:
    pool = await host.pool()
    for family in families:
        proof = await prove(family, pool, instances)
        proof.faults[:0] = faults(family)
        yield proof


async def _prove_on(
    nodes: Transport, families: Sequence[Family], instances: int
) -> AsyncGenerator[FamilyProof, None]:
    from shortlist_engine.cluster.proving import prove_families

    async with contextlib.aclosing(prove_families(nodes, families, instances, tell)) as proofs:
        async for proof in proofs:
            yield proof


def _line(proof: FamilyProof) -> str:
    slow = f", {proof.slow_caught} of {proof.slow} slow ones too slow" if proof.slow else ""
    state = f"{len(proof.faults)} FAULTS" if proof.faults else "ok"
    return (
        f"{proof.family:32} {state}: {proof.programs} programs agree on {proof.inputs} inputs, "
        f"{proof.wrong} wrong ones fail{slow}, at most {proof.largest_ms:.0f} ms"
    )


def _table(proofs: Sequence[FamilyProof], instances: int) -> str:
    lines = [
        "# The bank, proven",
        "",
        f"`shortlist bank check --instances {instances} --report FILE` wrote this page.",
        "",
        f"{len(proofs)} families: {sum(p.programs for p in proofs):,} right programs were run on "
        f"{sum(p.inputs for p in proofs):,} inputs in the sandbox and agree with the reference; "
        f"{sum(p.wrong for p in proofs):,} wrong ones fail; "
        f"{sum(p.slow_caught for p in proofs):,} of {sum(p.slow for p in proofs):,} slow ones "
        f"exceed the time limit on a large input. "
        f"{sum(bool(p.faults) for p in proofs)} families have a fault.",
        "",
        "| family | instances | inputs | right programs | wrong | too slow | longest | faults |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {p.family} | {p.instances} | {p.inputs} | {p.programs} | {p.wrong} | "
        f"{p.slow_caught} of {p.slow} | {p.largest_ms:.0f} ms | {len(p.faults)} |"
        for p in proofs
    ]
    return "\n".join(lines) + "\n"
