"""Code actions on a problem block and on programs. They carry a ready command, because Neovim 0.10
resolves only edits, and nothing is sampled or started by asking for them."""

from __future__ import annotations

from lsprotocol import types

from shortlist_engine.statement import ProblemBlock
from shortlist_server import lsp_ext
from shortlist_server.documents import OpenDocument
from shortlist_server.presentation import commands, wording
from shortlist_server.presentation.quantities import count
from shortlist_server.services.services import Services


class CodeActionsFeature:
    """CodeActionsFeature offers to solve, to show solutions, to run the examples, and what a model
    does with a program."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._configuration = services.configuration
        self._problems = services.problems
        self._solves = services.solves
        self._availability = services.availability
        options = types.CodeActionOptions(code_action_kinds=[lsp_ext.CODE_ACTION_KIND])
        services.server.add_feature(types.TEXT_DOCUMENT_CODE_ACTION, self._code_actions, options)

    def _code_actions(
        self, params: types.CodeActionParams
    ) -> list[types.CodeAction | types.Command] | None:
        uri = params.text_document.uri
        settings, document = self._configuration.for_uri(uri), self._server.open_document(uri)
        if document is None or not settings.enable or not settings.code_actions:
            return None
        if not _is_wanted(params.context.only):
            return None
        block = self._problems.in_range(document, params.range.start.line, params.range.end.line)
        actions: list[types.CodeAction] = []
        if block is not None:
            actions += self._solve(document, block) if settings.ai else []
            actions += self._run(document, block)
        unasked = params.context.trigger_kind is types.CodeActionTriggerKind.Automatic
        selected = params.range.start != params.range.end
        if settings.ai and not unasked and (block is None or selected):
            actions += self._assist(document, params.range)
        if not self._server.support.code_action_literals:
            return [action.command for action in actions if action.command is not None] or None
        return [*actions] or None

    def _solve(self, document: OpenDocument, block: ProblemBlock) -> list[types.CodeAction]:
        problem, reason = block.problem, self._availability.why_not_solve(document, block)
        title = "Solve from this comment"
        if problem is None or reason is not None:
            # A disabled action must not carry a command; without support it is left out.
            if not self._server.support.disabled_actions:
                return []
            action = self._action(title, None)
            action.disabled = types.CodeActionDisabled(reason or "the statement is not complete")
            return [action]
        actions = [self._action(title, commands.solve_command(title, document.uri, problem))]
        known = self._solves.known(problem.digest)
        if known is not None and (known.shown or self._solves.of_problem(problem.digest) is None):
            title = wording.show_title(known)
            in_client = self._configuration.feature("panel")
            show = commands.show_command(title, document.uri, problem, in_client=in_client)
            actions.append(self._action(title, show))
        return actions

    def _run(self, document: OpenDocument, block: ProblemBlock) -> list[types.CodeAction]:
        problem = block.problem
        if problem is None or not self._availability.can_run(document, block):
            return []
        title = f"Run {count(len(problem.examples), 'example')}"
        action = types.CodeAction(
            title=title,
            kind=lsp_ext.CODE_ACTION_KIND,
            command=commands.run_command(title, document.uri, problem),
        )
        return [action]

    def _assist(self, document: OpenDocument, where: types.Range) -> list[types.CodeAction]:
        """What a model does with the lines that are selected, or with the program of a problem at
        the cursor."""
        tasks = self._availability.tasks(document, where)
        if not tasks:
            return []
        reason = self._availability.why_not_assist(document)
        actions = []
        for title, name in tasks:
            if reason is None:
                command = commands.assist_command(title, name, document.uri, where)
                actions.append(self._action(title, command))
            elif self._server.support.disabled_actions:
                action = self._action(title, None)
                action.disabled = types.CodeActionDisabled(reason)
                actions.append(action)
        return actions

    def _action(self, title: str, command: types.Command | None) -> types.CodeAction:
        tags = [types.CodeActionTag.LlmGenerated] if self._server.support.llm_tag else None
        return types.CodeAction(
            title=title, kind=lsp_ext.CODE_ACTION_KIND, command=command, tags=tags
        )


def _is_wanted(only: list[types.CodeActionKind | str] | object | None) -> bool:
    """Whether the client's filter lets our kind through: kinds are hierarchical."""
    if not only or not isinstance(only, (list, tuple)):
        return True
    kind = lsp_ext.CODE_ACTION_KIND
    names = [item.value if isinstance(item, types.CodeActionKind) else item for item in only]
    return any(kind == name or kind.startswith(f"{name}.") or name == "" for name in names)
