"""The table of the ablation: 10@k of every row with intervals over seeds and problems."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shortlist_engine.model.errors import ModelError

RESAMPLES = 4_000
TITLES = {
    "base": "no enhancements",
    "mlm": "+ MLM",
    "tempering": "+ tempering",
    "metadata": "+ tags and ratings",
    "value": "+ value",
    "gold": "+ GOLD",
}
CLUSTERING = "+ clustering"
Chances = NDArray[np.float64]  # [seeds, problems, budgets]


def report(out: Path, rows: Sequence[str]) -> str:
    """The table as Markdown, also written to OUT/ablation.md, with OUT/ablation.json. Raises
    ModelError when OUT holds no finished run."""
    results = [json.loads(path.read_text("utf-8")) for path in sorted(out.glob("*/result.json"))]
    if not results:
        raise ModelError(f"{out} holds no finished run")
    ks = results[0]["ks"]
    table: dict[str, Chances] = {}
    seeds: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found = sorted((r for r in results if r["row"] == row), key=lambda r: r["seed"])
        if found:
            seeds[row] = found
            table[TITLES[row]] = _chances(found, "filter")
            if row == "gold":
                table[CLUSTERING] = _chances(found, "alphacode")
    figures = summarise(table)
    (out / "ablation.json").write_text(
        json.dumps({"ks": ks, "rows": figures, "runs": [_facts(r) for r in results]}, indent=1),
        "utf-8",
    )
    problems = len(results[0]["problems"])
    runs = ", ".join(f"{TITLES[row]} {len(found)}" for row, found in seeds.items())
    lines = [
        f"10@k in %, {problems} unseen problems; 95 % intervals over seeds and problems; in "
        f"brackets the change from the row above. Seeds: {runs}.",
        "",
        "| added | " + " | ".join(f"10@{k}" for k in ks) + " |",
        "|---" * (1 + len(ks)) + "|",
    ]
    for title, cells in figures.items():
        shown = [_cell(cell) for cell in cells]
        lines.append(f"| {title} | {' | '.join(shown)} |")
    lines += ["", "| row | temperature | loss, unseen | training s | tokens/s | measuring s |"]
    lines.append("|---" * 6 + "|")
    for row, found in seeds.items():
        temperatures = "/".join(f"{r['temperature']:g}" for r in found)
        means = [
            float(np.mean([r[name] for r in found if r[name] is not None] or [np.nan]))
            for name in ("valid", "train_s", "tokens_per_s", "measure_s")
        ]
        lines.append(
            f"| {TITLES[row]} | {temperatures} | {means[0]:.3f} | {means[1]:.0f} | "
            f"{means[2]:.0f} | {means[3]:.0f} |"
        )
    text = "\n".join(lines) + "\n"
    (out / "ablation.md").write_text(text, "utf-8")
    return text


def _chances(found: Sequence[dict[str, Any]], rule: str) -> Chances:
    return np.array([[problem[rule] for problem in result["problems"]] for result in found])


def _facts(result: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in result.items() if name != "problems"}


def summarise(table: dict[str, Chances], seed: int = 0) -> dict[str, list[dict[str, Any]]]:
    """For every row and budget the mean and its 95 % interval, and the same of the change from the
    row above (None in the first). Percentile bootstrap: seeds are drawn within each row, problems
    once for all rows, since they share them."""
    figures: dict[str, list[dict[str, Any]]] = {}
    above: Chances | None = None
    above_means: Chances | None = None
    problems = next(iter(table.values())).shape[1]
    picked = np.random.default_rng(seed).integers(0, problems, (RESAMPLES, problems))
    for number, (title, chances) in enumerate(table.items()):
        # Clustering scores the samples of the row above: its seeds are drawn with that row's.
        paired = title == CLUSTERING
        rng = np.random.default_rng((seed, number - paired))
        which = rng.integers(0, len(chances), (RESAMPLES, len(chances)))
        means = np.stack(
            [chances[s][:, p].mean(axis=(0, 1)) for s, p in zip(which, picked, strict=True)]
        )
        cells = []
        for k in range(chances.shape[2]):
            cell = {"mean": chances[:, :, k].mean(), "interval": _interval(means[:, k])}
            if above is not None and above_means is not None:
                cell["change"] = chances[:, :, k].mean() - above[:, :, k].mean()
                cell["change_interval"] = _interval(means[:, k] - above_means[:, k])
            cells.append(cell)
        figures[title] = cells
        above, above_means = chances, means
    return figures


def _interval(values: Chances) -> list[float]:
    return [float(x) for x in np.quantile(values, (0.025, 0.975))]


def _cell(cell: dict[str, Any]) -> str:
    low, high = cell["interval"]
    text = f"{100 * cell['mean']:.1f} ({100 * low:.1f} to {100 * high:.1f})"
    if "change" in cell:
        low, high = cell["change_interval"]
        text += f" [{100 * cell['change']:+.1f}: {100 * low:+.1f} to {100 * high:+.1f}]"
    return text
