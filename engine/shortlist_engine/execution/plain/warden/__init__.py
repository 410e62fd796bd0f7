"""What runs beside each program, in a small interpreter of its own: it starts the program with its
limits, follows it, and ends it with all that it started.

A process of its own, since only a small one that has no threads may set limits between fork and
exec, and since the system counts the memory of whoever starts a program as the program's. It ends
everything, too, when the engine goes, whatever ended that. It imports nothing of ours but this
package.
"""
