"""The view of a model's task: everything that is shown of it, each thing once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import attrs

from shortlist_engine.languages import display_name
from shortlist_server.lsp_ext import Shape
from shortlist_server.presentation.quantities import count, milliseconds

MOST_LINES = 40
"""Of an input or an output that is shown; the rest is counted."""


@attrs.frozen
class Passage(Shape):
    """A passage is a part of the words of a model, as Markdown; `wrong` says what the run showed
    instead, where the passage says something that is not so."""

    text: str
    wrong: str | None = None


@attrs.frozen
class Fact(Shape):
    """A fact is a text as it was in a run, under what it is."""

    label: str
    text: str


@attrs.frozen
class ViewedStep(Shape):
    """A step is a comment, on `line` from 0, with its code as it was when the task began; `chosen`
    is the continuation that stands below it now."""

    number: int
    line: int
    text: str
    code: str
    chosen: str | None = None


@attrs.frozen
class ViewedItem(Shape):
    """An item is a program, or a part of one, with its proof in one line; `tone` is `good`,
    `doubtful` or `bad`, and `puts` says where it can be put. A translation is `proved` when it is
    equal on all inputs."""

    id: str
    name: str
    proof: str
    tone: str
    language: str
    source: str
    details: list[Fact]
    puts: list[str]
    proved: bool = True
    step: int | None = None


@attrs.frozen
class AssistView(Shape):
    """The view is what is shown of a task. `headline` says how far it is, or how it went; `show`:
    it has just begun, and is to be shown."""

    uri: str
    task: str
    version: int
    state: str
    stale: bool
    show: bool
    title: str
    headline: str
    passages: list[Passage]
    steps: list[ViewedStep]
    items: list[ViewedItem]
    facts: list[Fact]
    notes: list[str]
    run_id: str | None = None
    model: str | None = None


def title(task: str, name: str, arguments: dict[str, Any]) -> str:
    """Returns what a task with the file of this name is called."""
    if task == "translate":
        return f"{name} into {display_name(str(arguments['to']))}"
    if task == "hint":
        return f"Hint {arguments['grade']} of 3 for {name}"
    if task == "prompt":
        return f"{arguments['name']}: {name}"
    if task == "step":
        return f"Steps of {name}"
    return {"explain": f"{name} explained", "comment": f"Comments for {name}"}[task]


def passages(task: str, document: dict[str, Any]) -> list[Passage]:
    """Returns the words of an explanation, a hint or the answers to a prompt."""
    if task == "explain":
        return _explained(str(document.get("words") or ""), document.get("claims") or [])
    if task == "hint":
        return [Passage(str(document["hint"]))] if document.get("hint") else []
    if task == "prompt":
        answers = document.get("answers") or []
        if len(answers) == 1:
            return [Passage(str(answers[0]["text"]))]
        return [Passage(f"**Answer {each['index'] + 1}**\n\n{each['text']}") for each in answers]
    return []


def _explained(words: str, claims: Sequence[dict[str, Any]]) -> list[Passage]:
    found, at = [], 0
    for claim in sorted(claims, key=lambda each: int(each["end"])):
        if claim.get("agrees"):
            continue
        start, end = max(at, int(claim["start"])), int(claim["end"])
        if words[at:start]:
            found.append(Passage(words[at:start]))
        found.append(Passage(words[start:end], str(claim["fact"])))
        at = end
    return [*found, *([Passage(words[at:])] if words[at:].strip() else [])]


def facts(document: dict[str, Any]) -> list[Fact]:
    """Returns what a run of the program showed."""
    run = document.get("run")
    if not run:
        return []
    time = milliseconds(float(run.get("cpu_ms") or 0))
    found = [
        Fact("The run", f"{run.get('verdict')}, {time}"),
        Fact("Input", clipped(run.get("input"))),
        Fact("Output", clipped(run.get("output"))),
    ]
    trace = document.get("trace")
    if trace and trace.get("times"):
        lines = [f"line {line}: {times}" for line, times in trace["times"].items()]
        found.append(Fact("How often each line ran", clipped("\n".join(lines))))
    return found


def notes(document: dict[str, Any]) -> list[str]:
    """Returns sentences for the user."""
    found = [*(document.get("notes") or []), *(document.get("left_out") or [])]
    if document.get("why"):
        found.append(f"It went no further: {document['why']}.")
    return [str(note) for note in found]


def translations(document: dict[str, Any]) -> list[ViewedItem]:
    """Returns translations, best first."""
    listed = document.get("translations") or []
    return [_translation(number, each) for number, each in enumerate(listed, 1)]


def _translation(number: int, found: dict[str, Any]) -> ViewedItem:
    parts = [str(found["headline"])]
    if found.get("cpu_ms"):
        parts.append(milliseconds(float(found["cpu_ms"])))
    if found.get("samples"):
        parts.append(count(int(found["samples"]), "answer"))
    details = _difference("It differs on this input", found.get("difference"))
    unusual = (found.get("unusual") or {}).get("difference")
    details += _difference("It differs on an unusual input: does the problem allow it?", unusual)
    if found.get("said"):
        details.append(Fact("What the compiler says", clipped(found["said"])))
    doubtful = unusual is not None or bool(found.get("equal"))
    tone = "bad" if not (found["proved"] or doubtful) else "doubtful"
    return ViewedItem(
        id=str(found.get("id") or digest(str(found["program"]["source"]))),
        name=f"Translation {number}",
        proof=" · ".join(parts),
        tone="good" if found["proved"] and unusual is None else tone,
        language=str(found["program"]["language"]),
        source=str(found["program"]["source"]),
        details=details,
        puts=["beside", "below", "inPlace"],
        proved=bool(found["proved"]),
    )


def _difference(label: str, found: dict[str, Any] | None) -> list[Fact]:
    if not found:
        return []
    return [
        Fact(label, clipped(found["input"])),
        Fact("The original gives", clipped(found["original"])),
        Fact("The translation gives", clipped(found["translation"])),
    ]


def continuations(document: dict[str, Any]) -> list[ViewedItem]:
    """Returns the continuations of each step of the document, best first; of a step that was chosen
    for the user the chosen one comes before its alternatives."""
    sampled = int(document.get("sampled") or 0)
    found = []
    for step in document.get("steps") or []:
        chosen = [step["chosen"]] if step.get("chosen") else []
        listed = [*chosen, *(step.get("alternatives") or []), *(step.get("continuations") or [])]
        for number, each in enumerate(listed, 1):
            found.append(_continuation(int(step["number"]), number, each, sampled))
    return found


def _continuation(step: int, number: int, found: dict[str, Any], sampled: int) -> ViewedItem:
    trial = found["trial"]
    told = str(trial.get("told") or "")
    status = str(trial.get("status") or ("good" if trial.get("usable") else "fails"))
    if status == "good":
        parts = ["runs"]
    elif trial.get("usable"):
        parts = [f"runs, but {told}"]
    else:
        parts = [f"{'fails' if status == 'fails' else 'wrong'}: {told}"]
    if trial.get("total"):
        parts.append(f"{trial.get('passed', 0)} of {count(int(trial['total']), 'example')}")
    if sampled > 1 and found.get("agree"):
        parts.append(f"{found['agree']} of {sampled} samples do this")
    values = [f"{value['name']} = {value['text']}" for value in trial.get("values") or []]
    changes = [
        f"{change['name']} was {change['before']}, is {change['after']}"
        for change in trial.get("changes") or []
    ]
    details = [
        ("Values after the step", "\n".join(values)),
        ("It prints", str(trial.get("output") or "")),
        ("It changes", "\n".join(changes)),
    ]
    return ViewedItem(
        id=f"{step}.{digest(str(found['code']))}",
        name=f"Continuation {number}",
        proof=" · ".join(parts),
        tone="good" if status == "good" else "doubtful" if trial.get("usable") else "bad",
        language="python",
        source=str(found["code"]),
        details=[Fact(label, clipped(text)) for label, text in details if text],
        puts=["step"],
        step=step,
    )


def digest(text: str) -> str:
    """Returns a name for a text, the same whenever it comes."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def clipped(text: object) -> str:
    """Returns the first lines of a text, and how many more there are."""
    lines = str(text or "").rstrip("\n").split("\n")
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"… {count(len(lines) - MOST_LINES, 'more line')}"]
    return "\n".join(line if len(line) <= 500 else f"{line[:499]}…" for line in lines)
