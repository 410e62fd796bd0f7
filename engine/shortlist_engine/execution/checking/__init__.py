"""What a run's output is worth: comparison, verdicts, checkers."""
