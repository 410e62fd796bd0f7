"""The families of the bank, a module for each theme. New modules are found by themselves."""
