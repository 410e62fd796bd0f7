"""What mending a failed answer is worth beside asking afresh, replayed from recorded answers.

    python -m benchmarks.repair --pools DIR --cache DIR [--workers N]

`lcb_v6_repair` has first attempts of three models and, for two of them, answers to "this is what
went wrong". A user has examples only, so mended is what fails an example here; what fails on a
hidden test alone is left as it is. Answers are chosen as a solve does: one that passes the
examples before one that does not, the earlier before the later.

A fresh answer in place of a repair is taken from the pools that have several answers of a model to
a problem: the others of the same model where one fails an example.
"""

from __future__ import annotations

import argparse
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.data import set_file
from benchmarks.repair.answers import Tried, tried_answers
from benchmarks.tables import new_table
from shortlist_engine.datasets import DatasetError
from shortlist_engine.evaluation.estimators import bootstrap, paired_bootstrap

REPAIRED = "lcb_v6_repair"
SEVERAL = (
    "codeforces_six_models", "lcb_test6_six_models", "lcb_gpt4o_mini", "lcb_qwen25_coder_7b_t08",
)  # fmt: skip
GROUPS = {"WA": "wrong answer", "PE": "wrong answer", "TLE": "too slow", "CE": "no program"}
CRASH, ANY = "crash", "any failure"


def how_it_failed(answer: Tried) -> str:
    if answer.verdict in ("nothing read",):
        return GROUPS["CE"]
    return GROUPS.get(answer.verdict, CRASH)


def rates(cases: Iterable[tuple[str, float]]) -> dict[str, tuple[int, float]]:
    """For each kind of failure, and for any: how many, and the mean of what came of them."""
    found: dict[str, list[float]] = defaultdict(list)
    for kind, value in cases:
        found[kind].append(value)
        found[ANY].append(value)
    return {kind: (len(values), sum(values) / len(values)) for kind, values in found.items()}


def repaired(problems: Sequence[Sequence[Tried]], role: str) -> list[tuple[str, float]]:
    """What failed an example and was mended: how it failed, and whether it came out right."""
    return [
        (how_it_failed(answers[answer.repairs]), float(answer.right))
        for answers in problems
        for answer in answers
        if answer.role == role and answer.repairs is not None
        and not answers[answer.repairs].passes
    ]  # fmt: skip


def afresh(problems: Sequence[Sequence[Tried]]) -> list[tuple[str, float]]:
    """What failed an example: how, and the share of the same model's other answers to the problem
    that are right."""
    found = []
    for answers in problems:
        by_model: dict[str, list[Tried]] = defaultdict(list)
        for answer in answers:
            by_model[answer.model].append(answer)
        for own in by_model.values():
            for failed in own:
                if not failed.passes and len(own) > 1:
                    right = sum(other.right for other in own if other is not failed)
                    found.append((how_it_failed(failed), right / (len(own) - 1)))
    return found


def first_choice(answers: Sequence[Tried]) -> bool:
    """Whether the answer that a solve would show first is right: the earliest that passes."""
    return next((answer.right for answer in answers if answer.passes), False)


def with_repair(order: Sequence[Tried], mended: Callable[[Tried], Tried | None], k: int) -> bool:
    """Of k answers in this order of models the last mends the first that failed, as long as none
    passes; where nothing can be mended it is a fresh one."""
    taken = list(order[: k - 1])
    if not any(answer.passes for answer in taken):
        repair = next((found for each in taken if (found := mended(each)) is not None), None)
        if repair is not None:
            return first_choice([*taken, repair])
    return first_choice(order[:k])


def same_number(problems: Sequence[Sequence[Tried]], k: int) -> tuple[list[float], list[float]]:
    """For each problem the mean over the orders of its models: fresh answers only, and with the
    last one spent on a repair."""
    fresh, mending = [], []
    for answers in problems:
        first = [answer for answer in answers if answer.repairs is None]

        def mended(failed: Tried, answers: Sequence[Tried] = answers) -> Tried | None:
            return next(
                (each for each in answers
                 if each.repairs is not None and answers[each.repairs] is failed),
                None,
            )  # fmt: skip

        orders = list(itertools.permutations(first))
        fresh.append(sum(first_choice(order[:k]) for order in orders) / len(orders))
        mending.append(sum(with_repair(order, mended, k) for order in orders) / len(orders))
    return fresh, mending


def one_more(problems: Sequence[Sequence[Tried]], model: str) -> tuple[list[float], list[float]]:
    """Each problem of a model: its first answer, and with a repair where that fails an example."""
    alone, more = [], []
    for answers in problems:
        own = [answer for answer in answers if answer.model == model]
        first = [answer for answer in own if answer.repairs is None]
        mends = [answer for answer in own if answer.repairs is not None][:1]
        alone.append(float(first_choice(first)))
        more.append(float(first_choice([*first, *mends])))
    return alone, more


def show_rates(console: Console, found: dict[str, dict[str, tuple[int, float]]]) -> None:
    kinds = (ANY, "wrong answer", CRASH, "too slow", "no program")
    table = new_table(
        "What became of an answer that fails an example, right in %", ("next answer",), kinds
    )
    for name, by_kind in found.items():
        cells = [by_kind.get(kind) for kind in kinds]
        table.add_row(
            name, *[f"{100 * cell[1]:.1f} (of {cell[0]})" if cell else "" for cell in cells]
        )
    console.print(table)


def gain(table: Table, name: str, before: Sequence[float], after: Sequence[float]) -> None:
    change = paired_bootstrap(before, after)
    table.add_row(
        name,
        str(len(before)),
        f"{100 * bootstrap(before).mean:.1f}",
        f"{100 * bootstrap(after).mean:.1f}",
        f"{100 * change.mean:+.1f} ({100 * change.low:+.1f} to {100 * change.high:+.1f})",
    )


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    command.add_argument("--pools", type=Path, required=True, help="the folder of pools")
    command.add_argument("--cache", type=Path, required=True, help="keeps what running showed")
    command.add_argument("--workers", type=int, default=2, help="programs run at once")
    command.add_argument(
        "--several", nargs="*", default=SEVERAL, metavar="POOL", help="pools for fresh answers"
    )
    command.add_argument("--limit", type=int, help="the first N problems of each pool")
    return command


def main() -> None:
    command = parser()
    options = command.parse_args()
    console = Console(width=160)
    try:
        pools = {
            name: tried_answers(
                set_file(options.pools, name), options.cache, options.workers, options.limit
            )
            for name in (REPAIRED, *options.several)
        }
    except DatasetError as error:
        command.error(str(error))
    problems = pools[REPAIRED]
    roles = sorted({answer.role for answers in problems for answer in answers} - {"first", ""})
    found = {f"{role} ({REPAIRED})": rates(repaired(problems, role)) for role in roles}
    found |= {f"a fresh one ({name})": rates(afresh(pools[name])) for name in options.several}
    show_rates(console, found)
    table = new_table(
        f"First shown is right, % of the problems of {REPAIRED}", ("answers",),
        ("problems", "without repair", "with", "difference"),
    )  # fmt: skip
    for model in sorted(
        {a.model for answers in problems for a in answers if a.repairs is not None}
    ):
        gain(table, f"{model}: one, and one repair of it", *one_more(problems, model))
    for k in (2, 3):
        title = f"{k} of three models, or the last one a repair"
        gain(table, title, *same_number(problems, k))
    console.print(table)


if __name__ == "__main__":
    main()
