"""Which files of a directory are inputs of tests, and which their answers.

| layout | input | answer |
|---|---|---|
| online-judge-tools, atcoder-cli | `test/sample-1.in` | `test/sample-1.out` |
| Kattis and ICPC packages (`data/sample`, `data/secret`) | `1.in` | `1.ans` |
| AtCoder's archive | `in/random_01.txt` | `out/random_01.txt` |
| HackerRank's archive | `input/input01.txt` | `output/output01.txt` |
| cf-tool | `in1.txt` | `ans1.txt` |
| competitest.nvim | `a_input0.txt` | `a_output0.txt` |
| cpbooster | `A.in1` | `A.ans1` |
| Polygon | `tests/01`, `example.01` | `tests/01.a`, `example.01.a` |
| Themis | `SUM/Test01/SUM.INP` | `SUM/Test01/SUM.OUT` |

Upper and lower case make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

_ANSWER_SUFFIXES = (".out", ".ans", ".a", ".ok", ".ou", ".sol")
_INPUT_SUFFIXES = (".in", ".inp")
_NUMBERED = re.compile(r"\.in(\d+)$", re.IGNORECASE)
_ANSWER_WORDS = {"in": ("out", "ans", "answer"), "input": ("output", "answer")}
_WORD = re.compile(r"(?<![a-z])(input|in)(?![a-z])", re.IGNORECASE)
_OTHER_PROBLEM = re.compile(r"(?P<stem>.+)\.(?:in|inp)\d*$", re.IGNORECASE)

Pairs = dict[Path, Path | None]
"""Inputs, each with its answer, None where it has none."""


def pairs_of(files: Iterable[Path], root: Path) -> Pairs:
    """Returns the tests among the files of `root` and the folders below it."""
    known = {_folded(file): file for file in files}
    pairs: Pairs = {}
    for file in known.values():
        answer = _first(known, answers_of(file, root))
        if answer is not None or is_input(file):
            pairs[file] = answer
    used = set(pairs.values())
    return {given: answer for given, answer in pairs.items() if given not in used}


def is_input(file: Path) -> bool:
    """Tells whether the name is that of an input, whatever lies beside the file."""
    name = file.name
    return name.lower().endswith(_INPUT_SUFFIXES) or _NUMBERED.search(name) is not None


def answer_beside(file: Path) -> Path | None:
    """Returns the answer of one input file, None when it is not there."""
    for answer in answers_of(file):
        if answer == file:
            continue
        if answer.is_file():
            return answer
        if answer.parent.is_dir():
            beside = {_folded(each): each for each in answer.parent.iterdir() if each.is_file()}
            if _folded(answer) in beside:
                return beside[_folded(answer)]
    return None


def answers_of(file: Path, root: Path | None = None) -> Iterator[Path]:
    """Returns where the answer of an input `file` may be, the likeliest place first."""
    numbered = _NUMBERED.search(file.name)
    if file.suffix.lower() in _INPUT_SUFFIXES:
        yield from (file.with_suffix(suffix) for suffix in _ANSWER_SUFFIXES)
    elif numbered:
        # What cpbooster calls `A.out1` is what the program printed.
        stem = file.name[: numbered.start()]
        yield from (file.with_name(f"{stem}.{end}{numbered[1]}") for end in ("ans", "out"))
    elif not file.suffix:
        yield from (file.with_name(file.name + suffix) for suffix in _ANSWER_SUFFIXES)
    else:
        yield file.with_name(f"{file.name}.a")
    for folder in file.parents:
        if folder.name.lower() in _ANSWER_WORDS:
            below = file.relative_to(folder)
            for word in _ANSWER_WORDS[folder.name.lower()]:
                beside = folder.with_name(word) / below
                yield beside
                yield from (beside.with_suffix(suffix) for suffix in _ANSWER_SUFFIXES)
                yield from (beside.with_name(name) for name in _renamed(file.name))
        if folder == root or root is None:
            break
    yield from (file.with_name(name) for name in _renamed(file.name))


def of_program(pairs: Pairs, root: Path, program: str) -> tuple[Pairs, list[str]]:
    """Returns the pairs that belong to the program `program` (a file's name) where those of several
    problems lie side by side, and the names of the other problems: cpbooster keeps `A.in1` beside
    `B.in1`, Themis a folder for each problem. All of them when none is called as the program is."""
    stem = Path(program).stem.lower()
    groups: dict[str, Pairs] = {}
    for given, answer in pairs.items():
        groups.setdefault(_problem_of(given, root), {})[given] = answer
    if stem not in groups or len(groups) < 2:
        return pairs, []
    return groups[stem], sorted(name for name in groups if name != stem)


def name_of(given: Path, root: Path) -> str:
    """Returns what to call a test."""
    relative = given.relative_to(root)
    numbered = _NUMBERED.search(given.name)
    parts = relative.with_suffix("").parts
    if numbered:
        parts = (*parts[:-1], f"{parts[-1]}-{numbered[1]}")
    elif given.with_name(f"{given.name}.a").exists():
        parts = relative.parts
    kept = [part for part in parts[:-1] if part.lower() not in _ANSWER_WORDS]
    if given.suffix.lower() == ".inp" and kept:
        return "/".join(kept)  # the problem's name, in a folder for each test
    return "/".join([*kept, parts[-1]])


def _problem_of(given: Path, root: Path) -> str:
    """The name of the problem that an input's path names; empty when it names none."""
    found = _OTHER_PROBLEM.match(given.name)
    if found is None:
        return ""
    themis = given.suffix.lower() == ".inp"
    if themis or (given.parent == root and _NUMBERED.search(given.name)):
        return found["stem"].lower()
    return ""


def _first(known: dict[str, Path], wanted: Iterable[Path]) -> Path | None:
    return next((known[_folded(each)] for each in wanted if _folded(each) in known), None)


def _folded(path: Path) -> str:
    return str(path).lower()


def _renamed(name: str) -> Iterator[str]:
    """`name` with its word for input, such as in `input01.txt`, replaced by words for output."""
    found = _WORD.search(name.rpartition(".")[0] or name)
    if found:
        for word in _ANSWER_WORDS[found[1].lower()]:
            yield name[: found.start()] + word + name[found.end() :]
