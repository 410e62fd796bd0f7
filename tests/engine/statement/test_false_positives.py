"""Ordinary source files hold no problems."""

from __future__ import annotations

import sysconfig
from pathlib import Path

import pytest

from shortlist_engine.statement import find_problems

ORDINARY = {
    "python": [
        '"""Reads the input and writes the output.\n\nExample:\n    $ tool input output\n"""\n',
        'def f(x):\n    """Runs it.\n\n    Args:\n        x: Input tensor.\n\n    Shape:\n'
        "        - Input: :math:`(N, C)`\n        - Output: :math:`(N, C)`\n\n    Examples::\n\n"
        '        >>> f(torch.randn(2))\n    """\n    return x\n',
        "# Input: the file name.\n# Output: nothing.\nimport sys\n",
        'class A(ABC):\n    @abstractmethod\n    def read(self):\n        """The input."""\n',
        "x = '''\nSample Input\n1\n\nSample Output\n2\n'''\n",
        "# TODO: assert f(1) == 2 here\nprint(1)\n",
    ],
    "cpp": [
        "// Example: run with --output FILE.\nint main() { return 0; }\n",
        "/* Input buffer and output buffer, for example of 4 kB. */\nint x;\n",
        "/** Adds. add(1, 2) returns 3. */\nint add(int a, int b);\n",
        "/** Adds. add(1, 2) == 3. */\nint add(int a, int b) { return a + b; }\n",
        'const char *s = "/* Sample Input\\n1\\nSample Output\\n1 */";\n',
    ],
    "java": [
        "/**\n * Copies.\n * @param input the input\n * @return the output\n */\nvoid f() {}\n"
    ],
    "markdown": [
        "# Tool\n\nReads input and writes output.\n\n## Example\n\n```\ntool < input\n```\n",
        "## Input\n\nThe input of the encoder.\n\n## Output\n\nThe output of the decoder.\n",
    ],
}


@pytest.mark.parametrize(
    ("language", "text"), [(name, text) for name, texts in ORDINARY.items() for text in texts]
)
def test_ordinary_comments(language, text) -> None:
    assert find_problems(text, language) == []


def test_standard_library_has_next_to_no_problems() -> None:
    root = Path(sysconfig.get_paths()["stdlib"])
    files = [f for f in sorted(root.rglob("*.py")) if "site-packages" not in f.parts]
    assert len(files) > 200
    read, hits = 0, []
    for file in files[:: max(1, len(files) // 400)]:
        try:
            text = file.read_text(encoding="utf-8")
        except (UnicodeDecodeError, OSError):
            continue
        read += 1
        hits += [(file.name, block) for block in find_problems(text, "python")]
    assert read > 150
    # Doctests of finished functions can be run, and that is all.
    finished = [hit for hit in hits if hit[1].has_body]
    assert len(finished) <= read // 20, finished
    assert all(block.problem is not None and not block.issues for _, block in finished)
    assert len(hits) - len(finished) <= read // 200, hits


def test_own_sources_have_no_problems() -> None:
    import shortlist_engine

    root = Path(shortlist_engine.__file__).parent
    for file in root.rglob("*.py"):
        assert find_problems(file.read_text(encoding="utf-8"), "python") == [], file
