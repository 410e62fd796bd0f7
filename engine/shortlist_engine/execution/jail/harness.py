"""Runs one Python program inside a confined child, on one input or on several in turn.

What a contest judge's interpreter does, kept up without a new process: fresh globals, streams,
seeds and built-ins for each input; thread and atexit shutdown before the output is complete.
"""

from __future__ import annotations

import atexit
import builtins
import contextlib
import gc
import os
import random
import re
import signal
import sys
import types
from collections.abc import Callable
from typing import Any

_EXIT_NAMES = ("exit", "quit")
_SIGNALS = tuple(s for s in signal.valid_signals() if s not in (signal.SIGKILL, signal.SIGSTOP))

FINISHED, FAILED, MEMORY, EXCEPTION, COMPILE = b"F", b"E", b"M", b"X", b"C"


# A program that reaches into the interpreter gets a process for every input: comparing whole
# modules would cost more than the fork it saves, because reading an object copies its page.
_REACHES_IN = re.compile(
    r"\b(?:builtins|__builtins__|setattr|delattr|vars|__dict__|environ|putenv|gc|modules|ctypes|"
    r"_getframe|sys\.path)\b"
)
_IMPORTED = re.compile(r"^\s*(?:from\s+[\w.]+\s+)?import\s+([^#\n;]+)", re.MULTILINE)
_NAME = re.compile(r"\w+")
_ASSIGNED = re.compile(r"\b(\w+)\.[\w.]+(?=\s*(?:[-+*/|&^%]|//|\*\*|<<|>>)?=(?!=))")
_RENEWED = frozenset({"sys.stdin", "sys.stdout", "sys.stderr"})


class _Baseline:
    """The interpreter's state that a program can change, as it was before any program."""

    def __init__(self) -> None:
        self.recursion = sys.getrecursionlimit()
        self.switch_interval = sys.getswitchinterval()
        self.handlers = {number: signal.getsignal(number) for number in _SIGNALS}
        self.names = frozenset(sys.modules) | {"__main__", "solution"}

    def restore(self) -> bool:
        """False when a program left something that only a new process can undo."""
        if not self.names.issuperset(sys.modules):
            return False  # a module's own state could carry over
        for timer in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
            signal.setitimer(timer, 0)
        for number, handler in self.handlers.items():
            if signal.getsignal(number) != handler:
                signal.signal(number, handler)
        sys.setrecursionlimit(self.recursion)
        sys.setswitchinterval(self.switch_interval)
        sys.settrace(None)
        sys.setprofile(None)
        gc.enable()
        return True


def keeps_to_itself(source: str) -> bool:
    """Whether a program leaves modules and built-ins as they are, as far as its text shows; its
    streams and limits may change, since those are renewed for every input."""
    if _REACHES_IN.search(source):
        return False
    names = {name for group in _IMPORTED.findall(source) for name in _NAME.findall(group)}
    for match in _ASSIGNED.finditer(source):
        if match[1] in names and match[0] not in _RENEWED:
            return False
    return True


_baseline: _Baseline


def prepare() -> None:
    """Once in the zygote, before it serves: restore what `-S` left out, lift limits that judges
    do not have, and remember the state to come back to."""
    import _sitebuiltins

    for name in _EXIT_NAMES:
        setattr(builtins, name, _sitebuiltins.Quitter(name, "Ctrl-D (i.e. EOF)"))
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    # Python ignores it, but a program whose output is too long must end.
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    sys.dont_write_bytecode = True
    os.environ.clear()
    global _baseline
    _baseline = _Baseline()


def compile_program(source: bytes) -> types.CodeType:
    """Raises SyntaxError, ValueError and the like, MemoryError, RecursionError."""
    code = compile(source, "prog.py", "exec", dont_inherit=True)
    assert isinstance(code, types.CodeType)
    return code


def run_inputs(
    code: types.CodeType,
    alone: bool,
    count: int,
    function: bytes | None,
    next_input: Callable[[int], None],
    report: Callable[[bytes, int], None],
) -> None:
    """Run `code` on `count` inputs; `next_input(i)` puts input i on descriptors 0 and 1.

    Reports each end, and stops after the first that is not clean, or after one input when `alone`
    or when something is left that a new process must undo. `function` is the entry point's
    name when the inputs are expressions. Does not return to the caller's state: exit afterwards.
    """
    for index in range(count):
        if index:
            if alone or not _baseline.restore():
                return  # a new process takes over
            next_input(index)
        status, value = _run_one(code, function)
        report(status, value)
        if status != FINISHED:
            return


def _run_one(code: types.CodeType, function: bytes | None) -> tuple[bytes, int]:
    stdout = _fresh_streams()
    random.seed(0)
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random is not None:
        numpy_random.seed(0)
    sys.argv = ["prog.py"]
    module = types.ModuleType("__main__" if function is None else "solution")
    module.__dict__["__builtins__"] = builtins
    module.__dict__["__file__"] = "prog.py"
    sys.modules[module.__name__] = module
    status, value = FINISHED, 0
    try:
        if function is None:
            exec(code, module.__dict__)
        else:
            _call(code, module, function.decode(), stdout)
    except SystemExit as request:
        status, value = _exit_status(request)
    except MemoryError:
        status = MEMORY
    except BaseException as error:
        status = EXCEPTION
        _print_exception(error)
    return _finish(status, value, stdout)


def _call(code: types.CodeType, module: types.ModuleType, name: str, stdout: Any) -> None:
    """Define the program's functions, evaluate the input as an expression, output its repr.

    The value replaces whatever the program printed.
    """
    with open(0, encoding="utf-8", closefd=False) as stream:
        expression = stream.read().strip()
    names = module.__dict__
    exec(code, names)
    solution = names.get("Solution")
    if name and name not in names and isinstance(solution, type) and hasattr(solution, name):
        names[name] = getattr(solution(), name)
    value = eval(compile(expression, "<example>", "eval", dont_inherit=True), names)
    text = repr(value)
    stdout.flush()
    os.ftruncate(1, 0)
    os.lseek(1, 0, os.SEEK_SET)
    stdout.write(text)


def _fresh_streams() -> Any:
    sys.stdin = sys.__stdin__ = open(  # type: ignore[misc]  # noqa: SIM115
        0, encoding="utf-8", errors="surrogateescape", closefd=False
    )
    sys.stdout = sys.__stdout__ = open(  # type: ignore[misc]  # noqa: SIM115
        1, "w", encoding="utf-8", errors="surrogateescape", closefd=False
    )
    sys.stderr = sys.__stderr__ = open(  # type: ignore[misc]  # noqa: SIM115
        2, "w", encoding="utf-8", errors="backslashreplace", closefd=False, buffering=1
    )
    return sys.stdout


def _exit_status(request: SystemExit) -> tuple[bytes, int]:
    if request.code is None:
        return FINISHED, 0
    if isinstance(request.code, int):
        value = request.code & 0xFF
        return (FAILED if value else FINISHED), value
    with contextlib.suppress(Exception):
        print(request.code, file=sys.stderr)
    return FAILED, 1


def _print_exception(error: BaseException) -> None:
    try:
        trace = error.__traceback__
        while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
            trace = trace.tb_next
        sys.__excepthook__(type(error), error, trace)
    except BaseException:
        pass


def _finish(status: bytes, value: int, stdout: Any) -> tuple[bytes, int]:
    """The interpreter's own order at exit: threads, atexit, flush."""
    try:
        threading = sys.modules.get("threading")
        if threading is not None:
            threading._shutdown()
        atexit._run_exitfuncs()
    except MemoryError:
        status = MEMORY
    except BaseException as error:
        _print_exception(error)
    for stream in (sys.stdout, stdout, sys.stderr):
        try:
            stream.flush()
        except MemoryError:
            status = MEMORY
        except BaseException:
            pass  # closed or replaced by the program
    return status, value
