"""What `shortlist eval` does: measure, report, compare."""

from __future__ import annotations

import argparse

from shortlist_engine.cli.eval_measure import measure
from shortlist_engine.cli.eval_results import compare_runs, report_runs
from shortlist_engine.cli.eval_task import check_datasets, measure_task
from shortlist_engine.cli.exit_codes import BAD_INPUT, DONE, UNAVAILABLE, CommandFailed
from shortlist_engine.cli.frame import exit_code_of
from shortlist_engine.datasets import DatasetError
from shortlist_engine.evaluation.plan import RunError
from shortlist_engine.model.errors import ModelError
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling import UnsupportedError

COMPARE, REPORT, CHECK = "compare", "report", "check"


def run_action(options: argparse.Namespace) -> int:
    """Does what is asked and returns the exit code. Raises CommandFailed."""
    try:
        first, *rest = options.what
        if options.cluster and (options.task or first in (COMPARE, REPORT, CHECK)):
            raise RunError("--cluster goes with the data sets of a measurement, without --task")
        if first not in (COMPARE, REPORT, CHECK) and options.task:
            return measure_task(options)
        if options.task or options.source or options.share:
            raise RunError("--task, --source and --share go with the data sets of a task")
        if first not in (COMPARE, REPORT) and (options.figures or options.summary):
            raise RunError("--figures and --summary go with `shortlist eval report DIR`")
        if first == COMPARE:
            compare_runs(rest, options.json)
        elif first == REPORT:
            report_runs(rest, options.json, options.figures, options.summary)
        elif first == CHECK:
            return check_datasets(options)
        else:
            return measure(options)
        return DONE
    except (DatasetError, RunError) as error:
        raise _failed(f"{error}", BAD_INPUT) from error
    except EngineError as error:
        raise _failed(error.message, exit_code_of(error), error.kind) from error
    except UnsupportedError as error:
        raise _failed(f"{error}.", BAD_INPUT, "unsupported") from error
    except ModelError as error:
        raise _failed(f"{error}.", UNAVAILABLE) from error
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise _failed(f"{where}{error.strerror or error}", BAD_INPUT) from error


def _failed(message: str, code: int, kind: str = "") -> CommandFailed:
    return CommandFailed(f"shortlist eval: {message}", code, kind)
