"""The charts of a report, drawn from its document: for the page and for files of their own."""

from __future__ import annotations

from shortlist_engine.evaluation.report import Document, svg

VERDICTS = {
    "AC": "pass all examples", "WA": "wrong answer", "PE": "presentation error",
    "TLE": "time limit", "MLE": "memory limit", "OLE": "output limit", "RE": "run-time error",
    "CE": "compile error", "SE": "our own failure", "SK": "not run", "empty": "empty",
}  # fmt: skip
STAGES = {
    "sampling": "sampling", "examples": "examples", "inputs": "generated inputs",
    "judging": "hidden tests", "tests": "generated tests",
}  # fmt: skip
GROUPS = {
    "set": "By data set", "answers": "By number of answers", "rating": "By rating",
    "tag": "By tag",
}  # fmt: skip


def curves(report: Document, n: int) -> str:
    """Draws n@k against k; returns "" where nothing was measured."""
    series = [
        svg.Series(
            name,
            [
                svg.Point(k, item["mean"], item["low"], item["high"])
                for k, item in zip(report["samples"], report["curves"][name][str(n)], strict=True)
                if item["mean"] is not None and item["problems"]
            ],
            band=name in ("random", report["default"]),
        )
        for name in report["shown"]
    ]
    if not series[0].points:
        return ""
    return svg.line_chart(series, "samples for each problem", f"{n}@k")


def groups(report: Document, kind: str) -> str:
    """Draws solve rates at the whole budget; returns "" where there is nothing to tell apart."""
    found = report["groups"][kind]
    if len(found) < 2:
        return ""
    rows = [
        svg.Bars(
            f"{group['name']} ({group['problems']})",
            [_bar(group[method]) for method in report["shown"]],
        )
        for group in found
    ]
    return svg.bar_chart(report["shown"], rows)


def verdicts(report: Document) -> str:
    """Draws what all samples did on the examples."""
    counts = report["filter"]["verdicts"]
    return _shares({f"{VERDICTS.get(name, name)} ({n:,})": n for name, n in counts.items()})


def times(report: Document) -> str:
    """Draws how the wall time is shared among the stages."""
    seconds = report["cost"]["seconds"]
    return _shares(
        {f"{STAGES.get(name, name)} ({spent:,.0f} s)": spent for name, spent in seconds.items()}
    )


def _shares(amounts: dict[str, float]) -> str:
    total = sum(amounts.values()) or 1.0
    rows = [
        svg.Bars(name, [(share, share, share)])
        for name, amount in amounts.items()
        for share in [amount / total]
    ]
    return svg.bar_chart(["share"], rows, top=1.0)


def _bar(interval: Document) -> tuple[float, float, float] | None:
    if interval["mean"] is None or not interval["problems"]:
        return None
    return interval["mean"], interval["low"], interval["high"]
