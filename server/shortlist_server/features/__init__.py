"""One module for each surface; `register` in each adds its handlers to the server."""

from __future__ import annotations
