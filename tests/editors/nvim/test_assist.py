"""What a model does with a program, as a user sees it: translations with their proof and where they
are put, a step chosen among continuations, an explanation with what is wrong in it, comments,
hints, prompts; cancelled, stale, refused, in contest mode."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import ROOT, STATEMENT, Editor, until
from .test_faults import children_of

pytestmark = pytest.mark.editor

ASSIST = "shortlist://assist/"
PROGRAM = "a, b = map(int, input().split())\nprint(a + b)\n"
CPP = """\
#include <iostream>
int main() {
    long long a, b;
    std::cin >> a >> b;
    std::cout << a + b << std::endl;
}
"""
RIGHT = {
    "id": "right", "proved": True, "headline": "equal on 60 of 60 inputs", "equal": 60, "total": 60,
    "samples": 3, "cpu_ms": 117.0, "difference": None, "unusual": {"difference": None}, "said": "",
    "program": {"language": "cpp", "source": CPP},
}  # fmt: skip
WRONG = {
    **RIGHT, "id": "wrong", "proved": False, "headline": "equal on 3 of 60 inputs", "equal": 3,
    "difference": {"input": "1 2\n", "original": "3\n", "translation": "-1\n"},
    "program": {"language": "cpp", "source": CPP.replace("a + b", "a - b")},
}  # fmt: skip
TRANSLATED = {
    "file": "a b.py", "language": "python", "to": "cpp", "model": "qwen", "notes": ["A note."],
    "translations": [RIGHT, WRONG],
    # What is asked of the engine beside the translation itself.
    "insertions": [{"line": 22, "lines": ["", "# In C++, equal on 60 of 60:", "# int main"]}],
    "prompts": ["review", "tidy up"], "folder": "/home/somebody/prompts",
}  # fmt: skip
WORDS = """\
It reads two numbers.

1. `a` becomes 7. Then it prints 3.

```python
print(a + b)
```
"""
EXPLAINED = {
    "file": "a b.py", "model": "qwen", "words": WORDS, "notes": ["A note."],
    "claims": [
        {
            "start": WORDS.index("`a`"), "end": WORDS.index(". Then"), "agrees": False,
            "fact": "a was 1 in this run, and nothing else for as long as it went on, to the end",
        },
        {"start": WORDS.index("Then"), "end": WORDS.index("\n\n```"), "agrees": True, "fact": ""},
    ],
    "run": {"verdict": "OK", "cpu_ms": 4.0, "input": "1 2\n", "output": "3\n"},
    "trace": {"times": {str(line): 1 for line in range(1, 8)}},
}  # fmt: skip
COMMENTED = {
    "text": "", "model": "qwen", "insertions": [{"line": 22, "lines": ["# Read both."]}],
    "notes": ["1 comment put in; the code is the same (proved)."],
}  # fmt: skip
HINTED = {"grade": 2, "hint": "Look at **both** numbers.", "source": "bank", "left_out": []}
CHOSEN = """
input()
p = map(int, input().split())
chosen = [x - 6 for x in p if x % 3 == 0]
print(min(chosen) if chosen else 0)
"""
STEPS = "# 1. Let x be three.\n\n# 2. Print it.\nprint(x)\n"


def continuation(code: str, status: str = "good", told: str = "", **more: Any) -> dict[str, Any]:
    trial = {"status": status, "usable": status != "fails", "told": told, "values": [], **more}
    return {"code": code, "agree": 2, "trial": trial}


STEP = {
    "number": 1, "line": 1, "text": "Let x be three.", "code": "", "place": [1, 2],
}  # fmt: skip
STEPPED = {
    "file": "s.py", "model": "qwen", "sampled": 4,
    "steps": [
        {
            **STEP,
            "continuations": [
                continuation("x = 3", values=[{"name": "x", "text": "3"}]),
                continuation("y = 1\nx = y + 2", "changes", "it changes y"),
                continuation("x = y", "fails", "NameError: y"),
            ],
        }
    ],
}  # fmt: skip
WRITTEN = {
    **STEPPED, "reason": "written",
    "steps": [
        {
            **STEP, "code": "x = 3", "chosen": continuation("x = 3"),
            "alternatives": [continuation("x = 1 + 2")], "continuations": [],
        }
    ],
}  # fmt: skip

Open = Callable[..., Editor]


def text_of(editor: Editor) -> str:
    return editor.view_text(ASSIST)


def wait_for(editor: Editor, text: str) -> None:
    until(lambda: text in text_of(editor), f"{text} in\n{text_of(editor)}")


def asked(workspace: Path, method: str = "assist") -> list[dict[str, Any]]:
    """What the engine was asked."""
    log = (workspace / "scenario.log").read_text().splitlines()
    found = [json.loads(line) for line in log]
    return [each["params"] for each in found if each["method"] == method]


def choose(editor: Editor, text: str) -> None:
    """Answers what is asked with the choice that has a text."""
    editor.lua(
        """local text = ...
           _G.questions = {}
           vim.ui.select = function(items, options, choose)
             local shown = vim.tbl_map(options.format_item or tostring, items)
             table.insert(_G.questions, { options.prompt, shown })
             for index, item in ipairs(items) do
               if shown[index]:find(text, 1, true) then choose(item, index) return end
             end
             choose(nil, nil)
           end""",
        text,
    )


def questions(editor: Editor) -> list[Any]:
    found: list[Any] = editor.lua("return _G.questions")
    return found


def completed(editor: Editor, line: str) -> list[str]:
    lead = line.rsplit(" ", 1)[1]
    found: list[str] = editor.lua("return require('shortlist.commands').complete(...)", lead, line)
    return found


def translated(open_problem: Open, **more: Any) -> Editor:
    editor = open_problem(PROGRAM, assist=TRANSLATED, **more)
    editor.nvim.command("Shortlist translate cpp")
    wait_for(editor, "2 translations, the first equal on 60 of 60 inputs")
    return editor


def below_statement(text: str, program: str) -> bool:
    """Whether a file in C++ has a program below the statement."""
    statement, _, rest = text.partition("\n*/\n\n")
    return statement.startswith("/*\n") and rest.rstrip("\n") == program.rstrip("\n")


def test_a_translation_is_shown_with_its_proof(open_problem: Open, workspace: Path) -> None:
    editor = open_problem(PROGRAM, assist=TRANSLATED, run_s=1)
    screen = editor.screen(140, 50)
    source = editor.nvim.current.buffer
    editor.nvim.command("Shortlist translate cpp")
    wait_for(editor, "a b.py into C++")
    assert editor.nvim.current.buffer == source, "it takes no focus"
    wait_for(editor, "Translation 1")
    assert "◌" in text_of(editor), "it is drawn while it comes"
    until(lambda: "c cancel" in screen.text(), "how it is cancelled")
    wait_for(editor, "2 translations, the first equal on 60 of 60 inputs")
    screen.settle()
    shown = screen.text()
    assert "✓ Translation 1  equal on 60 of 60 inputs · 117 ms · 3 answers" in shown
    assert "~ Translation 2  equal on 3 of 60 inputs" in shown
    assert "It differs on this input" in shown and "The translation gives" in shown
    assert "model qwen" in shown and "· A note." in shown
    assert "o a new file beside this one · b below the program" in shown
    assert screen.colours_of("#include") != screen.colours_of("int main"), "as C++ is coloured"
    assert asked(workspace)[-1]["arguments"]["to"] == "cpp"
    assert editor.warnings() == []


def test_a_translation_goes_below_as_a_comment(open_problem: Open, workspace: Path) -> None:
    editor = translated(open_problem)
    source = editor.nvim.current.buffer
    before = editor.lines()
    editor.go_to_line(ASSIST, "Translation 1")
    editor.nvim.input("b")
    until(lambda: "# int main" in editor.lines(source), "it is put in")
    assert asked(workspace)[-1]["task"] == "place"
    until(lambda: editor.nvim.current.buffer == source, "the cursor goes there")
    assert editor.nvim.current.line.startswith("# In C++")
    wait_for(editor, "The file was edited since")
    editor.nvim.command("undo")
    assert editor.lines() == before
    wait_for(editor, "o a new file beside this one")


def test_in_its_place_only_after_a_question_where_it_is_not_proved(open_problem: Open) -> None:
    editor = translated(open_problem)
    source = editor.nvim.current.buffer
    before = editor.lines()
    choose(editor, "No")
    editor.go_to_line(ASSIST, "Translation 2")
    editor.nvim.input("r")
    until(lambda: questions(editor), "it asks")
    assert "equal on 3 of 60 inputs" in questions(editor)[0][0]
    assert editor.lines(source) == before
    choose(editor, "Yes")
    editor.nvim.input("r")
    until(lambda: any("a - b" in line for line in editor.lines(source)), "it is put in")
    wrong = WRONG["program"]["source"]  # type: ignore[index]
    assert below_statement("\n".join(editor.lines(source)), wrong)

    editor.nvim.command("undo")
    editor.go_to_line(ASSIST, "Translation 1")
    editor.nvim.input("r")
    until(
        lambda: below_statement("\n".join(editor.lines(source)), CPP),
        "what is proved goes in at once",
    )
    assert len(questions(editor)) == 1


def test_a_new_file_beside_and_the_small_choice(open_problem: Open, workspace: Path) -> None:
    editor = translated(open_problem)
    source = editor.nvim.current.buffer
    before = editor.lines()
    (workspace / "a b.cpp").write_text("mine\n")
    choose(editor, "a new file")
    editor.go_to_line(ASSIST, "Translation 1")
    editor.nvim.input("<CR>")
    until(lambda: (workspace / "a b-2.cpp").exists(), "a file of another name")
    assert questions(editor)[0][1] == [
        "a new file beside this one",
        "below the program, as a comment",
        "in the place of the program",
    ]
    until(lambda: editor.nvim.current.buffer.name.endswith("a b-2.cpp"), "it is gone to")
    text = (workspace / "a b-2.cpp").read_text()
    assert below_statement(text, CPP) and editor.lines() == text.splitlines()
    assert editor.nvim.current.buffer.options["filetype"] == "cpp"
    assert (workspace / "a b.cpp").read_text() == "mine\n"
    assert editor.lines(source) == before

    # A file that came meanwhile is not written over.
    editor.lua(
        """local inserting = require('shortlist.inserting')
           local client = vim.lsp.get_clients({ name = 'shortlist' })[1]
           local uri = vim.uri_from_fname(...)
           _G.why = inserting.apply(client, { documentChanges = {
             { kind = 'create', uri = uri },
             { textDocument = { uri = uri, version = vim.NIL }, edits = {} } } })""",
        str(workspace / "a b.cpp"),
    )
    assert "a b.cpp is there already" in editor.lua("return _G.why")
    assert (workspace / "a b.cpp").read_text() == "mine\n"


def test_keys_that_move_copy_fold_and_help(open_problem: Open) -> None:
    editor = translated(open_problem)
    screen = editor.screen(140, 50)
    editor.go_to_view(ASSIST)
    editor.nvim.input("gg]]")
    until(lambda: "Translation 1" in editor.nvim.current.line, "the first")
    editor.nvim.input("]]")
    until(lambda: "Translation 2" in editor.nvim.current.line, "the second")
    editor.nvim.input("[[y")
    until(lambda: editor.nvim.call("getreg", '"') == CPP, "it is copied")
    editor.nvim.input("<Tab>")
    until(lambda: editor.lua("return vim.fn.foldclosed('.')") != -1, "it is folded")
    screen.settle()
    assert screen.text().count("#include") == 1
    editor.nvim.input("gg<CR>")
    until(lambda: any("]]" in text for text in editor.warnings()), "where to go first")
    editor.nvim.input("g?")
    until(lambda: "put it below the program, as a comment" in screen.text(), "the keys")
    editor.nvim.input("qq")
    until(lambda: editor.lua("return #vim.api.nvim_list_wins()") == 1, "it is closed")
    editor.nvim.command("Shortlist assist")
    until(lambda: "Translation 2" in screen.text(), "it is shown again")
    assert editor.nvim.current.buffer == editor.view(ASSIST)


def test_cursor_and_folds_stay_while_more_comes(open_problem: Open) -> None:
    editor = translated(open_problem)
    editor.go_to_line(ASSIST, "Translation 2")
    editor.nvim.input("<Tab>")
    until(lambda: editor.lua("return vim.fn.foldclosed('.')") != -1, "folded")
    editor.lua(
        """local views = require('shortlist.assist.views')
           local source = require('shortlist.assist.panel').source()
           local view = vim.deepcopy(views.get(vim.uri_from_bufnr(source)))
           local more = vim.tbl_extend('force', view.items[1], { id = 'more', name = 'Another' })
           table.insert(view.items, 1, more)
           view.version = view.version + 1
           views.take(view)"""
    )
    assert "Another" in text_of(editor)
    assert "Translation 2" in editor.nvim.current.line
    assert editor.lua("return vim.fn.foldclosed('.')") != -1


def test_a_language_is_chosen_or_completed(open_problem: Open, workspace: Path) -> None:
    editor = open_problem(PROGRAM, assist=TRANSLATED)
    until(lambda: "cpp" in completed(editor, "Shortlist translate "), "the languages")
    assert "python" not in completed(editor, "Shortlist translate ")
    assert completed(editor, "'<,'>Shortlist translate c") == ["cpp", "c"]
    assert completed(editor, "Shortlist comment ") == ["docstrings"]
    assert completed(editor, "Shortlist hint ") == ["1", "2", "3"]
    assert completed(editor, "Shortlist step ") == ["all"]
    assert {"translate", "explain", "comment", "hint", "prompt", "step"} <= set(
        completed(editor, "Shortlist ")
    )
    choose(editor, "C++")
    editor.nvim.command("Shortlist translate")
    wait_for(editor, "a b.py into C++")
    assert questions(editor)[0][0] == "Translate to:"


def test_completion_does_not_freeze(open_problem: Open) -> None:
    """The engine takes its time for the prompts: Tab offers nothing then, and later what came."""
    editor = open_problem(PROGRAM, assist=TRANSLATED, run_s=1.5)
    began = time.monotonic()
    assert completed(editor, "Shortlist prompt ") == []
    assert time.monotonic() - began < 1
    until(lambda: completed(editor, "Shortlist prompt ") == ["review", "tidy up"], "they are there")


def test_a_step_is_chosen_among_continuations(open_problem: Open, workspace: Path) -> None:
    editor = open_problem(assist=STEPPED)
    file = workspace / "s.py"
    file.write_text(STEPS)
    editor.open(file)
    source = editor.nvim.current.buffer
    editor.nvim.command("Shortlist step")
    wait_for(editor, "Step 1  Let x be three.")
    wait_for(editor, "✓ Continuation 1  runs · 2 of 4 samples do this")
    assert "~ Continuation 2  runs, but it changes y" in text_of(editor)
    assert "✗ Continuation 3  fails: NameError: y" in text_of(editor)
    assert "x = 3" in text_of(editor).split("Values after the step")[1].split("~")[0]
    assert editor.lines(source) == STEPS.splitlines(), "nothing is put in unasked"
    assert asked(workspace)[-1]["arguments"]["line"] == 1
    editor.go_to_line(ASSIST, "Continuation 2")
    editor.nvim.input("<CR>")
    until(lambda: "x = y + 2" in editor.lines(source), "it is put in")
    assert editor.lines(source)[:3] == ["# 1. Let x be three.", "y = 1", "x = y + 2"]
    until(lambda: editor.nvim.current.line == "y = 1", "the cursor goes there")
    until(
        lambda: any(
            "Continuation 2" in line and "in the file" in line
            for line in text_of(editor).splitlines()
        ),
        "which one stands there",
    )
    # Another takes its place, and the view stays of use.
    editor.go_to_line(ASSIST, "Continuation 1")
    editor.nvim.input("<CR>")
    until(lambda: "x = 3" in editor.lines(source), "the other one")
    assert "x = y + 2" not in editor.lines(source)
    assert editor.lines(source)[0] == "# 1. Let x be three."
    assert editor.lines(source)[-2:] == ["# 2. Print it.", "print(x)"]
    # What was edited by hand is left alone.
    source[1] = "x = 3  # mine"
    editor.go_to_line(ASSIST, "Continuation 2")
    editor.nvim.input("<CR>")
    until(lambda: any("left alone" in text for text in editor.warnings()), "which is said")
    assert "x = 3  # mine" in editor.lines(source)


def test_all_steps_are_written(open_problem: Open, workspace: Path) -> None:
    editor = open_problem(assist=WRITTEN)
    file = workspace / "s.py"
    file.write_text(STEPS)
    editor.open(file)
    source = editor.nvim.current.buffer
    editor.nvim.command("Shortlist step all")
    until(lambda: "x = 3" in editor.lines(source), "it is written")
    assert asked(workspace)[-1]["arguments"]["every"] is True
    wait_for(editor, "in the file")
    assert "Continuation 2" in text_of(editor), "the alternative is kept"


def test_a_code_action_opens_the_view_too(open_problem: Open, workspace: Path) -> None:
    editor = open_problem(assist=STEPPED)
    screen = editor.screen(140, 40)
    file = workspace / "s.py"
    file.write_text(STEPS)
    editor.open(file)
    choose(editor, "Write this step")
    editor.nvim.current.window.cursor = (1, 0)
    editor.lua("vim.lsp.buf.code_action()")
    wait_for(editor, "Continuation 3")
    until(lambda: "◌" not in screen.text(), "no progress is left")
    assert editor.lines() == STEPS.splitlines()
    assert editor.warnings() == []


def test_an_explanation_with_what_is_wrong_marked(open_problem: Open) -> None:
    editor = open_problem(PROGRAM, assist=EXPLAINED)
    screen = editor.screen(140, 50)
    editor.nvim.command("Shortlist explain")
    wait_for(editor, "Explained, 1 statement wrong in this run")
    screen.settle()
    shown = screen.text()
    row = next(at for at, line in enumerate(screen.lines()) if "becomes 7." in line)
    line = screen.lines()[row]
    marked = screen.background_at(row, line.index("becomes 7"))
    assert marked is not None and marked != screen.background_at(row, line.index("prints 3"))
    assert marked != screen.background_at(row, line.index("1. "))
    # The fact stands below, whole, however narrow the window is.
    below = " ".join(screen.lines()[at].split("│", 1)[-1].strip() for at in (row + 1, row + 2))
    assert "↳ wrong: a was 1 in this run, and nothing else for as long as it went on, to" in below
    assert "What the run showed" in shown and "Output   3" in shown
    assert "How often each line ran  7 lines" in shown and "line 5: 1" not in shown
    assert "· A note." in shown
    editor.go_to_line(ASSIST, "becomes 7")
    editor.nvim.input("y")
    until(lambda: "[wrong: a was 1" in editor.nvim.call("getreg", '"'), "copied with its mark")
    editor.go_to_line(ASSIST, "How often")
    editor.nvim.input("<Tab>")
    until(lambda: "line 5: 1" in screen.text(), "unfolded")


def test_selected_lines(open_problem: Open, workspace: Path) -> None:
    editor = open_problem(PROGRAM, assist=EXPLAINED)
    first = len(STATEMENT.splitlines()) + 1
    editor.nvim.current.window.cursor = (first + 1, 0)
    editor.lua("vim.keymap.set('x', 'E', '<Plug>(shortlist-explain)')")
    editor.nvim.input("VE")
    wait_for(editor, "Explained")
    assert asked(workspace)[-1]["arguments"]["file"]["lines"] == [first, first + 1]
    editor.nvim.command(f"{first},{first + 1}Shortlist explain")
    until(lambda: len(asked(workspace)) == 2, "these lines")
    assert asked(workspace)[-1]["arguments"]["file"]["lines"] == [first - 1, first + 1]
    # Again about the same lines, where they are now.
    editor.nvim.current.buffer.append(["", ""], 0)
    editor.go_to_view(ASSIST)
    editor.nvim.input("R")
    until(lambda: len(asked(workspace)) == 3, "it is asked again")
    assert asked(workspace)[-1]["arguments"]["file"]["lines"] == [first + 1, first + 3]
    editor.nvim.command("wincmd p")
    editor.nvim.command("1,2Shortlist solve")
    assert "takes no lines" in editor.warnings()[-1]
    editor.go_to_view(ASSIST)
    editor.nvim.command("1,2Shortlist explain")
    assert "go there first" in editor.warnings()[-1]


def test_comments_are_put_in_and_nothing_else_changes(open_problem: Open) -> None:
    editor = open_problem(PROGRAM, assist=COMMENTED)
    before = editor.lines()
    editor.nvim.command("Shortlist comment docstrings")
    until(lambda: "# Read both." in editor.lines(), "the comment")
    assert [line for line in editor.lines() if line != "# Read both."] == before
    until(lambda: any("(proved); u takes it back" in text for text in editor.notified()), "is said")
    assert "The file was edited" not in text_of(editor)
    editor.nvim.command("undo")
    assert editor.lines() == before
    editor.nvim.command("Shortlist comment loudly")
    assert "cannot read `loudly`" in editor.warnings()[-1]


def test_a_hint_of_a_grade(open_problem: Open, workspace: Path) -> None:
    editor = open_problem(assist=HINTED)
    choose(editor, "the idea")
    editor.nvim.command("Shortlist hint")
    wait_for(editor, "Hint 2 of 3 for a b.py")
    wait_for(editor, "Look at **both** numbers.")
    assert "from the problem bank" in text_of(editor)
    editor.nvim.command("Shortlist hint 3")
    until(lambda: asked(workspace)[-1]["arguments"].get("grade") == 3, "another grade")
    editor.nvim.command("Shortlist hint 4")
    assert "use 1, 2 or 3" in editor.warnings()[-1]


def test_a_prompt_of_the_users_own(open_problem: Open, workspace: Path) -> None:
    answer = {**TRANSLATED, "answers": [{"index": 0, "text": "**Fine**, but:\n\n- no name\n"}]}
    editor = open_problem(PROGRAM, assist=answer)
    until(lambda: completed(editor, "Shortlist prompt r") == ["review"], "completion")
    editor.nvim.command("Shortlist prompt review")
    wait_for(editor, "**Fine**, but:")
    assert asked(workspace)[-1]["arguments"]["name"] == "review"
    choose(editor, "tidy up")
    editor.nvim.command("Shortlist prompt")
    until(lambda: asked(workspace)[-1]["arguments"].get("name") == "tidy up", "the chosen one")


def test_without_a_prompt_it_says_where_they_go(open_problem: Open) -> None:
    editor = open_problem(PROGRAM, assist={**TRANSLATED, "prompts": []})
    editor.nvim.command("Shortlist prompt")
    until(lambda: any("/prompts/NAME.md" in text for text in editor.warnings()), "where they go")


def test_a_task_is_cancelled_and_what_came_stays(open_problem: Open) -> None:
    editor = open_problem(PROGRAM, assist=TRANSLATED, run_s=600)
    screen = editor.screen(140, 50)
    editor.nvim.command("Shortlist translate cpp")
    wait_for(editor, "Translation 1")
    editor.go_to_view(ASSIST)
    for key in ("c", "<C-c>"):
        editor.nvim.input(key)
    until(lambda: "c cancel" not in screen.text(), "it ends")
    until(lambda: "cancelled" in screen.text(), "which is said")
    assert "Translation 1" in text_of(editor), "what came stays"
    until(lambda: "◌" not in screen.text() and "◐" not in screen.text(), "no progress is left")
    assert editor.warnings() == []
    # From the program, by the command.
    editor.nvim.command("wincmd p")
    editor.nvim.command("Shortlist explain")
    until(lambda: "c cancel" in screen.text(), "another one goes on")
    editor.nvim.command("Shortlist cancel")
    until(lambda: "c cancel" not in screen.text(), "it ends")


def test_a_file_that_was_edited_meanwhile_is_left_alone(open_problem: Open) -> None:
    editor = open_problem(PROGRAM, assist=COMMENTED, run_s=1.5)
    source = editor.nvim.current.buffer
    editor.nvim.command("Shortlist comment")
    wait_for(editor, "Comments for a b.py")
    source.append("print(7)")
    until(lambda: any("left alone" in text for text in editor.warnings()), "it says so")
    assert "# Read both." not in editor.lines(source) and editor.lines(source)[-1] == "print(7)"
    assert len(editor.warnings()) == 1, editor.warnings()


def test_a_stale_view_says_so_and_its_program_can_be_copied(open_problem: Open) -> None:
    editor = translated(open_problem)
    screen = editor.screen(140, 50)
    source = editor.nvim.current.buffer
    source.append("print(7)")
    wait_for(editor, "The file was edited since: R asks again; a new file (o) and a copy (y)")
    until(lambda: "stale" in screen.text(), "the winbar keeps it in sight")
    editor.go_to_line(ASSIST, "Translation 1")
    editor.nvim.input("r")
    until(lambda: any("changed meanwhile" in text for text in editor.warnings()), "it says so")
    assert editor.lines(source)[-1] == "print(7)"
    editor.nvim.input("y")
    until(lambda: editor.nvim.call("getreg", '"') == CPP, "it is copied")
    editor.nvim.input("R")
    until(lambda: "stale" not in screen.text(), "it was asked again")
    assert editor.nvim.current.buffer == editor.view(ASSIST)


def test_what_a_model_cannot_do_is_said_once(open_problem: Open) -> None:
    refusal = {"kind": "unsupported", "message": "This model was not trained to explain."}
    editor = open_problem(PROGRAM, assist={"error": refusal})
    editor.nvim.command("Shortlist explain")
    until(lambda: editor.warnings(), "the message")
    wait_for(editor, refusal["message"])
    assert editor.warnings() == [f"Shortlist: {refusal['message']}"]
    editor.nvim.command("Shortlist translate klingon")
    until(lambda: len(editor.warnings()) == 2, "the next one")


def test_contest_mode_closes_the_view(open_problem: Open) -> None:
    editor = translated(open_problem)
    source = editor.nvim.current.buffer
    editor.nvim.command("Shortlist pause")
    until(lambda: editor.view(ASSIST) is None, "it is closed")
    assert editor.nvim.current.buffer == source
    before = len(editor.warnings())
    for command in ("explain", "translate", "assist"):
        editor.nvim.command(f"Shortlist {command}")
        until(lambda before=before: len(editor.warnings()) > before, command)
        assert "ontest mode" in editor.warnings()[-1]
        before = len(editor.warnings())
    assert completed(editor, "Shortlist translate ") == []
    assert editor.view(ASSIST) is None
    editor.nvim.command("Shortlist pause")
    until(
        lambda: any("contest mode is off" in text for text in editor.notified()),
        "contest mode is off",
    )
    editor.nvim.command("Shortlist assist")
    until(lambda: any("no model was asked" in text for text in editor.warnings()), "all is gone")


def test_contest_mode_ends_what_goes_on(open_problem: Open) -> None:
    editor = open_problem(PROGRAM, assist=COMMENTED, run_s=2)
    screen = editor.screen(140, 50)
    before = editor.lines()
    editor.nvim.command("Shortlist comment")
    wait_for(editor, "Comments for a b.py")
    editor.nvim.command("Shortlist pause")
    until(lambda: editor.view(ASSIST) is None, "the view is closed")
    until(lambda: "◌" not in screen.text() and "◐" not in screen.text(), "no progress is left")
    time.sleep(2.5)
    assert editor.lines() == before, "nothing of it comes later"
    assert editor.warnings() == []


def test_a_server_that_stops_leaves_what_can_be_copied(open_problem: Open) -> None:
    editor = translated(open_problem)
    (server,) = children_of(editor.process.pid)
    os.kill(server, signal.SIGKILL)
    wait_for(editor, "has stopped: R asks again, y copies")
    editor.go_to_line(ASSIST, "Translation 1")
    editor.nvim.input("y")
    until(lambda: editor.nvim.call("getreg", '"') == CPP, "it is copied")
    editor.nvim.input("b")
    until(lambda: editor.warnings(), "it cannot be put in")


def test_facts_by_the_real_engine(start_editor: Open, workspace: Path, shared_engine: Path) -> None:
    """The shipped model explains nothing: what a run shows stands alone, and that is said."""
    editor = start_editor(runtime=shared_engine)
    file = workspace / "chosen.py"
    file.write_text((ROOT / "examples" / "chosen_numbers.py").read_text() + CHOSEN)
    editor.open(file)
    editor.nvim.command("normal! G")
    editor.nvim.command("Shortlist explain")
    until(lambda: "The facts of a run" in text_of(editor), text_of(editor), 180)
    assert "There is no explanation in words" in text_of(editor)
    assert "Output   6" in text_of(editor) and "line 32: 1" in text_of(editor)
    assert editor.warnings() == []
    editor.nvim.command("Shortlist comment")
    until(lambda: editor.warnings(), "what the model is not", 180)
    assert len(editor.warnings()) == 1 and "default" in editor.warnings()[0]
