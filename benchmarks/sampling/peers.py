"""A T5 of a given shape in transformers or CTranslate2, as a process that `benchmarks.sampling`
starts and talks to (see `Contender` there), like this:

    PEERS/bin/python -m benchmarks.sampling.peers transformers float32 '{...shape...}' THREADS
    PEERS/bin/python -m benchmarks.sampling.peers ctranslate2 int8 '{...shape...}' THREADS

Runs in an environment of its own and imports nothing of Shortlist. Reads and answers as `ours.py`
does. Every sample has exactly the tokens asked for: the end is forbidden before.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.resources import forget_peak, peak_mib, working_mib

Task = dict[str, Any]


def t5(shape: Task) -> Any:
    import torch
    from transformers import T5Config, T5ForConditionalGeneration

    torch.manual_seed(0)
    fields: Task = dict(
        vocab_size=shape["vocab_size"],
        d_model=shape["d_model"],
        d_kv=shape["head_size"],
        num_heads=shape["query_heads"],
        d_ff=shape.get("ffn_multiple", 4) * shape["d_model"],
        num_layers=shape["encoder_layers"],
        num_decoder_layers=shape["decoder_layers"],
        decoder_start_token_id=0,
        pad_token_id=0,
        eos_token_id=1,
        tie_word_embeddings=False,
    )
    return T5ForConditionalGeneration(T5Config(**fields)).eval()


def source(shape: Task) -> list[int]:
    return [4 + index % (shape["vocab_size"] - 4) for index in range(shape["encoder_tokens"])]


def transformers_peer(precision: str, shape: Task, threads: int) -> Callable[[Task], int]:
    import torch
    from transformers import DynamicCache, EncoderDecoderCache

    torch.set_num_threads(threads)
    model = t5(shape).to(getattr(torch, precision))
    prompt = torch.tensor([source(shape)])

    def sample(task: Task) -> int:
        tokens = 0
        for first in range(0, task["samples"], task["batch"]):
            rows = min(task["batch"], task["samples"] - first)
            with torch.inference_mode():
                drawn = model.generate(
                    prompt,
                    # Made by itself, the cache has as many layers as the encoder.
                    past_key_values=EncoderDecoderCache(DynamicCache(), DynamicCache()),
                    do_sample=True,
                    temperature=task["temperature"],
                    top_k=0,
                    num_return_sequences=rows,
                    min_new_tokens=task["tokens"],
                    max_new_tokens=task["tokens"],
                )
            tokens += drawn.shape[0] * (drawn.shape[1] - 1)
        return tokens

    return sample


def convert(precision: str, shape: Task, folder: Path) -> None:
    """Writes the T5 as CTranslate2 reads it."""
    from ctranslate2.converters import TransformersConverter

    pieces = vocabulary(shape)

    class Tokenizer:
        unk_token, eos_token, pad_token, bos_token = "<unk>", "</s>", "<pad>", None

        def get_vocab(self) -> dict[str, int]:
            return {piece: index for index, piece in enumerate(pieces)}

        def convert_ids_to_tokens(self, index: int) -> str:
            return pieces[index]

    class Converter(TransformersConverter):
        def load_model(self, *arguments: Any, **options: Any) -> Any:
            return t5(shape)

        def load_tokenizer(self, *arguments: Any, **options: Any) -> Any:
            return Tokenizer()

    t5(shape).save_pretrained(folder / "t5")
    Converter(str(folder / "t5")).convert(str(folder / "converted"), quantization=precision)


def vocabulary(shape: Task) -> list[str]:
    return ["<pad>", "</s>", "<unk>", *(f"t{index}" for index in range(3, shape["vocab_size"]))]


def ctranslate2_peer(precision: str, shape: Task, threads: int) -> Callable[[Task], int]:
    import ctranslate2

    with tempfile.TemporaryDirectory() as folder:
        # In a process of its own, since what it needs is no part of the peer's memory.
        conversion = multiprocessing.get_context("spawn").Process(
            target=convert, args=(precision, shape, Path(folder))
        )
        conversion.start()
        conversion.join()
        translator = ctranslate2.Translator(
            f"{folder}/converted", compute_type=precision, inter_threads=1, intra_threads=threads
        )
    pieces = vocabulary(shape)
    prompt = [pieces[token] for token in source(shape)]

    def sample(task: Task) -> int:
        tokens = 0
        for first in range(0, task["samples"], task["batch"]):
            rows = min(task["batch"], task["samples"] - first)
            (result,) = translator.translate_batch(
                [prompt],
                beam_size=1,
                num_hypotheses=rows,
                sampling_topk=0,
                sampling_temperature=task["temperature"],
                min_decoding_length=task["tokens"],
                max_decoding_length=task["tokens"],
                max_input_length=0,
            )
            assert len({tuple(h) for h in result.hypotheses}) == rows  # a sample each
            tokens += sum(len(hypothesis) for hypothesis in result.hypotheses)
        return tokens

    return sample


def main() -> None:
    peer, precision, shape, threads = sys.argv[1:]
    make = {"transformers": transformers_peer, "ctranslate2": ctranslate2_peer}[peer]
    sample = make(precision, json.loads(shape), int(threads))
    print(json.dumps({"ready": peak_mib()}), flush=True)
    for line in sys.stdin:
        task = json.loads(line)
        forget_peak()
        started = time.perf_counter()
        tokens = sample(task)
        figures = {
            "seconds": time.perf_counter() - started,
            "tokens": tokens,
            "samples": task["samples"],
            "peak_mib": peak_mib(),
            "working_mib": working_mib(),
        }
        print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
