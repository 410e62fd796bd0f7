"""What can be said of a family without running the programs that it prints: whether its functions
agree, its inputs keep the statement's promises, and its texts are whole."""

from __future__ import annotations

import copy
import random
import re
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

from shortlist_engine.bank import inputs
from shortlist_engine.bank.family import Family
from shortlist_engine.bank.instance import Instance, printed
from shortlist_engine.bank.programs.parameters import WrittenFunction, python_function
from shortlist_engine.bank.task import Task, Value, Values
from shortlist_engine.bank.telling import VOICES

FEWEST_KEYS = 4
FEWEST_OPENINGS = 8
_LEFT_OVER = re.compile(
    r"@\w|\[[^\]]*\|[^\]]*\]|  |\$\$| ,|\{\w+\}|\.\.(?!\.)(?<!\.\.\.)| \.(?!\.)"
)


def faults(family: Family, seeds: int = 12, draws: int = 60) -> Iterator[str]:
    """Yields what is wrong with a family, each a sentence."""
    keys: set[str] = set()
    openings: set[str] = set()
    for seed in range(seeds * 4):
        instance = family.instance(seed)
        openings.add(" ".join(instance.statement.split()[:6]))
        if instance.key in keys or len(keys) >= seeds:
            keys.add(instance.key)
            continue
        keys.add(instance.key)
        for text in _task_faults(instance, draws):
            yield f"{family.name} (seed {seed}, {instance.key}): {text}"
        for text in _text_faults(family, seed):
            yield f"{family.name} (seed {seed}): {text}"
    if len(keys) < min(FEWEST_KEYS, seeds):
        yield f"{family.name}: only {len(keys)} keys in {seeds * 4} draws, {FEWEST_KEYS} are wanted"
    if len(openings) < min(FEWEST_OPENINGS, seeds):
        yield f"{family.name}: only {len(openings)} openings of statements"


def _task_faults(instance: Instance, draws: int) -> Iterator[str]:
    task = instance.task
    rng = random.Random(1)
    unbeaten = {function.__name__ for function in task.wrong}
    answers: set[str] = set()
    written = [(each, _as_printed(each)) for each in (task.solve, *task.others, *task.wrong)]
    cases = list(inputs.edge_cases(task))
    for at in range(draws):
        cases.append(inputs.draw(task, rng, "tiny" if at % 3 else "small"))
    cases += [inputs.draw(task, rng, "medium") for _ in range(4)]
    for values in cases:
        if wrong := inputs.fault(task, values):
            yield f"a drawn input breaks the statement: {wrong} in {str(values)[:200]}"
            return
        expected = _shown(task, task.solve, values)
        answers.add(expected)
        for other in (*task.others, *(task.slow if _small(values) else ())):
            if (got := _shown(task, other, values)) != expected and not _near(task, got, expected):
                yield (
                    f"{other.__name__} gives {got[:80]!r}, solve {expected[:80]!r} "
                    f"for {str(values)[:300]}"
                )
                return
        for own, as_printed in written if _small(values) else ():
            if _shown(task, own, values) != _shown(task, as_printed, values):
                yield f"{own.__name__} is printed with another meaning, for {str(values)[:300]}"
                return
        for function in task.wrong:
            if function.__name__ in unbeaten and _shown(task, function, values) != expected:
                unbeaten.remove(function.__name__)
    for name in sorted(unbeaten):
        yield f"the wrong solution {name} passes all {len(cases)} inputs"
    if len(answers) < 3 and not (len(answers) == 2 and task.asked.python_type == "bool"):
        yield f"there are only {len(answers)} different answers"


def _as_printed(function: Callable[..., Any]) -> WrittenFunction:
    """The function made of the text that programs have of it."""
    text = python_function(function)
    body = textwrap.indent(text.body, "    ")
    head = f"def {text.name}({', '.join(text.arguments)}):"
    return WrittenFunction(f"{head}\n{body}\n", text.imports)


def _small(values: Values) -> bool:
    """Whether a slow program can do it: short inputs of small numbers."""
    text = str(values)
    return len(text) < 400 and not re.search(r"\d{5}", text)


def _shown(task: Task, function: Callable[..., Any], values: Values) -> str:
    copied = copy.deepcopy(values)
    try:
        return printed(task, function(*(copied[at] for at in task.order)))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def _near(task: Task, got: str, expected: str) -> bool:
    if not (isinstance(task.asked, Value) and task.asked.digits):
        return False
    try:
        return abs(float(got) - float(expected)) <= 10.0**-task.asked.digits * max(
            1, abs(float(expected))
        )
    except ValueError:
        return False


def _text_faults(family: Family, seed: int) -> Iterator[str]:
    for voice in VOICES:
        try:
            instance = family.instance(seed, voice)
        except ValueError as error:
            if "has the voices" in str(error):
                continue
            raise
        problem = instance.problem(random.Random(seed))
        texts = (instance.title, instance.statement, *instance.hints, instance.explanation)
        for each in texts:
            plain = re.sub(r"\$[^$]*\$", "X", each)
            plain = "\n".join(line.strip() for line in plain.split("\n"))
            if left := _LEFT_OVER.search(plain):
                at = left.start()
                yield f"{voice}: something is left over at {plain[max(0, at - 40) : at + 30]!r}"
        if instance.kind == "function" and problem.kind != "function":
            yield f"{voice}: the page is not found as a function problem"
        elif instance.kind == "function" and len(problem.examples) < 1:
            yield f"{voice}: no example was read from the page"
        if not problem.examples:
            yield f"{voice}: there is no example"
        for language, source in instance.programs:
            if language == "python":
                try:
                    compile(source, "program", "exec")
                except SyntaxError as error:
                    yield f"{voice}: a program does not parse ({error}):\n{source}"
