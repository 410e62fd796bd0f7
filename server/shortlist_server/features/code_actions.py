"""Code actions on a problem block. They carry a ready command, because Neovim 0.10 resolves only
edits, and nothing is sampled or started by asking for them."""

from __future__ import annotations

from lsprotocol import types

from shortlist_engine.problem import Problem
from shortlist_engine.statement import ProblemBlock
from shortlist_server import engine_process, lsp_ext, presentation
from shortlist_server.documents import Document
from shortlist_server.problems import first_error, program_of
from shortlist_server.server import ShortlistServer


def register(ls: ShortlistServer) -> None:
    options = types.CodeActionOptions(code_action_kinds=[lsp_ext.CODE_ACTION_KIND])
    ls.add_feature(types.TEXT_DOCUMENT_CODE_ACTION, code_actions, options)


def code_actions(
    ls: ShortlistServer, params: types.CodeActionParams
) -> list[types.CodeAction | types.Command] | None:
    uri = params.text_document.uri
    settings, document = ls.settings(uri), ls.document(uri)
    if document is None or not settings.enable or not settings.code_actions:
        return None
    if not _wanted(params.context.only):
        return None
    block = ls.problems.in_range(document, params.range.start.line, params.range.end.line)
    if block is None:
        return None
    actions = [*_solve(ls, document, block)] if settings.ai else []
    actions += _run(ls, document, block)
    if not ls.support.code_action_literals:
        return [action.command for action in actions if action.command is not None] or None
    return [*actions] or None


def _wanted(only: list[types.CodeActionKind | str] | object | None) -> bool:
    """Whether the client's filter lets our kind through: kinds are hierarchical."""
    if not only or not isinstance(only, (list, tuple)):
        return True
    kind = lsp_ext.CODE_ACTION_KIND
    names = [item.value if isinstance(item, types.CodeActionKind) else item for item in only]
    return any(kind == name or kind.startswith(f"{name}.") or name == "" for name in names)


def _solve(ls: ShortlistServer, document: Document, block: ProblemBlock) -> list[types.CodeAction]:
    problem, reason = block.problem, disabled_reason(ls, block)
    if problem is None or reason is not None:
        # A disabled action must not carry a command; without support it is left out.
        if not ls.support.disabled_actions:
            return []
        action = _action(ls, "Solve from this comment", None)
        action.disabled = types.CodeActionDisabled(reason or "the statement is not complete")
        return [action]
    arguments = {"uri": document.uri, "problemId": problem.digest}
    actions = [
        _action(
            ls,
            "Solve from this comment",
            types.Command("Solve from this comment", lsp_ext.COMMAND_SOLVE, None, [arguments]),
        )
    ]
    results = ls.solves.cache.get(problem.digest)
    if results is not None and results.solutions:
        title = f"Show solutions ({len(results.solutions)})"
        actions.append(_action(ls, title, show_command(ls, title, document.uri, problem)))
    return actions


def _run(ls: ShortlistServer, document: Document, block: ProblemBlock) -> list[types.CodeAction]:
    problem = block.problem
    if problem is None or not can_run(ls, document, block):
        return []
    title = f"Run {presentation.count(len(problem.examples), 'example')}"
    action = types.CodeAction(
        title=title,
        kind=lsp_ext.CODE_ACTION_KIND,
        command=run_command(title, document.uri, problem),
    )
    return [action]


def _action(ls: ShortlistServer, title: str, command: types.Command | None) -> types.CodeAction:
    return types.CodeAction(
        title=title,
        kind=lsp_ext.CODE_ACTION_KIND,
        command=command,
        tags=[types.CodeActionTag.LlmGenerated] if ls.support.llm_tag else None,
    )


def disabled_reason(ls: ShortlistServer, block: ProblemBlock) -> str | None:
    """Why this block cannot be solved, as a short phrase; None when it can."""
    problem = block.problem
    if problem is None:
        issue = first_error(block)
        return f"line {issue.line + 1}: {issue.message}" if issue else "incomplete statement"
    if problem.interactive:
        return "interactive problem"
    if not problem.examples:
        return "no examples"
    if not engine_process.available(ls.configuration.current.engine_command):
        return "engine not installed"
    return None


def can_run(ls: ShortlistServer, document: Document, block: ProblemBlock) -> bool:
    """Whether there is code of the user's below the block, in a language that can be run."""
    problem = block.problem
    if problem is None or problem.interactive or not problem.examples:
        return False
    if document.language is None:
        return False
    return bool(program_of(document, ls.problems.blocks(document), block))


def show_command(ls: ShortlistServer, title: str, uri: str, problem: Problem) -> types.Command:
    ours = lsp_ext.CLIENT_COMMAND_SHOW if ls.configuration.feature("panel") else None
    return types.Command(
        title,
        ours or lsp_ext.COMMAND_SHOW,
        None,
        [{"uri": uri, "problemId": problem.digest}],
    )


def run_command(title: str, uri: str, problem: Problem) -> types.Command:
    return types.Command(
        title, lsp_ext.COMMAND_RUN, None, [{"uri": uri, "problemId": problem.digest}]
    )
