"""The settings: what each may hold, its default, and where values come from.

Malformed or unknown values never stop the server: `read_settings` returns defaults for them and
one sentence for each, which the server shows in a single message.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from typing import Any
from urllib.parse import unquote

from shortlist_engine.languages import runnable
from shortlist_server import errors
from shortlist_server.signals import Signal

SECTION = "shortlist"
CLIENT_ONLY = frozenset(
    {
        "clientName",
        "clientFeatures",
        "interpreter",
        "languages",
        "run",
        "server",
        "templates",
        "trace",
    }
)


def _number(low: float, high: float, *, whole: bool) -> Callable[[Any], Any]:
    kind = "whole number" if whole else "number"

    def check(value: Any) -> Any:
        right_type = isinstance(value, int if whole else (int, float))
        if not right_type or isinstance(value, bool) or not low <= value <= high:
            raise ValueError(f"a {kind} from {low} to {high}")
        return value

    return check


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("a string")
    return value


def _one_of(*allowed: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if value not in allowed:
            raise ValueError("one of " + ", ".join(f'"{item}"' for item in allowed))
        return value

    return check


def _list_of(allowed: tuple[str, ...] | None = None) -> Callable[[Any], tuple[str, ...]]:
    expected = "a list of strings"
    if allowed:
        expected = "a list of " + ", ".join(f'"{item}"' for item in allowed)

    def check(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ValueError(expected)
        if allowed and not set(value) <= set(allowed):
            raise ValueError(expected)
        return tuple(value)

    return check


def _setting(path: str, default: Any, check: Callable[[Any], Any]) -> Any:
    return field(default=default, metadata={"path": path, "check": check})


@dataclass(frozen=True)
class Settings:
    """Settings holds the validated settings of the session or of a folder; docs/lsp-extensions.md
    lists them."""

    enable: bool = _setting("enable", True, _boolean)
    contest_mode: bool = _setting("contestMode", False, _boolean)
    code_actions: bool = _setting("codeActions.enable", True, _boolean)
    code_lens: bool = _setting("codeLens.enable", True, _boolean)
    inline: str = _setting("inline.show", "solutions", _one_of("off", "solutions", "fillings"))
    completion: bool = _setting("completion.enable", True, _boolean)
    count: int = _setting("solve.count", 10, _number(1, 10, whole=True))
    samples: int = _setting("solve.samples", 1000, _number(1, 1_000_000, whole=True))
    max_seconds: float = _setting("solve.maxSeconds", 60, _number(1, 86_400, whole=False))
    languages: tuple[str, ...] = _setting("solve.languages", (), _list_of(runnable()))
    repair: bool = _setting("solve.repair", True, _boolean)
    model_tests: bool = _setting("solve.modelTests", True, _boolean)
    library: bool = _setting("library.enabled", True, _boolean)
    files_folder: str = _setting("files.folder", "", _text)
    files_language: str = _setting("files.language", "", _one_of("", *runnable()))
    companion: bool = _setting("companion.enable", False, _boolean)
    companion_port: int = _setting("companion.port", 27121, _number(1024, 65_535, whole=True))
    engine_command: tuple[str, ...] = _setting("engine.command", (), _list_of())
    engine_model: str = _setting("engine.model", "", _text)
    engine_prompt: str = _setting("engine.prompt", "auto", _one_of("auto", "chat", "base"))
    engine_idle_unload: float = _setting("engine.idleUnload", 600, _number(0, 604_800, whole=False))
    notifications: str = _setting(
        "showNotifications", "onError", _one_of("off", "onError", "always")
    )

    @property
    def engine(self) -> tuple[Any, ...]:
        """Returns what the engine depends on; when it changes, the engine has to start again. The
        model is not among it: each solve names its own."""
        return self.engine_command, self.engine_prompt, self.engine_idle_unload

    def with_engine_of(self, session: Settings) -> Settings:
        """Returns these settings with everything about the engine, and about who may send problems,
        as the session has it: what a folder brings along must not choose where its problems go."""
        return replace(
            self,
            engine_command=session.engine_command,
            engine_model=session.engine_model,
            engine_prompt=session.engine_prompt,
            engine_idle_unload=session.engine_idle_unload,
            companion=session.companion,
            companion_port=session.companion_port,
        )

    @property
    def ai(self) -> bool:
        """Tells whether anything that shows generated programs may be shown."""
        return self.enable and not self.contest_mode


def setting_paths() -> dict[str, Any]:
    """Returns every setting with its default, for documentation and drift tests."""
    return {item.metadata["path"]: item.default for item in fields(Settings)}


def read_settings(tree: Any) -> tuple[Settings, list[str]]:
    """Returns the settings in a tree (nested, or with dotted keys), and a sentence for each value
    that cannot be used. Never raises."""
    if tree is None:
        return Settings(), []
    if not isinstance(tree, dict):
        return Settings(), [f"the settings must be an object, not {type(tree).__name__}"]
    known = {item.metadata["path"]: item for item in fields(Settings)}
    values: dict[str, Any] = {}
    problems: list[str] = []
    for path, value in _leaves(tree, known):
        item = known.get(path)
        if item is None:
            problems.append(f"{SECTION}.{path} is not a setting: remove it")
            continue
        try:
            values[item.name] = item.metadata["check"](value)
        except ValueError as error:
            problems.append(f"{SECTION}.{path} must be {error}; using {item.default!r}")
    return Settings(**values), problems


def _leaves(tree: dict[Any, Any], known: dict[str, Any]) -> list[tuple[str, Any]]:
    """Flatten `tree`; null means not set, and the client's own keys are left out."""
    found: list[tuple[str, Any]] = []

    def walk(node: dict[Any, Any], prefix: str) -> None:
        for key, value in node.items():
            path = f"{prefix}{key}"
            if value is None or path.split(".")[0] in CLIENT_ONLY:
                continue
            inner = isinstance(value, dict) and path not in known
            if inner and any(name.startswith(f"{path}.") for name in known):
                walk(value, f"{path}.")
            else:
                found.append((path, value))

    walk(tree, "")
    return found


def merge(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Puts `over` on top of `base`, object by object."""
    result = dict(base)
    for key, value in over.items():
        below = result.get(key)
        if isinstance(below, dict) and isinstance(value, dict):
            result[key] = merge(below, value)
        else:
            result[key] = value
    return result


class Configuration:
    """Configuration holds the settings in force: of the session, of each workspace folder, and
    contest mode as last switched by the user. What the client sends later goes on top of
    `initializationOptions`. `changed` is emitted after each update, with the session's settings as
    they were before."""

    def __init__(self) -> None:
        self.changed: Signal[[Settings]] = Signal()
        self.settings = Settings()
        self.client_name = ""
        self.client_features: dict[str, Any] | None = None
        self._initial: dict[str, Any] = {}
        self._folders: dict[str, Settings] = {}
        self._contest_mode: bool | None = None

    def initialize(self, options: Any) -> list[str]:
        """Take `initializationOptions`; returns what was wrong with them."""
        self._initial = _section(options) if isinstance(options, dict) else {}
        if isinstance(options, dict):
            self.client_name = str(options.get("clientName") or "")
            features = options.get("clientFeatures")
            self.client_features = features if isinstance(features, dict) else None
        self.settings, problems = read_settings(options if options is None else self._initial)
        if options is not None and not isinstance(options, dict):
            _, problems = read_settings(options)
        return problems

    def update(self, tree: Any, folders: dict[str, Any] | None = None) -> list[str]:
        """Take a pushed or pulled section, and those of the folders by URI. Null and `{}` mean
        that the client has nothing to say. Returns what was wrong."""
        before = self.current
        problems = self._take(tree, folders)
        self.changed.emit(before)
        return problems

    def _take(self, tree: Any, folders: dict[str, Any] | None) -> list[str]:
        if tree and not isinstance(tree, dict):
            return read_settings(tree)[1]
        pushed = merge(self._initial, _section(tree)) if tree else self._initial
        before = self.settings
        self.settings, problems = read_settings(pushed)
        self._folders = {}
        for uri, section in (folders or {}).items():
            if section and isinstance(section, dict):
                tree_of_folder = merge(pushed, _section(section))
                of_folder, more = read_settings(tree_of_folder)
                self._folders[uri] = of_folder.with_engine_of(self.settings)
                problems += [problem for problem in more if problem not in problems]
        if self.settings.contest_mode != before.contest_mode:
            self._contest_mode = None
        return problems

    def switch_contest_mode(self, on: bool | None) -> bool:
        """Switch contest mode for the session (toggle when `on` is None); returns the new value."""
        before = self.current
        self._contest_mode = (not before.contest_mode) if on is None else on
        self.changed.emit(before)
        return self._contest_mode

    @property
    def current(self) -> Settings:
        """Returns the session's settings."""
        return self.effective(self.settings)

    def for_uri(self, uri: str) -> Settings:
        """Returns the settings of the innermost workspace folder that holds `uri`."""
        path = unquote(uri)
        matches = [
            folder
            for folder in self._folders
            if path == unquote(folder) or path.startswith(unquote(folder).rstrip("/") + "/")
        ]
        if not matches:
            return self.current
        return self.effective(self._folders[max(matches, key=len)])

    def require_ai(self, uri: str | None = None) -> None:
        """Raises ServerError `paused` where nothing that a model wrote may be shown: in the
        document `uri`, or without one in the session."""
        settings = self.current if uri is None else self.for_uri(uri)
        if not settings.enable:
            raise errors.failed("paused", "Shortlist is disabled (setting shortlist.enable).")
        if settings.contest_mode:
            raise errors.failed(
                "paused",
                "Contest mode is on: solutions are neither sought nor shown. Switch it off with "
                "the command shortlist.server.pause or the setting shortlist.contestMode.",
            )

    def effective(self, settings: Settings) -> Settings:
        """Applies to the settings what the user has switched in the session."""
        if self._contest_mode is None or settings.contest_mode == self._contest_mode:
            return settings
        return replace(settings, contest_mode=self._contest_mode)

    def feature(self, name: str) -> bool:
        """Tells whether the client says that it has `clientFeatures.<name>`."""
        return bool((self.client_features or {}).get(name))


def _section(tree: dict[str, Any]) -> dict[str, Any]:
    """The section itself, whether or not it came wrapped in its name."""
    inner = tree.get(SECTION)
    return inner if isinstance(inner, dict) else tree
