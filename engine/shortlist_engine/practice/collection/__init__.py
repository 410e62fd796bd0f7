"""What can be practised: the bank's families and imported sets, behind one interface
(`catalogue.py`), and the files that their problems are opened as (`opened_file.py`)."""
