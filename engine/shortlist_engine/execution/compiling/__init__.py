"""Building programs in the sandbox, and keeping what was built."""
