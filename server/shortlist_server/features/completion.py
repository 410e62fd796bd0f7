"""Completion: the cached solutions, on the blank lines below a solved block. Never samples."""

from __future__ import annotations

from dataclasses import dataclass

from lsprotocol import types

from shortlist_engine.problem import Solution
from shortlist_server import insertion, presentation
from shortlist_server.documents import Document
from shortlist_server.server import ShortlistServer
from shortlist_server.solves import Results


def register(ls: ShortlistServer) -> None:
    options = types.CompletionOptions(resolve_provider=True)
    ls.add_feature(types.TEXT_DOCUMENT_COMPLETION, completion, options)
    ls.add_feature(types.COMPLETION_ITEM_RESOLVE, resolve)


@dataclass(frozen=True)
class Offer:
    """A solution that can be put at the cursor: the text for the cursor's line, and other edits."""

    solution: Solution
    text: str
    extra: tuple[types.TextEdit, ...]


def completion(ls: ShortlistServer, params: types.CompletionParams) -> types.CompletionList | None:
    uri = params.text_document.uri
    settings, document = ls.settings(uri), ls.document(uri)
    if document is None or not settings.ai or not settings.completion:
        return None
    results, offers = offers_at(ls, document, params.position)
    running = ls.solves.of_document(uri) is not None
    if results is None:
        return None
    prefix = document.line_text(params.position.line)
    where = document.line_range(params.position.line, params.position.line)
    items = [
        types.CompletionItem(
            label=presentation.label(results, offer.solution),
            kind=types.CompletionItemKind.Snippet,
            detail=presentation.proof(offer.solution),
            sort_text=f"{index:02}",
            filter_text=prefix,
            insert_text_format=types.InsertTextFormat.PlainText,
            text_edit=types.TextEdit(where, offer.text),
            additional_text_edits=list(offer.extra) or None,
            data={"problemId": results.problem.digest, "solutionId": offer.solution.id},
        )
        for index, offer in enumerate(offers)
    ]
    return types.CompletionList(is_incomplete=running, items=items)


def resolve(ls: ShortlistServer, item: types.CompletionItem) -> types.CompletionItem:
    data = item.data if isinstance(item.data, dict) else {}
    results = ls.solves.cache.get(str(data.get("problemId")))
    solution = results.solution(str(data.get("solutionId"))) if results is not None else None
    if results is not None and solution is not None and ls.configuration.current.ai:
        item.documentation = types.MarkupContent(
            types.MarkupKind.Markdown, presentation.documentation(results, solution)
        )
    return item


def offers_at(
    ls: ShortlistServer, document: Document, position: types.Position
) -> tuple[Results | None, list[Offer]]:
    """What may be inserted at the cursor: results of the block directly above it, and the
    solutions whose main edit belongs on the cursor's line."""
    block = ls.problems.near(document, position.line)
    if block is None or block.problem is None:
        return None, []
    if position.line not in insertion.blank_lines_below(document, block):
        return None, []
    results = ls.solves.cache.get(block.problem.digest)
    if results is None:
        running = ls.solves.of_document(document.uri)
        same = running is not None and running.problem.digest == block.problem.digest
        return (running.results if running is not None and same else None), []
    offers = []
    for solution in results.solutions:
        if not insertion.fits(document, solution.program):
            continue
        planned = insertion.plan(document, block, results.problem, solution.program)
        main = planned.main
        is_function = results.problem.kind == "function"
        if is_function and (main.end_line != main.line or position.line < main.line):
            continue  # the program belongs elsewhere; accepting it from the panel puts it there
        if is_function and main.line != block.end_line + 1:
            continue
        extra = insertion.text_edits(document, planned)[1:]
        text = main.text.strip("\n").replace("\n", document.newline)
        offers.append(Offer(solution, text, tuple(extra)))
    return results, offers
