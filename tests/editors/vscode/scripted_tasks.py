"""Answers to a model's tasks that are known: what scripted_engine.py does for `assist`.

The name of the file says what happens: with `endless` in it a task tells what it has, then goes on
until it is cancelled; with `slow` it takes a second more; with `unable` the model lacks it. Prompts
are the user's own, steps are read as the engine reads them, and comments below a program are proved
as it proves them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from shortlist_engine import protocol
from shortlist_engine.assist import documents, templates
from shortlist_engine.assist.placing import as_comment, below
from shortlist_engine.assist.steps.document import Step, read_steps
from shortlist_engine.problem import Program
from shortlist_engine.protocol import EngineError

RIGHT = """#include <iostream>

int main() {
    long long a, b;
    std::cin >> a >> b;
    std::cout << a + b << "\\n";
}
"""
WRONG = RIGHT.replace("long long", "short")
WORDS = """It reads two integers and prints their sum.

1. The numbers become `a` and `b`.
2. `b` becomes 4, and **both** are added.
"""
CLAIM = "`b` becomes 4"
CODES = (
    ("ordered = sorted(numbers)", "good", ""),
    ("numbers.sort()\nordered = numbers", "changes", "it changes numbers of an earlier step"),
    ("ordered = sort(numbers)", "fails", "NameError: name 'sort' is not defined"),
)
LAST = (("print(ordered[-1])", "good", ""),)

Send = Callable[[str, dict[str, Any]], None]


async def do(params: dict[str, Any], send: Send, cancelled: asyncio.Event) -> dict[str, Any]:
    """Returns the document of a task; `send` sends a notification. Raises EngineError."""
    task, arguments = params["task"], params["arguments"]
    if task == "prompt" and not arguments.get("name"):
        return dict(documents.of_prompts(str(templates.folder()), templates.names()))
    if task == "place":
        return _placed(arguments)
    name = arguments["file"]["name"] if "file" in arguments else arguments["problem"]["title"]
    name = str(name).lower()
    if "unable" in name:
        raise EngineError("unsupported", "This model was not trained for that. Select another one.")
    document = TASKS[task](arguments)
    run_id = params.get("run_id")
    if run_id:
        progress = {"stage": "asking", "answered": 3, "samples": 8, "compared": 2, "status": ""}
        send(protocol.ASSIST_PROGRESS, {"run_id": run_id, **progress})
        if task in ("translate", "step"):
            send(protocol.ASSIST_CANDIDATES, {"run_id": run_id, "document": document})
    waits = 600.0 if "endless" in name else 1.0 if "slow" in name else 0.1
    try:
        await asyncio.wait_for(cancelled.wait(), waits)
    except asyncio.TimeoutError:
        return document
    raise EngineError("cancelled", "Cancelled.")


def _translated(arguments: dict[str, Any]) -> dict[str, Any]:
    of, to = arguments["file"], arguments["to"]
    difference = {"input": "40000 1\n", "original": "40001\n", "translation": "-25535\n"}
    listed = [(RIGHT, 60, 3, None), (WRONG, 22, 1, difference)]
    return {
        "file": of["name"],
        "language": of["program"]["language"],
        "to": to,
        "model": "scripted",
        "translations": [
            {
                "id": f"t{number}",
                "program": {"language": to, "source": source},
                "proved": equal == 60,
                "headline": f"equal on {equal} of 60 inputs",
                "equal": equal,
                "total": 60,
                "samples": samples,
                "cpu_ms": 117.0,
                "difference": found,
                "unusual": {"equal": 0, "total": 0, "difference": None},
                "said": "",
            }
            for number, (source, equal, samples, found) in enumerate(listed, 1)
        ],
        "notes": [],
    }


def _explained(arguments: dict[str, Any]) -> dict[str, Any]:
    start = WORDS.index(CLAIM)
    claim = {"start": start, "end": start + len(CLAIM), "text": CLAIM, "agrees": False}
    return {
        "file": arguments["file"]["name"],
        "model": "scripted",
        "words": WORDS,
        "claims": [{**claim, "fact": "b was 3 in this run"}],
        "run": {"verdict": "OK", "cpu_ms": 4.0, "input": "2 3\n", "output": "5\n"},
        "trace": {"times": {"1": 1, "2": 1}},
        "notes": [],
    }


def _commented(arguments: dict[str, Any]) -> dict[str, Any]:
    lines = arguments["file"]["text"].split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith("print("))
    return {
        "model": "scripted",
        "text": "",
        "insertions": [{"line": at, "lines": ["# The sum."]}],
        "notes": ["1 comment put in; the code is the same (proved)."],
    }


def _hinted(arguments: dict[str, Any]) -> dict[str, Any]:
    hint = f"Hint of grade {arguments['grade']}: look at the *two* numbers."
    return {"grade": arguments["grade"], "hint": hint, "source": "scripted", "left_out": []}


def _answered(arguments: dict[str, Any]) -> dict[str, Any]:
    asked = templates.read(arguments["name"]).text.split("\n")[0]
    return {"model": "scripted", "answers": [{"index": 0, "text": f"You asked: {asked}"}]}


def _stepped(arguments: dict[str, Any]) -> dict[str, Any]:
    read = read_steps(arguments["file"]["text"], "python")
    every = arguments.get("every")
    asked = read.steps if every else (read.step_at(arguments.get("line")),)
    steps = []
    for step in asked:
        found = [_continuation(*code) for code in (LAST if "Print" in step.text else CODES)]
        written = {"continuations": found}
        if every:
            chosen = None if step.written else found[0]
            code = step.code or found[0]["code"]
            others = [] if step.written else found[1:]
            written = {"code": code, "chosen": chosen, "alternatives": others}
        steps.append({**_of_step(step), **written})
    return {"file": arguments["file"]["name"], "model": "scripted", "steps": steps, "sampled": 7}


def _of_step(step: Step) -> dict[str, Any]:
    return {
        "number": step.number,
        "line": step.line + 1,
        "text": step.text,
        "code": step.code,
        "place": [step.below, step.end],
    }


def _continuation(code: str, status: str, told: str) -> dict[str, Any]:
    values = [{"name": "ordered", "text": "[1, 2, 3]"}] if status == "good" else []
    changes = [{"name": "numbers", "before": "[3, 1, 2]", "after": "[1, 2, 3]"}]
    trial = {
        "status": status,
        "usable": status != "fails",
        "told": told,
        "values": values,
        "changes": changes if status == "changes" else [],
        "output": "",
    }
    return {"code": code, "agree": 4, "trial": trial}


def _placed(arguments: dict[str, Any]) -> dict[str, Any]:
    file, program = arguments["file"], protocol.from_wire(Program, arguments["program"])
    language = file["program"]["language"]
    comment = as_comment(program.source, program.language, arguments["headline"], language)
    end = file["lines"][1] if file.get("lines") else file["text"].count("\n") + 1
    return dict(documents.of_placed(file["name"], below(file["text"], end, comment, language)))


TASKS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "translate": _translated,
    "explain": _explained,
    "comment": _commented,
    "hint": _hinted,
    "prompt": _answered,
    "step": _stepped,
}
