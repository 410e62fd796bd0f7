"""The newest task of a model's in each document: how far it is, what came of it, and where that can
be put."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from shortlist_engine.protocol import AssistTask
from shortlist_server import errors
from shortlist_server.insertion.edits import Edit, bare_lines
from shortlist_server.presentation import assist_view
from shortlist_server.presentation.assist_view import AssistView, ViewedItem, ViewedStep
from shortlist_server.server import ShortlistServer
from shortlist_server.services.assisting import Assisted
from shortlist_server.services.lifecycle import Lifecycle
from shortlist_server.signals import Signal


@dataclass
class KeptTask:
    """A task that goes on or has ended; `document` is its document as it is so far, and `sent` the
    version that the client has."""

    task: AssistTask
    assisted: Assisted
    arguments: dict[str, Any]
    version: int
    run_id: str = ""
    state: str = "running"
    headline: str = ""
    document: dict[str, Any] = field(default_factory=dict)
    sent: int = 0

    @property
    def items(self) -> list[ViewedItem]:
        """Returns what can be put into a file."""
        if self.task == "translate":
            return assist_view.translations(self.document)
        return assist_view.continuations(self.document) if self.task == "step" else []

    @property
    def steps(self) -> list[dict[str, Any]]:
        """Returns the steps of the document as they were when the task began."""
        return list(self.document.get("steps") or [])


class AssistViews:
    """AssistViews keeps one task for each document: the newest. `edited` is emitted with the
    document's URI when it was edited after its task had ended."""

    def __init__(self, server: ShortlistServer, lifecycle: Lifecycle) -> None:
        self._server = server
        self._kept: dict[str, KeptTask] = {}
        self._version = 0
        self.edited: Signal[[str]] = Signal()
        lifecycle.document_changed.connect(self._edited)
        lifecycle.document_closed.connect(self.forget)

    def begin(self, task: AssistTask, assisted: Assisted, arguments: dict[str, Any]) -> KeptTask:
        """Returns the task that takes the place of the one before."""
        kept = KeptTask(task, assisted, arguments, self._next(), headline="Starting")
        self._kept[assisted.document.uri] = kept
        return kept

    def tell(
        self,
        kept: KeptTask,
        headline: str,
        document: dict[str, Any] | None = None,
        state: str = "running",
    ) -> None:
        """Takes what there is of a task by now. One that another has replaced is not shown any
        more."""
        kept.headline, kept.state = headline, state
        if document:
            several = kept.task == "step" and state == "running"
            kept.document = _merged(kept.document, document) if several else document
        if document or state != "running":
            kept.version = self._next()

    def forget(self, uri: str) -> None:
        """Forgets what there is of a document."""
        self._kept.pop(uri, None)

    def forget_where(self, refused: Callable[[str], bool]) -> None:
        """Forgets what there is of documents in which no model may help any more."""
        for uri in list(filter(refused, self._kept)):
            self.forget(uri)

    def kept(self, uri: str) -> KeptTask | None:
        """Returns the newest task of a document."""
        return self._kept.get(uri)

    def of(self, uri: str) -> AssistView | None:
        """Returns what is shown of the newest task of a document."""
        kept = self._kept.get(uri)
        if kept is None:
            return None
        name = kept.assisted.file.name
        return AssistView(
            uri=uri,
            task=kept.task,
            version=kept.version,
            state=kept.state,
            stale=self._is_stale(kept),
            show=not kept.sent,
            title=assist_view.title(kept.task, name, kept.arguments),
            headline=kept.headline,
            passages=assist_view.passages(kept.task, kept.document),
            steps=[self._step(kept, step) for step in kept.steps],
            items=kept.items,
            facts=assist_view.facts(kept.document),
            notes=assist_view.notes(kept.document),
            run_id=(kept.run_id or None) if kept.state == "running" else None,
            model=kept.document.get("model") or kept.document.get("source"),
        )

    def unsent(self, uri: str, task: AssistTask) -> AssistView | None:
        """Returns the view where it is of this task and the client was not sent it yet, and notes
        that it is now."""
        kept, view = self._kept.get(uri), self.of(uri)
        if kept is None or kept.task != task or kept.sent == kept.version:
            return None
        kept.sent = kept.version
        return view

    def item(self, uri: str, identity: str) -> tuple[KeptTask, ViewedItem]:
        """Returns an item of the newest task. Raises ServerError `unknownItem`."""
        kept = self._kept.get(uri)
        for each in kept.items if kept is not None else ():
            if kept is not None and each.id == identity:
                return kept, each
        raise errors.failed("unknownItem", "This is not known any more: ask the model again.")

    def edit_of_step(self, kept: KeptTask, item: ViewedItem) -> Edit:
        """Returns the edit that puts a continuation below its step, in the place of the one that
        stands there. Raises ServerError `staleProblem` where the step is no more."""
        step = next(each for each in kept.steps if each["number"] == item.step)
        place = self._place_now(kept, step)
        if place is None:
            raise errors.modified(
                "staleProblem",
                f"Step {item.step} or its code has changed meanwhile and is left alone: try again.",
            )
        return Edit(place[0], place[1], f"{item.source}\n\n")

    def continuations_at(self, uri: str, line: int) -> list[ViewedItem]:
        """Returns the continuations of the step in whose place a line is, while it has no code."""
        kept = self._kept.get(uri)
        if kept is None or kept.task != "step":
            return []
        for step in kept.steps:
            place = self._place_now(kept, step)
            if place is None or not place[0] <= line <= max(place[0], place[1] - 1):
                continue
            if self._standing(kept, step, place) is None and not str(step.get("code") or ""):
                return [each for each in kept.items if each.step == step["number"]]
        return []

    def _edited(self, uri: str) -> None:
        kept = self._kept.get(uri)
        if kept is not None and kept.state != "running":
            kept.version = self._next()
            self.edited.emit(uri)

    def _next(self) -> int:
        self._version += 1
        return self._version

    def _is_stale(self, kept: KeptTask) -> bool:
        document = self._server.open_document(kept.assisted.document.uri)
        if document is not None and document.source == kept.assisted.source:
            return False
        if document is None or kept.task != "step":
            return True
        return any(self._place_now(kept, step) is None for step in kept.steps)

    def _step(self, kept: KeptTask, step: dict[str, Any]) -> ViewedStep:
        place = self._place_now(kept, step)
        line = int(step.get("line", 1)) - 1
        if place is not None:
            line += place[0] - int(step["place"][0])
        return ViewedStep(
            number=int(step["number"]),
            line=line,
            text=str(step.get("text", "")),
            code=str(step.get("code") or ""),
            chosen=self._standing(kept, step, place) if place is not None else None,
        )

    def _standing(self, kept: KeptTask, step: dict[str, Any], place: tuple[int, int]) -> str | None:
        """The continuation that stands in the place of a step."""
        document = self._server.open_document(kept.assisted.document.uri)
        if document is None:
            return None
        there = _bare(document.lines[place[0] : place[1]])
        for each in kept.items:
            if each.step == step["number"] and there == _bare(each.source.split("\n")):
                return each.id
        return None

    def _place_now(self, kept: KeptTask, step: dict[str, Any]) -> tuple[int, int] | None:
        """The lines between which the code of a step stands now: where its comment is unchanged,
        and below it what was there, or a continuation. None where that cannot be told."""
        document = self._server.open_document(kept.assisted.document.uri)
        if document is None or "place" not in step:
            return None
        below, end = (int(each) for each in step["place"])
        if document.source == kept.assisted.source:
            return below, end
        before = bare_lines(kept.assisted.source)
        comment = before[int(step["line"]) - 1 : below]
        now = [line.rstrip("\r\n") for line in document.lines]
        found = [
            start + len(comment)
            for start in range(len(now) - len(comment) + 1)
            if now[start : start + len(comment)] == comment
        ]
        if len(found) != 1 or not comment:
            return None
        codes = [each.source.split("\n") for each in kept.items if each.step == step["number"]]
        known = {tuple(_bare(code)) for code in (before[below:end], *codes)}
        start = _next_text(now, found[0])
        for code in sorted(known, key=len, reverse=True):
            stop = start + len(code)
            after = _next_text(now, stop)
            if code and tuple(now[start:stop]) == code and (after > stop or _ends(now, stop)):
                return found[0], after
            if not code and _ends(now, start):
                return found[0], start
        return None


def _bare(lines: Sequence[str]) -> list[str]:
    """Lines without their ends, and without blank ones around them."""
    bare = [line.rstrip("\r\n") for line in lines]
    while bare and not bare[-1].strip():
        bare.pop()
    while bare and not bare[0].strip():
        bare.pop(0)
    return bare


def _next_text(lines: Sequence[str], at: int) -> int:
    """The first line from `at` on that is not blank."""
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _ends(lines: Sequence[str], at: int) -> bool:
    """Whether no code of a step comes any more: the file ends, or the next comment begins."""
    return at >= len(lines) or lines[at].startswith("#")


def _merged(before: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """The document of steps that are written one after the other: what is told of one does not
    undo what was told of another."""
    steps = {each["number"]: each for each in (*(before.get("steps") or []), *now["steps"])}
    return {**now, "steps": [steps[number] for number in sorted(steps)]}
