"""What our own models read while they write a program, computed on demand and beside a solve."""

from __future__ import annotations

import asyncio
import logging

from shortlist_engine.host.resources import Resources
from shortlist_engine.languages import display_name
from shortlist_engine.model.errors import ModelError
from shortlist_engine.problem import Problem, Program
from shortlist_engine.protocol import AttentionMap, EngineError
from shortlist_engine.sampling import model_folder

log = logging.getLogger(__name__)


async def read_attention(resources: Resources, problem: Problem, program: Program) -> AttentionMap:
    """Returns what the model of the resources reads while it writes the program.

    Raises EngineError: `unsupported` for a model that is not one of Shortlist's own, and for a
    program in a language that it does not write; `modelNotFound`, `outOfMemory`, `internal`.
    """
    if resources.backend is not model_folder.BACKEND:
        raise EngineError(
            "unsupported",
            f"{resources.model_name} does not show what it reads; only Shortlist's own models do, "
            "such as the one that it comes with (default).",
        )
    try:
        return await asyncio.to_thread(_read, resources, problem, program)
    except EngineError:
        raise
    except ModelError as error:
        raise EngineError.caused_by("modelNotFound", error) from error
    except MemoryError as error:
        raise EngineError.out_of_memory(
            "The model does not fit into memory again", error
        ) from error
    except Exception as error:
        log.exception("the attention of a model could not be computed")
        raise EngineError(
            "internal", f"What the model reads is not known: {type(error).__name__}: {error}."
        ) from error


def _read(resources: Resources, problem: Problem, program: Program) -> AttentionMap:
    from shortlist_engine.model.attention import attention
    from shortlist_engine.model.store import find_model

    written = resources.backend.describe(resources.choice).languages
    if written is not None and program.language not in written:
        raise EngineError(
            "unsupported",
            f"The model {resources.model_name} writes {' and '.join(map(display_name, written))}, "
            f"so what it would read for a program in {display_name(program.language)} is not "
            "known.",
        )
    return attention(find_model(resources.choice.model), problem, program)
