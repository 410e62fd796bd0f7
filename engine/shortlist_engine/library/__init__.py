"""Known solutions, found by likeness of the statement: the bank's, and those that the user names.

`Library` is the way in: it keeps an index of its sources up to date and finds the programs of the
problems nearest to one. `sources` knows what the user has named; `folder`, `problem_set` and
`bank_problems` read one kind of source each; `index` is the database; `terms` says what a problem
is searched by, and `likeness` whether two are the same.
"""

from shortlist_engine.library.library import Library, Match, Update, user_library, user_sources
from shortlist_engine.library.sources import Source, SourceError, source_of

__all__ = [
    "Library",
    "Match",
    "Source",
    "SourceError",
    "Update",
    "source_of",
    "user_library",
    "user_sources",
]
