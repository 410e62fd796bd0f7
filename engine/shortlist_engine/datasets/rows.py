"""Rows of a data set's file, whatever it is packed in."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

RawRow = dict[str, Any]
"""A row as its file has it, before any format is known."""
SUFFIXES = (".jsonl", ".jsonl.gz", ".json", ".json.gz", ".parquet")


class DatasetError(ValueError):
    """Says that a data set cannot be read; the message names the place and says what to change."""


def read_rows(path: Path) -> Iterator[tuple[str, RawRow]]:
    """Yields each row with where it stands, for messages. A folder gives the rows of its files in
    order of their names. Raises DatasetError."""
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.name.endswith(SUFFIXES))
        if not files:
            raise DatasetError(f"{path}: no file here ends in {', '.join(SUFFIXES)}")
        for file in files:
            yield from read_rows(file)
        return
    name = path.name.removesuffix(".gz")
    try:
        if name.endswith(".parquet"):
            yield from _parquet(path)
        elif name.endswith(".jsonl"):
            yield from _json_lines(path)
        elif name.endswith(".json"):
            yield from _json_array(path)
        else:
            raise DatasetError(f"{path}: its name must end in {', '.join(SUFFIXES)}")
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise DatasetError(f"{path} cannot be read: {reason}") from error


def _open(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    return open(path, encoding="utf-8")


def _json_lines(path: Path) -> Iterator[tuple[str, RawRow]]:
    with _open(path) as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                where = f"{path}, line {number}"
                try:
                    row = json.loads(line)
                except (ValueError, RecursionError) as error:
                    raise DatasetError(f"{where}: not JSON ({error})") from error
                yield where, _object(row, where)


def _json_array(path: Path) -> Iterator[tuple[str, RawRow]]:
    with _open(path) as stream:
        try:
            rows = json.load(stream)
        except UnicodeDecodeError:
            raise
        except (ValueError, RecursionError) as error:
            raise DatasetError(f"{path}: not JSON ({error})") from error
    if not isinstance(rows, list):
        raise DatasetError(f"{path}: must hold a list of rows")
    for number, row in enumerate(rows, 1):
        where = f"{path}, row {number}"
        yield where, _object(row, where)


def _parquet(path: Path) -> Iterator[tuple[str, RawRow]]:
    try:
        from pyarrow import parquet
    except ModuleNotFoundError:
        raise DatasetError(
            f"{path}: reading Parquet needs a package that is not installed: pip install pyarrow"
        ) from None
    number = 0
    try:
        for batch in parquet.ParquetFile(path).iter_batches(batch_size=64):
            for row in batch.to_pylist():
                number += 1
                yield f"{path}, row {number}", row
    except ValueError as error:  # what pyarrow raises for a damaged file
        raise DatasetError(f"{path} cannot be read: {error}") from error


def _object(row: Any, where: str) -> RawRow:
    if not isinstance(row, dict):
        raise DatasetError(f"{where}: not an object")
    return row
