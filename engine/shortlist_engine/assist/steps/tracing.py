"""A Python program run step by step in the sandbox: what each step prints, the values after it, and
whether its examples hold.

The steps are compiled one by one and run in one module, in an ordinary program of the sandbox which
reports between them on standard output, in lines that begin with a mark. Values are told by their
`repr`, bounded in number and length; a digest of all of it tells whether one has changed.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shortlist_engine.assist.steps.document import StepCheck
from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.languages import PYTHON
from shortlist_engine.problem import Limits, Problem, Program, Run, SourceFile, Verdict

LIMITS = Limits(time_s=4.0, memory_mib=512)
MOST_VALUES, MOST_CHARACTERS = 60, 200
_NUMPY = re.compile(r"^[ \t]*(?:import|from)[ \t]+(?:numpy|pandas)\b", re.MULTILINE)


@dataclass(frozen=True)
class Value:
    """Holds a variable after a step: `type` is the name of its type, `text` its `repr`, cut in the
    middle where it is long, and `digest` that of all of it."""

    name: str
    type: str
    text: str
    digest: str


@dataclass(frozen=True)
class CheckResult:
    """Says whether an example of a step holds; `got` is the value, or the error, where it does
    not."""

    step: int
    check: StepCheck
    held: bool
    got: str = ""


@dataclass(frozen=True)
class StepTrace:
    """Tells what one step did: `number` is its place, 0 the code above the first. `error` is empty
    when it ended well, else says what befell it, `line` being the line of its code, from 1, 0 where
    that is not known. `checks` are the examples of all steps so far, evaluated after it."""

    number: int
    output: str = ""
    values: tuple[Value, ...] = ()
    checks: tuple[CheckResult, ...] = ()
    error: str = ""
    line: int = 0


@dataclass(frozen=True)
class Trace:
    """Tells what a program did on one input: a `StepTrace` for each step that was begun, the code
    above the first included, and the `run` as the sandbox saw it."""

    steps: tuple[StepTrace, ...]
    run: Run

    @property
    def output(self) -> str:
        """Returns all that the program printed."""
        return "".join(step.output for step in self.steps)

    @property
    def error(self) -> str:
        """Returns what ended the program early, empty when nothing did."""
        return self.steps[-1].error if self.steps else self.run.detail

    def at(self, number: int) -> StepTrace | None:
        """Returns what the step did, None when it was never begun."""
        return next((step for step in self.steps if step.number == number), None)


@dataclass(frozen=True)
class Stepped:
    """Holds a program in steps: `codes` are of the code above the first step, then of each step;
    `checks` the examples of each, none for the first."""

    codes: tuple[str, ...]
    checks: tuple[tuple[StepCheck, ...], ...]
    files: tuple[SourceFile, ...] = field(default=())


async def trace(
    pool: Runner, program: Stepped, inputs: Sequence[str], limits: Limits = LIMITS
) -> list[Trace]:
    """Runs the program on each input, step by step. Raises what `Runner.run` does."""
    mark = f"step-{secrets.token_hex(12)}:"
    source = _program(program, mark)
    request = RunRequest(
        Problem("", "", limits=limits),
        Program(PYTHON.name, source, files=program.files),
        list(inputs),
    )
    runs = await pool.run(request)
    return [_read(run, mark, program) for run in runs]


def _program(program: Stepped, mark: str) -> str:
    given = {
        "mark": mark,
        "codes": program.codes,
        "checks": [[(c.expression, c.expected) for c in each] for each in program.checks],
        "most": (MOST_VALUES, MOST_CHARACTERS),
    }
    needs_numpy = any(map(_NUMPY.search, program.codes))
    # The sandbox gives numpy to programs that import it in so many words.
    numpy = "try:\n    import numpy\nexcept ImportError:\n    pass\n" if needs_numpy else ""
    return f"{numpy}{_TRACER}\n_trace(**{given!r})\n"


# Whatever the program does to names, streams or modules, what reports is kept apart from it.
_TRACER = """
def _trace(mark, codes, checks, most):
    import os, re, sys, types
    from ast import literal_eval
    from hashlib import sha256
    from io import StringIO
    from json import dumps
    module = sys.modules["__main__"] = types.ModuleType("__main__")
    names = module.__dict__
    begun = set(names) | {"__builtins__", "__annotations__"}
    stdout, write, flush = sys.stdout, os.write, sys.stdout.flush
    addresses = re.compile(" at 0x[0-9a-f]+")

    def told(value):
        if isinstance(value, types.FunctionType):
            code = value.__code__
            body = repr((code.co_code, code.co_consts, code.co_names))
            arguments = ", ".join(code.co_varnames[:code.co_argcount])
            shown = "function %s(%s)" % (value.__name__, arguments)
            return shown, addresses.sub("", shown + body)
        if isinstance(value, type):
            return "class " + value.__name__, value.__name__
        text = addresses.sub("", repr(value))
        return text, text

    def values():
        found = []
        for name, value in list(names.items()):
            if name in begun or isinstance(value, types.ModuleType) or len(found) == most[0]:
                continue
            if getattr(value, "__module__", "__main__") != "__main__" and callable(value):
                continue
            try:
                shown, whole = told(value)
            except BaseException as error:
                shown = whole = "<its repr fails: %s>" % type(error).__name__
            half = most[1] // 2
            if len(shown) > most[1]:
                shown = shown[:half] + " ... " + shown[-half:]
            digest = sha256(whole.encode("utf-8", "replace")).hexdigest()[:16]
            found.append([name, type(value).__name__, shown, digest])
        return found

    def plain(value):
        return plain(value.tolist()) if hasattr(value, "tolist") else value

    def checked(expression, expected):
        kept = sys.stdout
        sys.stdout = StringIO()
        try:
            value = eval(compile(expression, "<example>", "eval", dont_inherit=True), names)
            if not expected:
                return bool(value), told(value)[0]
            shown = told(value)[0]
            if shown == expected:
                return True, shown
            try:
                wanted = literal_eval(expected)
            except Exception:
                return False, shown
            same = plain(value) == wanted
            if isinstance(wanted, float) and isinstance(value, (int, float)):
                same = same or abs(value - wanted) <= 1e-9 * max(1.0, abs(wanted))
            return bool(same), shown
        except BaseException as error:
            return False, "%s: %s" % (type(error).__name__, error)
        finally:
            sys.stdout = kept

    def report(**fields):
        try:
            sys.stdout.flush()
        except Exception:
            pass
        try:
            flush()
        except Exception:
            pass
        data = ("\\n" + mark + dumps(fields) + "\\n").encode("utf-8", "replace")
        while data:
            data = data[write(1, data):]

    for number, code in enumerate(codes):
        error = line = None
        report(begin=number)
        try:
            exec(compile(code + "\\n", "<step %d>" % number, "exec", dont_inherit=True), names)
        except BaseException as raised:
            where = raised.__traceback__
            while where is not None:
                if where.tb_frame.f_code.co_filename == "<step %d>" % number:
                    line = where.tb_lineno
                where = where.tb_next
            if isinstance(raised, SyntaxError) and line is None:
                line = raised.lineno
            name = type(raised).__name__
            said = str(raised.msg if isinstance(raised, SyntaxError) else raised)
            error = "%s: %s" % (name, said) if said else name
            if isinstance(raised, SystemExit):
                error = "it leaves the program (%s)" % error
        results = []
        if error is None:
            for step, each in enumerate(checks[:number + 1]):
                for place, (expression, expected) in enumerate(each):
                    held, got = checked(expression, expected)
                    results.append([step, place, held, got[:most[1]]])
        report(end=number, values=values(), checks=results, error=error, line=line)
        if error is not None:
            break
    sys.stdout = stdout
"""


def _read(run: Run, mark: str, program: Stepped) -> Trace:
    steps: list[StepTrace] = []
    parts = re.split(rf"\n{re.escape(mark)}([^\n]*)\n", run.output)
    output, ended = "", True
    for said, after in zip(parts[1::2], parts[2::2], strict=True):
        try:
            fields = json.loads(said)
            if "begin" in fields:
                steps.append(StepTrace(int(fields["begin"])))
                output, ended = after, False
                continue
            steps[-1] = _step(fields, output, program)
            ended = True
        except (ValueError, KeyError, TypeError, IndexError):  # not what reports wrote
            number = steps[-1].number if steps else 0
            meddles = StepTrace(number, output, error="it writes into what is said of it")
            return Trace((*steps[:-1], meddles), run)
    if steps and not ended:
        steps[-1] = StepTrace(steps[-1].number, output, error=_ended(run))
    return Trace(tuple(steps), run)


def _step(fields: Mapping[str, Any], output: str, program: Stepped) -> StepTrace:
    return StepTrace(
        int(fields["end"]),
        output,
        tuple(Value(*each) for each in fields["values"]),
        tuple(
            CheckResult(step, program.checks[step][place], held, "" if held else got)
            for step, place, held, got in fields["checks"]
        ),
        fields["error"] or "",
        fields["line"] or 0,
    )


def _ended(run: Run) -> str:
    words = {
        Verdict.OK: "it ends the program",
        Verdict.TLE: "it takes too long",
        Verdict.MLE: "it takes too much memory",
        Verdict.OLE: "it prints too much",
    }
    return words.get(run.verdict) or run.detail or run.verdict.value
