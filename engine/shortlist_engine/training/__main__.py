"""`python -m shortlist_engine.training`: the same as `shortlist train`."""

from __future__ import annotations

import argparse
import os
import sys

from shortlist_engine.training.arguments import add_arguments
from shortlist_engine.training.commands import main

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="shortlist train", description=__doc__)
    add_arguments(parser)
    status = main(parser.parse_args())
    if "RANK" in os.environ:  # torchrun
        from shortlist_engine.training.distributed import end_process

        end_process(status)
    sys.exit(status)
