"""Small tasks without end: what is read is transformed in a few steps, and something of it is
asked.

`steps.py` says what steps and results are; `lists.py` and `words.py` what there are of them, for
lists of numbers and for words; `list_programs.py` and `word_programs.py` make programs of a chain
of them in several styles, and `wording.py` tells it. The chains are families like any other
(`families/composed.py`), with a key for each chain.
"""
