"""Having a model comment a program: its answer, and the edit that is made of it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from shortlist_engine.assist.asking import Ask, answers, refusal
from shortlist_engine.assist.comment import Commented, NoComments, commented, with_insertions
from shortlist_engine.assist.same_code import can_be_compared, why_not_same
from shortlist_engine.languages import LANGUAGES, display_name
from shortlist_engine.problem import Problem, Program
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.base import Sampler, Subject

TRIES = 3
_BESIDE_CODE = 512


@dataclass(frozen=True)
class CommentRequest:
    """Asks for comments in `program`, a whole file; with `docstrings` for those of its functions
    and classes. `lines`, from 0 and without the last, are those that are to be commented, None all
    of them. `problem` is the one that it solves, where that is known."""

    program: Program
    problem: Problem | None = None
    docstrings: bool = False
    lines: tuple[int, int] | None = None
    temperature: float | None = None
    seed: int = 0


async def comment(
    request: CommentRequest, *, sampler: Sampler, cancelled: asyncio.Event | None = None
) -> Commented | None:
    """Returns the program with comments, which are proved to change nothing else; None when
    `cancelled` is set before. Of up to `TRIES` answers the first that gives comments is taken.

    Raises EngineError: `invalidRequest` for a program that cannot be read, `unsupported` for a
    language or a model that cannot do it, `noResult` where no answer gives any comment, and what
    befalls the model.
    """
    source, language = request.program.source, request.program.language
    if not source.strip():
        raise EngineError("invalidRequest", "There is no program to comment: it is empty.")
    if not can_be_compared(language):
        able = ", ".join(display_name(name) for name in LANGUAGES if can_be_compared(name))
        raise EngineError(
            "unsupported",
            f"Comments in {display_name(language)} cannot be told from code with certainty; in "
            f"these languages they can: {able}.",
        )
    if why := why_not_same(source, source, language):
        raise EngineError("invalidRequest", f"The program cannot be commented. {why}")
    ask = Ask(
        "comment",
        Subject(request.program, request.problem, docstring=request.docstrings),
        language,
        TRIES,
        temperature=request.temperature,
        seed=request.seed,
        max_tokens=len(source) + _BESIDE_CODE,
    )
    if why := refusal(sampler, ask):
        raise EngineError("unsupported", why)
    whys: list[str] = []
    for number in range(TRIES):
        again = replace(ask, samples=1, seed=ask.seed + number, greedy_first=number == 0)
        async for sample in answers(sampler, again, cancelled):
            try:
                return _chosen(request, sample.text)
            except NoComments as error:
                whys.append(str(error))
        if cancelled is not None and cancelled.is_set():
            return None
    why = whys[-1] if whys else "The model did not answer."
    raise EngineError("noResult", f"No comments were made in {TRIES} answers. {why}")


def _chosen(request: CommentRequest, answer: str) -> Commented:
    """The edit, of which only what belongs to the chosen lines is left."""
    source, language = request.program.source, request.program.language
    made = commented(source, answer, language, docstrings=request.docstrings)
    if request.lines is None:
        return made
    first, end = request.lines
    kept = tuple(each for each in made.insertions if first <= each.line < end)
    if not kept:
        raise NoComments("The answer has no comments for these lines.")
    text = with_insertions(source.replace("\r\n", "\n"), kept)
    text = text.replace("\n", "\r\n") if "\r\n" in source else text
    if why := why_not_same(source, text, language, docstrings=request.docstrings):
        raise NoComments(why)
    return replace(made, text=text, insertions=kept)
