"""What the exit codes of `shortlist` mean; docs/command-line.md has them for users."""

SOLVED, NOTHING_PASSED, BAD_INPUT, UNAVAILABLE, INTERRUPTED = 0, 1, 2, 3, 130
