"""A problem as encoder tokens that fit the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shortlist_engine.model.tokenizer import Tokenizer
from shortlist_engine.problem import Problem
from shortlist_engine.statement.prompt import ContextProgram, context_section, encoder_prompt

CONTEXT_SHARE = 3
"""Known programs have a third of the tokens, and what the problem leaves free beside."""


def encode_problem(
    problem: Problem, tokenizer: Tokenizer, limit: int, context: Sequence[ContextProgram] = ()
) -> list[int]:
    """Returns at most `limit` tokens of `statement.prompt.encoder_prompt`, never none.

    When the prompt is longer, examples come first, in at most half of the tokens: later examples
    are left out, and the first is cut if it alone is longer. The title and the statement's
    beginning get the rest. The programs of `context` come last, in a third of the tokens or what
    the problem leaves free: whole ones in their order, as many as fit, and the first is cut if it
    alone is longer.
    """
    whole = tokenizer.encode(encoder_prompt(problem))
    known = _encode_context(context, tokenizer, max(limit // CONTEXT_SHARE, limit - len(whole)))
    room = limit - len(known)
    return (whole if len(whole) <= room else _shortened(problem, tokenizer, room)) + known


def _encode_context(
    context: Sequence[ContextProgram], tokenizer: Tokenizer, room: int
) -> list[int]:
    tokens: list[int] = []
    for known in context:
        section = tokenizer.encode(f"\n{context_section(known)}\n")
        if len(tokens) + len(section) <= room:
            tokens += section
        elif not tokens:
            return section[:room]
    return tokens


def _shortened(problem: Problem, tokenizer: Tokenizer, limit: int) -> list[int]:
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
