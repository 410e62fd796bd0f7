"""The user's own tests of each document, kept beside it on disk.

The file may be changed by anybody at any time: it is looked at again before it is shown and before
it is written, and tests that are still there keep their ids. A document that is not on disk keeps
its tests for the session.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shortlist_engine.testfiles.own_tests import (
    OwnTest,
    OwnTests,
    UnusableOwnTests,
    place_of,
    read_own_tests,
    write_own_tests,
)
from shortlist_server import errors
from shortlist_server.services.user_programs import path_of

logger = logging.getLogger(__name__)

Stamp = tuple[int, int, int] | None


@dataclass(frozen=True)
class HeldTests:
    """Holds the own tests of a document with the id of each. `path` is where they are, or will be,
    None where the document is not on disk; `failure` says why they cannot be used."""

    own: OwnTests
    ids: tuple[str, ...]
    path: Path | None
    failure: str = ""
    stamp: Stamp = None

    def with_ids(self) -> Iterator[tuple[str, OwnTest]]:
        """Returns each test with its id, in order."""
        return zip(self.ids, self.own.tests, strict=True)


class OwnTestStore:
    """OwnTestStore has the own tests of every document that was asked about."""

    def __init__(self) -> None:
        self._held: dict[str, HeldTests] = {}
        self._numbers = itertools.count(1)

    def of(self, uri: str) -> HeldTests:
        """Returns the own tests of a document as they are now."""
        held = self._held.get(uri)
        if held is None:
            path = path_of(uri)
            held = HeldTests(OwnTests(), (), place_of(Path(path)) if path is not None else None)
            stamp: Stamp = (-1, -1, -1)
        else:
            stamp = held.stamp
        if held.path is not None and _stamp(held.path) != stamp:
            held = self._read(held, held.path)
        self._held[uri] = held
        return held

    def put(self, uri: str, own: OwnTests, ids: tuple[str, ...]) -> HeldTests:
        """Take the place of what `of` returned last, on disk too. Raises ServerError
        `testsUnwritable`; nothing is changed then."""
        held = self._held[uri]
        if held.path is None:
            self._held[uri] = changed = HeldTests(own, ids, None)
            return changed
        try:
            write_own_tests(held.path, own)
            stamp = _stamp(held.path)
        except OSError as error:
            raise errors.failed(
                "testsUnwritable",
                f"{held.path.name} could not be written ({error.strerror or error}), so nothing "
                "was changed.",
            ) from error
        self._held[uri] = changed = HeldTests(own, ids, held.path, "", stamp)
        return changed

    def new_id(self) -> str:
        """Returns an id for a new test."""
        return f"own-{next(self._numbers)}"

    def forget(self, uri: str) -> None:
        """Drop what is kept of a document that was closed, unless it is nowhere else."""
        held = self._held.get(uri)
        if held is not None and held.path is not None:
            del self._held[uri]

    def _read(self, before: HeldTests, path: Path) -> HeldTests:
        stamp = _stamp(path)
        try:
            own = read_own_tests(path)
        except UnusableOwnTests as error:
            logger.info("%s", error)
            return HeldTests(OwnTests(), (), path, str(error), stamp)
        return HeldTests(own, self._ids(before, own), path, "", stamp)

    def _ids(self, before: HeldTests, own: OwnTests) -> tuple[str, ...]:
        """A test that is there as it was keeps its id; so does the one at the place of another, if
        there are as many as before."""
        free = list(before.with_ids())
        ids: list[str | None] = []
        for test in own.tests:
            found = next((each for each in free if each[1] == test), None)
            if found is not None:
                free.remove(found)
            ids.append(found[0] if found is not None else None)
        if len(before.ids) == len(ids):
            unused = {each[0] for each in free}
            for place, test_id in enumerate(before.ids):
                if ids[place] is None and test_id in unused:
                    ids[place] = test_id
        return tuple(test_id or self.new_id() for test_id in ids)


def _stamp(path: Path) -> Stamp:
    """Tells one state of a file from another; None where there is none."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size, about.st_ino
