"""What the parsers of several commands share. It is as light as they are."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TypeAlias, TypeVar

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Number = TypeVar("Number", int, float)

UNISOLATED = "--unisolated"


def positive(kind: type[Number]) -> Callable[[str], Number]:
    """Makes an argparse type: a number above 0."""

    def parse(text: str) -> Number:
        value = kind(text)
        if not 0 < value < float("inf"):
            raise argparse.ArgumentTypeError(f"{text} must be above 0")
        return value

    parse.__name__ = kind.__name__  # argparse says it of a text that is no number
    return parse


def add_computing(parser: argparse.ArgumentParser) -> None:
    """Adds the options that choose the model and what it computes with; `frame.resources_for`
    reads them."""
    parser.add_argument(
        "--model",
        metavar="MODEL",
        help="a name of `shortlist model list`, a folder, FILE.gguf, ollama:NAME, "
        "http://HOST:PORT#ID, or auto",
    )
    add_prompt(parser)
    parser.add_argument(
        "--precision",
        choices=["auto", "float32", "int8"],
        default="auto",
        help="how the model computes; a seed gives the same samples on every machine in a given "
        "one (default: the fastest here, see shortlist doctor)",
    )
    parser.add_argument(
        "--device",
        choices=["auto", "cpu", "cuda"],
        default="auto",
        help="cuda needs torch and a GPU (default: a GPU where one can be used)",
    )
    parser.add_argument(
        "--workers", type=positive(int), metavar="N", help="programs run at once (default: cores)"
    )


def add_prompt(parser: argparse._ActionsContainer) -> None:
    """Adds the option that says how a model that answers in text is asked."""
    parser.add_argument(
        "--prompt",
        choices=["auto", "chat", "base"],
        default="auto",
        help="ask a model that answers in text as a chat, or as a base model, which only goes on "
        "with a text (default: by what is known of it)",
    )


def add_unisolated(parser: argparse._ActionsContainer) -> None:
    """Adds the option that agrees, for one command, to running the user's own program without
    isolation."""
    parser.add_argument(
        UNISOLATED,
        action="store_true",
        help="where programs cannot be isolated, run yours as a terminal would",
    )
