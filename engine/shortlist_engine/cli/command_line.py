"""The command line: `shortlist solve`, `run`, `eval`, `engine`, `server`, `train`, `model`,
`bank` and `doctor`.

Rooms are imported by the command that needs them, so that `shortlist --version` answers at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from shortlist_engine import __version__
from shortlist_engine.cli.exit_codes import BAD_INPUT, INTERRUPTED, SOLVED, UNAVAILABLE
from shortlist_engine.languages import PYTHON, written

EXIT_CODES = """\
exit codes:
  0    at least one program passed all examples
  1    no program passed all examples
  2    wrong usage, or a statement that cannot be used (the line is named)
  3    the model, the sandbox or the engine cannot be used
  130  interrupted with Ctrl-C; what was found is printed
"""


RUN_EXIT_CODES = """\
exit codes:
  0    all passed; with --stress, no difference was found
  1    some failed; with --stress, a difference was found
  2    wrong usage, or files that cannot be used (the message says what to change)
  3    the sandbox cannot be used
  130  interrupted with Ctrl-C; what was found is printed
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    # The server has its own options; they are not ours to parse.
    if arguments[:1] == ["server"]:
        return _server(arguments[1:])
    parser = _parser(with_training=arguments[:1] == ["train"])
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help()
        return BAD_INPUT
    try:
        return int(options.run(options))
    except BrokenPipeError:
        # The reader of our output has gone, as in `shortlist bank list | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return SOLVED
    except KeyboardInterrupt:
        return INTERRUPTED


def _parser(*, with_training: bool) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="shortlist",
        description="Samples programs for a programming problem, runs them on its examples, and "
        "shows at most ten verified solutions. Local and offline.",
    )
    parser.add_argument("--version", action="version", version=f"shortlist {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_solve(commands)
    _add_run(commands)
    _add_eval(commands)
    _add_engine(commands)
    commands.add_parser("server", help="run the language server (see shortlist server --help)")
    train = commands.add_parser("train", help="train and export a model")
    train.set_defaults(run=_train)
    if with_training:
        _add_training(train)
    _add_model(commands)
    _add_bank(commands)
    doctor = commands.add_parser(
        "doctor",
        help="check this installation",
        description="Checks everything a solve needs. Exit code 1 when something is broken.",
    )
    doctor.add_argument("--json", action="store_true", help="print one JSON document")
    doctor.add_argument("--model", metavar="MODEL", help="check this model instead of the default")
    doctor.add_argument(
        "--calibrate",
        action="store_true",
        help="measure again how to sample the fastest on this machine (about a second)",
    )
    doctor.set_defaults(run=_doctor)
    return parser


def _add_solve(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    solve = commands.add_parser(
        "solve",
        help="solve the problem in a file",
        description="Solves the problem that stands as a comment in a source file, or as text in a "
        ".md or .txt file. Progress goes to standard error, the result to standard output.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    solve.add_argument(
        "file", metavar="FILE", help="source file or statement; - for standard input"
    )
    solve.add_argument(
        "--line", type=_positive(int), metavar="N", help="the problem at this line of the file"
    )
    solve.add_argument(
        "--samples", type=_positive(int), default=1000, metavar="N", help="default %(default)s"
    )
    solve.add_argument(
        "--seconds", type=_positive(float), default=60.0, metavar="S", help="default %(default)g"
    )
    solve.add_argument(
        "--language",
        action="append",
        choices=written(),
        help="write programs in this language; may be repeated (default: the language of FILE when "
        "it is one of these, otherwise all)",
    )
    solve.add_argument(
        "--count", type=_positive(int), default=10, metavar="N", help="solutions, default 10"
    )
    solve.add_argument("--seed", type=int, metavar="N", help="same seed, same samples")
    solve.add_argument("--temperature", type=_positive(float), metavar="T", help="of the sampling")
    _add_computing(solve)
    solve.add_argument("--output", metavar="FILE", help="write the best program to this new file")
    solve.add_argument("--json", action="store_true", help="print one JSON document at the end")
    solve.add_argument("--json-stream", action="store_true", help="print one JSON line per event")
    solve.set_defaults(run=_solve)


def _add_computing(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--model",
        metavar="MODEL",
        help="a name of `shortlist model list`, or the folder of a model",
    )
    command.add_argument(
        "--precision",
        choices=["auto", "float32", "int8"],
        default="auto",
        help="how the model computes; a seed gives the same samples on every machine in a given "
        "one (default: the fastest here, see shortlist doctor)",
    )
    command.add_argument(
        "--device",
        choices=["auto", "cpu", "cuda"],
        default="auto",
        help="cuda needs torch and a GPU (default: a GPU where one can be used)",
    )
    command.add_argument(
        "--workers", type=_positive(int), metavar="N", help="programs run at once (default: cores)"
    )


def _add_run(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    run = commands.add_parser(
        "run",
        help="run your own program on the examples",
        description="Runs the program in FILE, in the sandbox, on the examples of the problem that "
        "stands in it as a comment, or on what one of the options names.",
        epilog=RUN_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    run.add_argument("file", metavar="FILE", help="the program; - for standard input")
    where = run.add_argument_group("what to run on (default: the examples in FILE)")
    where.add_argument(
        "--line", type=_positive(int), metavar="N", help="the problem at this line of FILE"
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
    stress = run.add_argument_group("with --stress")
    stress.add_argument(
        "--generator",
        metavar="PROGRAM",
        help="prints an input for the integer that it reads from standard input (default: inputs "
        "like the examples')",
    )
    stress.add_argument("--count", type=_positive(int), metavar="N", help="inputs at most")
    stress.add_argument(
        "--seconds",
        type=_positive(float),
        metavar="S",
        help="at most (default: 60 without --count)",
    )
    stress.add_argument(
        "--seed", type=int, default=1, metavar="N", help="the first seed, default %(default)s"
    )
    stress.add_argument(
        "--save", action="store_true", help="keep the input beside FILE, as NAME.stress-1.in"
    )
    how = run.add_argument_group("how")
    how.add_argument("--time", type=_positive(float), metavar="S", help="limit of CPU seconds")
    how.add_argument("--memory", type=_positive(int), metavar="MIB", help="limit of memory")
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
    how.add_argument("--language", metavar="NAME", help="of FILE, when its name does not tell")
    how.add_argument(
        "--workers",
        type=_positive(int),
        metavar="N",
        help="programs run at once (default: cores; 1 measures time best)",
    )
    how.add_argument("--watch", action="store_true", help="again whenever a file is saved")
    how.add_argument("--all", action="store_true", help="show every test and every line")
    how.add_argument("--json", action="store_true", help="print one JSON document")
    run.set_defaults(run=_run)


def _add_eval(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from shortlist_engine.cli.eval_arguments import EPILOG, add_arguments

    measure = commands.add_parser(
        "eval",
        help="measure a model on data sets",
        description="Samples programs for every problem of the data sets, runs and judges them, "
        "and writes a report. What was measured is kept: a run that was stopped goes on.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_arguments(measure, _positive)
    measure.set_defaults(run=_eval)


def _add_engine(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    engine = commands.add_parser(
        "engine",
        help="run the engine that editors talk to",
        description="Serves docs/protocol.md. One engine per user serves the socket; a second one "
        "says so and ends with exit code 0.",
    )
    how = engine.add_mutually_exclusive_group()
    how.add_argument("--stdio", action="store_true", help="talk over standard input and output")
    how.add_argument(
        "--socket", action="store_true", help="serve the user's private socket (default)"
    )
    _add_computing(engine)
    engine.add_argument(
        "--idle-unload",
        type=_positive(float),
        default=600.0,
        metavar="SECONDS",
        help="give the model's memory back, and end without clients, after this idle time "
        "(default %(default)g)",
    )
    engine.add_argument(
        "--log-level", choices=["DEBUG", "INFO", "WARNING", "ERROR"], default="INFO"
    )
    engine.set_defaults(run=_engine)


def _add_model(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from shortlist_engine.cli.model_arguments import EPILOG, add_arguments

    model = commands.add_parser(
        "model",
        help="list, inspect, install and write out models",
        description="The built-in model and those that you installed. --model of the other "
        "commands takes their names.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_arguments(model)
    model.set_defaults(run=_model)


def _add_bank(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    bank = commands.add_parser("bank", help="problems to practise on")
    actions = bank.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="list the problem families")
    listing.set_defaults(run=_bank_list)
    show = actions.add_parser("show", help="print a problem as a comment")
    show.add_argument("name", metavar="NAME", help="a family of `shortlist bank list`")
    show.add_argument("--seed", type=int, default=0, metavar="N", help="which problem, default 0")
    show.add_argument(
        "--language",
        default=PYTHON.name,
        help="whose comment (a language identifier such as python, cpp, java; or markdown)",
    )
    show.set_defaults(run=_bank_show)


def _solve(options: argparse.Namespace) -> int:
    from shortlist_engine.cli.solve import run

    return run(options)


def _run(options: argparse.Namespace) -> int:
    from shortlist_engine.cli.run import run

    return run(options)


def _eval(options: argparse.Namespace) -> int:
    from shortlist_engine.cli.eval import run

    return run(options)


def _engine(options: argparse.Namespace) -> int:
    from shortlist_engine.host import local_resources
    from shortlist_engine.protocol import EngineError
    from shortlist_engine.rpc import EngineRunning, serve_socket, serve_stdio
    from shortlist_engine.rpc.log import set_up_logging
    from shortlist_engine.sampling import ModelChoice

    log = set_up_logging("engine-stdio" if options.stdio else "engine", options.log_level)
    choice = ModelChoice(options.model, options.precision, options.device)
    resources = local_resources(choice, options.workers)
    serve = serve_stdio if options.stdio else serve_socket
    try:
        serve(resources, idle_seconds=options.idle_unload, log_path=log)
    except EngineRunning as running:
        print(running, file=sys.stderr)
    except EngineError as error:
        print(error.message, file=sys.stderr)
        return UNAVAILABLE
    return 0


def _model(options: argparse.Namespace) -> int:
    from shortlist_engine.cli.model import run

    return run(options)


def _server(arguments: list[str]) -> int:
    try:
        from shortlist_server.__main__ import main as serve
    except ModuleNotFoundError as error:
        print(
            f"The language server cannot start: the package {error.name} is missing. "
            "Install it with: pip install shortlist",
            file=sys.stderr,
        )
        return UNAVAILABLE
    return int(serve(arguments) or 0)


def _add_training(parser: argparse.ArgumentParser) -> None:
    try:
        from shortlist_engine.training import commands
    except ModuleNotFoundError as error:
        _needs_training_extra(error)
        raise SystemExit(UNAVAILABLE) from None
    commands.add_arguments(parser)


def _train(options: argparse.Namespace) -> int:
    from shortlist_engine.training import commands

    try:
        return int(commands.main(options))
    except ModuleNotFoundError as error:
        _needs_training_extra(error)
        return UNAVAILABLE


def _needs_training_extra(error: ModuleNotFoundError) -> None:
    print(
        f"Training needs more than the base install: the package {error.name} is missing. "
        'Install it with: pip install "shortlist[train]"',
        file=sys.stderr,
    )


def _bank_list(options: argparse.Namespace) -> int:
    from shortlist_engine.bank import families

    for name, family in families().items():
        instance = family.instance(0)
        print(f"{name:32} {instance.rating:5}  {instance.title}")
    return 0


def _bank_show(options: argparse.Namespace) -> int:
    import random

    from shortlist_engine.bank import families
    from shortlist_engine.statement.render import render_statement, wrap_comment

    known = families()
    if options.name not in known:
        import difflib

        near = difflib.get_close_matches(options.name, known, n=3)
        hint = f"Did you mean {' or '.join(near)}?" if near else "See `shortlist bank list`."
        print(f"There is no family {options.name!r}. {hint}", file=sys.stderr)
        return BAD_INPUT
    instance = known[options.name].instance(options.seed)
    problem = instance.problem(random.Random(options.seed))
    try:
        text = wrap_comment(render_statement(problem, "atcoder"), options.language)
    except ValueError as error:
        print(f"--language: {error}", file=sys.stderr)
        return BAD_INPUT
    sys.stdout.write(text)
    sys.stdout.flush()
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from shortlist_engine.cli.doctor import run

    return run(options.model, as_json=options.json, calibrate=options.calibrate)


def _positive(kind):  # type: ignore[no-untyped-def]
    """An argparse type: a number above 0."""

    def parse(text: str) -> float:
        value = kind(text)
        if not 0 < value < float("inf"):
            raise argparse.ArgumentTypeError(f"{text} must be above 0")
        return value

    parse.__name__ = kind.__name__
    return parse
