"""Test inputs of a problem: inferred grammar, mutation, calls of functions, edges.

Pure functions; nothing here runs a program.
"""

from shortlist_engine.inputs.generation import (
    clean_input,
    full_inputs,
    generate_inputs,
    merge_inputs,
    mutate_inputs,
)

__all__ = ["clean_input", "full_inputs", "generate_inputs", "merge_inputs", "mutate_inputs"]
