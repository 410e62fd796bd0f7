"""What a user does with a program of their own: run it on examples and tests, and find, by
comparing it with another program, a small input on which it fails."""
