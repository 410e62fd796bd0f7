"""The limits of every program that do not come with the request."""

from __future__ import annotations

# The stack of a program is bounded by its address space only, as where judges lift the limit: it
# may be as large as the limit of memory. Tools and compilers, whose address space is not bounded so
# tightly, have this much.
NO_LIMIT = (1 << 64) - 1
TOOL_STACK = 64 << 20
# What a program may write to standard error, in bytes; judges that limit it at all limit it so.
ERRORS = 64 << 20
TASKS = 64
DESCRIPTORS = 64
# Shared libraries and the stack are address space but hardly memory.
ADDRESS_SPACE_SLACK = 256 << 20
# The process id in a filter that is prepared before there is a process.
PLACEHOLDER = 0x5EAFBEEF
