"""The server's imports go one way, as drawn here, module by module: circles are impossible."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import shortlist_server

ROOT = Path(shortlist_server.__file__).parent

# Each module may import those on the lines below it, never one above or beside it. An import for
# types only counts like any other. `features.*` stands for every feature.
DRAWING = """
__main__
features.registry
features.*
services.services
services.test_views
services.tests
services.assist_tasks services.filling
services.inserter services.views services.offers services.availability services.assist_views
services.insertions services.own_tests services.other_files
services.assisting
services.user_programs
services.problems services.solve_manager services.runs services.messages services.progress
services.new_files services.companion_link
services.lifecycle services.consent services.client_edits
server
presentation.panel
presentation.solutions_view presentation.tests_view presentation.assist_view
presentation.solutions presentation.advice presentation.test_words presentation.stress_words
presentation.assist_words
presentation.wording presentation.commands presentation.problems
presentation.programs
presentation.excerpts presentation.quantities
kept_solutions
solves testsets
engine.resumed
engine.client engine.merging
engine.process
engine.connection
insertion.plan
insertion.own_program
insertion.python_functions insertion.cpp_functions
insertion.edits
blocks stated
submission.python_program submission.cpp_program submission.judges
submission.stripped submission.cpp_tokens
configuration documents lsp_protocol
errors lsp_ext client_support signals throttle chart client_log
"""
LEVELS = [line.split() for line in reversed(DRAWING.split("\n")) if line]
LEVEL = {module: number for number, modules in enumerate(LEVELS) for module in modules}
FILES = sorted(file for file in ROOT.rglob("*.py") if file.name != "__init__.py")


def module_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts)


MODULES = {module_of(file): file for file in FILES}


def level_of(module: str) -> int:
    if module not in LEVEL and module.startswith("features."):
        return LEVEL["features.*"]
    return LEVEL[module]


def imported(file: Path) -> set[str]:
    """The server's modules that a file imports anywhere, also inside functions and for types."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.name} has a relative import"
            names |= {f"{node.module}.{name.name}" for name in node.names} | {node.module or ""}
    ours = {name.removeprefix("shortlist_server.") for name in names}
    return {name for name in ours if name in MODULES}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_modules_below_it(module: str) -> None:
    for name in imported(MODULES[module]):
        assert level_of(name) < level_of(module), f"{module} imports {name}"


def test_every_module_is_in_the_drawing() -> None:
    drawn = set(LEVEL) - {"features.*"}
    assert {module for module in MODULES if module in LEVEL} == drawn
    assert {module.split(".")[0] for module in set(MODULES) - drawn} == {"features"}


def test_packages_hold_nothing_but_a_description() -> None:
    """What a package would import were in nobody's drawing."""
    for file in ROOT.rglob("__init__.py"):
        if file.parent == ROOT:
            continue
        body = ast.parse(file.read_text()).body[1:]
        assert all(isinstance(node, ast.ImportFrom) for node in body), file
        assert imported(file) == set()


def test_only_the_registry_knows_the_features() -> None:
    knowing = {
        module
        for module, file in MODULES.items()
        if any(name.startswith("features.") for name in imported(file))
    }
    assert knowing == {"features.registry", "__main__"}
