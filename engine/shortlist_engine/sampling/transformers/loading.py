"""Loads the network and the tokenizer of a folder, and says in words what is wrong with them."""

from __future__ import annotations

import contextlib
import importlib.util
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from shortlist_engine.extras import install_command
from shortlist_engine.machine import free_memory
from shortlist_engine.model.errors import ModelError
from shortlist_engine.sampling.devices import Device
from shortlist_engine.sampling.transformers.folder import check_files, weights_bytes

_SMALLER = "close other programs, take a smaller model, or a GGUF file of it in 4 bits"
_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


def load(folder: Path, device: Device, look: Callable[[], None]) -> tuple[Any, Any]:
    """Returns the network, in the precision of its weights, and the tokenizer. Nothing is fetched,
    and no code of the folder is run. `look` is called between the steps and may raise to end it;
    the longest, reading the weights, is one.

    Raises ModelError, which names the fix, and MemoryError.
    """
    check_files(folder)
    _import()
    look()
    _check_memory(folder, device)
    tokenizer = _load_tokenizer(folder)
    look()
    with out_of_memory(folder.name):
        network = _load_network(folder)
        look()
        network = network.to(device).eval()
    return network, tokenizer


@contextlib.contextmanager
def out_of_memory(name: str) -> Iterator[None]:
    """Raises MemoryError, which says what to do, where torch finds no memory for its work."""
    import torch

    try:
        yield
    except (torch.OutOfMemoryError, MemoryError, RuntimeError) as error:
        own_kind = isinstance(error, (torch.OutOfMemoryError, MemoryError))
        if own_kind or "can't allocate memory" in str(error):
            raise MemoryError(f"{name} ran out of memory: {_SMALLER}") from error
        raise


def _import() -> None:
    if any(importlib.util.find_spec(name) is None for name in ("torch", "transformers")):
        raise ModelError(
            f"a folder of transformers weights needs: {install_command('transformers')}, or take a "
            "GGUF file of the model"
        )
    os.environ.update(_OFFLINE)  # read when the library is imported
    try:
        from transformers.utils import logging
    except ImportError as error:
        _refuse_installation(error)
    logging.set_verbosity_error()
    logging.disable_progress_bar()


def _refuse_installation(error: ImportError) -> NoReturn:
    raise ModelError(
        f"transformers cannot be imported ({_line(error)}): {install_command('transformers')}"
    ) from error


def _check_memory(folder: Path, device: Device) -> None:
    import torch

    needed = weights_bytes(folder)
    free = torch.cuda.mem_get_info()[0] if device == "cuda" else free_memory()
    if needed > free:
        raise MemoryError(
            f"{folder.name} takes {needed / 2**30:.1f} GiB of memory and {free / 2**30:.1f} GiB "
            f"are free: {_SMALLER}"
        )


def _load_tokenizer(folder: Path) -> Any:
    from transformers import AutoTokenizer

    try:
        return AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
    except Exception as error:  # whatever damaged files raise, in Rust too
        raise ModelError(
            f"the tokenizer of {folder} cannot be loaded ({_line(error)}): download tokenizer.json "
            "and tokenizer_config.json of the same model again"
        ) from error


def _load_network(folder: Path) -> Any:
    from safetensors import SafetensorError
    from transformers import AutoModelForCausalLM

    try:
        loaded: Any = AutoModelForCausalLM.from_pretrained(
            folder,
            local_files_only=True,
            trust_remote_code=False,
            use_safetensors=True,
            dtype="auto",
            output_loading_info=True,
        )
    except SafetensorError as error:
        raise ModelError(
            f"the weights of {folder} are damaged ({_line(error)}): download them again (an "
            "unfinished download and a Git LFS pointer look like this)"
        ) from error
    except MemoryError:
        raise
    except Exception as error:  # a configuration can be wrong in any way
        if "allocate memory" in str(error):
            raise
        if "trust_remote_code" in str(error) or "custom code" in str(error):
            fix = "it needs code of its own, which is never run; take a GGUF file of it"
        elif isinstance(error, ImportError):
            fix = "it is quantised in a way that needs more packages; take a GGUF file of it"
        else:
            fix = "give the folder of a whole model that writes text (…ForCausalLM)"
        raise ModelError(f"{folder} cannot be loaded ({_line(error)}): {fix}") from error
    network, report = loaded
    if missing := sorted(report["missing_keys"]):
        raise ModelError(
            f"the weights of {folder} lack {len(missing)} tensors, such as {missing[0]}: give the "
            "folder of a whole model that writes text, downloaded again"
        )
    return network


def _line(error: Exception) -> str:
    """What an error says, on one short line."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= 160 else text[:159] + "…"
