"""docs/lsp-extensions.md names exactly what the server has."""

from __future__ import annotations

import re
from pathlib import Path

import attrs

from shortlist_server import lsp_ext
from shortlist_server.configuration import CLIENT_ONLY
from shortlist_server.features.assist import DID_ASSIST
from shortlist_server.features.practice import DID_JUDGE_GROUP
from shortlist_server.features.registry import create_server
from shortlist_server.features.solutions import DID_CHANGE_SOLUTIONS
from shortlist_server.features.status import DID_CHANGE_STATUS
from shortlist_server.features.tests import DID_CHANGE_TESTS

PAGE = (Path(__file__).parents[2] / "docs" / "lsp-extensions.md").read_text()


def test_commands():
    documented = set(re.findall(r"^\| `(shortlist\.server\.\w+)` ", PAGE, re.M))
    assert documented == set(create_server().protocol.fm.commands)


def test_requests_and_notifications():
    documented = set(re.findall(r"^### `(shortlist/\w+)`|^\| `(shortlist/\w+)` ", PAGE, re.M))
    names = {first or second for first, second in documented}
    registered = {
        name for name in create_server().protocol.fm.features if name.startswith("shortlist/")
    }
    ours = {DID_CHANGE_STATUS, DID_CHANGE_SOLUTIONS, DID_CHANGE_TESTS, DID_JUDGE_GROUP, DID_ASSIST}
    assert names == registered | ours


def test_what_belongs_to_the_client_is_named():
    for key in CLIENT_ONLY:
        assert f"`{key}`" in PAGE


def test_error_kinds():
    source = Path(lsp_ext.__file__).parent
    text = "".join(path.read_text() for path in source.rglob("*.py"))
    raised = set(re.findall(r'errors\.(?:failed|modified)\(\s*"(\w+)"', text))
    assert raised
    for kind in raised:
        assert f"`{kind}`" in PAGE, kind


def shapes(base=lsp_ext.Shape):
    """Every class of the server's that travels. attrs makes a class with slots anew, and leaves the
    one that it was made from behind, which has no fields."""
    for cls in base.__subclasses__():
        if cls.__module__.startswith("shortlist_server"):
            if attrs.has(cls):
                yield cls
            yield from shapes(cls)


def test_shapes():
    """Every field on the wire is named on the page."""
    found = set(shapes())
    assert len(found) > 20
    for cls in found:
        for field in attrs.fields(cls):
            wire = lsp_ext.wire_name(field)
            assert re.search(rf"\b{wire}\b", PAGE), f"{cls.__name__}.{wire}"


def test_every_fault_has_its_test():
    """Each test that docs/faults.md names is there, in the file named last before it."""
    root = Path(__file__).parents[2]
    page = (root / "docs" / "faults.md").read_text()
    named = re.findall(r"`((?:[\w/]+\.py)?)(?:::)?(test_\w+|)`", page)
    file = root
    seen = 0
    for path, test in named:
        if path:
            file = root / path if path.startswith("tests/") else root / "tests" / "server" / path
            assert file.exists(), path
        if test:
            assert f"def {test}(" in file.read_text(), f"{file.name}: {test}"
            seen += 1
    assert seen > 15
