"""What is known of a language: an entry of the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from shortlist_engine.languages.syntax import Syntax


@dataclass(frozen=True)
class Tool:
    """Names a compiler or virtual machine. `name` is looked for on the PATH. What is found there
    may only stand for the real one, so with `ask` it is started with these arguments and the first
    group of `answer` in what it prints is its home directory, `{home}`; the real tool is then
    `path`."""

    name: str
    ask: tuple[str, ...] = ()
    answer: str = ""
    path: str = ""


def _every_program(source: str) -> bool:
    return True


@dataclass(frozen=True)
class Prepared:
    """Says what is built once for each compiler and read for every program. It is kept in a
    directory of its own, `{prepared}` in the commands.

    - `command` makes `result` in the private directory; `place` is where that is kept.
    - `header`: the header that it is made of, which lies in the private directory as `header` and
      is kept beside it. Programs do without when it cannot be built. With none, what is built is a
      directory that no program can do without.
    - `beside`: files that lie in the private directory too, by their own names.
    - `flags` go behind the compiler's name for the programs that `used_by` picks by their source.
    """

    command: tuple[str, ...]
    result: str
    place: str
    header: Path | None = field(default=None, repr=False)
    beside: tuple[Path, ...] = field(default=(), repr=False)
    flags: tuple[str, ...] = ()
    used_by: Callable[[str], bool] = field(default=_every_program, repr=False)


FLAGS = "{flags}"
"""The place of a user's own words in a command: none, one or several."""


@dataclass(frozen=True)
class Plain:
    """Says how programs are compiled and run without the sandbox, as in a terminal, on any system.
    In the commands `{tool}` is the path of the tool, `{runner}` that of what runs what was built,
    `{file}` the program's file, in the working directory, `{program}` the path of what is built,
    `{standard}` the word for the language's standard, `{main}` what to start in what was built,
    `{memory}` the limit in MiB.

    - `tools`: names to look for on the PATH; the first that is there is taken.
    - `compile`: empty for a language that is run as it is. It makes `{program}`.
    - `check`: finds, for a language that is run as it is, whether a program is one at all.
    - `run`: empty for programs that are started by themselves.
    - `runner`: the name of what runs what was built, also looked for on the PATH.
    - `directory`: what is built is a directory, of which the toolchain's `main` says what to start.
    - `on_windows`: further words for the compiler there, when `tools` begins with the one found.
    - `fixes`: how to get the tool, by `sys.platform`, where the toolchain's `fix` is for Linux.
    """

    tools: tuple[str, ...]
    compile: tuple[str, ...] = ()
    check: tuple[str, ...] = ()
    run: tuple[str, ...] = ()
    runner: str = ""
    directory: bool = False
    on_windows: tuple[str, ...] = ()
    fixes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Toolchain:
    """Says how programs are compiled and run. In the commands `{tool}` and `{home}` are the tool's,
    `{standard}` the word for the language's standard, `{prepared}` the directory of what is built
    once for each compiler, `{job}` the private directory, `{file}` the program's file in it,
    `{main}` what to start in that, `{memory}` the limit in MiB. At `FLAGS` a user's own words for
    the compiler come in.

    - `kind`: `interpreter` runs in the sandbox's own Python; `native` is compiled to a program;
      `tool` is run by its tool, with the command `run`.
    - `standards`: what the language's standards are called (`c++20`), each with the word that
      stands for `{standard}` in the commands; the first is the usual one.
    - `other_standards`: those (as words) to try one after the other, given a source that does not
      compile by the usual one and what the compiler said.
    - `beside`: the names of the files beside a program that its source may mean, to be looked for
      in its folder.
    - `needs`: further programs on the PATH; their paths have their names in the commands.
    - `file`: the name that a program's file gets, from its source.
    - `standard_input`: what the compiler's messages call its standard input, when the source is
      given to it there and stands in no file.
    - `compile` makes `result` in the private directory.
    - `linker_flags` choose a quicker linker. They go behind the compiler's name where the compiler
      finds that linker.
    - `header_flags` go behind the compiler's name when files lie beside the program in the private
      directory, and `header_suffixes` are those of the headers that a custom checker brings.
    - `killed` finds, in the compiler's messages, that one of its helpers was killed from outside.
    - `built_file`: the name that what was built has when it runs; empty: that of the source.
    - `main`: what to start in what was built, which comes with the name of its source. Raises
      ValueError, saying why, when there is nothing to start.
    - `out_of_memory` and `crashed` are patterns, with lines, of what a program writes to standard
      error: that it has no memory left, and the line that says what went wrong when a trace of
      calls follows it.
    - `extra`: files that the run needs beside the program.
    - `reserves`: its programs reserve far more address space than they use, so that what they may
      write to is limited instead.
    - `own_mib`: what its virtual machine needs itself and is allowed beside the limit of memory.
    - `readable`: what the tool reads beside the system's libraries, as patterns of paths.
    - `version`: the arguments that print the tool's version; `fix` says how to get the tool.
    - `checkers`: whether custom checkers in it are run.
    - `debug` builds `{program}` from `{file}` with what a debugger needs, as in a terminal; empty
      for a `native` language: its programs cannot be debugged. Others are debugged as they are.
    - `plain`: how the user's own programs are run where there is no sandbox.
    """

    kind: Literal["interpreter", "native", "tool"]
    tool: Tool | None = None
    standards: tuple[tuple[str, str], ...] = ()
    other_standards: Callable[[str, str], tuple[str, ...]] | None = None
    beside: Callable[[str], list[str]] | None = None
    needs: tuple[str, ...] = ()
    file: Callable[[str], str] | None = None
    standard_input: str = ""
    compile: tuple[str, ...] = ()
    linker_flags: tuple[str, ...] = ()
    result: str = ""
    prepared: Prepared | None = None
    header_flags: tuple[str, ...] = ()
    header_suffixes: tuple[str, ...] = ()
    killed: str = ""
    environment: tuple[tuple[str, str], ...] = ()
    built_file: str = ""
    main: Callable[[bytes, str], str] | None = None
    run: tuple[str, ...] = ()
    run_environment: tuple[tuple[str, str], ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    out_of_memory: str = ""
    crashed: str = ""
    reserves: bool = False
    own_mib: int = 0
    readable: tuple[str, ...] = ()
    version: tuple[str, ...] = ("--version",)
    fix: str = ""
    checkers: bool = False
    debug: tuple[str, ...] = ()
    plain: Plain | None = None

    @property
    def takes_flags(self) -> bool:
        """Says whether its compiler is given words of the user's own."""
        return FLAGS in self.compile

    def standard(self, name: str) -> str:
        """Returns the word for the standard `name`, the usual one when it is empty. Raises KeyError
        when the language has no such standard."""
        if not self.standards:
            return ""
        return dict(self.standards)[name or self.standards[0][0]]


@dataclass(frozen=True)
class Writing:
    """Says how a model that answers in text is asked for programs, and how they are told in what it
    writes.

    - `program`: what a whole program is, as it is asked for.
    - `sum`: one that reads two integers on a line and prints their sum, to show to models.
    - `marks`: a pattern, with lines, of what hardly any program but one in this language has.
    - `headers`: what a program without any has to begin with.
    - `function`: a pattern, with lines, of the head of a function that needs no argument, with its
      name as the first group; `main`: the entry point that calls it, as `{call}`, for programs that
      lack one.
    """

    program: str
    sum: str
    marks: str = ""
    headers: str = ""
    function: str = ""
    main: str = ""


@dataclass(frozen=True)
class Language:
    """Says what is known of a language: an entry of the table.

    - `name` is the language server's identifier (LSP specification, "TextDocumentItem").
    - `display_name` is for people; `other_names` are what data sets, models and users call it, in
      lower case.
    - `suffixes` are those of its programs' files, the first that of a new one; `other_suffixes`
      those of further files in it, such as headers.
    - `new_keyword`: whether an object is made by `new Name()`.
    - `toolchain`: None for a language of which only comments are read.
    - `written`: whether programs in it are proposed when nobody names a language.
    - `prompt_name`: what the model's prompt calls it, which is what CodeContests does; empty: its
      name.
    - `calls`: how a function in it is called: by the sandbox's harness, by the program that
      execution's cpp_calls makes of it, or not at all.
    - `fence`: the word behind a fence in Markdown; empty: its name.
    - `writing`: what models that answer in text have to be told of it, where there is anything.
    """

    name: str
    display_name: str
    suffixes: tuple[str, ...]
    syntax: Syntax
    other_names: tuple[str, ...] = ()
    other_suffixes: tuple[str, ...] = ()
    new_keyword: bool = False
    toolchain: Toolchain | None = None
    written: bool = False
    prompt_name: str = ""
    calls: Literal["", "harness", "cpp_calls"] = ""
    fence: str = ""
    writing: Writing | None = field(default=None, repr=False)

    @property
    def comment(self) -> str:
        """Is the marker of its line comments. Raises IndexError when it has none."""
        return self.syntax.line[0]

    @property
    def prompt_word(self) -> str:
        """Is what the model's prompt calls it."""
        return self.prompt_name or self.name
