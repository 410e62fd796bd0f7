"""Tests of other tools: importing them as own tests, and exporting all tests of a document."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import attrs

from shortlist_engine.testfiles.exporting import CannotExport, Format, export
from shortlist_engine.testfiles.own_tests import OwnTest
from shortlist_engine.testfiles.reading import UnusableTests, read_tests
from shortlist_engine.testfiles.tests import NamedTest
from shortlist_server import errors
from shortlist_server.lsp_ext import Shape
from shortlist_server.presentation.tests_view import TestsView
from shortlist_server.services.other_files import absolute
from shortlist_server.services.services import Services
from shortlist_server.services.user_programs import path_of

IMPORT_TESTS = "shortlist/importTests"
EXPORT_TESTS = "shortlist/exportTests"


@attrs.frozen
class ImportTestsParams(Shape):
    """The parameters name a document, and a file or a folder with tests."""

    uri: str
    path: str


@attrs.frozen
class ImportTestsResult(Shape):
    """The result counts the tests that were added, and those that were there already."""

    added: int
    skipped: int
    notes: list[str]
    view: TestsView


@attrs.frozen
class ExportTestsParams(Shape):
    """The parameters say what to write the tests of a document as, and where."""

    uri: str
    format: Format
    path: str


@attrs.frozen
class ExportTestsResult(Shape):
    """The result names the files that were written."""

    files: list[str]


class TestFilesFeature:
    """TestFilesFeature reads every layout that `shortlist run --tests` reads."""

    __test__ = False  # no test of pytest's

    def __init__(self, services: Services) -> None:
        self._tests = services.tests
        self._views = services.test_views
        services.server.add_request(IMPORT_TESTS, ImportTestsParams, self._import)
        services.server.add_request(EXPORT_TESTS, ExportTestsParams, self._export)

    async def _import(self, params: ImportTestsParams) -> ImportTestsResult:
        self._tests.target(params.uri)
        place, program = absolute(params.path, params.uri), self._program(params.uri).name
        try:
            found = await asyncio.to_thread(read_tests, place, program)
        except UnusableTests as error:
            raise errors.failed("noTests", str(error)) from error
        target = self._tests.target(params.uri)
        held = self._tests.own_of(target)
        known = {test.content for test in self._tests.tests_of(target)}
        added: list[OwnTest] = []
        for test in found.tests:
            if (test.input, test.expected) not in known:
                known.add((test.input, test.expected))
                name = "" if test.name.isdigit() else test.name
                added.append(OwnTest(test.input, test.expected, name))
        if added:
            ids = (*held.ids, *(self._tests.new_id() for _ in added))
            own = replace(held.own, tests=(*held.own.tests, *added))
            self._tests.write_own(target, own, ids)
        return ImportTestsResult(
            len(added),
            len(found.tests) - len(added),
            list(found.notes),
            self._views.of(params.uri),
        )

    def _export(self, params: ExportTestsParams) -> ExportTestsResult:
        target = self._tests.target(params.uri)
        tests = [
            NamedTest(test.name, test.input, test.expected) for test in self._tests.tests_of(target)
        ]
        place = absolute(params.path, params.uri)
        try:
            written = export(params.format, place, self._program(params.uri), target.problem, tests)
        except CannotExport as error:
            raise errors.failed("cannotExport", str(error)) from error
        except OSError as error:
            raise errors.failed(
                "cannotExport", f"{error.filename or place}: {error.strerror or error}."
            ) from error
        return ExportTestsResult([str(path) for path in written])

    def _program(self, uri: str) -> Path:
        """The path of a document, or what takes its place where it has none."""
        path = path_of(uri)
        return Path(path) if path is not None else Path(Path(uri.partition(":")[2]).name or "main")
