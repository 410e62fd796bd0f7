"""What may be behind a wrong answer, where the program or its output shows it plainly."""

from __future__ import annotations

import re

from shortlist_engine.problem import Problem, Program, Verdict

_MAX_COMPARED = 1 << 20
# Characters that nobody sees: white space of any kind, of no width, and the byte order mark.
_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\x00]+")
_FILE = re.compile(
    r"[\"']([\w.-]{1,40}\.(?:in|inp|out|ou|txt|dat|ans|res|sol))[\"']", re.IGNORECASE
)
_MOST_NAMES = 3


def hint(
    problem: Problem, program: Program, verdict: Verdict, expected: str, output: str, errors: str
) -> str:
    """Returns what to add to the detail of a run that failed, in a few words; mostly empty."""
    if problem.kind != "stdin" or not expected.strip():
        return ""
    if not output.strip() and verdict in (Verdict.WA, Verdict.PE, Verdict.RE):
        return _nothing_written(problem, program, verdict, errors)
    if verdict is not Verdict.WA or max(len(expected), len(output)) > _MAX_COMPARED:
        return ""
    wanted, got = _UNSEEN.sub("", expected), _UNSEEN.sub("", output)
    if wanted == got:
        return "only white space differs"
    if wanted.lower() == got.lower():
        return "only upper and lower case differ"
    return ""


def _nothing_written(problem: Problem, program: Program, verdict: Verdict, errors: str) -> str:
    known = {problem.input_file.lower(), problem.output_file.lower()}
    opened = [name for name in _FILE.findall(program.source) if name.lower() not in known]
    names = list(dict.fromkeys(opened))[:_MOST_NAMES]
    if names:
        which = f"{', '.join(names[:-1])} and {names[-1]}" if names[1:] else names[0]
        return (
            f"the program opens {which}, which the statement does not name: say "
            f'"Input file: NAME" and "Output file: NAME" in it, or use standard input and output'
        )
    if verdict is Verdict.RE:
        return ""
    if problem.output_file:
        return f"neither {problem.output_file} nor standard output has anything"
    return "it wrote to standard error only" if errors.strip() else ""
