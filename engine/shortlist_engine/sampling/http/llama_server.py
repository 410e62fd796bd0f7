"""A llama.cpp server of our own for a GGUF file: started with the model, and ended with it.

It listens on a free loopback port with a random key, uses no network (`--offline`), and ends when
the engine does, killed or not: a guard waits for the end of a pipe that the engine holds.
"""

from __future__ import annotations

import collections
import contextlib
import importlib.util
import logging
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from shortlist_engine.concurrency import Cancelled
from shortlist_engine.extras import install_command
from shortlist_engine.machine import cores, free_memory
from shortlist_engine.model.errors import ModelError
from shortlist_engine.sampling.http import guard, wheel_server
from shortlist_engine.sampling.http.address import Address
from shortlist_engine.sampling.http.asking import OnStatus, silently
from shortlist_engine.sampling.http.connection import Patience, Stopped, never
from shortlist_engine.sampling.http.faults import Dropped, KeyWanted, Loading, NoServer
from shortlist_engine.sampling.http.fingerprint import Server, fingerprint
from shortlist_engine.sampling.http.gguf_file import GgufHeader, read_gguf
from shortlist_engine.sampling.http.openai import OpenAIModel
from shortlist_engine.sampling.text.model import (
    Completion,
    CompletionRequest,
    Prompt,
    TextModelFacts,
)

log = logging.getLogger(__name__)

PROMPT_TOKENS, ANSWER_TOKENS, MOST_SLOTS = 4096, 2048, 8
CACHE_SHARE = 0.25
"""The share of the free memory that answers may take while they are written."""
_STARTS = 3
_LOOK_S = 0.05
_END_WITHIN_S = 4.0
_DEATH_WITHIN_S = 1.0
_LOG_LINES = 40
_LINES_SHOWN = 3
_STAMP = re.compile(r"^\d+\.\d+\.\d+\.\d+ [A-Z] ")
_TELLS = re.compile(
    r"error|fail|fatal|abort|terminat|exception|out of memory|cannot|not found", re.I
)
_ILLEGAL_INSTRUCTION = 128 + 4
_KILLED = 128 + 9
_OURS = ("LLAMA_", "HF_", "HUGGING_FACE_")


@dataclass(frozen=True)
class Sizes:
    """Says for how many answers at the same time, and how many tokens in all, a server has room."""

    slots: int
    context: int


def choose_sizes(header: GgufHeader, free_bytes: int) -> Sizes:
    """Returns sizes that fit: one prompt, shared by up to eight answers of 2,048 tokens, within a
    quarter of the memory that the weights leave free."""
    most = MOST_SLOTS if header.several_at_once else 1
    room = PROMPT_TOKENS + most * ANSWER_TOKENS
    if header.cache_bytes:
        room = min(room, int(max(0, free_bytes - header.size) * CACHE_SHARE) // header.cache_bytes)
    if header.window and header.window < PROMPT_TOKENS + ANSWER_TOKENS:
        # A short window bounds each answer with its prompt, and the prompt is shared.
        room = min(room, header.window * most)
    room = max(room, PROMPT_TOKENS)
    slots = max(1, min(most, (room - PROMPT_TOKENS) // ANSWER_TOKENS))
    return Sizes(slots, room)


def find_program() -> list[str]:
    """Returns the command of a llama.cpp server: `llama-server` on the user's PATH, else that of
    the wheel which the extra `gguf` names. Raises ModelError when there is neither."""
    found = shutil.which("llama-server")
    if found:
        return [found]
    if importlib.util.find_spec("xllamacpp") is not None:
        return [sys.executable, "-I", wheel_server.__file__]
    raise ModelError(
        "a .gguf file needs llama.cpp's server, and there is none: "
        f"{install_command('gguf')}, or put llama-server on your PATH"
    )


class LlamaServer:
    """A running llama.cpp server. `close` ends it, and so does the end of this process."""

    def __init__(
        self,
        file: Path,
        *,
        threads: int | None = None,
        device: str = "auto",
        sizes: Sizes | None = None,
        program: list[str] | None = None,
        patience: Patience | None = None,
        on_status: OnStatus = silently,
        cancelled: threading.Event | None = None,
    ) -> None:
        """Starts it and waits until it has loaded the model. Raises ModelError, with the end of
        what it wrote, when it does not come up; Cancelled when `cancelled` is set before that, and
        the server has ended then."""
        self.file, self.header = file, read_gguf(file)
        self._patience = patience or Patience()
        sizes = sizes or choose_sizes(self.header, free_memory())
        stopped = cancelled.is_set if cancelled is not None else never
        program = program or find_program()
        on_status(f"loading {file.name} …")
        for attempt in range(_STARTS):
            self._start(program, sizes, threads, device)
            try:
                self.server = self._wait(stopped)
                return
            except _PortTaken:
                self.close()
                if attempt == _STARTS - 1:
                    raise ModelError(
                        "no free port was found for llama.cpp's server: try again"
                    ) from None
            except BaseException:
                self.close()
                raise

    @property
    def alive(self) -> bool:
        """Says whether the server still runs."""
        return self._process.poll() is None

    def ended_within(self, seconds: float) -> bool:
        """Says whether the server ends within `seconds`."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        self._reader.join(seconds)
        return True

    def said(self) -> str:
        """Returns the lines that tell of errors among the last that the server wrote, else the last
        ones. All that is left of it goes to our own log."""
        lines = list(dict.fromkeys(_STAMP.sub("", line) for line in self._log))
        log.info("llama.cpp's server of %s wrote:\n%s", self.file, "\n".join(lines))
        told = [line for line in lines if _TELLS.search(line)]
        return "\n".join(told[:_LINES_SHOWN] or lines[-_LINES_SHOWN:])

    def close(self) -> None:
        """Ends the server, and returns when it has ended."""
        with contextlib.suppress(OSError):
            assert self._process.stdin is not None
            self._process.stdin.close()
        try:
            self._process.wait(_END_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(1.0)
        if self._process.stdout is not None and not self._reader.is_alive():
            self._process.stdout.close()

    def _start(self, program: list[str], sizes: Sizes, threads: int | None, device: str) -> None:
        key = secrets.token_hex(16)
        self.address = Address("127.0.0.1", _free_port(), key=key)
        options = {
            "--model": str(self.file.absolute()),
            "--alias": self.file.stem.replace(",", "_"),
            "--host": self.address.host,
            "--port": str(self.address.port),
            "--parallel": str(sizes.slots),
            "--ctx-size": str(sizes.context),
            "--threads": str(threads or max(1, cores() - 1)),
            "--cache-ram": "0",
            "--cors-origins": "localhost",
        }
        if device == "cpu":
            options["--device"] = "none"
        command = [*program, *(word for pair in options.items() for word in pair)]
        command += ["--kv-unified", "--offline", "--no-ui"]
        # The key is in the environment, which other users of the machine cannot read.
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(_OURS)
        }
        environment["LLAMA_API_KEY"] = key
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", guard.__file__, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,  # Ctrl-C in a terminal is for the engine to answer
        )
        self._log: collections.deque[str] = collections.deque(maxlen=_LOG_LINES)
        self._reader = threading.Thread(target=self._read_log, daemon=True, name="llama.cpp's log")
        self._reader.start()

    def _read_log(self) -> None:
        assert self._process.stdout is not None
        with contextlib.suppress(OSError, ValueError):
            for line in self._process.stdout:
                self._log.append(line.decode("utf-8", "replace").rstrip())

    def _wait(self, stopped: Stopped) -> Server:
        deadline = time.monotonic() + self._patience.first_s
        while time.monotonic() < deadline:
            if stopped():
                raise Cancelled
            if not self.alive:
                self._reader.join(1.0)
                raise self._died()
            with contextlib.suppress(NoServer, Loading):
                try:
                    return fingerprint(self.address, 2.0, stopped)
                except KeyWanted as error:
                    raise _PortTaken from error  # another program was quicker
            time.sleep(_LOOK_S)
        raise ModelError(
            f"{self.file} was not loaded within {self._patience.first_s:g} s: take a smaller "
            f"model. llama.cpp's server wrote:\n{self.said()}"
        )

    def _died(self) -> ModelError:
        tail = "\n".join(self._log)
        if "couldn't bind" in tail or "address already in use" in tail.lower():
            return _PortTaken()
        code = self._process.returncode
        why = f"llama.cpp's server ended with exit code {code} while it loaded {self.file}"
        fix = "the file may be damaged, or newer than the server"
        if code == _ILLEGAL_INSTRUCTION:
            fix = "it was built for another processor; install another build of llama-server"
        elif code == _KILLED or "failed to allocate" in tail or "out of memory" in tail.lower():
            fix = "it ran out of memory; take a smaller model, or close other programs"
        elif "unknown model architecture" in tail:
            fix = "it does not know this architecture; update llama-server"
        return ModelError(f"{why}: {fix}. It wrote:\n{self.said()}")


class GgufModel:
    """A `TextModel` of a GGUF file, behind a server of its own. A server that died is started anew
    once it is asked again."""

    def __init__(
        self,
        file: Path,
        *,
        threads: int | None = None,
        device: str = "auto",
        sizes: Sizes | None = None,
        patience: Patience | None = None,
        on_status: OnStatus = silently,
        cancelled: threading.Event | None = None,
    ) -> None:
        """Starts the server. Raises ModelError, and Cancelled when `cancelled` is set before it has
        loaded the model."""
        self.on_status = on_status
        self._patience = patience

        def started(cancelled: threading.Event | None) -> LlamaServer:
            return LlamaServer(
                file,
                threads=threads,
                device=device,
                sizes=sizes,
                patience=patience,
                on_status=self.on_status,
                cancelled=cancelled,
            )

        self._started = started
        self._server = started(cancelled)
        self._model = self._model_of_server()

    @property
    def facts(self) -> TextModelFacts:
        """Returns what is known of the model."""
        where, chat = str(self._server.file), bool(self._server.header.template)
        return replace(self._model.facts, where=where, chat=chat)

    def count_tokens(self, prompt: Prompt, cancelled: threading.Event | None = None) -> int:
        """Returns how many tokens a prompt has, as the server counts them."""
        self._start_again(cancelled)
        return self._model.count_tokens(prompt, cancelled)

    def complete(
        self, request: CompletionRequest, cancelled: threading.Event
    ) -> Iterator[Completion]:
        """Does as `TextModel.complete` says. When the server dies meanwhile, the error has the end
        of what it wrote, and the next request starts it anew."""
        try:
            self._start_again(cancelled)
        except Cancelled:
            return
        try:
            yield from self._model.complete(request, cancelled)
        except (Dropped, NoServer) as error:
            if not self._server.ended_within(_DEATH_WITHIN_S):
                raise
            raise ModelError(
                f"llama.cpp's server of {self._server.file} died; it may have run out of memory: "
                f"take a smaller model, or try again. It wrote:\n{self._server.said()}"
            ) from error

    def close(self) -> None:
        """Ends the server."""
        self._server.close()

    def _start_again(self, cancelled: threading.Event | None) -> None:
        if not self._server.alive:
            self._server.close()
            self._server = self._started(cancelled)
            self._model = self._model_of_server()

    def _model_of_server(self) -> OpenAIModel:
        found = self._server.server
        return OpenAIModel(found, found.model(), patience=self._patience, on_status=self.on_status)


class _PortTaken(ModelError):
    """The port that was free is another program's by now."""


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
