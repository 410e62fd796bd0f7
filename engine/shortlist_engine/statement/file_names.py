"""The files that a statement names for input and output, where a judge does not use standard
streams."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_NAME = re.compile(
    r"(?<![\w./\\-])(?P<name>[A-Za-z][\w-]{0,40}\.(?:in|inp|out|ou|txt|dat))(?![\w/\\-]|\.\w)", re.I
)
_INPUT_SUFFIXES, _OUTPUT_SUFFIXES = (".in", ".inp"), (".out", ".ou")
# What is given for downloading, or to try a program on.
_SAMPLE = re.compile(r"(?:sample|example|test|data)[\w-]*\.", re.I)
_FILE = (
    r"file|файл|tệp|tập tin|文件|檔案|ファイル|파일|archivo|arquivo|ficheiro|fichier|datei|plik"
    r"|berkas|dosya"
)
_INPUT = (
    r"input|read|from|вход|вхід|读|輸入|输入|入力|입력|entrada|entrée|eingabe|wejści|dữ liệu"
    r"|đầu vào|masukan|girdi|giriş"
)
_OUTPUT = (
    r"output|writ|print|выход|вивед|вихід|写|輸出|输出|出力|출력|salida|saída|sortie|ausgabe|wyjści"
    r"|kết quả|đầu ra|keluaran|çıktı|çıkış"
)
_ABOUT_INPUT, _ABOUT_OUTPUT = re.compile(_INPUT, re.I), re.compile(_OUTPUT, re.I)
_CONTEXT = re.compile(f"{_FILE}|{_INPUT}|{_OUTPUT}", re.I)
_PROGRAM = re.compile(r"\W*program\s+name\W*:\W*(?P<name>\w{1,20})\W*$", re.I)


class FileNames(NamedTuple):
    """Holds the names of the files that a program reads and writes, empty for its standard
    streams."""

    input: str = ""
    output: str = ""


def names_file(text: str) -> bool:
    """Says whether a text is the name of such a file, and nothing else."""
    return _NAME.fullmatch(text.strip()) is not None


def file_names(lines: Iterable[str]) -> FileNames:
    """Returns the files that these lines of a statement, without its examples, name: as in "Input
    file: sum.in", "INPUT FORMAT (file sum.in):", "input.txt" below "input", "PROGRAM NAME: sum", in
    all languages in which statements are read."""
    found = {"input": "", "output": ""}
    before = ""
    for line in lines:
        program = _PROGRAM.match(line)
        if program is not None:
            name = program.group("name")
            found["input"] = found["input"] or f"{name}.in"
            found["output"] = found["output"] or f"{name}.out"
        start = 0
        for match in _NAME.finditer(line):
            context = f"{before} {line[start : match.start()]} "
            kind = _kind(match.group("name"), context, line)
            if kind and not found[kind]:
                found[kind] = match.group("name")
            start = match.end()
        if line.strip():
            before = line if len(line) < 40 else ""
    return FileNames(found["input"], found["output"])


def _kind(name: str, context: str, line: str) -> str:
    """`input`, `output`, or empty for a file that is neither."""
    lower = name.lower()
    if _SAMPLE.match(name) or not _CONTEXT.search(f"{context} {line}"):
        return ""
    if lower.endswith(_INPUT_SUFFIXES) or lower.startswith("input."):
        return "input"
    if lower.endswith(_OUTPUT_SUFFIXES) or lower.startswith("output."):
        return "output"
    ends = {
        kind: max((match.end() for match in words.finditer(context)), default=-1)
        for kind, words in (("input", _ABOUT_INPUT), ("output", _ABOUT_OUTPUT))
    }
    nearest = max(ends, key=lambda kind: ends[kind])
    return nearest if ends[nearest] >= 0 and re.search(_FILE, context, re.I) else ""
