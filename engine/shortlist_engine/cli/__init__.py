"""The `shortlist` command: a module for each command, and one for its view.

Importing it is cheap, since the language server and both editors start it; rooms are imported by
the command that needs them.
"""

from shortlist_engine.cli.command_line import main

__all__ = ["main"]
