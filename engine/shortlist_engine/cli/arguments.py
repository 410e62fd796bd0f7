"""What the parsers of several commands share. It is as light as they are."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TypeAlias, TypeVar

from shortlist_engine.languages import runnable

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


def add_program(
    parser: argparse.ArgumentParser, lines: str, line: str, *, optional: bool = False
) -> None:
    """Adds the file that a command about a program works on, which part of it and which problem;
    `assist_file.read_assist` reads them. `lines` and `line` are the help of these options."""
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?" if optional else None,
        help="source file; - for standard input",
    )
    parser.add_argument("--lines", metavar="A-B", help=lines)
    parser.add_argument("--line", type=positive(int), metavar="N", help=line)
    parser.add_argument(
        "--language", choices=runnable(), help="of the program (default: by the name of FILE)"
    )
    parser.add_argument("--problem", metavar="FILE", help="the problem, where FILE does not say it")


def add_asking(parser: argparse.ArgumentParser) -> None:
    """Adds how a model is asked about a program, and how its answer is printed."""
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="default %(default)s")
    parser.add_argument("--temperature", type=positive(float), metavar="T", help="of the sampling")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    add_computing(parser)


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


def add_cluster(parser: argparse._ActionsContainer) -> None:
    """Adds the option that has the work done on the nodes of a cluster; `clustering` reads it."""
    parser.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="sample and run programs on the nodes of the Ray cluster at HOST:PORT, or auto for "
        "the one of this machine, started where there is none (docs/scale.md)",
    )


def add_unisolated(parser: argparse._ActionsContainer) -> None:
    """Adds the option that agrees, for one command, to running the user's own program without
    isolation."""
    parser.add_argument(
        UNISOLATED,
        action="store_true",
        help="where programs cannot be isolated, run yours as a terminal would",
    )
