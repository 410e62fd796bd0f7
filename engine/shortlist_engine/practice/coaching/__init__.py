"""What to practise next: the user's rating (`glicko.py`), when a kind of problem is due again
(`repetition.py`), the choice (`choosing.py`), contests (`contest_rules.py`), and what there is to
be told about the past (`statistics.py`). Pure functions: nothing here reads a file."""
