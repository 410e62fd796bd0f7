"""The files that statements name for input and output, in the words of judges' pages."""

# ruff: noqa: E501

from __future__ import annotations

import pytest

from shortlist_engine.statement import parse_statement
from shortlist_engine.statement.file_names import file_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("INPUT FORMAT (file sum.in):\nTwo integers.\n\nOUTPUT FORMAT (file sum.out):", ("sum.in", "sum.out")),
        ("PROGRAM NAME: ride", ("ride.in", "ride.out")),
        ("input\ninput.txt\noutput\noutput.txt", ("input.txt", "output.txt")),
        ("Input file: a.in\nOutput file: a.out", ("a.in", "a.out")),
        ("Input file: a.in\nOutput file: standard output", ("a.in", "")),
        ("| Input file: | `sum.in` |\n| Output file: | `sum.out` |", ("sum.in", "sum.out")),
        ("Входной файл INPUT.TXT содержит числа.\nВ выходной файл OUTPUT.TXT выведите сумму.",
         ("INPUT.TXT", "OUTPUT.TXT")),
        ("Dữ liệu: vào từ file văn bản SUM.INP\nKết quả: ghi ra file văn bản SUM.OUT", ("SUM.INP", "SUM.OUT")),
        ("从文件 game.in 中读入数据。\n输出到文件 game.out 中。", ("game.in", "game.out")),
        ("Read from file numbers.txt and write the sum to file answer.txt", ("numbers.txt", "answer.txt")),
        ("Input\nstandard input\nOutput\nstandard output", ("", "")),
        ("Download the file sample.in, or see example.in for more.", ("", "")),
        ("The site is at www.judge.in and the mail goes to a@b.in.", ("", "")),
        ("The file a.dat holds nothing.", ("", "")),
    ],
)  # fmt: skip
def test_names(text: str, names: tuple[str, str]) -> None:
    assert file_names(text.split("\n")) == names


def test_names_in_an_example_are_data() -> None:
    problem = parse_statement(
        "Copy\n\nInput\nA name.\n\nOutput\nThe name.\n\nSample Input\ninput file a.in\n\nSample Output\na.in\n"
    )
    assert (problem.input_file, problem.output_file) == ("", "")
    named = parse_statement("Sum\n\nInput file: a.in\n\nSample Input\n1 2\n\nSample Output\n3\n")
    assert (named.input_file, named.examples[0].input) == ("a.in", "1 2\n")
