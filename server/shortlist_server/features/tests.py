"""The tests view: the requests that read it, and the word that there is something new to read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import attrs
from lsprotocol import types

from shortlist_engine.testfiles.companion import OWN_SUFFIX
from shortlist_server import errors
from shortlist_server.configuration import Settings
from shortlist_server.lsp_ext import Shape
from shortlist_server.presentation import test_words
from shortlist_server.presentation.tests_view import TestsView, ViewedResult, viewed_result
from shortlist_server.services.services import Services
from shortlist_server.throttle import Debounce, Throttle

TESTS = "shortlist/tests"
TEST_TEXT = "shortlist/testText"
DID_CHANGE_TESTS = "shortlist/didChangeTests"
EVERY_S = 0.1
AFTER_EDIT_S = 0.2
MOST_RESULTS = 100
"""How many results a notification has at most; the others follow with the next."""


@attrs.frozen
class TestsParams(Shape):
    """The parameters name a document, and the place of the problem that is meant in it."""

    __test__ = False  # no test of pytest's

    uri: str
    position: types.Position | None = None


@attrs.frozen
class TestTextParams(Shape):
    """The parameters name a text of a test."""

    __test__ = False  # no test of pytest's

    uri: str
    id: str
    what: Literal["input", "expected", "stdout", "stderr"]


@attrs.frozen
class TestText(Shape):
    """The text of a test, whole."""

    __test__ = False  # no test of pytest's

    text: str


@attrs.frozen
class ChangedResult(Shape):
    """A test that has a result now."""

    id: str
    result: ViewedResult


@attrs.frozen
class DidChangeTests(Shape):
    """The notification has the results that came since the one before. `reload`: the view has
    changed otherwise, and is to be read again."""

    uri: str
    version: int
    reload: bool
    running: bool
    headline: str
    results: list[ChangedResult]


class TestsFeature:
    """TestsFeature answers with the view, and tells clients that have `clientFeatures.testsView`
    what changed in those they have read."""

    __test__ = False  # no test of pytest's

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._configuration = services.configuration
        self._lifecycle = services.lifecycle
        self._tests = services.tests
        self._views = services.test_views
        self._read: dict[str, TestsView] = {}
        self._news: dict[str, dict[str, None]] = {}
        self._reload: set[str] = set()
        # Apart, so that the first verdict need not wait because the run has just begun.
        self._tell_results = Throttle(EVERY_S, self._send_results)
        self._tell_reload = Throttle(EVERY_S, self._send_reload)
        self._look_again = Debounce(AFTER_EDIT_S, self._compare)
        self._edited: set[str] = set()
        self._tests.changed.connect(self._changed)
        self._tests.ended.connect(self._ended)
        services.lifecycle.document_changed.connect(self._document_changed)
        services.lifecycle.document_closed.connect(self._forget)
        services.lifecycle.leaving.connect(self._look_again.close)
        services.configuration.changed.connect(self._settings_changed)
        services.engine.changed.connect(self._engine_changed)
        services.lifecycle.initializing.connect(self._initialize)
        services.server.add_feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, self._files_changed)
        services.server.add_request(TESTS, TestsParams, self._view)
        services.server.add_request(TEST_TEXT, TestTextParams, self._text)

    def _view(self, params: TestsParams) -> TestsView:
        view = self._views.of(params.uri, params.position)
        before = self._read.get(params.uri)
        if before is not None and before.version == view.version and not _is_same(before, view):
            # Asked right after an edit, before it was looked at: this is a new version, too.
            self._tests.touch(params.uri)
            view = self._views.of(params.uri)
        self._read[params.uri] = view
        return view

    async def _text(self, params: TestTextParams) -> TestText:
        target = self._tests.target(params.uri)
        test = self._tests.test(target, params.id)
        if params.what == "input":
            return TestText(test.input)
        if params.what == "expected":
            return TestText(test.expected or "")
        if params.what == "stdout":
            return TestText(await self._tests.whole_output(target, test))
        result = self._tests.set_of(target).result_of(test)
        if result is None:
            raise errors.failed("notRun", f"{test.name} was not run yet.")
        return TestText(result.run.errors)

    # What changed.

    def _changed(self, uri: str) -> None:
        self._reload.add(uri)
        self._tell_reload()

    def _ended(self, uri: str, test_id: str) -> None:
        self._news.setdefault(uri, {})[test_id] = None
        self._tell_results()

    def _initialize(self, params: types.InitializeParams) -> None:
        if self._server.support.watch_files:
            watched = types.FileSystemWatcher(f"**/*{OWN_SUFFIX}")
            self._lifecycle.registrations.append(
                types.Registration(
                    id="shortlist-own-tests",
                    method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                    register_options=types.DidChangeWatchedFilesRegistrationOptions([watched]),
                )
            )

    def _files_changed(self, params: types.DidChangeWatchedFilesParams) -> None:
        """Another window, or another program, wrote own tests."""
        for change in params.changes:
            if change.uri.endswith(OWN_SUFFIX):
                self._document_changed(change.uri.removesuffix(OWN_SUFFIX))

    def _document_changed(self, uri: str) -> None:
        if uri in self._read:
            self._edited.add(uri)
            self._look_again()

    def _settings_changed(self, before: Settings) -> None:
        self._edited.update(self._read)
        self._look_again()

    def _engine_changed(self) -> None:
        """A language may be found to have no tools, or an engine to be there now."""
        self._edited.update(self._read)
        self._look_again()

    def _compare(self) -> None:
        """After an edit most views are what they were."""
        edited, self._edited = self._edited, set()
        for uri in edited:
            before = self._read.get(uri)
            if before is None or self._server.open_document(uri) is None:
                continue
            now = self._views.of(uri)
            if not _is_same(before, now):
                self._read[uri] = now
                self._tests.touch(uri)

    def _forget(self, uri: str) -> None:
        self._read.pop(uri, None)
        self._news.pop(uri, None)
        self._reload.discard(uri)

    def _send_results(self) -> None:
        news, self._news = self._news, {}
        for uri, ids in news.items():
            self._notify(uri, list(ids), reload=False)
        if self._news:
            self._tell_results()

    def _send_reload(self) -> None:
        reload, self._reload = self._reload, set()
        for uri in reload:
            self._news.pop(uri, None)  # the view has them
            self._notify(uri, [], reload=True)

    def _notify(self, uri: str, ids: list[str], *, reload: bool) -> None:
        heard = self._configuration.feature("testsView") and uri in self._read
        if not heard or self._server.open_document(uri) is None:
            return
        target = self._tests.target(uri)
        known, tests = self._tests.set_of(target), self._tests.tests_of(target)
        for test_id in ids[MOST_RESULTS:]:
            self._news.setdefault(uri, {})[test_id] = None
        wanted = set(ids[:MOST_RESULTS])
        results = [
            ChangedResult(test.id, result)
            for test in tests
            if test.id in wanted and (result := viewed_result(known.result_of(test))) is not None
        ]
        headline = test_words.headline(
            tests,
            known,
            stale=self._tests.is_stale(target),
            unavailable=self._views.why_not_run(target),
        )
        changed = DidChangeTests(
            uri, known.version, reload, known.running is not None, headline, results
        )
        self._server.protocol.notify(DID_CHANGE_TESTS, self._server.to_json(changed))


def _is_same(before: TestsView, now: TestsView) -> bool:
    return _without_results(before) == _without_results(now)


def _without_results(view: TestsView) -> tuple[object, ...]:
    """What an edit of the document may change in a view."""
    tests: Iterable[object] = (attrs.evolve(test, result=None) for test in view.tests)
    rest = attrs.evolve(view, version=0, headline="", running=False, run_id=None, tests=[])
    return (rest, *tests)
