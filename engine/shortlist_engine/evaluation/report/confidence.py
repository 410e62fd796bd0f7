"""The report's section on confidence: whether the chances stated with the first solutions came
true."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from shortlist_engine.evaluation.estimators import Interval
from shortlist_engine.evaluation.reliability import Bin, Reliability, reliability
from shortlist_engine.evaluation.report import Document
from shortlist_engine.evaluation.report.reliability_chart import reliability_chart
from shortlist_engine.evaluation.scoring import Score


def confidence_figures(scores: Sequence[Score]) -> Document:
    """Returns the figures of the problems with a solution and one right answer: where several are
    accepted, a solution that was judged wrong may be right."""
    stated = [
        (score.confidence, score.top_right)
        for score in scores
        if score.confidence is not None and not score.entry.several_answers
    ]
    return asdict(reliability([chance for chance, _ in stated], [right for _, right in stated]))


def confidence_chart(report: Document) -> str:
    """Draws the reliability diagram; returns "" where no confidence was stated."""
    found = _read(report["confidence"])
    return reliability_chart({"confidence": found}) if found else ""


def confidence_section(report: Document) -> str:
    """Returns the section as HTML, "" where no confidence was stated."""
    found = _read(report["confidence"])
    if found is None:
        return ""
    rows = "".join(
        f"<tr><td>{item.low:.0%} to {item.high:.0%}</td><td>{item.problems}</td>"
        f"<td>{item.stated:.1%}</td><td>{item.right:.1%} "
        f"<small>({item.right_low * 100:.1f} to {item.right_high * 100:.1f})</small></td></tr>\n"
        for item in found.bins
    )
    return (
        "<h2>Confidence</h2><p class='note'>The chance that was stated of the first solution, and "
        f"how often it was right: {found.problems} problems with a solution and one right answer, "
        f"{found.right:.1%} of them right. {_figures(found)}</p>{confidence_chart(report)}"
        "<details><summary>The same in figures</summary><div class='scroll'><table><thead><tr>"
        "<th>stated</th><th>problems</th><th>mean</th><th>right</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div></details>"
    )


def _figures(found: Reliability) -> str:
    error = found.error
    said = (
        f"Expected calibration error {error.mean:.3f} ({error.low:.3f} to {error.high:.3f}); "
        f"chances that are exactly true would show {found.error_by_luck:.3f} on as many problems. "
        f"Brier score {found.brier.mean:.3f}; {found.brier_of_rate:.3f} by stating the share that "
        "is right of every problem."
    )
    if math.isfinite(found.auc):
        said += f" Area under the ROC curve {found.auc:.3f}."
    return said


def _read(data: Mapping[str, Any]) -> Reliability | None:
    """From JSON, where NaN is null; None without problems, where every figure is."""
    if not data["problems"]:
        return None
    return Reliability(
        data["problems"],
        data["right"],
        tuple(Bin(**item) for item in data["bins"]),
        Interval(**data["error"]),
        data["error_by_luck"],
        Interval(**data["brier"]),
        data["brier_of_rate"],
        math.nan if data["auc"] is None else data["auc"],
    )
