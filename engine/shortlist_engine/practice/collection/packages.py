"""Problem packages: folders as the ICPC's and Kattis' problem package format has them, as Polygon
writes them, and any other folder with a statement and pairs of files that are tests.

https://www.kattis.com/problem-package-format/spec/legacy.html and .../2023-07-draft.html;
Polygon's `problem.xml` has no description, and is read as its packages have it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree import ElementTree

from shortlist_engine.execution.checking.custom_checker import CustomChecker
from shortlist_engine.languages import find_suffix
from shortlist_engine.practice.collection.package_statement import statement_of
from shortlist_engine.practice.collection.practice_problem import EXAMPLES, TestGroup
from shortlist_engine.practice.collection.set_file import ImportedProblem
from shortlist_engine.problem import Example, Limits, Problem, Program
from shortlist_engine.statement import StatementError, parse_statement
from shortlist_engine.testfiles.reading import FoundTests, UnusableTests, read_tests
from shortlist_engine.testfiles.tests import NamedTest
from shortlist_engine.texts import UnknownEncoding, decode

ICPC, POLYGON = "problem.yaml", "problem.xml"
_DEPTH = 3
_MOST_EXAMPLES = 5
_TESTS = ("data", "tests")
_SOLUTIONS = ("submissions/accepted", "solutions")
_STANDARD_CHECKERS = {
    "std::ncmp.cpp": "tokens", "std::wcmp.cpp": "tokens", "std::hcmp.cpp": "tokens",
    "std::icmp.cpp": "tokens", "std::fcmp.cpp": "exact", "std::lcmp.cpp": "tokens",
    "std::yesno.cpp": "case_insensitive", "std::nyesno.cpp": "case_insensitive",
    "std::rcmp4.cpp": "float 1e-4", "std::rcmp6.cpp": "float 1e-6",
    "std::rcmp9.cpp": "float 1e-9", "std::rcmp.cpp": "float 1.5e-6",
}  # fmt: skip


class UnusablePackage(Exception):
    """Says why a folder holds no problem to practise on."""


@dataclass(frozen=True)
class _Said:
    """What a package says of its problem beside its statement and its tests."""

    title: str = ""
    limits: Limits = field(default_factory=Limits)
    rule: str = "tokens"
    checker: CustomChecker | None = None
    several_answers: bool = False
    tags: tuple[str, ...] = ()
    rating: float | None = None
    samples: tuple[int, ...] = ()


def find_packages(root: Path) -> list[Path]:
    """Returns the folders of packages at or below `root`, or `root` alone when none says that it is
    one."""
    found = sorted(_described(root, _DEPTH), key=lambda folder: str(folder).lower())
    return found or [root]


def read_package(folder: Path) -> ImportedProblem:
    """Returns the problem of a package. Raises UnusablePackage."""
    said = _said(folder)
    try:
        found = read_tests(next((folder / n for n in _TESTS if (folder / n).is_dir()), folder))
    except UnusableTests as error:
        raise UnusablePackage(str(error)) from error
    tests = [test for test in found.tests if test.expected is not None]
    if not tests:
        raise UnusablePackage("none of its tests has an answer")
    title, statement, stated = _statement(folder, said, found)
    groups, examples = _groups(tests, said, stated)
    problem = Problem(
        title,
        statement or "(The package has no statement as text.)",
        examples,
        limits=_limits(said, found),
        checker=said.rule,
        several_answers=said.several_answers,
        input_file=found.stated.input_file if found.stated else "",
        output_file=found.stated.output_file if found.stated else "",
    )
    return ImportedProblem(
        folder.name,
        problem,
        groups,
        said.rating,
        said.tags,
        tuple(_solutions(folder)),
        checker=said.checker,
    )


def _described(folder: Path, depth: int) -> Iterator[Path]:
    if (folder / ICPC).is_file() or (folder / POLYGON).is_file():
        yield folder
    elif depth:
        for below in folder.iterdir():
            if below.is_dir() and not below.is_symlink() and not below.name.startswith("."):
                yield from _described(below, depth - 1)


def _said(folder: Path) -> _Said:
    if (folder / POLYGON).is_file():
        return _of_polygon(folder)
    return _of_icpc(folder) if (folder / ICPC).is_file() else _Said()


def _limits(said: _Said, found: FoundTests) -> Limits:
    if found.stated is not None and found.has_limits and said.limits == Limits():
        return found.stated.limits
    return said.limits


def _statement(
    folder: Path, said: _Said, found: FoundTests
) -> tuple[str, str, tuple[Example, ...]]:
    """The title, the statement, and the examples that stand in it."""
    text = statement_of(folder)
    title = said.title or (found.stated.title if found.stated else "") or folder.name
    try:
        problem = parse_statement(text)
    except StatementError:
        return title, text, ()
    return said.title or problem.title or title, problem.statement, problem.examples


def _groups(
    tests: list[NamedTest], said: _Said, stated: tuple[Example, ...]
) -> tuple[tuple[TestGroup, ...], tuple[Example, ...]]:
    """The tests by the folders that they lie in; the samples are the examples."""
    by_name: dict[str, list[Example]] = {}
    for number, test in enumerate(tests, 1):
        place, _, name = test.name.replace("\\", "/").rpartition("/")
        head = place.split("/")[0] if place else ""
        sample = number in said.samples or head == "sample" or name.startswith("sample")
        group = EXAMPLES if sample else head or "tests"
        by_name.setdefault(group, []).append(Example(test.input, test.expected or ""))
    examples = by_name.pop(EXAMPLES, []) or list(stated)
    if not examples:  # a statement without any would not be read back from a comment
        examples = [min((test for group in by_name.values() for test in group), key=_size)]
    groups = [TestGroup(EXAMPLES, tuple(examples))]
    groups += [TestGroup(name, tuple(some)) for name, some in sorted(by_name.items())]
    return tuple(groups), tuple(examples[:_MOST_EXAMPLES])


def _size(test: Example) -> int:
    return len(test.input) + len(test.output)


def _solutions(folder: Path) -> Iterator[Program]:
    for place in _SOLUTIONS:
        if not (folder / place).is_dir():
            continue
        for file in sorted((folder / place).iterdir()):
            language = find_suffix(file.suffix)
            if not file.is_file() or language is None or language.toolchain is None:
                continue
            if place == "solutions" and not _polygon_accepts(folder, file):
                continue
            text = _read(file)
            if text:
                yield Program(language.name, text)


# The ICPC's and Kattis' format


def _of_icpc(folder: Path) -> _Said:
    """`problem.yaml` is YAML of which a few plain lines are needed, which takes no library."""
    text = _read(folder / ICPC)
    validation = _value(text, "validation") or _value(text, "type") or ""
    if "interactive" in validation or "multi-pass" in validation:
        raise UnusablePackage("it is interactive, and such problems cannot be practised yet")
    time_s = _number(_value(text, "time_limit") or _read(folder / ".timelimit"))
    ini = folder / "domjudge-problem.ini"
    if not time_s and ini.is_file():
        found = re.search(r"^\s*timelimit\s*=\s*['\"]?([\d.]+)", _read(ini), re.M)
        time_s = _number(found[1]) if found else 0.0
    limits = Limits(
        time_s=time_s or Limits.time_s,
        memory_mib=int(_number(_value(text, "memory"))) or Limits.memory_mib,
    )
    checker = _icpc_validator(folder)
    keywords = _value(text, "keywords") or ""
    return _Said(
        _icpc_title(text),
        limits,
        _icpc_rule(_value(text, "validator_flags") or ""),
        checker,
        "custom" in validation and checker is None,
        tuple(word.strip("[],'\" ") for word in keywords.split() if word.strip("[],'\" ")),
    )


def _icpc_title(text: str) -> str:
    """The name, or the English one where there is one for each language."""
    name = _value(text, "name")
    if name:
        return name
    block = re.search(r"^name:[ \t]*\n((?:[ \t]+\S[^\n]*\n?)+)", text, re.M)
    return (_value(block[1], "en") or "") if block else ""


def _icpc_rule(flags: str) -> str:
    """The format's default validator: https://icpc.io/problem-package-format."""
    tolerance = re.search(r"float(?:_absolute|_relative)?_tolerance\s+([\d.eE+-]+)", flags)
    if tolerance:
        return f"float {tolerance[1]}"
    if "space_change_sensitive" in flags:
        return "exact"
    return "tokens" if "case_sensitive" in flags else "case_insensitive"


def _icpc_validator(folder: Path) -> CustomChecker | None:
    for place in ("output_validators", "output_validator"):
        if (folder / place).is_dir():
            files = sorted(file for file in (folder / place).rglob("*") if file.is_file())
            for file in files:
                checker = _loaded(file, "icpc")
                if checker is not None:
                    return checker
    return None


def _value(text: str, key: str) -> str | None:
    found = re.search(rf"^[ \t]*{key}[ \t]*:[ \t]*(\S[^\n]*)$", text, re.M)
    if not found:
        return None
    plain = re.sub(r"\s+#.*$", "", found[1]).strip()
    return plain.strip("'\"") if plain[:1] in "'\"" else plain


# Polygon's


def _of_polygon(folder: Path) -> _Said:
    try:
        root = ElementTree.parse(folder / POLYGON).getroot()
    except (ElementTree.ParseError, OSError) as error:
        raise UnusablePackage(f"{POLYGON} cannot be read ({error})") from error
    if root.find("assets/interactor") is not None:
        raise UnusablePackage("it is interactive, and such problems cannot be practised yet")
    tests = root.find("judging/testset[@name='tests']")
    tests = tests if tests is not None else root.find("judging/testset")
    time_ms = _number(tests.findtext("time-limit") if tests is not None else None)
    memory = _number(tests.findtext("memory-limit") if tests is not None else None)
    limits = Limits(
        time_s=time_ms / 1000 or Limits.time_s,
        memory_mib=int(memory) >> 20 or Limits.memory_mib,
    )
    each = tests.findall("tests/test") if tests is not None else []
    samples = [n for n, test in enumerate(each, 1) if test.get("sample") == "true"]
    tags = [tag.get("value") or "" for tag in root.findall("tags/tag")]
    ratings = [float(tag[1:]) for tag in tags if re.fullmatch(r"\*\d+", tag)]
    said = _Said(
        _polygon_title(root),
        limits,
        tags=tuple(tag for tag in tags if tag and not tag.startswith("*")),
        rating=ratings[0] if ratings else None,
        samples=tuple(samples),
    )
    return _with_polygon_checker(folder, root, said)


def _polygon_title(root: ElementTree.Element) -> str:
    names = root.findall("names/name")
    english = [name for name in names if name.get("language") == "english"]
    return (english or names)[0].get("value") or "" if names else ""


def _with_polygon_checker(folder: Path, root: ElementTree.Element, said: _Said) -> _Said:
    element = root.find("assets/checker")
    if element is None:
        return said
    standard = _STANDARD_CHECKERS.get(element.get("name") or "")
    if standard is not None:
        return replace(said, rule=standard)
    source = element.find("source")
    path = source.get("path") if source is not None else None
    checker = _loaded(folder / path, "testlib") if path else None
    return replace(said, checker=checker, several_answers=checker is None)


def _polygon_accepts(folder: Path, file: Path) -> bool:
    """Whether a file of the folder `solutions` is said to be right: Polygon describes each beside
    it, in `NAME.desc`."""
    return "Tag: OK" in _read(file.with_name(f"{file.name}.desc")).replace("MAIN", "OK")


def _loaded(file: Path, convention: str) -> CustomChecker | None:
    try:
        return CustomChecker.load(file, convention)
    except ValueError:
        return None


def _number(text: str | None) -> float:
    found = re.search(r"[\d.]+", text or "")
    try:
        value = float(found[0]) if found else 0.0
    except ValueError:
        return 0.0
    return value if math.isfinite(value) else 0.0


def _read(file: Path) -> str:
    try:
        return decode(file.read_bytes(), str(file))
    except (OSError, UnknownEncoding):
        return ""
