"""Accepting a solution: where it goes, what stays, and what happens when the file has moved on."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

EDITORS = ["neovim-0.10", "neovim-0.11", "vscode"]


def accept(uri, result, index=0):
    return {
        "uri": uri,
        "problemId": result["problem"]["digest"],
        "solutionId": result["items"][index]["id"],
    }


@pytest.mark.parametrize("editor", EDITORS)
async def test_it_goes_below_the_comment_and_nothing_is_lost(sessions, comment, sources, editor):
    session = await sessions.start(editor)
    text = "import os\n" + comment(below="\ndef mine():\n    return '🎉'\n")
    uri = session.open("sum.py", text)
    result = await session.solve(uri)
    answer = await session.command("accept", accept(uri, result))
    assert answer["applied"] is True
    head, tail = text.split("\ndef mine", 1)
    assert session.texts[uri] == head + sources[0] + "\ndef mine" + tail
    edit = session.edits[0]
    change = edit.edit.document_changes[0]
    assert change.text_document.version == 1
    # Neovim prints a label and an annotation, which ends in a prompt; no editor shows them.
    assert edit.label is None and edit.edit.change_annotations is None
    assert not hasattr(change.edits[0], "annotation_id")
    line = answer["range"]["start"]["line"]
    assert session.texts[uri].splitlines()[line] == sources[0].splitlines()[0]
    assert answer["range"]["end"]["line"] == line + len(sources[0].splitlines())
    assert session.client.shown_documents == []


async def test_without_versioned_edits_plain_changes_are_used(sessions, comment, sources):
    session = await sessions.start("bare")
    uri = session.open("sum.py", comment())
    result = await session.solve(uri)
    answer = await session.command("accept", accept(uri, result))
    assert answer["applied"] is False
    assert "workspace/applyEdit" in answer["failureReason"]
    assert answer["text"] == sources[0]


async def test_the_cursor_of_a_client_without_a_plugin_is_moved(sessions, comment, below):
    session = await sessions.start("vscode", options={"clientFeatures": None})
    uri = session.open("sum.py", comment())
    await session.command("accept", accept(uri, await session.solve(uri)))
    await session.until(lambda: session.client.shown_documents)
    shown = session.client.shown_documents[0]
    assert (shown.uri, shown.take_focus) == (uri, False)
    assert shown.selection.start == types.Position(below, 0)


async def test_another_solution_replaces_the_first_when_untouched(sessions, comment, sources):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below="\nmine = 1\n"))
    result = await session.solve(uri)
    await session.command("accept", accept(uri, result, 0))
    await session.command("accept", accept(uri, result, 1))
    assert sources[0] not in session.texts[uri]
    assert sources[1] in session.texts[uri]
    assert session.texts[uri].endswith("\nmine = 1\n")


async def test_an_edited_solution_is_the_users_and_stays(sessions, comment, sources):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    result = await session.solve(uri)
    await session.command("accept", accept(uri, result, 0))
    edited = session.texts[uri].replace("print(a + b)", "print(b + a)")
    session.change(uri, edited)
    answer = await session.command("accept", accept(uri, result, 1))
    assert answer["applied"] is False
    assert answer["cancelled"] is True
    assert session.texts[uri] == edited
    session.choose = "Make mine a comment"
    answer = await session.command("accept", accept(uri, result, 1))
    assert answer["message"].endswith("; your own program is a comment now")
    assert "# print(b + a)\n" in session.texts[uri]
    assert sources[1] in session.texts[uri]


async def test_it_finds_the_comment_again_after_edits_elsewhere(sessions, comment, sources):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    result = await session.solve(uri)
    session.change(uri, "import os\nimport sys\n\n" + comment())
    answer = await session.command("accept", accept(uri, result))
    assert answer["applied"] is True
    assert session.texts[uri] == "import os\nimport sys\n\n" + comment().rstrip("\n") + "\n" + (
        sources[0] + "\n"
    )


async def test_a_changed_statement_is_stale(sessions, comment):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    result = await session.solve(uri)
    session.change(uri, comment().replace("their sum", "their product"))
    with pytest.raises(JsonRpcException) as failure:
        await session.command("accept", accept(uri, result))
    assert failure.value.code == -32801
    assert failure.value.data["kind"] == "staleProblem"
    assert "Solve it again" in failure.value.message
    assert session.edits == []


async def test_an_unknown_solution_is_refused(sessions, comment):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    result = await session.solve(uri)
    arguments = {**accept(uri, result), "solutionId": "f" * 16}
    with pytest.raises(JsonRpcException) as failure:
        await session.command("accept", arguments)
    assert failure.value.data["kind"] == "unknownSolution"


async def test_a_refused_edit_says_why_and_gives_the_text(sessions, comment, sources):
    session = await sessions.start("vscode")
    session.refuse_edits = "the file is read-only"
    uri = session.open("sum.py", comment())
    result = await session.solve(uri)
    answer = await session.command("accept", accept(uri, result))
    assert answer["applied"] is False
    assert answer["failureReason"] == "the file is read-only"
    assert answer["text"] == sources[0]


async def test_a_file_that_moves_while_the_edit_travels_is_planned_again(
    sessions, comment, sources
):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    result = await session.solve(uri)
    original = session.on_apply_edit

    def busy(client, params):
        if not session.edits:
            session.edits.append(params)
            session.change(uri, "import os\n" + comment())
            return types.ApplyWorkspaceEditResult(False, failure_reason="the document changed")
        return original(client, params)

    session.on_apply_edit = busy
    answer = await session.command("accept", accept(uri, result))
    assert answer["applied"] is True
    versions = [edit.edit.document_changes[0].text_document.version for edit in session.edits]
    assert versions == [1, 2]
    assert session.texts[uri].startswith("import os\n# A + B")
    assert sources[0] in session.texts[uri]


@pytest.mark.parametrize(
    ("name", "language", "solution"),
    [("sum.md", "markdown", "python"), ("sum.py", "python", "cpp")],
)
async def test_a_program_that_cannot_stand_there_opens_untitled(
    sessions, comment, name, language, solution
):
    source = "int main() { return 0; }\n"
    sessions.engine.set(solutions=[{"source": source, "language": solution}])
    session = await sessions.start("vscode")
    text = comment()
    if language == "markdown":
        text = "\n".join(line[2:] for line in text.splitlines()) + "\n"
    uri = session.open(name, text, language)
    result = await session.solve(uri)
    answer = await session.command("accept", accept(uri, result))
    assert answer["applied"] is True
    assert answer["uri"].startswith("untitled:solution-1-of-")
    assert session.texts[answer["uri"]] == source
    assert session.texts[uri] == text
    shown = session.client.shown_documents[0]
    assert shown.uri == answer["uri"]


async def test_the_same_program_opens_once_and_another_beside_what_the_user_wrote(
    sessions, comment
):
    source = "int main() { return 0; }\n"
    sessions.engine.set(solutions=[{"source": source, "language": "cpp"}])
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    result = await session.solve(uri)
    first = (await session.command("accept", accept(uri, result)))["uri"]
    session.open(first, session.texts[first], "cpp")
    again = await session.command("accept", accept(uri, result))
    assert (again["applied"], again["uri"]) == (True, first)
    assert session.texts[first] == source and "already" in again["message"]
    session.change(first, "int main() { return 1; }\n")
    other = (await session.command("accept", accept(uri, result)))["uri"]
    assert other == first.replace(".cpp", "-2.cpp")
    assert session.texts[other] == source
    assert session.texts[first] == "int main() { return 1; }\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
async def test_encodings_and_line_ends(sessions, comment, sources, encoding, newline):
    session = await sessions.start("vscode", encodings=[encoding])
    assert session.encoding == encoding
    # The emoji stand in the last line, which has no line break: the edit begins behind them.
    text = comment(newline).rstrip("\r\n") + " 🎉🙂"
    uri = session.open("sum 🎉 file.py", text)
    result = await session.solve(uri)
    end = result["problem"]["range"]["end"]["character"]
    last = text.splitlines()[-1]
    units = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[encoding]
    width = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    assert end == len(last.encode(units)) // width
    await session.command("accept", accept(uri, result))
    assert session.texts[uri] == text + newline + sources[0].replace("\n", newline)


async def test_the_first_encoding_of_the_client_is_taken(sessions):
    session = await sessions.start("neovim-0.11", encodings=["utf-32", "utf-8"])
    assert session.encoding == "utf-32"
    session = await sessions.start("neovim-0.10")
    assert session.encoding == "utf-16"


async def test_a_workspace_with_spaces_and_emoji(sessions, comment, sources, tmp_path):
    folder = tmp_path / "my folder 🎉"
    folder.mkdir()
    session = await sessions.start("vscode", folder=folder)
    uri = session.open("a b.py", comment())
    result = await session.solve(uri)
    await session.command("accept", accept(uri, result))
    assert sources[0] in session.texts[uri]


async def test_separators_that_only_python_counts_do_not_shift_edits(sessions, comment, sources):
    session = await sessions.start("vscode")
    text = "x = 'form\x0cfeed and \u2028 separator'\n" + comment()
    uri = session.open("sum.py", text)
    result = await session.solve(uri)
    assert result["problem"]["range"]["start"]["line"] == 1
    assert result["items"][0]["range"]["start"]["line"] == text.count("\n") - 1
    await session.command("accept", accept(uri, result))
    edit = session.edits[0].edit.document_changes[0].edits[0]
    assert edit.range.start.line == text.count("\n") - 1


async def inserted_in_view(session, result):
    asked = {"problemId": result["problem"]["digest"]}
    view = await session.request("shortlist/solutions", asked)
    return [item["inserted"] for item in view["solutions"]]


async def test_what_the_editor_inserted_is_seen_in_the_document(sessions, comment, below, sources):
    """By its own completion, of which nobody tells the server."""
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    result = await session.solve(uri)
    item = (await session.completions(uri, below)).items[1]
    assert await inserted_in_view(session, result) == [False] * 3
    session.change(uri, comment(below=item.text_edit.new_text))
    assert await inserted_in_view(session, result) == [False, True, False]
    session.change(uri, comment())
    assert await inserted_in_view(session, result) == [False] * 3


async def test_did_accept_is_remembered(sessions, comment, sources):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    result = await session.solve(uri)
    problem_id = result["problem"]["digest"]
    session.client.protocol.notify(
        "shortlist/didAccept", {"id": result["items"][0]["id"], "problemId": problem_id}
    )
    session.change(uri, comment(below=sources[0]))
    content = await session.request("shortlist/panelContent", {"problemId": problem_id})
    assert content["text"].count("· inserted") == 1


async def test_a_completion_above_ones_own_program_says_that_there_are_two(
    sessions, comment, below, sources
):
    session = await sessions.start("neovim-0.11")
    mine = "n = int(input())\nprint(n)\n"
    uri = session.open("sum.py", comment(below="\n" + mine))
    await session.solve(uri)
    item = (await session.completions(uri, below)).items[0]
    session.change(uri, comment(below=item.text_edit.new_text + "\n" + mine))
    (message,) = await session.until(lambda: session.client.messages)
    line = below + len(sources[0].splitlines()) + 1
    assert message.type == types.MessageType.Warning
    assert f"two programs now: the inserted one, and yours at line {line}." in message.message


MAIN_CPP = """\
#include <iostream>
using namespace std;
int main() {
    /*
    Add two numbers.

    Input
    Two integers a and b.

    Output
    Print the sum of a and b.

    Sample Input
    3 4

    Sample Output
    7
    */
    {body}return 0;
}
"""
SOLUTION_CPP = """\
#include <cstdio>
int main() { int a, b; std::scanf("%d%d", &a, &b); std::printf("%d", a + b); }
"""
PYTHON_STATEMENT = """\
# Add two numbers.
#
# Input
# Two integers a and b.
#
# Output
# Print the sum of a and b.
#
# Sample Input
# 3 4
#
# Sample Output
# 7
"""
SOLUTION_PYTHON = "print(sum(map(int, input().split())))\n"
needs_compiler = pytest.mark.skipif(shutil.which("g++") is None, reason="no g++ is installed")


def indented(text, margin="    "):
    return "".join(f"{margin}{line}".rstrip() + "\n" for line in text.splitlines())


def place_of(text):
    """The line that the last statement in the text begins with."""
    lines = text.splitlines()
    return max(line for line, content in enumerate(lines) if "Add two numbers" in content)


async def accepted(sessions, name, text, choose=None, editor="vscode"):
    """The session after accepting the one solution, with the answer and the document."""
    language = "cpp" if name.endswith(".cpp") else "python"
    source = SOLUTION_CPP if language == "cpp" else SOLUTION_PYTHON
    sessions.engine.set(solutions=[{"source": source, "language": language}])
    session = await sessions.start(editor)
    uri = session.open(name, text, language)
    result = await session.solve(uri, line=place_of(text))
    session.choose = choose
    answer = await session.command("accept", accept(uri, result))
    return session, answer, uri, result


def compiles(text):
    command = ["g++", "-fsyntax-only", "-w", "-x", "c++", "-"]
    ended = subprocess.run(command, input=text, text=True, capture_output=True)
    return ended.returncode == 0, ended.stderr


def run(text, given):
    command = [sys.executable, "-c", text]
    ended = subprocess.run(command, input=given, text=True, capture_output=True, timeout=60)
    return ended.stdout + ended.stderr


def of_lines(text):
    """The text with a block comment made of line comments."""
    head, _, rest = text.partition("    /*\n")
    inside, _, tail = rest.partition("    */\n")
    lines = [f"    // {line.strip()}".rstrip() for line in inside.splitlines()]
    return head + "\n".join(lines) + "\n" + tail


@needs_compiler
@pytest.mark.parametrize("editor", EDITORS)
@pytest.mark.parametrize("style", [str, of_lines])
@pytest.mark.parametrize("body", ["", "ios::sync_with_stdio(false); cin.tie(nullptr);\n    "])
async def test_an_empty_main_around_the_comment_makes_room(sessions, editor, style, body):
    text = style(MAIN_CPP.replace("{body}", body))
    session, answer, uri, result = await accepted(sessions, "a.cpp", text, editor=editor)
    assert answer["applied"] is True
    after = session.texts[uri]
    assert compiles(after) == (True, "")
    assert ("// int main() {" in after) or ("/* int main() { */" in after)
    assert SOLUTION_CPP in after
    where = after[: after.index(SOLUTION_CPP)].count("\n") + 1
    assert answer["message"] == (
        "Inserted below the function that holds the comment, "
        f"at line {where}; your own program is a comment now"
    )
    assert session.message_requests == []
    # The problem is what it was, so that the next solution takes this one's place.
    await session.command("accept", accept(uri, result))
    assert session.texts[uri] == after


@needs_compiler
async def test_a_main_of_the_users_is_asked_about(sessions):
    text = MAIN_CPP.replace("{body}", "int a, b; cin >> a >> b; /* mine\n    too */\n    ")
    session, answer, uri, result = await accepted(sessions, "a.cpp", text)
    assert (answer["applied"], answer["cancelled"]) == (False, True)
    assert session.texts[uri] == text
    offered = [action.title for action in session.message_requests[0].actions]
    assert offered == ["Make mine a comment", "New document"]
    session.choose = "New document"
    answer = await session.command("accept", accept(uri, result))
    assert answer["message"] == "Opened in a new document"
    assert session.texts[answer["uri"]] == SOLUTION_CPP
    assert session.texts[uri] == text
    session.choose = "Make mine a comment"
    await session.command("accept", accept(uri, result))
    after = session.texts[uri]
    assert compiles(after) == (True, "")
    assert all(line.strip() in after for line in text.splitlines())


@needs_compiler
async def test_a_program_below_the_comment_is_asked_about(sessions):
    comment = "/*\n" + PYTHON_STATEMENT.replace("# ", "").replace("#", "") + "*/\n"
    mine = "const int N = 5;\nint main() { return N; }\n"
    text = "#include <bits/stdc++.h>\n" + comment + mine
    session, answer, uri, _ = await accepted(sessions, "a.cpp", text, "Make mine a comment")
    assert answer["applied"] is True
    assert "// const int N = 5;\n// int main() { return N; }\n" in session.texts[uri]
    assert compiles(session.texts[uri]) == (True, "")


IN_FUNCTION = "def main():\n" + indented(PYTHON_STATEMENT)
PYTHON_FILES = {
    "a comment is all of a function": IN_FUNCTION,
    "a function with a body": IN_FUNCTION + "    return 1\n\nx = 2\n",
    "a method": "class A:\n" + indented(IN_FUNCTION) + "        pass\n",
    "what helps": f"import os\n{PYTHON_STATEMENT}\ndef helper():\n    return os\n",
}


@pytest.mark.parametrize("text", PYTHON_FILES.values(), ids=list(PYTHON_FILES))
async def test_what_only_helps_stays_and_the_file_runs(sessions, text):
    session, answer, uri, result = await accepted(sessions, "b.py", text)
    assert answer["applied"] is True
    assert session.message_requests == []
    after = session.texts[uri]
    assert run(after, "3 4") == "7\n"
    assert all(line in after.splitlines() for line in text.splitlines())
    await session.command("accept", accept(uri, result))
    assert session.texts[uri] == after


SCRIPTS = {
    "below": PYTHON_STATEMENT + "a, b = map(int, input().split())\nprint(a - b)\n",
    "in a function": IN_FUNCTION + "    print(input())\n\nmain()\n",
    "above": f"n = int(input())\n{PYTHON_STATEMENT}if __name__ == '__main__':\n    print(n)\n",
    "unfinished": PYTHON_STATEMENT + "a = map(int, input().split()\nfor x in\n    print(a\n",
}


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=list(SCRIPTS))
async def test_a_script_of_the_users_is_asked_about(sessions, text):
    session, answer, uri, result = await accepted(sessions, "b.py", text)
    assert (answer["applied"], answer["cancelled"]) == (False, True)
    assert session.texts[uri] == text
    session.choose = "Make mine a comment"
    answer = await session.command("accept", accept(uri, result))
    assert answer["applied"] is True
    after = session.texts[uri]
    assert run(after, "3 4") == "7\n"
    assert all(line in after for line in text.splitlines())
    again = await session.solve(uri, line=place_of(after))
    assert again["problem"]["digest"] == result["problem"]["digest"]


async def test_with_several_problems_only_its_own_program_counts(sessions):
    first = PYTHON_STATEMENT.replace("Add two numbers", "Subtract them")
    text = f"{first}print('of the first problem')\n\n{PYTHON_STATEMENT}"
    session, answer, uri, _ = await accepted(sessions, "b.py", text)
    assert answer["applied"] is True
    assert session.texts[uri] == text + SOLUTION_PYTHON


async def test_ghost_text_is_no_second_main(sessions):
    text = MAIN_CPP.replace("{body}", "\n    ")
    session, _, uri, _ = await accepted(sessions, "a.cpp", text)
    session.change(uri, text)
    found = await session.completions(uri, text.splitlines().index("    */") + 1)
    assert found.items == ()
