"""Small tasks without end: what is read is transformed in a few steps, and something of it is
asked.

`steps.py` says what steps and results are and draws chains of them; `lists.py` and `words.py` what
there are, for lists of numbers and for words; `list_programs.py` and `word_programs.py` make
programs of a chain in several styles, `trying.py` finds which mistakes in it show, and `wording.py`
tells it. The chains are families like any other (`families/composed.py`), with a key for each.
"""
