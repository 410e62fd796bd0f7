"""Every layout of the judges with examples of all kinds, disturbed as a paste disturbs it."""

from __future__ import annotations

import random

import pytest
from tests.linear_time import assert_linear

import benchmarks.statements.pasted as pasted
from benchmarks.statements.pasting import Noise, layouts, paste, without_line
from shortlist_engine.problem import Example
from shortlist_engine.statement import StatementError, find_problems, parse_statement

# Shapes that examples of real problems have; the benchmark takes the real ones.
SHAPES = (
    (Example("3 4\n", "7\n"), Example("5 6\n", "11\n")),
    (Example("2\n3\n1 2 3\n1\n5\n", "6\n5\n"),),
    (Example("AtC\n", "Yes\n"), Example("Aa\n", "No\n"), Example("aA1\n", "Yes\n")),
    (Example("4\n.#.#\n####\n#..#\n....\n", "YES\n.#.#\n"), Example("1\n#\n", "NO\n")),
    (Example("1\n", "-1\n"), Example("5\n", "3\n1 2\n2 3\n4 5\n")),
    (Example("5\npush 3\npush 4\npop\ntop\npop\n", "4\n3\n3\n"),),
    (Example("1 2 0.5\n", "0.333333333\n"), Example("9 9 0.1\n", "12.000000000\n")),
    (Example("x\n", "Impossible\n"), Example("abc cba\n", "abc\n")),
)
PROBLEMS = [(f"shape/{number}", examples) for number, examples in enumerate(SHAPES)]


# In the text of such a table nothing tells where the next example begins.
WITHOUT_BORDERS = {"pdf-table"}


@pytest.mark.parametrize("name", sorted(layouts()))
def test_layout(name: str) -> None:
    score = pasted.Score()
    for seed in range(3):
        part = pasted.measure(layouts()[name], PROBLEMS, len(PROBLEMS), seed)
        score.counts += part.counts
        score.failures += part.failures
    assert score.counts["exact"] >= 6
    assert score.counts["silent"] == score.counts["not found"] == 0, score.failures[0]
    if name not in WITHOUT_BORDERS:
        assert score.counts["named"] <= 0.05 * score.counts["exact"], score.failures[0]
    assert score.counts["limits"] == score.counts["stated"], score.failures[0]


@pytest.mark.parametrize("name", sorted(layouts()))
def test_a_line_deleted_is_never_another_example_in_silence(name: str) -> None:
    layout = layouts()[name]
    rng = random.Random(name)
    tried = 0
    for _, examples in PROBLEMS[:4]:
        if not layout.takes(examples):
            continue
        page = paste(layout, "Lantern Street", examples, (2, 256), Noise(explained=1), rng)
        for number in page.deletable:
            less = without_line(page, number)
            blocks = find_problems(less.text, "markdown")
            outcome = pasted.judge(blocks, less.examples)
            tried += 1
            if outcome == "not found":
                with pytest.raises(StatementError):
                    parse_statement(less.text)
            else:
                assert outcome != "silent", pasted.describe(
                    outcome, page.lines[number], less.text, less, blocks
                )
    assert tried > 8


def test_benchmark(tmp_path, capsys) -> None:
    import gzip
    import json

    with gzip.open(tmp_path / "made.jsonl.gz", "wt", encoding="utf-8") as stream:
        for identity, examples in PROBLEMS:
            pairs = [{"input": e.input, "output": e.output} for e in examples]
            stream.write(json.dumps({"id": identity, "examples": pairs}) + "\n")
    pasted.main([
        "--data", str(tmp_path), "--files", "made", "--rows", "4", "--delete", "1",
        "--layouts", "boj", "timus",
    ])  # fmt: skip
    assert "boj" in capsys.readouterr().out


@pytest.mark.parametrize(
    "piece",
    ["Input\n", "Output\n1\n", "Sample Input 1\n", "入力例\n", "```\n", "| a | b |\n|--|--|\n",
     "<pre>", "<table><tr>", "<!-- ", "</", "&lt;", "Note\n\n", "7\n\nThe answer is clear.\n",
     "Time limit: 1 s\n", "Example\n", "Input: 1\nOutput: The lamps are lit.\n",
     "# Title\n\nInput\n\nOutput\n", "1.Sample Input:\n", "【", "예"],
)  # fmt: skip
def test_long_texts_take_linear_time(piece: str) -> None:
    head = "Lamps\n\nSample Input 1\n1\n\nSample Output 1\n2\n\n"
    assert_linear(
        lambda text: find_problems(text, "markdown"),
        lambda size: head + piece * (size // len(piece)),
        8_000,
    )


def test_one_message_above_two_million_characters() -> None:
    text = "Sum\n\nSample Input\n1\n\nSample Output\n" + "1\n" * 1_000_000
    (block,) = find_problems(text, "markdown")
    assert block.problem is None
    (issue,) = block.issues
    assert "more than 2,000,000 characters" in issue.message
    with pytest.raises(StatementError, match="more than 2,000,000 characters"):
        parse_statement(text)
    # A program with much data in it is nobody's statement.
    assert find_problems("/* Sample Input */" + text, "cpp") == []
