"""The report as one HTML file without scripts or anything from elsewhere, for light and dark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from shortlist_engine.evaluation.report import Document, charts, svg
from shortlist_engine.evaluation.report.confidence import confidence_section

_STYLE = svg.STYLE + Path(__file__).with_name("report.css").read_text("utf-8")


def render_page(report: Document) -> str:
    """Returns the whole page as HTML. `report` is what `make_report` makes, or what is read back
    from its file."""
    title = f"{', '.join(report['datasets'])} with {report['model']['name']}"
    body = [
        f"<h1>{escape(title)}</h1>",
        _introduction(report),
        _headline(report),
        _curves(report),
        _languages(report),
        *(_groups(report, kind) for kind in charts.GROUPS),
        _families(report),
        _filter(report),
        confidence_section(report),
        _cost(report),
        _problems(report),
    ]
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body>\n"
        + "\n".join(part for part in body if part)
        + "\n</body></html>\n"
    )


def _introduction(report: Document) -> str:
    settings = report["settings"]
    said = [f"{report['problems_measured']} problems, {settings['samples']:,} samples each"]
    if settings["seconds"]:
        said.append(f"at most {settings['seconds']:g} s of sampling")
    for name in ("temperature", "top_p"):
        if settings[name] is not None:
            said.append(f"{name.replace('_', '-')} {settings[name]:g}")
    said.append(f"seed {settings['seed']}")
    said.append(f"Shortlist {report['shortlist']}")
    notes = []
    missing = report["problems_planned"] - report["problems_measured"]
    if missing:
        notes.append(f"The run is not finished. Problems not measured yet: {missing}.")
    if report["skipped"]:
        reasons: dict[str, int] = {}
        for item in report["skipped"]:
            reasons[item["reason"]] = reasons.get(item["reason"], 0) + 1
        listed = "; ".join(f"{count} {reason}" for reason, count in reasons.items())
        notes.append(f"Problems left out: {len(report['skipped'])} ({listed}).")
    if report["with_tests"]:
        notes.append(
            f"Problems with tests that a model wrote: {report['with_tests']}. These may be wrong; "
            "rules may use them, and they decide nothing."
        )
    if report["several_answers"]:
        notes.append(
            f"Problems that accept several answers: {report['several_answers']}. Only the expected "
            "one was accepted, so that their figures are lower bounds."
        )
    if report["cost"]["failures"]:
        notes.append(
            f"Runs that failed on our side and count as wrong: {report['cost']['failures']}."
        )
    if report["damaged"]:
        notes.append(f"Damaged files of facts: {report['damaged']}.")
    return f"<p>{escape('; '.join(said))}.</p>" + "".join(
        f'<p class="note">{escape(note)}</p>' for note in notes
    )


def _headline(report: Document) -> str:
    k = report["samples"][-1]
    rows = [
        [
            f"{name}<br><small>{escape(summary)}</small>"
            + (" <small>(what solve does)</small>" if name == report["default"] else ""),
            *[_share(report["curves"][name][str(n)][-1]) for n in report["attempts"]],
        ]
        for name, summary in report["methods"].items()
    ]
    table = _table(["choice", *[f"{n}@{k:,}" for n in report["attempts"]]], rows)
    passes = [[f"pass@{item['k']:,}", _share(item)] for item in report["pass_at"]]
    return (
        "<h2>Solve rates</h2><p class='note'>n@k: share of problems solved when n programs are "
        "chosen from k samples. In brackets 95 % bootstrap intervals over problems; where all "
        "problems are alike they have no width, which is no certainty.</p>"
        + table
        + "<h2>pass@k</h2>"
        + _table(["", "share of problems"], passes)
    )


def _curves(report: Document) -> str:
    drawn = {n: charts.curves(report, n) for n in (report["attempts"][0], report["attempts"][-1])}
    if not all(drawn.values()):
        return ""
    columns = ["samples", *[f"{name} {n}@k" for n in drawn for name in report["shown"]]]
    rows = [
        [
            f"{k:,}",
            *[
                _share(report["curves"][name][str(n)][at])
                for n in drawn
                for name in report["shown"]
            ],
        ]
        for at, k in enumerate(report["samples"])
    ]
    return (
        "<h2>Against samples</h2>"
        + "".join(f"<h3>{n}@k</h3>{chart}" for n, chart in drawn.items())
        + "<p class='note'>Random, filter and oracle are exact expectations over which k samples "
        f"are drawn; rules are means over {report['draws']} draws.</p>"
        f"<details><summary>The same in figures</summary>{_table(columns, rows)}</details>"
    )


def _groups(report: Document, kind: str) -> str:
    chart = charts.groups(report, kind)
    if not chart:
        return ""
    n, k = report["attempts"][-1], report["samples"][-1]
    return (
        f"<h2>{charts.GROUPS[kind]}, {n}@{k:,}</h2>{chart}"
        f"<details><summary>The same in figures</summary>{_group_table(report, kind)}</details>"
    )


def _group_table(report: Document, kind: str) -> str:
    cells = [
        [
            escape(group["name"]),
            str(group["problems"]),
            str(group["with_survivor"]),
            *[_share(group[method]) for method in report["shown"]],
        ]
        for group in report["groups"][kind]
    ]
    return _table([kind, "problems", "with a survivor", *report["shown"]], cells)


def _families(report: Document) -> str:
    """A table only: the bank has more families than a chart can show."""
    found = report["groups"]["family"]
    if not found:
        return ""
    n, k = report["attempts"][-1], report["samples"][-1]
    return (
        f"<h2>By family of the bank, {n}@{k:,}</h2><details><summary>All {len(found)}, the least "
        f"solved first</summary>{_group_table(report, 'family')}</details>"
    )


def _languages(report: Document) -> str:
    if len(report["languages"]) < 2:
        return ""
    rows = [
        [
            escape(item["name"]),
            str(item["problems"]),
            f"{item['samples']:,}",
            f"{item['right']:,}",
            _share(item["solved"]),
        ]
        for item in report["languages"]
    ]
    columns = ["language", "problems", "samples", "right", "problems with a right sample"]
    return f"<h2>By language</h2>{_table(columns, rows)}"


def _filter(report: Document) -> str:
    rates = report["filter"]
    if not rates["problems_with_examples"]:
        return ""
    rows = [
        ["problems with a sample that passes the examples", _share(rates["with_survivor"])],
        ["samples that pass, mean over problems", _share(rates["pass_rate"])],
        ["the same over solved problems", _share(rates["pass_rate_of_solved"])],
        ["samples that are right, mean over problems", _share(rates["right_rate"])],
    ]
    if rates["false_positives"] is not None:
        rows.append(
            ["of the samples that pass, wrong all the same", f"{rates['false_positives']:.1%}"]
        )
    return (
        "<h2>Filter</h2>"
        + _table(["", "share"], rows)
        + "<p class='note'>What all samples did on the examples:</p>"
        + charts.verdicts(report)
    )


def _cost(report: Document) -> str:
    cost = report["cost"]
    rows = [
        ["samples", f"{cost['samples']:,}"],
        ["distinct programs", f"{cost['unique']:,}"],
        ["tokens", f"{cost['tokens']:,}"],
        ["samples cut at the token limit", f"{cost['cut']:,}"],
    ]
    if cost["tokens"] and cost["samples_per_second"] is not None:
        rows.append(["samples per second of sampling", f"{cost['samples_per_second']:,.1f}"])
    rows += [
        [f"CPU seconds of programs, {charts.STAGES.get(stage, stage)}", f"{seconds:,.1f}"]
        for stage, seconds in cost["cpu_seconds"].items()
    ]
    return (
        "<h2>Time and cost</h2>"
        + charts.times(report)
        + _table(["", ""], rows)
        + "<p class='note'>Wall times of problems measured at the same time overlap.</p>"
    )


def _problems(report: Document) -> str:
    n = str(report["attempts"][-1])
    rows = [
        [
            escape(f"{item['set']}: {item['id']}"),
            "" if item["rating"] is None else f"{item['rating']:g}",
            f"{item['samples']:,}",
            f"{item['unique']:,}",
            f"{item['passing']:,}",
            f"{item['right']:,}",
            "" if item["solved_at"] is None else str(item["solved_at"]),
            f"{item['values']['filter'][n][-1]:.0%}",
            f"{item['values'][report['default']][n][-1]:.0%}",
            f"{item['seconds']:,.1f}",
        ]
        for item in report["problems"]
    ]
    columns = [
        "problem", "rating", "samples", "distinct", "pass examples", "right", "first right at",
        f"filter {n}@k", f"{report['default']} {n}@k", "seconds",
    ]  # fmt: skip
    table = _table(columns, rows)
    return f"<h2>Problems</h2><details><summary>All {len(rows)}</summary>{table}</details>"


def _share(interval: Document) -> str:
    if interval["mean"] is None or not interval["problems"]:
        return "–"
    low, high = interval["low"] * 100, interval["high"] * 100
    return f"{interval['mean']:.1%} <small>({low:.1f} to {high:.1f})</small>"


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Cells are HTML."""
    head = "".join(f"<th>{name}</th>" for name in columns)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="scroll">{table}</div>'
