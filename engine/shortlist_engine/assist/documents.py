"""What the tasks answer to programs, as maps: `--json` prints it, and the engine sends it.
docs/assist.md lists the fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from shortlist_engine import __version__
from shortlist_engine.assist.comment import Commented
from shortlist_engine.assist.explain import Explanation
from shortlist_engine.assist.hint import Hint
from shortlist_engine.assist.infilling import Filling
from shortlist_engine.assist.placing import CommentBelow
from shortlist_engine.assist.prompting import PromptAnswer
from shortlist_engine.assist.steps.search import AllDone, told
from shortlist_engine.assist.steps.writing import Continuation, StepDone
from shortlist_engine.assist.tracing.trace import RunFacts, Trace
from shortlist_engine.assist.translate import TranslateDone
from shortlist_engine.assist.translation import Mismatch, Translation
from shortlist_engine.problem import Problem
from shortlist_engine.protocol import of_problem, to_wire

Document = dict[str, Any]


def of_translations(
    file: str,
    language: str,
    to: str,
    problem: Problem | None,
    done: TranslateDone,
    *,
    written: str | None = None,
    error: Document | None = None,
) -> Document:
    """Returns the document of translations into the language `to`."""
    return {
        "version": __version__,
        "file": file,
        "language": language,
        "to": to,
        "problem": None if problem is None else of_problem(problem),
        "model": done.model,
        "reason": done.reason,
        "inputs": done.inputs,
        "examples": done.examples,
        "translations": [of_translation(each) for each in done.translations],
        "written": written,
        "notes": list(done.notes),
        "error": error,
    }


def of_translation(translation: Translation) -> Document:
    """Returns a translation as a map."""
    return {
        "id": translation.program.id,
        "program": {
            "language": translation.program.language,
            "source": translation.program.source,
        },
        "proved": translation.proved,
        "headline": translation.headline,
        "equal": translation.equal,
        "total": translation.total,
        "samples": translation.samples,
        "cpu_ms": translation.cpu_ms,
        "difference": _of_mismatch(translation.mismatch),
        "unusual": {
            "equal": translation.unusual_equal,
            "total": translation.unusual,
            "difference": _of_mismatch(translation.unusual_mismatch),
        },
        "said": translation.error,
    }


def _of_mismatch(mismatch: Mismatch | None) -> Document | None:
    if mismatch is None:
        return None
    return {
        "input": mismatch.input,
        "original": mismatch.mine,
        "translation": mismatch.other,
        "example": mismatch.example or None,
        "minimal": mismatch.minimal,
    }


def of_explanation(
    file: str,
    language: str,
    problem: Problem | None,
    facts: RunFacts | None,
    explanation: Explanation,
) -> Document:
    """Returns the document of an explanation, with the facts of the run beside it."""
    trace = facts.trace if facts is not None else None
    return {
        "version": __version__,
        "file": file,
        "language": language,
        "problem": None if problem is None else of_problem(problem),
        "model": explanation.model or None,
        "run": None if facts is None else {"input": facts.input, **to_wire(facts.run)},
        "trace": None if trace is None else of_trace(trace),
        "words": explanation.words,
        "claims": [asdict(claim) for claim in explanation.claims],
        "notes": list(explanation.notes),
        "error": None,
    }


def of_trace(trace: Trace) -> Document:
    """Returns a trace as a map."""
    return {
        "complete": trace.complete,
        "events": trace.events,
        "times": {str(line): count for line, count in sorted(trace.times.items())},
        "changes": [asdict(change) for change in trace.changes],
        "steps": [asdict(step) for step in trace.steps],
        "calls": [asdict(call) for call in trace.calls],
    }


def of_comments(
    file: str, language: str, model: str, made: Commented, *, written: bool
) -> Document:
    """Returns the document of a program with comments; lines are from 0."""
    fields = asdict(made)
    return {
        "version": __version__,
        "file": file,
        "language": language,
        "model": model,
        "text": fields["text"],
        "insertions": fields["insertions"],
        "dropped": fields["dropped"],
        "changed": fields["changed"],
        "written": file if written else None,
        "notes": list(notes_of(made, f" in {file}" if written else "")),
        "error": None,
    }


def notes_of(made: Commented, where: str = "") -> tuple[str, ...]:
    """Returns sentences for the user about what was done, `where` behind it, and what was left
    out."""
    noun = "comment" if made.count == 1 else "comments"
    notes = [f"{made.count} {noun} put in{where}; the code is the same (proved)."]
    if made.dropped:
        noun = "comment" if made.dropped == 1 else "comments"
        notes.append(f"{made.dropped} {noun} left out, since they would have changed the code.")
    if made.changed:
        notes.append(f"The model changed {made.changed} lines of code; yours were kept.")
    return tuple(notes)


def of_fillings(file: str, model: str, fillings: Sequence[Filling]) -> Document:
    """Returns the document of what can be filled in at the cursor, best first."""
    return {
        "version": __version__,
        "file": file,
        "model": model,
        "fillings": [asdict(each) for each in fillings],
        "error": None,
    }


def of_placed(file: str, placed: CommentBelow) -> Document:
    """Returns the document of a translation that is put below its original as a comment; lines are
    from 0."""
    return {
        "version": __version__,
        "file": file,
        "text": placed.text,
        "insertions": [{"line": placed.line, "lines": list(placed.lines)}],
        "error": None,
    }


def of_hint(problem: Problem, hint: Hint) -> Document:
    """Returns the document of a hint."""
    return {
        "version": __version__,
        "problem": of_problem(problem),
        "grade": hint.grade,
        "hint": hint.text,
        "source": hint.source,
        "left_out": list(hint.left_out),
        "error": None,
    }


def of_prompts(folder: str, prompts: Sequence[str]) -> Document:
    """Returns the document that lists the user's prompts."""
    return {**_no_prompt(), "folder": folder, "prompts": list(prompts)}


def of_answers(
    name: str,
    file: str,
    folder: str,
    model: str,
    answers: Sequence[PromptAnswer],
    *,
    cancelled: bool,
) -> Document:
    """Returns the document of answers to a prompt, in the order of their numbers."""
    return {
        **_no_prompt(),
        "name": name,
        "file": file,
        "folder": folder,
        "model": model,
        "answers": [asdict(each) for each in sorted(answers, key=lambda each: each.index)],
        "cancelled": cancelled,
    }


def _no_prompt() -> Document:
    blank = dict.fromkeys(("name", "file", "folder", "model"))
    empty: Document = {"prompts": [], "answers": [], "cancelled": False}
    return {"version": __version__, **blank, **empty, "error": None}


def of_steps(file: str, done: StepDone | AllDone, *, written: bool) -> Document:
    """Returns the document of continuations of a step, or of all steps."""
    return {
        "version": __version__,
        "file": file,
        **(_of_all(done) if isinstance(done, AllDone) else _of_one(done)),
        "model": done.model,
        "reason": done.reason,
        "written": written,
        "error": None,
    }


def _of_one(done: StepDone) -> Document:
    step = {
        "number": done.step.number,
        "line": done.step.line + 1,
        "text": done.step.text,
        "code": done.step.code,
        "place": [done.step.below, done.step.end],
        "continuations": [of_continuation(each) for each in done.continuations],
    }
    return {"steps": [step], "sampled": done.sampled, "empty": done.empty}


def _of_all(done: AllDone) -> Document:
    steps = [
        {
            "number": each.step.number,
            "line": each.step.line + 1,
            "text": each.step.text,
            "code": each.code,
            "place": [each.step.below, each.step.end],
            "chosen": of_continuation(each.chosen) if each.chosen is not None else None,
            "alternatives": [of_continuation(other) for other in each.alternatives],
        }
        for each in done.steps
    ]
    return {
        "steps": steps,
        "draws": done.draws,
        "went_back": done.went_back,
        "failed": done.failed or None,
        "why": done.why,
    }


def of_continuation(found: Continuation) -> Document:
    """Returns a continuation as a map."""
    wire: Document = to_wire(found)
    wire["trial"]["told"] = told(found.trial)
    wire["trial"]["usable"] = found.trial.usable
    return wire
