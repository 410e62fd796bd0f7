"""`shortlist attention`, with the model that ships."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.engine.cli.commands import shortlist

from shortlist_engine.cli.attention_page import render_page
from shortlist_engine.cli.attention_words import most_read
from shortlist_engine.cli.user_files import code_beside
from shortlist_engine.execution.isolation.layers import probe
from shortlist_engine.problem import Problem, Program
from shortlist_engine.protocol import AttentionMap

STATEMENT = """\
Long Words

A word is too long if it has more than 10 characters. Replace a too long word by its first letter,
the number of letters between the first and the last letter, and its last letter. Other words are
not changed.

Input
The first line contains an integer n. Each of the following n lines contains one word.

Output
Print n lines.

Example
Input
2
word
localization
Output
word
l10n
"""
CODE = """\
for _ in range(int(input())):
    s = input()

    if len(s) > 10:
        s = s[0] + str(len(s) - 2) + s[-1]
    print(s)
"""
FOUND = AttentionMap(
    "Sum of <n> numbers\n",
    ((0, 3), (4, 6), (8, 9), (11, 18)),
    ((0.5, 0.0, 0.25, 0.25), (), (0.0, 0.0, 1.0, 0.0), ()),
)
SUM = Program("python", "n = int(input())\n\nprint('</script>')\n")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "long.py"
    path.write_text(f'"""\n{STATEMENT}"""\n{CODE}')
    return path


def test_each_line_is_shown_with_the_words_that_it_reads_most(source: Path) -> None:
    result = shortlist("attention", str(source))
    assert result.returncode == 0, result.stderr
    assert f"({source})" in result.stdout.splitlines()[0]
    rows = [line for line in result.stdout.splitlines() if re.match(r" +\d ", line)]
    assert [int(row.split()[0]) for row in rows] == [1, 2, 4, 5, 6]
    assert re.search(r"if len\(s\) > 10: +.*\b10\b", rows[2])
    assert "--html" in result.stdout


def test_one_line_is_shown_in_the_whole_statement(source: Path) -> None:
    result = shortlist("attention", str(source), "--of", "4")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("4: if len(s) > 10:\n")
    assert "[[more]] than [[10]]" in result.stdout
    plain = result.stdout.replace("[[", "").replace("]]", "")
    assert "Other words are\nnot changed." in plain and "localization\nOutput:\nword" in plain
    assert re.search(r"^ +\d+%  10$", result.stdout, re.MULTILINE)


def test_a_program_in_a_file_of_its_own(source: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.cpp"
    other.write_text("#include <iostream>\nint main() {\n    int n; std::cin >> n;\n}\n")
    result = shortlist("attention", str(source), "--program", str(other), "--json")
    assert result.returncode == 0, result.stderr
    document = json.loads(result.stdout)
    assert document["program"] == {
        "language": "cpp",
        "source": other.read_text(),
        "from": str(other),
    }
    assert document["problem"]["title"] == "Long Words" and document["error"] is None
    assert [len(row) for row in document["lines"]] == [len(document["words"])] * 4 + [0]
    assert [sum(row) for row in document["lines"][:4]] == pytest.approx([1.0] * 4, abs=0.01)


@pytest.mark.skipif(not probe().usable, reason="programs cannot be confined here")
def test_without_a_program_a_quick_solve_writes_one(tmp_path: Path) -> None:
    statement = tmp_path / "long.md"
    statement.write_text(STATEMENT)
    result = shortlist("attention", str(statement), "--samples", "48", "--seed", "1")
    assert result.returncode == 0, result.stderr
    assert re.search(r"\(the (best|nearest miss) of 48 samples, passes \d of 1", result.stdout)
    assert re.search(r"^ +1  \S", result.stdout, re.MULTILINE)
    assert "Sampling" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--of", "3"], "has nothing in line 3"),
        (["--of", "99"], "has no line 99"),
        (["--model", "ollama:x"], "only Shortlist's own models"),
        (["--program", "no-such-file.py"], "no-such-file.py cannot be read"),
        (["--html", "no-such-folder/page.html"], "there is no folder"),
    ],
)
def test_what_cannot_be_shown_is_said(source: Path, arguments: list[str], words: str) -> None:
    result = shortlist("attention", str(source), *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert words in result.stderr
    documented = shortlist("attention", str(source), *arguments, "--json")
    document = json.loads(documented.stdout)
    assert words in document["error"]["message"] and document["lines"] is None


def test_a_language_that_the_model_does_not_write(source: Path, tmp_path: Path) -> None:
    other = tmp_path / "Main.java"
    other.write_text("class Main {}\n")
    result = shortlist("attention", str(source), "--program", str(other))
    assert result.returncode == 2
    assert "writes Python and C++" in result.stderr


def test_the_code_beside_a_problem_is_taken_without_its_comment(source: Path) -> None:
    assert code_beside(source.read_text(), "long.py", None) == Program("python", CODE)
    assert code_beside(source.read_text().removesuffix(CODE), "long.py", None) is None
    assert code_beside(STATEMENT, "long.md", None) is None
    comment = "".join(f"// {line}\n" for line in STATEMENT.splitlines())
    two = f"{comment}int first;\n\n{comment}int second;\n"
    at = len(comment.splitlines()) + 4
    assert code_beside(two, "two.cpp", at) == Program("cpp", "int second;\n")
    function = 'def double(x):\n    """Doubles.\n\n    >>> double(2)\n    4\n    """\n'
    assert code_beside(function, "double.py", None) is None
    whole = function + "    return 2 * x\n"
    assert code_beside(whole, "double.py", None) == Program("python", whole)


def test_words_that_come_twice_are_summed() -> None:
    found = AttentionMap("a b a c", ((0, 1), (2, 3), (4, 5), (6, 7)), ((0.3, 0.4, 0.29, 0.01),))
    assert most_read(found, found.lines[0], 9) == [("a", pytest.approx(0.59)), ("b", 0.4)]
    assert len(most_read(found, found.lines[0], 1)) == 1


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_the_page_needs_nothing_from_elsewhere_and_escapes_what_it_shows() -> None:
    text = render_page(Problem("1 < 2 & 3", ""), SUM, "<origin>", FOUND)
    page = Page(text)
    assert not [tag for tag, attributes in page.tags if {"src", "href"} & set(attributes)]
    assert "http" not in text.replace("http-equiv", "")
    (policy,) = [each["content"] for each in page.of("meta") if "http-equiv" in each]
    assert policy is not None and policy.startswith("default-src 'none'")
    assert len(page.of("script")) == text.count("</script>") == 2
    assert "1 < 2 & 3" in page.texts and "Python, <origin>" in page.texts
    lines = page.of("input")
    assert [each["value"] for each in lines] == ["0", "1", "2"]
    assert ["disabled" in each for each in lines] == [False, True, False]


@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs chromium")
def test_in_a_browser_the_words_of_the_chosen_line_are_marked_and_listed(
    source: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    assert shortlist("attention", str(source), "--html", str(page)).returncode == 0
    written = page.read_text()
    again = shortlist("attention", str(source), "--html", str(page))
    assert again.returncode == 0 and page.read_text() == written

    def opened(address: str) -> str:
        return subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
             f"--user-data-dir={tmp_path / 'profile'}", address],
            capture_output=True, text=True, timeout=120, check=True,
        ).stdout  # fmt: skip

    shown = opened(f"file://{page}#L4")
    (marked,) = re.findall(r"<span ([^>]*)>more</span>", shown)
    assert 'class="much"' in marked and "--share: 100" in marked
    listed = Page(shown[shown.index('<ol id="words"') :].partition("</ol>")[0]).texts
    assert re.fullmatch(r"more \d+ %", listed[0]) and re.fullmatch(r"10 \d+ %", listed[1])
    first = opened(f"file://{page}")
    assert first != shown and 'class="much"' in first


def test_a_file_that_is_no_page_of_ours_is_left_alone(source: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.html"
    mine.write_text("<p>mine</p>")
    result = shortlist("attention", str(source), "--html", str(mine))
    assert result.returncode == 2 and "left alone" in result.stderr
    assert mine.read_text() == "<p>mine</p>"


def test_where_somebody_practises_no_program_is_sought_and_their_own_is_shown(
    source: Path, tmp_path: Path
) -> None:
    mark = "# shortlist practice: bank/lifeboats/42/codeforces [3fa9c01d]\n"
    own = tmp_path / "own.py"
    own.write_text(mark + source.read_text())
    assert shortlist("attention", str(own)).returncode == 0
    empty = tmp_path / "empty.py"
    empty.write_text(f'{mark}"""\n{STATEMENT}"""\n')
    result = shortlist("attention", str(empty))
    assert result.returncode == 2 and not result.stdout
    assert f"give-up {empty}" in result.stderr
