"""The user's own programs where the sandbox cannot be had: they run as they would in a terminal,
with the limits that the system gives. Proposals never do."""
