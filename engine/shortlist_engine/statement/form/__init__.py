"""How many lines an input has, as the statement says it, where that is plain: in a format ("N", and
below it "A_1", ":", "A_N") or in English sentences ("Each of the next n lines contains ...").

What is not understood whole has no form: a statement of test cases or queries, a line that may be
missing, a count that is no number of the input.
"""

from shortlist_engine.statement.form.form import InputForm
from shortlist_engine.statement.form.read import read_input_form

__all__ = ["InputForm", "read_input_form"]
