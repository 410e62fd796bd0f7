"""Filling in: with llama.cpp's server and Ollama, and with models that cannot."""

from __future__ import annotations

import pytest
from tests.engine.sampling.http.asking_models import QUICK, answers, model_of, request, texts
from tests.engine.sampling.http.scripted_server import Fault, scripted

from shortlist_engine.model.errors import ModelError
from shortlist_engine.sampling.base import UnsupportedError
from shortlist_engine.sampling.http.ollama import OllamaModel
from shortlist_engine.sampling.text.model import Fill
from shortlist_engine.sampling.text.sampler import TextSampler

GAP = Fill("def twice(n):\n    return ", "\n\nprint(twice(4))\n")


def test_llama_cpp_is_asked_with_both_sides() -> None:
    with scripted(infills=True) as server:
        got = answers(model_of(server), request(3, GAP, max_tokens=20))
        assert texts(got) == [f"answer of seed {7 + index}" for index in range(3)]
        assert [each.num_tokens for each in got] == [3] * 3
        assert {path for path, _ in server.requests} == {"/infill"}
        sent = server.asked[0]
        assert (sent["input_prefix"], sent["input_suffix"]) == (GAP.before, GAP.after)
        assert (sent["n_predict"], sent["stream"]) == (20, True)


def test_an_answer_that_was_cut_says_so_and_a_broken_one_fails() -> None:
    with scripted(infills=True, faults=[Fault(finish="length")]) as server:
        (got,) = answers(model_of(server), request(1, GAP))
        assert got.finish_reason == "length"
        server.script.faults = [Fault(drop=True, after=1), Fault(drop=True, after=1)]
        with pytest.raises(ModelError):
            answers(model_of(server), request(1, GAP))


def test_a_model_without_marks_is_asked_once() -> None:
    with scripted() as server:
        model = model_of(server)
        assert model.facts.infills and "infill" in TextSampler(model).capabilities.tasks
        with pytest.raises(UnsupportedError, match=r"coder cannot fill in: .*not supported"):
            answers(model, request(1, GAP))
        assert not model.facts.infills
        assert "infill" not in TextSampler(model_of(server)).capabilities.tasks


def test_ollama_fills_in_where_the_model_can_insert() -> None:
    with scripted("Ollama", infills=True) as server:
        model = OllamaModel(server.address, "coder", patience=QUICK)
        assert model.facts.infills
        assert texts(answers(model, request(1, GAP))) == ["answer of seed 7"]
        path, sent = server.requests[-1]
        assert path == "/api/generate" and "raw" not in sent
        assert (sent["prompt"], sent["suffix"]) == (GAP.before, GAP.after)
    with scripted("Ollama") as server:
        assert not OllamaModel(server.address, "coder", patience=QUICK).facts.infills


@pytest.mark.parametrize("kind", ["vLLM", "LM Studio", "TabbyAPI"])
def test_servers_without_such_an_interface_are_not_asked(kind: str) -> None:
    with scripted(kind) as server:
        assert "infill" not in TextSampler(model_of(server)).capabilities.tasks
