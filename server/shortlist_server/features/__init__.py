"""What the server does, a module for each: it owns its state, its handlers and its shapes.

A feature is a class that is made with the services and registers its handlers on the server, or
listens to a service. Features do not know each other: what two of them need is a service or a
presentation below. `registry` lists them all.
"""

from __future__ import annotations
