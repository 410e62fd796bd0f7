"""What the server understands of a statement, on request."""

from __future__ import annotations


async def test_parse_problem(sessions, comment):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    at = {"textDocument": {"uri": uri}, "position": {"line": 4, "character": 0}}
    parsed = await session.request("shortlist/parseProblem", at)
    assert parsed["problem"]["name"] == "A + B 🎉"
    assert parsed["problem"]["kind"] == "stdin"
    assert parsed["confidence"] >= 0.5
    assert parsed["problems"] == []
    plain_uri = session.open("plain.py", "x = 1\n")
    at["textDocument"]["uri"] = plain_uri
    nothing = await session.request("shortlist/parseProblem", at)
    assert nothing == {"problem": None, "confidence": 0.0, "problems": []}
