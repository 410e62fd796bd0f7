"""Expert iteration: a model solves statements that nobody gave it programs for, and what many of
its samples agree on becomes problems to train on.

`agreement` says which programs of a problem are kept, `rounds` measures the problems of a round and
writes them. It is the one part of training that runs programs; what trains reads its file only.
"""
