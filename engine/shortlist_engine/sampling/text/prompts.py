"""What a text model is asked: a problem as a chat or as the beginning of a file.

The chat's shape is the one that LiveCodeBench and the evaluations of code models use: one turn with
the statement, its examples, and last what the answer has to be, which small models heed best there.
Base models get a worked example before (LiveCodeBench's way), so that they end their answer.
Programs that need repair come with one failing example in a fresh turn (Olausson et al. 2023, "Is
Self-Repair a Silver Bullet for Code Generation?": what limits repair is the feedback).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from shortlist_engine.languages import LANGUAGES, PYTHON, display_name, fence
from shortlist_engine.problem import Example, Problem, Verdict
from shortlist_engine.sampling.base import Failure, TextTask
from shortlist_engine.sampling.text.model import Chat, Message, Prompt, Raw

# Longer statements than usual have longer examples; these are shown as long as they are not huge.
_MOST_EXAMPLES, _MOST_EXAMPLE_CHARACTERS = 6, 1500
_MOST_FIELD_CHARACTERS = 400
_CODE_ONLY = "Answer with the code block only."
_PLAN = (
    "Think of the idea in two or three sentences, then give the code block, and nothing after it."
)

TAGS = (
    "dynamic programming", "greedy", "sorting", "binary search", "two pointers", "prefix sums",
    "graph search", "shortest paths", "disjoint sets", "number theory", "combinatorics",
    "bit masks",
    "a stack", "a heap", "a hash map", "string matching", "geometry", "simulation", "recursion",
    "a segment tree",
)  # fmt: skip
"""Kinds of algorithms that a hint may name, as AlphaCode draws random tags for each sample (Li et
al. 2022, section 4.4)."""
_APPROACHES = (
    "Begin with the simplest method that the limits allow.",
    "Look for an invariant or a formula before you write loops.",
    "Work from the end of the process backwards.",
    "Think about which order makes the choices independent.",
    "Solve it for one element, then say how the next one changes the answer.",
    "Take special care of the smallest and the largest inputs.",
    "Look at the problem as one on a graph.",
    "Compute what can be computed once before the queries.",
)
_SUM_STATEMENT = "Read two integers a and b, on one line, and print their sum."
BASE_STOPS = ("\n### ", "<|endoftext|>", "<file_sep>", "<|fim_prefix|>")
FUNCTION_STOPS = ("\ndef ", "\nclass ", "\nif __name__", "\nprint(", "\nassert ", "\n#")


@dataclass(frozen=True)
class Question:
    """Holds a prompt with what goes with it: texts at which the answer ends, and what of the answer
    the prompt holds already, so that both together are what `answers` reads. `end` is what the
    first of the stops takes from the answer. The answer `holds` whole programs, some code to be
    taken as it stands, words, or what belongs into a gap to the letter."""

    prompt: Prompt
    stop: tuple[str, ...] = ()
    begun: str = ""
    end: str = ""
    holds: Literal["programs", "code", "words", "filling"] = "programs"

    def whole(self, answer: str, ended: bool) -> str:
        """Returns the answer with what the prompt and a stop have of it."""
        stopped = ended and not answer.rstrip().endswith("\n}")
        return self.begun + answer + (self.end if stopped else "")


def draw_hint(rng: random.Random) -> str:
    """Returns a sentence that leads to other programs than without: a kind of algorithm or a way to
    begin."""
    if rng.random() < 0.5:
        return f"Consider whether {rng.choice(TAGS)} helps here."
    return rng.choice(_APPROACHES)


def solve_question(
    problem: Problem, language: str, *, chat: bool, plan: bool = False, hint: str = ""
) -> Question:
    """Asks for a program. With `plan` the model may say its idea before; `hint` is one sentence
    more for a chat."""
    if not chat:
        return _base_question(problem, language)
    task = f"Solve this problem in {display_name(language)}."
    closing = [contract(problem, language), hint, _PLAN if plan else _CODE_ONLY]
    return _chat(language, task, problem_text(problem), " ".join(filter(None, closing)))


def repair_question(problem: Problem, failure: Failure, *, plan: bool = False) -> Question:
    """Asks for a program in the place of one that failed, in its language; for chats only."""
    language = failure.program.language
    word = fence(language)
    program = f"This program is wrong:\n\n```{word}\n{failure.program.source.strip()}\n```"
    closing = [
        "Find what is wrong and write the corrected program:",
        f"{contract(problem, language)} {_PLAN if plan else _CODE_ONLY}",
    ]
    body = f"{problem_text(problem)}\n\n{program}\n\n{_what_went_wrong(problem, failure)}"
    task = f"Correct a program for this problem in {display_name(language)}."
    return _chat(language, task, body, " ".join(closing))


def inputs_question(problem: Problem, task: TextTask) -> Question:
    """Asks for a program about the problem's inputs, in Python; for chats only. Expected outputs
    are not asked for: they would have to be trusted."""
    what, contract = _TEST_PROGRAMS[task]
    return _chat(
        PYTHON.name, what, problem_text(problem), f"{contract} It uses only Python's standard "
        f"library. Put it in one ```python code block. {_CODE_ONLY}",
    )  # fmt: skip


_TEST_PROGRAMS: dict[TextTask, tuple[str, str]] = {
    "generator": (
        "Write a generator of test inputs for this problem; do not solve it.",
        "The generator is one complete Python 3 program. It reads one integer, the seed, with "
        "`random.seed(int(input()))`, and prints exactly one valid input for the problem, in the "
        "format of the examples. Different seeds give inputs of different kinds: the smallest, "
        "equal values, extreme values, random ones. Inputs are small: at most ten of whatever is "
        "counted, values mostly below 20.",
    ),
    "validator": (
        "Write a validator of test inputs for this problem; do not solve it.",
        "The validator is one complete Python 3 program. It reads an input from standard input, "
        "checks with `assert` that its format is exactly that of the statement and that every "
        "number keeps to the limits that the statement gives, and prints nothing. It must accept "
        "the inputs of the examples.",
    ),
    "brute_force": (
        "Solve this problem by brute force.",
        "The solution is one complete Python 3 program that is surely right for small inputs: it "
        "tries all possibilities as the statement says, without any idea that needs a proof, and "
        "need not be fast. It reads the input from standard input in the format of the examples "
        "and prints only the answer.",
    ),
}


def problem_text(problem: Problem) -> str:
    """Returns the statement with its limits and examples, or the function's head with its calls.
    Nothing of the statement is cut."""
    if problem.kind == "function":
        head = f"```{fence(problem.language or PYTHON.name)}\n{problem.signature.rstrip()}\n```"
        calls = [f"{each.input} gives {each.output}" for each in _shown(problem)]
        statement = problem.statement.strip()
        parts = [statement if statement not in problem.signature else "", head]
        return "\n\n".join(filter(None, [*parts, "\n".join(calls)]))
    limits = problem.limits
    parts = [
        f"# {problem.title.strip()}" if problem.title.strip() else "",
        problem.statement.strip(),
        f"Time limit: {limits.time_s:g} s. Memory limit: {limits.memory_mib} MB.",
    ]
    for example in _shown(problem):
        parts.append(f"Input:\n{example.input.rstrip()}\n\nOutput:\n{example.output.rstrip()}")
    return "\n\n".join(filter(None, parts))


def _shown(problem: Problem) -> Sequence[Example]:
    """The first examples, but none that is huge beside others that are not."""
    sizes = [len(each.input) + len(each.output) for each in problem.examples]
    shown = [
        each
        for each, size in zip(problem.examples, sizes, strict=True)
        if size <= max(_MOST_EXAMPLE_CHARACTERS, min(sizes))
    ]
    return shown[:_MOST_EXAMPLES]


def contract(problem: Problem, language: str) -> str:
    """Says what the program has to be, and how it is to be given."""
    word = fence(language)
    if problem.kind == "function":
        return (
            f"Write the whole function `{problem.entry_point}` as it is begun above, with the "
            f"imports that it needs, in one ```{word} code block. It returns its answer, and "
            "nothing is read or printed."
        )
    writing = LANGUAGES[language].writing
    whole = writing.program if writing else f"one complete {display_name(language)} program"
    return (
        f"Write {whole}. It reads all input from standard input in the format of the examples and "
        "prints only the answer, without prompts for a user. Put it in one "
        f"```{word} code block."
    )


def _chat(language: str, task: str, body: str, closing: str) -> Question:
    system = f"You are an expert {display_name(language)} programmer at programming contests."
    return Question(
        Chat((Message("system", system), Message("user", f"{task}\n\n{body}\n\n{closing}")))
    )


def _base_question(problem: Problem, language: str) -> Question:
    word = fence(language)
    if problem.kind == "function":
        signature = problem.signature.rstrip() + "\n"
        stops = FUNCTION_STOPS if language == PYTHON.name else ("\n}\n",)
        stops = (*stops, *BASE_STOPS[1:])
        if LANGUAGES[language].calls:
            return Question(Raw(signature), stops)
        # A body alone does not look like code in every language.
        return Question(Raw(signature), stops, begun=f"```{word}\n{signature}", end="\n}\n```")
    writing = LANGUAGES[language].writing
    parts = [_entry(_SUM_STATEMENT, language, writing.sum + "\n```\n\n")] if writing else []
    opened = f"```{word}\n"
    prompt = "".join(parts) + _entry(problem_text(problem), language, "")
    return Question(Raw(prompt), ("\n```", *BASE_STOPS), begun=opened)


def _entry(statement: str, language: str, answer: str) -> str:
    return (
        f"### Problem\n\n{statement}\n\n### Solution in {display_name(language)}, reads standard "
        f"input\n\n```{fence(language)}\n{answer}"
    )


def _what_went_wrong(problem: Problem, failure: Failure) -> str:
    run = failure.run
    call = problem.kind == "function"
    if run.verdict is Verdict.CE:
        return f"It does not compile:\n{_clipped(run.errors or run.detail)}"
    given = f"{'Call' if call else 'Input'}:\n{_clipped(failure.input)}"
    expected = f"Expected {'value' if call else 'output'}:\n{_clipped(failure.expected)}"
    if run.verdict is Verdict.TLE:
        size = len(failure.input)
        return (
            f"It was stopped after {run.cpu_ms / 1000:.1f} s on this input of {size} characters, "
            "so it never ends or takes too many steps; a method of lower complexity is needed.\n\n"
            f"{given}\n\n{expected}"
        )
    if run.verdict in (Verdict.RE, Verdict.MLE, Verdict.OLE):
        said = _clipped(run.errors.strip() or run.detail)
        return f"It fails on this example.\n\n{given}\n\n{expected}\n\nError:\n{said}"
    got = _clipped(run.output) if run.output.strip() else "(nothing)"
    return f"It fails on this example.\n\n{given}\n\n{expected}\n\nIts output:\n{got}"


def _clipped(text: str) -> str:
    """A field with its middle left out where it is long: errors say what matters at their end."""
    text = text.strip("\n")
    if len(text) <= _MOST_FIELD_CHARACTERS:
        return text
    half = _MOST_FIELD_CHARACTERS // 2
    return f"{text[:half]}\n[...]\n{text[-half:]}"
