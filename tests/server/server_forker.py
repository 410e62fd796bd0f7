"""Starts server processes quickly for tests: imports everything once, then forks for each.

Standard input is a Unix socket. Each message on it is JSON with `arguments` and `environment`, and
carries one file descriptor: the connection that becomes the new server's stdin and stdout. The
answer is the new process id.
"""

from __future__ import annotations

import json
import os
import signal
import socket

import shortlist_server.features.registry  # noqa: F401
from shortlist_server.__main__ import main

if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    control = socket.socket(fileno=0)
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 65536, 1)
        if not message:
            break
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.dup2(descriptors[0], 0)
            os.dup2(descriptors[0], 1)
            os.closerange(3, 64)
            request = json.loads(message)
            os.environ.clear()
            os.environ.update(request["environment"])
            os._exit(main(request["arguments"]))
        os.close(descriptors[0])
        control.sendall(str(child).encode())
