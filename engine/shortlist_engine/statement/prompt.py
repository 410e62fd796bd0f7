"""The model's prompt.

AlphaCode puts metadata and description into one encoder input (section 3.2 and appendix C of the
paper). Here the description goes to the encoder and the header to the decoder, before the program:
every sample draws its own rating, tags and language, and one encoder pass still serves all samples
and all tasks of a problem.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shortlist_engine.problem import Problem

Task = Literal["solve", "inputs"]

LANGUAGE_NAMES = {"python": "python3", "cpp": "cpp"}
COMMENT_PREFIX = {"python": "#", "cpp": "//"}
RATINGS = tuple(range(800, 3501, 100))


@dataclass(frozen=True)
class Metadata:
    """What a sample is conditioned on. At sampling `correct` is always true."""

    language: str
    rating: int
    tags: tuple[str, ...] = ()
    correct: bool = True


def encoder_prompt(problem: Problem) -> str:
    """Title, statement, signature and examples, the same for every sample and task."""
    parts = [problem.title.strip(), problem.statement.strip()]
    if problem.kind == "function":
        parts = [problem.signature.strip("\n")]
    for example in problem.examples:
        parts.append(
            f">>> {example.input}\n{example.output}"
            if problem.kind == "function"
            else f"Input:\n{example.input.rstrip()}\nOutput:\n{example.output.rstrip()}"
        )
    return "\n\n".join(part for part in parts if part) + "\n"


def decoder_prompt(metadata: Metadata, task: Task = "solve") -> str:
    """The header that the decoder continues, in comments of the target language."""
    if task == "inputs":
        return "# TEST INPUT\n"
    prefix = COMMENT_PREFIX[metadata.language]
    lines = [
        f"RATING: {metadata.rating}",
        f"TAGS: {','.join(metadata.tags)}",
        f"LANGUAGE IS {LANGUAGE_NAMES[metadata.language]}",
        "CORRECT SOLUTION" if metadata.correct else "INCORRECT SOLUTION",
    ]
    return "".join(f"{prefix} {line}\n" for line in lines)
