"""What goes wrong with a server, each kind so that its caller can do what it needs."""

from __future__ import annotations

from shortlist_engine.model.errors import ModelError


class NoServer(ModelError):
    """Says that nothing accepts a connection there."""


class NotOurs(ModelError):
    """Says that something answers, but not in a way that we understand."""


class Silent(ModelError):
    """Says that the server sent nothing for as long as we wait."""


class Dropped(ModelError):
    """Says that the connection ended in the middle of an answer."""


class Refused(ModelError):
    """Says that the server answered with an error, which has no more special kind."""


class KeyWanted(Refused):
    """Says that the server demands a key, or another one."""


class Loading(Refused):
    """Says that the server is there and still loads its model."""


class Busy(Refused):
    """Says that the server has too much to do."""


class CacheFull(Refused):
    """Says that the server ran out of room while it wrote several answers at the same time."""


class ModelGone(Refused):
    """Says that the server does not have the model, or does not have it any more."""
