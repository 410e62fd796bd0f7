"""What goes wrong with a model's files."""

from __future__ import annotations


class ModelError(Exception):
    """A model cannot be loaded, exported or trained. The message names the file and the fix."""


class ModelNameError(ModelError):
    """Says that a name is not a model's, cannot be one, or is taken."""


class WindowError(ModelError):
    """Says that prompt and answer do not fit the window of a model: `prompt_tokens` and `window`
    are their sizes in tokens, None where unknown."""

    def __init__(self, message: str, prompt_tokens: int | None, window: int | None) -> None:
        super().__init__(message)
        self.prompt_tokens, self.window = prompt_tokens, window
