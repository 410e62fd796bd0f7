"""How a run of tests went, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from shortlist_engine.problem import Verdict
from shortlist_server.presentation.quantities import count
from shortlist_server.testsets import ShownTest, TestResult, TestSet

_PASSED = (Verdict.AC, Verdict.OK)


def headline(
    tests: Sequence[ShownTest], known: TestSet, *, stale: bool, unavailable: str = ""
) -> str:
    """Returns how far a run is, or how the last one went: `2 of 3 passed · example 3: WA`."""
    if known.running is not None:
        return f"Running {known.running.ended} of {len(known.running.ids)}"
    if known.failure:
        return known.failure
    results = [known.result_of(test) for test in tests]
    if not any(results):
        if known.was_cancelled:
            return "Cancelled before any test had ended"
        if unavailable:
            return unavailable
        return "Not run yet" if tests else "No tests yet: add one"
    text = outcome(tests, results, known, cancelled=known.was_cancelled)
    return f"{text} · edited since" if stale else text


def outcome(
    tests: Sequence[ShownTest],
    results: Sequence[TestResult | None],
    known: TestSet,
    *,
    cancelled: bool = False,
) -> str:
    """Returns how many of the tests passed, and which failed first."""
    if known.compile_output is not None:
        return "It does not compile"
    ran = [(test, result) for test, result in zip(tests, results, strict=True) if result]
    failed = [(test, each) for test, each in ran if each.run.verdict not in _PASSED]
    uncompared = sum(each.run.verdict is Verdict.OK for _, each in ran)
    passed = len(ran) - len(failed) - uncompared
    compared = len(tests) - uncompared
    parts = [f"{passed} of {compared} passed"] if compared or not uncompared else []
    if failed:
        test, result = failed[0]
        more = f" and {len(failed) - 1} more" if len(failed) > 1 else ""
        parts.append(f"{_name(test)}: {result.run.verdict.value}{more}")
    if uncompared:
        parts.append(f"{count(uncompared, 'test')} ran without an expected output")
    if cancelled:
        parts.insert(0, "Cancelled")
    elif len(ran) < len(tests):
        parts.append(f"{len(tests) - len(ran)} not run")
    return " · ".join(parts)


def _name(test: ShownTest) -> str:
    """The name for the middle of a sentence, where it is not the user's."""
    first, _, number = test.name.partition(" ")
    ours = first in ("Example", "Test") and number.isdigit()
    return test.name.lower() if ours else test.name
