"""What the client can do, as plain booleans. Every optional feature asks here first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lsprotocol import types


@dataclass(frozen=True)
class ClientSupport:
    """ClientSupport says what the client can do; by default it can do nothing."""

    progress: bool = False
    show_document: bool = False
    versioned_edits: bool = False
    apply_edit: bool = False
    questions: bool = False
    disabled_actions: bool = False
    llm_tag: bool = False
    code_action_literals: bool = False
    lens_refresh: bool = False
    hint_refresh: bool = False
    inline_completion: bool = False
    text_document_content: bool = False
    workspace_folders: bool = False
    pull_configuration: bool = False
    watch_files: bool = False
    register_configuration: bool = False

    @classmethod
    def of(cls, capabilities: types.ClientCapabilities) -> ClientSupport:
        """Reads the capabilities that the client sent in `initialize`."""

        def get(path: str) -> Any:
            value: Any = capabilities
            for name in path.split("."):
                value = getattr(value, name, None)
                if value is None:
                    return None
            return value

        actions = "text_document.code_action"
        tags = get(f"{actions}.tag_support.value_set") or ()
        return cls(
            progress=bool(get("window.work_done_progress")),
            show_document=bool(get("window.show_document.support")),
            # Neovim announces resource operations only, which exist only inside document changes.
            versioned_edits=bool(
                get("workspace.workspace_edit.document_changes")
                or get("workspace.workspace_edit.resource_operations")
            ),
            apply_edit=bool(get("workspace.apply_edit")),
            questions=get("window.show_message") is not None,
            disabled_actions=bool(get(f"{actions}.disabled_support")),
            llm_tag=types.CodeActionTag.LlmGenerated in tags,
            code_action_literals=get(f"{actions}.code_action_literal_support") is not None,
            lens_refresh=bool(get("workspace.code_lens.refresh_support")),
            hint_refresh=bool(get("workspace.inlay_hint.refresh_support")),
            inline_completion=get("text_document.inline_completion") is not None,
            text_document_content=bool(get("workspace.text_document_content.dynamic_registration")),
            watch_files=bool(get("workspace.did_change_watched_files.dynamic_registration")),
            workspace_folders=bool(get("workspace.workspace_folders")),
            pull_configuration=bool(get("workspace.configuration")),
            register_configuration=bool(
                get("workspace.did_change_configuration.dynamic_registration")
            ),
        )
