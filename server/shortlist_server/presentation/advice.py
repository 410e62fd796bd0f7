"""What a user may do next: when nothing passed, when there is a doubt, when a solve failed."""

from __future__ import annotations

from shortlist_engine.problem import Problem
from shortlist_server.presentation import wording
from shortlist_server.presentation.quantities import count
from shortlist_server.solves import KnownSolutions

IN_DOUBT = (
    "More samples may help (`shortlist.solve.samples`), and `shortlist run FILE --stress OTHER`"
    " looks for an input on which a program is wrong."
)
OTHER_MODEL = "another model (`shortlist model list` says which there are)"
LIBRARY = "your own solved problems (`shortlist library add FOLDER`)"
_FAILURES = {
    "engineCrashed": "Solve again. Its log says why it ended; `shortlist doctor` what is missing.",
    "engineUnavailable": "`shortlist doctor` says what is missing. Then solve again.",
    "engineVersion": "Restart the engine when both are of one version.",
    "modelNotFound": "`shortlist model list` shows which models there are.",
    "internal": "Solve again; the log has the details, please report them.",
}


def advice(known: KnownSolutions, *, is_running: bool) -> str:
    """Says what to do next; empty where nothing needs to be done, or the failure says it."""
    if is_running:
        return ""
    if known.failure is not None:
        return _FAILURES.get(known.failure.kind, "")
    if wording.doubt(known):
        return IN_DOUBT
    if known.solutions or known.is_incomplete:
        return ""
    return _nothing_passed(known)


def reason_and_help(known: KnownSolutions) -> str:
    """Says why there is a doubt, and what may help."""
    return "\n\n".join([*wording.confidence_paragraphs(known.confidence), IN_DOUBT])


def _nothing_passed(known: KnownSolutions) -> str:
    """What helps after a solve in which nothing passed, the likeliest first."""
    return f"{_budget(known)} Or try {OTHER_MODEL}, or {LIBRARY}. {_examples(known.problem, known)}"


def _budget(known: KnownSolutions) -> str:
    """What ended the solve, and how it gets more of that."""
    progress, budget = known.progress, known.budget
    if progress.sampled < budget.samples:
        return (
            f"The {budget.seconds:g} seconds allowed {count(progress.sampled, 'sample')}: give it"
            " more (`shortlist.solve.maxSeconds`)."
        )
    return (
        f"All {count(budget.samples, 'sample')} were drawn: allow more (`shortlist.solve.samples`)."
    )


def _examples(problem: Problem, known: KnownSolutions) -> str:
    if wording.best(known) == 0:
        return "No program passes even one example: check that each stands as the statement has it."
    if len(problem.examples) > 1:
        return "And check the example that the nearest one fails: is it as the statement has it?"
    return "And check that the example is as the statement has it."
