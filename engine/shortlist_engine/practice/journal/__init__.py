"""What the user has practised, in a SQLite file (docs/practice.md has its tables): `database.py`
opens it whatever state it is in, `reader.py` and `writer.py` say what may be asked and kept."""
