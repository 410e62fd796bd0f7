"""The examples of a statement: which lines are inputs, which are outputs, what is missing.

The rules, in order of trust:

1. Between fences the example is exactly what stands there.
2. An input ends only at an output heading of the same make, so data that look like a heading of
   another make stay data.
3. An output ends at the next input or example heading, at a section that follows examples
   ("Note", "Explanation", "Constraints" ...), or where `extent.py` finds that explanations begin.
4. Blank lines around an example belong to the layout, blank lines inside belong to the example.

Nothing is dropped in silence: a heading without its counterpart, a part that is empty, and a
reading that is one of two are issues.
"""

from shortlist_engine.statement.examples.read import Found, read_examples

__all__ = ["Found", "read_examples"]
