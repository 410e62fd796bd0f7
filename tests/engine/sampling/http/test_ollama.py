"""Ollama by its own interface: the window is set, and nothing is cut without a word."""

from __future__ import annotations

import threading

import pytest
from tests.engine.sampling.http.asking_models import CHAT, QUICK, RAW, answers, request, texts
from tests.engine.sampling.http.scripted_server import Fault, ScriptedServer, scripted

from shortlist_engine.model.errors import ModelError, WindowError
from shortlist_engine.sampling.http.ollama import OllamaModel
from shortlist_engine.sampling.text.model import Raw


def model_of(server: ScriptedServer, name: str = "coder", **more) -> OllamaModel:
    return OllamaModel(server.address, name, **{"patience": QUICK, **more})


@pytest.mark.parametrize("prompt", [CHAT, RAW], ids=["chat", "raw"])
def test_answers_come_with_their_seeds(prompt) -> None:
    with scripted("Ollama") as server:
        got = answers(model_of(server), request(5, prompt))
        assert texts(got) == [f"answer of seed {7 + index}" for index in range(5)]
        assert [each.num_tokens for each in got] == [3] * 5
        path = "/api/chat" if prompt is CHAT else "/api/generate"
        assert [asked for asked, _ in server.requests] == [path] * 5


def test_every_field_and_the_window_are_sent() -> None:
    with scripted("Ollama", in_memory=False) as server:
        model = model_of(server)
        answers(model, request(1, RAW, top_p=0.9, max_tokens=33, stop=("END",)))
        sent = server.asked[0]
        options = sent["options"]
        assert (sent["truncate"], sent["shift"], sent["raw"]) == (False, False, True)
        assert options["num_ctx"] == model.facts.window == 8192
        assert (options["num_predict"], options["top_p"], options["top_k"]) == (33, 0.9, 0)
        assert (options["min_p"], options["repeat_penalty"], options["stop"]) == (0, 1, ["END"])
        answers(model, request(1, max_tokens=999))
        assert server.asked[-1]["options"]["num_ctx"] == 8192  # another would reload the model


def test_a_model_in_memory_keeps_its_larger_window() -> None:
    with scripted("Ollama", window=16384) as server:
        assert model_of(server).facts.window == 16384


def test_loading_is_told() -> None:
    told: list[str] = []
    with scripted("Ollama", in_memory=False) as server:
        answers(model_of(server, on_status=told.append), request(1))
    assert told == ["loading coder …"]


def test_a_model_that_thinks() -> None:
    with scripted("Ollama", thoughts=["Hm. "]) as server:
        model = model_of(server)
        assert model.facts.reasoning
        (got,) = answers(model, request(1, reasoning="off"))
        assert (got.text, got.thinking) == ("answer of seed 7", "Hm. ")
        assert server.asked[0]["think"] is False


def test_models_that_are_computed_elsewhere_are_refused() -> None:
    with (
        scripted("Ollama", cloud=["big"]) as server,
        pytest.raises(ModelError, match="not on this machine"),
    ):
        model_of(server, "big")
    with scripted("Ollama", models=["big:480b-cloud"]) as server:
        with pytest.raises(ModelError, match="not on this machine"):
            model_of(server, "big:480b-cloud")
        assert server.requests == []


def test_a_model_that_is_not_there() -> None:
    with scripted("Ollama") as server, pytest.raises(ModelError, match="`ollama pull other` gets"):
        model_of(server, "other")
    gone = Fault(status=404, message="model 'coder' not found")
    with (
        scripted("Ollama", faults=[gone, gone]) as server,
        pytest.raises(ModelError, match="ollama pull coder"),
    ):
        answers(model_of(server), request(1))


def test_a_prompt_that_was_cut_is_an_error() -> None:
    long = Raw("word " * 12_000)
    with (
        scripted("Ollama", evaluated=4098) as server,
        pytest.raises(WindowError, match="read 4098 tokens of a prompt of at least 7499"),
    ):
        answers(model_of(server), request(1, long))


def test_the_answer_to_a_prompt_that_was_cut_is_kept() -> None:
    with scripted("Ollama", evaluated=4098) as server:
        stream = model_of(server).complete(request(1, Raw("word " * 12_000)), threading.Event())
        assert next(stream).text == "answer of seed 7"
        with pytest.raises(WindowError, match="the problem was cut"):
            next(stream)


def test_what_came_before_a_model_was_unloaded_is_kept_as_cut() -> None:
    with scripted("Ollama", faults=[Fault(finish="unload")]) as server:
        (got,) = answers(model_of(server), request(1))
        assert (got.text, got.finish_reason) == ("answer of seed 7", "length")


def test_a_smaller_window_than_asked_for_is_an_error() -> None:
    long = Raw("word " * 3000)
    with (
        scripted("Ollama", context=2048, window=2048) as server,
        pytest.raises(WindowError, match="window of 2048 tokens, though 8192"),
    ):
        answers(model_of(server), request(1, long))


def test_a_prompt_that_is_too_long_is_refused() -> None:
    said = "input length exceeds the context length"
    with scripted("Ollama", faults=[Fault(status=400, message=said)]) as server:
        with pytest.raises(WindowError, match="does not fit"):
            answers(model_of(server), request(3))
        assert len(server.requests) == 1


def test_an_error_within_the_stream() -> None:
    fault = Fault(error="model runner has unexpectedly stopped", after=1)
    with (
        scripted("Ollama", faults=[fault]) as server,
        pytest.raises(ModelError, match="runner has unexpectedly stopped"),
    ):
        answers(model_of(server), request(2))


def test_a_model_that_is_unloaded_is_asked_once_more() -> None:
    unloaded = Fault(finish="unload", empty=True)
    with scripted("Ollama", faults=[unloaded]) as server:
        assert len(answers(model_of(server), request(2))) == 2
    with (
        scripted("Ollama", faults=[unloaded] * 3) as server,
        pytest.raises(ModelError, match="OLLAMA_KEEP_ALIVE"),
    ):
        answers(model_of(server), request(2))


def test_one_at_a_time_where_the_server_does_so_and_more_where_it_can() -> None:
    with scripted("Ollama", at_once=1, delay_s=0.01) as server:
        model = model_of(server)
        assert model.facts.parallel > 1  # it is tried
        answers(model, request(4))
        assert model.facts.parallel == 1
    with scripted("Ollama", at_once=4, delay_s=0.02) as server:
        model = model_of(server)
        for _ in range(3):
            answers(model, request(12))
        assert server.most_at_once > 2  # more than it begins with
        assert model.facts.parallel > 2


def test_cancelling_hangs_up() -> None:
    with scripted("Ollama", answer=lambda seed: ["x"] * 1000, delay_s=0.05) as server:
        cancelled, ended = threading.Event(), threading.Event()
        stream = model_of(server).complete(request(3), cancelled)
        threading.Thread(target=lambda: (list(stream), ended.set()), daemon=True).start()
        assert server.began.wait(5)
        cancelled.set()
        assert ended.wait(0.25)
        assert server.left.wait(1)
