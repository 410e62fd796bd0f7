"""Runs a program under a debugger with a file as its standard input.

Usage: debug_input.py PROGRAM INPUT_FILE. Python's debugger has no setting for this.
"""

import os
import runpy
import sys

program, input_file = sys.argv[1:3]
source = os.open(input_file, os.O_RDONLY)
os.dup2(source, 0)
os.close(source)
sys.argv = [program]
sys.path[0] = os.path.dirname(os.path.abspath(program))
runpy.run_path(program, run_name="__main__")
