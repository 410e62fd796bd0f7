"""Text to `Problem`: finds the problems that stand in comments of a source file.

Pure functions, standard library only, no exception on any input. A file without a problem costs
one search for the words that every problem has.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from shortlist_engine.problem import Problem
from shortlist_engine.statement.build import function_block, stdin_block, with_argument_warning
from shortlist_engine.statement.comments import Comment, find_comments, normalise_newlines
from shortlist_engine.statement.examples import read_examples
from shortlist_engine.statement.header import read_header
from shortlist_engine.statement.translations import ANY as FOREIGN
from shortlist_engine.statement.types import Issue, ProblemBlock, StatementError

__all__ = ["Issue", "ProblemBlock", "StatementError", "find_problems", "parse_statement"]

_HINT = re.compile(r"output|time limit|@lc (?:app|code)|\b(?:sample|example)s?\b", re.I)
# A doctest, an assertion, a call with its value ("f(1) // 2"), or LeetCode's "Input: a = 1".
_FUNCTION_HINT = re.compile(
    r">>>|\bassert|^[^\w\n]*>[ \t]+\w+\(|input[^\w\n]*\w+[ \t]*=|output"
    r"|\)[ \t]*(?:==?|=>|->|➞|→|//|#|--|:|(?:returns?|should|would|must|is|gives?|equals?)\b)",
    re.I | re.M,
)
_TIME_LIMIT = re.compile(r"^[^\w\n]*(?:cpu )?time ?limit\b", re.I | re.M)
_TOP_HEADING = re.compile(r"^# +[^\n]*[^\W\d_]", re.M)
_TOOL_HEADER = re.compile(r"^\W*(?:Problem|URL|Contest|Time Limit)\s*:|@lc app", re.I | re.M)


def find_problems(text: str, language_id: str) -> list[ProblemBlock]:
    """Returns the problems in a file, in order; `language_id` is the language server protocol's.

    Never raises. Whatever is less sure than a confidence of 0.5 is left out.
    """
    if not (_HINT.search(text) or _FUNCTION_HINT.search(text) or _is_foreign(text)):
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


def _is_foreign(text: str) -> bool:
    return not text.isascii() and FOREIGN.search(text) is not None


def _read(comment: Comment, lines: list[str], language_id: str) -> list[ProblemBlock]:
    """The problems of one comment; nearly always none or one."""
    body = "\n".join(comment.lines)
    blocks = []
    for part in _split(comment, body):
        block = None
        if _HINT.search(body) or _is_foreign(body):
            block = stdin_block(part, language_id)
        if part.style != "text" and _FUNCTION_HINT.search(body):
            block = function_block(part, block, lines, language_id) or block
        if block is not None:
            block = with_argument_warning(block, lines)
        if block is not None and block.confidence >= 0.5:
            blocks.append(block)
    return blocks


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


def _split(comment: Comment, body: str) -> list[Comment]:
    """Several statements in one text: each has its own top heading or its own time limit."""
    starts: list[int] = []
    if comment.style == "text" and len(_TOP_HEADING.findall(body)) > 1:
        fenced = False
        for number, line in enumerate(comment.lines):
            if line.lstrip().startswith(("```", "~~~")):
                fenced = not fenced
            elif not fenced and _TOP_HEADING.match(line):
                starts.append(number)
        # Headings of sections ("# Input") are no titles: every part must hold a whole example.
        edges = [*starts, len(comment.lines)]
        parts = ["\n".join(comment.lines[a:b]).lower() for a, b in pairwise(edges)]
        if not all("input" in part and "output" in part for part in parts):
            starts = []
    elif len(_TIME_LIMIT.findall(body)) > 1:
        spans = read_examples(comment.lines).spans
        for number, line in enumerate(comment.lines):
            if not _TIME_LIMIT.match(line):
                continue
            if not starts or any(starts[-1] < a and b <= number for a, b in spans):
                starts.append(_title_above(comment.lines, number))
    if len(starts) < 2:
        return [comment]
    starts[0] = 0
    edges = [*starts, len(comment.lines)]
    return [
        replace(
            comment,
            lines=comment.lines[a:b],
            start_line=comment.start_line + a,
            end_line=comment.start_line + b - 1,
        )
        for a, b in pairwise(edges)
    ]


def _title_above(lines: tuple[str, ...], number: int) -> int:
    for above in (number - 1, number - 2):
        if above >= 0 and lines[above].strip():
            return above
    return number


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
