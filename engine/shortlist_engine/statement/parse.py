"""Text to `Problem`: finds the problems that stand in comments of a source file.

Pure functions, standard library only, no exception on any input. A file without a problem costs
one search for the words that every problem has.
"""

from __future__ import annotations

import re
from dataclasses import replace

from shortlist_engine.languages import TEXT_LANGUAGES
from shortlist_engine.problem import Problem
from shortlist_engine.statement.build import function_block, stdin_block, with_argument_warning
from shortlist_engine.statement.comments import Comment, find_comments, normalise_newlines
from shortlist_engine.statement.frames import has_frames, without_frames
from shortlist_engine.statement.header import read_header
from shortlist_engine.statement.labels import glued_heading
from shortlist_engine.statement.lines import without_invisible
from shortlist_engine.statement.markup import has_markup, to_plain
from shortlist_engine.statement.several import split_problems
from shortlist_engine.statement.types import Issue, ProblemBlock, StatementError
from shortlist_engine.statement.vocabulary import OUTPUT_WORDS, fold

__all__ = ["Issue", "ProblemBlock", "StatementError", "find_problems", "parse_statement"]

_HINT = re.compile(r"output|time limit|@lc (?:app|code)|\b(?:sample|example)s?\b", re.I)
# A doctest, an assertion, a call with its value ("f(1) // 2"), or LeetCode's "Input: a = 1".
_FUNCTION_HINT = re.compile(
    r">>>|\bassert|^[^\w\n]*>[ \t]+\w+\(|input[^\w\n]*\w+[ \t]*=|output"
    r"|\)[ \t]*(?:==?|=>|->|➞|→|//|#|--|:|(?:returns?|should|would|must|is|gives?|equals?)\b)",
    re.I | re.M,
)
MAX_CHARACTERS = 2_000_000
_TOOL_HEADER = re.compile(r"^\W*(?:Problem|URL|Contest|Time Limit)\s*:|@lc app", re.I | re.M)


def find_problems(text: str, language_id: str) -> list[ProblemBlock]:
    """Returns the problems in a file, in order; `language_id` is the language server protocol's.

    Never raises. Whatever is less sure than a confidence of 0.5 is left out.
    """
    if len(text) > MAX_CHARACTERS:
        return _too_long(text, language_id)
    if not (_may_state(text) or _FUNCTION_HINT.search(text)):
        return []
    text = normalise_newlines(text)
    lines = text.split("\n")
    comments = find_comments(text, language_id)
    blocks: list[ProblemBlock] = []
    index = 0
    while index < len(comments):
        run = _run_of_lines(comments, index, lines)
        found = [block for part in run for block in _read(part, lines, language_id)]
        complete = sum(block.problem is not None for block in found)
        if len(run) > 1 and complete <= 1:
            merged = _read(_merge(run), lines, language_id)
            if sum(block.problem is not None for block in merged) >= complete and merged:
                found = merged
        if found and index:
            found[0] = _with_tool_header(found[0], comments[index - 1], lines)
        blocks += found
        index += len(run)
    return blocks


def parse_statement(text: str) -> Problem:
    """Returns the problem that a text or Markdown file holds (the first, when there are several).

    Raises StatementError with the line and what is missing.
    """
    blocks = find_problems(text, "markdown")
    for block in blocks:
        if block.problem is not None:
            return block.problem
    for block in blocks:
        for issue in block.issues:
            raise StatementError(issue.line, issue.message)
    raise StatementError(
        0,
        "no problem found: a statement needs at least one example, headed 'Sample Input' and "
        "'Sample Output'",
    )


def _may_state(text: str) -> bool:
    """Whether it has a word that every statement has, in any language."""
    if _HINT.search(text):
        return True
    folded = fold(text)
    return any(word in folded for word in OUTPUT_WORDS)


def _too_long(text: str, language_id: str) -> list[ProblemBlock]:
    """One message about a statement, none about a program with much data in it."""
    if language_id not in TEXT_LANGUAGES or not _may_state(text[:MAX_CHARACTERS]):
        return []
    message = (
        f"this text has more than {MAX_CHARACTERS:,} characters and is not read: leave out what is "
        "no statement, and put large tests into files"
    )
    return [ProblemBlock(None, 0, 0, (Issue(0, message, "error"),), 1.0, ())]


def _read(comment: Comment, lines: list[str], language_id: str) -> list[ProblemBlock]:
    """The problems of one comment; nearly always none or one."""
    body = "\n".join(comment.lines)
    states, calls = _may_state(body), _FUNCTION_HINT.search(body) is not None
    if not states and not calls:
        return []
    if not body.isascii():
        comment = replace(comment, lines=tuple(map(without_invisible, comment.lines)))
        body = "\n".join(comment.lines)
    if states and has_frames(body):
        comment = replace(comment, lines=without_frames(comment.lines))
        body = "\n".join(comment.lines)
    if states and (glued := [*glued_heading().finditer(body)]):
        comment = _unglued(comment, body, glued)
    issues: list[Issue] = []
    if states and has_markup(body):
        plain = to_plain(comment.lines)
        issues = [replace(issue, line=comment.at(issue.line)) for issue in plain.issues]
        numbers = tuple(map(comment.at, plain.numbers))
        comment = replace(comment, lines=tuple(plain.lines), numbers=numbers)
    blocks = []
    for part in split_problems(comment):
        block = stdin_block(part, language_id, issues) if states else None
        if part.style != "text" and (calls or (block is not None and block.problem is not None)):
            block = function_block(part, block, lines, language_id) or block
        if block is not None:
            block = with_argument_warning(block)
        if block is not None and block.confidence >= 0.5:
            blocks.append(block)
    return blocks


def _unglued(comment: Comment, body: str, found: list[re.Match[str]]) -> Comment:
    """Puts headings that stand at the end of a sentence's line on lines of their own."""
    lines: list[str] = []
    numbers: list[int] = []
    place = number = 0
    for match in [*found, None]:
        end = len(body) if match is None else match.start("heading")
        for text in body[place:end].split("\n"):
            lines.append(text)
            numbers.append(comment.at(number))
            number += 1
        number -= 1
        place = end
    return replace(comment, lines=tuple(lines), numbers=tuple(numbers))


def _run_of_lines(comments: list[Comment], index: int, lines: list[str]) -> list[Comment]:
    """Line comments with nothing but blank lines between them, such as a statement whose blank
    lines lost their comment mark."""
    run = [comments[index]]
    for following in comments[index + 1 :]:
        last = run[-1]
        if following.style != "line" or last.style != "line" or following.indent != last.indent:
            break
        gap = lines[last.end_line + 1 : following.start_line]
        if any(line.strip() for line in gap):
            break
        run.append(following)
    return run


def _merge(run: list[Comment]) -> Comment:
    body: list[str] = []
    for part in run:
        body += [""] * (part.start_line - run[0].start_line - len(body))
        body += part.lines
    return Comment(tuple(body), run[0].start_line, run[-1].end_line, "line", run[0].indent)


def _with_tool_header(block: ProblemBlock, before: Comment, lines: list[str]) -> ProblemBlock:
    """Adds what a header comment right above says, such as CP Editor writes."""
    problem = block.problem
    gap = lines[before.end_line + 1 : block.start_line]
    if problem is None or any(line.strip() for line in gap) or before.style == "text":
        return block
    if not _TOOL_HEADER.search("\n".join(before.lines)):
        return block
    header = read_header(before.lines, set(), [])
    return replace(
        block,
        start_line=before.start_line,
        problem=replace(
            problem,
            title=header.title or problem.title,
            url=problem.url or header.url,
            limits=header.limits if header.has_limits else problem.limits,
        ),
    )
