"""Explaining a program: the facts of a real run of it, and a model's words beside them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from shortlist_engine.assist.asking import Ask, answers, refusal
from shortlist_engine.assist.tools import check_runnable
from shortlist_engine.assist.tracing.claims import Claim, claims
from shortlist_engine.assist.tracing.told import facts_in_words
from shortlist_engine.assist.tracing.trace import RunFacts, run_facts
from shortlist_engine.concurrency import Cancelled, unless
from shortlist_engine.execution.runner import Runner
from shortlist_engine.host.failures import execution_failure
from shortlist_engine.problem import Problem, Program
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.base import Sampler, Subject


@dataclass(frozen=True)
class ExplainRequest:
    """Asks what `program` does. It runs on `input`, a call in a function problem; None: it does not
    run. `problem` is the one that it solves, where that is known."""

    program: Program
    problem: Problem | None = None
    input: str | None = None
    temperature: float | None = None
    seed: int = 0


@dataclass(frozen=True)
class Explanation:
    """Ends an explanation as its last event. `words` are the model's, empty where there are none,
    and `claims` what of them could be compared with the run. `notes` are sentences for the user,
    such as why there are no words."""

    words: str
    claims: tuple[Claim, ...] = ()
    notes: tuple[str, ...] = ()
    model: str = ""
    cancelled: bool = False

    @property
    def contradictions(self) -> tuple[Claim, ...]:
        """Returns the claims that the run shows to be wrong."""
        return tuple(claim for claim in self.claims if not claim.agrees)


async def explain(
    request: ExplainRequest,
    *,
    sampler: Sampler | None,
    pool: Runner,
    cancelled: asyncio.Event | None = None,
) -> AsyncGenerator[RunFacts | Explanation, None]:
    """Yields the facts of a run, as soon as they are known, and then the words of the model with
    what of them is true. Without a model that explains (`sampler` None, or one without the task)
    there are the facts alone, and a note says so. When `cancelled` is set it ends with what there
    is.

    Raises EngineError: `invalidRequest` for an empty program, `unsupported` where the program
    cannot be run and no model can explain it, and what befalls the model.
    """
    if not request.program.source.strip():
        raise EngineError("invalidRequest", "There is no program to explain: it is empty.")
    notes: list[str] = []
    facts: RunFacts | None = None
    try:
        if request.input is not None:
            facts = await _facts(request, pool, cancelled, notes)
            if facts is not None:
                yield facts
        else:
            notes.append("It was not run, since there is no example, so nothing is checked.")
        words, found, cut = await _words(request, sampler, facts, cancelled, notes)
    except Cancelled:
        yield Explanation("", notes=tuple(notes), cancelled=True)
        return
    if facts is None and not words:
        raise EngineError("unsupported", " ".join(notes))
    if cut:
        notes.append("The explanation was cut by the limit of tokens.")
    name = sampler.name if sampler is not None and words else ""
    yield Explanation(words, found, tuple(notes), name)


async def _facts(
    request: ExplainRequest, pool: Runner, cancelled: asyncio.Event | None, notes: list[str]
) -> RunFacts | None:
    assert request.input is not None
    problem = request.problem or Problem("", "")
    try:
        await unless(cancelled, check_runnable(pool, request.program.language))
        work = run_facts(pool, problem, request.program, request.input)
        return await unless(cancelled, work)
    except Cancelled:
        raise
    except Exception as error:
        failure = execution_failure(error)
        if failure.kind != "unsupported":
            raise failure from error
        notes.append(failure.message)
        return None


async def _words(
    request: ExplainRequest,
    sampler: Sampler | None,
    facts: RunFacts | None,
    cancelled: asyncio.Event | None,
    notes: list[str],
) -> tuple[str, tuple[Claim, ...], bool]:
    """The model's words, what of them can be checked, and whether they were cut."""
    if sampler is None:
        notes.append("No model was asked, so that these are the facts alone.")
        return "", (), False
    said = "" if facts is None else facts_in_words(facts)
    ask = Ask(
        "explain",
        Subject(request.program, request.problem, facts=said),
        request.program.language,
        temperature=request.temperature,
        seed=request.seed,
    )
    if why := refusal(sampler, ask):
        notes.append(f"There is no explanation in words. {why}")
        return "", (), False
    async for sample in answers(sampler, ask, cancelled):
        words = sample.text.strip()
        found = claims(words, facts) if facts is not None else ()
        if not words:
            notes.append("There is no explanation in words: the model's answer was empty.")
        return words, found, sample.finish_reason == "length"
    raise Cancelled
