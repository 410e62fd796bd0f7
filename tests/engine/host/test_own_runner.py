"""The user's own programs run isolated where they can be, else without, after consent."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes import DOUBLE, FakePool, FakeSampler, fake_resources

from shortlist_engine.execution.isolation.layers import SandboxUnavailable
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.host import Host, NeedsConsent, consent, read_consent, write_consent
from shortlist_engine.problem import Program, Verdict
from shortlist_engine.protocol import EngineError


class Plain(FakePool):
    """Stands in for the runner without isolation."""


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path / "shortlist"


def host_of(
    make_pool: Callable[[], FakePool] | None = None,
    level: str = "E",
    plain: Callable[[], FakePool] = Plain,
) -> Host:
    make_pool = make_pool or (lambda: FakePool(error=SandboxUnavailable("no Landlock")))
    resources = fake_resources(lambda: FakeSampler(["x"]), make_pool)
    return Host(
        replace(resources, make_plain=plain, probe=lambda: {"level": level, "problems": []})
    )


async def test_where_programs_can_be_isolated_they_are_whatever_was_said() -> None:
    for answer in (None, False, True):
        if answer is not None:
            write_consent(answer)
        host = host_of(FakePool, "A")
        assert type(await host.own_runner(unisolated=True)) is FakePool
        assert await host.own_runner() is await host.pool()
        await host.close_pool()


async def test_elsewhere_the_user_is_asked_and_the_answer_is_kept(config: Path) -> None:
    host = host_of()
    with pytest.raises(NeedsConsent, match="as in a terminal, if you agree") as failure:
        await host.own_runner()
    assert failure.value.to_wire()["kind"] == "needsConsent"
    assert failure.value.data == {"reason": "No Landlock.", "denied": False}
    assert not host.holds_anything
    write_consent(True)
    runner = await host.own_runner()
    assert type(runner) is Plain
    assert await host.own_runner() is runner
    assert host.holds_anything
    (run,) = await runner.run(RunRequest(DOUBLE, Program("python", "2 * x"), ["4\n"], ["8\n"]))
    assert run.verdict is Verdict.AC
    await host.close_pool()
    assert not host.holds_anything
    assert type(await host_of().own_runner()) is Plain  # another engine, later
    assert stat.S_IMODE((config / "unisolated.json").stat().st_mode) == 0o600


async def test_who_does_not_want_it_is_not_asked_again() -> None:
    write_consent(False)
    with pytest.raises(NeedsConsent, match=r"delete .*unisolated\.json") as failure:
        await host_of().own_runner()
    assert failure.value.data["denied"]


async def test_agreeing_for_one_command_is_not_kept(config: Path) -> None:
    write_consent(False)
    assert type(await host_of().own_runner(unisolated=True)) is Plain
    assert read_consent() is False


async def test_proposals_never_run_so() -> None:
    write_consent(True)
    host = host_of()
    await host.own_runner()
    with pytest.raises(EngineError, match="No Landlock") as failure:
        await host.pool()
    assert failure.value.kind == "sandboxUnavailable"


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"version": 1}', '{"version": 2, "allowed": true}', '"yes"', "\xff",
     '{"version": 1, "allowed": "yes"}'],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_no_answer(text: str, config: Path) -> None:
    config.mkdir()
    (config / "unisolated.json").write_text(text, "latin-1")
    assert read_consent() is None


def test_the_file_is_in_the_users_own_folder(config: Path) -> None:
    write_consent(True)
    assert consent.consent_file() == config / "unisolated.json"
    assert json.loads((config / "unisolated.json").read_text()) == {"version": 1, "allowed": True}


async def test_languages_are_those_of_what_would_run() -> None:
    isolated, plain = FakePool(languages=["python", "go"]), Plain(languages=["python", "cpp"])
    assert await host_of(lambda: isolated, "A", lambda: plain).languages() == ("python", "go")
    assert await host_of(lambda: isolated, "E", lambda: plain).languages() == ("python", "cpp")


async def test_no_room_is_said() -> None:
    write_consent(True)
    host = host_of(plain=lambda: Plain(error=OSError(28, "No space left on device")))
    with pytest.raises(EngineError, match="No space left on device") as failure:
        await host.own_runner()
    assert failure.value.kind == "sandboxUnavailable"
