"""A problem as encoder tokens that fit the model."""

from __future__ import annotations

from dataclasses import replace

from shortlist_engine.model.tokenizer import Tokenizer
from shortlist_engine.problem import Problem
from shortlist_engine.statement.prompt import encoder_prompt


def encode_problem(problem: Problem, tokenizer: Tokenizer, limit: int) -> list[int]:
    """Returns at most `limit` tokens of `statement.prompt.encoder_prompt`, never none.

    When the prompt is longer, examples come first, in at most half of the tokens: later examples
    are left out, and the first is cut if it alone is longer. The title and the statement's
    beginning get the rest.
    """
    tokens = tokenizer.encode(encoder_prompt(problem))
    if len(tokens) <= limit:
        return tokens
    examples = list(problem.examples)
    tail: list[int] = []
    while examples:
        bare = replace(problem, title="", statement="", signature="", examples=tuple(examples))
        tail = tokenizer.encode("\n" + encoder_prompt(bare))
        if len(tail) <= limit // 2 or len(examples) == 1:
            break
        examples.pop()
    tail = tail[: limit // 2]
    head = tokenizer.encode(encoder_prompt(replace(problem, examples=())))
    return head[: limit - len(tail)] + tail
