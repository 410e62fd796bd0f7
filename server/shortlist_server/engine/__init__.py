"""The engine as the server sees it: its process, the connection to it, and what is asked of it."""
