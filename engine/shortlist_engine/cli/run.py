"""`shortlist run`: the user's own program on examples, on tests, or against another program."""

from __future__ import annotations

import argparse

from shortlist_engine.cli import run_mode
from shortlist_engine.cli.arguments import Commands, add_unisolated, positive
from shortlist_engine.cli.exit_codes import (
    BAD_INPUT,
    DONE,
    FAILED,
    INTERRUPTED,
    UNAVAILABLE,
    exit_codes_text,
)

EXIT_CODES = {
    DONE: "all passed; with --stress, no difference was found",
    FAILED: "some failed; with --stress, a difference was found",
    BAD_INPUT: "wrong usage, or files that cannot be used (the message says what to change)",
    UNAVAILABLE: "the sandbox cannot be used",
    INTERRUPTED: "interrupted with Ctrl-C; what was found is printed",
}

blank_document = run_mode.blank_document


def add_parser(commands: Commands) -> None:
    """Adds the command and its options."""
    parser = commands.add_parser(
        "run",
        help="run your own program on the examples",
        description="Runs the program in FILE, in the sandbox where there is one, on the examples "
        "of the problem that stands in it as a comment, or on what one of the options names.",
        epilog=exit_codes_text(EXIT_CODES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help="the program; - for standard input")
    where = parser.add_argument_group("what to run on (default: the examples in FILE)")
    where.add_argument(
        "--line", type=positive(int), metavar="N", help="the problem at this line of FILE"
    )
    where.add_argument(
        "--problem", metavar="FILE", help="the examples of this statement or source file"
    )
    where.add_argument(
        "--tests", metavar="DIR", help="pairs of files such as 1.in and 1.out, or one input file"
    )
    where.add_argument(
        "--input", metavar="FILE", help="this input, and show the output; - for standard input"
    )
    where.add_argument(
        "--stress",
        metavar="OTHER",
        help="many inputs, until the output differs from that of the program OTHER; the input is "
        "then made as small as it gets",
    )
    where.add_argument(
        "--console",
        action="store_true",
        help="talk to the program in this terminal, as interactive problems want it",
    )
    stress = parser.add_argument_group("with --stress")
    stress.add_argument(
        "--generator",
        metavar="PROGRAM",
        help="prints an input for the integer that it reads from standard input (default: inputs "
        "like the examples')",
    )
    stress.add_argument("--count", type=positive(int), metavar="N", help="inputs at most")
    stress.add_argument(
        "--seconds",
        type=positive(float),
        metavar="S",
        help="at most (default: 60 without --count)",
    )
    stress.add_argument(
        "--seed", type=int, default=1, metavar="N", help="the first seed, default %(default)s"
    )
    stress.add_argument(
        "--save", action="store_true", help="keep the input beside FILE, as NAME.stress-1.in"
    )
    how = parser.add_argument_group("how")
    how.add_argument("--time", type=positive(float), metavar="S", help="limit of CPU seconds")
    how.add_argument("--memory", type=positive(int), metavar="MIB", help="limit of memory")
    how.add_argument(
        "--checker",
        metavar="RULE",
        help='tokens, exact, case_insensitive, "float EPS" or alphacode (default: the problem\'s); '
        "or the source of a checker program",
    )
    how.add_argument(
        "--convention",
        choices=["testlib", "icpc"],
        default="testlib",
        help="of a checker program, default %(default)s",
    )
    how.add_argument(
        "--std",
        metavar="NAME",
        help="the standard of C or C++, such as c++20 (default: C++17, and another where the "
        "program needs it)",
    )
    how.add_argument("--language", metavar="NAME", help="of FILE, when its name does not tell")
    how.add_argument(
        "--workers",
        type=positive(int),
        metavar="N",
        help="programs run at once (default: cores; 1 measures time best)",
    )
    add_unisolated(how)
    how.add_argument("--watch", action="store_true", help="again whenever a file is saved")
    how.add_argument("--all", action="store_true", help="show every test and every line")
    how.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(run=run, model=None, precision="float32", device="cpu", prompt="auto")


def run(options: argparse.Namespace) -> int:
    """Runs the program, and returns the exit code."""
    if options.console:
        from shortlist_engine.cli.run_console import run_console

        return run_console(options)
    from shortlist_engine.cli.run_program import run_program

    return run_program(options)
