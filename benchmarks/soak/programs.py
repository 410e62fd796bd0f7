"""Programs whose right verdict on each input is known, for continuous load (see `__main__`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tests.engine.execution import hostile_cpp, hostile_python

from shortlist_engine.execution.compiling.toolchains import tool
from shortlist_engine.execution.isolation.interpreter import numpy_available
from shortlist_engine.languages import LANGUAGES
from shortlist_engine.problem import Limits, Problem, Program, Run

LIMITS = Limits(time_s=0.3, memory_mib=128, output_kib=256)
SUM = Problem("sum", "", limits=LIMITS)
EXACT = replace(SUM, checker="exact")
FUNCTION = Problem("add", "", kind="function", entry_point="add", limits=LIMITS)
PASSED = {"AC", "OK"}
WITHOUT_EXPECTED = {"AC": "OK", "WA": "OK", "PE": "OK"}
# Attacks on the compiler that it takes seconds to refuse would leave time for little else.
QUICK_TO_REFUSE = {"include_stdin", "error_flood", "not_utf8", "include_random"}


@dataclass(frozen=True)
class Case:
    """`verdicts` are those that are right for each input, when all are run; `fresh` programs are
    new each time, so that nothing cached serves them. Drawn `weight` times as often as others."""

    name: str
    language: str
    source: str
    inputs: tuple[str, ...]
    expected: tuple[str, ...]
    verdicts: tuple[frozenset[str], ...]
    problem: Problem = SUM
    weight: float = 1
    fresh: bool = False

    def program(self, mark: int) -> Program:
        comment = LANGUAGES[self.language].comment
        return Program(
            self.language, f"{self.source}\n{comment} {mark}" if self.fresh else self.source
        )

    def fault(self, runs: Sequence[Run], *, compared: bool, stop: bool) -> str:
        """How these runs differ from what is right; empty when they do not."""
        if len(runs) != len(self.inputs):
            return f"{len(runs)} runs for {len(self.inputs)} inputs"
        failed = False
        for number, (run, verdicts) in enumerate(zip(runs, self.verdicts, strict=True), 1):
            right = set(verdicts)
            if not compared:
                right = {WITHOUT_EXPECTED.get(verdict, verdict) for verdict in right}
            if failed:
                right = {"SK"}
            if run.verdict.value not in right:
                return (
                    f"input {number}: {run.verdict.value} ({run.detail}), not {sorted(right)}; "
                    f"errors: {run.errors[-500:]}"
                )
            failed |= stop and run.verdict.value not in PASSED | {"CE"}
        return ""


def cases() -> list[Case]:
    """Those that can be run here."""
    found = [*_python(), *_functions(), *_hostile()]
    if numpy_available():
        source = "import numpy as np\nprint(np.array(input().split(), dtype=np.int64).sum())"
        patient = replace(SUM, limits=replace(LIMITS, time_s=5))
        found.append(_sums("numpy", source, "AC AC", problem=patient, weight=4))
    if tool("cpp"):
        found += _cpp()
    return found


def _sums(name: str, source: str, verdicts: str, language: str = "python", **more: object) -> Case:
    """Inputs `1 1`, `2 2` and so on, and their sums: as many as there are verdicts."""
    words = [frozenset(word.split("|")) for word in verdicts.split()]
    numbers = range(1, len(words) + 1)
    return Case(
        name,
        language,
        source,
        tuple(f"{i} {i}\n" for i in numbers),
        tuple(str(2 * i) for i in numbers),
        tuple(words),
        **more,  # type: ignore[arg-type]
    )


def _python() -> list[Case]:
    read = "a, b = map(int, input().split())\n"
    add = read + "print(a + b)"

    def at(number: int, what: str) -> str:
        return f"{read}if a == {number}: {what}\nprint(a + b)"

    memory = "x = [bytearray(1 << 25) for _ in range(10**4)]"
    return [
        _sums("right", add, "AC AC AC", weight=30, fresh=True),
        _sums("right, one input", add, "AC", weight=10, fresh=True),
        _sums("right, more than one process takes", add, " ".join(["AC"] * 19), weight=5),
        _sums("wrong", read + "print(a - b)", "WA WA WA", weight=10, fresh=True),
        _sums("wrong later", at(3, "print(0)"), "AC AC WA AC", weight=8),
        _sums("presentation", read + "print('', a + b)", "PE PE", problem=EXACT, weight=3),
        _sums("endless", "while True: pass", "TLE TLE", weight=2),
        _sums("endless later", at(2, "\n while True: pass"), "AC TLE AC", weight=3),
        _sums("waits", "import time; time.sleep(99)", "TLE"),
        _sums("memory", memory, "MLE MLE", weight=2),
        _sums("memory later", at(2, memory), "AC MLE AC", weight=2),
        _sums("output", "while True: print('x' * 1000)", "OLE OLE", weight=2),
        _sums("exception", read + "print(a // 0)", "RE RE RE", weight=8, fresh=True),
        _sums("exception later", at(2, "a // 0"), "AC RE AC", weight=5),
        _sums("status", "import sys; sys.exit(3)", "RE RE", weight=3),
        _sums("aborts", "import os; os.abort()", "RE RE", weight=2),
        _sums("ends itself", "import os; os.kill(os.getpid(), 15)", "RE RE", weight=2),
        _sums("kills itself", "import os; os.kill(os.getpid(), 9)", "RE RE", weight=2),
        _sums("leaves", "import os; print(2, flush=True); os._exit(0)", "AC WA", weight=2),
        _sums("deep recursion", at(2, "\n def f(): f()\n f()"), "AC RE AC", weight=2),
        _sums("does not compile", "print(", "CE CE CE", weight=5),
        _sums("busy for a while", f"for i in range(10**6): pass\n{add}", "AC AC AC", weight=10),
        _sums("sleeps for a while", f"import time; time.sleep(.3)\n{add}", "AC AC AC", weight=8),
    ]


def _functions() -> list[Case]:
    def calls(name: str, source: str, verdict: str) -> Case:
        case = _sums(name, source, " ".join([verdict] * 3), problem=FUNCTION, weight=4)
        return replace(case, inputs=tuple(f"add({i}, {i})" for i in (1, 2, 3)))

    return [
        calls("function, right", "def add(a, b): return a + b", "AC"),
        calls("function, wrong", "def add(a, b): return a * b + 5", "WA"),
        calls("function, exception", "def add(a, b): return a[b]", "RE"),
        calls("function, missing", "def sub(a, b): return a - b", "RE"),
    ]


def _cpp() -> list[Case]:
    head = "#include <bits/stdc++.h>\nusing namespace std;\n"
    plain = "#include <cstdio>\n"
    body = 'int main() {{ long long a, b; scanf("%lld %lld", &a, &b); {} printf("%lld", a + b); }}'

    def cpp(name: str, source: str, verdicts: str, weight: int, fresh: bool = False) -> Case:
        return _sums(f"C++, {name}", source, verdicts, "cpp", weight=weight, fresh=fresh)

    add = body.format("")
    return [
        cpp("right", head + add, "AC AC AC", 10),
        cpp("right, compiled now", plain + add, "AC AC AC", 12, True),
        cpp("right, whole library, compiled now", head + add, "AC AC AC", 2, True),
        cpp("wrong later", plain + body.format("if (a == 2) a = 7;"), "AC WA AC", 3),
        cpp("endless later", plain + body.format("while (a == 2) putchar(32);"), "AC OLE AC", 2),
        cpp("endless", plain + "int main() { volatile int x = 0; for (;;) ++x; }", "TLE TLE", 2),
        cpp("bad memory", plain + "int main() { *(volatile int *)0 = 1; }", "RE RE", 2),
        cpp("status, compiled now", "int main() { return 7; }", "RE RE", 2, True),
        cpp("does not compile", "int main() { retrun 0; }", "CE CE", 3),
    ]


def _hostile() -> list[Case]:
    found = []
    for attack in hostile_python.ATTACKS + (hostile_cpp.ATTACKS if tool("cpp") else []):
        slow = attack in hostile_cpp.COMPILER and attack.name not in QUICK_TO_REFUSE
        if slow or "@@" in attack.source:  # the latter needs a world outside to attack
            continue
        right = frozenset(attack.verdicts)
        found.append(
            Case(
                f"hostile, {attack.name}", attack.language, attack.source, ("1 2\n",),
                ("what no program prints",), (right,), weight=0.4,
            )
        )  # fmt: skip
    return found
