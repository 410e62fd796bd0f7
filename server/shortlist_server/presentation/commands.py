"""The commands that surfaces carry: a lens, an action or the status names what a click does.

A command of the server that no surface carries has its name in the feature that it belongs to.
"""

from __future__ import annotations

from lsprotocol import types

from shortlist_engine.problem import Problem
from shortlist_server.solves import KnownSolutions, Shown, Solve

SOLVE = "shortlist.server.solve"
CANCEL = "shortlist.server.cancel"
ACCEPT = "shortlist.server.accept"
RUN = "shortlist.server.run"
SHOW = "shortlist.server.showSolutions"
PAUSE = "shortlist.server.pause"
TRANSLATE = "shortlist.server.translate"
EXPLAIN = "shortlist.server.explain"
COMMENT = "shortlist.server.comment"
HINT = "shortlist.server.hint"
STEP = "shortlist.server.step"
RESTART_ENGINE = "shortlist.server.restartEngine"

# Commands of the client, used only when it says that it has them.
CLIENT_SHOW = "shortlist.showSolutions"
CLIENT_COPY = "shortlist.copySolution"


def solve_command(title: str, uri: str, problem: Problem) -> types.Command:
    """Begins to solve a problem."""
    return types.Command(title, SOLVE, None, [{"uri": uri, "problemId": problem.digest}])


def cancel_command(title: str, solve: Solve) -> types.Command:
    """Cancels a solve."""
    return types.Command(title, CANCEL, None, [{"solveId": solve.id}])


def run_command(title: str, uri: str, problem: Problem) -> types.Command:
    """Runs the examples on the user's code."""
    return types.Command(title, RUN, None, [{"uri": uri, "problemId": problem.digest}])


def assist_command(title: str, name: str, uri: str, where: types.Range) -> types.Command:
    """Has a model do a task with the program at a place, or with the lines that are selected."""
    return types.Command(title, name, None, [{"uri": uri, "range": where}])


def run_solution_command(title: str, known: KnownSolutions, shown: Shown) -> types.Command:
    """Runs the examples on a solution or a near miss."""
    return types.Command(title, RUN, None, [{"uri": known.uri, **_identity(known, shown)}])


def show_command(title: str, uri: str, problem: Problem, *, in_client: bool) -> types.Command:
    """Shows the solutions of a problem: by the client's own command where it has one."""
    name = CLIENT_SHOW if in_client else SHOW
    return types.Command(title, name, None, [{"uri": uri, "problemId": problem.digest}])


def accept_command(title: str, uri: str, known: KnownSolutions, shown: Shown) -> types.Command:
    """Inserts a solution, or a near miss, into the document."""
    return types.Command(title, ACCEPT, None, [{"uri": uri, **_identity(known, shown)}])


def copy_command(title: str, known: KnownSolutions, shown: Shown) -> types.Command:
    """Copies a solution or a near miss, by the client's own command."""
    arguments = {**_identity(known, shown), "text": shown.program.source}
    return types.Command(title, CLIENT_COPY, None, [arguments])


def _identity(known: KnownSolutions, shown: Shown) -> dict[str, str]:
    return {"problemId": known.problem.digest, "solutionId": shown.program.id}
