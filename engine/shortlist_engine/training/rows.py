"""Real problems from JSON Lines files; docs/training.md says which fields they have."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from shortlist_engine.languages import written_name
from shortlist_engine.model.errors import ModelError
from shortlist_engine.problem import Example, Problem
from shortlist_engine.statement.prompt import RATINGS


def read_rows(paths: Iterable[Path], exclude: Iterable[Path] = ()) -> list[dict[str, Any]]:
    """Problems with correct programs from JSON Lines files (`.jsonl` or `.jsonl.gz`) that have
    `name`, `statement`, `examples` and `solutions`; see docs/training.md for the fields.

    A problem whose name or statement, normalised, occurs in a file of `exclude` or earlier is left
    out. `rating` is None and `tags` are empty where the row has none. Raises ModelError naming file
    and line.
    """
    seen: set[str] = set()
    for path in exclude:
        for row in _json_lines(path):
            seen |= _identities(row)
    rows = []
    for path in paths:
        for number, row in enumerate(_json_lines(path), 1):
            identities = _identities(row)
            if identities & seen:
                continue
            seen |= identities
            try:
                rows.append(_row(row))
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise ModelError(f"{path}, line {number}: bad row ({error!r})") from error
    return rows


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    examples = tuple(Example(e["input"], e["output"]) for e in row["examples"])[:3]
    rating = int(row.get("rating") or 0)  # some files say 0 where there is none
    return {
        "problem": Problem(str(row.get("name", "")), row["statement"], examples),
        "solutions": _programs(row.get("solutions", ())),
        "incorrect": _programs(row.get("incorrect_solutions", ())),
        "inputs": [test["input"] for test in row.get("tests", ()) if len(test["input"]) < 400],
        "rating": min(max(round(rating, -2), RATINGS[0]), RATINGS[-1]) if rating else None,
        "tags": tuple(row.get("tags") or ()),
    }


def _programs(given: Sequence[Mapping[str, str]]) -> list[tuple[str, str]]:
    return [
        (language, s["code"].replace("\r\n", "\n").replace("\t", "    "))
        for s in given
        if (language := written_name(str(s["language"]))) is not None
    ]


def _identities(row: Mapping[str, Any]) -> set[str]:
    name = re.sub(r"^\s*\d+_?[A-Z]\d*[.:]\s*|^.*? - ", "", str(row.get("name", "")))
    texts = {"n:" + _plain(name), "s:" + _plain(str(row.get("statement", "")))[:400]}
    return {text for text in texts if len(text) > 6}


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                try:
                    row = json.loads(line)
                except ValueError as error:
                    raise ModelError(f"{path}, line {number}: not JSON ({error})") from error
                if not isinstance(row, dict):
                    raise ModelError(f"{path}, line {number}: expected a JSON object")
                yield row
    except (OSError, EOFError) as error:
        raise ModelError(f"{path} cannot be read: {error}") from error
