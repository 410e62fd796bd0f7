"""Every choice that the configuration offers computes the same in torch and in ONNX Runtime."""

# ruff: noqa: E402 (torch may be absent)

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs the extra `train`")
onnx = pytest.importorskip("onnx", reason="needs the extra `train`")
pytest.importorskip("safetensors", reason="needs the extra `train`")

from shortlist_engine.model import transformer
from shortlist_engine.model.checkpoint import load_model, save_model
from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.encoding import encode_problem
from shortlist_engine.model.export import export_model, import_model
from shortlist_engine.model.graph_outputs import outputs_of, with_outputs
from shortlist_engine.model.session import ModelSession
from shortlist_engine.model.shapes import parameter_shapes
from shortlist_engine.model.store import DECODER, DEFAULT_MODEL
from shortlist_engine.model.transformer import EncoderDecoder
from shortlist_engine.problem import Example, Problem
from shortlist_engine.sampling import ModelChoice, SamplingParams, load_sampler

pytestmark = pytest.mark.usefixtures("one_torch_thread")
SHAPE: dict[str, Any] = {
    "vocab_size": 700,
    "d_model": 48,
    "head_size": 16,
    "query_heads": 6,
    "encoder_layers": 2,
    "decoder_layers": 3,
    "encoder_tokens": 96,
    "decoder_tokens": 72,
}
CHOICES: list[dict[str, Any]] = [
    {},
    {"kv_heads": 2},
    {"kv_heads": 6},
    {"positions": "sinusoidal"},
    {"positions": "rotary"},
    {"positions": "rotary", "kv_heads": 3},
    {"norm": "rms"},
    {"norm_placement": "after"},
    {"norm_placement": "after", "norm": "rms", "biases": True, "activation": "gelu"},
    {"activation": "relu"},
    {"tied_embeddings": True},
    {"biases": True, "tied_embeddings": True, "kv_heads": 2},
]
PROBLEMS = [
    Problem("Sum", "Print the sum of two integers.", (Example("1 2\n", "3\n"),)),
    Problem("Even", "Given n, print YES if n is even, otherwise NO.", (Example("4\n", "YES\n"),)),
    Problem("Reverse", "Print the word reversed.", (Example("abc\n", "cba\n"),)),
    Problem("Largest", "Print the largest of n integers.", (Example("3\n5 1 9\n", "9\n"),)),
]


def random_model(**choices: Any) -> EncoderDecoder:
    """Random weights in half precision, so that exporting rounds nothing, and large enough for
    every part to matter."""
    torch.manual_seed(5)
    model = EncoderDecoder(ModelConfig(**(SHAPE | choices)))
    is_tied = model.config.tied_embeddings
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name.endswith("bias"):
                parameter.normal_(std=0.2)
            # A tied embedding as large as the blocks would have each token predict itself.
            scale = 1 if parameter.ndim < 2 else 2 if is_tied and "embedding" in name else 6
            parameter.copy_((parameter * scale).half().float())
    return model.eval()


def likeliest(logits: Any, before: list[int]) -> int:
    """Other than those before, of which random models like to repeat one for ever."""
    logits = logits.copy()
    logits[before] = -np.inf
    return int(logits.argmax())


def greedy_in_torch(model: EncoderDecoder, source: list[int], first: int, steps: int) -> list[int]:
    tokens = [first]
    with torch.no_grad():
        for _ in range(steps):
            logits = model(torch.tensor([source]), torch.tensor([tokens]))[0, -1]
            tokens.append(likeliest(logits.numpy(), tokens))
    return tokens


def greedy_in_onnx(session: ModelSession, source: list[int], first: int, steps: int) -> list[int]:
    batch = session.batch(session.encode(source), 2)
    tokens = [first]
    for position in range(steps):
        logits = batch.step(np.array([tokens[-1], 7]), np.array([position, position]))
        tokens.append(likeliest(logits[0], tokens))
    return tokens


@pytest.mark.parametrize("choices", CHOICES, ids=str)
def test_greedy_outputs_are_the_same(
    tmp_path: Path, tiny_tokenizer_model: bytes, choices: dict[str, Any]
) -> None:
    model = random_model(**choices)
    export_model(model, tiny_tokenizer_model, tmp_path)
    session = ModelSession(tmp_path, threads=1)
    limit = session.config.encoder_tokens
    seen = set()
    for first, problem in enumerate(PROBLEMS, start=20):
        source = encode_problem(problem, session.tokenizer, limit)
        expected = greedy_in_torch(model, source, first, 40)
        assert greedy_in_onnx(session, source, first, 40) == expected
        seen.add(tuple(expected[1:]))
    assert len(seen) > 1  # else equality would say little


@pytest.mark.parametrize("choices", CHOICES, ids=str)
def test_logits_are_the_same_and_padding_changes_nothing(
    tmp_path: Path, tiny_tokenizer_model: bytes, choices: dict[str, Any]
) -> None:
    model = random_model(**choices)
    export_model(model, tiny_tokenizer_model, tmp_path)
    rng = np.random.default_rng(1)
    source, target = rng.integers(4, 700, 50), rng.integers(4, 700, (3, 72))
    padded = torch.from_numpy(np.concatenate([source, np.zeros(20, np.int64)])).expand(3, -1)
    with torch.no_grad():
        expected = model(padded, torch.from_numpy(target), padded != 0).numpy()
    assert expected.std() > 0.2
    session = ModelSession(tmp_path, threads=1)
    batch = session.batch(session.encode(source.tolist()), 3)
    for position in range(50):
        logits = batch.step(target[:, position], np.full(3, position))
        assert np.abs(logits - expected[:, position]).max() < 2e-3
    batch.keep(np.array([2]))
    logits = batch.step(target[2:, 50], np.array([50]))
    assert np.abs(logits - expected[2:, 50]).max() < 2e-3


@pytest.mark.parametrize("choices", CHOICES, ids=str)
def test_cross_attention_is_the_same(
    tmp_path: Path,
    tiny_tokenizer_model: bytes,
    choices: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = random_model(**choices)
    export_model(model, tiny_tokenizer_model, tmp_path)
    config, rng = model.config, np.random.default_rng(2)
    source, target = rng.integers(4, 700, 50).tolist(), rng.integers(4, 700, 60).tolist()
    softmax, seen = transformer.F.softmax, []

    def noting(scores: Any, **more: Any) -> Any:
        seen.append(softmax(scores, **more))
        return seen[-1]

    with torch.no_grad():
        encoded = model.encode(torch.tensor([source]))
        monkeypatch.setattr(transformer.F, "softmax", noting)
        model.decode(torch.tensor([target]), encoded)
    # Of each layer the second: [key and value heads, tokens * group, source tokens].
    layers = [each.view(config.kv_heads, 60, config.group, 50) for each in seen[1::2]]
    expected = torch.cat([each.transpose(1, 2).flatten(0, 1) for each in layers]).numpy()
    session = ModelSession(tmp_path, threads=1, watched=True)
    found = np.stack(list(session.cross_attention(session.encode(source), target)), axis=1)
    assert found.shape == (config.decoder_layers * config.query_heads, 60, 50)
    assert np.abs(found - expected).max() < 2e-4
    assert expected.std() > 2e-3  # where all is even, equality says little
    assert len(list(session.cross_attention(session.encode(source), target * 2))) == 72


def test_outputs_are_added_to_a_graph_without_the_package_onnx() -> None:
    model = (DEFAULT_MODEL / DECODER).read_bytes()
    graph = onnx.load_model_from_string(model).graph
    for kind in ("Softmax", "Gather", "NoSuchThing"):
        names = [node.output[0] for node in graph.node if node.op_type == kind]
        assert outputs_of(model, kind) == names
    further = ["ä" * 100, outputs_of(model, "Softmax")[0]]
    changed = onnx.load_model_from_string(with_outputs(model, further)).graph
    assert [each.name for each in changed.output[len(graph.output) :]] == further
    assert changed.node == graph.node
    for damaged in (b"\xff" * 9, model[: len(model) // 2]):
        with pytest.raises((ValueError, IndexError)):
            outputs_of(damaged, "Softmax")


@pytest.mark.parametrize("choices", CHOICES, ids=str)
def test_weights_come_back_from_both_formats(
    tmp_path: Path, tiny_tokenizer_model: bytes, choices: dict[str, Any]
) -> None:
    model = random_model(**choices)
    assert parameter_shapes(model.config) == {
        name: tuple(value.shape) for name, value in model.named_parameters()
    }
    save_model(model, tiny_tokenizer_model, tmp_path)
    export_model(model, tiny_tokenizer_model, tmp_path)
    for again in (load_model(tmp_path)[0], import_model(tmp_path)):
        assert again.config == model.config
        for name, value in model.state_dict().items():
            assert torch.equal(again.state_dict()[name], value), name


def test_several_key_value_heads_sample(tmp_path: Path, tiny_tokenizer_model: bytes) -> None:
    """Rows that end at different times, restart and leave: with and without them the same."""
    export_model(random_model(kv_heads=2), tiny_tokenizer_model, tmp_path)
    sampler = load_sampler(ModelChoice(str(tmp_path), threads=1))
    drawn = []
    for batch_size in (1, 5):
        params = SamplingParams(num_samples=9, batch_size=batch_size, seed=2, temperature=0.7)
        samples = [
            s for some in sampler.sample(PROBLEMS[0], params, threading.Event()) for s in some
        ]
        drawn.append({sample.index: sample.text for sample in samples})
    assert drawn[0] == drawn[1] and len(set(drawn[0].values())) > 1


def test_cross_attention_is_shared_with_several_heads(
    tmp_path: Path, tiny_tokenizer_model: bytes
) -> None:
    export_model(random_model(kv_heads=2), tiny_tokenizer_model, tmp_path)
    cross = ModelSession(tmp_path, threads=1).encode(list(range(10, 40)))
    shapes = {name: array.shape for name, array in cross.arrays.items()}
    assert shapes["cross_key_0"] == (2, 16, 30) and shapes["cross_value_2"] == (2, 30, 16)


def test_a_graph_of_another_architecture_is_refused(
    tmp_path: Path, tiny_tokenizer_model: bytes
) -> None:
    from shortlist_engine.model.errors import ModelError
    from shortlist_engine.model.store import write_manifest

    export_model(random_model(), tiny_tokenizer_model, tmp_path)
    text = (tmp_path / "config.json").read_text()
    for old, new, message in (
        ('"d_model": 48', '"d_model": 64', "d_model is 48 there and 64"),
        ('"activation": "relu2"', '"activation": "gelu"', "activation"),
        ('"kv_heads": 1', '"kv_heads": 2', "heads differ"),
    ):
        assert old in text
        (tmp_path / "config.json").write_text(text.replace(old, new))
        write_manifest(tmp_path)
        with pytest.raises(ModelError, match=message):
            ModelSession(tmp_path)


def test_a_graph_of_an_older_format_says_what_to_do(
    tmp_path: Path, tiny_tokenizer_model: bytes
) -> None:
    from shortlist_engine.model.errors import ModelError
    from shortlist_engine.model.store import write_manifest

    export_model(random_model(), tiny_tokenizer_model, tmp_path)
    graph = onnx.load(str(tmp_path / "decoder.onnx"))
    graph.graph.node.append(onnx.helper.make_node("Identity", ["logits"], ["new_keys"]))
    graph.graph.output.append(onnx.helper.make_tensor_value_info("new_keys", 1, None))
    onnx.save(graph, str(tmp_path / "decoder.onnx"))
    write_manifest(tmp_path)
    with pytest.raises(ModelError, match="by an older Shortlist: export the model again"):
        ModelSession(tmp_path)


def test_the_shipped_weights_mean_what_they_meant() -> None:
    """Their config names none of the newer choices. The reference below is the architecture that
    they were trained with, written down once more and nothing else."""
    model = import_model(DEFAULT_MODEL)
    session = ModelSession(DEFAULT_MODEL, threads=1)
    weights = {name: value.numpy() for name, value in model.state_dict().items()}
    for first, problem in enumerate(PROBLEMS, start=300):
        source = encode_problem(problem, session.tokenizer, session.config.encoder_tokens)
        tokens = greedy_in_onnx(session, source, first, 30)
        assert greedy_in_torch(model, source, first, 30) == tokens
        logits = reference_logits(weights, session.config, source, tokens[:-1])
        chosen = [likeliest(row, tokens[: i + 1]) for i, row in enumerate(logits)]
        assert chosen == tokens[1:]


def reference_logits(
    w: dict[str, Any], config: ModelConfig, source: list[int], target: list[int]
) -> Any:
    """Multi-query attention, layer norm without bias before each block, learned positions, and
    squared ReLU, in plain numpy: [T, vocabulary]."""
    heads, size = config.query_heads, config.head_size

    def norm(x: Any, name: str) -> Any:
        x = x - x.mean(-1, keepdims=True)
        return x / np.sqrt((x * x).mean(-1, keepdims=True) + 1e-5) * w[name + ".weight"]

    def attend(x: Any, memory: Any, name: str, causal: bool) -> Any:
        query = (x @ w[name + ".query.weight"].T).reshape(len(x), heads, size)
        both = memory @ w[name + ".key_value.weight"].T
        scores = np.einsum("thd,sd->hts", query, both[:, :size]) / size**0.5
        if causal:
            scores += np.triu(np.full(scores.shape[1:], -np.inf), 1)
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        shares = scores / scores.sum(-1, keepdims=True)
        y = np.einsum("hts,sd->thd", shares, both[:, size:]).reshape(len(x), -1)
        return y @ w[name + ".out.weight"].T

    def feed_forward(x: Any, name: str) -> Any:
        return np.maximum(x @ w[name + ".up.weight"].T, 0) ** 2 @ w[name + ".down.weight"].T

    x = w["embedding.weight"][source] + w["encoder_positions.weight"][: len(source)]
    for layer in range(config.encoder_layers):
        name = f"encoder.{layer}."
        y = norm(x, name + "attention_norm")
        x = x + attend(y, y, name + "attention", False)
        x = x + feed_forward(norm(x, name + "ffn_norm"), name + "ffn")
    encoded = norm(x, "encoder_norm")
    x = w["embedding.weight"][target] + w["decoder_positions.weight"][: len(target)]
    for layer in range(config.decoder_layers):
        name = f"decoder.{layer}."
        y = norm(x, name + "self_norm")
        x = x + attend(y, y, name + "self_attention", True)
        y = norm(x, name + "cross_norm")
        x = x + attend(y, encoded, name + "cross_attention", False)
        x = x + feed_forward(norm(x, name + "ffn_norm"), name + "ffn")
    return norm(x, "decoder_norm") @ w["head.weight"].T
