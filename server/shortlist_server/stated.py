"""New problems as the text of a file: what Competitive Companion sends, and statements that were
copied from a page.

A file's comment is read back like any other. So of the ways to write a statement down the first is
taken that is read back as it was meant. Tests that no comment can hold are to lie beside the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from shortlist_engine.languages import file_suffix
from shortlist_engine.newfiles import filled, safe_name, user_template
from shortlist_engine.problem import Example, Limits, Problem
from shortlist_engine.statement import ProblemBlock, find_problems
from shortlist_engine.statement.comments import normalise_newlines
from shortlist_engine.statement.markup import has_markup, to_plain
from shortlist_engine.statement.render import PageLayout, render_statement
from shortlist_engine.statement.tags import has_tags
from shortlist_engine.statement.wrapping import wrap_comment
from shortlist_engine.testfiles.companion import positive

_LINK = re.compile(
    r"<(?:link|meta|base)\b[^>]*?(?:canonical|og:url|<base)[^>]*?(?:href|content)\s*=\s*"
    r"[\"'](?P<url>https?://[^\"'\s<>]+)",
    re.I,
)
_PAGE = re.compile(r"\s*<(?:!doctype|html|head|meta|body|!--)", re.I)
_NOT_SHOWN = re.compile(
    r"<!--.*?-->|<![^>]*>|<(?P<tag>head|script|style|template|noscript)\b.*?</(?P=tag)\s*>"
    r"|</?(?:html|body|link|meta|base)\b[^>]*>",
    re.I | re.S,
)
_TIME_S, _MEMORY_MIB = (0.1, 120.0), (4, 16 * 1024)
_MOST_CHARACTERS = 64 * 1024  # of a comment
_FEWEST_MS = 50  # below that a judge's page said seconds


@dataclass(frozen=True)
class Stated:
    """Holds a problem as it is meant, and `texts`, ways to write it down, the best one first.
    `name` is what its file is called after, `group` the contest that it belongs to. `bare` is what
    can be written down without its tests, empty where that cannot be told apart."""

    problem: Problem
    name: str
    texts: tuple[str, ...]
    group: str = ""
    bare: str = ""

    def file_name(self, language: str) -> str:
        """Returns what its file is called, in a language."""
        return f"{safe_name(self.name)}{file_suffix(language)}"


@dataclass(frozen=True)
class FileText:
    """Holds the text of a new file; `is_exact` says that the problem is read back from it as it was
    meant, `without_tests` that its tests are to lie beside it."""

    text: str
    is_exact: bool = True
    without_tests: bool = False


def of_companion(document: dict[str, Any]) -> Stated:
    """Returns the problem that Competitive Companion sent. What its pages are known to get wrong is
    put right: limits are kept within what can be meant."""
    name = _line(document.get("name")) or "Problem"
    group, url = _line(document.get("group")), _line(document.get("url"))
    tests = [
        Example(_text(test.get("input")), _text(test.get("output")))
        for test in document.get("tests") or ()
        if isinstance(test, dict)
    ]
    problem = Problem(
        name,
        "",
        tuple(tests),
        limits=_limits(document.get("timeLimit"), document.get("memoryLimit")),
        interactive=document.get("interactive") is True,
        url=url if re.fullmatch(r"https?://[^\s<>]+", url) else "",
        input_file=_file_name(document.get("input")),
        output_file=_file_name(document.get("output")),
    )
    head = _head(problem, group)
    texts = [
        f"{head}\n\n{examples}"
        for layout in (PageLayout(header=False), PageLayout(header=False, fenced=True))
        for examples in [render_statement(replace(problem, statement=""), "atcoder", layout)]
    ]
    bare = f"{head}\n"
    return Stated(problem, name, tuple(texts) if tests else (bare,), group, bare)


def in_text(text: str) -> tuple[list[Stated], str]:
    """Returns the problems in a text, in Markdown or in HTML, and where there is none, why."""
    text = normalise_newlines(text)
    link = _LINK.search(text)
    if _PAGE.match(text) or has_tags(text):
        text = _NOT_SHOWN.sub("", text)
    lines = text.split("\n")
    if has_markup(text):
        lines = list(to_plain(lines).lines)
    plain = "\n".join(lines)
    blocks = find_problems(plain, "markdown")
    whole = [block for block in blocks if block.problem is not None]
    found = [_of_block(block, lines if len(whole) == 1 else None, plain, link) for block in whole]
    return found, "" if found else _missing(blocks)


def file_text(stated: Stated, language: str, today: date) -> FileText:
    """Returns the text of a new file, from the user's template. Raises OSError, and UnknownEncoding
    when the template cannot be read."""
    template = user_template(language)
    fields = {
        "title": _line(stated.problem.title),
        "problem": _line(stated.name),
        "url": stated.problem.url,
        "date": today.isoformat(),
    }

    def text_of(comment: str) -> str:
        return filled(template, wrap_comment(comment, language), fields)

    texts = [text for text in stated.texts if not stated.bare or len(text) <= _MOST_CHARACTERS]
    for text in map(text_of, texts):
        if _is_read_back(text, stated.problem, language):
            return FileText(text)
    if stated.bare:
        return FileText(text_of(stated.bare), without_tests=True)
    return FileText(text_of(stated.texts[0]), is_exact=False)


def _of_block(
    block: ProblemBlock, lines: Sequence[str] | None, plain: str, link: re.Match[str] | None
) -> Stated:
    """The statement as it was copied comes first; written anew, its examples stand apart."""
    problem = block.problem
    assert problem is not None
    own = lines or plain.split("\n")[block.start_line : block.end_line + 1]
    copied = "\n".join(own).strip("\n") + "\n"
    if link is not None and not problem.url:
        problem = replace(problem, url=link["url"])
        copied = f"URL: {link['url']}\n\n{copied}"
    anew = [
        render_statement(problem, "atcoder", layout)
        for layout in (PageLayout(), PageLayout(fenced=True))
    ]
    if problem.url:
        anew = [f"URL: {problem.url}\n\n{text}" for text in anew]
    return Stated(problem, problem.title or "problem", (copied, *anew))


def _is_read_back(text: str, meant: Problem, language: str) -> bool:
    """Whether a file holds one problem, with the same examples and limits."""
    read = [block.problem for block in find_problems(text, language) if block.confidence >= 0.5]
    if not meant.examples:  # then there is nothing to run, and the comment need not be a problem
        return not any(read)
    return len(read) == 1 and read[0] is not None and _facts(read[0]) == _facts(meant)


def _facts(problem: Problem) -> tuple[Any, ...]:
    examples = [(_trimmed(each.input), _trimmed(each.output)) for each in problem.examples]
    limits = problem.limits
    return (
        examples,
        round(limits.time_s, 2),
        limits.memory_mib,
        problem.kind,
        problem.interactive,
        problem.input_file,
        problem.output_file,
        problem.url.rstrip("."),  # a full stop there is taken for a sentence's
    )


def _trimmed(text: str) -> str:
    """No judge looks at what is at the ends of lines."""
    return "\n".join(line.rstrip() for line in text.rstrip().split("\n"))


def _missing(blocks: Iterable[ProblemBlock]) -> str:
    for block in blocks:
        for issue in block.issues:
            return f"Line {issue.line + 1}: {issue.message}."
    return (
        "This holds no problem: a statement needs at least one example, headed 'Sample Input' and "
        "'Sample Output'."
    )


def _head(problem: Problem, group: str) -> str:
    """The header of CP Editor, which other tools read as well."""
    seconds, memory = problem.limits.time_s, problem.limits.memory_mib
    lines = [
        f"Problem: {problem.title}",
        f"Contest: {group}" if group else "",
        f"URL: {problem.url}" if problem.url else "",
        f"Memory Limit: {memory} MB",
        f"Time Limit: {round(seconds * 1000)} ms",
        f"Input file: {problem.input_file}" if problem.input_file else "",
        f"Output file: {problem.output_file}" if problem.output_file else "",
        "\nThis is an interactive problem." if problem.interactive else "",
    ]
    return "\n".join(line for line in lines if line)


def _limits(time: Any, memory: Any) -> Limits:
    milliseconds, mebibytes = positive(time), positive(memory)
    limits = Limits()
    if milliseconds:
        seconds = milliseconds if milliseconds < _FEWEST_MS else milliseconds / 1000
        limits = replace(limits, time_s=min(max(seconds, _TIME_S[0]), _TIME_S[1]))
    if mebibytes:
        limits = replace(
            limits, memory_mib=round(min(max(mebibytes, _MEMORY_MIB[0]), _MEMORY_MIB[1]))
        )
    return limits


def _file_name(stream: Any) -> str:
    """The name of a file for input or output, where it is one beside the program."""
    if not isinstance(stream, dict) or stream.get("type") != "file":
        return ""
    name = stream.get("fileName")
    return name if isinstance(name, str) and re.fullmatch(r"[\w-][\w.-]{0,60}", name) else ""


def _line(value: Any) -> str:
    """A text on one line, not too long, without what no editor shows."""
    if not isinstance(value, str):
        return ""
    printable = "".join(each if each.isprintable() else " " for each in value)
    return " ".join(printable.split())[:300]


def _text(value: Any) -> str:
    return normalise_newlines(value) if isinstance(value, str) else ""
