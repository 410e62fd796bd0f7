"""The backends of models behind a server: `auto`, `ollama:NAME`, `http://HOST:PORT#ID` and
`FILE.gguf`. What does the work is imported when it is needed, so that commands start at once."""

from __future__ import annotations

from collections.abc import Callable

from shortlist_engine.sampling.backend import Backend, Finding, FoundModel, ModelChoice, ModelInfo
from shortlist_engine.sampling.base import Sampler
from shortlist_engine.sampling.names import NameKind, parse_name


def _describe(choice: ModelChoice) -> ModelInfo:
    from shortlist_engine.sampling.http import loading

    return loading.describe(choice)


def _identify(choice: ModelChoice) -> str:
    from shortlist_engine.sampling.http import loading

    return loading.identify(choice)


def _load(choice: ModelChoice) -> Sampler:
    from shortlist_engine.sampling.http import loading

    return loading.load(choice)


def _inspect(choice: ModelChoice, measure: bool) -> list[Finding]:
    from shortlist_engine.sampling.http import loading

    return loading.inspect(choice, measure)


def _find_servers() -> list[FoundModel]:
    from shortlist_engine.sampling.http import loading

    return loading.find_servers()


def _find_ollama() -> list[FoundModel]:
    from shortlist_engine.sampling.http import loading

    return loading.find_ollama()


def _owns(kind: NameKind) -> Callable[[str], bool]:
    return lambda name: parse_name(name).kind == kind


def _backend(
    name: str, kind: NameKind, find: Callable[[], list[FoundModel]] | None = None
) -> Backend:
    return Backend(name, _owns(kind), _describe, _identify, _load, _inspect, find)


AUTO = _backend("auto", "auto")
OLLAMA = _backend("ollama", "ollama", _find_ollama)
SERVER = _backend("openai", "server", _find_servers)
GGUF = _backend("gguf", "gguf")
