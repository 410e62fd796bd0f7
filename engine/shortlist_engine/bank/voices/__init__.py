"""How a task is told: each voice is a module that writes the statement as its judge does."""
