"""Filling in while someone writes: what belongs at the cursor, by a model that was trained for it
(CodeGeeX's "stealth mode", Zheng et al. 2023, section 6), except that nothing is offered that was
not parsed, and that the program with it was run where there are examples.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, replace

from shortlist_engine.assist.asking import Ask, answers, refusal
from shortlist_engine.assist.gap import fitting
from shortlist_engine.concurrency import Cancelled, all_of, unless
from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.host.failures import execution_failure
from shortlist_engine.languages import PYTHON, called
from shortlist_engine.problem import Limits, Problem, Program, SourceFile, Verdict
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.base import Sampler, Subject

MOST_BEFORE, MOST_AFTER = 6000, 2000
"""How many characters around the cursor a model reads."""
MOST_EXAMPLES = 3
_TIME_S = 2.0


@dataclass(frozen=True)
class InfillRequest:
    """Asks for what belongs between `before` and `after`, the whole of a program in `language`
    without its statement's comment; `files` lie beside it. `problem` is the one that it solves,
    where that is known. The other fields are as in `asking.Ask`."""

    before: str
    after: str
    language: str
    problem: Problem | None = None
    files: tuple[SourceFile, ...] = ()
    samples: int = 3
    max_tokens: int = 96
    temperature: float | None = None
    seed: int = 0


@dataclass(frozen=True)
class Filling:
    """Holds a text for the gap, which `count` answers gave. With it the program passes `passed` of
    `total` examples, of 0 where there are none."""

    text: str
    count: int
    passed: int = 0
    total: int = 0


async def infill(
    request: InfillRequest,
    *,
    sampler: Sampler,
    pool: Runner,
    cancelled: asyncio.Event | None = None,
) -> tuple[Filling, ...]:
    """Returns what can be put into the gap, best first: what passes more examples, then what more
    answers gave, then what came first. Empty where no answer can be parsed, and when `cancelled` is
    set.

    Raises EngineError: `unsupported` for a model that does not fill in, and what befalls it.
    """
    ask = Ask(
        "infill",
        Subject(before=request.before[-MOST_BEFORE:], after=request.after[:MOST_AFTER]),
        request.language,
        request.samples,
        temperature=request.temperature,
        seed=request.seed,
        max_tokens=request.max_tokens,
    )
    if why := refusal(sampler, ask):
        raise EngineError("unsupported", why)
    counts: Counter[str] = Counter()
    async for sample in answers(sampler, ask, cancelled):
        text = fitting(request.before, sample.text, request.after, request.language)
        if text:
            counts[text] += 1
    fillings = [Filling(text, count) for text, count in counts.items()]
    try:
        fillings = await unless(cancelled, _tried(request, fillings, pool))
    except Cancelled:
        return ()
    return tuple(sorted(fillings, key=lambda each: (-each.passed, -each.count)))


async def _tried(request: InfillRequest, fillings: list[Filling], pool: Runner) -> list[Filling]:
    """The fillings with the examples that they pass; those that do not compile are left out."""
    problem = request.problem or Problem("", "")
    if problem.kind == "function" and request.language not in called():
        return fillings
    if problem.interactive or (not problem.examples and request.language == PYTHON.name):
        return fillings
    examples = problem.examples[:MOST_EXAMPLES]
    limits = replace(problem.limits, time_s=min(problem.limits.time_s, _TIME_S))

    async def one(filling: Filling) -> Filling | None:
        source = request.before + filling.text + request.after
        program = Program(request.language, source, files=request.files)
        return await _one(problem, program, filling, pool, limits)

    try:
        tried = await all_of([one(each) for each in fillings])
    except EngineError:
        raise
    except Exception as error:
        raise execution_failure(error) from error
    return [replace(each, total=len(examples)) for each in tried if each is not None]


async def _one(
    problem: Problem, program: Program, filling: Filling, pool: Runner, limits: Limits
) -> Filling | None:
    examples = problem.examples[:MOST_EXAMPLES]
    runs = await pool.run(
        RunRequest(
            problem,
            program,
            [example.input for example in examples] or [""],
            [example.output for example in examples] if examples else None,
            limits=limits,
        )
    )
    if runs[0].verdict is Verdict.CE:
        return None
    return replace(filling, passed=sum(run.verdict is Verdict.AC for run in runs))
