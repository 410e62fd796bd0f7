"""All that can be practised: the bank, and the sets that the user imported."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Protocol

from shortlist_engine import places
from shortlist_engine.practice.collection.bank_problems import BankProblems
from shortlist_engine.practice.collection.practice_problem import (
    BANK,
    Entry,
    PracticeProblem,
    UnknownProblem,
)
from shortlist_engine.practice.collection.set_file import ImportedSet


class ProblemSource(Protocol):
    """A set of problems. `rest` is what stands behind the set's name and a slash in a problem's
    name. All raise UnknownProblem."""

    name: str

    def entries(self) -> list[Entry]: ...

    def entry(self, rest: str) -> Entry: ...

    def problem(self, rest: str, language: str) -> PracticeProblem: ...


class Catalogue:
    """Finds problems by their names. `folder` is where imported sets are, None for the user's own;
    `bank` may have been used before, which is faster. `notes` are sentences for the user about sets
    that cannot be read."""

    def __init__(self, folder: Path | None = None, bank: BankProblems | None = None) -> None:
        self.folder = folder or places.practice_dir() / "sets"
        self.bank = bank or BankProblems()
        self.notes: list[str] = []

    def sets(self) -> list[ImportedSet]:
        """Returns the imported sets by their names."""
        if not self.folder.is_dir():
            return []
        return [ImportedSet(path) for path in sorted(self.folder.glob("*.sqlite"))]

    def entries(self, only: str | None = None) -> list[Entry]:
        """Returns all entries, or those of one set. Raises UnknownProblem for a set that there is
        not."""
        if only is not None:
            return self._source(only).entries()
        found = self.bank.entries()
        for each in self.sets():
            try:
                found += each.entries()
            except UnknownProblem as error:  # the others are there all the same
                self.notes.append(str(error))
        return found

    def entry(self, identity: str) -> Entry:
        """Returns the entry that a name of an item or of a problem belongs to. Raises
        UnknownProblem."""
        source, rest = self._parts(identity)
        return source.entry(rest)

    def problem(self, identity: str, language: str) -> PracticeProblem:
        """Returns the problem of a name, to be solved in `language`. Raises UnknownProblem."""
        source, rest = self._parts(identity)
        return source.problem(rest, language)

    def remove(self, name: str) -> None:
        """Forgets an imported set: what was practised of it stays in the progress file. Raises
        UnknownProblem and OSError."""
        if name == BANK:
            raise UnknownProblem("The bank is always there.")
        self._source(name)
        (self.folder / f"{name}.sqlite").unlink()

    def _parts(self, identity: str) -> tuple[ProblemSource, str]:
        """The set, and the rest; the bank's name may be left out."""
        name, slash, rest = identity.strip().partition("/")
        if slash and (name == BANK or (self.folder / f"{name}.sqlite").is_file()):
            return self._source(name), rest
        families = {entry.item.partition("/")[2] for entry in self.bank.entries()}
        if not slash or name in families:
            return self.bank, identity.strip()
        known = ", ".join([BANK, *(each.name for each in self.sets())])
        near = get_close_matches(name, families, n=1)
        hint = f" Or did you mean the family {near[0]}?" if near else ""
        raise UnknownProblem(f"There is no set {name!r}; there are {known}.{hint}")

    def _source(self, name: str) -> ProblemSource:
        if name == BANK:
            return self.bank
        for each in self.sets():
            if each.name == name:
                return each
        known = ", ".join([BANK, *(each.name for each in self.sets())])
        raise UnknownProblem(
            f"There is no set {name!r}; there are {known}. Others can be imported."
        )
