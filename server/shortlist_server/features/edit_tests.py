"""Editing the user's own tests: adding, changing, deleting and moving them, and their checker."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import attrs
from pygls.exceptions import JsonRpcInvalidParams

from shortlist_engine.problem import Verdict
from shortlist_engine.testfiles.checkers import read_checker
from shortlist_engine.testfiles.own_tests import OwnTest
from shortlist_server import errors
from shortlist_server.lsp_ext import Shape
from shortlist_server.presentation.tests_view import TestsView
from shortlist_server.services.services import Services
from shortlist_server.services.tests import Tests, sentence, unknown_test
from shortlist_server.testsets import ShownTest, Target

EDIT_TESTS = "shortlist/editTests"
TEST_CHECKER = "shortlist/testChecker"
_COMPARABLE = (Verdict.AC, Verdict.OK, Verdict.WA, Verdict.PE)


@attrs.frozen
class TestChange(Shape):
    """A change is one of `add` (a copy of the test `from` where that is given), `update`, `delete`,
    `move` (to the place `to` among the own tests, from 0) and `accept` (what the program printed
    becomes what is expected). `noExpected`: nothing is compared any more."""

    __test__ = False  # no test of pytest's

    op: Literal["add", "update", "delete", "move", "accept"]
    id: str | None = None
    input: str | None = None
    expected: str | None = None
    name: str | None = None
    origin: str | None = attrs.field(default=None, metadata={"wire": "from"})
    to: int | None = None
    no_expected: bool | None = None


@attrs.frozen
class EditTestsParams(Shape):
    """The parameters hold the changes, which are made all or none."""

    uri: str
    changes: list[TestChange]


@attrs.frozen
class TestCheckerParams(Shape):
    """The parameters name a file beside the program, or none."""

    __test__ = False  # no test of pytest's

    uri: str
    checker: str | None = None
    convention: str | None = None


class EditTestsFeature:
    """EditTestsFeature writes own tests, and answers with the view as it is then."""

    def __init__(self, services: Services) -> None:
        self._tests = services.tests
        self._views = services.test_views
        services.server.add_request(EDIT_TESTS, EditTestsParams, self._edit)
        services.server.add_request(TEST_CHECKER, TestCheckerParams, self._set_checker)

    async def _edit(self, params: EditTestsParams) -> TestsView:
        accepted = [change.id for change in params.changes if change.op == "accept"]
        printed = {test_id: await self._printed(params.uri, test_id) for test_id in accepted}
        # From here on nothing waits, so that nobody changes the tests meanwhile.
        target = self._tests.target(params.uri)
        held = self._tests.own_of(target)
        draft = _Draft(self._tests, target, list(held.with_ids()))
        for change in params.changes:
            draft.apply(change, printed)
        ids = tuple(test_id for test_id, _ in draft.items)
        tests = tuple(test for _, test in draft.items)
        self._tests.write_own(target, replace(held.own, tests=tests), ids)
        for test_id in accepted:
            self._tests.accept(target, test_id or "")
        return self._views.of(params.uri)

    async def _printed(self, uri: str, test_id: str | None) -> str:
        """What the program printed on a test, as a whole."""
        target = self._tests.target(uri)
        test = _own(self._tests.test(target, test_id or ""))
        result = self._tests.set_of(target).result_of(test)
        if result is not None and result.run.verdict not in _COMPARABLE:
            raise errors.failed(
                "unsupported",
                f"{test.name} did not end well, so what it printed is no answer to expect.",
            )
        return await self._tests.whole_output(target, test)

    def _set_checker(self, params: TestCheckerParams) -> TestsView:
        target = self._tests.target(params.uri)
        held = self._tests.own_of(target)
        own = replace(held.own, checker="")
        if params.checker:
            if held.path is None:
                raise errors.failed("unsupported", "Save the file first: a checker lies beside it.")
            checker = held.path.parent / params.checker
            if checker.parent != held.path.parent:
                raise errors.failed(
                    "noChecker", f"The checker must lie beside the program, in {held.path.parent}."
                )
            convention = params.convention or held.own.convention
            try:
                read_checker(checker, convention)
            except ValueError as error:
                raise errors.failed("noChecker", sentence(str(error))) from error
            own = replace(held.own, checker=checker.name, convention=convention)
        self._tests.write_own(target, own, held.ids)
        self._tests.set_of(target).results.clear()  # which another rule judged
        self._tests.touch(params.uri)
        return self._views.of(params.uri)


class _Draft:
    """The own tests while changes are made to them, each with its id."""

    def __init__(self, tests: Tests, target: Target, items: list[tuple[str, OwnTest]]) -> None:
        self._tests = tests
        self._target = target
        self.items = items

    def apply(self, change: TestChange, printed: dict[str | None, str]) -> None:
        """Make one change. Raises ServerError."""
        if change.op == "add":
            self._add(change)
            return
        place = self._place(change.id)
        test_id, test = self.items[place]
        if change.op == "delete":
            del self.items[place]
        elif change.op == "move":
            if change.to is None:
                raise _lacks("to")
            item = self.items.pop(place)
            self.items.insert(max(0, min(change.to, len(self.items))), item)
        elif change.op == "accept":
            self.items[place] = test_id, replace(test, expected=printed[change.id])
        else:
            self.items[place] = test_id, _updated(test, change)

    def _add(self, change: TestChange) -> None:
        test = OwnTest("")
        if change.origin is not None:
            known = dict(self.items)
            copied = known.get(change.origin)
            if copied is None:
                shown = self._tests.test(self._target, change.origin)
                copied = OwnTest(shown.input, shown.expected)
            test = replace(copied, name="")
        elif change.input is None:
            raise _lacks("input")
        self.items.append((self._tests.new_id(), _updated(test, change)))

    def _place(self, test_id: str | None) -> int:
        if test_id is None:
            raise _lacks("id")
        for place, (known, _) in enumerate(self.items):
            if known == test_id:
                return place
        _own(self._tests.test(self._target, test_id))
        raise unknown_test()


def _updated(test: OwnTest, change: TestChange) -> OwnTest:
    expected = test.expected if change.expected is None else change.expected
    return replace(
        test,
        input=test.input if change.input is None else change.input,
        expected=None if change.no_expected else expected,
        name=test.name if change.name is None else change.name.strip(),
    )


def _own(test: ShownTest) -> ShownTest:
    if test.kind == "example":
        raise errors.failed("unsupported", f"Edit {test.name.lower()} in the statement.")
    return test


def _lacks(name: str) -> JsonRpcInvalidParams:
    return errors.invalid(f"changes: {name} is missing")
