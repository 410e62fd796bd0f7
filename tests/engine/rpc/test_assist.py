"""`assist` as any client asks it: the engine as it ships, its sandbox, and a scripted server of a
text model."""

from __future__ import annotations

import contextlib
import itertools
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.engine.cli.test_assist_commands import CODE, RIGHT, STATEMENT, WRONG
from tests.engine.rpc.client import Client, wait_until
from tests.engine.rpc.test_real_engine import engine
from tests.engine.sampling.http.scripted_server import Fault, ScriptedServer, scripted

from shortlist_engine import protocol
from shortlist_engine.execution.isolation.layers import probe
from shortlist_engine.protocol import EngineError, to_wire
from shortlist_engine.statement import find_problems

pytestmark = pytest.mark.skipif(not probe().usable, reason="programs cannot be confined here")

PROBLEM = find_problems(STATEMENT, "python")[0].problem
FILE = {
    "name": "sum.py",
    "text": STATEMENT + CODE,
    "program": {"language": "python", "source": CODE},
    "problem": to_wire(PROBLEM),
}
STEPS = """\
# Assign the list [3, 1, 2] to numbers.
numbers = [3, 1, 2]

# Let ordered be its elements in ascending order.
# >>> ordered
# [1, 2, 3]
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


@contextlib.contextmanager
def asking(home: Path, *answers: str, **script: Any) -> Iterator[tuple[Client, ScriptedServer]]:
    """A client of an engine whose model gives these answers in turn."""

    turns = itertools.cycle(answers)

    def answer(_: int) -> list[str]:
        return [next(turns)]

    with scripted(answer=answer, window=32768, **script) as server:
        arguments = ("--model", f"{server.url}#coder", "--prompt", "chat")
        with engine(home, *arguments) as (client, _):
            client.hello()
            yield client, server


def assist(client: Client, task: str, run_id: str | None = None, **arguments: Any) -> Any:
    return client.ask(protocol.ASSIST, task=task, arguments=arguments, run_id=run_id)


def told(client: Client, method: str) -> list[dict[str, Any]]:
    return [params for _, name, params in client.notes if name == method]


def test_translations_are_told_as_they_are_compared(home: Path) -> None:
    with asking(home, WRONG, RIGHT) as (client, _):
        found = assist(client, "translate", "one", file=FILE, to="cpp", samples=2)
        first, second = found["translations"]
        assert (first["headline"], first["proved"]) == ("equal on 60 of 60 inputs", True)
        assert second["difference"]["original"] != second["difference"]["translation"]
        assert (found["file"], found["language"], found["to"]) == ("sum.py", "python", "cpp")
        assert (found["reason"], found["examples"], found["error"]) == ("samples", 1, None)
        progress = told(client, protocol.ASSIST_PROGRESS)
        assert {each["run_id"] for each in progress} == {"one"}
        assert [each["stage"] for each in progress][-1] == "asking"
        assert progress[-1]["compared"] == 2
        early = told(client, protocol.ASSIST_CANDIDATES)
        assert early and early[0]["document"]["reason"] is None
        assert early[0]["document"]["translations"]


def test_an_explanation_comes_after_the_facts_that_it_is_checked_by(home: Path) -> None:
    with asking(home, "1. `total` becomes 7.") as (client, _):
        found = assist(client, "explain", "one", file=FILE)
        assert found["run"]["input"] == "3\n1 -2 3\n" and found["run"]["output"] == "2\n"
        assert found["trace"]["complete"] is True
        assert [claim["agrees"] for claim in found["claims"]] == [False]
        early = told(client, protocol.ASSIST_CANDIDATES)[0]["document"]
        assert early["run"] == found["run"] and early["words"] == ""
        facts = assist(client, "explain", file=FILE, facts_only=True, input="1\n5\n")
        assert facts["run"]["output"] == "5\n" and facts["model"] is None


def test_comments_are_put_into_the_text_as_it_is(home: Path) -> None:
    answer = "```python\n" + CODE.replace("total = 0", "# Nothing yet.\ntotal = 0") + "```"
    with asking(home, answer) as (client, _):
        found = assist(client, "comment", file={**FILE, "problem": None})
        assert found["text"] == FILE["text"].replace("total = 0", "# Nothing yet.\ntotal = 0")
        assert found["written"] is None
        assert found["notes"] == ["1 comment put in; the code is the same (proved)."]
        with pytest.raises(EngineError) as failure:
            assist(client, "comment", file={**FILE, "lines": [3, 3]})
        assert failure.value.kind == "invalidRequest"


def test_a_translation_goes_below_as_a_comment_where_that_is_proved(home: Path) -> None:
    with asking(home) as (client, server):
        given = {
            "program": {"language": "cpp", "source": "int x; // one \\\n"},
            "headline": "equal",
        }
        found = assist(client, "place", file=FILE, **given)
        (placed,) = found["insertions"]
        assert placed["line"] == FILE["text"].count("\n")
        assert placed["lines"] == ["", "# In C++ (equal):", "# int x; // one \\ ."]
        assert found["text"] == FILE["text"] + "\n".join(placed["lines"]) + "\n"
        looks = {**FILE, "text": FILE["text"] + "print(__import__('inspect').stack())\n"}
        with pytest.raises(EngineError, match="cannot be put below"):
            assist(client, "place", file={**looks, "lines": [0, 1]}, **given)
        assert not any("completions" in path for path in server.paths)


def test_a_hint_by_the_model_or_by_the_bank(home: Path) -> None:
    with asking(home, "Look at the sign of each number.") as (client, _):
        found = assist(client, "hint", problem=FILE["problem"], grade=1)
        assert found["hint"] == "Look at the sign of each number."
        assert (found["grade"], found["source"]) == (1, "coder")
        with pytest.raises(EngineError) as failure:
            assist(client, "hint", problem=FILE["problem"], grade=4)
        assert failure.value.kind == "invalidRequest"


def test_prompts_are_those_of_the_folder(home: Path) -> None:
    folder = home / "config" / "shortlist" / "prompts"
    folder.mkdir(parents=True)
    (folder / "review.md").write_text("Review this {{language}}:\n{{selection}}\n")
    with asking(home, "It is fine.") as (client, server):
        assert assist(client, "prompt")["prompts"] == ["review"]
        found = assist(client, "prompt", name="review", file=FILE)
        assert [each["text"] for each in found["answers"]] == ["It is fine."]
        assert "Review this Python:" in str(server.asked[-1])
        with pytest.raises(EngineError) as failure:
            assist(client, "prompt", name="reviews", file=FILE)
        assert "Did you mean review?" in failure.value.message


def test_a_step_is_run_and_told(home: Path) -> None:
    file = {"name": "s.py", "text": STEPS, "program": {"language": "python", "source": STEPS}}
    right, wrong = "ordered = sorted(numbers)", "ordered = numbers"
    with asking(home, wrong, right) as (client, _):
        found = assist(client, "step", "one", file=file, samples=2)
        (step,) = found["steps"]
        assert [each["code"] for each in step["continuations"]] == [right, wrong]
        assert [each["trial"]["status"] for each in step["continuations"]] == ["good", "wrong"]
        assert told(client, protocol.ASSIST_PROGRESS)[-1]["answered"] == 2
        every = assist(client, "step", file=file, samples=2, every=True)
        assert every["reason"] == "written" and every["steps"][1]["code"] == right


@pytest.mark.parametrize("task", ["translate", "comment", "explain", "prompt"])
def test_a_cancelled_task_answers_at_once(home: Path, task: str) -> None:
    folder = home / "config" / "shortlist" / "prompts"
    folder.mkdir(parents=True)
    (folder / "review.md").write_text("{{selection}}\n")
    more: dict[str, Any] = {"translate": {"to": "cpp"}, "prompt": {"name": "review"}}.get(task, {})
    with asking(home, RIGHT, faults=[Fault(hang=True) for _ in range(8)]) as (client, server):
        asked = client.send(
            protocol.ASSIST, task=task, arguments={"file": FILE, **more}, run_id="one"
        )
        client.wait_for_note(protocol.ASSIST_PROGRESS, stage="asking")
        wait_until(lambda: server.requests, 30)
        start = time.monotonic()
        assert client.ask(protocol.CANCEL, run_id="one") == {"cancelled": True}
        try:
            document = client.wait(asked)
        except EngineError as error:
            assert (task in ("comment", "explain"), error.kind) == (True, "cancelled")
        else:
            assert document.get("cancelled") or document["reason"] == "cancelled"
        assert time.monotonic() - start < 0.35  # a busy machine has a little more


def test_what_is_wrong_is_typed(home: Path, tiny_model_dir: Path) -> None:
    with engine(home, "--model", str(tiny_model_dir)) as (client, _):
        client.hello()
        for task, arguments, kind, words in (
            ("sing", {}, "invalidRequest", "assist.task"),
            ("translate", {"file": FILE}, "invalidRequest", "assist.translate.to is missing"),
            ("translate", {"file": FILE, "to": "cobol"}, "unsupported", "cobol"),
            ("translate", {"file": FILE, "to": "cpp", "samples": 0}, "invalidRequest", "samples"),
            ("comment", {"file": FILE}, "unsupported", "comment"),
            ("hint", {"problem": FILE["problem"]}, "unsupported", "hint"),
        ):
            with pytest.raises(EngineError) as failure:
                assist(client, task, **arguments)
            assert failure.value.kind == kind, failure.value.message
            assert words in failure.value.message
        facts = assist(client, "explain", file=FILE)
        assert facts["words"] == "" and "no explanation in words" in " ".join(facts["notes"])
