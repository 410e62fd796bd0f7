"""The Shortlist engine: samples programs for a problem, runs them, ranks what survives.

Nothing is imported here on purpose: the language server imports `shortlist_engine.protocol`,
`.problem` and `.statement`, and must not pay for (or depend on) the rooms behind them.
"""

__version__ = "0.1.0"
