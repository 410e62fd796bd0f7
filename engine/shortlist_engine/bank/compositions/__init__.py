"""Small tasks without end: what is read is transformed in a few steps, and something of it is
printed.

`operations.py` says what steps and results there are, `chains.py` makes a task of a chain of them
with programs in several styles, and `wording.py` tells it. The chains are families like any other
(`families/composed.py`), with a key for each chain.
"""
