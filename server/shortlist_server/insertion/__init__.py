"""Where a solution goes in the user's file, and what the edits are."""
