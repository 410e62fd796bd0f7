"""The pipeline: samples, examples, generated inputs, clusters, ranking. The only room that knows
the order of things."""

from shortlist_engine.solve.options import usable_languages
from shortlist_engine.solve.pipeline import solve

__all__ = ["solve", "usable_languages"]
