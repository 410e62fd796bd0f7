"""What a script of journeys has, and what became of it in an editor."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any


def names_in(script: Path) -> list[str]:
    """The journeys of a script by name; one in a loop over themes once for each of them."""
    text = script.read_text()
    themes = re.findall(r'^  "?([\w-]+)"?: "Default', text, re.MULTILINE)
    listed = re.findall(r"journey\(\s*[\"`](.+?)[\"`],", text)
    return [
        name.replace("${kind}", theme)
        for name in listed
        for theme in (themes if "${kind}" in name else [""])
    ]


def results_of(editor: Any, script: str, *arguments: object) -> dict[str, dict[str, Any]]:
    """Walks through a script in an editor, and returns the results by name. What was measured is
    printed."""
    output = editor.drive(script, *arguments)
    for line in re.findall(r"^MEASURED .*", output, re.MULTILINE):
        print(line)
    found = re.search(r"RESULT (\{.*\})", output)
    assert found, f"the journeys did not end:\n{output}\n{editor.logs()}"
    return {result["name"]: result for result in json.loads(found[1])["results"]}
