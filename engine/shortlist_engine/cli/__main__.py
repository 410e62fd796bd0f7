"""`python -m shortlist_engine.cli`, which is how the language server starts an engine."""

from __future__ import annotations

import sys

from shortlist_engine.cli.command_line import main

sys.exit(main())
