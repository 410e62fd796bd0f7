"""The command of a compiler, from the table of languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shortlist_engine.execution.isolation.jail.tool_call import filled
from shortlist_engine.languages.language import FLAGS


def filled_command(
    words: Sequence[str], values: Mapping[str, str], flags: Sequence[str] = ()
) -> list[str]:
    """Returns a command with `values` filled in, and a user's own `flags`, as they are, in their
    place."""
    command: list[str] = []
    for word in words:
        command += flags if word == FLAGS else [filled(word, values)]
    return command
