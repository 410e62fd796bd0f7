"""What `shortlist run` is asked to do, read from its options and files before anything runs."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path

from shortlist_engine.cli.exit_codes import BadInput
from shortlist_engine.cli.run_mode import mode_of
from shortlist_engine.cli.user_files import (
    beside,
    language_of,
    problem_in,
    program_in,
    read_problem,
    read_source,
    read_text,
)
from shortlist_engine.execution.checking.checkers import describe_checker
from shortlist_engine.execution.checking.custom_checker import CustomChecker
from shortlist_engine.execution.runner import Runner
from shortlist_engine.languages import toolchain
from shortlist_engine.practice.custom_judging import WithChecker
from shortlist_engine.problem import Problem, Program
from shortlist_engine.testfiles.own_tests import (
    OwnTests,
    UnusableOwnTests,
    named_tests,
    place_of,
    read_own_tests,
)
from shortlist_engine.testfiles.reading import FoundTests, UnusableTests, read_tests
from shortlist_engine.testfiles.tests import NamedTest, examples_of

MAX_TIME_S, MAX_MEMORY_MIB = 120.0, 16 * 1024
# Of a user's own program, whose output there may be nothing to measure by.
MAX_OUTPUT_KIB = 16 * 1024


@dataclass(frozen=True)
class RunSetup:
    """Holds what is to be run: `mode` is `example`, `test`, `input` or `stress`; `notes` are
    sentences for the user. `other` and `generator` belong to `stress`. `has_own_tests`: some of the
    tests are the user's own, which lie beside the program."""

    name: str
    problem: Problem
    program: Program
    mode: str
    tests: tuple[NamedTest, ...] = ()
    notes: tuple[str, ...] = ()
    other: Program | None = None
    generator: Program | None = None
    checker: CustomChecker | None = None
    has_own_tests: bool = False

    def judging(self, pool: Runner) -> WithChecker | None:
        """Returns the pool with the user's checker, None when there is none."""
        return WithChecker(pool, self.checker) if self.checker is not None else None

    @property
    def rule(self) -> str:
        """Returns the rule of comparison, or the name of the user's checker."""
        return self.checker.name if self.checker is not None else self.problem.checker

    @property
    def programs(self) -> list[Program]:
        """Returns all programs that are to run."""
        return [each for each in (self.program, self.other, self.generator) if each is not None]


def read_setup(options: argparse.Namespace) -> RunSetup:
    """Reads what the options name. Raises BadInput when it cannot be used."""
    _check_combination(options)
    text = read_source(options.file)
    language = language_of(options.file, options.language)
    program = Program(
        language,
        program_in(text, language, options.line),
        files=beside(options.file, text, language),
        standard=standard_of(options, language),
    )
    if not program.source.strip():
        raise BadInput(f"{options.file} is empty: there is no program to run.")
    mode = mode_of(options)
    own = _own_tests(options) if mode == "example" else OwnTests()
    stated, notes = _problem(options, text, language, mode, own)
    tests: tuple[NamedTest, ...] = ()
    if mode == "input":
        tests = (NamedTest("", read_text(options.input)),)
    elif options.tests is not None:
        try:
            read = read_tests(Path(options.tests), Path(options.file).name)
        except UnusableTests as error:
            raise BadInput(f"--tests: {error}") from error
        tests, notes = read.tests, (*notes, *read.notes)
        stated = _with_stated(stated, read)
    problem = _with_options(stated, options)
    if mode == "example":
        tests = () if problem.interactive and own.tests else examples_of(problem)
        tests += named_tests(own)
        problem = replace(problem, interactive=problem.interactive and not own.tests)
    if own.tests:
        count = len(own.tests)
        file = place_of(Path(options.file)).name
        notes = (*notes, f"With {count} {'test' if count == 1 else 'tests'} of your own ({file}).")
    return RunSetup(
        options.file,
        problem,
        program,
        mode,
        tests,
        notes,
        other=_program(options, options.stress, "--stress"),
        generator=_program(options, options.generator, "--generator"),
        checker=_custom_checker(options) or _own_checker(options, own),
        has_own_tests=bool(own.tests),
    )


def _own_tests(options: argparse.Namespace) -> OwnTests:
    """The tests of the user's own beside the program."""
    if options.file == "-":
        return OwnTests()
    try:
        return read_own_tests(place_of(Path(options.file)))
    except UnusableOwnTests as error:
        raise BadInput(str(error)) from error


def _own_checker(options: argparse.Namespace, own: OwnTests) -> CustomChecker | None:
    """The checker that own tests name, unless an option names a rule."""
    if not own.checker or options.checker is not None:
        return None
    try:
        return CustomChecker.load(Path(options.file).parent / own.checker, own.convention)
    except ValueError as error:
        raise BadInput(f"{place_of(Path(options.file)).name}: {error}.") from error


def _check_combination(options: argparse.Namespace) -> None:
    chosen = [
        name
        for name, value in (
            ("--tests", options.tests),
            ("--input", options.input),
            ("--stress", options.stress),
        )
        if value is not None
    ]
    if len(chosen) > 1:
        raise BadInput(f"{' and '.join(chosen)} cannot be used together: choose one.")
    if options.stress is None:
        for name, given in (
            ("--generator", options.generator is not None),
            ("--count", options.count is not None),
            ("--seconds", options.seconds is not None),
            ("--save", options.save),
        ):
            if given:
                raise BadInput(f"{name} belongs to --stress OTHER, which is missing.")
    if options.watch and "-" in (options.file, options.input):
        raise BadInput("--watch needs files: standard input can be read only once.")
    if options.file == "-" == options.input:
        raise BadInput("The program and its input cannot both be standard input.")


def _problem(
    options: argparse.Namespace, text: str, language: str, mode: str, own: OwnTests
) -> tuple[Problem, tuple[str, ...]]:
    """The problem and what is odd about it. A mode that brings inputs of its own needs none: its
    limits and its checker are then taken from FILE when a problem stands there."""
    if options.problem is not None:
        read = read_problem(options.problem, None)
        return read.problem, read.warnings
    needed = mode == "example" and not own.tests
    needed = needed or (mode == "stress" and options.generator is None)
    try:
        read = problem_in(text, options.file, options.line, language)
    except BadInput as error:
        if not needed and options.line is None:
            return own.stated or Problem(Path(options.file).stem, ""), ()
        ways = "--problem STATEMENT, --tests DIR or --input FILE"
        if mode == "stress":
            ways = "--problem STATEMENT or --generator PROGRAM"
        raise BadInput(f"{error}\nOr name what to run on: {ways}.") from error
    return read.problem, read.warnings


def _with_stated(problem: Problem, read: FoundTests) -> Problem:
    """What came with the tests, where no statement says it."""
    if read.stated is None:
        return problem
    if read.has_limits and not problem.statement:
        problem = replace(problem, limits=read.stated.limits)
    return replace(
        problem,
        input_file=problem.input_file or read.stated.input_file,
        output_file=problem.output_file or read.stated.output_file,
    )


def _with_options(problem: Problem, options: argparse.Namespace) -> Problem:
    limits = replace(problem.limits, output_kib=MAX_OUTPUT_KIB)
    if options.time is not None:
        if options.time > MAX_TIME_S:
            raise BadInput(f"--time must be at most {MAX_TIME_S:g} seconds.")
        limits = replace(limits, time_s=options.time)
    if options.memory is not None:
        if options.memory > MAX_MEMORY_MIB:
            raise BadInput(f"--memory must be at most {MAX_MEMORY_MIB} MiB.")
        limits = replace(limits, memory_mib=options.memory)
    problem = replace(problem, limits=limits)
    if mode_of(options) != "example":
        # Only the examples of an interactive problem are conversations.
        problem = replace(problem, interactive=False)
    if _is_file(options.checker):
        problem = replace(problem, several_answers=False)
    elif options.checker is not None:
        try:
            describe_checker(options.checker)
        except ValueError as error:
            hint = ' In quotes: --checker "float 1e-6".' if options.checker == "float" else ""
            raise BadInput(f"--checker: {error}.{hint}") from error
        problem = replace(problem, checker=options.checker, several_answers=False)
    return problem


def _is_file(checker: str | None) -> bool:
    return checker is not None and (Path(checker).suffix != "" and " " not in checker)


def _custom_checker(options: argparse.Namespace) -> CustomChecker | None:
    if not _is_file(options.checker):
        return None
    try:
        return CustomChecker.load(options.checker, options.convention)
    except ValueError as error:
        raise BadInput(f"--checker: {error}.") from error


def standard_of(options: argparse.Namespace, language: str) -> str:
    """Returns the standard of `--std` in the language's own words (`c++20`, for which `20` will
    do); empty without, and for languages that have none. Raises BadInput."""
    if options.std is None:
        return ""
    known = [name for name, _ in toolchain(language).standards]
    if not known:
        return ""
    wanted = options.std.lower().removeprefix("gnu").removeprefix("c").removeprefix("pp")
    wanted = wanted.lstrip("+")
    for name in known:
        if name.lstrip("c+") == wanted:
            return name
    raise BadInput(f"--std: {options.std} is not known; choose among {', '.join(sorted(known))}.")


def _program(options: argparse.Namespace, name: str | None, option: str) -> Program | None:
    """The program that an option names."""
    if name is None:
        return None
    if name == "-":
        raise BadInput(f"{option} needs a file, not standard input.")
    try:
        language, source = language_of(name, None), read_source(name)
        return Program(
            language,
            source,
            files=beside(name, source, language),
            standard=standard_of(options, language),
        )
    except BadInput as error:
        raise BadInput(f"{option}: {error}") from error
