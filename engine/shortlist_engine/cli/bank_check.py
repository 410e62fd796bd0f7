"""`shortlist bank check`: runs families in the sandbox and says what it found."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from shortlist_engine.bank import Family
from shortlist_engine.bank.consistency import faults
from shortlist_engine.cli.exit_codes import DONE, FAILED, INTERRUPTED
from shortlist_engine.cli.frame import exit_code_of, run_framed
from shortlist_engine.concurrency import Cancelled, unless
from shortlist_engine.evaluation.bank_check import FamilyProof, prove
from shortlist_engine.files import write_whole
from shortlist_engine.host import Host, local_resources
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling import ModelChoice


def run(families: Sequence[Family], instances: int, report: Path | None) -> int:
    """Proves the families, prints a line for each and what is wrong with it, and returns the exit
    code: FAILED when one is faulty. `report` gets the figures as a table."""

    async def work(host: Host, interrupted: asyncio.Event) -> int:
        proofs: list[FamilyProof] = []
        pool = await host.pool()
        for family in families:
            try:
                proof = await unless(interrupted, prove(family, pool, instances))
            except Cancelled:
                return INTERRUPTED
            proof.faults[:0] = faults(family)
            proofs.append(proof)
            print(_line(proof), flush=True)
            for fault in proof.faults:
                print(f"  {fault}", file=sys.stderr)
        faulty = sum(bool(proof.faults) for proof in proofs)
        print(f"{len(proofs)} families, {sum(p.inputs for p in proofs)} inputs, {faulty} faulty")
        if report is not None:
            write_whole(report, _table(proofs, instances).encode())
        return FAILED if faulty else DONE

    try:
        return run_framed(local_resources(ModelChoice(), None), work)
    except EngineError as error:
        print(error, file=sys.stderr)
        return exit_code_of(error)


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
