"""Which of our programs stand in which documents, through undo and redo."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

from shortlist_server.documents import OpenDocument
from shortlist_server.insertion.edits import bare_lines, place_of
from shortlist_server.server import ShortlistServer
from shortlist_server.services.solve_manager import SolveManager
from shortlist_server.signals import Signal

MAX_PLACES = 64


@dataclass
class _Place:
    """What may stand in a document for one problem: the texts that we `inserted`, the newest last,
    those that were `offered` for insertion, and of which programs one does stand there."""

    inserted: dict[str, str] = field(default_factory=dict)
    offered: dict[str, str] = field(default_factory=dict)
    standing: set[str] = field(default_factory=set)

    def texts(self) -> Iterable[tuple[str, str]]:
        yield from reversed(self.inserted.items())
        yield from self.offered.items()


class Insertions:
    """Insertions looks after each change of a document whether programs of ours stand there,
    untouched: undone they do not, redone they do again. One that the user has edited is theirs.
    `appeared` is emitted with document and problem when a program came there by other means than
    an edit of ours."""

    def __init__(self, server: ShortlistServer, solves: SolveManager) -> None:
        self._server = server
        self._solves = solves
        self._places: OrderedDict[tuple[str, str], _Place] = OrderedDict()
        self.appeared: Signal[[str, str]] = Signal()

    def record(self, uri: str, problem_id: str, program_id: str, text: str) -> None:
        """Remember that we put the text of this program into a document."""
        place = self._place(uri, problem_id)
        place.inserted.pop(program_id, None)
        place.inserted[program_id] = text
        # What it took the place of stands there no more; the document's next change says the same.
        place.standing = {program_id}
        self._changed(problem_id)

    def offer(self, uri: str, problem_id: str, program_id: str, text: str) -> None:
        """Remember that the editor may put the text of this program into a document."""
        self._place(uri, problem_id).offered[program_id] = text.strip("\n") + "\n"

    def standing(self, problem_id: str) -> frozenset[str]:
        """Returns the programs of a problem that stand in any document."""
        found = (
            place.standing for (_, other), place in self._places.items() if other == problem_id
        )
        return frozenset().union(*found)

    def text_in(self, document: OpenDocument, problem_id: str) -> str | None:
        """Returns the text of ours for a problem that stands untouched in the document."""
        place = self._places.get((document.uri, problem_id))
        lines = bare_lines(document.source) if place is not None else []
        texts = place.texts() if place is not None else ()
        return next((text for _, text in texts if place_of(lines, text) is not None), None)

    def follow(self, uri: str) -> None:
        """Look at a document that was opened or edited."""
        places = [(key[1], place) for key, place in self._places.items() if key[0] == uri]
        document = self._server.open_document(uri) if places else None
        if document is None:
            return
        lines = [line.rstrip("\r\n") for line in document.lines]
        present = set(lines)  # most texts are told from the document by their last line
        for problem_id, place in places:
            standing = {
                program_id
                for program_id, text in place.texts()
                if bare_lines(text)[-1] in present and place_of(lines, text) is not None
            }
            if standing == place.standing:
                continue
            is_new = bool(standing - place.standing - place.inserted.keys())
            place.standing = standing
            self._changed(problem_id)
            if is_new:
                self.appeared.emit(uri, problem_id)

    def _place(self, uri: str, problem_id: str) -> _Place:
        place = self._places.setdefault((uri, problem_id), _Place())
        self._places.move_to_end((uri, problem_id))
        while len(self._places) > MAX_PLACES:
            self._places.popitem(last=False)
        return place

    def _changed(self, problem_id: str) -> None:
        known = self._solves.known(problem_id)
        if known is not None:
            known.touch()
            self._solves.changed.emit()
