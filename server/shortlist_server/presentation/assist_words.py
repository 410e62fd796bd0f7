"""What is said of a model's tasks, and how their answers read as documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shortlist_engine.languages import LANGUAGES, display_name
from shortlist_server.presentation.quantities import count

TITLES = {
    "translate": "Translating",
    "explain": "Explaining",
    "comment": "Commenting",
    "hint": "Asking for a hint",
    "prompt": "Asking",
    "step": "Writing a step",
}


def under_way(progress: dict[str, Any]) -> str:
    """Says how far a task is."""
    status = str(progress.get("status") or "")
    if status:
        return status[:1].upper() + status[1:]
    stage, samples = progress.get("stage"), int(progress.get("samples") or 0)
    if stage == "loading":
        return "Loading the model"
    if stage == "running":
        return "Running the program"
    if samples <= 1:
        return "Waiting for the model"
    said = f"{progress.get('answered', 0)} of {samples} answers"
    compared = int(progress.get("compared") or 0)
    return f"{said}, {compared} run" if compared else said


def share(progress: dict[str, Any]) -> int:
    """Returns how much of a task is done, in percent."""
    samples, answered = int(progress.get("samples") or 0), int(progress.get("answered") or 0)
    return min(99, 100 * answered // samples) if samples else 0


def so_far(document: dict[str, Any]) -> str:
    """Says what there is while a task goes on."""
    translations = document.get("translations") or []
    if translations:
        return f"{count(len(translations), 'translation')}, the best {translations[0]['headline']}"
    if document.get("run"):
        return f"The program ran: {document['run'].get('verdict')}"
    continuations = _continuations(document)
    return f"{count(len(continuations), 'continuation')} run" if continuations else "Going on"


def ended(task: str, document: dict[str, Any]) -> str:
    """Says what a task has come to."""
    if task == "translate":
        translations = document.get("translations") or []
        if not translations:
            return "No translation"
        what = count(len(translations), "translation")
        return f"{what}, the first {translations[0]['headline']}"
    if task == "explain":
        wrong = sum(not claim.get("agrees") for claim in document.get("claims") or [])
        if not document.get("words"):
            return "The facts of a run"
        return f"Explained, {count(wrong, 'statement')} wrong in this run" if wrong else "Explained"
    if task == "comment":
        return str((document.get("notes") or ["Commented"])[0]).rstrip(".")
    if task == "hint":
        source = document.get("source")
        return f"Hint {document.get('grade')} of 3" + (
            ", the problem bank's" if source == "bank" else f", by {source}"
        )
    if task == "step":
        return _steps_ended(document)
    return count(len(document.get("answers") or []), "answer")


def _steps_ended(document: dict[str, Any]) -> str:
    steps = document.get("steps") or []
    if any("chosen" in step for step in steps):
        written = sum(bool(step.get("code")) for step in steps)
        return f"{written} of {count(len(steps), 'step')} with code"
    continuations = _continuations(document)
    if not continuations:
        return "The model wrote no code for this step"
    usable = sum(bool(each["trial"].get("usable")) for each in continuations)
    return f"{usable} of {count(len(continuations), 'continuation')} can be used"


def _continuations(document: dict[str, Any]) -> list[dict[str, Any]]:
    steps = document.get("steps") or []
    return [each for step in steps for each in step.get("continuations") or []]


def translation_text(document: dict[str, Any]) -> str:
    """Returns the first translation as a program, below comments that say what was compared."""
    language, first = str(document["to"]), document["translations"][0]
    of = display_name(str(document["language"]))
    head = [
        f"Translated from {of} ({document['file']}) by {document['model']}: {first['headline']}."
    ]
    if not first["proved"]:
        head.append("It is not proved to do the same.")
    head += _difference(first.get("difference"))
    unusual = (first.get("unusual") or {}).get("difference")
    if unusual:
        head += ["On an unusual input it differs: see whether the problem allows that."]
        head += _difference(unusual)
    head += [str(note) for note in document.get("notes") or []]
    mark = LANGUAGES[language].comment
    lines = [f"{mark} {line}".rstrip() for text in head for line in text.split("\n")]
    # A backslash at the end of a comment would take the next line along.
    lines = [f"{line} ." if line.endswith("\\") else line for line in lines]
    return "\n".join(lines) + "\n\n" + str(first["program"]["source"]).rstrip("\n") + "\n"


def _difference(difference: dict[str, Any] | None) -> list[str]:
    if not difference:
        return []
    return [
        f"It differs on this input:\n{str(difference['input']).rstrip()}",
        f"The original gives: {str(difference['original']).rstrip()}",
        f"The translation gives: {str(difference['translation']).rstrip()}",
    ]


def explanation_text(document: dict[str, Any]) -> str:
    """Returns an explanation as Markdown, with what is wrong in it marked, and the facts of the run
    below."""
    parts = [f"# {document['file']}"]
    if document.get("words"):
        parts += [_marked(str(document["words"]), document.get("claims") or [])]
    parts += _run(document)
    parts += [str(note) for note in document.get("notes") or []]
    return "\n\n".join(parts) + "\n"


def _marked(words: str, claims: Sequence[dict[str, Any]]) -> str:
    wrong = [claim for claim in claims if not claim.get("agrees")]
    for claim in sorted(wrong, key=lambda each: -int(each["end"])):
        end = int(claim["end"])
        words = f"{words[:end]} **[wrong: {claim['fact']}]**{words[end:]}"
    return words


def _run(document: dict[str, Any]) -> list[str]:
    run = document.get("run")
    if not run:
        return []
    head = f"## The run\n\n{run.get('verdict')}, {float(run.get('cpu_ms') or 0):.0f} ms."
    parts = [f"{head} Input and output:", _fenced(run.get("input")), _fenced(run.get("output"))]
    trace = document.get("trace")
    if trace and trace.get("times"):
        often = ", ".join(f"line {line} {times}×" for line, times in trace["times"].items())
        parts.append(f"How often each line ran: {often}.")
    return parts


def _fenced(text: object) -> str:
    shown = str(text or "").rstrip("\n")
    fence = "`" * max(3, *(len(run) + 1 for run in _runs_of_ticks(shown)), 3)
    return f"{fence}\n{shown}\n{fence}"


def _runs_of_ticks(text: str) -> list[str]:
    runs, now = [""], ""
    for character in f"{text} ":
        if character == "`":
            now += character
        elif now:
            runs.append(now)
            now = ""
    return runs


def hint_text(document: dict[str, Any]) -> str:
    """Returns a hint as Markdown."""
    left = "".join(f"\n\n{note}" for note in document.get("left_out") or [])
    return f"# {ended('hint', document)}\n\n{document['hint']}{left}\n"
