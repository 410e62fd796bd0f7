"""Which programs that we inserted stand in which documents, through undo and redo."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from shortlist_engine.problem import Program
from shortlist_server.documents import OpenDocument
from shortlist_server.insertion.edits import bare_lines, place_of
from shortlist_server.server import ShortlistServer
from shortlist_server.services.solve_manager import SolveManager

MAX_PLACES = 64


@dataclass
class _Place:
    """The text of each program that was inserted into a document for one problem, the newest last,
    and which of them stand there."""

    texts: dict[str, str] = field(default_factory=dict)
    standing: set[str] = field(default_factory=set)


class Insertions:
    """Insertions remembers what was inserted, and looks after each change of a document whether it
    still stands there, untouched: undone it does not, redone it does again. A program that the user
    has edited is theirs."""

    def __init__(self, server: ShortlistServer, solves: SolveManager) -> None:
        self._server = server
        self._solves = solves
        self._places: OrderedDict[tuple[str, str], _Place] = OrderedDict()

    def record(self, uri: str, problem_id: str, program_id: str, text: str) -> None:
        """Remember that the text of this program was put into a document."""
        place = self._places.setdefault((uri, problem_id), _Place())
        self._places.move_to_end((uri, problem_id))
        place.texts.pop(program_id, None)
        place.texts[program_id] = text
        # What it took the place of stands there no more; the document's next change says the same.
        place.standing = {program_id}
        while len(self._places) > MAX_PLACES:
            self._places.popitem(last=False)
        self._changed(problem_id)

    def record_found(self, uri: str, problem_id: str, program: Program) -> None:
        """Remember a program that was put into a document by other means: as much of it as stands
        there, since only a function's body may."""
        document = self._server.open_document(uri)
        lines, wanted = bare_lines(program.source), bare_lines(document.source if document else "")
        run = SequenceMatcher(None, lines, wanted, autojunk=False).find_longest_match()
        found = lines[run.a : run.a + run.size]
        text = "\n".join(found if any(line.strip() for line in found) else lines).strip("\n")
        self.record(uri, problem_id, program.id, f"{text}\n")

    def standing(self, problem_id: str) -> frozenset[str]:
        """Returns the programs of a problem that stand in any document."""
        found = (
            place.standing for (_, other), place in self._places.items() if other == problem_id
        )
        return frozenset().union(*found)

    def text_in(self, document: OpenDocument, problem_id: str) -> str | None:
        """Returns the text that we inserted for a problem and that stands untouched in the
        document."""
        place = self._places.get((document.uri, problem_id))
        if place is None:
            return None
        lines = bare_lines(document.source)
        for text in reversed(place.texts.values()):
            if place_of(lines, text) is not None:
                return text
        return None

    def follow(self, uri: str) -> None:
        """Look at a document that was opened or edited."""
        document = self._server.open_document(uri)
        if document is None:
            return
        lines: list[str] | None = None
        for (other, problem_id), place in list(self._places.items()):
            if other != uri:
                continue
            lines = bare_lines(document.source) if lines is None else lines
            standing = {
                program_id
                for program_id, text in place.texts.items()
                if place_of(lines, text) is not None
            }
            if standing != place.standing:
                place.standing = standing
                self._changed(problem_id)

    def _changed(self, problem_id: str) -> None:
        known = self._solves.known(problem_id)
        if known is not None:
            known.touch()
            self._solves.changed.emit()
