"""The one grammar of models' names, the same in commands, settings and editors.

| name | model |
|---|---|
| `default`, an installed name, a folder | a folder of ours, or of transformers |
| `FILE.gguf` | a file, served by a llama.cpp server of our own |
| `ollama:NAME` | a model of Ollama |
| `http://HOST:PORT`, `http://HOST:PORT#ID` | the model of a server; its only one, or the one `ID` |
| `auto` | the first server found here that has a model loaded |
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NameKind = Literal["folder", "gguf", "ollama", "server", "auto"]


@dataclass(frozen=True)
class ModelName:
    """Holds a name that was taken apart. `value` is the folder or installed name, the file, the
    name in Ollama or the address, and empty for `auto`; `model` is a server's ID, empty where none
    is named."""

    kind: NameKind
    value: str = ""
    model: str = ""


def parse_name(name: str) -> ModelName:
    """Takes the name of a model apart. Every text is one: what looks like nothing else is a folder
    or an installed name."""
    if name == "auto":
        return ModelName("auto")
    if name.startswith("ollama:"):
        return ModelName("ollama", name.removeprefix("ollama:"))
    if name.startswith(("http://", "https://")):
        address, _, model = name.partition("#")
        return ModelName("server", address, model)
    if name.lower().endswith(".gguf"):
        return ModelName("gguf", name)
    return ModelName("folder", name)
