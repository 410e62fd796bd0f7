"""Validity and power of each way of making inputs, with intervals over problems."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rich.table import Table

from benchmarks.inputs.measuring import COUNTS, Measured
from benchmarks.tables import new_table
from shortlist_engine.selection.distinguishing import best_splits
from shortlist_engine.selection.rules.evidence import UNKNOWN

KEPT = 25


def shares(measured: Sequence[Measured], way: str, count: int) -> tuple[np.ndarray, np.ndarray]:
    """For each problem: (valid, all) inputs and (told apart, all) faulty programs."""
    validity, power = [], []
    for each in measured:
        known = (each.accepted[way][:, :count] != UNKNOWN).all(axis=0) & each.several
        validity.append((each.valid(way)[:count][known].sum(), known.sum()))
        caught = each.differs(way)[:, :count].any(axis=1)
        power.append((caught.sum(), each.faults))
    return np.array(validity, float), np.array(power, float)


def kept(each: Measured) -> tuple[int, int]:
    """Faulty programs told apart by the inputs that `best_splits` keeps of the generator's, in how
    many. The program in question is not among the representatives: they are an accepted program and
    the other faulty ones."""
    caught = 0
    differs = each.differs("generator")
    for left_out in range(each.faults):
        others = np.delete(each.faulty["generator"], left_out, axis=0)
        codes = np.concatenate([each.accepted["generator"][:1], others])
        chosen = best_splits(codes, np.ones(len(codes)), KEPT)
        rest = [index for index in range(codes.shape[1]) if index not in chosen]
        chosen += rest[: KEPT - len(chosen)]
        caught += bool(differs[left_out, chosen].any())
    return caught, each.faults


def interval(pairs: np.ndarray, other: np.ndarray | None = None) -> str:
    """A share in per cent with its interval; with `other` the difference to it, drawn in pairs."""
    draws = np.random.default_rng(0).integers(0, len(pairs), (2000, len(pairs)))

    def share(table: np.ndarray, index: np.ndarray) -> np.ndarray:
        sums = table[index].sum(axis=-2)
        return 100 * sums[..., 0] / np.maximum(sums[..., 1], 1)

    everything = np.arange(len(pairs))
    value, samples = share(pairs, everything), share(pairs, draws)
    if other is not None:
        value, samples = value - share(other, everything), samples - share(other, draws)
    low, high = np.percentile(samples, (2.5, 97.5))
    sign = "+" if other is not None else ""
    return f"{value:{sign}.1f} ({low:{sign}.1f} to {high:{sign}.1f})"


def report(measured: Sequence[Measured], title: str) -> Table:
    several = sum(each.several for each in measured)
    faults = sum(each.faults for each in measured)
    title += (
        f": {len(measured)} problems, {several} with several accepted programs, {faults} faulty "
        "programs that pass the examples"
    )
    shares_of = ("valid, %", "difference", "faulty programs told apart, %", "difference")
    shown = new_table(title, ("inputs",), shares_of)
    for count in COUNTS:
        base_validity, base_power = shares(measured, "mutation", count)
        validity, power = shares(measured, "generator", count)
        shown.add_row(f"{count} by mutation", interval(base_validity), "", interval(base_power), "")
        shown.add_row(
            f"{count} by the generator",
            interval(validity), interval(validity, base_validity),
            interval(power), interval(power, base_power),
        )  # fmt: skip
    first = shares(measured, "generator", KEPT)[1]
    chosen = np.array([kept(each) for each in measured], float)
    trials = max(each.faulty["generator"].shape[1] for each in measured)
    everything = shares(measured, "generator", trials)[1]
    shown.add_row(f"best {KEPT} of {trials}", "", "", interval(chosen), interval(chosen, first))
    shown.add_row(f"all {trials}", "", "", interval(everything), interval(everything, first))
    return shown
