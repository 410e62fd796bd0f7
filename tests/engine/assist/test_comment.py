"""Comments of a model in the user's own program, which stays as it is."""

from __future__ import annotations

import ast
import asyncio

import pytest
from tests.engine.assist.sources import SOURCES
from tests.engine.sampling.text.scripted_model import ScriptedModel, text_of

from shortlist_engine.assist.comment import NoComments, comment_lines, commented
from shortlist_engine.assist.commenting import TRIES, CommentRequest, comment
from shortlist_engine.assist.same_code import why_not_same
from shortlist_engine.problem import Program
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.text.sampler import TextSampler

SOURCE = """\
import sys
def f(x):
    return x*2

for i in range(3):
    print(f(i))  # loop
"""


def test_comments_go_where_they_belong_and_code_stays_the_users() -> None:
    answer = SOURCE.replace("x*2", "x * 2  # twice").replace("for i", "# Go through.\nfor i")
    answer = answer.replace("print(f(i))", "print(f(i), end='')")
    made = commented(SOURCE, answer, "python")
    assert made.text == SOURCE.replace("    return", "    # twice\n    return").replace(
        "for i", "# Go through.\nfor i"
    )
    assert (made.count, made.changed, made.dropped) == (2, 1, 0)


def test_comments_that_are_there_are_not_put_in_again() -> None:
    with pytest.raises(NoComments, match="not in the program already"):
        commented(SOURCE, SOURCE, "python")


def test_another_program_is_no_answer() -> None:
    with pytest.raises(NoComments, match="another program"):
        commented(SOURCE, "# hello\nprint(1)\n", "python")


@pytest.mark.parametrize("language", SOURCES)
def test_a_comment_on_every_line_is_put_in_as_far_as_it_can_be_proved(language: str) -> None:
    source = SOURCES[language]
    mark = "#" if language == "python" else "//"
    lines = source.split("\n")
    answer = "\n".join(
        f'{line}\n{mark} Remark {number} isn\'t "quoted" /* here.' if number > 2 else line
        for number, line in enumerate(lines)
    )
    try:
        made = commented(source, answer, language)
    except NoComments as error:  # where the remarks spoil a string of several lines
        assert "cannot be read" in str(error) or "another program" in str(error)
        return
    assert why_not_same(source, made.text, language) == ""
    assert made.count > 3


def test_what_a_comment_must_not_say_is_left_out() -> None:
    assert comment_lines("fine\\", "cpp") == ()
    assert comment_lines("-*- coding: latin-1 -*-", "python") == ()
    assert comment_lines("go:build x", "go") == ()
    assert comment_lines("a\nb c", "cpp", "  ") == ("  // a", "  // b c")
    (first, *rest) = comment_lines("word " * 60, "python", "    ")
    assert rest and len(first) <= 100


def test_line_ends_stay_what_they_are() -> None:
    source = SOURCE.replace("\n", "\r\n")
    made = commented(source, SOURCE.replace("for i", "# Each.\nfor i"), "python")
    assert made.text == source.replace("for i", "# Each.\r\nfor i")


def test_docstrings_are_put_in_where_there_are_none() -> None:
    source = (
        "#!/usr/bin/python3\n# The statement.\nclass A:\n    # first\n    x = 1\n"
        "    def g(self): return 1\n    def h(self):\n        '''Mine.'''\n"
        "    @property\n    def k(self):\n\n        return '''a\n# b'''\n"
    )
    answer = (
        '"""A \\\\ module with \\"\\"\\" in it."""\nclass A:\n    """An A.\n\n    More of it.\n'
        '    """\n    x = 1\n    def g(self):\n        """No room."""\n        return 1\n'
        '    def h(self):\n        """Theirs."""\n    @property\n    def k(self):\n'
        '        """Gives "a"."""\n        return 2\n'
    )
    made = commented(source, answer, "python", docstrings=True)
    assert why_not_same(source, made.text, "python", docstrings=True) == ""
    tree = ast.parse(made.text)
    assert ast.get_docstring(tree) == 'A \\ module with """ in it.'
    (kind,) = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    assert ast.get_docstring(kind) == "An A.\n\nMore of it."
    said = {
        node.name: ast.get_docstring(node)
        for node in kind.body
        if isinstance(node, ast.FunctionDef)
    }
    assert said == {"g": None, "h": "Mine.", "k": 'Gives "a".'}
    assert made.text.startswith("#!/usr/bin/python3\n")


def ask(model: ScriptedModel, source: str = SOURCE, language: str = "python", **more):
    request = CommentRequest(Program(language, source), **more)
    return asyncio.run(comment(request, sampler=TextSampler(model)))


def test_a_model_is_asked_again_when_its_answer_is_of_no_use() -> None:
    good = SOURCE.replace("for i", "# Each.\nfor i")
    model = ScriptedModel(["I cannot.", f"```python\n{good}```"])
    made = ask(model)
    assert made.text == good
    assert [request.temperature for request in model.requests] == [0.0, 0.8]
    assert SOURCE.strip() in text_of(model.requests[0].prompt)


def test_when_no_answer_is_of_use_nothing_is_changed_and_that_is_said() -> None:
    model = ScriptedModel(["```python\nprint(1)  # other\n```"])
    with pytest.raises(EngineError, match="another program") as raised:
        ask(model)
    assert raised.value.kind == "noResult"
    assert model.asked == TRIES


def test_only_the_chosen_lines_get_comments() -> None:
    answer = SOURCE.replace("import", "# One.\nimport").replace("for i", "# Two.\nfor i")
    made = ask(ScriptedModel([answer]), lines=(3, 6))
    assert "# Two." in made.text and "# One." not in made.text
    with pytest.raises(EngineError, match="for these lines"):
        ask(ScriptedModel([answer]), lines=(2, 3))


@pytest.mark.parametrize(
    ("source", "language", "why"),
    [
        ("", "python", "empty"),
        ("def f(:", "python", "no Python"),
        ("val a = 1", "kotlin", "Kotlin"),
        ("auto a = R\"(b", "cpp", "has no end"),
    ],
)  # fmt: skip
def test_what_cannot_be_commented_is_said_before_a_model_is_asked(
    source: str, language: str, why: str
) -> None:
    model = ScriptedModel(["x"])
    with pytest.raises(EngineError, match=why):
        ask(model, source, language)
    assert model.asked == 0


def test_cancelled_it_gives_nothing() -> None:
    async def cancel() -> object:
        stop = asyncio.Event()
        model = ScriptedModel(["x"], delay_s=30)
        request = CommentRequest(Program("python", SOURCE))
        task = asyncio.create_task(comment(request, sampler=TextSampler(model), cancelled=stop))
        await asyncio.sleep(0.05)
        stop.set()
        return await asyncio.wait_for(task, 5)

    assert asyncio.run(cancel()) is None
