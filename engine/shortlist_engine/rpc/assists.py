"""The tasks of `assist` for clients: a model's answers about a program, with what a run shows."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from shortlist_engine import protocol
from shortlist_engine.assist import documents, templates
from shortlist_engine.assist.commenting import CommentRequest, comment
from shortlist_engine.assist.documents import Document
from shortlist_engine.assist.explain import ExplainRequest, Explanation, explain
from shortlist_engine.assist.hint import GRADES, known_hint, model_hint
from shortlist_engine.assist.infilling import InfillRequest, infill
from shortlist_engine.assist.placing import as_comment, below
from shortlist_engine.assist.prompting import PromptAnswer, prompt
from shortlist_engine.assist.steps.document import StepDocument, read_steps
from shortlist_engine.assist.steps.search import AllDone, AllProgress, write_all
from shortlist_engine.assist.steps.trial import Trials
from shortlist_engine.assist.steps.writing import (
    StepDone,
    StepOptions,
    StepProgress,
    write_step,
)
from shortlist_engine.assist.tracing.trace import RunFacts
from shortlist_engine.assist.translate import (
    TranslateDone,
    TranslateProgress,
    TranslateRequest,
    Translations,
    translate,
)
from shortlist_engine.concurrency import Cancelled, in_own_thread, left_alone, unless
from shortlist_engine.execution.runner import Runner
from shortlist_engine.host.host import Host
from shortlist_engine.languages import display_name, runnable
from shortlist_engine.practice.smaller import smaller_difference
from shortlist_engine.problem import Program
from shortlist_engine.protocol import (
    AssistFile,
    AssistRequest,
    CommentArguments,
    EngineError,
    ExplainArguments,
    HintArguments,
    InfillArguments,
    PlaceArguments,
    PromptArguments,
    StepArguments,
    TranslateArguments,
    from_wire,
)
from shortlist_engine.rpc.pending import Pending
from shortlist_engine.sampling.base import Sampler
from shortlist_engine.sampling.text.prompts import problem_text

MOST_INPUTS = 500
MOST_SAMPLES = 1000
MOST_FILLED = 1024
CANDIDATES_EVERY_S = 0.25


async def assist(host: Host, pending: Pending, request: AssistRequest) -> Document:
    """Returns the answer to `assist`, the document of its task. Raises EngineError; `cancelled`
    where the task has nothing to show for it."""
    arguments_of, task = _TASKS[request.task]
    asked = from_wire(arguments_of, request.arguments, f"assist.{request.task}")
    work = _Work(host, pending, request.model)
    try:
        with host.telling(work.waits_for):
            return await task(work, asked)
    except Cancelled:
        raise EngineError("cancelled", "Cancelled.") from None


def request_of(params: dict[str, Any]) -> AssistRequest:
    """Reads the parameter of `assist`. Raises EngineError `invalidRequest`."""
    asked = from_wire(AssistRequest, params, "assist")
    if not isinstance(asked.arguments, dict):
        raise EngineError("invalidRequest", "assist.arguments: expected a map")
    return asked


class _Work:
    """What a task works with; its client is told how it goes."""

    def __init__(self, host: Host, pending: Pending, model: str | None) -> None:
        self._host = host
        self._pending = pending
        self._model = model
        self._progress: Document = {"stage": "loading", "answered": 0, "samples": 0, "compared": 0}
        self._shown_s = float("-inf")

    @property
    def cancelled(self) -> asyncio.Event:
        """Is set when the client cancels."""
        return self._pending.cancelled

    async def sampler(self) -> Sampler:
        """Returns the model, loaded by now. Raises EngineError and Cancelled."""
        if not self._host.has_model(self._model):
            self.tell("loading")
        return await unless(self.cancelled, self._host.sampler(self._model))

    async def pool(self) -> Runner:
        """Returns what runs programs. Raises EngineError and Cancelled."""
        return await unless(self.cancelled, left_alone(self._host.pool()))

    async def own_runner(self) -> Runner:
        """Returns what runs the user's own programs. Raises EngineError and Cancelled."""
        return await unless(self.cancelled, left_alone(self._host.own_runner()))

    def tell(self, stage: str, *, answered: int = 0, samples: int = 0, compared: int = 0) -> None:
        """Says how far it is."""
        self._progress = {
            "stage": stage,
            "answered": answered,
            "samples": samples,
            "compared": compared,
        }
        self._send_progress("")

    def waits_for(self, text: str) -> None:
        """Says what the model is waited for."""
        self._send_progress(text)

    def show(self, document: Callable[[], Document], *, now: bool = False) -> None:
        """Shows what there is so far, four times a second at most, or `now`."""
        if not now and time.monotonic() < self._shown_s + CANDIDATES_EVERY_S:
            return
        self._shown_s = time.monotonic()
        self._notify(protocol.ASSIST_CANDIDATES, {"document": document()})

    def _send_progress(self, status: str) -> None:
        self._notify(protocol.ASSIST_PROGRESS, {**self._progress, "status": status})

    def _notify(self, method: str, params: Document) -> None:
        run_id = self._pending.run_id
        if run_id is not None:
            self._pending.connection.notify(method, {"run_id": run_id, **params}, merge=run_id)


async def _translate(work: _Work, asked: TranslateArguments) -> Document:
    file = _checked(asked.file)
    if asked.to not in runnable():
        known = ", ".join(runnable())
        raise EngineError("unsupported", f"Programs in {asked.to} cannot be run: take {known}.")
    _within("inputs", asked.inputs, MOST_INPUTS)
    _within("samples", asked.samples, MOST_SAMPLES)
    request = TranslateRequest(
        file.program,
        asked.to,
        file.problem,
        given=asked.given,
        inputs=asked.inputs,
        samples=asked.samples,
        temperature=_temperature(asked.temperature),
        seed=asked.seed,
    )

    def document(done: TranslateDone) -> Document:
        language = file.program.language
        return documents.of_translations(file.name, language, asked.to, file.problem, done)

    done = TranslateDone("cancelled", (), 0, 0)
    try:
        pool, sampler = await work.pool(), await work.sampler()
    except Cancelled:
        return document(done)
    events = translate(
        request,
        sampler=sampler,
        pool=pool,
        cancelled=work.cancelled,
        smaller=partial(smaller_difference, pool),
    )
    async with contextlib.aclosing(events):
        async for event in events:
            if isinstance(event, TranslateDone):
                done = event
            elif isinstance(event, TranslateProgress):
                work.tell(
                    event.stage,
                    answered=event.answered,
                    samples=event.samples,
                    compared=event.compared,
                )
            else:
                work.show(partial(_so_far, document, event, sampler.name))
    return document(done)


def _so_far(
    document: Callable[[TranslateDone], Document], event: Translations, model: str
) -> Document:
    inputs = max((each.total for each in event.translations), default=0)
    done = TranslateDone("samples", event.translations, inputs, 0, model=model)
    return {**document(done), "reason": None}


async def _explain(work: _Work, asked: ExplainArguments) -> Document:
    file = _checked(asked.file)
    given = asked.input
    if given is None and file.lines is None and file.problem is not None and file.problem.examples:
        given = file.problem.examples[0].input
    request = ExplainRequest(
        file.program if file.lines is not None else _whole(file),
        file.problem,
        given,
        temperature=_temperature(asked.temperature),
        seed=asked.seed,
    )
    pool = await work.own_runner()
    sampler = None if asked.facts_only else await work.sampler()
    work.tell("asking" if given is None else "running", samples=int(sampler is not None))
    document = partial(documents.of_explanation, file.name, file.program.language, file.problem)
    facts: RunFacts | None = None
    told = Explanation("")
    events = explain(request, sampler=sampler, pool=pool, cancelled=work.cancelled)
    async with contextlib.aclosing(events):
        async for event in events:
            if isinstance(event, RunFacts):
                facts = event
                work.show(partial(document, facts, Explanation("")), now=True)
                if sampler is not None:
                    work.tell("asking", samples=1)
            else:
                told = event
    if told.cancelled:
        raise Cancelled
    return document(facts, told)


async def _comment(work: _Work, asked: CommentArguments) -> Document:
    file = _checked(asked.file)
    request = CommentRequest(
        _whole(file),
        file.problem,
        docstrings=asked.docstrings,
        lines=None if file.lines is None else (file.lines[0], file.lines[1]),
        temperature=_temperature(asked.temperature),
        seed=asked.seed,
    )
    sampler = await work.sampler()
    work.tell("asking", samples=1)
    made = await comment(request, sampler=sampler, cancelled=work.cancelled)
    if made is None:
        raise Cancelled
    language = file.program.language
    return documents.of_comments(file.name, language, sampler.name, made, written=False)


async def _hint(work: _Work, asked: HintArguments) -> Document:
    problem, grade = asked.problem, asked.grade
    if grade not in GRADES:
        raise EngineError("invalidRequest", f"There are the grades 1, 2 and 3, not {grade}.")
    looking = in_own_thread("shortlist-hint", partial(known_hint, problem, grade))
    found = await unless(work.cancelled, looking, let_go=True)
    if found is None:
        sampler = await work.sampler()
        work.tell("asking", samples=1)
        found = await model_hint(
            problem,
            grade,
            sampler=sampler,
            seed=asked.seed,
            temperature=_temperature(asked.temperature),
            cancelled=work.cancelled,
        )
    if found is None:
        raise Cancelled
    return documents.of_hint(problem, found)


async def _prompt(work: _Work, asked: PromptArguments) -> Document:
    folder = str(templates.folder())
    if asked.name is None:
        return documents.of_prompts(folder, await asyncio.to_thread(templates.names))
    if asked.file is None:
        raise EngineError("invalidRequest", "assist.prompt.file is missing")
    file = _checked(asked.file)
    _within("samples", asked.samples, MOST_SAMPLES)
    template = await asyncio.to_thread(templates.read, asked.name)
    filled = template.filled(
        {
            "selection": file.program.source.rstrip("\n"),
            "language": display_name(file.program.language),
            "statement": "" if file.problem is None else problem_text(file.problem),
        }
    )
    name, found = asked.name, list[PromptAnswer]()

    def document(model: str, *, cancelled: bool) -> Document:
        return documents.of_answers(name, file.name, folder, model, found, cancelled=cancelled)

    sampler = await work.sampler()
    work.tell("asking", samples=asked.samples)
    drawing = prompt(
        filled,
        sampler=sampler,
        samples=asked.samples,
        temperature=_temperature(asked.temperature),
        seed=asked.seed,
        cancelled=work.cancelled,
    )
    async with contextlib.aclosing(drawing):
        async for answer in drawing:
            found.append(answer)
            work.tell("asking", answered=len(found), samples=asked.samples)
            if len(found) < asked.samples:
                work.show(partial(document, sampler.name, cancelled=False))
    return document(sampler.name, cancelled=work.cancelled.is_set())


async def _step(work: _Work, asked: StepArguments) -> Document:
    file = _checked(asked.file)
    if asked.every and asked.line is not None:
        raise EngineError("invalidRequest", "assist.step: every step is written, so name no line.")
    _within("samples", asked.samples, MOST_SAMPLES)
    steps = read_steps(file.text, file.program.language)
    step = None if asked.every else steps.step_at(asked.line)
    options = StepOptions(asked.samples, _temperature(asked.temperature), seed=asked.seed)
    sampler, pool = await work.sampler(), await work.pool()
    trials = Trials(steps, pool, given=asked.input, files=file.program.files)
    work.tell("asking", samples=asked.samples)
    done: StepDone | AllDone | None = None
    if step is None:
        writing = write_all(
            steps, sampler=sampler, trials=trials, options=options, cancelled=work.cancelled
        )
        async with contextlib.aclosing(writing):
            async for each in writing:
                if isinstance(each, AllDone):
                    done = each
                else:
                    _tell_step(work, each, steps, asked, sampler.name)
    else:
        proposing = write_step(
            steps, step, sampler=sampler, trials=trials, options=options, cancelled=work.cancelled
        )
        async with contextlib.aclosing(proposing):
            async for event in proposing:
                if isinstance(event, StepDone):
                    done = event
                else:
                    _tell_step(work, event, steps, asked, sampler.name)
    assert done is not None  # the last event of both
    return documents.of_steps(file.name, done, written=False)


async def _infill(work: _Work, asked: InfillArguments) -> Document:
    file = _checked(asked.file)
    _within("samples", asked.samples, MOST_SAMPLES)
    _within("max_tokens", asked.max_tokens, MOST_FILLED)
    request = InfillRequest(
        asked.before,
        asked.after,
        file.program.language,
        file.problem,
        file.program.files,
        samples=asked.samples,
        max_tokens=asked.max_tokens,
        temperature=_temperature(asked.temperature),
        seed=asked.seed,
    )
    sampler, pool = await work.sampler(), await work.pool()
    found = await infill(request, sampler=sampler, pool=pool, cancelled=work.cancelled)
    if not found and work.cancelled.is_set():
        raise Cancelled
    return documents.of_fillings(file.name, sampler.name, found)


async def _place(work: _Work, asked: PlaceArguments) -> Document:
    file, program = _checked(asked.file), asked.program
    language = file.program.language
    end = file.lines[1] if file.lines is not None else file.text.count("\n") + 1
    comment = as_comment(program.source, program.language, asked.headline, language)
    proving = in_own_thread("shortlist-place", partial(below, file.text, end, comment, language))
    return documents.of_placed(file.name, await unless(work.cancelled, proving, let_go=True))


def _tell_step(
    work: _Work,
    event: StepProgress | AllProgress,
    steps: StepDocument,
    asked: StepArguments,
    model: str,
) -> None:
    now = event.now if isinstance(event, AllProgress) else event
    if now is None:
        return
    work.tell("asking", answered=now.sampled, samples=asked.samples, compared=now.ran)
    if not now.continuations:
        return
    step = steps.steps[now.step - 1]
    done = StepDone(step, "samples", now.sampled, 0, now.continuations, model)

    def document() -> Document:
        return {**documents.of_steps(asked.file.name, done, written=False), "reason": None}

    work.show(document)


def _checked(file: AssistFile) -> AssistFile:
    """The same. Raises EngineError where its lines are none of its text."""
    if file.lines is not None:
        count = len(file.text.split("\n"))
        if len(file.lines) != 2 or not 0 <= file.lines[0] < file.lines[1] <= count:
            raise EngineError(
                "invalidRequest", f"file.lines are the first and the last of {count} lines."
            )
    return file


def _whole(file: AssistFile) -> Program:
    return Program(file.program.language, file.text, files=file.program.files)


def _within(name: str, value: int | None, most: int) -> None:
    if value is not None and not 1 <= value <= most:
        raise EngineError("invalidRequest", f"{name} must be from 1 to {most}.")


def _temperature(value: float | None) -> float | None:
    if value is not None and value <= 0:
        raise EngineError("invalidRequest", "temperature must be above 0.")
    return value


_TASKS: dict[str, tuple[type[Any], Callable[[_Work, Any], Awaitable[Document]]]] = {
    "translate": (TranslateArguments, _translate),
    "explain": (ExplainArguments, _explain),
    "comment": (CommentArguments, _comment),
    "hint": (HintArguments, _hint),
    "prompt": (PromptArguments, _prompt),
    "step": (StepArguments, _step),
    "infill": (InfillArguments, _infill),
    "place": (PlaceArguments, _place),
}
