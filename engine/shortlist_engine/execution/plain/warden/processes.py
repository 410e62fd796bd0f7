"""The system's table of processes: which are below another one, and what memory each has."""

from __future__ import annotations

import os

_PS = ("/bin/ps", "/usr/bin/ps")


def below(pid: int) -> dict[int, int]:
    """Returns the processes that this one started, those that these started, and so on, with their
    memory in bytes; and the process itself, unless it is this one. Empty where the system has no
    table that can be read."""
    table = _from_proc() or _from_ps()
    children: dict[int, list[int]] = {}
    for each, (parent, _) in table.items():
        children.setdefault(parent, []).append(each)
    found = [] if pid == os.getpid() else [pid]
    waiting = [pid]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found and child != os.getpid():
                found.append(child)
                waiting.append(child)
    return {each: table[each][1] for each in found if each in table}


def _from_proc() -> dict[int, tuple[int, int]]:
    table = {}
    try:
        names = [name for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        return {}
    for name in names:
        try:
            with open(f"/proc/{name}/stat", "rb") as file:
                # The program's name stands in brackets and may hold any.
                fields = file.read().rpartition(b")")[2].split()
            table[int(name)] = (int(fields[1]), int(fields[21]) * os.sysconf("SC_PAGE_SIZE"))
        except (OSError, ValueError, IndexError):
            continue  # it has just ended
    return table


def _from_ps() -> dict[int, tuple[int, int]]:
    import subprocess  # slow to import, and Linux needs none

    program = next((path for path in _PS if os.path.exists(path)), None)
    if program is None:
        return {}
    try:
        said = subprocess.run(
            [program, "-axo", "pid=,ppid=,rss="], capture_output=True, text=True, timeout=5
        )
    except (OSError, subprocess.TimeoutExpired):
        return {}
    return parse_ps(said.stdout)


def parse_ps(text: str) -> dict[int, tuple[int, int]]:
    """Returns the parent and the memory of each process, from what `ps` prints: three columns,
    memory in KiB."""
    table = {}
    for line in text.splitlines():
        fields = line.split()
        if len(fields) == 3 and all(field.isdigit() for field in fields):
            table[int(fields[0])] = (int(fields[1]), int(fields[2]) * 1024)
    return table
