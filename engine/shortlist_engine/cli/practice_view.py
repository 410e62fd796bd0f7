"""How `shortlist practice` shows its work to people: results on standard output, the rest on
standard error."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from shortlist_engine.cli.practice_charts import bars, line_chart
from shortlist_engine.languages import display_name
from shortlist_engine.practice.messages import WORDS
from shortlist_engine.problem import Verdict

if TYPE_CHECKING:
    from shortlist_engine.practice.collection.importing import Imported
    from shortlist_engine.practice.journal.records import RatingPoint
    from shortlist_engine.practice.session.browsing import Listed, Next
    from shortlist_engine.practice.session.contests import ContestView
    from shortlist_engine.practice.session.helping import Explanation, Hints
    from shortlist_engine.practice.session.judging import Failure, GroupResult
    from shortlist_engine.practice.session.opening import Opened
    from shortlist_engine.practice.session.overview import Overview
    from shortlist_engine.practice.session.submitting import Submission

LIST_ROWS = 40
TOPICS = 12
_STATES = {"new": "", "open": "open", "solved": "solved", "given_up": "given up"}
_WARNING = "The bank's problems have hints and explanations; imported ones have none."


def show_list(rows: Sequence[Listed], limit: int | None) -> None:
    """Prints a line for each entry."""
    shown = rows[: limit or LIST_ROWS]
    if not rows:
        print("There is no such problem.", file=sys.stderr)
        return
    width = max(len(row.entry.item) for row in shown)
    for row in shown:
        rating = "-" if row.entry.rating is None else f"{row.entry.rating:.0f}"
        state = "due" if row.is_due else _STATES[row.word]
        # A family is called what it is about; of a set the name may be a number.
        title = [] if row.entry.voices else [row.entry.title]
        words = ", ".join([*title, *row.entry.tags])
        print(f"{row.entry.item:<{width}}  {rating:>5}  {state:<8}  {words}".rstrip())
    if len(shown) < len(rows):
        print(f"{len(rows) - len(shown)} more: --limit {len(rows)} shows all", file=sys.stderr)


def show_next(chosen: Next) -> None:
    """Prints what comes next, why, and how to open it."""
    rating = chosen.choice.entry.rating
    title = "" if chosen.choice.entry.voices else f"  {chosen.choice.entry.title}"
    print(f"{chosen.problem}{title}{'' if rating is None else f'  ({rating:.0f})'}")
    print(chosen.choice.reason)
    print(f"Open it: shortlist practice open {_quoted(chosen.problem)}", file=sys.stderr)


def show_opened(opened: Opened) -> None:
    """Prints the name of the file, and what to do with it."""
    print(opened.file)
    title = opened.problem.title
    if opened.was_open:
        print(f"{title} is open in this file already.", file=sys.stderr)
    else:
        print(f"Wrote {title} to {opened.file}.", file=sys.stderr)
    print(f"Judge it: shortlist practice submit {_quoted(str(opened.file))}", file=sys.stderr)
    if not opened.problem.hints:
        print(_WARNING, file=sys.stderr)


class SubmitProgress:
    """Tells on a terminal which group has run."""

    def __init__(self, *, quiet: bool) -> None:
        self._live = sys.stderr.isatty() and not quiet
        self._shown = False

    def group(self, result: GroupResult) -> None:
        """Shows the last group."""
        if self._live:
            self._shown = True
            print(f"\r\x1b[K{result.name}: {result.verdict.value}", end="", file=sys.stderr)

    def close(self) -> None:
        """Takes the line away."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr)


def show_submission(done: Submission, file_name: str, failure: Failure | None, source: str) -> None:
    """Prints a line for each group, and what came of it all."""
    print(_heading(done))
    width = max((len(group.name) for group in done.groups), default=0)
    for group in done.groups:
        passed = f"{group.passed} of {group.total}"
        cost = f"{group.time_ms:6.0f} ms  {group.memory_kib / 1024:6.1f} MiB"
        words = "" if group.verdict is Verdict.AC else f"  {WORDS[group.verdict]}"
        print(f"  {group.name:<{width}}  {group.verdict.value:<3}  {passed:>9}  {cost}{words}")
    if done.message:
        print(done.message.rstrip("\n"))
    print(_outcome(done, file_name))
    for note in done.notes:
        print(note, file=sys.stderr)
    if failure is not None:
        _show_failure(done, file_name, failure, source)
    elif done.failure is not None and done.verdict is not Verdict.CE:
        print(
            "--show-failure shows the first test that fails (it counts as help); "
            "`shortlist practice hint` gives a hint.",
            file=sys.stderr,
        )


def _heading(done: Submission) -> str:
    rating = done.problem.entry.rating
    rated = "" if rating is None else f", rated {rating:.0f}"
    return f"{done.problem.title} ({done.problem.id}{rated})"


def _outcome(done: Submission, file_name: str) -> str:
    if not done.accepted:
        first = next(group for group in done.groups if group.verdict is not Verdict.AC)
        said = WORDS[done.verdict]
        where = "" if done.verdict is Verdict.CE else f" in {first.name}"
        return f"{said[:1].upper()}{said[1:]}{where}{_try(done)}."
    parts = [f"Accepted{_try(done)}."]
    if done.rating is not None:
        parts.append(_rating_change(done.rating))
    if done.due is not None:
        parts.append(f"It comes again on {_day(done.due)}.")
    if done.contest is None and done.problem.explanation and done.recorded:
        parts.append(f"Explained: shortlist practice explain {_quoted(file_name)}")
    return " ".join(parts)


def _try(done: Submission) -> str:
    return f" at try {done.tries}" if done.tries > 1 else ""


def _rating_change(rating: tuple[float, float]) -> str:
    return f"Your rating: {rating[0]:.0f} -> {rating[1]:.0f}."


def _show_failure(done: Submission, file_name: str, failure: Failure, source: str) -> None:
    # Not above: it takes rich, which the other actions need not wait for.
    from rich.console import Console

    from shortlist_engine.practice.report import Report
    from shortlist_engine.testfiles.tests import NamedTest

    console = Console(highlight=False)
    report = Report(
        console,
        done.problem.problem,
        file_name,
        source,
        one="test",
        marked=done.problem.checker is None,
    )
    name = f"{failure.group} {failure.number}"
    test = NamedTest(name, failure.test.input, failure.test.output)
    console.print()
    console.print(report.detail(test, failure.run))


def show_hints(hints: Hints, *, everything: bool) -> None:
    """Prints the last hint that was given, or all of them."""
    if not hints.given:
        print("No hint was given yet.", file=sys.stderr)
    first = 0 if everything else max(0, len(hints.given) - 1)
    for number, text in enumerate(hints.given[first:], first + 1):
        print(f"Hint {number} of {hints.available}: {text}")


def show_explanation(told: Explanation) -> None:
    """Prints the explanation and the programs."""
    print(told.text)
    for program in told.solutions:
        print(f"\n--- {display_name(program.language)}\n{program.source.rstrip()}")
    if told.rating is not None:
        print(_rating_change(told.rating), file=sys.stderr)
    if told.due is not None:
        print(f"It comes again on {_day(told.due)}.", file=sys.stderr)


def show_contest(found: ContestView | None) -> None:
    """Prints the clock and a line for each problem."""
    if found is None:
        print("There was no contest yet: `shortlist practice contest start` begins one.")
        return
    contest = found.contest
    level = "" if contest.rating is None else f" at {contest.rating:.0f}"
    if found.running:
        print(f"Contest {contest.id}{level}: {_clock(found.left)} left")
    else:
        print(f"Contest {contest.id}{level}: over")
    rounds = {each.problem.id: each for each in found.rounds}
    for each in found.score.problems:
        known = rounds.get(each.problem)
        title = known.problem.title if known else each.problem
        file = known.file if known else ""
        state = "" if each.minutes is None else f"solved at {each.minutes} min"
        rejected = f"{each.rejected} rejected" if each.rejected else ""
        print(f"  {each.letter}  {title[:32]:<32}  {state:<16}  {rejected:<11}  {file}".rstrip())
    print(f"Solved {found.score.solved}, penalty {found.score.penalty}")
    if found.rating is not None:
        print(_rating_change(found.rating))
    if not found.running and found.score.solved < len(found.score.problems):
        print("The others stay open to be solved now.", file=sys.stderr)


def show_overview(progress: Overview) -> None:
    """Prints the counts and the charts."""
    strength = progress.rating
    known = f"{strength.rating:.0f}, give or take {2 * strength.deviation:.0f}"
    print(f"Rating {known if progress.rated else 'not known yet'}")
    print(
        f"Solved {progress.solved}, given up {progress.given_up}, open {len(progress.open)}; "
        f"{progress.tries} tries, {progress.hints} hints"
        + (
            f"; solved in {_clock(int(progress.solve_seconds))} as a rule"
            if progress.solve_seconds is not None
            else ""
        )
    )
    streak = progress.streak
    today = "" if streak.today or not streak.current else " (solve one today to keep it)"
    print(f"Streak {_count(streak.current, 'day')}{today}, longest {streak.longest}")
    _section("Rating over time", _ratings(progress.ratings))
    weeks = [
        (week.start[5:], week.solved, f"and {week.given_up} given up" if week.given_up else "")
        for week in progress.weeks
    ]
    _section("Solved per week, from Monday", bars(weeks) if progress.solved else [])
    topics = [
        (topic.tag, topic.solved, f"and {topic.given_up} given up" if topic.given_up else "")
        for topic in progress.topics[:TOPICS]
    ]
    _section("Solved by topic", bars(topics, 30))
    days = [(day.day[5:], day.count, "") for day in progress.due_days]
    any_due = any(day.count for day in progress.due_days)
    _section("Due in the next days, today first", bars(days) if any_due else [])
    for each in progress.open:
        print(f"Open: {each.problem.id}  {each.file}")


def _section(title: str, lines: Sequence[str]) -> None:
    if lines:
        print(f"\n{title}")
        for line in lines:
            print(f"  {line}")
        print()


def _ratings(points: Sequence[RatingPoint]) -> list[str]:
    if len(points) < 2:
        return []
    lines = line_chart([(point.at, point.rating) for point in points])
    first, last = _day(points[0].at), _day(points[-1].at)
    return [*lines, f"        {first}{last:>{60 - len(first)}}"]


class ImportProgress:
    """Tells on a terminal how many problems were read."""

    def __init__(self, *, quiet: bool) -> None:
        self._live = sys.stderr.isatty() and not quiet
        self._shown = False

    def read(self, count: int) -> None:
        """Shows the count, now and then."""
        if self._live and count % 20 == 0:
            self._shown = True
            print(f"\r\x1b[K{count:,} problems read", end="", file=sys.stderr)

    def close(self) -> None:
        """Takes the line away."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr)


def show_imported(done: Imported) -> None:
    """Prints what was imported, and what was not."""
    print(f"{done.name}: {_count(done.problems, 'problem')}")
    for name, reason in done.left_out[:5]:
        print(f"{name} was left out: {reason}", file=sys.stderr)
    if len(done.left_out) > 5:
        print(f"and {len(done.left_out) - 5:,} more (--json names all)", file=sys.stderr)
    print(_WARNING, file=sys.stderr)
    print(f"See them: shortlist practice list --set {_quoted(done.name)}", file=sys.stderr)


def show_sets(found: Sequence[tuple[str, int]]) -> None:
    """Prints a line for each imported set."""
    for name, count in found:
        print(f"{name}  {_count(count, 'problem')}")
    if not found:
        print("No set was imported: see `shortlist practice import --help`.", file=sys.stderr)


def _day(at: int) -> str:
    return datetime.fromtimestamp(at).strftime("%d %B %Y").lstrip("0")


def _clock(seconds: int) -> str:
    hours, minutes = divmod((seconds + 59) // 60, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _quoted(text: str) -> str:
    import shlex

    return shlex.quote(text)
