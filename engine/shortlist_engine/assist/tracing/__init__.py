"""What a program does, as seen while it runs in the sandbox."""
