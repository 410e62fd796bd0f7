"""llama.cpp's real server with a small real model: the plumbing, never how well it programs."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.engine.sampling.http.asking_models import CHAT, RAW, answers, request, texts
from tests.engine.sampling.http.real_model import start_server, wait_until, working_slots

from shortlist_engine.model.errors import WindowError
from shortlist_engine.problem import Problem, Program
from shortlist_engine.sampling.base import (
    ASSISTING,
    AnyTask,
    SamplingParams,
    Subject,
    UnsupportedError,
)
from shortlist_engine.sampling.http.address import Address
from shortlist_engine.sampling.http.connection import Exchange
from shortlist_engine.sampling.http.discovery import found_models, probe
from shortlist_engine.sampling.http.llama_server import LlamaServer
from shortlist_engine.sampling.http.openai import OpenAIModel
from shortlist_engine.sampling.text.model import Raw
from shortlist_engine.sampling.text.sampler import TextSampler
from shortlist_engine.statement.prompt import Turn


@pytest.fixture(scope="module")
def server() -> Iterator[LlamaServer]:
    running = start_server()
    yield running
    running.close()


@pytest.fixture
def model(server: LlamaServer) -> OpenAIModel:
    return OpenAIModel(server.server, server.server.model())


def test_it_is_found_and_described(server: LlamaServer, model: OpenAIModel) -> None:
    (answer,) = probe([server.address], 5.0)
    assert answer.server is not None
    assert (answer.server.kind, answer.server.slots) == ("llama.cpp", 4)
    (found,) = found_models([answer])
    assert (found.name, found.window, found.loaded) == (str(server.address), 2048, True)
    assert found.bytes is not None
    assert 80e6 < found.bytes < 120e6
    assert found.parameters == "0.1B"
    assert (model.facts.window, model.facts.parallel) == (2048, 4)
    (shut_out,) = probe([Address(server.address.host, server.address.port)], 5.0)
    assert (shut_out.server, shut_out.note) == (None, "demands a key")


def test_more_answers_than_slots_with_their_tokens(model: OpenAIModel) -> None:
    got = answers(model, request(6, RAW, max_tokens=5, temperature=1.2))
    assert [each.index for each in got] == list(range(6))
    assert len(set(texts(got))) > 1
    for each in got:
        assert each.num_tokens is not None
        assert each.logprob is not None
        assert 1 <= each.num_tokens <= 5
        assert each.logprob < 0
        assert each.finish_reason == ("length" if each.num_tokens == 5 else "stop")
    assert any(each.finish_reason == "length" for each in got)


def test_seeds_decide(model: OpenAIModel) -> None:
    first = answers(model, request(1, CHAT, max_tokens=4, temperature=1.5, seed=3))
    again = answers(model, request(1, CHAT, max_tokens=4, temperature=1.5, seed=3))
    assert texts(first) == texts(again)
    others = answers(model, request(4, CHAT, max_tokens=4, temperature=1.5, seed=50))
    assert len(set(texts(others))) > 1


def test_a_text_to_stop_at_is_left_out(model: OpenAIModel) -> None:
    asked = request(1, Raw("1 2 3 4 5 6 7 8"), max_tokens=12, temperature=0.0)
    (whole,) = answers(model, asked)
    stop = whole.text[3:6]
    (got,) = answers(model, replace(asked, stop=(stop,)))
    assert got.text == whole.text[: whole.text.index(stop)]
    assert got.finish_reason == "stop"


def test_answers_are_streamed(server: LlamaServer) -> None:
    body = {"prompt": "1 2 3", "max_tokens": 4, "stream": True, "temperature": 0}
    with Exchange(server.address, within_s=60.0) as exchange:
        assert exchange.send("POST", "/v1/completions", body) == 200
        assert len(list(exchange.events())) >= 4


def test_a_prompt_beyond_the_window_is_refused_with_both_numbers(model: OpenAIModel) -> None:
    long = Raw("x = 1\n" * 1500)
    with pytest.raises(WindowError) as refused:
        answers(model, request(2, long))
    assert refused.value.prompt_tokens == model.count_tokens(long) > 2048
    assert refused.value.window == 2048


def test_tokens_are_estimated_from_above(model: OpenAIModel) -> None:
    from shortlist_engine.sampling.http.counting import fewest_tokens, most_tokens

    program = "def main():\n    n = int(input())\n    for i in range(2, n + 1):\n        print(i)\n"
    statement = "You are given an array a of n (1 ≤ n ≤ 200000) integers; find max(a_i - a_j). "
    for prompt in (CHAT, RAW, Raw(program * 3), Raw(statement * 3), Raw("12345 67890\n" * 20)):
        assert fewest_tokens(prompt) <= model.count_tokens(prompt) <= most_tokens(prompt)


def test_cancelling_frees_the_slots(server: LlamaServer, model: OpenAIModel) -> None:
    cancelled, ended = threading.Event(), threading.Event()
    stream = model.complete(request(3, CHAT, max_tokens=1500, temperature=1.5), cancelled)
    threading.Thread(target=lambda: (list(stream), ended.set()), daemon=True).start()
    wait_until(lambda: working_slots(server) == 3)
    began = time.monotonic()
    cancelled.set()
    assert ended.wait(5)
    assert time.monotonic() - began < 0.25
    wait_until(lambda: working_slots(server) == 0)


def test_two_solves_at_the_same_time(model: OpenAIModel) -> None:
    got: dict[int, list[str]] = {}

    def solve(number: int) -> None:
        asked = request(3, Raw(f"{number} {number}"), max_tokens=4, seed=number)
        got[number] = texts(answers(model, asked))

    threads = [threading.Thread(target=solve, args=(number,)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert [len(got[number]) for number in (1, 2)] == [3, 3]


def test_a_model_without_marks_for_filling_in_says_so(model: OpenAIModel) -> None:
    subject = Subject(before="def twice(n):\n    return ", after="\n")
    params = SamplingParams(1, max_tokens=8, task="infill", subject=subject)
    with pytest.raises(UnsupportedError, match="cannot fill in"):
        list(TextSampler(model).sample(Problem("", ""), params, threading.Event()))


@pytest.mark.parametrize("task", [task for task in ASSISTING if task != "infill"])
def test_every_task_about_a_program_is_asked_and_answered(
    task: AnyTask, model: OpenAIModel
) -> None:
    problem = Problem("Double", "Print twice the number.", language="python")
    subject = Subject(
        Program("python", "print(2 * int(input()))\n"),
        problem,
        turns=(Turn("Read n.", "n = int(input())"), Turn("Print twice n.")),
        request="Say a word.",
    )
    params = SamplingParams(
        2, languages=("cpp",) if task == "translate" else ("python",), max_tokens=12, task=task,
        subject=subject,
    )  # fmt: skip
    batches = TextSampler(model).sample(problem, params, threading.Event())
    drawn = [sample for batch in batches for sample in batch]
    assert sorted(sample.index for sample in drawn) == [0, 1]
    assert all(sample.text or sample.answer_lacks for sample in drawn)
