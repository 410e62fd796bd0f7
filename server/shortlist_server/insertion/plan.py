"""Where a solution goes.

*stdin* problems: directly below the comment, or, when that stands in a function, below the
function. A program of the user's that the solution cannot stand beside has to be made a comment
first (`own_program.py`). *function* problems: when the statement is the
docstring of a Python function whose body is empty, the body is filled in and what the program needs
beside it (imports, helpers) goes above the function; otherwise the program is added below the
function. A C++ function, also the one in a class, is filled in likewise. Nothing of the user's is
ever overwritten: only placeholders (`pass`, `...`, `raise NotImplementedError`, `return 0;`), and a
solution that we inserted and that nobody has touched since.
"""

from __future__ import annotations

from dataclasses import replace

from shortlist_engine.languages import CPP, PYTHON
from shortlist_engine.problem import Problem, Program
from shortlist_engine.statement import ProblemBlock
from shortlist_server.documents import OpenDocument
from shortlist_server.insertion import cpp_functions, python_functions
from shortlist_server.insertion.edits import (
    Edit,
    Insertion,
    applied,
    bare_lines,
    insert_at,
    place_of,
)
from shortlist_server.insertion.own_program import OwnProgram, commented_out


def fits(document: OpenDocument, program: Program) -> bool:
    """Tells whether the program can stand in this document."""
    return not document.is_markdown and document.language == program.language


def plan(
    document: OpenDocument,
    block: ProblemBlock,
    problem: Problem,
    program: Program,
    inserted: str | None = None,
) -> Insertion:
    """Returns the edit that puts `program` under `block`.

    `inserted` is the text that we put there last; when it stands there unchanged it is replaced.
    """
    source = program.source.strip("\n") + "\n"
    if problem.kind == "function" and program.language == PYTHON.name:
        filled = python_functions.fill(document, block, problem, source, inserted)
        if filled is not None:
            return filled
        line = python_functions.end_of_function(document, block, problem.entry_point) + 1
        return Insertion(insert_at(document, line, "\n\n" + source, inserted))
    if problem.kind == "function" and program.language == CPP.name:
        return _into_cpp_function(document, block, problem, source, inserted)
    return _whole_program(document, block, source, inserted)


def with_comments(
    document: OpenDocument, block: ProblemBlock, planned: Insertion, own: OwnProgram
) -> Insertion:
    """Returns the insertion with the user's own program made a comment."""
    return replace(
        planned, extra=(*planned.extra, *commented_out(document, block, own, planned.main.line))
    )


def is_enclosed(document: OpenDocument, block: ProblemBlock) -> bool:
    """Tells whether the comment stands in a function, where no whole program can stand."""
    if document.language == CPP.name:
        return _below_cpp_function(document, block) is not None
    return document.line_text(block.start_line)[:1].isspace()


def _whole_program(
    document: OpenDocument, block: ProblemBlock, source: str, inserted: str | None
) -> Insertion:
    before = place_of(bare_lines(document.source), inserted)
    if before is not None and inserted is not None:
        # Wherever it went: what was around it then may be a comment now.
        blank = inserted[: len(inserted) - len(inserted.lstrip("\n"))]
        return Insertion(Edit(before.start, before.stop, blank + source))
    line = block.end_line + 1
    if not is_enclosed(document, block):
        return Insertion(insert_at(document, line, source, inserted))
    if document.language == CPP.name:
        below = _below_cpp_function(document, block)
        assert below is not None, "the comment is in a function"
        return Insertion(insert_at(document, below, "\n" + source, inserted))
    line = python_functions.end_by_indentation(document, block) + 1
    main = insert_at(document, line, "\n\n" + source, inserted)
    tree, missing_at = python_functions.parse_with_missing_body(document, block)
    if tree is None or missing_at is None:
        return Insertion(main)
    # A function that holds nothing but comments is no function yet.
    text = document.line_text(block.start_line)
    margin = text[: len(text) - len(text.lstrip())]
    at = block.start_line
    return Insertion(main, (Edit(at, at, f"{margin}pass\n"),))


def _below_cpp_function(document: OpenDocument, block: ProblemBlock) -> int | None:
    return cpp_functions.below_enclosing(bare_lines(document.source), block.start_line)


def stands(document: OpenDocument, planned: Insertion, program: Program) -> bool:
    """Tells whether the document is still a program after these edits, as far as can be seen
    without a compiler."""
    text = applied(bare_lines(document.source), planned)
    if program.language == PYTHON.name:
        return python_functions.parse(text) is not None or (
            python_functions.parse(program.source) is None
        )
    return cpp_functions.is_balanced(text) and cpp_functions.mains(text) <= 1


def _into_cpp_function(
    document: OpenDocument, block: ProblemBlock, problem: Problem, source: str, inserted: str | None
) -> Insertion:
    """Into the empty body, with what belongs above it; else the program below the function."""
    lines = bare_lines(document.source)
    place = cpp_functions.find_body(lines, block.start_line, problem.entry_point)
    if place is None:
        return Insertion(insert_at(document, block.end_line + 1, source, inserted))
    untouched = inserted is not None and place.holds(lines, bare_lines(inserted))
    filling = cpp_functions.filling(source, problem.entry_point, place.parameters)
    if filling is None or not (untouched or place.is_empty):
        return Insertion(insert_at(document, place.below, "\n" + source, inserted))
    present = {line.strip() for line in lines if line.startswith(("#", "using "))}
    above = [line for line in filling.above.split("\n") if line.strip() not in present]
    main = Edit(*place.lines, place.filled(filling.body, keep_comments=not untouched))
    extra = "\n".join(above).strip("\n")
    if not extra:
        return Insertion(main)
    at = min(block.start_line, place.lines[0])
    return Insertion(main, (Edit(at, at, extra + "\n\n"),))


def is_taken(block: ProblemBlock, planned: Insertion) -> bool:
    """Tells whether the function has a body of the user's, so that a second function of that name
    would be all that could be inserted; a body that we inserted and that is unchanged is not
    theirs."""
    return block.has_body and planned.main.line == planned.main.end_line


def blank_lines_below(document: OpenDocument, block: ProblemBlock) -> range:
    """Returns the blank lines directly below a block: the only places where solutions are
    offered."""
    start = block.end_line + 1
    end = start
    last = len(document.lines)
    if document.lines and document.lines[-1].endswith(("\n", "\r")):
        last += 1  # the empty line behind the last line break, where a cursor can stand
    while end < last and not document.line_text(end).strip():
        end += 1
    return range(start, end)
