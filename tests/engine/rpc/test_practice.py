"""`practice` as any client asks it, with the engine as it ships."""

from __future__ import annotations

import re
import statistics
import time
from pathlib import Path

import pytest
from tests.engine.rpc.client import Client
from tests.engine.rpc.test_real_engine import engine

from shortlist_engine import protocol
from shortlist_engine.execution.isolation.layers import probe
from shortlist_engine.practice.session.actions import ACTIONS
from shortlist_engine.protocol import EngineError

FOREVER = "while True:\n    pass\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


def practise(client: Client, action: str, run_id: str | None = None, **arguments: object) -> dict:
    return client.ask(protocol.PRACTICE, action=action, arguments=arguments, run_id=run_id)


@pytest.mark.skipif(not probe().usable, reason="programs cannot be confined here")
def test_groups_are_told_and_a_judging_is_cancelled_at_once(home: Path) -> None:
    with engine(home) as (client, _):
        client.hello()
        opened = practise(client, "open", problem="lifeboats", place=str(home))
        text = Path(opened["file"]).read_text()
        program = {"text": f"{text}print(0)\n", "language": "python", "file": opened["file"]}
        done = practise(client, "submit", "one", **program)
        told = [note[2] for note in client.notes if note[1] == protocol.PRACTICE_GROUP]
        assert {each["run_id"] for each in told} == {"one"}
        names = [each["name"] for each in done["groups"]]
        assert sorted(each["group"]["name"] for each in told) == sorted(names)

        arguments = {**program, "text": text + FOREVER}
        asked = client.send(protocol.PRACTICE, action="submit", arguments=arguments, run_id="two")
        time.sleep(0.5)
        start = time.monotonic()
        assert client.ask(protocol.CANCEL, run_id="two") == {"cancelled": True}
        with pytest.raises(EngineError) as failure:
            client.wait(asked)
        assert time.monotonic() - start < 0.25
        assert failure.value.kind == "cancelled"
        assert practise(client, "progress")["tries"] == 1
        assert client.ask(protocol.CANCEL, run_id="two") == {"cancelled": False}


def test_list_and_next_are_quick_once_warm(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with engine(home) as (client, _):
        client.hello()
        figures = {}
        for action in ("list", "next"):
            times = []
            for _ in range(9):
                start = time.perf_counter()
                practise(client, action)
                times.append(1000 * (time.perf_counter() - start))
            figures[action] = statistics.median(times)
        with capsys.disabled():
            print("\n" + ", ".join(f"{name} in {took:.0f} ms" for name, took in figures.items()))
        assert max(figures.values()) < 500


def test_what_is_wrong_is_typed(home: Path) -> None:
    with engine(home) as (client, _):
        client.hello()
        for action, arguments, kind, words in (
            ("sing", {}, "practice", "no action"),
            ("list", {"tags": "dp"}, "invalidRequest", "tags"),
            ("list", {"state": "odd"}, "practice", "unsolved"),
            ("list", {"rating": "high"}, "practice", "1000-1400"),
            ("open", {"problem": "lifeboats"}, "practice", "folder"),
            ("contestStart", {"problems": 50, "place": str(home)}, "practice", "26"),
            ("setRating", {"rating": 9000}, "practice", "4000"),
            ("export", {"table": "all"}, "practice", "rounds"),
            ("hint", {"text": "print(1)", "language": "python"}, "practice", "practice file"),
            ("contestFinish", {}, "practice", "start one first"),
            ("explain", {"problem": "bank/lifeboats/1/exam"}, "practice", "or given up"),
            ("next", {"rating": "3900-4000"}, "practice", "import a set"),
            ("submit", {"text": " ", "language": "python"}, "practice", "empty"),
            ("submit", {"language": "python"}, "invalidRequest", "text is missing"),
        ):
            with pytest.raises(EngineError) as failure:
                practise(client, action, **arguments)
            assert failure.value.kind == kind, (action, failure.value)
            assert words in failure.value.message
            # An editor's user types no command and no option.
            assert not re.search(r"`(shortlist practice|contest) [a-z]|--[a-z]", str(failure.value))
        assert set(ACTIONS) >= {"list", "next", "open", "submit", "giveUp", "contestStart"}
