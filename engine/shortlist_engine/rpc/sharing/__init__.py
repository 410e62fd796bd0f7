"""One engine for a small group, over TLS: off unless it is asked for, with a certificate and with
the users' tokens.

`users.py` knows who may use it, `limits.py` what each may do, `listening.py` lets them in, and
`joining.py` is the other end: what an editor starts in the place of an engine of its own.
"""
