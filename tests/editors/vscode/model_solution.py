"""Prints a program that solves the practice problem of a file: what a person would think of."""

from __future__ import annotations

import sys
from pathlib import Path

from shortlist_engine.fairness import marks_in
from shortlist_engine.practice.collection.catalogue import Catalogue

(mark,) = marks_in(Path(sys.argv[1]).read_text(encoding="utf-8"))
problem = Catalogue().problem(mark.problem, "python")
print(next(each.source for each in problem.solutions if each.language == "python"))
