from __future__ import annotations

from shortlist_engine.practice.messages import explain, short_detail
from shortlist_engine.problem import Run, Verdict

SOURCE = "def f(x):\n    return 1 // x\nprint(f(0))\n"
TRACE = """debug
Traceback (most recent call last):
  File "/opt/shortlist/jail/harness.py", line 144, in _run_one
  File "prog.py", line 3, in <module>
  File "prog.py", line 2, in f
ZeroDivisionError: division by zero"""


def test_a_traceback_names_the_users_file_and_quotes_its_lines() -> None:
    run = Run(Verdict.RE, detail="ZeroDivisionError: division by zero (line 2)", errors=TRACE)
    assert explain(run, "sol\\1.py", SOURCE) == (
        "debug\n"
        "Traceback (most recent call last):\n"
        '  File "sol\\1.py", line 3, in <module>\n'
        "    print(f(0))\n"
        '  File "sol\\1.py", line 2, in f\n'
        "    return 1 // x\n"
        "ZeroDivisionError: division by zero"
    )


def test_of_a_long_traceback_the_end_stays_and_what_was_printed_before() -> None:
    frames = '  File "prog.py", line 2, in f\n' * 50
    errors = f"debug\nTraceback (most recent call last):\n{frames}RecursionError: too deep"
    shown = explain(Run(Verdict.RE, errors=errors), "a.py", SOURCE).split("\n")
    assert shown[0] == "debug"
    assert shown[-1] == "RecursionError: too deep"
    assert len(shown) < 20


def test_compile_errors() -> None:
    said = "SyntaxError: '(' was never closed (prog.py, line 3)"
    run = Run(Verdict.CE, detail=said, errors=said)
    assert explain(run, "a.py", SOURCE) == (
        "a.py:3: SyntaxError: '(' was never closed\n    print(f(0))"
    )
    assert short_detail(run, "a.py") == "a.py:3: SyntaxError: '(' was never closed"
    run = Run(Verdict.CE, errors="prog.cpp:2:3: error: 'b' was not declared")
    assert explain(run, "a.cpp", "int main() {\n  b;\n}") == (
        "a.cpp:2:3: error: 'b' was not declared\n      b;\n      ^"
    )
