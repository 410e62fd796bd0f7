"""Open documents, with lines counted as the protocol counts them.

pygls splits lines as Python does, which also breaks at form feeds, U+2028 and the like; the
protocol (3.17, "Text Documents") knows only `\\n`, `\\r\\n` and `\\r`. Statements copied from web
pages do contain such characters, and one of them would shift every edit below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from lsprotocol import types
from pygls.workspace import TextDocument, Workspace

from shortlist_engine.languages import find, written_name

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_OTHER_SEPARATORS = dict.fromkeys(map(ord, "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), " ")


def split_lines(text: str) -> tuple[str, ...]:
    """Returns the lines with their ends, by the protocol's rule."""
    return tuple(_LINE.findall(text))


class OpenDocument(TextDocument):
    """OpenDocument is a text document that splits its lines once per content."""

    _split: tuple[str, tuple[str, ...]] | None = None

    @property
    def lines(self) -> Sequence[str]:
        """Returns the lines with their ends, by the protocol's rule."""
        source = self.source
        if self._split is None or self._split[0] is not source:
            self._split = (source, split_lines(source))
        return self._split[1]

    @property
    def parse_text(self) -> str:
        """Returns the text with one column for one column, and only the protocol's line breaks."""
        return self.source.translate(_OTHER_SEPARATORS)

    @property
    def language(self) -> str | None:
        """Returns the engine's name of this document's language, if it writes programs in it."""
        return written_name(self.language_id or "")

    @property
    def run_language(self) -> str | None:
        """Returns the engine's name of this document's language, if it runs programs in it."""
        found = find(self.language_id or "")
        return found.name if found is not None and found.toolchain is not None else None

    @property
    def is_markdown(self) -> bool:
        """Tells whether programs stand between other text here."""
        return (self.language_id or "").lower() in ("markdown", "quarto", "rmd")

    @property
    def newline(self) -> str:
        """Returns the document's own line end."""
        for line in self.lines[:1]:
            for end in ("\r\n", "\n", "\r"):
                if line.endswith(end):
                    return end
        return "\n"

    def line_text(self, line: int) -> str:
        """Returns a line without its end; empty beyond the end of the document."""
        return self.lines[line].rstrip("\r\n") if 0 <= line < len(self.lines) else ""

    def client_position(self, line: int, column: int) -> types.Position:
        """Converts code points to the client's units."""
        units = self.position_codec.client_num_units(self.line_text(line)[:column])
        return types.Position(line, units)

    def line_range(self, start_line: int, end_line: int) -> types.Range:
        """Returns the range from the start of one line to the end of another, in the client's
        units."""
        return types.Range(
            types.Position(start_line, 0),
            self.client_position(end_line, len(self.line_text(end_line))),
        )

    def end(self) -> types.Position:
        """Returns the end of the document, in the client's units."""
        if not self.lines:
            return types.Position(0, 0)
        if self.lines[-1].endswith(("\r", "\n")):
            return types.Position(len(self.lines), 0)
        last = len(self.lines) - 1
        return self.client_position(last, len(self.line_text(last)))


class Documents(Workspace):
    """Documents is the workspace of pygls, holding our documents."""

    def _create_text_document(
        self,
        doc_uri: str,
        source: str | None = None,
        version: int | None = None,
        language_id: str | None = None,
    ) -> OpenDocument:
        return OpenDocument(
            doc_uri,
            source=source,
            version=version,
            language_id=language_id,
            sync_kind=self._sync_kind,
            position_codec=self._position_codec,
        )

    def open_document(self, uri: str) -> OpenDocument | None:
        """Returns the document if the client has it open; never read from disk."""
        document: Any = self.text_documents.get(unquote(uri))
        return document if isinstance(document, OpenDocument) else None
