"""Runs one Python program inside a confined child, on one input or on several in turn.

What a contest judge's interpreter does, kept up without a new process: fresh globals, streams,
seeds and built-ins for each input; thread and atexit shutdown before the output is complete.
"""

from __future__ import annotations

import _signal  # what `signal` wraps in enumerations, at a price that every input would pay
import _thread
import atexit
import builtins
import contextlib
import gc
import os
import random
import signal
import sys
import types
from collections.abc import Callable
from typing import Any

from . import leetcode, recursion, wire
from .environment import ENVIRONMENT

_THREAD_STACK = 8 << 20
_EXIT_NAMES = ("exit", "quit")
_SIGNALS = tuple(
    int(number)
    for number in signal.valid_signals()
    if number not in (signal.SIGKILL, signal.SIGSTOP)
)

# Judges that speak JSON write these in their examples.
_JSON = (("true", True), ("false", False), ("null", None))

FINISHED, FAILED, MEMORY, EXCEPTION, COMPILE = b"F", b"E", b"M", b"X", b"C"


class _Baseline:
    """The interpreter's state that a program can change, as it was before any program."""

    def __init__(self) -> None:
        self.switch_interval = sys.getswitchinterval()
        self.handlers = [(number, _signal.getsignal(number)) for number in _SIGNALS]
        sys.modules["__main__"] = sys.modules["solution"] = types.ModuleType("__main__")
        self.modules = len(sys.modules)

    def restore(self) -> bool:
        """False when a program left something that only a new process can undo."""
        # Counted and not compared: to look at each name is to write to its page.
        if len(sys.modules) != self.modules:
            return False  # a module's own state could carry over
        for timer in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
            signal.setitimer(timer, 0)
        for number, handler in self.handlers:
            if _signal.getsignal(number) is not handler:
                _signal.signal(number, handler)
        recursion.reset()
        sys.setswitchinterval(self.switch_interval)
        sys.settrace(None)
        sys.setprofile(None)
        gc.enable()
        return True


_baseline: _Baseline
_seed = 0
_held: list[bytes] = []
FILLED_MEMORY = ("GLIBC_TUNABLES", "glibc.malloc.perturb=165")
_streams: list[tuple[Any, Any, Any]] = []


def prepare(variation: int) -> None:
    """Runs once in the zygote, before it serves: restores what `-S` left out, lifts limits that
    judges do not have, and uses what programs use. All but variation 0 also differ in what a
    program should not depend on."""
    import _sitebuiltins

    for name in _EXIT_NAMES:
        setattr(builtins, name, _sitebuiltins.Quitter(name, "Ctrl-D (i.e. EOF)"))
    recursion.hide_own_frames()
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    # Python ignores it, but a program whose output is too long must end.
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    sys.dont_write_bytecode = True
    # What threads have elsewhere; here it would follow the limit of the stack, which is lifted.
    _thread.stack_size(_THREAD_STACK)
    os.environ.clear()
    os.environ.update(ENVIRONMENT)
    global _seed
    _seed = variation
    _renew_streams()
    _warm_up()
    _renew_streams()
    if variation:
        _scatter(random.Random(variation))
        # For compiled programs: what the allocator gives them is not zero. Not in os.environ.
        os.putenv(*FILLED_MEMORY)


def _scatter(choice: random.Random) -> None:
    """Leave the interpreter's allocator with holes in an irregular order, so that the objects of a
    program lie in another order than elsewhere; the bases of its memory differ by whole pages
    only, which many a hash table does not see."""
    step, largest, blocks = 16, 512, 128  # the allocator's classes of sizes
    header = sys.getsizeof(b"")
    made = [
        bytes(size - header)
        for size in range(step * (header // step + 1), largest + 1, step)
        for _ in range(blocks)
    ]
    choice.shuffle(made)
    _held[:] = made[: len(made) // 2]


def _renew_streams() -> None:
    """One set for each input, opened before the fork because opening is dear in a child."""
    _streams[:] = [_open_streams() for _ in range(wire.SLOTS)]
    # Nothing that a child would have to take down.
    sys.stdin = sys.stdout = sys.stderr = None  # type: ignore[assignment]
    sys.__stdin__ = sys.__stdout__ = sys.__stderr__ = None  # type: ignore[misc, assignment]


def remember() -> None:
    """Records, once in the zygote when all is loaded, the state to come back to between inputs."""
    global _baseline
    _baseline = _Baseline()


# What most programs do. Whatever the interpreter builds on first use (codecs, caches of types and
# attributes, memory for frames) is then there before the fork, and not made in every child.
_USUAL = b"""
import sys
def solve(n, items):
    seen, best = {}, 0
    for index, item in enumerate(items):
        seen[item] = seen.get(item, 0) + 1
        best = max(best, item, key=lambda value: -value)
    return sorted(seen.items(), reverse=True)[:n], best
class Pair:
    def __init__(self, a, b):
        self.a, self.b = a, b
n, m = map(int, input().split())
items = list(map(int, sys.stdin.readline().split()))
print(n + m, solve(2, items), Pair(n, m).a, sum(x for x in items if x % 2))
words = [input().strip() for _ in range(2)]
print(*sorted(set(words)), sep=" ")
print("%d %s" % (n, words[0][::-1]), "".join(words).replace("a", "b"), f"{m / 3:.6f}")
try:
    print([[0] * 2 for _ in range(2)][5])
except IndexError:
    sys.stdout.write("\\n".join(words) + "\\n")
"""
_USUAL_INPUT = b"2 3\n4 5 6\nabc\nxyz\n"


def _warm_up() -> None:
    kept = os.dup(0), os.dup(1)
    for fd in (0, 1):
        scratch = os.memfd_create("warm")
        os.dup2(scratch, fd)
        os.close(scratch)
    os.write(0, _USUAL_INPUT)
    for turn in range(wire.SLOTS):
        os.lseek(0, 0, os.SEEK_SET)
        status, _ = _run_one(compile_program(_USUAL), None, turn)
        assert status == FINISHED
    for fd, saved in zip((0, 1), kept, strict=True):
        os.dup2(saved, fd)
        os.close(saved)


def compile_program(source: bytes) -> types.CodeType:
    """Raises SyntaxError, ValueError and the like, MemoryError, RecursionError."""
    code = compile(source, "prog.py", "exec", dont_inherit=True)
    assert isinstance(code, types.CodeType)
    return code


def run_inputs(
    code: types.CodeType,
    count: int,
    function: bytes | None,
    next_input: Callable[[int], None],
    report: Callable[[bytes, int], None],
) -> None:
    """Runs `code` on `count` inputs; `next_input(i)` puts input i on descriptors 0 and 1.

    Reports each end, and stops after the first that is not clean, or when something is left that
    only a new process can undo. `function` is the entry point's name when the inputs are
    expressions. Does not return to the caller's state: exit afterwards.
    """
    recursion.count_own_frames(below=1)
    for index in range(count):
        if index:
            if not _baseline.restore():
                return  # a new process takes over
            next_input(index)
        status, value = _run_one(code, function, index)
        report(status, value)
        if status != FINISHED:
            return


def _run_one(code: types.CodeType, function: bytes | None, index: int) -> tuple[bytes, int]:
    stdout = _use_streams(index)
    random.seed(_seed)
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random is not None:
        numpy_random.seed(_seed)
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
    if "Solution" in code.co_names:
        leetcode.give_names(code, names)
    exec(code, names)
    solution, own = names.get("Solution"), {}
    if name and name not in names and isinstance(solution, type) and hasattr(solution, name):
        method = names[name] = leetcode.as_called(getattr(solution(), name), names)
        own["Solution"] = lambda: types.SimpleNamespace(**{name: method})
    for word, meaning in _JSON:
        names.setdefault(word, meaning)
    value = eval(compile(expression, "<example>", "eval", dont_inherit=True), names, own)
    text = repr(value)
    stdout.flush()
    os.ftruncate(1, 0)
    os.lseek(1, 0, os.SEEK_SET)
    stdout.write(text)


def _open_streams() -> tuple[Any, Any, Any]:
    """Standard input, output and error over descriptors 0 to 2, whatever these come to be."""
    return (
        open(0, encoding="utf-8", errors="surrogateescape", closefd=False),
        open(1, "w", encoding="utf-8", errors="surrogateescape", closefd=False),
        open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False, buffering=1),
    )


def _use_streams(index: int) -> Any:
    sys.stdin, sys.stdout, sys.stderr = streams = _streams[index]
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = streams  # type: ignore[misc]
    return streams[1]


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
        sys.__excepthook__(type(error), error.with_traceback(trace), trace)
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
