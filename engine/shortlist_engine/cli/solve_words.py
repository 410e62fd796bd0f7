"""What `shortlist solve` says to people, in words and in a table."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from shortlist_engine.languages import display_name
from shortlist_engine.problem import Budget, Confidence, Done, Problem, Progress, Solution

CHECK = "`shortlist run FILE --stress OTHER` looks for an input on which a program is wrong."
MODELS = "`shortlist model list` shows what --model takes here."
LONGEST_SHOWN, MOST_INPUT_LINES = 40, 4
"""What an input or an output may take where it is shown within a line."""
STAGES = {
    "queued": "Queued",
    "loading": "Loading the model",
    "sampling": "Sampling",
    "clustering": "Clustering",
}


def counts(progress: Progress, samples: int) -> str:
    """Returns the counts of a progress in words, in the order in which the work is done, with what
    the model is waited for."""
    waiting = progress.status
    if progress.stage in ("queued", "loading"):
        return f"{waiting[:1].upper()}{waiting[1:]}" if waiting else STAGES[progress.stage]
    if waiting:
        return f"{STAGES[progress.stage]} {progress.sampled} · {waiting}"
    coming = progress.expected_samples
    total = f"{samples}" if coming is None or coming >= samples else f"about {coming}"
    return (
        f"{STAGES[progress.stage]} {progress.sampled}/{total}"
        f" · {progress.unique} unique · {progress.ran} ran · {progress.passed} passed"
        f" · {progress.clusters} {plural('cluster', progress.clusters)}"
    )


def summary(done: Done, problem: Problem) -> str:
    """Returns one line about how it ended, which is honest when nothing passed."""
    progress = done.progress
    took = f"in {progress.seconds:.1f} s"
    drawn = f"{progress.sampled} {plural('sample', progress.sampled)}"
    if done.solutions:
        number = len(done.solutions)
        text = f"{number} {plural('solution', number)} from {drawn} {took}"
    else:
        text = f"No program passed all examples: {drawn} {took}"
        if progress.ran:
            text += f", the best passed {progress.best_passed} of {len(problem.examples)}"
    if done.model:
        text += f", model {done.model}"
    return text + (" (stopped early)" if done.reason == "cancelled" else "")


def advice(done: Done) -> str:
    """Returns what may help when nothing passed, or when what passed is probably wrong; else ""."""
    if done.solutions and not _is_low(done.confidence):
        return ""
    more = {
        "seconds": "More time (--seconds) or another seed (--seed) may help.",
        "samples": "More samples (--samples) or another seed (--seed) may help.",
        "cancelled": "",
    }[done.reason]
    stronger = f"A stronger model may {'too' if more else 'help'}: {MODELS}"
    return f"{more} {CHECK if done.solutions else stronger}".strip()


def budget_words(budget: Budget) -> str:
    """Returns what a solve was allowed, in a sentence."""
    samples = f"{budget.samples} {plural('sample', budget.samples)}"
    return f"The budget was {samples} or {budget.seconds:g} s."


def _is_low(confidence: Confidence | None) -> bool:
    return confidence is not None and confidence.level == "low"


def proof_table(solutions: Sequence[Solution]) -> Table:
    """Returns a table of the solutions, one row each: examples passed, time, memory, agreement
    where it was compared with others, and where it comes from when any was known before."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("#", "Language", "Examples", "Time", "Memory", "Agree", "Cluster"):
        table.add_column(name, justify="left" if name in ("Language", "Cluster") else "right")
    known = any(solution.program.origin for solution in solutions)
    if known:
        table.add_column("Origin")
    for solution in solutions:
        table.add_row(
            str(solution.rank),
            display_name(solution.program.language),
            f"{solution.passed}/{solution.total}",
            f"{solution.time_ms:.0f} ms",
            f"{solution.memory_kib / 1024:.1f} MiB",
            _agreement(solution),
            solution.cluster_id,
            *([solution.program.origin or "sampled"] if known else []),
        )
    return table


def _agreement(solution: Solution) -> str:
    """How many samples do the same, as far as anything was compared."""
    if not solution.compared:
        return "not compared"
    size = solution.cluster_size
    return f"{size} ({solution.cluster_share:.0%})" if size else "no sample"


def agreed(solution: Solution) -> str:
    """Returns what stands behind "A solution" while a solve goes on."""
    size = solution.cluster_size
    if not solution.compared:
        return "not compared with others yet"
    return f"agreed on by {size} {plural('sample', size)}" if size else "of no sample"


def differences(solutions: Sequence[Solution]) -> list[str]:
    """Returns a line for each that is known to differ from the first, where all of it is short."""
    lines = []
    for solution in solutions:
        if solution.differs is not None:
            texts = solution.differs.input, solution.differs.first, solution.differs.other
            shown = [" ".join(text.split()) or "nothing" for text in texts]
            if max(map(len, shown)) <= LONGEST_SHOWN and texts[0].count("\n") < MOST_INPUT_LINES:
                lines.append(
                    f"{solution.rank} differs from the first on input {shown[0]}: "
                    f"{shown[2]} instead of {shown[1]}"
                )
    return lines


def with_confidence(
    sentence: Text, confidence: Confidence | None, *, short: bool = False
) -> list[Text]:
    """Returns the sentence that says what was found, and below it how sure that is; a low
    confidence goes first."""
    if confidence is None:
        return [sentence]
    text = confidence.short if short else confidence.text
    if _is_low(confidence):
        return [Text(text, style="yellow"), sentence]
    return [sentence, Text(text)]


def plural(word: str, number: int) -> str:
    """Returns the word for this number of things."""
    return word if number == 1 else word + "s"
