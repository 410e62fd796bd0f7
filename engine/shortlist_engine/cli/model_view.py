"""How `shortlist model` shows models to people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shortlist_engine.model.config import ModelConfig
from shortlist_engine.sampling.backend import FoundModel


def show_list(rows: Sequence[dict[str, Any]], found: Sequence[FoundModel]) -> None:
    """Prints a line for each installed model, and for each that a server on this machine has."""
    print(f"  {'NAME':20}  {'PARAMETERS':>10}  {'SIZE':>9}  FOLDER")
    for row in rows:
        mark = "*" if row["default"] else " "
        if row["error"]:
            print(f"{mark} {row['name']:20}  {row['error']}")
            continue
        where = "built-in" if row["default"] else row["folder"]
        size, parameters = _mebibytes(row["bytes"]), _millions(row["parameters"])
        print(f"{mark} {row['name']:20}  {parameters:>10}  {size:>9}  {where}")
    print("* what is used without --model")
    print()
    if not found:
        print("No model server answers on the usual ports of this machine.")
        return
    width = max(len(each.name) for each in found)
    print(f"  {'SERVED HERE':{width}}  {'WINDOW':>7}  {'SIZE':>9}  SERVER")
    for each in found:
        mark = "+" if each.loaded else " "
        window = f"{each.window}" if each.window else "?"
        size = _gibibytes(each.bytes) if each.bytes else each.parameters or "?"
        note = f" ({each.note})" if each.note else ""
        print(f"{mark} {each.name:{width}}  {window:>7}  {size:>9}  {each.server}{note}")
    print("+ in memory; `shortlist doctor NAME` tries one")


def show_model(document: dict[str, Any], config: ModelConfig) -> None:
    """Prints the shape, the files and the summary of one model."""
    attention = f"{config.query_heads} query heads of {config.head_size}, {config.kv_heads} KV"
    lines = [
        ("model", document["name"] + (" (built-in, the default)" if document["default"] else "")),
        ("folder", document["folder"] + (" (linked)" if document["linked"] else "")),
        ("parameters", f"{document['parameters']:,}"),
        ("blocks", f"{config.encoder_layers} encoder, {config.decoder_layers} decoder"),
        (
            "width",
            f"{config.d_model}; {attention}; feed-forward {config.d_ffn} {config.activation}",
        ),
        ("positions, norm", f"{config.positions}; {config.norm} {config.norm_placement} blocks"),
        ("lengths", f"{config.encoder_tokens} encoder, {config.decoder_tokens} decoder tokens"),
        ("tokenizer", f"SentencePiece, {config.vocab_size} pieces"),
        ("writes", ", ".join(config.languages)),
        ("sampling", f"temperature {config.temperature:g}, top_p {config.top_p:g}"),
        ("licence", document["licence"] or "not stated in its card"),
    ]
    for name, value in lines:
        print(f"{name:16}{value}")
    print("files")
    for file in document["files"]:
        size = "" if file["bytes"] is None else f"{file['bytes']:,} bytes"
        print(f"  {file['name']:20}{size:>20}  {file['state']}")
    if document["summary"]:
        print(f"\n{document['summary']}")


def _gibibytes(size: int) -> str:
    return f"{size / 2**30:.1f} GiB" if size >= 2**30 else _mebibytes(size)


def _mebibytes(size: int) -> str:
    return f"{size / 2**20:.1f} MiB"


def _millions(count: int) -> str:
    return f"{count / 1e9:.1f} B" if count >= 1e9 else f"{count / 1e6:.1f} M"
