"""Telling listeners that something happened."""

from __future__ import annotations

import pytest

from shortlist_server.signals import Signal


def test_listeners_are_called_in_their_order_until_they_are_disconnected():
    heard = []
    changed: Signal[[str]] = Signal()

    def first(uri):
        heard.append(("first", uri))
        changed.disconnect(first)

    changed.connect(first)
    changed.connect(lambda uri: heard.append(("second", uri)))
    changed.emit("a")
    changed.emit("b")
    assert heard == [("first", "a"), ("second", "a"), ("second", "b")]
    with pytest.raises(ValueError):
        changed.disconnect(first)
