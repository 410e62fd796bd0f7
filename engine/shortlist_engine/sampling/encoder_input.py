"""What our encoder-decoders are asked: their tasks, and the tokens that the encoder reads."""

from __future__ import annotations

from typing import cast

from shortlist_engine.languages import display_name
from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.encoding import encode_problem
from shortlist_engine.model.tokenizer import Tokenizer
from shortlist_engine.problem import Problem
from shortlist_engine.sampling.base import ASSISTING, AnyTask, SamplingParams, UnsupportedError
from shortlist_engine.statement.prompt import encoder_prompt


def trained_tasks(config: ModelConfig) -> tuple[AnyTask, ...]:
    """Returns the tasks that the model was trained for."""
    return cast("tuple[AnyTask, ...]", config.tasks)


def encoder_tokens(
    name: str, problem: Problem, params: SamplingParams, tokenizer: Tokenizer, config: ModelConfig
) -> list[int]:
    """Returns what the encoder of the model `name` reads. A statement that is longer is cut as
    `encode_problem` says; a program is not, since half of one has another meaning.

    Raises UnsupportedError, with both numbers, when a program does not fit, and when it is in a
    language that the model does not know.
    """
    if params.task in ASSISTING:
        if problem.language not in (None, *config.languages):
            known = " and ".join(map(display_name, config.languages))
            raise UnsupportedError(
                f"the model {name} does not read {display_name(problem.language or '')}, only "
                f"{known}: choose a model that answers in text"
            )
        count = len(tokenizer.encode(encoder_prompt(problem)))
        if count > config.encoder_tokens:
            raise UnsupportedError(
                f"the program is too long for the model {name}: it takes {count} tokens of "
                f"{config.encoder_tokens}: choose a smaller part of it, or a model that answers "
                "in text"
            )
    context = params.context if config.context else ()
    return encode_problem(problem, tokenizer, config.encoder_tokens, context)
