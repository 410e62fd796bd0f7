"""Every family of the bank keeps its promises: correct programs, varied statements, fair inputs."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest

from shortlist_engine import bank
from shortlist_engine.bank import Instance, families, opening

FAMILIES = families()
SEEDS = range(200)
INSTANCES = 5
CPP_INSTANCES = 1  # a compiler is slow
HEADER = "library.hpp"
INPUTS = 8

every_family = pytest.mark.parametrize("name", FAMILIES)

# Runs programs in their own process, one after the other, each with its own standard streams.
RUNNER = """
import contextlib, io, json, sys
jobs = json.load(sys.stdin)
results = []
for source, inputs in jobs:
    code = compile(source, "program", "exec")
    outputs = []
    for text in inputs:
        out = io.StringIO()
        sys.stdin = io.StringIO(text)
        try:
            with contextlib.redirect_stdout(out):
                exec(code, {"__name__": "__main__"})
            outputs.append(out.getvalue())
        except BaseException as error:
            outputs.append(f"raised {error!r}")
    results.append(outputs)
json.dump(results, sys.__stdout__)
"""


@cache
def instances(name: str) -> list[Instance]:
    return [FAMILIES[name].instance(seed) for seed in SEEDS]


def inputs_of(instance: Instance, count: int, seed: str) -> list[str]:
    rng = random.Random(seed)
    return [instance.make_input(rng) for _ in range(count)]


def test_the_bank_is_large():
    assert len(FAMILIES) >= 40
    assert all(name == family.name for name, family in FAMILIES.items())


def test_describe_lists_every_family():
    summaries = bank.describe(seeds=20)
    assert [summary.name for summary in summaries] == list(FAMILIES)
    assert all(summary.keys >= 2 and summary.ratings and summary.tags for summary in summaries)


@every_family
def test_an_instance_is_reproduced_by_its_seed(name: str):
    for seed in range(10):
        first, second = FAMILIES[name].instance(seed), FAMILIES[name].instance(seed)
        assert first.key == second.key
        assert first.statement == second.statement
        assert first.programs == second.programs
        assert inputs_of(first, 3, "x") == inputs_of(second, 3, "x")


@every_family
def test_keys_and_phrasings_vary(name: str):
    drawn = instances(name)
    assert len({instance.key for instance in drawn}) >= 8
    assert len({opening(instance.statement) for instance in drawn}) >= 3


@every_family
def test_equal_keys_ask_for_the_same_function(name: str):
    """`key` is what "unseen" is measured by, so it must hold everything that changes the answer."""
    first: dict[str, Instance] = {}
    for instance in instances(name):
        other = first.setdefault(instance.key, instance)
        if other is not instance:
            for text in inputs_of(instance, 4, "same"):
                assert other.answer(text) == instance.answer(text), instance.key


@every_family
def test_fields_are_filled(name: str):
    for instance in instances(name):
        assert instance.family == name
        assert instance.title.strip()
        assert instance.tags
        assert 800 <= instance.rating <= 1400
        assert instance.rating % 100 == 0
        assert {"python", "cpp"} <= {language for language, _ in instance.programs}
        assert len(set(instance.programs)) == len(instance.programs)


@every_family
def test_statements_are_complete(name: str):
    for instance in instances(name):
        text = instance.statement
        assert 15 <= len(text.split()) <= 260, text
        assert not re.search(r"(?<![\^_\w}\\])\{\w*\}", text), text
        assert not re.search(
            r"<(function|built-in|lambda)|\bNone\b| ,|(?<!\.)\.\.(?!\.)|,\.|  ", text
        ), text
        assert text.count("$") % 2 == 0, text


@every_family
def test_programs_fit_a_small_model(name: str):
    for instance in instances(name):
        for language, source in instance.programs:
            assert len(source) <= 1200, source
            assert source.endswith("\n")
            assert "\t" not in source
            if language == "cpp":
                assert not re.search(r"\bINT\b", source), source


@every_family
def test_inputs_are_small_and_tell_programs_apart(name: str):
    for instance in instances(name)[:INSTANCES]:
        drawn = inputs_of(instance, 30, "answers")
        answers = {instance.answer(text) for text in drawn}
        assert len(answers) >= 2, instance.key
        for text in drawn:
            assert text.endswith("\n")
            assert len(text) <= 2000
            assert instance.answer(text).endswith("\n")


@every_family
def test_problem_has_distinct_examples(name: str):
    problem = instances(name)[0].problem(random.Random(1), examples=3)
    assert len({example.input for example in problem.examples}) == 3
    assert problem.statement


@every_family
def test_python_programs_agree_with_the_answer(name: str):
    jobs, expected = [], []
    for number, instance in enumerate(instances(name)[:INSTANCES]):
        drawn = inputs_of(instance, INPUTS, f"python:{number}")
        for language, source in instance.programs:
            if language == "python":
                jobs.append((source, drawn))
                expected.append([instance.answer(text) for text in drawn])
    done = subprocess.run(
        [sys.executable, "-I", "-c", RUNNER],
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout)
    assert len(results) == len(jobs)
    for (source, drawn), outputs, wanted in zip(jobs, results, expected, strict=True):
        for text, output, right in zip(drawn, outputs, wanted, strict=True):
            assert output.split() == right.split(), f"{source}\ninput:\n{text}"


def build_cpp(theme: str, folder: Path) -> tuple[Path, dict[str, list[tuple[int, int]]]]:
    """One binary for all C++ programs of a theme, each in a namespace and chosen by number; and
    for each family the numbers of its instances and programs."""
    numbers: dict[str, list[tuple[int, int]]] = {}
    chunks = []
    for name, family in FAMILIES.items():
        if family.make.__module__ != theme:
            continue
        for number, instance in enumerate(instances(name)[:CPP_INSTANCES]):
            for language, source in instance.programs:
                if language != "cpp":
                    continue
                body = re.sub(r"#include.*\n|using namespace std;\n", "", source)
                assert body.count("int main()") == 1, source
                body = body.replace("int main()", "int run()")
                numbers.setdefault(name, []).append((number, len(chunks)))
                chunks.append(f"namespace p{len(chunks)} {{\n{body}}}\n")
    cases = "".join(f"case {i}: return p{i}::run();\n" for i in range(len(chunks)))
    main = f"int main(int, char **argv) {{\nswitch (atoi(argv[1])) {{\n{cases}}}\nreturn 9;\n}}\n"
    binary = folder / theme.rsplit(".", 1)[-1]
    path = binary.with_suffix(".cpp")
    head = f'#include "{HEADER}"\nusing namespace std;\n'
    path.write_text(head + "".join(chunks) + main, encoding="utf-8")
    compile_cpp("-o", binary, path)
    return binary, numbers


def compile_cpp(*arguments: str | Path) -> None:
    command = ["g++", "-O0", "-std=gnu++17", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr[:4000]


@pytest.fixture(scope="module")
def cpp_programs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """Gives the `build_cpp` of a theme. The standard library is read once for all of them, and
    while one is tested the next are built."""
    if shutil.which("g++") is None:
        pytest.skip("g++ is not installed")
    folder = tmp_path_factory.mktemp("cpp")
    (folder / HEADER).write_text("#include <bits/stdc++.h>\n")
    compile_cpp("-x", "c++-header", "-o", folder / f"{HEADER}.gch", folder / HEADER)
    chosen = [
        item.callspec.params["name"]
        for item in request.session.items
        if "cpp_programs" in getattr(item, "fixturenames", ())
    ]
    themes = dict.fromkeys(FAMILIES[name].make.__module__ for name in chosen)
    with ThreadPoolExecutor(os.cpu_count()) as executor:
        built = {theme: executor.submit(build_cpp, theme, folder) for theme in themes}
        yield lambda theme: built[theme].result()
        for each in built.values():
            each.cancel()


@pytest.mark.slow
@every_family
def test_cpp_programs_agree_with_the_answer(name: str, cpp_programs):
    binary, numbers = cpp_programs(FAMILIES[name].make.__module__)
    for number, case in numbers[name]:
        instance = instances(name)[number]
        for text in inputs_of(instance, 3, f"cpp:{number}"):
            done = subprocess.run(
                [str(binary), str(case)], input=text, capture_output=True, text=True, timeout=60
            )
            assert done.returncode == 0
            assert done.stdout.split() == instance.answer(text).split(), f"{instance.key}\n{text}"
