"""Models behind OpenAI's interface, at their best: what is sent, what is made of the answers."""

from __future__ import annotations

import threading
import time

import pytest
from tests.engine.sampling.http.asking_models import (
    CHAT,
    RAW,
    answers,
    model_of,
    request,
    texts,
)
from tests.engine.sampling.http.scripted_server import KINDS, Fault, scripted

from shortlist_engine.model.errors import ModelError
from shortlist_engine.sampling.http import asking

OPENAI_LIKE = [kind for kind in KINDS if kind != "Ollama"]


@pytest.mark.parametrize("kind", OPENAI_LIKE)
@pytest.mark.parametrize("prompt", [CHAT, RAW], ids=["chat", "raw"])
def test_each_server_gives_all_answers_with_their_seeds(kind: str, prompt) -> None:
    with scripted(kind) as server:
        got = answers(model_of(server), request(9, prompt, seed=70))
        assert texts(got) == [f"answer of seed {70 + index}" for index in range(9)]
        assert all(each.finish_reason == "stop" for each in got)
        path = "/v1/chat/completions" if prompt is CHAT else "/v1/completions"
        assert {asked for asked, _ in server.requests} == {path}


@pytest.mark.parametrize("kind", OPENAI_LIKE)
def test_every_field_is_sent(kind: str) -> None:
    with scripted(kind) as server:
        wanted = request(1, temperature=0.7, top_p=0.9, min_p=0.1, max_tokens=33, stop=("END",))
        answers(model_of(server), wanted)
        sent = server.asked[0]
        assert (sent["temperature"], sent["top_p"], sent["min_p"]) == (0.7, 0.9, 0.1)
        assert (sent["max_tokens"], sent["stop"], sent["seed"]) == (33, ["END"], 7)
        assert sent["top_k"] == (-1 if kind == "vLLM" else 0)
        assert sent["stream"] is True
        penalty = "repetition_penalty" if kind == "vLLM" else "repeat_penalty"
        assert sent[penalty] == 1.0
        assert "Authorization" not in server.headers[-1]
        assert "X-Conversation-Id" not in server.headers[-1]


def test_n_is_one_request_for_as_many_as_there_are_slots() -> None:
    with scripted("llama.cpp", slots=4) as server:
        assert len(answers(model_of(server), request(9))) == 9
        assert [body.get("n", 1) for body in server.asked] == [4, 4, 1]
        assert [body["seed"] for body in server.asked] == [7, 11, 15]
    with scripted("vLLM") as server:
        answers(model_of(server), request(20))
        assert [body["n"] for body in server.asked] == [20]


def test_a_server_that_refuses_n_is_asked_for_each_and_that_is_remembered() -> None:
    with scripted("TabbyAPI", takes_n=False) as server:
        model = model_of(server)
        assert texts(answers(model, request(6))) == [f"answer of seed {7 + i}" for i in range(6)]
        assert server.asked[0]["n"] == 6
        assert all("n" not in body for body in server.asked[1:])
        first = len(server.asked)
        answers(model_of(server), request(3))  # another model object of the same server
        assert all("n" not in body for body in server.asked[first:])


@pytest.mark.parametrize("count", [2, 5])
def test_a_server_that_ignores_n_is_asked_for_the_rest(count: int) -> None:
    with scripted("LM Studio", takes_n=False) as server:
        got = answers(model_of(server), request(count))
        assert texts(got) == [f"answer of seed {7 + index}" for index in range(count)]
        assert len(server.asked) == count


def test_requests_run_at_the_same_time_once_the_first_has_filled_the_cache() -> None:
    with scripted("LM Studio", takes_n=False, delay_s=0.02) as server:
        model = model_of(server)
        answers(model, request(12))
        assert server.most_at_once >= 2
        answers(model, request(16))
        assert server.most_at_once >= 4
        assert model.facts.parallel >= 4


def test_a_server_that_takes_one_at_a_time_is_found_out() -> None:
    with scripted("LM Studio", takes_n=False, at_once=1, delay_s=0.01) as server:
        model = model_of(server)
        assert len(answers(model, request(5))) == 5
        assert model.facts.parallel == 1


def test_thoughts_are_apart_from_the_answer() -> None:
    with scripted("vLLM", thoughts=["Let me ", "think."]) as server:
        (got,) = answers(model_of(server), request(1, reasoning="low"))
        assert (got.text, got.thinking) == ("answer of seed 7", "Let me think.")
        assert server.asked[0]["reasoning_effort"] == "low"
        answers(model_of(server), request(1, reasoning="off"))
        assert server.asked[1]["chat_template_kwargs"] == {"enable_thinking": False}
        assert server.asked[1]["reasoning_effort"] == "none"


def test_tokens_and_their_logprobs_are_those_of_each_answer() -> None:
    with scripted("llama.cpp") as server:
        for got in answers(model_of(server), request(3)):
            assert (got.num_tokens, got.logprob) == (3, -1.5)
    with scripted("LM Studio") as server:
        (got,) = answers(model_of(server), request(1))
        assert (got.num_tokens, got.logprob) == (3, None)


def test_tokens_are_counted_by_the_server_or_from_above() -> None:
    with scripted("llama.cpp") as server:
        assert model_of(server).count_tokens(RAW) == len(RAW.text.split())
        assert "/apply-template" not in server.paths
        model_of(server).count_tokens(CHAT)
        assert server.paths[-2:] == ["/apply-template", "/tokenize"]
    with scripted("vLLM") as server:
        assert model_of(server).count_tokens(RAW) == len(RAW.text.split())
    with scripted("LM Studio") as server:
        assert model_of(server).count_tokens(RAW) > len(RAW.text.split())


def test_what_is_known_of_a_model() -> None:
    with scripted("llama.cpp", slots=6) as server:
        facts = model_of(server).facts
        assert (facts.name, facts.where, facts.window) == ("coder", server.url, 4096)
        assert (facts.parallel, facts.logprobs, facts.chat) == (6, True, True)
    with scripted("LM Studio", window=2048) as server:
        assert model_of(server).facts.window == 2048


def test_cancelling_hangs_up_at_once() -> None:
    with scripted("llama.cpp", answer=lambda seed: ["x"] * 1000, delay_s=0.05) as server:
        cancelled = threading.Event()
        stream = model_of(server).complete(request(4), cancelled)
        ended = threading.Event()

        def consume() -> None:
            list(stream)
            ended.set()

        threading.Thread(target=consume, daemon=True).start()
        assert server.began.wait(5)
        began = time.monotonic()
        cancelled.set()
        assert ended.wait(1)
        assert time.monotonic() - began < 0.25
        assert server.left.wait(1)


def test_a_consumer_that_leaves_hangs_up_too() -> None:
    def answer(seed: int) -> list[str]:
        return ["short"] if seed == 7 else ["x"] * 1000

    with scripted("vLLM", takes_n=False, answer=answer, delay_s=0.05) as server:
        stream = model_of(server).complete(request(4), threading.Event())
        assert next(stream).text == "short"
        stream.close()
        assert server.left.wait(1)


def test_the_loading_of_a_model_is_waited_for_and_told() -> None:
    told: list[str] = []
    with scripted("llama.cpp") as server:
        model = model_of(server, on_status=told.append)
        server.script.loading = 3
        assert len(answers(model, request(2))) == 2
    assert told == ["loading coder …"]


def test_who_waits_is_told_when_the_model_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "QUIET_S", 0.2)
    told: list[str] = []
    with scripted("llama.cpp", first_s=0.6) as server:
        answers(model_of(server, on_status=told.append), request(1))
    assert told == ["waiting for coder, which loads or reads the problem …", "coder is writing …"]


def test_a_key_is_sent_and_never_shown() -> None:
    with scripted("llama.cpp", key="secret") as server:
        model = model_of(server)
        assert len(answers(model, request(2))) == 2
        assert server.headers[-1]["Authorization"] == "Bearer secret"
        assert "secret" not in repr(server.address) + str(server.address) + repr(model.facts)


def test_short_answers_and_faults_say_nothing_about_how_many_run_at_the_same_time() -> None:
    with scripted("LM Studio", takes_n=False, answer=lambda seed: ["all"]) as server:
        model = model_of(server)
        for _ in range(4):
            answers(model, request(4))
        assert model.facts.parallel == 2  # where it begins
    fault = Fault(error="CUDA error", after=1)
    with scripted("LM Studio", takes_n=False, delay_s=0.02) as server:
        model = model_of(server)
        answers(model, request(1))
        server.script.faults += [Fault(), fault]
        with pytest.raises(ModelError, match="CUDA error"):
            answers(model, request(2))
        for _ in range(3):
            answers(model, request(12))
        assert model.facts.parallel >= 4


def test_fewer_requests_than_could_run_at_the_same_time_are_no_limit() -> None:
    with scripted("LM Studio", takes_n=False, delay_s=0.02) as server:
        model = model_of(server)
        answers(model, request(12))
        grown = model.facts.parallel
        assert grown >= 4
        answers(model, request(2))
        assert model.facts.parallel >= grown


def test_a_server_that_says_that_there_is_no_template_has_a_base_model() -> None:
    with scripted("llama.cpp") as server:
        assert model_of(server).facts.chat
        server.script.template = ""
        assert not model_of(server).facts.chat
