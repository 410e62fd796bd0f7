"""Messages and the log arrive as what they are: a warning is no error."""

from __future__ import annotations

import pytest
from lsprotocol import types

ERROR, WARNING = types.MessageType.Error, types.MessageType.Warning


@pytest.mark.parametrize(
    ("kind", "expected"), [("modelNotFound", ERROR), ("internal", ERROR), ("unsupported", WARNING)]
)
async def test_what_the_user_cannot_help_is_an_error(sessions, comment, kind, expected):
    sessions.engine.set(error={"kind": kind, "message": "Something is wrong."})
    session = await sessions.start("vscode")
    await session.command("solve", {"uri": session.open("sum.py", comment())})
    (message,) = await session.until(lambda: session.client.messages)
    assert (message.type, message.message) == (expected, "Something is wrong.")


async def test_code_that_is_missing_is_a_warning(sessions, comment):
    session = await sessions.start("vscode")
    await session.command("run", {"uri": session.open("sum.py", comment())})
    (message,) = await session.until(lambda: session.client.messages)
    assert message.type == WARNING and "no code" in message.message


async def test_settings_that_are_wrong_are_a_warning(sessions):
    session = await sessions.start("neovim-0.10", options={"solve": {"count": 99}})
    (message,) = await session.until(lambda: session.client.messages)
    assert message.type == WARNING


async def test_a_solve_in_which_nothing_passed_is_a_warning_in_short(sessions, comment):
    missed = {"source": "print(3)\n", "passed": 1, "output": "3\n"}
    sessions.engine.set(solutions=[], near_misses=[missed])
    session = await sessions.start("vscode")
    await session.command("solve", {"uri": session.open("sum.py", comment())})
    (message,) = await session.until(lambda: session.client.messages)
    assert message.type == WARNING
    assert message.message == (
        "No program passed all examples (best 1/2) · "
        "the nearest fails example 2: expected `11`, got `3`."
    )


async def test_the_log_comes_with_its_levels_and_not_as_errors(sessions, comment):
    sessions.engine.set(crash_at=2, crash_times=1)
    session = await sessions.start("vscode")
    await session.solve(session.open("sum.py", comment()))
    logged = await session.until(
        lambda: [each for each in session.client.log_messages if "Going on" in each.message]
    )
    assert logged[0].type == WARNING
