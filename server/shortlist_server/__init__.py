"""The Shortlist language server: light, pure Python, never imports an ML library."""

from shortlist_engine import __version__

__all__ = ["__version__"]
