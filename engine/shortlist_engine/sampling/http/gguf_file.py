"""The header of a GGUF file: what a model is, and what its answers take in memory.

The format is llama.cpp's (docs/gguf.md of ggml): a magic word, a version, and pairs of keys and
typed values, of which long arrays (the vocabulary) are skipped.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from shortlist_engine.model.errors import ModelError

MAGIC = b"GGUF"
_NUMBERS = {
    0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q",
    12: "<d",
}  # fmt: skip
_TEXT, _ARRAY = 8, 9
_LONGEST_TEXT = 16 * 2**20
_MOST_PAIRS = 65_536
# Families whose state does not share a prompt between answers: llama.cpp is fragile with several.
_RECURRENT = ("qwen35", "qwen3next", "lfm2", "nemotron_h", "mamba", "jamba", "falcon-h1", "rwkv")


@dataclass(frozen=True)
class GgufHeader:
    """Holds what a file says of its model. `window` is the length it was trained for, and
    `cache_bytes` what one token of an answer takes in memory at half precision; both are None where
    it does not say."""

    architecture: str
    name: str
    size: int
    window: int | None
    cache_bytes: int | None
    template: str

    @property
    def several_at_once(self) -> bool:
        """Says whether several answers can be written at the same time."""
        return not self.architecture.startswith(_RECURRENT)


def read_gguf(path: Path) -> GgufHeader:
    """Returns the header of a file. Raises ModelError, naming the fix, when it is missing, cannot
    be read, or is no model in GGUF."""
    try:
        with path.open("rb") as file:
            found = _pairs(file, path)
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise ModelError(f"{path} is not there: check the path") from error
    except IsADirectoryError as error:
        raise ModelError(f"{path} is a folder: give the .gguf file in it") from error
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror}): check its rights") from error
    except (struct.error, UnicodeDecodeError, KeyError, OverflowError) as error:
        raise ModelError(f"{path} is cut off or damaged: download it again") from error
    architecture = str(found.get("general.architecture", ""))
    if not architecture or architecture == "clip":
        raise ModelError(f"{path} is no language model: give the file of the model itself")

    def number(key: str) -> int | None:
        value = found.get(f"{architecture}.{key}")
        return value if isinstance(value, int) and value > 0 else None

    return GgufHeader(
        architecture=architecture,
        name=str(found.get("general.name") or path.stem),
        size=size,
        window=number("context_length"),
        cache_bytes=_cache_bytes(number),
        template=str(found.get("tokenizer.chat_template", "")),
    )


def _cache_bytes(number: Any) -> int | None:
    """Keys and values of all layers, two bytes each."""
    layers, width, heads = (
        number("block_count"), number("embedding_length"), number("attention.head_count"),
    )  # fmt: skip
    if not (layers and width and heads):
        return None
    kv_heads = number("attention.head_count_kv") or heads
    key = number("attention.key_length") or width // heads
    value = number("attention.value_length") or width // heads
    return int(layers * kv_heads * (key + value) * 2)


def _pairs(file: BinaryIO, path: Path) -> dict[str, Any]:
    if file.read(4) != MAGIC:
        raise ModelError(
            f"{path} is no GGUF file: convert the model, or download it in GGUF (an unfinished "
            "download or a Git LFS pointer begins otherwise)"
        )
    version, _, count = struct.unpack("<IQQ", file.read(20))
    if version not in (2, 3):
        raise ModelError(f"{path} has GGUF version {version}, not 2 or 3: convert the model anew")
    if count > _MOST_PAIRS:
        raise OverflowError(count)
    found = {}
    for _ in range(count):
        key = _text(file)
        (kind,) = struct.unpack("<I", file.read(4))
        found[key] = _value(file, kind)
    return found


def _value(file: BinaryIO, kind: int) -> Any:
    """A value, None for an array."""
    if kind == _TEXT:
        return _text(file)
    if kind != _ARRAY:
        form = _NUMBERS[kind]
        return struct.unpack(form, file.read(struct.calcsize(form)))[0]
    inner, count = struct.unpack("<IQ", file.read(12))
    if inner in _NUMBERS:
        file.seek(struct.calcsize(_NUMBERS[inner]) * count, 1)
    elif inner == _TEXT:
        for _ in range(count):
            file.seek(_length(file), 1)
    else:
        raise KeyError(inner)
    return None


def _text(file: BinaryIO) -> str:
    length = _length(file)
    data = file.read(length)
    if len(data) < length:
        raise OverflowError(length)
    return data.decode("utf-8")


def _length(file: BinaryIO) -> int:
    (length,) = struct.unpack("<Q", file.read(8))
    if length > _LONGEST_TEXT:
        raise OverflowError(length)
    return int(length)
