"""Imports go one way, as docs/architecture.md draws it, and the server stays light."""

from __future__ import annotations

import ast
import graphlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENGINE = ROOT / "engine" / "shortlist_engine"
SERVER = ROOT / "server" / "shortlist_server"

DRAWING = """
cli
rpc
training cluster
evaluation
solve practice assist
datasets host
sampling selection library
inputs execution bank
model
statement
protocol fairness newfiles testfiles
problem languages files places machine concurrency texts extras
locks
"""
# Inside two rooms whose packages offer what the rest of the engine uses.
EXECUTION_DRAWING = """
__init__
console
pool plain streaming
runs
active_request work
runner
checking
compiling
isolation
"""
EXAMPLES_DRAWING = """
__init__
read
headed unheaded missing
stacked
side_by_side
borders together
reading
drafts
fences
page columns extent
"""


def levels(drawing: str) -> dict[str, int]:
    lines = [line.split() for line in reversed(drawing.split("\n")) if line]
    return {room: number for number, rooms in enumerate(lines) for room in rooms}


LEVEL = levels(DRAWING)
INSIDE = {
    ("execution",): levels(EXECUTION_DRAWING),
    ("statement", "examples"): levels(EXAMPLES_DRAWING),
}
# What the VS Code extension brings along (editors/vscode/scripts/bundle.mjs).
LIGHT = {
    "statement",
    "protocol",
    "problem",
    "languages",
    "places",
    "fairness",
    "newfiles",
    "testfiles",
    "files",
    "locks",
    "texts",
}
HEAVY = {"numpy", "onnxruntime", "sentencepiece", "torch", "onnx", "safetensors"}


def room_of(file: Path, house: Path = ENGINE) -> str:
    return file.relative_to(house).parts[0].removesuffix(".py")


def imports(file: Path) -> set[tuple[str, ...]]:
    """Dotted names that a file imports, relative ones made absolute."""
    package = (
        ("shortlist_engine", *file.relative_to(ENGINE).parts[:-1])
        if (ENGINE in file.parents)
        else ()
    )
    found = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {tuple(name.name.split(".")) for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else ()
            module = (*base, *(node.module.split(".") if node.module else ()))
            found |= {(*module, name.name) for name in node.names}
    return found


ENGINE_FILES = [
    file for file in ENGINE.rglob("*.py") if file.parent != ENGINE or file.stem != "__init__"
]


INSIDE_FILES = [
    (house, file)
    for house in INSIDE
    for file in ENGINE_FILES
    if file.relative_to(ENGINE).parts[: len(house)] == house
]


@pytest.mark.parametrize("file", ENGINE_FILES, ids=lambda file: str(file.relative_to(ENGINE)))
def test_a_room_imports_only_rooms_below_it(file: Path) -> None:
    room = room_of(file)
    for name in imports(file):
        if name[0] == "shortlist_engine" and len(name) > 1 and name[1] in LEVEL and name[1] != room:
            assert LEVEL[name[1]] < LEVEL[room], f"{room} imports {'.'.join(name)}"


@pytest.mark.parametrize(
    ("house", "file"), INSIDE_FILES, ids=lambda each: str(each).removeprefix(f"{ENGINE}/")
)
def test_inside_two_rooms_too(house: tuple[str, ...], file: Path) -> None:
    level, depth = INSIDE[house], len(house) + 1
    room = room_of(file, ENGINE.joinpath(*house))
    for name in imports(file):
        if name[:depth] == ("shortlist_engine", *house):
            used = name[depth] if len(name) > depth and name[depth] in level else "__init__"
            if used != room:
                assert level[used] < level[room], f"{room} imports {'.'.join(name)}"


def test_every_room_is_in_the_drawing() -> None:
    assert {room_of(file) for file in ENGINE_FILES} == set(LEVEL)
    for house, level in INSIDE.items():
        files = [file for each, file in INSIDE_FILES if each == house]
        assert {room_of(file, ENGINE.joinpath(*house)) for file in files} == set(level)


def test_no_modules_import_each_other_in_a_circle() -> None:
    modules = {
        ("shortlist_engine", *file.relative_to(ENGINE).with_suffix("").parts): file
        for file in ENGINE_FILES
    }
    imported = {
        module: {name[:end] for name in imports(file) for end in (len(name), len(name) - 1)}
        & modules.keys() - {module}
        for module, file in modules.items()
    }
    graphlib.TopologicalSorter(imported).prepare()  # raises CycleError, which names the circle


def test_the_server_imports_only_the_light_rooms() -> None:
    for file in SERVER.rglob("*.py"):
        for name in imports(file):
            assert name[0] not in HEAVY, f"{file.name} imports {name[0]}"
            if name[0] == "shortlist_engine" and name[1] != "__version__":
                assert name[1] in LIGHT, f"{file.name} imports {'.'.join(name)}"


def test_the_light_rooms_import_only_each_other() -> None:
    for file in ENGINE_FILES:
        if room_of(file) in LIGHT:
            for name in imports(file):
                if name[0] == "shortlist_engine" and len(name) > 1 and name[1] in LEVEL:
                    assert name[1] in LIGHT, f"{file.name} imports {'.'.join(name)}"


def test_the_extension_brings_the_light_rooms_along() -> None:
    script = (ROOT / "editors" / "vscode" / "scripts" / "bundle.mjs").read_text()
    brought = re.findall(r'\["engine/shortlist_engine/(\w+)(?:\.py)?",', script)
    assert set(brought) == LIGHT | {"__init__"}


def test_only_the_users_own_programs_may_run_without_isolation() -> None:
    """Whoever asks for the runner of the user's own programs is named here, so that nothing that
    runs programs of a model, or of a set of problems, comes to it unseen."""
    asks = re.compile(r"\b(?:own_runner|usual_runner|make_plain|PlainRunner|plain_runner)\(")
    found = {
        path.relative_to(ENGINE).as_posix()
        for path in ENGINE.rglob("*.py")
        if asks.search(path.read_text("utf-8"))
    }
    assert found == {
        "cli/assisting.py",
        "cli/explain_file.py",
        "cli/practice_submit.py",
        "cli/run_console.py",
        "cli/run_program.py",
        "host/host.py",
        "host/resources.py",
        "rpc/assists.py",
        "rpc/example_runs.py",
        "rpc/practice.py",
        "rpc/stress_runs.py",
    }
