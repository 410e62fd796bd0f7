"""Every text that a user reads about solves, solutions and runs."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import PurePath

from shortlist_engine import languages
from shortlist_engine.problem import (
    Confidence,
    Problem,
    Progress,
    Run,
    Solution,
    Verdict,
)
from shortlist_engine.protocol import ListedModel
from shortlist_engine.statement import ProblemBlock
from shortlist_server.presentation.programs import failing, solution_markdown
from shortlist_server.presentation.quantities import count, milliseconds, percent, seconds
from shortlist_server.solves import KnownSolutions, Shown, Solve

HINT_LENGTH = 43
"""What VS Code shows of an inlay hint: the default of `editor.inlayHints.maximumLength`."""


def guess(block: ProblemBlock) -> str:
    """Returns ` (a guess, see line 12)` when the statement could be read in two ways, else
    nothing."""
    issue = block.guess
    return "" if issue is None else f" (a guess, see line {issue.line + 1})"


def label(known: KnownSolutions, shown: Shown) -> str:
    """Returns `Solution 1 · 3/3 · 31 ms · 42 % agree`, for where a solution stands alone. A doubt
    stands near the front, because lists of completions cut the end off, and without its odds. A
    program that was known before ends with its origin, `from your library: cf/71A.py`, another with
    the model when the user chose it."""
    passed = f"{shown.passed}/{shown.total}"
    if not isinstance(shown, Solution):
        return f"{name(known, shown)} · {passed} · fails example {shown.example + 1}"
    agree = shown.compared and shown.cluster_size
    parts = [
        name(known, shown),
        _lower(_without_odds(doubt(known))),
        passed,
        milliseconds(shown.time_ms),
        f"{percent(shown.cluster_share)} agree" if agree else "",
        shown.program.origin or (model_name(known.model) if known.model_chosen else ""),
    ]
    return " · ".join(part for part in parts if part)


def name(known: KnownSolutions, shown: Shown) -> str:
    """Returns `Solution 3`, `Nearest miss`, `Near miss 2`."""
    if isinstance(shown, Solution):
        return f"Solution {shown.rank}"
    number = known.near_misses.index(shown) + 1 if shown in known.near_misses else 1
    return "Nearest miss" if number == 1 else f"Near miss {number}"


def documentation(known: KnownSolutions, solution: Solution) -> str:
    """Returns what the editor shows beside a solution that it offers. The confidence is that of the
    first one; where that is low, none is better."""
    head = confidence_paragraphs(known.confidence) if solution.rank == 1 else _strong(doubt(known))
    return "\n\n".join([*head, solution_markdown(solution)])


def doubt(known: KnownSolutions) -> str:
    """Returns `Probably wrong (about 1 in 10)`; empty where there is no such doubt."""
    confidence = known.confidence
    return confidence.short if confidence is not None and confidence.level == "low" else ""


def hint(known: KnownSolutions) -> str:
    """Returns `Shortlist: probably wrong (about 1 in 10)`. It stands in the user's own text, so it
    says where it comes from. Odds that would be cut in the middle (`less than 1 in 2…`) are left
    out."""
    text = f"Shortlist: {_lower(doubt(known))}"
    return text if len(text) <= HINT_LENGTH else text.partition(" (")[0]


def confidence_paragraphs(confidence: Confidence | None) -> list[str]:
    """Returns the paragraph about the confidence, if there is one; a low one stands out."""
    if confidence is None:
        return []
    return _strong(confidence.text) if confidence.level == "low" else [confidence.text]


def _strong(text: str) -> list[str]:
    return [f"**{text}**"] if text else []


def outcome(known: KnownSolutions, *, cancelled: bool = False) -> str:
    """Returns `7 solutions in 12 s, the first likely right (about 9 in 10)`, or plainly that
    nothing passed, and how near it came."""
    text = bare_outcome(known, cancelled=cancelled)
    if known.near_misses and not known.solutions and not cancelled:
        return f"{text} · the nearest {failing(known.problem, known.near_misses[0])}"
    if doubt(known) and not cancelled:
        return f"{doubt(known)} · {text}"
    return text + _first(known)


def _first(known: KnownSolutions) -> str:
    """`, the first likely right (about 9 in 10)`; empty where it is not known."""
    if known.confidence is None or not known.solutions:
        return ""
    which = ", the first " if len(known.solutions) > 1 else ", "
    return which + _lower(known.confidence.short)


def _lower(text: str) -> str:
    """For the middle of a sentence."""
    return text[:1].lower() + text[1:]


def _upper(text: str) -> str:
    """For the begin of a sentence."""
    return text[:1].upper() + text[1:]


def bare_outcome(known: KnownSolutions, *, cancelled: bool) -> str:
    """Returns the outcome without how sure it is."""
    progress, number = known.progress, len(known.solutions)
    if cancelled:
        kept = f"{count(number, 'solution')} kept" if number else "nothing verified yet"
        return f"Cancelled · {kept}"
    if number:
        return f"{count(number, 'solution')} in {seconds(progress.seconds)}"
    return f"No program passed all examples (best {_best(known)})"


def best(known: KnownSolutions) -> int:
    """Returns how many examples the best program passes: of those that are shown, where any is."""
    return known.near_misses[0].passed if known.near_misses else known.progress.best_passed


def _best(known: KnownSolutions) -> str:
    return f"{best(known)}/{len(known.problem.examples)}"


def headline(known: KnownSolutions, running: Solve | None) -> str:
    """Says in one sentence how far a solve is, or how it went; how sure it is stands beside it."""
    if running is not None:
        return f"{stage(running)}."
    if known.failure is not None:
        kept = count(len(known.solutions), "solution")
        text = f"{known.failure.message.rstrip('.')}."
        return f"{text} {kept} kept." if known.solutions else text
    return f"{bare_outcome(known, cancelled=known.is_incomplete)}."


def found_before(again: KnownSolutions) -> str:
    """Says that solving again found nothing, for those who see what was found before."""
    how = bare_outcome(again, cancelled=again.is_incomplete)
    return f"Solved again: {_lower(how)}. These were found before."


def found_earlier(known: KnownSolutions) -> str:
    """Says of solutions that were kept on disk when they were found, and whether the solve had come
    to its end; empty for those that this server found."""
    if known.found_at is None:
        return ""
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(known.found_at))
    unfinished = ", before the solve had ended" if known.is_incomplete else ""
    return f"Found on {when}{unfinished}; Shortlist was started again since."


STALE_NOTE = "The statement was edited since: these programs are for the one before."


def stage(solve: Solve) -> str:
    """Says what the solve is doing now, with counts, and what the model is waited for. Where the
    time allows fewer samples than the budget, it says about how many."""
    progress = solve.progress
    if progress is None:
        return "Starting the engine"
    if progress.stage == "queued":
        return f"Queued ({solve.ahead} ahead)" if solve.ahead else "Queued"
    if progress.stage == "loading":
        return _upper(progress.status) or "Loading model"
    passing = f" · {progress.passed} pass" if progress.ran else ""
    if progress.stage == "clustering":
        return f"Clustering{passing}"
    if progress.status:
        return f"Sampling {progress.sampled} · {progress.status}"
    budget = solve.budget
    total = min(progress.expected_samples or budget.samples, budget.samples)
    if progress.sampled >= total and progress.ran < progress.unique:
        return f"Running examples {progress.ran}/{progress.unique}{passing}"
    if total == budget.samples:
        return f"Sampling {progress.sampled}/{total}{passing}"
    if not progress.sampled:
        return f"About {count(total, 'sample')} in {budget.seconds:g} s"
    return f"Sampling {progress.sampled}/about {total}{passing}"


def percentage(solve: Solve) -> int:
    """Says how much of the budget is spent, by samples or by time, whichever ends first."""
    progress = solve.progress or Progress("queued")
    spent = max(progress.sampled / solve.budget.samples, progress.seconds / solve.budget.seconds)
    return max(0, min(99, int(100 * spent)))


def solve_outcome(solve: Solve) -> str:
    """Says how a solve that has ended went: its failure, or what it found."""
    if solve.error is not None:
        return solve.error.message
    text = outcome(solve.known, cancelled=solve.cancelled)
    return f"{text} · the statement has changed since" if solve.stale else text


def edited_stage(solve: Solve) -> str:
    """Says of a solve that its statement was edited while it goes on."""
    progress = solve.progress
    drawn = f" · {count(progress.sampled, 'sample')}" if progress and progress.sampled else ""
    return f"Statement edited{drawn} · Cancel"


def title(problem: Problem) -> str:
    """Returns the problem's name, for the middle of a sentence."""
    return problem.title or "this problem"


def lens_summary(known: KnownSolutions) -> str:
    """Writes `7 solutions · likely right`, `None passed · show nearest miss (2/3)`: short, because
    more stands beside it. The odds are where it leads to."""
    if not known.solutions:
        if known.failure is not None:
            return "Failed · show why"
        if known.near_misses:
            nearest = known.near_misses[0]
            return f"None passed · show nearest miss ({nearest.passed}/{nearest.total})"
        return f"No program passed (best {_best(known)})"
    number = count(len(known.solutions), "solution")
    sure = _without_odds(known.confidence.short) if known.confidence is not None else ""
    parts = [sure, number] if doubt(known) else [number, _lower(sure)]
    text = " · ".join(part for part in parts if part)
    return f"{text} (incomplete)" if known.is_incomplete else text


def show_title(known: KnownSolutions) -> str:
    """Returns the title of the action that shows what is known."""
    if known.solutions:
        return f"Show solutions ({len(known.solutions)})"
    return "Show nearest miss" if known.near_misses else "Show why nothing passed"


def _without_odds(text: str) -> str:
    return text.partition(" (")[0]


COMMENT_OUT, NEW_DOCUMENT = "Make mine a comment", "New document"
"""The answers to `own_program_question`."""


def own_program_question(known: KnownSolutions, shown: Shown) -> str:
    """Returns the question to a user who has a program where a solution is to go."""
    which = _lower(name(known, shown))
    article = "" if isinstance(shown, Solution) else "the "
    return f"This file holds a program of yours already. Where shall {article}{which} go?"


def inserted(line: int, *, below_function: bool, commented: bool) -> str:
    """Says where a solution went, and what became of a program of the user's."""
    where = "the function that holds the comment" if below_function else "the comment"
    text = f"Inserted below {where}, at line {line}"
    return f"{text}; your own program is a comment now" if commented else text


def two_programs(line: int) -> str:
    """Says that a program was put beside one of the user's."""
    return (
        f"This file holds two programs now: the inserted one, and yours at line {line}. Keep one,"
        " or make one a comment."
    )


def warning(known: KnownSolutions, shown: Shown) -> str:
    """Says of a near miss which example it fails; empty for a solution."""
    return "" if isinstance(shown, Solution) else f"it {failing(known.problem, shown)}"


def insert_question(known: KnownSolutions) -> str:
    """Returns the question to a user whose editor has no panel."""
    if not known.shown:
        return headline(known, None)
    if not known.solutions:
        return f"{headline(known, None)} Insert a program that fails an example?"
    question = f"Insert a solution of {title(known.problem)}?"
    return f"{doubt(known)}. {question}" if doubt(known) else question


def model_name(name: str) -> str:
    """Returns `coder-7b` for `/home/ada/models/coder-7b.gguf`, which is what such a file calls
    itself at the end of a solve. Every other name is short enough as it is."""
    path = PurePath(name)
    return path.stem if path.suffix.lower() == ".gguf" and path.is_absolute() else name


def model_detail(model: ListedModel) -> str:
    """Writes `Ollama at http://127.0.0.1:11434 · 7B · 4.4 GiB · window 8192 · any language ·
    repairs programs, writes tests · in memory`; a model that cannot be used as it is says why
    first."""
    writes = "any language"
    if model.languages is not None:
        writes = ", ".join(languages.display_name(name) for name in model.languages)
    parts = [
        model.note,
        model.where,
        model.parameters,
        f"{model.bytes / 2**30:.1f} GiB" if model.bytes and model.bytes >= 2**30 else "",
        f"{model.bytes / 2**20:.1f} MiB" if model.bytes and model.bytes < 2**30 else "",
        f"window {model.window}" if model.window else "",
        writes if not model.note else "",
        "repairs programs, writes tests" if model.repairs and not model.note else "",
        "in memory" if model.loaded else "",
    ]
    return " · ".join(part for part in parts if part)


def run_summary(runs: Sequence[Run]) -> str:
    """Returns the outcome of running the examples, naming the first that failed."""
    if not runs:
        return "There is no example to run."
    good = (Verdict.AC, Verdict.OK)
    passed = sum(run.verdict in good for run in runs)
    slowest = max(run.cpu_ms for run in runs)
    text = f"{passed}/{len(runs)} examples passed"
    if passed == len(runs):
        return f"{text} · {milliseconds(slowest)}"
    index, failed = next(
        (index, run) for index, run in enumerate(runs, start=1) if run.verdict not in good
    )
    detail = f": {failed.detail.strip()}" if failed.detail.strip() else ""
    return f"{text} · example {index} {failed.verdict.value}{detail}"
