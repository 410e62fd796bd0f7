"""Several processes that train one model: each takes its own batches, gradients are averaged.

On a CPU, one single-threaded process per core trains faster than one process with a thread per
core: they meet once per step rather than in every operation, so a core that is busy with other
work holds up a whole step only once.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, NoReturn, TypeVar

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.multiprocessing import ProcessExitedException, ProcessRaisedException

from shortlist_engine.model.errors import ModelError

# A process at low priority may not run for hours; one that died is noticed by its connection.
TIMEOUT = timedelta(days=1)
PREPARATION = timedelta(days=2)  # making the shards of a large run takes hours

T = TypeVar("T")


class ProcessGroup:
    """Joins the processes of a run, of which this one is `rank` of `size`; `rank` 0 writes the log
    and the checkpoints."""

    def __init__(self, rank: int = 0, size: int = 1) -> None:
        self.rank, self.size = rank, size

    def device(self, name: str) -> torch.device:
        """Returns where this process trains, by a recipe's `device`: on a machine with several
        GPUs each process has its own. Raises ModelError when there is none."""
        found = torch.cuda.is_available()
        if name == "cuda" and not found:
            raise ModelError("torch finds no GPU here: set [train] device to 'cpu' or 'auto'")
        if name == "cpu" or not found:
            return torch.device("cpu")
        rank = int(os.environ.get("LOCAL_RANK", self.rank))
        device = torch.device("cuda", rank % torch.cuda.device_count())
        torch.cuda.set_device(device)
        return device

    def average_gradients(self, model: nn.Module) -> None:
        """Replaces every gradient by its mean over the ranks."""
        gradients = [p.grad for p in model.parameters() if p.grad is not None]
        self.add_up(gradients)
        if self.size > 1:
            torch._foreach_div_(gradients, self.size)

    def add_up(self, tensors: Sequence[Tensor]) -> None:
        """Replaces every tensor by its sum over the ranks, in one message."""
        if self.size == 1:
            return
        flat = torch.cat([tensor.flatten() for tensor in tensors])
        dist.all_reduce(flat)
        start = 0
        for tensor in tensors:
            tensor.copy_(flat[start : start + tensor.numel()].view_as(tensor))
            start += tensor.numel()

    def from_first(self, value: float) -> float:
        """Returns rank 0's value, on every rank."""
        if self.size == 1:
            return value
        tensor = torch.tensor(value, dtype=torch.float64)
        dist.broadcast(tensor, src=0)
        return tensor.item()

    def total(self, values: Sequence[float]) -> list[float]:
        """Returns the sums over all ranks."""
        tensor = torch.tensor(values, dtype=torch.float64)
        if self.size > 1:
            dist.all_reduce(tensor)
        return [float(value) for value in tensor.tolist()]


def under_torchrun() -> bool:
    """Says whether torchrun started this process."""
    return "RANK" in os.environ and "WORLD_SIZE" in os.environ


def is_first() -> bool:
    """Says whether this process speaks for the run; without torchrun always."""
    return not under_torchrun() or os.environ["RANK"] == "0"


def on_first_process(make: Callable[[], T]) -> T:
    """Returns what `make` returns. Under torchrun the first process alone calls it, and the others
    wait for it, up to `PREPARATION`; when it fails, torchrun ends them."""
    if not under_torchrun():
        return make()
    _join_torchrun()
    patient = dist.new_group(timeout=PREPARATION, backend="gloo")
    made: list[Any] = [make() if is_first() else None]
    dist.broadcast_object_list(made, src=0, group=patient)
    return made[0]  # type: ignore[no-any-return]


def launch(function: Callable[..., None], processes: int, *arguments: Any) -> None:
    """Calls `function(group, *arguments)` in every process and waits for all.

    Under `torchrun` this process is one of its group; otherwise `processes` are started here. A
    ModelError, and the message of an OSError, of a process that was started here is raised here as
    a ModelError; any other exception as torch's ProcessRaisedException with its traceback.
    """
    if under_torchrun():
        _join_torchrun()
        try:
            function(ProcessGroup(dist.get_rank(), dist.get_world_size()), *arguments)
        finally:
            dist.destroy_process_group()
    elif processes == 1:
        function(ProcessGroup(), *arguments)
    else:
        messages = torch.multiprocessing.get_context("spawn").SimpleQueue()
        try:
            torch.multiprocessing.spawn(
                _start, (processes, _free_port(), messages, function, arguments), nprocs=processes
            )
        except (ProcessRaisedException, ProcessExitedException):
            # When one process fails the others lose their connection: the first message counts,
            # whichever process torch saw end first.
            if messages.empty():
                raise
            raise ModelError(messages.get()) from None


def end_process(status: int) -> NoReturn:
    """Ends a process of a group. A thread of gloo's that lets go of a tensor while the interpreter
    shuts down aborts the process, and with it a finished training; so the interpreter is not shut
    down."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _start(
    rank: int,
    size: int,
    port: int,
    messages: Any,
    function: Callable[..., None],
    arguments: tuple[Any, ...],
) -> None:
    # torch has it sent when the process that started this one is killed. A shell's background job
    # begins with it ignored, and would train on without anybody knowing.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    address = f"tcp://127.0.0.1:{port}"
    dist.init_process_group(_backend(), address, TIMEOUT, world_size=size, rank=rank)
    try:
        function(ProcessGroup(rank, size), *arguments)
    except (ModelError, OSError) as error:
        messages.put(str(error))  # before the others can notice
        end_process(1)
    finally:
        dist.destroy_process_group()
    end_process(0)


def _join_torchrun() -> None:
    if not dist.is_initialized():
        dist.init_process_group(_backend(), timeout=TIMEOUT)


def _backend() -> str:
    return "cpu:gloo,cuda:nccl" if torch.cuda.is_available() else "gloo"


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
