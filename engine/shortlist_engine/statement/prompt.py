"""The model's prompt, one definition for training and sampling.

AlphaCode puts metadata and description into one encoder input (section 3.2 and appendix C of the
paper). Here the description goes to the encoder and the header to the decoder, before the program:
every sample draws its own rating, tags and language, and one encoder pass still serves all samples
and all tasks of a problem. The header's lines, their words and their order are the paper's.

A task is told by the header. `solve` and `inputs` have a problem in the encoder; the others have
what `conversation` and `program_text` give, as a problem that is only a statement, so that whatever
encodes or samples a problem serves them too.

The encoder may also read known programs of similar problems, after everything else:

    SIMILAR PROBLEM: Theatre Square
    # LANGUAGE IS python3
    n, m, a = map(int, input().split())
    print(-(-n // a) * -(-m // a))

one such section for each, the most similar first. Without any, the text is as it always was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from shortlist_engine.languages import LANGUAGES
from shortlist_engine.problem import Problem

Task = Literal["solve", "inputs", "continue", "translate", "explain"]
TASKS: tuple[Task, ...] = get_args(Task)

RATINGS = tuple(range(800, 3501, 100))


@dataclass(frozen=True)
class Metadata:
    """Says what a sample is conditioned on. At sampling `correct` is always true."""

    language: str
    rating: int
    tags: tuple[str, ...] = ()
    correct: bool = True


@dataclass(frozen=True)
class ContextProgram:
    """Holds a known program of another problem, whose `title` may be empty, for the encoder to
    read beside the problem that is to be solved."""

    title: str
    language: str
    source: str


CONTEXT_PROGRAMS = 3
"""How many known programs a model is given, in training and in a solve."""
TITLE_CHARACTERS = 80


def encoder_prompt(problem: Problem, context: Sequence[ContextProgram] = ()) -> str:
    """Returns title, statement, signature and examples, then the programs of `context`, the same
    for every sample and task."""
    parts = [problem.title.strip(), problem.statement.strip()]
    if problem.kind == "function":
        parts = [problem.signature.strip("\n")]
    for example in problem.examples:
        parts.append(
            f">>> {example.input}\n{example.output}"
            if problem.kind == "function"
            else f"Input:\n{example.input.rstrip()}\nOutput:\n{example.output.rstrip()}"
        )
    parts += map(context_section, context)
    return "\n\n".join(part for part in parts if part) + "\n"


def context_section(known: ContextProgram) -> str:
    """Returns the section of one known program: its problem's title on one line of at most
    `TITLE_CHARACTERS`, its language, and its source without trailing white space."""
    title = " ".join(known.title.split())[:TITLE_CHARACTERS]
    head = f"SIMILAR PROBLEM: {title}".rstrip(": ")
    return f"{head}\n{_program(known.source, known.language)}"


def decoder_prompt(metadata: Metadata, task: Task = "solve") -> str:
    """Returns the header that the decoder continues, in comments of the target language."""
    if task == "inputs":
        return "# TEST INPUT\n"
    if task == "explain":
        return "# EXPLANATION\n"
    language = LANGUAGES[metadata.language]
    prefix = language.comment
    if task == "continue":
        return f"{prefix} NEXT STEP IN {language.prompt_word}\n"
    if task == "translate":
        return f"{prefix} TRANSLATION TO {language.prompt_word}\n"
    lines = [
        f"RATING: {metadata.rating}",
        f"TAGS: {','.join(metadata.tags)}",
        f"LANGUAGE IS {language.prompt_word}",
        "CORRECT SOLUTION" if metadata.correct else "INCORRECT SOLUTION",
    ]
    return "".join(f"{prefix} {line}\n" for line in lines)


@dataclass(frozen=True)
class Turn:
    """Holds a step of a multi-turn program (Nijkamp et al. 2022, "CodeGen"): what is asked, and the
    code that does it, empty for the step that is asked for now."""

    text: str
    code: str = ""


def conversation(turns: Sequence[Turn], language: str) -> Problem:
    """Returns what the encoder reads for the task `continue`: every step as a comment, its code
    below."""
    prefix = LANGUAGES[language].comment
    steps = []
    for turn in turns:
        comment = "\n".join(f"{prefix} {line}" for line in turn.text.strip().splitlines())
        steps.append(f"{comment}\n{turn.code.rstrip()}".rstrip())
    return Problem("", "\n\n".join(steps), language=language)


def program_text(source: str, language: str) -> Problem:
    """Returns what the encoder reads for `translate` and `explain`: the program below its
    language."""
    return Problem("", _program(source, language), language=language)


def _program(source: str, language: str) -> str:
    entry = LANGUAGES[language]
    return f"{entry.comment} LANGUAGE IS {entry.prompt_word}\n{source.rstrip()}"
