"""Which problem a name means where no file says it."""

from __future__ import annotations

from shortlist_engine.languages import PYTHON
from shortlist_engine.practice.collection.bank_problems import FUNCTION_LANGUAGES
from shortlist_engine.practice.session.desk import Desk, Named, PracticeError, usual_language


def named_by_id(desk: Desk, identity: str) -> tuple[Named, str]:
    """Returns the problem of a name, and the language that it is solved in. The name of a family of
    the bank stands for its problem that was opened last. Raises PracticeError, UnknownProblem and
    ProgressUnusable."""
    with desk.journal.reading() as reader:
        language = usual_language(reader)
        entry = desk.catalogue.entry(identity)
        rounds = reader.rounds_of_item(entry.item)
    if entry.voices and identity.strip().rpartition("bank/")[2].count("/") == 0:
        if not rounds:
            raise PracticeError(f"No problem of {entry.item} was opened yet.")
        return Named(rounds[-1].problem.id), rounds[-1].language
    if entry.voices and language not in FUNCTION_LANGUAGES:
        language = PYTHON.name  # every voice exists in it
    return Named(desk.catalogue.problem(identity, language).id), language
