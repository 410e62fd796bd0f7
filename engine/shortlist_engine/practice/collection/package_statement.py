"""The statement of a problem package as plain text: TeX, Markdown, HTML or Polygon's JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path

from shortlist_engine.statement.markup import to_plain
from shortlist_engine.texts import UnknownEncoding, decode

_LANGUAGES = ("en", "english", "")
_ICPC_FOLDERS = ("problem_statement", "statement")
_PLAIN_NAMES = ("statement", "problem", "readme")
_PLAIN_SUFFIXES = (".md", ".txt", ".html", ".htm", ".tex")
_SECTIONS = (("input", "Input"), ("output", "Output"), ("notes", "Note"))
_HEADING = re.compile(r"\\(?:sub)*section\*?\{([^{}]*)\}\s*|\\(Input|Output|Note|Examples?)\b\s*")
_DROPPED = re.compile(
    r"(?<!\\)%[^\n]*|\\(?:begin|end)\{(?:itemize|enumerate|center|problem|figure|description)\}"
    r"(?:\[[^\]]*\])?(?:\{[^{}]*\})*|\\(?:includegraphics|illustration|caption|label|vspace|hspace)"
    r"\*?(?:\[[^\]]*\])?(?:\{[^{}]*\})*|\\(?:noindent|centering|bigskip|medskip|smallskip|newpage)\b"
)
_STYLED = re.compile(
    r"\\(?:textbf|textit|texttt|emph|underline|t|bf|it|tt|text|mathrm|textsc)\{([^{}]*)\}"
)
_STYLE = re.compile(r"\\(?:bf|it|tt|rm|em|large|Large|small)\b\s?")
_ESCAPED = re.compile(r"\\([%&#_{} ])")


def statement_of(folder: Path) -> str:
    """Returns the statement in a package's folder without its examples, in English where there are
    several; empty when it has none that is text."""
    for name in _LANGUAGES:
        text = _polygon(folder, name) or _icpc(folder, name)
        if text:
            return text
    for file in sorted(folder.iterdir(), key=lambda file: file.name.lower()):
        if file.suffix.lower() in _PLAIN_SUFFIXES and file.stem.lower() in _PLAIN_NAMES:
            return _text_of(file)
    return ""


def from_tex(text: str) -> str:
    """Returns TeX as plain text: headings on lines of their own, items as dashes, styles taken
    off. Formulas stay between their dollar signs."""
    text = _DROPPED.sub("", text.replace("\r\n", "\n"))
    text = re.sub(r"\\problemname\{[^{}]*\}", "", text)
    text = _HEADING.sub(lambda found: f"\n\n{found[1] or found[2]}\n", text)
    text = re.sub(r"\\item\b\s*(?:\[[^\]]*\])?", "- ", text)
    while (plain := _STYLED.sub(r"\1", text)) != text:
        text = plain
    text = _STYLE.sub("", text)
    text = text.replace("``", '"').replace("''", '"').replace("~", " ").replace("\\\\", "\n")
    text = re.sub(r"(?<=\S) ?---? ?(?=\S)", " - ", text)
    text = _ESCAPED.sub(r"\1", text)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in text.split("\n"))).strip()


def _polygon(folder: Path, language: str) -> str:
    """From `problem-properties.json`, or from the sections as files."""
    properties = folder / "statements" / language / "problem-properties.json"
    if language and properties.is_file():
        data = json.loads(_read(properties) or "{}")
        parts = {name: str(data.get(name) or "") for name in ("legend", "input", "output", "notes")}
        return _sections(parts)
    sections = folder / "statement-sections" / language
    if language and sections.is_dir():
        names = ("legend", "input", "output", "notes")
        return _sections({name: _read(sections / f"{name}.tex") for name in names})
    return ""


def _sections(parts: dict[str, str]) -> str:
    texts = [from_tex(parts["legend"])]
    texts += [f"{title}\n{from_tex(parts[name])}" for name, title in _SECTIONS if parts[name]]
    return "\n\n".join(text for text in texts if text)


def _icpc(folder: Path, language: str) -> str:
    for place in _ICPC_FOLDERS:
        for suffix in (".md", ".tex"):
            file = folder / place / f"problem{'.' if language else ''}{language}{suffix}"
            if file.is_file():
                return _text_of(file)
    return ""


def _text_of(file: Path) -> str:
    text = _read(file)
    if file.suffix.lower() == ".tex":
        return from_tex(text)
    if file.suffix.lower() in (".html", ".htm"):
        return "\n".join(to_plain(text.split("\n")).lines).strip()
    return text.strip()


def _read(file: Path) -> str:
    try:
        return decode(file.read_bytes(), str(file))
    except (OSError, UnknownEncoding):
        return ""
