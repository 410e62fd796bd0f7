"""What a user does when they practise, one module for each thing: list and choose (`browsing.py`),
open (`opening.py`), submit (`judging.py`, `submitting.py`), ask for help (`helping.py`), contests
(`contests.py`), progress (`overview.py`) and its export (`exporting.py`). Each takes a `Desk`.

This is what the command line and the editors build on; `documents.py` says how each result is told
as JSON."""
