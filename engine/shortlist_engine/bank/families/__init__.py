"""The families of the bank, a module for each theme. A module's families are found by themselves."""
