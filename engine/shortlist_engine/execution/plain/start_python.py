"""Starts a Python program: the arguments are a file for what is said of its end, the program's
file, the folder that the module `leetcode` is in, and, for a function problem, the function's name.

What it says is a letter: C when the text does not compile, M when memory ran out, X when another
exception reached the top. Any Python since 3.8 runs it, the user's own.
"""

import builtins
import os
import sys
import types

_JSON = (("true", True), ("false", False), ("null", None))


def main():
    said, name, jail = sys.argv[1:4]
    function = sys.argv[4] if len(sys.argv) > 4 else ""
    sys.argv = [name]
    sys.path[0] = os.getcwd()
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    with open(name, "rb") as file:
        source = file.read()
    try:
        code = compile(source, name, "exec", dont_inherit=True)
    except Exception as error:
        _say(said, "M" if isinstance(error, MemoryError) else "C")
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        sys.exit(1)
    if b"random" in source:
        import random

        random.seed(int(os.environ.get("PYTHONHASHSEED", "0")))
    module = types.ModuleType("solution" if function else "__main__")
    module.__dict__["__builtins__"] = builtins
    module.__dict__["__file__"] = name
    sys.modules[module.__name__] = module
    try:
        if function:
            _call(code, module.__dict__, function, jail)
        else:
            exec(code, module.__dict__)
        sys.stdout.flush()
    except SystemExit:
        raise
    except BaseException as error:
        _say(said, "M" if isinstance(error, MemoryError) else "X")
        trace = error.__traceback__
        while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
            trace = trace.tb_next
        sys.excepthook(type(error), error.with_traceback(trace), trace)
        sys.exit(1)


def _call(code, names, function, jail):
    """Define the program's functions, evaluate the input as an expression, output its repr, which
    replaces whatever the program printed."""
    leetcode = _leetcode(jail)
    expression = sys.stdin.read().strip()
    if "Solution" in code.co_names:
        leetcode.give_names(code, names)
    exec(code, names)
    solution, own = names.get("Solution"), {}
    if function not in names and isinstance(solution, type) and hasattr(solution, function):
        method = names[function] = leetcode.as_called(getattr(solution(), function), names)
        own["Solution"] = lambda: types.SimpleNamespace(**{function: method})
    for word, meaning in _JSON:
        names.setdefault(word, meaning)
    value = eval(compile(expression, "<example>", "eval", dont_inherit=True), names, own)
    text = repr(value)
    sys.stdout.flush()
    os.ftruncate(1, 0)
    os.lseek(1, 0, os.SEEK_SET)
    sys.stdout.write(text)


def _leetcode(folder):
    """Our own module, whatever the program's folder has of that name."""
    module = types.ModuleType("shortlist_leetcode")
    path = os.path.join(folder, "leetcode.py")
    with open(path, encoding="utf-8") as file:
        exec(compile(file.read(), path, "exec", dont_inherit=True), module.__dict__)
    return module


def _say(path, letter):
    with open(path, "w", encoding="ascii") as file:
        file.write(letter)


main()
