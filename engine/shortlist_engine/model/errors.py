"""What goes wrong with a model's files."""

from __future__ import annotations


class ModelError(Exception):
    """A model cannot be loaded, exported or trained. The message names the file and the fix."""


class ModelNameError(ModelError):
    """Says that a name is not a model's, cannot be one, or is taken."""
