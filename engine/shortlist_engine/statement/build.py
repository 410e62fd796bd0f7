"""One comment to a problem block: it holds a statement, or documents a function to be written."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from shortlist_engine.languages import PYTHON, TEXT_LANGUAGES
from shortlist_engine.problem import Example, Problem
from shortlist_engine.statement.comments import Comment
from shortlist_engine.statement.constraints import broken_constraints, wrong_counts
from shortlist_engine.statement.examples import Found, read_examples
from shortlist_engine.statement.file_names import file_names
from shortlist_engine.statement.functions import Calls, read_calls, states_a_task
from shortlist_engine.statement.header import Header, read_header
from shortlist_engine.statement.judging import (
    accepts_several_answers,
    checker_of,
    is_interactive,
)
from shortlist_engine.statement.marks import is_copy
from shortlist_engine.statement.named_arguments import (
    arguments_of,
    names_arguments,
    read_stated,
)
from shortlist_engine.statement.signatures import Function, find_function
from shortlist_engine.statement.types import Issue, ProblemBlock

# What a description of input and output says.
_CONTEST = re.compile(
    r"\b(?:(?:first|second|only|next|single|each|following|one) (?:input )?lines?|integers?"
    r"|test cases?|standard (?:in|out)put|space[- ]separated|print|modulo|constraints|query|queries"
    r"|datasets?)\b",
    re.I,
)
_TASK = re.compile(
    r"\b(?:print|given|find|compute|calculate|determine|reads?|write a|count|integers?|decide)\b",
    re.I,
)
# Documentation of an interface, as opposed to a problem: Sphinx, Google, NumPy, Javadoc.
_DOCUMENTATION = re.compile(
    r"^\s*(?:Args|Arguments|Returns|Raises|Parameters|Attributes|Yields)\s*:?\s*$"
    r"|:(?:math|attr|class|func|meth|param|returns?):?[ `]|[@\\](?:param|return|brief)\b",
    re.M,
)


def stdin_block(
    comment: Comment, language_id: str, noticed: Sequence[Issue] = ()
) -> ProblemBlock | None:
    """Returns the problem that the comment states; None when there is neither an example nor much
    else that makes it one. `noticed` are issues of the file, of which those on the comment's lines
    are its own."""
    lines = comment.lines
    found = read_examples(lines)
    taken = found.taken
    header = read_header(lines, taken, found.labels)
    statement = _statement(lines, taken | header.drop)
    mine = [i for i in noticed if comment.start_line <= i.line <= comment.end_line]
    confidence = _confidence(found, header, statement, comment.style == "text")
    if mine and comment.style == "text":
        confidence = max(confidence, 0.6)
    sampled = any(label.explicit and label.text is None for label in found.labels)
    if comment.style != "text" and not sampled and _DOCUMENTATION.search("\n".join(lines)):
        confidence = min(confidence, 0.3)
    if confidence < 0.5 and not found.examples:
        return None
    # A table that was not read is why nothing stands under its heading.
    issues = [*header.issues, *(() if mine and not found.examples else found.issues)]
    issues += broken_constraints(lines, found.labels, found.examples, found.lines)
    interactive = is_interactive(statement)
    if not interactive:
        issues += wrong_counts(lines, found.labels, found.examples, found.lines)
    if not comment.terminated:
        issues.append(_unclosed(len(lines) - 1))
    if not found.examples and not found.issues and not mine:
        issues.append(
            Issue(
                _last_text(lines),
                "no examples: add a 'Sample Input' and a 'Sample Output' to check programs against",
                "error",
            )
        )
    problem = None
    if found.examples:
        names = file_names(line for number, line in enumerate(lines) if number not in taken)
        problem = Problem(
            title=header.title,
            statement=statement,
            examples=found.examples,
            limits=header.limits,
            language=None if language_id in TEXT_LANGUAGES else language_id,
            checker=checker_of(statement, header.url),
            several_answers=accepts_several_answers(statement),
            interactive=interactive,
            url=header.url,
            input_file=names.input,
            output_file=names.output,
        )
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    start = comment.at(first) if comment.style == "text" else comment.start_line
    placed = [_place(issue, comment, problem) for issue in issues]
    placed += [replace(each, severity=each.severity if problem else "error") for each in mine]
    placed.sort(key=lambda issue: issue.line)
    return ProblemBlock(
        problem,
        start,
        comment.end_line,
        tuple(placed),
        confidence,
        tuple(map(comment.at, found.lines)),
    )


def function_block(
    comment: Comment, stdin: ProblemBlock | None, lines: list[str], language_id: str
) -> ProblemBlock | None:
    """Returns the problem of writing the function that the comment documents."""
    function = find_function(comment, lines, language_id)
    name = function.name if function else _asserted_name(comment, lines, language_id)
    if name is None:
        return None
    call = function.call if function else name
    calls = read_calls(comment.lines, name, call, language_id)
    if function is not None and not calls.examples and not calls.issues:
        calls = read_stated(comment.lines, function, language_id)
    statement = _statement(comment.lines, calls.taken)
    issues = [*calls.issues]
    header = Header()
    named_input = bool(stdin and stdin.problem and function and not calls.examples)
    if function and stdin is not None and stdin.problem is not None and not calls.examples:
        header, statement, issues = _leetcode_calls(stdin, function, comment, calls)
    if not calls.examples and not calls.issues:
        return None
    has_body = function is not None and function.has_body
    if has_body and not named_input:
        text, python = "\n".join(comment.lines), language_id == PYTHON.name
        if not states_a_task(calls, call, text, python):
            return None
    problem = None
    if calls.examples:
        problem = Problem(
            title=header.title or name,
            statement=statement,
            examples=tuple(calls.examples),
            kind="function",
            limits=header.limits,
            language=language_id,
            signature=function.source if function else "",
            entry_point=name,
            checker=checker_of(statement, header.url),
            several_answers=accepts_several_answers(statement),
            url=header.url,
        )
    if not comment.terminated:
        issues.append(_unclosed(len(comment.lines) - 1))
    if has_body:
        issues.clear()  # nobody asked for advice on the documentation of finished code
    return ProblemBlock(
        problem,
        comment.start_line,
        comment.end_line,
        tuple(_place(issue, comment, problem) for issue in issues),
        0.9 if calls.strong else 0.75,
        tuple(map(comment.at, calls.lines)),
        has_body,
    )


def _leetcode_calls(
    stdin: ProblemBlock, function: Function, comment: Comment, calls: Calls
) -> tuple[Header, str, list[Issue]]:
    """Turns "Input: a = 1, b = 2" and "Output: 3" into `f(1, 2)` and `3`."""
    assert stdin.problem is not None
    problem = stdin.problem
    header = Header(title=problem.title, url=problem.url, limits=problem.limits)
    for example, line in zip(problem.examples, stdin.example_lines, strict=True):
        values = arguments_of(example.input, function)
        if values is None:
            calls.examples.clear()
            break
        calls.examples.append(
            Example(f"{function.call}({', '.join(values)})", example.output.strip())
        )
        calls.lines.append(line - comment.start_line)
    issues = [replace(issue, line=issue.line - comment.start_line) for issue in stdin.issues]
    return header, problem.statement, issues


def _asserted_name(comment: Comment, lines: list[str], language_id: str) -> str | None:
    """The function that the asserts of an otherwise empty file name (MBPP)."""
    if language_id != PYTHON.name:
        return None
    for number, line in enumerate(lines):
        inside = comment.start_line <= number <= comment.end_line
        if not inside and line.strip() and not re.match(r"\s*(?:#|import\b|from\b)", line):
            return None
    names = {
        found.group(1)
        for line in comment.lines
        if (found := re.match(r"\s*assert\s+(\w+)\s*\(.*\)\s*(?:==|is)", line))
    }
    return names.pop() if len(names) == 1 else None


def with_argument_warning(block: ProblemBlock) -> ProblemBlock:
    """Warns of "Input: a = 1, b = 2" where there is no function to call with these arguments, and
    leaves such examples out where as many others give what a program reads."""
    problem = block.problem
    if problem is None or problem.kind != "stdin" or not block.example_lines:
        return block
    named = [names_arguments(example.input) for example in problem.examples]
    if not any(named):
        return block
    if not all(named):
        return _without_arguments(block, problem, named)
    issue = Issue(
        block.example_lines[0],
        "the examples are arguments of a function: put its signature, without a body, below this "
        "statement, or write the examples as a program reads them",
        "warning",
    )
    return replace(block, issues=(*block.issues, issue))


def _without_arguments(block: ProblemBlock, problem: Problem, named: list[bool]) -> ProblemBlock:
    """The block without its examples that name arguments, which are one half and have the outputs
    of the other half."""
    half = len(named) // 2
    if len(named) % 2 or sorted(named) not in (named, named[::-1]) or sum(named) != half:
        return block
    outputs = [re.findall(r"\w+", example.output) for example in problem.examples]
    if outputs[:half] != outputs[half:]:
        return block
    kept = slice(half, None) if named[0] else slice(0, half)
    lost = block.example_lines[0 if named[0] else half]
    issue = Issue(
        lost,
        f"{half} example{'s' if half > 1 else ''} from here on were left out: they give arguments "
        "of a function, and as many others what a program reads. Delete those that are not meant",
        "warning",
        guess=True,
    )
    return replace(
        block,
        problem=replace(problem, examples=problem.examples[kept]),
        example_lines=block.example_lines[kept],
        issues=(*block.issues, issue),
    )


def _place(issue: Issue, comment: Comment, problem: Problem | None) -> Issue:
    """Relative lines to lines of the file, also in the message."""
    message = re.sub(
        r"\{line:(\d+)\}", lambda found: str(comment.at(int(found[1])) + 1), issue.message
    )
    severity = issue.severity if problem is not None else "error"
    return replace(issue, line=comment.at(issue.line), message=message, severity=severity)


def _unclosed(line: int) -> Issue:
    return Issue(line, "this comment is not closed: add its closing mark", "warning")


def _last_text(lines: tuple[str, ...]) -> int:
    return next((i for i in range(len(lines) - 1, -1, -1) if lines[i].strip()), 0)


def _statement(lines: tuple[str, ...], without: Set[int]) -> str:
    kept: list[str] = []
    for number, line in enumerate(lines):
        if number in without or is_copy(line):
            continue
        if not line.strip() and (not kept or not kept[-1]):
            continue
        kept.append(line.rstrip())
    return "\n".join(kept).strip("\n")


def _confidence(found: Found, header: Header, statement: str, is_text: bool) -> float:
    """How sure it is that this is a problem and no ordinary comment.

    Documentation of libraries has "Input", "Output" and "Examples" too; it does not describe lines
    of integers, and it has no limits. A text file is more likely to be a statement than a comment.
    """
    if found.examples and found.explicit:
        return 0.95
    headings = {label.kind for label in found.labels if label.text is None}
    both = {"input", "output"} <= headings
    if found.examples:
        likely = _TASK.search(statement) or header.has_limits
        return 0.7 if likely else 0.55 if is_text and both else 0.4
    contest = len({match.group().lower() for match in _CONTEST.finditer(statement)})
    if found.issues and found.explicit:
        sampled = any(label.explicit and label.text is None for label in found.labels)
        if found.outputs_only and not is_text:
            return 0.7 if contest >= 2 or header.has_limits else 0.3
        sure = sampled or contest >= 2 or header.has_limits
        return 0.8 if sure else 0.55 if is_text else 0.4
    if both and ">>>" not in statement:
        if header.has_limits or contest >= 3:
            return 0.7
        return 0.55 if contest >= 2 or (is_text and found.issues) else 0.3
    return 0.0
