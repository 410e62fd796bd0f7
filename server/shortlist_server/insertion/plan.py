"""Where a solution goes.

*stdin* problems: directly below the comment. *function* problems: when the statement is the
docstring of a Python function whose body is empty, the body is filled in and what the program needs
beside it (imports, helpers) goes above the function; otherwise the program is added below the
function. A C++ function, also the one in a class, is filled in likewise. Nothing of the user's is
ever overwritten: only placeholders (`pass`, `...`, `raise NotImplementedError`, `return 0;`), and a
solution that we inserted and that nobody has touched since.
"""

from __future__ import annotations

from shortlist_engine.languages import CPP, PYTHON
from shortlist_engine.problem import Problem, Program
from shortlist_engine.statement import ProblemBlock
from shortlist_server.documents import OpenDocument
from shortlist_server.insertion import cpp_functions, python_functions
from shortlist_server.insertion.edits import Edit, Insertion, bare_lines, insert_at


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
    return Insertion(insert_at(document, block.end_line + 1, source, inserted))


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
