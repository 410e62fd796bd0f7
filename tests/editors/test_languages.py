"""What the editors' files say of languages, which they cannot import, is what the table says."""

from __future__ import annotations

import json
import re
from pathlib import Path

from shortlist_engine.languages import LANGUAGES, TEXT_LANGUAGES, file_suffix, runnable, written

ROOT = Path(__file__).resolve().parents[2]
EDITORS = ROOT / "editors"
MANIFEST = json.loads((EDITORS / "vscode" / "package.json").read_text())


def test_the_extension_and_the_plugin_start_in_languages_whose_comments_are_read() -> None:
    events = MANIFEST["activationEvents"]
    activated = {event[11:] for event in events if event.startswith("onLanguage:")}
    source = (EDITORS / "nvim" / "lua" / "shortlist" / "config.lua").read_text()
    listed = re.search(r"filetypes = \{(.*?)\}", source)
    assert listed
    filetypes = set(re.findall(r"'(\w+)'", listed[1]))
    for started in (activated, filetypes):
        assert set(written()) <= started <= set(LANGUAGES) | TEXT_LANGUAGES


def test_the_plugin_names_files_as_the_table_does() -> None:
    source = (EDITORS / "nvim" / "lua" / "shortlist" / "languages.lua").read_text()
    listed = dict(re.findall(r"^  (\w+) = '(\.\w+)',$", source, re.MULTILINE))
    assert set(listed) == set(runnable())
    assert all(suffix == file_suffix(name) for name, suffix in listed.items())


def test_the_protocols_page_names_the_languages_to_solve_in() -> None:
    page = (ROOT / "docs" / "lsp-extensions.md").read_text()
    assert f"language?: {' | '.join(json.dumps(name) for name in runnable())}," in page
