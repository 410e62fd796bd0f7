"""A program as it is submitted: without the statement, the mark of practice and debug output, and
proved to be the same otherwise."""
