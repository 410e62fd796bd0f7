"""The user's list of sources: several processes may change it, and nothing is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from shortlist_engine.library.sources import BANK, Source, SourceError, SourceList, source_of


@pytest.fixture
def listed(tmp_path: Path) -> SourceList:
    return SourceList(tmp_path / "data" / "library.json")


def test_the_bank_is_there_until_it_is_removed(listed: SourceList) -> None:
    assert listed.read() == [Source("bank", BANK)]
    listed.remove(BANK)
    assert listed.read() == []
    assert listed.add(source_of(BANK))
    assert listed.read() == [Source("bank", BANK)]


def test_sources_are_kept_by_their_absolute_path(
    listed: SourceList, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path)
    assert listed.add(source_of("a"))
    assert not listed.add(source_of(str(tmp_path / "a")))
    (tmp_path / "a").rmdir()
    assert listed.remove("a") == Source("folder", str(tmp_path / "a"))
    with pytest.raises(SourceError, match="is not in the library"):
        listed.remove("a")


def test_what_is_no_source_says_what_would_be(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("1")
    with pytest.raises(
        SourceError, match=r"a.csv is neither a folder nor a file that ends in .jsonl"
    ):
        source_of(str(tmp_path / "a.csv"))
    with pytest.raises(SourceError, match="does not exist"):
        source_of(str(tmp_path / "nowhere"))


def test_a_folder_inside_another_is_refused(listed: SourceList, tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    listed.add(source_of(str(tmp_path / "a")))
    with pytest.raises(SourceError, match="lie in each other"):
        listed.add(source_of(str(tmp_path / "a" / "b")))
    with pytest.raises(SourceError, match="lie in each other"):
        listed.add(source_of(str(tmp_path)))


@pytest.mark.parametrize("content", ["{", "[]", '{"version": 1, "sources": [3]}'])
def test_a_damaged_list_is_named_and_stays(
    listed: SourceList, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "data" / "library.json"
    path.parent.mkdir()
    path.write_text(content)
    for action in (listed.read, lambda: listed.add(Source("bank", BANK))):
        with pytest.raises(SourceError, match=r"library\.json is damaged"):
            action()
    assert path.read_text() == content


def test_a_list_of_a_newer_version_is_not_touched(listed: SourceList, tmp_path: Path) -> None:
    path = tmp_path / "data" / "library.json"
    path.parent.mkdir()
    path.write_text('{"version": 9, "things": []}')
    with pytest.raises(SourceError, match="another version"):
        listed.remove(BANK)


def test_no_source_is_lost_when_many_add_at_once(listed: SourceList) -> None:
    # A lock of a file that is opened twice holds between threads as between processes.
    sources = [Source("set", f"/sets/{number}.jsonl") for number in range(12)]
    with ThreadPoolExecutor(6) as threads:
        assert all(threads.map(listed.add, sources))
    assert set(listed.read()) == {Source("bank", BANK), *sources}
