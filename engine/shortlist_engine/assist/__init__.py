"""What a model does with a program beside solving problems, each with facts of real runs: it
translates, explains and comments, writes the next step, gives hints, and answers a user's own
prompt."""
