"""`shortlist eval`: a model, or a pool of programs, measured on data sets."""

from __future__ import annotations

import argparse

from shortlist_engine.cli.arguments import Commands, add_cluster, add_prompt, positive
from shortlist_engine.cli.exit_codes import (
    BAD_INPUT,
    DONE,
    FAILED,
    INTERRUPTED,
    UNAVAILABLE,
    exit_codes_text,
)
from shortlist_engine.languages import runnable

DATA_SETS = """\
a data set is
  a file        .jsonl, .json (either also .gz) or .parquet, or a folder of these; CodeContests,
                HumanEval, HumanEval-X, MBPP, MBPP+, MTPB, APPS, TACO or rows with id, statement,
                examples and tests (docs/evaluation.md has the fields)
  a selection   .txt, each line the name of a data set and the id of a problem
  bank          tasks of the built-in bank that the shipped model has never seen
  bank-unseen   the families of the bank of which it has seen nothing
  bank-closed   the families of the bank that are too small to hold any problem out of training

A data set that brings programs of its own is measured with these, unless --model is given.

examples:
  shortlist eval humaneval.jsonl.gz --programs samples.jsonl --tests tests.jsonl
  shortlist eval codecontests_valid --data DIR --samples 1000 --language cpp --out runs/a
  shortlist eval humanevalx_python humanevalx_cpp --data DIR --task translate --samples 20
  shortlist eval mtpb --data DIR --task steps --samples 40 --temperature 0.2
  shortlist eval check humanevalx_cpp mtpb --data DIR
  shortlist eval compare runs/a runs/b
  shortlist eval report runs/a runs/b --summary results.md --figures images

"""
EXIT_CODES = {
    DONE: "measured",
    FAILED: "with check: a reference is not right, or a broken program is",
    BAD_INPUT: "wrong usage, or files that cannot be used (the message says what to change)",
    UNAVAILABLE: "the model or the sandbox cannot be used",
    INTERRUPTED: "interrupted with Ctrl-C; what was measured is kept and reported, the same "
    "command goes on",
}


def add_parser(commands: Commands) -> None:
    """Adds the command and its options."""
    parser = commands.add_parser(
        "eval",
        help="measure a model on data sets",
        description="Samples programs for every problem of the data sets, runs and judges them, "
        "and writes a report. What was measured is kept: a run that was stopped goes on.",
        epilog=DATA_SETS + exit_codes_text(EXIT_CODES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "what",
        nargs="+",
        metavar="DATASET",
        help="data sets to measure on; or `report DIR ...` to score runs anew without running "
        "anything; or `compare DIR DIR` for the difference of two runs; or `check DATASET ...` "
        "for whether the judges tell references from broken programs",
    )
    where = parser.add_argument_group("files")
    where.add_argument("--data", metavar="DIR", help="where data sets are looked for by name")
    where.add_argument(
        "--out", metavar="DIR", help="folder of the run (default: evaluations/DATASET)"
    )
    where.add_argument(
        "--figures", metavar="DIR", help="with report: write its charts there as SVG files"
    )
    where.add_argument(
        "--summary", metavar="FILE", help="with report: write a Markdown table of the runs"
    )
    what = parser.add_argument_group("what to measure")
    what.add_argument(
        "--model", metavar="MODEL", help="a name of `shortlist model list`, or a folder"
    )
    what.add_argument(
        "--programs",
        metavar="FILE",
        help="measure the programs of this file (task_id and completion, say) instead of a model",
    )
    what.add_argument(
        "--library",
        action="append",
        metavar="SOURCE",
        help="measure the programs that a library of this folder, JSON Lines file or `bank` finds "
        "for each problem instead of a model; may be repeated. Programs for the very problem are "
        "left out",
    )
    what.add_argument(
        "--tests",
        metavar="FILE",
        help="tests that a model wrote (task_id and asserts as text, say), for the rules that use "
        "them; they may be wrong and prove nothing",
    )
    what.add_argument(
        "--limit", type=positive(int), metavar="N", help="the first N problems of each data set"
    )
    what.add_argument(
        "--instances",
        type=positive(int),
        default=1,
        metavar="N",
        help="problems for each family of the bank, default %(default)s",
    )
    what.add_argument(
        "--family",
        action="append",
        metavar="NAME",
        help="of the bank this family only; may be repeated",
    )
    what.add_argument(
        "--checker",
        metavar="RULE",
        help='compare outputs by tokens, exact, case_insensitive, "float EPS" or alphacode '
        "(default: each problem's own)",
    )
    task = parser.add_argument_group("tasks other than solving problems")
    task.add_argument(
        "--task",
        choices=["generate", "translate", "steps"],
        help="write functions (HumanEval-X, MBXP), translate them (HumanEval-X), or write programs "
        "turn by turn and in one turn (MTPB)",
    )
    task.add_argument(
        "--source",
        action="append",
        choices=runnable(),
        help="with --task translate: from this language (default: from each of the data sets); "
        "--language are those translated into",
    )
    task.add_argument(
        "--share",
        action="append",
        metavar="LANGUAGE=WEIGHT",
        help="with --task generate: spread budgets over languages by these weights too",
    )
    how = parser.add_argument_group("sampling, for each problem")
    how.add_argument(
        "--samples", type=positive(int), default=1000, metavar="N", help="default %(default)s"
    )
    how.add_argument(
        "--at",
        type=positive(int),
        action="append",
        metavar="N",
        help="give figures at this number of samples; may be repeated (default: 4, 8, 16 for "
        "recorded answers, else 1, 2, 5, 10, 20 and so on; all samples always)",
    )
    how.add_argument(
        "--seconds", type=positive(float), metavar="S", help="at most (default: no limit)"
    )
    how.add_argument(
        "--language",
        action="append",
        choices=runnable(),
        help="write programs in this language, if the model does; may be repeated (default: Python "
        "and C++)",
    )
    add_prompt(how)
    how.add_argument("--temperature", type=positive(float), metavar="T", help="of the sampling")
    how.add_argument("--top-p", type=positive(float), metavar="P", help="of the sampling")
    how.add_argument("--seed", type=int, default=0, metavar="N", help="default %(default)s")
    parser.add_argument(
        "--jobs",
        type=positive(int),
        default=2,
        metavar="N",
        help="problems at once, default %(default)s: one samples while another executes",
    )
    parser.add_argument(
        "--workers", type=positive(int), metavar="N", help="programs run at once (default: cores)"
    )
    add_cluster(parser)
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    # Figures are compared between machines, so all compute in the same way.
    parser.set_defaults(run=run, precision="float32", device="cpu")


def run(options: argparse.Namespace) -> int:
    """Measures, reports or compares, and returns the exit code."""
    from shortlist_engine.cli.eval_actions import run_action

    return run_action(options)
