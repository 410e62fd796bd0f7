"""What a solve refuses to be asked for, and what the user must know of it before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shortlist_engine.execution.checking.checkers import DEFAULT_CHECKER, describe_checker
from shortlist_engine.languages import (
    PYTHON,
    called,
    display_name,
    runnable,
    toolchain,
    written,
)
from shortlist_engine.problem import Budget, Problem, SolveOptions
from shortlist_engine.protocol import EngineError


def check(problem: Problem, budget: Budget, options: SolveOptions) -> None:
    """Raises EngineError when there is nothing to solve or the numbers make no sense."""
    if problem.interactive:
        raise EngineError(
            "unsupported",
            "This is an interactive problem; only problems that read an input once and print an "
            "answer can be solved.",
        )
    if not problem.examples:
        raise EngineError(
            "invalidRequest",
            "The problem has no examples, so no program could be verified. Add at least one "
            "example with its input and its output.",
        )
    for name, value, least, most in (
        ("budget.samples", budget.samples, 1, 10**9),
        ("options.count", options.count, 1, 100),
        ("options.generated_inputs", options.generated_inputs, 0, 500),
    ):
        if not least <= value <= most:
            raise EngineError(
                "invalidRequest", f"{name} is {value}; it must be from {least} to {most}."
            )
    if not 0 < budget.seconds <= 7 * 24 * 3600:
        raise EngineError(
            "invalidRequest",
            f"budget.seconds is {budget.seconds}; it must be above 0 and at most a week.",
        )
    check_limits(problem)
    if options.temperature is not None and not 0 < options.temperature <= 10:
        raise EngineError(
            "invalidRequest",
            f"options.temperature is {options.temperature}; it must be above 0 and at most 10.",
        )
    if options.top_p is not None and not 0 < options.top_p <= 1:
        raise EngineError(
            "invalidRequest", f"options.top_p is {options.top_p}; it must be above 0 and at most 1."
        )


def check_limits(problem: Problem) -> None:
    """Raises EngineError `invalidRequest` when the limits make no sense."""
    limits: tuple[tuple[str, float, float], ...] = (
        ("time_s", problem.limits.time_s, 120.0),
        ("memory_mib", problem.limits.memory_mib, 16 * 1024),
        ("output_kib", problem.limits.output_kib, 64 * 1024),
    )
    for limit, amount, top in limits:
        if not 0 < amount <= top:
            raise EngineError(
                "invalidRequest",
                f"problem.limits.{limit} is {amount}; it must be above 0 and at most {top}.",
            )


def usable_languages(
    problem: Problem,
    wanted: Sequence[str] | None,
    available: Sequence[str],
    by_model: Sequence[str] | None = None,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Returns the languages to sample in, and notes for the user about those left out.

    Without a wish they are the usual ones, or that of the file when the model writes it and it is
    none of these. `available` are those whose tools are installed, and `by_model` those that the
    model writes (None: any). Raises EngineError `unsupported` when none is left, and
    `invalidRequest` for a language that Shortlist does not know.
    """
    function = problem.kind == "function"
    if wanted is None:
        wanted = (problem.language or PYTHON.name,) if function else written()
        own = problem.language or ""
        if not function and own in available and own in (by_model or ()) and own not in wanted:
            wanted = (own,)
    known = called() if function else runnable()
    unknown = [name for name in wanted if name not in known]
    if unknown:
        what = "functions" if function else "programs"
        raise EngineError(
            "unsupported" if function else "invalidRequest",
            f"Shortlist cannot run {unknown[0]} {what}; it knows {', '.join(known)}.",
        )
    kept: list[str] = []
    notes: list[str] = []
    for name in dict.fromkeys(wanted):
        why = _left_out(name, available, by_model)
        if why is None:
            kept.append(name)
        else:
            notes.append(f"{display_name(name)} was left out, {why}.")
    if not kept:
        raise EngineError("unsupported", " ".join(notes) or "No language was asked for.")
    return tuple(kept), tuple(notes)


def _left_out(name: str, available: Sequence[str], by_model: Sequence[str] | None) -> str | None:
    """Why the model is not asked for programs in a language; None when it is."""
    if by_model is not None and name not in by_model:
        return f"the model writes only {' and '.join(map(display_name, by_model))}"
    if name not in available:
        return f"its tools are missing: {toolchain(name).fix}"
    return None


def judging_notes(problem: Problem) -> tuple[str, ...]:
    """Returns what the user must know of how outputs were compared: a rule other than the usual
    one, and that a mismatch is no proof where the statement accepts several answers.

    Raises EngineError `invalidRequest` for a checker that does not exist.
    """
    try:
        rule = describe_checker(problem.checker)
    except ValueError as error:
        raise EngineError("invalidRequest", f"problem.checker: {error}.") from error
    notes: tuple[str, ...] = ()
    if problem.kind == "stdin" and problem.checker != DEFAULT_CHECKER:
        notes += (f"Outputs were compared by {rule}.",)
    if problem.several_answers:
        notes += (
            "The statement accepts several answers, but only programs that print the examples' own "
            "were kept; right programs that print another are not among these solutions.",
        )
    return notes


def answer_notes(lacks: Mapping[str, int], sampled: int) -> tuple[str, ...]:
    """Returns why answers held no program, and what helps: a sentence, when that was so for a
    tenth of them or more. `lacks` counts the reasons."""
    total = sum(lacks.values())
    if not total or total * 10 < sampled:
        return ()
    reasons = ", ".join(f"{count} {why}" for why, count in sorted(lacks.items(), key=_often))
    advice = {
        "were cut by the limit of tokens": "allow longer answers",
        "were only thoughts": "allow longer answers, or turn the model's reasoning off",
        "were only words": "take a model that was trained on programs",
        "were empty": "see whether the model has the right prompt template",
    }
    most = max(lacks, key=lambda why: (lacks[why], why))
    help_ = f"; {advice[most]}" if most in advice else ""
    return (f"{total} of {sampled} answers held no program: {reasons}{help_}.",)


def _often(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]
