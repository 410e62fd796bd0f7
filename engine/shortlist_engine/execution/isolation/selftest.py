"""Programs that the sandbox must judge right before it may run anything else."""

from __future__ import annotations

from shortlist_engine.execution.isolation.jail import wire
from shortlist_engine.execution.isolation.layers import SandboxUnavailable
from shortlist_engine.execution.isolation.zygote import Zygote

_CANARY = b"import sys\na, b = map(int, sys.stdin.read().split())\nprint(a + b)\n"
_CANARY_INPUT, _CANARY_OUTPUT = b"20 22\n", b"42\n"

# Prints the name of every attack that worked.
_ESCAPE = b"""
import os
def attempt(name, action):
    try:
        action()
    except OSError:
        return
    print(name)
def network():
    import _socket
    _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
def process():
    if os.fork() == 0:
        os._exit(0)
attempt("read a system file", lambda: os.open("/etc/passwd", os.O_RDONLY))
attempt("read its own process file", lambda: os.open("/proc/self/environ", os.O_RDONLY))
attempt("write a file", lambda: os.open("/tmp/shortlist-escape", os.O_WRONLY | os.O_CREAT))
attempt("open a socket", network)
attempt("start a process", process)
attempt("execute a program", lambda: os.execv("/bin/true", ["true"]))
print("end")
"""
_LIMITS = {
    "cpu_us": 5_000_000,
    "wall_us": 20_000_000,
    "memory": 256 << 20,
    "output": 1 << 16,
}


async def check(zygote: Zygote) -> None:
    """Raises SandboxUnavailable when a good program fails or an escape succeeds, and ZygoteDied."""
    if not await canary_passes(zygote):
        said = zygote.error_text() or "no message"
        raise SandboxUnavailable(f"the sandbox fails a program that is right: {said}")
    request = wire.Request(wire.PYTHON, source_size=len(_ESCAPE), **_LIMITS)
    ended = (await zygote.exchange(request, _ESCAPE, [b""]))[0]
    output = zygote.output(0, _LIMITS["output"])[0].decode("utf-8", "replace").split("\n")
    escaped = [line for line in output if line and line != "end"]
    if escaped:
        raise SandboxUnavailable(
            f"the sandbox does not hold: a test program could {', '.join(escaped)}; "
            "please report this with the output of `shortlist doctor`"
        )
    if ended.state != wire.EXITED or "end" not in output:
        raise SandboxUnavailable(f"the sandbox's self-test did not end: {zygote.error_text()}")


async def canary_passes(zygote: Zygote) -> bool:
    """Tells whether a program known to be right is judged so. Raises ZygoteDied."""
    request = wire.Request(wire.PYTHON, source_size=len(_CANARY), **_LIMITS)
    ended = (await zygote.exchange(request, _CANARY, [_CANARY_INPUT]))[0]
    clean = ended.state == wire.EXITED and ended.code == 0
    return clean and zygote.output(0, 100)[0] == _CANARY_OUTPUT
