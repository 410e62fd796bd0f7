"""Why our verdict on a program is not its judge's: the reasons that can be told from the records.

A reason is never made up: what fits none is left unexplained, to be looked at by a person.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from benchmarks.verdicts.agreement import Judged
from shortlist_engine.languages import PYTHON

UNEXPLAINED = "unexplained"
_FILES = re.compile(
    r"\bfreopen\s*\(|\bfopen\s*\(|\b[io]?fstream\b|\bopen\s*\(\s*['\"](?!/dev/std)[^'\"]+['\"]"
)
_NOT_OPENED = re.compile(r"^no output|FileNotFoundError|PermissionError")
_MODULE = re.compile(r"ModuleNotFoundError: No module named '([\w.]+)'")
_VERSION = re.compile(
    r"cannot import name '\w+' from|module '[\w.]+' has no attribute"
    r"|type object '[\w.]+' has no attribute|is an invalid keyword argument"
)
# A name of its own that std has had since a later standard, or one that std did not have yet.
_STANDARD = re.compile(
    r"reference to '\w+' is ambiguous|initializer but incomplete type"
    r"|'(?:ssize|gcd|lcm|midpoint|popcount|countr_zero|ranges|views|span)' "
    r"(?:was not|has not been) declared"
)
_ASSERTS = re.compile(r"\bassert\s*\(")
_ENOUGH = 2
_LABEL = "others pass all tests: this one's label is in doubt"
_DECIMAL = re.compile(r"[+-]?\d*\.\d* / ")
_DECIMALS = "decimals within 1e-6, which the judge may have compared as text"
_TOO_SLOW = "needs far more than the time limit here"
_UNSTATED = "the data state no time limit"
_PART_OF_THE_TESTS = "the data hold a part of the judge's tests"


def reasons(records: Sequence[Judged]) -> list[str]:
    """For each record "" when it agrees with its label, else a reason, `UNEXPLAINED` among them.

    The other programs of the same problem are evidence too, so give all of them.
    """
    others: dict[tuple[str, str, int], Counter[str]] = {}
    passed: Counter[tuple[str, str]] = Counter()
    for record in records:
        if record.correct and record.output:
            key = (record.file, record.problem, record.test)
            others.setdefault(key, Counter())[record.output] += 1
        passed[record.file, record.problem] += record.correct and record.accepted
    return [
        ""
        if record.agrees
        else _rejected(
            record,
            others.get((record.file, record.problem, record.test), Counter()),
            passed[record.file, record.problem],
        )
        if record.correct
        else _accepted(record)
        for record in records
    ]


def _rejected(record: Judged, others: Counter[str], passed: int) -> str:
    """Why a correct program was not accepted. `others` counts the outputs of correct programs that
    fail on the same test, `passed` the correct programs of this problem that were accepted."""
    kind, detail = record.verdict, record.detail
    if record.again not in ("", kind) and "TLE" not in (kind, record.again):
        return "unstable: two runs differ"
    if kind == "CE":
        return _compile_error(record)
    if "TLE" in (kind, record.again):
        if "idle" in detail:
            return UNEXPLAINED
        return _TOO_SLOW if record.time_limit_s else _UNSTATED
    if kind == "MLE":
        return "needs more than the memory limit here"
    if kind == "RE":
        missing = _MODULE.search(detail)
        if missing:
            return f"needs the module {missing[1]}"
        if _VERSION.search(detail):
            return "written for another version of the interpreter"
        if passed >= _ENOUGH and "SIGABRT" in detail and _ASSERTS.search(record.source):
            return _LABEL
    if _NOT_OPENED.search(detail) and _FILES.search(record.source):
        return "reads or writes a file"
    if kind in ("WA", "PE"):
        if record.several:
            return "several answers, or a checker of its own"
        if record.permissive:
            return "right by AlphaCode's rule only"
        if passed >= _ENOUGH:
            return _LABEL
        if len(others) == 1 and others[record.output] > 1 and not passed:
            return "all correct programs agree on another output"
        if len(others) > 1:
            return "correct programs differ among themselves"
    return UNEXPLAINED


def _compile_error(record: Judged) -> str:
    if record.language == PYTHON.name:
        return "written for another version of the interpreter"
    if _STANDARD.search(record.detail):
        return "written for another standard of C++"
    if "fatal error:" in record.detail or "ld returned" in record.detail:
        return "needs files of its judge"
    return f"does not compile: {record.detail.splitlines()[0]}" if record.detail else UNEXPLAINED


def _accepted(record: Judged) -> str:
    """Why an incorrect program was accepted."""
    if record.label == "time_limit":
        return _UNSTATED if record.time_limit_s is None else "fast enough here"
    if record.several:
        return "several answers, or a checker of its own"
    if record.lenient:
        return _DECIMALS if _DECIMAL.match(record.lenient) else UNEXPLAINED
    return _PART_OF_THE_TESTS if record.hidden else "the data hold the examples only"
