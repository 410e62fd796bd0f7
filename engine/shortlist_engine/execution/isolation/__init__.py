"""Programs in a sandbox: its layers, and the processes that run inside it."""
