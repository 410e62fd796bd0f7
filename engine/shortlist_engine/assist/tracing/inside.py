"""What runs inside the sandbox, in front of a Python program: it watches the program line by line.

This module's text becomes the beginning of the program that is run; it needs nothing but the
standard library, and works with any Python that the sandbox has. It reports how often lines ran,
which variables they changed and to what, and which calls gave what, all of it bounded.
"""

from __future__ import annotations

import contextlib
import json
import os
import reprlib
import sys
import types
from typing import Any

STEPS, VALUES, CALLS, EVENTS = 400, 64, 60, 20_000
NAMES_OF_A_LINE = 12
_LARGE_BITS = 2000
_FILE = "prog.py"
_HIDDEN = (types.ModuleType, types.FunctionType, types.BuiltinFunctionType, type)


class _Words(reprlib.Repr):
    """Values in few characters, without running code of the program."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel, self.maxstring, self.maxlong, self.maxother = 4, 80, 60, 60
        self.maxlist = self.maxtuple = self.maxset = self.maxdeque = self.maxdict = 12
        self.maxfrozenset = self.maxarray = 12

    def repr_int(self, value: Any, level: int) -> str:
        if value.bit_length() > _LARGE_BITS:
            return f"<integer of {value.bit_length()} bits>"
        return super().repr_int(value, level)

    def repr_instance(self, value: Any, level: int) -> str:
        kind = type(value)
        if kind in (bool, float, complex, bytes, bytearray, range, type(None)):
            text = repr(value)
            return text if len(text) <= self.maxother else text[: self.maxother - 3] + "..."
        if kind.__name__ in ("Counter", "defaultdict", "OrderedDict") and isinstance(value, dict):
            return self.repr_dict(value, level)  # type: ignore[arg-type]
        return "<" + kind.__name__ + ">"

    repr_bool = repr_float = repr_NoneType = repr_range = repr_bytes = repr_instance


class Watch:
    """Keeps what was seen."""

    def __init__(self, mark: str) -> None:
        self.mark = mark
        self.published = False
        self.words = _Words()
        self.events = 0
        self.complete = True
        self.steps: list[list[Any]] = []
        self.lines: dict[int, int] = {}
        self.changes: dict[str, list[Any]] = {}
        self.values: dict[str, list[str] | None] = {}
        self.calls: list[list[Any]] = []
        self.frames: dict[int, tuple[int, dict[str, str]]] = {}
        self.open_calls: dict[int, list[Any]] = {}

    def word(self, value: Any) -> str:
        """A value in words; whatever it is, this does not fail."""
        try:
            return self.words.repr(value)
        except Exception:
            return "<" + type(value).__name__ + ">"

    def seen(self, frame: Any) -> dict[str, str]:
        """The variables of a frame in words."""
        found = {}
        for name, value in list(frame.f_locals.items()):
            if name.startswith(("__", ".")) or isinstance(value, _HIDDEN):
                continue
            found[name] = self.word(value)
            if len(found) == 60:
                break
        return found

    def trace(self, frame: Any, event: str, argument: Any) -> Any:
        """Is called by Python before each line, and when a function begins and ends."""
        code = frame.f_code
        if code.co_filename != _FILE or (code.co_name[0] == "<" and code.co_name != "<module>"):
            return None
        if self.events >= EVENTS:
            self.complete = False
            self.publish()  # now: a program that never ends would leave nothing
            sys.settrace(None)
            frame.f_trace = None
            return None
        self.events += 1
        if event == "call":
            self._begin(frame)
        elif event == "line":
            self._note(frame)
            self.lines[frame.f_lineno] = self.lines.get(frame.f_lineno, 0) + 1
            self.frames[id(frame)] = (frame.f_lineno, self.frames[id(frame)][1])
        elif event == "return":
            self._note(frame)
            self.frames.pop(id(frame), None)
            call = self.open_calls.pop(id(frame), None)
            if call is not None:
                call[3] = self.word(argument)
        return self.trace

    def _begin(self, frame: Any) -> None:
        code = frame.f_code
        self.frames[id(frame)] = (0, {})
        if code.co_name != "<module>":
            names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
            given = {n: self.word(frame.f_locals[n]) for n in names if n in frame.f_locals}
            self.frames[id(frame)] = (0, dict(given))
            for name, value in given.items():
                self._value(name, value)
            if len(self.calls) < CALLS:
                call = [code.co_name, code.co_firstlineno, given, None]
                self.calls.append(call)
                self.open_calls[id(frame)] = call

    def _note(self, frame: Any) -> None:
        """Notes what the line before changed."""
        line, before = self.frames.get(id(frame), (0, {}))
        now = self.seen(frame)
        changed = {name: value for name, value in now.items() if before.get(name) != value}
        self.frames[id(frame)] = (line, now)
        if not line:
            return
        if len(self.steps) < STEPS:
            self.steps.append([line, frame.f_code.co_name, changed])
        for name, value in list(changed.items())[:NAMES_OF_A_LINE]:
            self._value(name, value)
            key = f"{line} {name}"
            kept = self.changes.setdefault(key, [0, value, value])
            kept[0] += 1
            kept[2] = value

    def _value(self, name: str, value: str) -> None:
        known = self.values.setdefault(name, [])
        if known is None or value in known:
            return
        if len(known) == VALUES:
            self.values[name] = None  # too many to say that it never had a value
        else:
            known.append(value)

    def publish(self) -> None:
        """Prints what was seen, once, as JSON between two marks."""
        if self.published:
            return
        self.published = True
        report = json.dumps(
            {
                "events": self.events,
                "complete": self.complete,
                "steps": self.steps,
                "lines": {str(line): count for line, count in self.lines.items()},
                "changes": self.changes,
                "values": self.values,
                "calls": self.calls,
            }
        )
        text = f"\x1e{self.mark}{report}\x1e{self.mark}".encode("utf-8", "replace")
        while text:
            text = text[os.write(1, text) :]


def run(source: str, call: str, mark: str) -> None:
    """Runs the program, and `call` after it when there is one, and prints between two marks what
    was seen, whatever the program's end is."""
    watch = Watch(mark)
    code = compile(source, _FILE, "exec", dont_inherit=True)
    module = types.ModuleType("__main__")
    module.__dict__["__file__"] = _FILE
    sys.modules["__main__"] = module
    try:
        if "threading" in source:
            import threading

            threading.settrace(watch.trace)
        if call:
            exec(code, module.__dict__)
            sys.settrace(watch.trace)
            value = eval(compile(call, "<call>", "eval"), module.__dict__)
            sys.settrace(None)
            print(repr(value))
        else:
            sys.settrace(watch.trace)
            exec(code, module.__dict__)
    finally:
        sys.settrace(None)
        for stream in (sys.stdout, sys.__stdout__):
            with contextlib.suppress(Exception):
                stream.flush()  # type: ignore[union-attr]
        watch.publish()
